"""A file read and booked, and what the books then hold."""

from django.core.files.base import ContentFile

from samsyn.ledger.importing import actions
from samsyn.ledger.models import Account, Balance, Entry, Import, Movement
from samsyn.ledger.tests.sie_builder import SIE

State = Import.State


def read(world, sie=SIE, name="2024.se", role="ekonom", **options):
    content = sie if isinstance(sie, bytes) else sie.bytes()
    file = ContentFile(content, name=name)
    return actions.upload(association=world.association, file=file, name=name, by=world.user(role), **options)


def book(world, sie=SIE, name="2024.se", **options):
    return actions.confirm(item=read(world, sie, name), by=world.user("ekonom"), **options)


def held(association):
    """What the books show: enough to see that nothing moved."""
    rows = Entry.objects.filter(association=association).order_by("voucher__date", "voucher__position", "position")
    return (
        [tuple(r) for r in rows.values_list("voucher__series", "voucher__number", "account", "amount", "date")],
        sorted(Movement.objects.filter(association=association).values_list("month", "account", "amount", "source")),
        sorted(Balance.objects.filter(association=association).values_list("start", "account"), key=str),
        sorted(Account.objects.filter(association=association).values_list("number", "name")),
    )


def answer(item, id_):
    return next(a for a in item.reconciliation if a["id"] == id_)
