"""Every association of the installation beside each other, for whoever looks after it. Small counts are hidden."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import download
from samsyn.core.period import Period
from samsyn.core.table import HIDDEN, Cell, State, Table
from samsyn.core.tablefile import write_csv, write_xlsx
from samsyn.participants.queries import nation as queries
from samsyn.participants.tables.nation import BY_NAME, ORDER_WORDS, NationTable, meanings

_READ = Permission.READ_NATION


@page(_READ)
def nation(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The table, in the order that is asked for (`?ordning=nya`)."""
    given = request.GET.get("ordning", BY_NAME)
    order = given if given in ORDER_WORDS else BY_NAME
    made = NationTable(queries.nation(period))
    table = made.table(order)
    context = {
        "table": table, "silent": made.silent, "meanings": meanings(), "period": Period(period.year),
        "rule": made.nation.policy.sentences(),
        "orders": [{"label": label, "url": f"?ordning={name}", "current": name == order}
                   for name, label in ORDER_WORDS.items()],
        "doors": None,
    }  # fmt: skip
    return render(request, "participants/nation.html", context)


@page(_READ)
def nation_file(request: HttpRequest, association: Association, period: Period, form: str) -> HttpResponse:
    """The same table as CSV or Excel, as protected as on the page."""
    made = NationTable(queries.nation(period))
    table = made.table()
    if table is None or form not in ("csv", "xlsx"):
        raise Http404
    columns = ("Förbund", *(column.label for column in table.columns))
    notes = made.nation.policy.sentences()
    write = write_xlsx if form == "xlsx" else write_csv
    return download(write(columns, _rows(table), notes), f"alla-forbund-{period.year}.{form}")


def _rows(table: Table) -> list[tuple[object, ...]]:
    return [(row.label, *(_plain(cell) for cell in row.cells)) for row in table.rows]


def _plain(cell: Cell) -> object:
    return HIDDEN if cell.state is State.PROTECTED else cell.text or cell.value
