"""What these tests are laid on."""

import re

from django.urls import reverse

from samsyn.core.money import NBSP
from samsyn.interventions.domain.words import ChoiceKind
from samsyn.interventions.queries.lists import choices


def at(name, *args, slug="an", period="2024"):
    return reverse(f"interventions:{name}", args=[slug, period, *args])


def text_of(answer):
    """What is read on the page: without marks, with plain spaces."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(plain.replace(NBSP, " ").split())


def pay(world):
    return choices(world.association, ChoiceKind.COST_TYPE).get(label="löner").pk


def typed(world, **fields):
    key = pay(world)
    values = {
        "form": "rekvisition", "number": "2024-1", "period_from": "2024-01-01", "period_to": "2024-04-30",
        f"a{key}": "100 000", "total": "100 000", "note": "Hej", "gor": "in",
    }  # fmt: skip
    return {**values, **fields}
