"""One intervention's counts: true for the office and its own people, else its row among the others."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, Row, RowKind, State, Table
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries import scope
from samsyn.participants.definitions.figures import SHORT
from samsyn.participants.domain.words import SEXES, Sex
from samsyn.participants.queries.reports import Lifetime, lifetime
from samsyn.participants.tables import PeopleTables
from samsyn.participants.tasks import shown
from samsyn.participants.views import pages
from samsyn.participants.views.links import to
from samsyn.participants.views.people import People, reads_true, respond
from samsyn.participants.views.pieces import Piece

LEAD = "Insatsens egna antal."
OTHERS = "Insatsens rad i tabellen över alla insatser. Fler antal visas för kansliet och insatsens egna."


@page(Permission.READ_PARTICIPANTS)
def one(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Http404 for another association's intervention, and another party's."""
    item = scope.one_intervention(actor(request), association, pk)
    own = scope.owned(actor(request), association, Permission.REPORT_PARTICIPANTS).filter(pk=pk).exists()
    true = reads_true(request, association) or own
    if true:
        people = People(association, period, true=True, item=item)
        pieces = [*shown(people, pages.one), *_all_time(item)]
    else:
        people = People(association, period, true=False)
        pieces = [_row_of(piece, item) for piece in people.pieces(_among_others, pages.TOGETHER)]
    context = {
        "back": to(request, "flows"), "to_intervention": to(request, "interventions:intervention", pk=pk),
        "empty": not any(piece.table or piece.chart for piece in pieces),
    }  # fmt: skip
    return respond(request, people, item.name, LEAD if true else OTHERS, pieces, **context)


def _among_others(tables: PeopleTables) -> Sequence[Piece]:
    return [Piece("Bland alla insatser", tables.by_intervention())]


def _row_of(piece: Piece, item: Intervention) -> Piece:
    if piece.table is None:
        return piece
    return replace(
        piece, table=replace(piece.table, rows=tuple(row for row in piece.table.rows if row.key == item.key))
    )


def _all_time(item: Intervention) -> list[Piece]:
    """Hela insatstiden, as the final report tells it."""
    held = lifetime(item)
    if held.first is None or held.last is None:
        return []
    sexes = [Sex.ALL, *(sex for sex in SEXES if sex is not Sex.UNSTATED or held.value("enrolled", sex))]
    heads = {Sex.ALL: "Alla", Sex.WOMEN: "Kvinnor", Sex.MEN: "Män", Sex.UNSTATED: "Ej angivet"}
    rows = [_life_row(held, what, sexes) for what in ("opening", "new", "enrolled", "ended")]
    title = f"Hela insatstiden, {held.first.label}–{held.last.label}"
    columns = tuple(Column(sex.value or "all", heads[sex]) for sex in sexes)
    return [Piece("Hela insatstiden", Table("lifetime", title, Unit.PERSONS, columns, tuple(rows)))]


def _life_row(held: Lifetime, what: str, sexes: Sequence[Sex]) -> Row:
    def cell(sex: Sex) -> Cell:
        number = held.value(what, sex.value)
        return Cell(number, Unit.PERSONS, state=State.UNKNOWN if number is None else State.KNOWN)

    label = "Där vid första rapporten" if what == "opening" else SHORT[what]
    kind = RowKind.SUBTOTAL if what == "enrolled" else RowKind.PLAIN
    return Row(what, label, tuple(cell(sex) for sex in sexes), kind=kind)
