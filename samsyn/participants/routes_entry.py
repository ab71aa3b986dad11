"""Addresses of reporting periods and entry."""

from django.urls import URLPattern, path

from samsyn.participants.views import entry, entry_import, reporting

_HOME = "<slug:association>/<period:period>/deltagare/"
_R, _ONE = f"{_HOME}rapportering/", f"{_HOME}rapport/<int:pk>/<str:part>/"

urlpatterns: list[URLPattern] = [
    path(_R, reporting.reporting, name="reporting"),
    path(f"{_R}oppna/", reporting.open_, name="period-open"),
    path(f"{_R}<str:part>/stang/", reporting.close, name="period-close"),
    path(f"{_R}<str:part>/oppna-igen/", reporting.reopen, name="period-reopen"),
    path(f"{_R}<str:part>/las-in/", entry_import.read_in, name="entry-import"),
    path(f"{_R}<str:part>/mall/", entry_import.template, name="entry-template"),
    path(_ONE, entry.entry, name="entry"),
    path(f"{_ONE}ratta/", entry.correct, name="entry-correct"),
    path(f"{_ONE}historik/", entry.history, name="entry-history"),
    path(f"{_ONE}utgar/", entry.excuse, name="entry-excuse"),
]
