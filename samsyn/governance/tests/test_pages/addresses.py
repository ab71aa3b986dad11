"""The address of a page of meetings and the year plan."""

from datetime import date

from django.urls import reverse

DAY = date(2024, 3, 4)


def at(name, *args, slug="an", period="2024"):
    return reverse(f"governance:{name}", args=[slug, period, *args])
