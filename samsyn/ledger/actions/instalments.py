"""Every write of what members are asked for and pay: instalments of a year's contribution, and receipts."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Contribution, Party, User
from samsyn.core.events import tell
from samsyn.core.refused import Refused
from samsyn.ledger.domain.contributions import InstalmentRow, Paid, even_parts, money, received
from samsyn.ledger.models import ContributionInstalment, Receipt

_P = Permission.MANAGE_CONTRIBUTIONS
DOCUMENTS = ("faktura", "rekvisition")


@transaction.atomic
def add_instalments(
    association: Association, *, year: int, party: Party, rows: Sequence[InstalmentRow], by: User | str
) -> list[ContributionInstalment]:
    """What a party is asked for and when. Together with those that exist they never exceed the year's contribution."""
    require(by, _P, association)
    made = _add(association, year, party, rows)
    total = sum(item.amount for item in made)
    text = f"{len(made)} delbetalningar från {party} för {year}, tillsammans {money(total)}"
    tell("contribution.instalments", text, made[0].contribution, by)
    return made


def _add(association: Association, year: int, party: Party, rows: Sequence[InstalmentRow]) -> list[
    ContributionInstalment
]:  # fmt: skip
    found = Contribution.objects.select_for_update().filter(association=association, party=party, year=year).first()
    if found is None:
        raise Refused(f"{party} har inget bidrag för {year}. För in den slutliga medelstilldelningen först.")
    held = list(ContributionInstalment.objects.filter(contribution=found))
    if errors := _row_faults(found, held, rows):
        raise Refused(errors)
    last = max((item.number for item in held), default=0)
    return ContributionInstalment.objects.bulk_create(
        ContributionInstalment(
            association=association, contribution=found, number=row.number or last + place, document=row.document,
            reference=row.reference, invoiced=row.invoiced, due=row.due, amount=row.amount,
        )
        for place, row in enumerate(rows, start=1)
    )  # fmt: skip


def _row_faults(
    found: Contribution, held: Sequence[ContributionInstalment], rows: Sequence[InstalmentRow]
) -> list[str]:  # fmt: skip
    errors = [] if rows else ["Skriv minst en delbetalning."]
    taken = [item.number for item in held] + [row.number for row in rows if row.number]
    if len(set(taken)) < len(taken):
        errors.append(f"{found.party} {found.year}: samma nummer står två gånger.")
    for row in rows:
        if row.amount <= 0:
            errors.append("En delbetalning måste vara större än noll.")
        if row.due < row.invoiced:
            errors.append(f"Förfallodagen {row.due} ligger före dagen då den skickas, {row.invoiced}.")
        if row.document not in DOCUMENTS:
            errors.append(f"Underlaget '{row.document}' finns inte. Välj {' eller '.join(DOCUMENTS)}.")
    total = sum(item.amount for item in held) + sum(row.amount for row in rows)
    if total > found.amount:
        over = money(total - found.amount)
        errors.append(
            f"{found.party} {found.year}: delbetalningarna blir {over} mer än bidraget {money(found.amount)}."
        )
    return errors


@transaction.atomic
def invoice_year(
    association: Association, *, year: int, days: Sequence[tuple[date, date]], document: str = "faktura", by: User | str
) -> int:
    """The same instalments for every party of the year that has none: `days` are (sent, due), amounts even in kronor.

    Returns how many parties got instalments. Raises Refused when all have theirs already.
    """
    require(by, _P, association)
    waiting = Contribution.objects.filter(
        association=association, year=year, amount__gt=0, instalments__isnull=True
    ).select_related("party")
    parties = list(waiting)
    if not parties:
        raise Refused(f"Alla som har ett bidrag för {year} har redan delbetalningar, eller så finns inga bidrag.")
    for row in parties:
        amounts = even_parts(row.amount, len(days))
        plan = [InstalmentRow(sent, due, ore, document) for (sent, due), ore in zip(days, amounts, strict=True) if ore]
        _add(association, year, row.party, plan)
    text = f"{len(days)} delbetalningar för {year} från {len(parties)} parter"
    tell("contribution.instalments", text, parties[0], by)
    return len(parties)


@transaction.atomic
def cancel_instalment(instalment: ContributionInstalment, *, reason: str, by: User | str) -> None:
    """Take away an instalment that nothing is paid on, for one that was written wrong. Raises Refused."""
    require(by, _P, instalment.association)
    errors = [] if reason.strip() else ["Skriv varför delbetalningen tas bort."]
    if instalment.receipts.exists():
        errors.append("Delbetalningen har betalningar. Ta bort dem först.")
    if errors:
        raise Refused(errors)
    said = f"{_of(instalment)}: {money(instalment.amount)}, skickad {instalment.invoiced}"
    tell("contribution.cancelled", f"Tog bort {_of(instalment)}", instalment, by, said, reason)
    instalment.delete()


def _of(instalment: ContributionInstalment) -> str:
    contribution = instalment.contribution
    return f"delbetalning {instalment.number} från {contribution.party} för {contribution.year}"


# --- payments -----------------------------------------------------------------------------------------------------


@transaction.atomic
def record_receipt(
    instalment: ContributionInstalment, *, on: date, amount: int, by: User | str, reference: str = ""
) -> Receipt:
    """A payment that came in, whole or in part, in öre. Never more than what is left. Raises Refused."""
    require(by, _P, instalment.association)
    rows = ContributionInstalment.objects.select_for_update(of=("self",))
    held = rows.select_related("association", "contribution__party").get(pk=instalment.pk)
    left = held.amount - received([Paid(row.date, row.amount) for row in held.receipts.all()], date.max)
    errors = []
    if amount <= 0:
        errors.append("Betalningen måste vara större än noll.")
    elif amount > left:
        errors.append(f"Betalningen är {money(amount)} men bara {money(left)} är obetalt.")
    if on < held.invoiced:
        errors.append(f"Betalningen är daterad före dagen då den skickades, {held.invoiced}.")
    if on > timezone.localdate():
        errors.append("Betalningen är daterad framåt i tiden. För in den när den har kommit.")
    if errors:
        raise Refused(errors)
    made = Receipt.objects.create(
        association=held.association, instalment=held, date=on, amount=amount, reference=reference[:60]
    )
    tell("contribution.received", f"{money(amount)} kom in på {_of(held)}", held, by)
    return made


@transaction.atomic
def take_back_receipt(receipt: Receipt, *, reason: str, by: User | str) -> None:
    """Take away a payment that was registered wrong, with its reason. Raises Refused."""
    require(by, _P, receipt.association)
    if not reason.strip():
        raise Refused("Skriv varför betalningen tas bort.")
    said = f"{money(receipt.amount)} den {receipt.date}"
    text = f"Tog bort en betalning av {_of(receipt.instalment)}"
    tell("contribution.receipt_removed", text, receipt.instalment, by, said, reason)
    receipt.delete()
