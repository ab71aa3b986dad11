"""Every write of medelstilldelning: versions of a year, confirmations, instalments and payments."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from samsyn.associations.access import parties_of, require
from samsyn.associations.actions.contributions import set_final_contributions
from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.associations.models import Association, Contribution, Party, User
from samsyn.core.events import record
from samsyn.core.refused import Refused
from samsyn.ledger.domain.contributions import (
    Basis,
    InstalmentRow,
    Paid,
    even_parts,
    money,
    received,
    share_problems,
    split,
)
from samsyn.ledger.models import Allocation, AllocationShare, ContributionInstalment, Receipt
from samsyn.ledger.queries.contributions import confirmed_before, members, versions

_P = Permission.MANAGE_CONTRIBUTIONS
FINAL = Allocation.Stage.FINAL
DOCUMENTS = ("faktura", "rekvisition")
_LABELS = dict(Allocation.Stage.choices)


def _name(by: User | str) -> str:
    return by if isinstance(by, str) else by.name or by.email


# --- versions -----------------------------------------------------------------------------------------------------


@transaction.atomic
def record_allocation(
    association: Association,
    *,
    year: int,
    stage: str,
    on: date,
    by: User | str,
    shares: Mapping[Party, int] | Mapping[int, int] | None = None,
    total: int | None = None,
    values: Mapping[int, Decimal] | None = None,
    basis: Basis = Basis.POPULATION,
    key: str = "",
    note: str = "",
) -> Allocation:
    """A version of a year's contributions: öre per party (or its pk), or a `total` that the key divides ½–¼–¼.

    `values` are the key's numbers by party's pk (inhabitants, per cent, kronor) and `key` says in words what they are.
    The final version becomes the year's contributions. One that differs from what the members confirmed, or from an
    earlier final one, needs a `note`. Raises Refused with every reason.
    """
    require(by, _P, association)
    Association.objects.select_for_update().get(pk=association.pk)
    amounts, leftover, errors = _amounts(association, year, shares, total, basis, values)
    errors += _stage_faults(association, year, stage, amounts, note)
    if errors:
        raise Refused(errors)
    numbers = Allocation.objects.filter(association=association, year=year, stage=stage).aggregate(most=Max("number"))
    made = Allocation.objects.create(
        association=association, year=year, stage=stage, number=(numbers["most"] or 0) + 1, date=on,
        total=sum(amounts.values()), key=key[:200], leftover=leftover[:200], note=note.strip()[:300],
        created_by=_name(by)[:200],
    )  # fmt: skip
    AllocationShare.objects.bulk_create(
        AllocationShare(
            association=association, allocation=made, party_id=party, amount=amount,
            key_value=(values or {}).get(party),
        )
        for party, amount in amounts.items()
    )  # fmt: skip
    names = dict(Party.objects.filter(association=association).values_list("pk", "name"))
    _record(
        association, "contribution.allocated", f"{_LABELS[stage]} medelstilldelning {year}: {money(made.total)}", by,
        made, after="\n".join(f"{names[party]}: {money(amount)}" for party, amount in amounts.items()),
    )  # fmt: skip
    if stage == FINAL:
        set_final_contributions(association, year, amounts, by=by)
    return made


def _amounts(
    association: Association, year: int, shares: Mapping[Party, int] | Mapping[int, int] | None, total: int | None,
    basis: Basis, values: Mapping[int, Decimal] | None,
) -> tuple[dict[int, int], str, list[str]]:  # fmt: skip
    """Öre by party's pk, the leftover in words, and what is wrong."""
    known = {member.pk: member for member in members(association, year)}
    if shares is None:
        done = split(total or 0, list(known.values()), basis, values)
        return dict(done.amounts), done.leftover, list(done.errors)
    amounts = {(who if isinstance(who, int) else who.pk): ore for who, ore in shares.items()}
    errors = [f"En av parterna är inte medlem {year}."] if set(amounts) - set(known) else []
    if not any(amounts.values()):
        errors.append("Skriv minst ett belopp.")
    if any(ore < 0 for ore in amounts.values()):
        errors.append("Ett bidrag kan inte vara mindre än noll.")
    return amounts, "", errors or share_problems(amounts, {pk: known[pk].kind for pk in amounts})


