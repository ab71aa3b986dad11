"""Addresses under /<association>/<period>/: decisions and agreements."""

from django.urls import URLPattern, path

from samsyn.interventions.views import agreements, decisions

_HOME = "<slug:association>/<period:period>/"
_D, _A = f"{_HOME}insatsbeslut/", f"{_HOME}overenskommelser/"

urlpatterns: list[URLPattern] = [
    path(f"{_D}aterforda/", agreements.returns, name="decision-returns"),
    path(f"{_D}<int:pk>/", decisions.decision, name="decision"),
    path(f"{_HOME}insatser/<int:pk>/beslut/nytt/", decisions.change, name="decision-new"),
    path(f"{_D}<int:pk>/overenskommelse/", agreements.new, name="agreement-new"),
    path(f"{_A}<int:pk>/", agreements.agreement, name="agreement"),
    path(f"{_A}<int:pk>/overenskommelse.pdf", agreements.pdf, name="agreement-pdf"),
    path(f"{_A}<int:pk>/skriv-under/", agreements.sign, name="agreement-sign"),
    path(f"{_A}<int:pk>/filer/ny/", agreements.attach, name="agreement-attach"),
]
