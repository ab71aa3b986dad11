"""Medelstilldelning: the years, a year's versions side by side, and a new version, its split shown before saving."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, page, parties_of
from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.figures import party_keys
from samsyn.associations.forms.fields import LATEST_YEAR, refuse
from samsyn.associations.models import Association, Party
from samsyn.associations.queries import contribution_table
from samsyn.associations.views.pages import actor
from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.ledger.actions import allocations as actions
from samsyn.ledger.domain.contributions import Member, share_problems, split
from samsyn.ledger.forms.contributions import AllocationForm
from samsyn.ledger.models import Allocation
from samsyn.ledger.queries import contributions as queries
from samsyn.ui.formats import swedish_date

_READ, _MANAGE = Permission.READ_CONTRIBUTIONS, Permission.MANAGE_CONTRIBUTIONS
_TOGETHER = {PartyKind.STATE: "Staten", PartyKind.REGION: "Regionen", PartyKind.MUNICIPALITY: "Kommunerna"}


def to(name: str, association: Association, period: Period, *args: Any) -> str:
    """A page of the ledger for this association and period."""
    return reverse(f"ledger:{name}", args=[association.slug, period, *args])


def status_day(period: Period) -> Any:
    """The day a page tells how things stand: the period's end, or today when it has not come."""
    return min(period.end, timezone.localdate())


