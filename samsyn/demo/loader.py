"""Loads and removes the demo: one transaction, so that a load that dies leaves no rows behind."""

from collections.abc import Callable

from django.db import transaction

from samsyn.associations.actions import create_association
from samsyn.associations.models import Association
from samsyn.demo import books, ops, texts
from samsyn.demo.files import read_yaml
from samsyn.demo.people import EMPTY_SLUG, PASSWORD, PEOPLE, SLUG, Person, add_people
from samsyn.demo.removal import remove_associations, sweep_files

__all__ = ["PASSWORD", "PEOPLE", "Person", "exists", "load", "remove"]

SLUGS = (SLUG, EMPTY_SLUG)
BY = "Demodata"
Say = Callable[[str], object]


def exists() -> bool:
    """Whether the demo association is loaded."""
    return Association.objects.filter(slug=SLUG).exists()


def load(say: Say = lambda text: None) -> bool:
    """Lays up whichever of the demo's associations are missing; False when none was. `say` hears each step.

    All of it or nothing: one transaction.
    """
    with transaction.atomic():
        missing = [slug for slug in SLUGS if not Association.objects.filter(slug=slug).exists()]
        made = {slug: create_association(read_yaml(slug, "association.yaml"), by=BY).association for slug in missing}
        add_people(made, BY)
        if SLUG in made:
            sweep_files(SLUG)  # of a load that was killed
            books.fill(made[SLUG], say, BY)
            ops.fill(made[SLUG], say, BY)
            texts.write(made[SLUG], say, BY)
    return bool(missing)


def remove() -> bool:
    """Takes the demo's associations, their people and files away; False when there were none. The event log stays."""
    return remove_associations(SLUGS)
