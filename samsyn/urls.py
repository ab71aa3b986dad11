"""Addresses. Everything of an association lies under /<association>/<period>/."""

from django.urls import include, path, register_converter

from samsyn.associations.access import PeriodConverter

register_converter(PeriodConverter, "period")

urlpatterns = [
    path("konto/", include("allauth.urls")),
    path("byggdelar/", include("samsyn.ui.urls")),
    path("", include("samsyn.associations.urls")),
    path("", include("samsyn.ledger.urls")),
    path("", include("samsyn.governance.urls")),
    path("", include("samsyn.interventions.urls")),
    path("", include("samsyn.participants.urls")),
    path("", include("samsyn.reports.urls")),
    path("", include("samsyn.desk.urls")),  # last: /<association>/ takes any one word
]
