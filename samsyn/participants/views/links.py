"""Addresses of this app's pages for the association and period that one is on."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from samsyn.interventions.views.links import address_words


def to(request: HttpRequest, view: str, **words: Any) -> str:
    """A page by its name ('entry', or 'interventions:intervention'); '' when there is none."""
    name = view if ":" in view else f"participants:{view}"
    try:
        return reverse(name, kwargs={**address_words(request), **words})
    except NoReverseMatch:
        return ""
