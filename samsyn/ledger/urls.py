"""Addresses of the ledger. All lie under /<association>/<period>/."""

from samsyn.ledger import routes

app_name = "ledger"

urlpatterns = [
    *routes.urlpatterns,
]
