"""`samsyn retention`: deletes case rows that have been kept the time their party decided. Run it once a day; `remind`
does it too."""

import argparse
from datetime import date

from django.utils import timezone

from samsyn.associations.models import Association
from samsyn.cli.terminal import association, fail
from samsyn.core.tenancy import enter
from samsyn.participants.actions.case_retention import delete_due


def retention(arguments: argparse.Namespace) -> int:
    """Delete in one association, or in all. Exit 2 for a date that is none."""
    try:
        today = date.fromisoformat(arguments.date) if arguments.date else timezone.localdate()
    except ValueError:
        fail(f"'{arguments.date}' är inget datum. Skriv till exempel 2024-05-20.")
        return 2
    enter("*")
    owners = [association(arguments.association)] if arguments.association else list(Association.objects.all())
    for owner in owners:
        enter(owner.pk)
        delete(owner, today)
    return 0


def delete(owner: Association, today: date) -> None:
    """One association's rows whose time is out; says how many went."""
    for intervention, count in delete_due(owner, today):
        print(f"{owner.name}: {count} ärenderader gallrade i {intervention.name}.")
