"""Addresses of interventions. All lie under /<association>/<period>/."""

from samsyn.interventions import (
    routes_applications,
    routes_claims,
    routes_decisions,
    routes_duties,
    routes_money,
    routes_pages,
)

app_name = "interventions"

urlpatterns = [
    *routes_pages.urlpatterns,
    *routes_applications.urlpatterns,
    *routes_decisions.urlpatterns,
    *routes_claims.urlpatterns,
    *routes_money.urlpatterns,
    *routes_duties.urlpatterns,
]
