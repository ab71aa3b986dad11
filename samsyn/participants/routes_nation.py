"""Addresses of the national page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
