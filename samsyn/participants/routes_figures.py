"""Addresses of the pages of figures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
