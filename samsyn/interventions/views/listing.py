"""The list of interventions and the table of what remains."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, download
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.core.table import Cell, Row, RowKind, State
from samsyn.core.tablefile import write_csv, write_xlsx
from samsyn.interventions.queries import interventions as queries
from samsyn.interventions.queries.commitments import Commitments
from samsyn.interventions.queries.commitments import commitments as read_commitments
from samsyn.interventions.queries.interventions import Choice, ListRow
from samsyn.interventions.queries.lists import policy
from samsyn.interventions.views.amounts import commitment_table
from samsyn.interventions.views.links import doors_for, may, to

_READ = Permission.READ_INTERVENTIONS
PER_PAGE = 60
TABS = (("pagar", "Pågår"), ("avslutade", "Avslutade"), ("alla", "Alla"))


def _choice(request: HttpRequest) -> Choice:
    state = request.GET.get("lage", "pagar")
    area = request.GET.get("kommun", "")
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    party = int(area) if area.isdecimal() and len(area) < 10 else None
    return Choice(state if state in queries.STATES else "pagar", party, text)


@page(_READ)
def listing(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Those the reader may see: individual, structure and own running apart, with what is used and what is due next."""
    choice, user = _choice(request), actor(request)
    counts = queries.state_counts(user, association)
    pages = Paginator(queries.narrowed(user, association, choice), PER_PAGE)
    shown = pages.get_page(request.GET.get("sida"))
    rows = queries.rows(association, list(shown.object_list), period)
    context = {
        "groups": [
            (kind, _with_doors(request, found, period)) for kind, found in groupby(rows, key=lambda row: row.kind)
        ],
        "pages": shown,
        "choice": choice,
        "tabs": [_tab(choice, key, f"{label} ({counts[key]})") for key, label in TABS],
        "areas": queries.areas_of(association),
        "any": counts["alla"],
        "today": timezone.localdate(),
        "may_manage": may(request, Permission.MANAGE_INTERVENTIONS),
        "owner_word": policy(association).owner_word,
        "applications": to(request, "applications") if may(request, Permission.READ_APPLICATIONS) else "",
    }
    return render(request, "interventions/list.html", context)


def _with_doors(request: HttpRequest, rows: Iterable[ListRow], period: Period) -> list[tuple[ListRow, str]]:
    """Each row with the address of how its remaining amount is computed, for those who may read it."""
    doors = doors_for(request)
    scope = Scope(period)
    return [(row, doors.href(f"intervention.{row.intervention.key}.remaining", scope) if doors else "") for row in rows]


def _tab(choice: Choice, key: str, label: str) -> dict[str, object]:
    kept = {"lage": key, "kommun": str(choice.area or ""), "q": choice.text}
    query = urlencode({name: value for name, value in kept.items() if value})
    return {"label": label, "url": f"?{query}", "current": choice.state == key}


# --- åtaganden ---------------------------------------------------------------------------------------------------


@page(_READ)
def commitments(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """opening + decided − cost − returned − reduced = remaining, per intervention and row of the note."""
    found = read_commitments(actor(request), association, period)
    shown = Paginator(found.groups, PER_PAGE).get_page(request.GET.get("sida"))
    context = {
        "found": found,
        "pages": shown,
        "table": commitment_table(found, period, list(shown)) if found.groups else None,
        "hrefs": _hrefs(request, found),
        "unprinted": [group for group in found.groups if not group.own_row],
        "doors": doors_for(request),
        "may_manage": may(request, Permission.MANAGE_INTERVENTIONS),
        "may_decide": may(request, Permission.RECORD_DECISIONS),
        "to_notes": to(request, "reports:notes") if may(request, Permission.READ_REPORTS) else "",
    }
    return render(request, "interventions/commitments.html", context)


def _hrefs(request: HttpRequest, found: Commitments) -> dict[str, str]:
    """The page of each intervention's row, by the row's key."""
    stem = to(request, "list")
    return {f"i{one.pk}": f"{stem}{one.pk}/" for group in found.groups for one in group.members}


@page(_READ)
def commitments_file(request: HttpRequest, association: Association, period: Period, form: str) -> HttpResponse:
    """The same table as CSV or Excel, in kronor with öre."""
    if form not in ("csv", "xlsx"):
        raise Http404
    table = commitment_table(read_commitments(actor(request), association, period), period)
    columns = ("Insats", "Nivå", *(f"{column.label}, kr" for column in table.columns))
    name = f"ataganden-{association.slug}-{period}.{form}"
    rows = [_line(row) for row in table.rows]
    return download(write_xlsx(columns, rows) if form == "xlsx" else write_csv(columns, rows), name)


def _line(row: Row) -> Sequence[Any]:
    """`nivå` says what adds up: rows of the note, interventions within them, the sum."""
    level = "summa" if row.kind is RowKind.TOTAL else "ingår i raden ovan" if row.level else "rad"
    return (row.label, level, *(_kronor(cell) for cell in row.cells))


def _kronor(cell: Cell) -> Decimal | None:
    known = isinstance(cell.exact, int) and cell.state is State.KNOWN
    return Decimal(cell.exact_text) if known else None
