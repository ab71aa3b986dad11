"""Addresses. Everything of an association lies under /<association>/<period>/."""

from django.urls import include, path, register_converter

from samsyn.associations.access import PeriodConverter

register_converter(PeriodConverter, "period")

urlpatterns = [
    path("konto/", include("allauth.urls")),
    path("", include("samsyn.associations.urls")),
]