def _stage_faults(
    association: Association, year: int, stage: str, amounts: Mapping[int, int], note: str
) -> list[str]:  # fmt: skip
    if stage not in Allocation.Stage.values:
        return [f"Versionen '{stage}' finns inte. Välj {', '.join(Allocation.Stage.values)}."]
    earlier = [item for item in versions(association, year) if item.stage == FINAL][-1:]
    agreed = earlier[0] if earlier else confirmed_before(association, year)
    if agreed is None or note.strip() or not amounts:
        return []
    held = {share.party_id: share.amount for share in agreed.shares.all()}
    if held == dict(amounts):
        return []
    when = "den slutliga versionen" if earlier else "det som medlemmarna bekräftat"
    return [f"Beloppen skiljer sig från {when} {agreed.date}. Skriv vad som ändrats efter samrådet och varför."]


@transaction.atomic
def confirm_share(allocation: Allocation, party: Party, *, on: date, by: User | str) -> AllocationShare:
    """The member says yes to its amount: its own representative, or the office when the answer came in another way.

    Raises PermissionDenied for another member's amount, Refused when there is nothing to confirm.
    """
    _require_confirm(allocation.association, party, by)
    share = AllocationShare.objects.select_for_update().filter(allocation=allocation, party=party).first()
    errors = []
    if share is None:
        raise Refused(f"{party} har inget belopp i den här versionen.")
    if share.confirmed:
        errors.append(f"{party} bekräftade beloppet {share.confirmed}.")
    if on < allocation.date:
        errors.append(f"Bekräftelsen kan inte vara äldre än versionen, {allocation.date}.")
    if versions(allocation.association, allocation.year)[-1].pk != allocation.pk:
        errors.append("Det finns en nyare version. Bekräfta den i stället.")
    if errors:
        raise Refused(errors)
    share.confirmed = on
    share.save(update_fields=["confirmed"])
    text = f"{party} bekräftade {money(share.amount)} för {allocation.year}"
    _record(allocation.association, "contribution.confirmed", text, by, allocation)
    return share


def _require_confirm(association: Association, party: Party, by: User | str) -> None:
    if isinstance(by, str) or parties_of(by, _P, association) is None:
        return
    own = parties_of(by, Permission.CONFIRM_CONTRIBUTIONS, association)
    if own is not None and party.pk not in own:
        raise PermissionDenied(REASONS[Permission.CONFIRM_CONTRIBUTIONS])


# --- instalments --------------------------------------------------------------------------------------------------


@transaction.atomic
def add_instalments(
    association: Association, *, year: int, party: Party, rows: Sequence[InstalmentRow], by: User | str
) -> list[ContributionInstalment]:
    """What a party is asked for and when. Together with those that exist they never exceed the year's contribution."""
    require(by, _P, association)
    made = _add(association, year, party, rows)
    total = sum(item.amount for item in made)
    text = f"{len(made)} delbetalningar från {party} för {year}, tillsammans {money(total)}"
    _record(association, "contribution.instalments", text, by, made[0].contribution)
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
    _record(association, "contribution.instalments", text, by, parties[0])
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
    _record(
        instalment.association, "contribution.cancelled", f"Tog bort {_of(instalment)}", by, instalment, said, reason
    )
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
    _record(held.association, "contribution.received", f"{money(amount)} kom in på {_of(held)}", by, held)
    return made


@transaction.atomic
def take_back_receipt(receipt: Receipt, *, reason: str, by: User | str) -> None:
    """Take away a payment that was registered wrong, with its reason. Raises Refused."""
    require(by, _P, receipt.association)
    if not reason.strip():
        raise Refused("Skriv varför betalningen tas bort.")
    said = f"{money(receipt.amount)} den {receipt.date}"
    text = f"Tog bort en betalning av {_of(receipt.instalment)}"
    _record(receipt.association, "contribution.receipt_removed", text, by, receipt.instalment, said, reason)
    receipt.delete()


def _record(
    association: Association, verb: str, summary: str, by: User | str, about: object, before: str = "", after: str = ""
) -> None:  # fmt: skip
    name = type(about).__name__
    record(
        verb, summary[:1].upper() + summary[1:], by=by, association_id=association.pk, before=before, after=after,
        subject=f"ledger.{name}:{getattr(about, 'pk', '')}",
    )  # fmt: skip