@page(_READ)
def allocations(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every year with its newest version and what is paid of it."""
    day = timezone.localdate()
    own = queries.visible_shares(actor(request), association)
    context = {
        "rows": queries.years(association, day, own),
        "may_manage": can(request.user, _MANAGE, association),
        "own_only": own is not None,
        "has_parties": bool(queries.members(association, period.year)),
    }
    return render(request, "ledger/allocations.html", context)


@page(_READ)
def allocation(request: HttpRequest, association: Association, period: Period, year: int) -> HttpResponse:
    """A year: versions side by side per member, who has confirmed, and the newest one against the law."""
    if year > LATEST_YEAR:
        raise Http404
    found = queries.versions(association, year)
    newest = queries.newest(association, year)
    own = queries.visible_shares(actor(request), association)
    day = timezone.localdate()
    lines = queries.lines(association, day, year=year, parties=own)
    context = {
        "year": year,
        "versions": found,
        "newest": newest,
        "table": versions_table(association, year, found) if found else None,
        "problems": _law(newest) if newest else [],
        "waiting": _to_confirm(request, association, newest),
        "members": _paid_by_member(lines),
        "day": day,
        "has_contributions": bool(contribution_table(association).total(year)),
        "may_manage": can(request.user, _MANAGE, association),
    }
    return render(request, "ledger/allocation.html", context)


def _law(version: Allocation) -> list[str]:
    shares = list(version.shares.all())
    kinds = {share.party_id: PartyKind(share.party.kind) for share in shares}
    return share_problems({share.party_id: share.amount for share in shares}, kinds)


def _to_confirm(request: HttpRequest, association: Association, newest: Allocation | None) -> list[Any]:
    """Shares of the newest version that this reader may confirm and that are not; a final one is decided."""
    if newest is None or newest.stage == Allocation.Stage.FINAL:
        return []
    office = parties_of(request.user, _MANAGE, association)
    own = parties_of(request.user, Permission.CONFIRM_CONTRIBUTIONS, association)
    return [
        share
        for share in newest.shares.all()
        if not share.confirmed and (office is None or own is None or share.party_id in own)
    ]


def _paid_by_member(lines: Sequence[queries.Line]) -> list[dict[str, Any]]:
    """Per member: kinds of document, sent, paid, open and late, in öre."""
    groups: dict[int, list[queries.Line]] = {}
    for line in sorted(lines, key=lambda line: line.party.position):
        groups.setdefault(line.party.pk, []).append(line)
    return [
        {
            "party": rows[0].party,
            "documents": _documents([line.item.document for line in rows]),
            "invoiced": sum(line.item.amount for line in rows if line.item.invoiced <= line.day),
            "received": sum(line.received for line in rows),
            "open": sum(line.open for line in rows),
            "late": sum(line.open for line in rows if line.late),
            "next": min((line.item.due for line in rows if line.open), default=None),
        }
        for rows in groups.values()
    ]


def _documents(kinds: Sequence[str]) -> str:
    """'2 fakturor, 1 rekvisition'."""
    many = {"faktura": "fakturor", "rekvisition": "rekvisitioner"}
    counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    return ", ".join(f"{count} {kind if count == 1 else many.get(kind, kind)}" for kind, count in counts.items())


def versions_table(association: Association, year: int, versions: Sequence[Allocation]) -> Table:
    """Members by kind × versions in kronor; the final column is a door to each contribution."""
    keys = {payer.pk: key for key, payer in party_keys(contribution_table(association).payers).items()}
    amounts = [{share.party_id: share for share in version.shares.all()} for version in versions]
    parties = {share.party_id: share.party for held in amounts for share in held.values()}
    final = [version for version in versions if version.stage == Allocation.Stage.FINAL]
    columns = [Column(f"v{v.pk}", f"{v.stage.capitalize()} {v.date}", str(year)) for v in versions]
    columns.append(Column("confirmed", "Bekräftat", kind=ColumnKind.TEXT))
    rows = []
    for kind in PartyKind:
        own = sorted((p for p in parties.values() if p.kind == kind), key=lambda p: (p.position, p.name))
        for party in own:
            cells = []
            for version, held in zip(versions, amounts, strict=True):
                share = held.get(party.pk)
                door = keys.get(party.pk, "") if final and version.pk == final[-1].pk else ""
                cells.append(_cell(share.amount if share else None, door, year))
            said = _confirmed([held[party.pk] for held in amounts if party.pk in held], decided=bool(final))
            rows.append(Row(f"p{party.pk}", party.name, (*cells, said), level=1))
        sums = [_cell(_sum(held, [p.pk for p in own])) for held in amounts]
        rows.append(Row(kind, f"{_TOGETHER[kind]} tillsammans", (*sums, _blank()), kind=RowKind.SUBTOTAL))
    total = [_cell(sum(share.amount for share in held.values())) for held in amounts]
    rows.append(Row("sum", "Summa", (*total, _blank()), kind=RowKind.TOTAL))
    return Table("allocation", f"Medelstilldelning {year}", Unit.KR, tuple(columns), tuple(rows))


def _sum(held: dict[int, Any], parties: Sequence[int]) -> int | None:
    known = [held[pk].amount for pk in parties if pk in held]
    return sum(known) if known else None


def _cell(amount: int | None, key: str = "", year: int = 0) -> Cell:
    scope = Scope(Period(year)) if key else None
    return Cell(amount, Unit.KR, key, scope, State.NOT_APPLICABLE if amount is None else State.KNOWN)


def _blank() -> Cell:
    return Cell(state=State.NOT_APPLICABLE)


def _confirmed(shares: Sequence[Any], *, decided: bool) -> Cell:
    """When the member last said yes to a version."""
    days = [share.confirmed for share in shares if share.confirmed]
    text = swedish_date(max(days)) if days else "–" if decided else "inte än"
    return Cell(text=text, state=State.NOT_APPLICABLE)


# --- a new version ------------------------------------------------------------------------------------------------


@page(_MANAGE)
def allocation_new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The state's amount and the key; first the split is shown, then it can be saved."""
    year = _year(request, period)
    members, keys = queries.members(association, year), queries.latest_key(association, year)
    initial = {"year": year, "stage": Allocation.Stage.APPLIED}
    form = AllocationForm(request.POST or None, members=members, keys=keys, initial=initial)
    table, leftover = None, ""
    if request.method == "POST" and form.is_valid():
        done = split(form.total, members, form.basis_chosen, form.values)
        refuse(form, done.errors)
        if not done.errors:
            if "save" in request.POST and (made := _save(request, association, form)):
                messages.success(request, f"{made.get_stage_display()} för {made.year} är sparad.")
                return redirect(to("allocation", association, period, made.year))
            table, leftover = split_table(members, dict(done.amounts), form), done.leftover
    context = {"form": form, "table": table, "leftover": leftover, "members": members, "year": year}
    return render(request, "ledger/allocation_new.html", context)


def _year(request: HttpRequest, period: Period) -> int:
    """The year that was asked for, in the form or the address, else the period's."""
    given = request.POST.get("year") or request.GET.get("ar", "")
    return int(given) if given.isascii() and given.isdigit() and 2004 <= int(given) <= LATEST_YEAR else period.year


def _save(request: HttpRequest, association: Association, form: AllocationForm) -> Allocation | None:
    data = form.cleaned_data
    try:
        return actions.record_allocation(
            association, year=data["year"], stage=data["stage"], on=data["date"], total=form.total,
            values=form.values, basis=form.basis_chosen, key=form.key_words, note=data["note"], by=actor(request),
        )  # fmt: skip
    except Refused as refused:
        refuse(form, refused.errors)
        return None


def split_table(members: Sequence[Member], amounts: dict[int, int], form: AllocationForm) -> Table:
    """What each member would pay, with its part of the whole."""
    total = sum(amounts.values())
    rows = []
    for kind in PartyKind:
        own = [member for member in members if member.kind is kind]
        for member in own:
            cells = (_cell(amounts[member.pk]), _share(amounts[member.pk], total))
            rows.append(Row(f"p{member.pk}", member.name, cells, level=1))
        part = sum(amounts[member.pk] for member in own)
        rows.append(
            Row(kind, f"{_TOGETHER[kind]} tillsammans", (_cell(part), _share(part, total)), kind=RowKind.SUBTOTAL)
        )
    rows.append(Row("sum", "Summa", (_cell(total), _share(total, total)), kind=RowKind.TOTAL))
    columns = (Column("amount", "Belopp"), Column("share", "Andel, %", kind=ColumnKind.SHARE))
    title = f"Så delas {form.cleaned_data['year']}"
    return Table("split", title, Unit.KR, columns, tuple(rows))


def _share(amount: int, total: int) -> Cell:
    return Cell(Decimal(amount) * 100 / total, Unit.PERCENT, decimals=2)


@page(_READ)
@require_POST
def allocation_confirm(request: HttpRequest, association: Association, period: Period, year: int) -> HttpResponse:
    """A member confirms its amount in the newest version; the office registers a confirmation that came by mail."""
    newest = queries.newest(association, year)
    given = request.POST.get("party", "")
    parties = Party.objects.filter(association=association)
    party = parties.filter(pk=given).first() if given.isascii() and given.isdigit() else None
    own = queries.visible_shares(actor(request), association)
    if newest is None or party is None or (own is not None and party.pk not in own):
        raise Http404
    try:
        actions.confirm_share(newest, party, on=timezone.localdate(), by=actor(request))
    except Refused as refused:
        for error in refused.errors:
            messages.error(request, error)
    else:
        messages.success(request, f"{party} har bekräftat sitt belopp för {year}.")
    return redirect(to("allocation", association, period, year))
