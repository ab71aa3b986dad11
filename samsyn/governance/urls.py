"""Addresses of meetings, decisions on delegation and the year plan. All lie under /<association>/<period>/."""

from samsyn.governance import routes_meetings, routes_year

app_name = "governance"

urlpatterns = [
    *routes_meetings.urlpatterns,
    *routes_year.urlpatterns,
]
