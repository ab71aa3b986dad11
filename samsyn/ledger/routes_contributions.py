"""Addresses of medelstilldelning and instalments, under /<association>/<period>/."""

from django.urls import path

from samsyn.ledger.views import contributions, instalments

_HOME = "<slug:association>/<period:period>/"
_M, _D = f"{_HOME}medelstilldelning/", f"{_HOME}delbetalningar/"

urlpatterns = [
    path(_M, contributions.allocations, name="allocations"),
    path(f"{_M}ny/", contributions.allocation_new, name="allocation-new"),
    path(f"{_M}<int:year>/", contributions.allocation, name="allocation"),
    path(f"{_M}<int:year>/bekrafta/", contributions.allocation_confirm, name="allocation-confirm"),
    path(_D, instalments.instalments, name="instalments"),
    path(f"{_D}nya/", instalments.instalments_new, name="instalments-new"),
    path(f"{_D}ny/", instalments.instalment_new, name="instalment-new"),
    path(f"{_D}<int:pk>/", instalments.instalment, name="instalment"),
    path(f"{_D}<int:pk>/ta-bort/", instalments.instalment_cancel, name="instalment-cancel"),
    path(f"{_D}betalning/<int:pk>/ta-bort/", instalments.receipt_remove, name="instalment-receipt-remove"),
]
