"""Addresses of the year plan, and of its calendar, which asks for nothing but its secret address."""

from django.urls import URLPattern, path

from samsyn.governance.views import year

_HOME = "<slug:association>/<period:period>/"
_Y = f"{_HOME}arshjul/"

urlpatterns: list[URLPattern] = [
    path(_Y, year.plan, name="year-plan"),
    path(f"{_Y}klart/<slug:key>/<int:year>/", year.done, name="year-plan-done"),
    path(f"{_Y}inte-klart/<slug:key>/<int:year>/", year.undone, name="year-plan-undone"),
    path(f"{_Y}andra/", year.rules, name="year-plan-edit"),
    path(f"{_Y}andra/ny/", year.rule, name="year-plan-rule-new"),
    path(f"{_Y}andra/uppgift/<slug:key>/", year.rule, name="year-plan-rule"),
    path(f"{_Y}andra/<int:pk>/ta-bort/", year.rule_remove, name="year-plan-remove"),
    path(f"{_Y}kalender/", year.feed, name="year-plan-calendar"),
    path("<slug:association>/kalender/<slug:token>.ics", year.calendar_file, name="year-plan-feed"),
]
