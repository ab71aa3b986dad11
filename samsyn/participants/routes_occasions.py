"""Addresses of the register of occasions and the sheets for Uppföljning Finsam."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
