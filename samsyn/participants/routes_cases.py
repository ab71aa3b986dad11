"""Addresses of case rows and their ground."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
