"""Reminders of what is owed: one letter a person, each step of each due once, to whoever holds the role that day."""

from datetime import date
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from samsyn.associations.models import Association, User
from samsyn.core.events import record
from samsyn.interventions.domain import dues as rules
from samsyn.interventions.models import Due, Reminder
from samsyn.interventions.queries import duties as queries

BY = "Påminnelser"


@transaction.atomic
def send_reminders(association: Association, today: date) -> list[Reminder]:
    """Remind everyone who owes something, one letter each, of each step once. Letters go when all is saved.

    Only those who hold the role today and may still log in are told. Answers with the reminders that were sent.
    """
    held = queries.Holders.on(association, today)
    dues = queries.reached(association, today)
    known = set(Reminder.objects.filter(association=association, due__in=dues).values_list("due_id", "step", "email"))
    letters: dict[User, list[Due]] = {}
    for due in dues:
        step = rules.step_on(due.due, today)
        for person in held.of(due):
            if step and (due.pk, step.value, person.email) not in known:
                letters.setdefault(person, []).append(due)
    return [sent for person, owed in letters.items() for sent in _remind(association, person, owed, today)]


def _remind(association: Association, person: User, dues: list[Due], today: date) -> list[Reminder]:
    now = timezone.now()
    sent = [
        Reminder(association=association, due=due, step=rules.step_on(due.due, today) or "", email=person.email,
                 sent=now)
        for due in dues
    ]  # fmt: skip
    Reminder.objects.bulk_create(sent)
    record("reminder.sent", f"Påminde {person.name} om {_counted(len(dues))}", by=BY, association_id=association.pk,
           after="\n".join(_line(due, today) for due in dues))  # fmt: skip
    transaction.on_commit(partial(_mail, association, person, list(dues), today), robust=True)
    return sent


def _mail(association: Association, person: User, dues: list[Due], today: date) -> None:
    rows = "\n".join(f"- {_line(due, today)}" for due in dues)
    site = next((one for one in settings.CSRF_TRUSTED_ORIGINS if "*" not in one), "")
    where = (
        f"{site}/{association.slug}/{today.year}/att-gora/" if site else "Att göra, under Insatser, när du loggar in"
    )
    send_mail(
        f"{association.short_name}: {_counted(len(dues))} att lämna",
        f"Hej {person.name}!\n\nDet här väntar på dig i Samsyn:\n\n{rows}\n\nDu lämnar det här: {where}.\n\n"
        f"Vänliga hälsningar\n{association.name}\n",
        None,
        [person.email],
    )


def _counted(number: int) -> str:
    return "en sak" if number == 1 else f"{number} saker"


def _line(due: Due, today: date) -> str:
    return f"{due.named}: senast {rules.day(due.due)} ({rules.when(due.due, today)})"
