"""Addresses of what is collected, code lists and protection."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
