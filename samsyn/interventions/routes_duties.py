"""Addresses of what goes to the bookkeeping, what is due and what is reported."""

from django.urls import URLPattern, path

from samsyn.interventions.views import dues, exports, followup, reconciliation

_HOME = "<slug:association>/<period:period>/"
_E, _G, _U = f"{_HOME}till-bokforingen/", f"{_HOME}att-gora/", f"{_HOME}uppfoljning/"

urlpatterns: list[URLPattern] = [
    path(_E, exports.exports, name="exports"),
    path(f"{_E}ny/", exports.new, name="export-new"),
    path(f"{_E}konton/", exports.accounts, name="export-accounts"),
    path(f"{_E}<int:pk>/", exports.export, name="export"),
    path(f"{_E}<int:pk>/fil/", exports.file, name="export-file"),
    path(f"{_E}<int:pk>/angra/", exports.undo, name="export-undo"),
    path(f"{_HOME}projekt-mot-rekvisitioner/", reconciliation.reconciliation, name="reconciliation"),
    path(f"{_HOME}projekt-mot-rekvisitioner/<int:pk>/", reconciliation.explain, name="reconciliation-explain"),
    path(_G, dues.dues, name="dues"),
    path(f"{_G}<int:pk>/ta-bort/", dues.drop, name="due-drop"),
    path(_U, followup.reports, name="reports"),
    path(f"{_U}<int:pk>/", followup.report, name="report"),
    path(f"{_U}<int:pk>/skriv/", followup.edit, name="report-edit"),
    path(f"{_U}<int:pk>/last/", followup.read, name="report-read"),
    path(f"{_HOME}insatser/<int:pk>/uppfoljning/ny/", followup.new, name="report-new"),
]
