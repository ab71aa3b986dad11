"""Addresses under /<association>/<period>/."""

from django.urls import URLPattern

_HOME = "<slug:association>/<period:period>/"

urlpatterns: list[URLPattern] = []
