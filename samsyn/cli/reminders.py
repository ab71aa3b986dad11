"""`samsyn remind`: the day's reminders of what is owed, what returns by itself after year-end, and case rows whose
time is out.

Run it once a day; a second run sends, returns and deletes nothing.
"""

import argparse
from datetime import date

from django.utils import timezone

from samsyn.associations.models import Association
from samsyn.cli.retention import delete
from samsyn.cli.terminal import association, fail
from samsyn.core.tenancy import enter
from samsyn.interventions.actions.reminders import send_reminders
from samsyn.interventions.actions.returns import return_when_due


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
        delete(owner, today)
        sent = send_reminders(owner, today)
        people = len({one.email for one in sent})
        print(f"{owner.name}: {len(sent)} påminnelser till {people} personer.")
        if returned := return_when_due(association=owner, today=today, by="Samsyn"):
            what = "insats" if len(returned) == 1 else "insatser"
            print(f"{owner.name}: oanvända pengar återgick från {len(returned)} {what}.")
    return 0


def _every() -> list[Association]:
    enter("*")
    return list(Association.objects.all())
