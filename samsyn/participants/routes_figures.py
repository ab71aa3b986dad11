"""Addresses of the pages of figures."""

from django.urls import URLPattern, path

from samsyn.participants.views import flows, one, results, support

_HOME = "<slug:association>/<period:period>/deltagare/"

urlpatterns: list[URLPattern] = [
    path(_HOME, flows.flows, name="flows"),
    path(f"{_HOME}resultat/", results.results, name="results"),
    path(f"{_HOME}forsorjning/", support.support, name="support"),
    path(f"{_HOME}insats/<int:pk>/", one.one, name="one"),
]
