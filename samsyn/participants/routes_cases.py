"""Addresses of case rows and their ground. No address ever holds a pseudonym."""

from django.urls import URLPattern, path

from samsyn.participants.views import cases, cases_fetch, cases_import, cases_rows

_C = "<slug:association>/<period:period>/deltagare/arenden/"
_ONE = f"{_C}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_C, cases.cases, name="cases"),
    path(f"{_ONE}grund/", cases.ground, name="cases-ground"),
    path(f"{_ONE}avsluta/", cases.stop, name="cases-stop"),
    path(f"{_ONE}logg/", cases.log, name="cases-log"),
    path(_ONE, cases_rows.rows, name="cases-of"),
    path(f"{_ONE}ny/", cases_rows.new, name="case-new"),
    path(f"{_ONE}sok/", cases_rows.find, name="case-find"),
    path(f"{_ONE}las-in/", cases_import.import_, name="cases-import"),
    path(f"{_ONE}mall.<str:form>", cases_import.template, name="cases-template"),
    path(f"{_ONE}rapport/<str:part>/", cases_fetch.fetch, name="cases-fetch"),
    path(f"{_ONE}<int:case>/", cases_rows.case, name="case"),
    path(f"{_ONE}<int:case>/ta-bort/", cases_rows.remove, name="case-remove"),
]
