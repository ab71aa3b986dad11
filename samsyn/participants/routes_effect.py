"""Addresses of the economic example."""

from django.urls import URLPattern, path

from samsyn.participants.views import effect

_E = "<slug:association>/<period:period>/deltagare/ekonomisk-effekt/"

urlpatterns: list[URLPattern] = [
    path(_E, effect.effect, name="effect"),
    path(f"{_E}andra/", effect.edit, name="effect-edit"),
    path(f"{_E}prisindex/", effect.index, name="price-index"),
]
