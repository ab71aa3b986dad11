"""Addresses of participants. All lie under /<association>/<period>/."""

from samsyn.participants import (
    routes_cases,
    routes_effect,
    routes_entry,
    routes_figures,
    routes_nation,
    routes_occasions,
    routes_settings,
)

app_name = "participants"

urlpatterns = [
    *routes_entry.urlpatterns,
    *routes_figures.urlpatterns,
    *routes_occasions.urlpatterns,
    *routes_settings.urlpatterns,
    *routes_effect.urlpatterns,
    *routes_cases.urlpatterns,
    *routes_nation.urlpatterns,
]
