"""The address of a page of budget and forecast, and the stamp of what it showed."""

from django.urls import reverse


def at(name, *args, slug="an", period="2024"):
    return reverse(f"ledger:{name}", args=[slug, period, *args])


def stamp_of(text):
    return text.split('name="stamp" value="')[1].split('"')[0]
