"""Addresses of the economic example."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
