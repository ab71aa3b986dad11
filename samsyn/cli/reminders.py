"""`samsyn remind`: the day's reminders of what is owed. Run it once a day; a second run sends nothing."""

import argparse
from datetime import date

from django.utils import timezone

from samsyn.associations.models import Association
from samsyn.cli.terminal import association, fail
from samsyn.core.tenancy import enter
from samsyn.interventions.actions.reminders import send_reminders


def remind(arguments: argparse.Namespace) -> int:
    """Remind everyone of one association, or of all. Exit 2 for a date that is none."""
    try:
        today = date.fromisoformat(arguments.date) if arguments.date else timezone.localdate()
    except ValueError:
        fail(f"'{arguments.date}' är inget datum. Skriv till exempel 2024-05-20.")
        return 2
    owners = [association(arguments.association)] if arguments.association else _every()
    for owner in owners:
        enter(owner.pk)
        sent = send_reminders(owner, today)
        people = len({one.email for one in sent})
        print(f"{owner.name}: {len(sent)} påminnelser till {people} personer.")
    return 0


def _every() -> list[Association]:
    enter("*")
    return list(Association.objects.all())
