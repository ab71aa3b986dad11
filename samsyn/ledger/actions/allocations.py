"""Every write of a year's medelstilldelning: its versions and the members' confirmations."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from samsyn.associations.access import parties_of, require
from samsyn.associations.actions.contributions import set_final_contributions
from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.associations.models import Association, Party, User
from samsyn.core.events import actor_name, tell
from samsyn.core.refused import Refused
from samsyn.ledger.domain.contributions import Basis, money, share_problems, split
from samsyn.ledger.models import Allocation, AllocationShare
from samsyn.ledger.queries.contributions import confirmed_before, members, versions

_P = Permission.MANAGE_CONTRIBUTIONS
FINAL = Allocation.Stage.FINAL


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
    made = Allocation(
        association=association, year=year, stage=stage, date=on, total=sum(amounts.values()), key=key[:200],
        leftover=leftover[:200], note=note.strip()[:300], created_by=actor_name(by),
    )  # fmt: skip
    _store(made, amounts, values or {})
    names = dict(Party.objects.filter(association=association).values_list("pk", "name"))
    said = "\n".join(f"{names[party]}: {money(amount)}" for party, amount in amounts.items())
    what = f"Medelstilldelning {year}, {made.get_stage_display().lower()}: {money(made.total)}"
    tell("contribution.allocated", what, made, by, after=said)
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


def _store(made: Allocation, amounts: Mapping[int, int], values: Mapping[int, Decimal]) -> None:
    """The version with the next number of its stage, and each party's share of it."""
    earlier = Allocation.objects.filter(association=made.association, year=made.year, stage=made.stage)
    made.number = (earlier.aggregate(most=Max("number"))["most"] or 0) + 1
    made.save()
    AllocationShare.objects.bulk_create(
        AllocationShare(
            association=made.association, allocation=made, party_id=party, amount=amount, key_value=values.get(party)
        )
        for party, amount in amounts.items()
    )


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
    tell("contribution.confirmed", text, allocation, by)
    return share


def _require_confirm(association: Association, party: Party, by: User | str) -> None:
    if isinstance(by, str) or parties_of(by, _P, association) is None:
        return
    own = parties_of(by, Permission.CONFIRM_CONTRIBUTIONS, association)
    if own is not None and party.pk not in own:
        raise PermissionDenied(REASONS[Permission.CONFIRM_CONTRIBUTIONS])
