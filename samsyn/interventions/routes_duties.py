"""Addresses of what goes to the bookkeeping, what is due and what is reported."""

from django.urls import URLPattern, path

from samsyn.interventions.views import exports

_HOME = "<slug:association>/<period:period>/"
_E = f"{_HOME}till-bokforingen/"

urlpatterns: list[URLPattern] = [
    path(_E, exports.exports, name="exports"),
    path(f"{_E}ny/", exports.new, name="export-new"),
    path(f"{_E}konton/", exports.accounts, name="export-accounts"),
    path(f"{_E}<int:pk>/", exports.export, name="export"),
    path(f"{_E}<int:pk>/fil/", exports.file, name="export-file"),
    path(f"{_E}<int:pk>/angra/", exports.undo, name="export-undo"),
]
