"""Addresses of the ledger. All lie under /<association>/<period>/."""

from samsyn.ledger import routes, routes_books, routes_contributions

app_name = "ledger"

urlpatterns = [
    *routes.urlpatterns,
    *routes_books.urlpatterns,
    *routes_contributions.urlpatterns,
]
