"""Addresses of reporting periods and entry."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
