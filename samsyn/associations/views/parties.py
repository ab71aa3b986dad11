"""Parties and what they pay."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from samsyn.associations import actions, files, queries
from samsyn.associations.access import fetch, page
from samsyn.associations.checks import CHECKS, contributions_by_law
from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.shares import ContributionTable
from samsyn.associations.figures import KIND_KEYS, TOTAL, AssociationFigures, party_keys
from samsyn.associations.forms import ContributionsForm, PartyForm
from samsyn.associations.models import Association, Party
from samsyn.associations.views.pages import actor, address, confirm, download, fill_in, import_file, show
from samsyn.core.figure import FigureBook, Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table

_READ, _MANAGE = Permission.READ_ASSOCIATION, Permission.MANAGE_ASSOCIATION
_WORDS = {PartyKind.STATE: "Staten", PartyKind.REGION: "Regionen", PartyKind.MUNICIPALITY: "Kommunerna"}


@page(_READ)
def parties(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    return show(request, "parties", {"parties": Party.objects.filter(association=association)})


@page(_MANAGE)
def party_edit(request: HttpRequest, association: Association, period: Period, pk: int | None = None) -> HttpResponse:
    """Change a party, or add one last in the list."""
    last = Party.objects.filter(association=association).count()
    party = fetch(Party, request.user, _MANAGE, association, pk) if pk else Party(
        association=association, position=last + 1)  # fmt: skip
    form = PartyForm(request.POST or None, instance=party)
    return fill_in(request, form, lambda: actions.save_party(form.save(commit=False), by=actor(request)),
                   title="Ändra parten" if pk else "Ny part", back=address(request, "parties"),
                   done="Parten är sparad.")  # fmt: skip


@page(_MANAGE)
def party_remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    party = fetch(Party, request.user, _MANAGE, association, pk)
    return confirm(request, lambda: actions.remove_party(party, by=actor(request)), title=f"Ta bort {party.name}?",
                   lead="En part som har betalat tas inte bort; skriv i stället sista året som medlem.",
                   back=address(request, "parties"), done=f"{party.name} är borttagen.",
                   button="Ta bort parten")  # fmt: skip


@page(_READ)
def contributions(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Parties × years, each one's share of the year, and whether the shares are the law's."""
    table = queries.contribution_table(association)
    book = FigureBook([AssociationFigures(association)])
    # the page is where the finding's own link leads
    found = [replace(finding, link=None) for finding in contributions_by_law(book, period)]
    context = {
        "table": contribution_page_table(table, association, period.year) if table.amounts else None,
        "findings": [{"title": CHECKS[0].title, "source": CHECKS[0].source, "finding": one} for one in found],
        "word": association.word("contribution", "medlemsbidrag"),
        "year": period.year,
        "has_parties": bool(table.payers),
    }  # fmt: skip
    return show(request, "contributions", context)


def contribution_page_table(table: ContributionTable, association: Association, year: int) -> Table:
    """Kronor for every year, newest first, and the shares of one."""
    years = sorted({*table.years, year}, reverse=True)
    keys = {payer.pk: key for key, payer in party_keys(table.payers).items()}
    columns = [Column(str(y), str(y), str(y)) for y in years]
    rows = []
    for kind in PartyKind:
        payers = [payer for payer in table.payers if payer.kind is kind]
        shown = [payer for payer in payers if any(table.amount(payer, y) is not None for y in years)]
        if len(shown) > 1:
            for payer in shown:
                cells = [_cell(table.amount(payer, y), keys[payer.pk], y) for y in years]
                rows.append(Row(f"p{payer.pk}", payer.name, (*cells, _share(table.share(payer, year))), level=1))
        name = shown[0].name if len(shown) == 1 else f"{_WORDS[kind]} tillsammans"
        cells = [_cell(table.of_kind(kind, y), KIND_KEYS[kind], y) for y in years]
        rows.append(Row(kind, name, (*cells, _share(table.share_of_kind(kind, year))), kind=RowKind.SUBTOTAL))
    total = [_cell(table.total(y), TOTAL, y) for y in years]
    rows.append(Row("sum", "Summa", (*total, _share(None if table.total(year) is None else 100)), kind=RowKind.TOTAL))
    columns.append(Column("share", f"Andel {year}, %", str(year), ColumnKind.SHARE))
    title = f"{association.word('contribution', 'medlemsbidrag').capitalize()} per part"
    return Table("contributions", title, Unit.KR, tuple(columns), tuple(rows))


def _cell(amount: int | None, key: str, year: int) -> Cell:
    return Cell(amount, Unit.KR, key, Scope(Period(year)), State.UNKNOWN if amount is None else State.KNOWN)


def _share(share: object) -> Cell:
    state = State.UNKNOWN if share is None else State.KNOWN
    return Cell(share, Unit.PERCENT, state=state, decimals=2)  # type: ignore[arg-type]


@page(_MANAGE)
def contributions_edit(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The year's amount for each party."""
    form = ContributionsForm(request.POST or None, table=queries.contribution_table(association), year=period.year)
    word = association.word("contribution", "medlemsbidrag")
    return fill_in(
        request, form,
        lambda: actions.set_contributions(association, period.year, form.amounts, by=actor(request)),
        title=f"{word.capitalize()} {period.year}", back=address(request, "contributions"),
        done=f"Beloppen för {period.year} är sparade.",
        lead="Skriv vad varje part ska betala för hela året, i kronor. Tomt betyder att beloppet inte är känt.",
    )  # fmt: skip


@page(_MANAGE)
def contributions_import(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    return import_file(
        request, files.read_contributions,
        lambda rows: actions.import_contributions(association, rows, by=actor(request)),
        title="Läs in belopp ur en fil", back=address(request, "contributions"), columns=files.CONTRIBUTION_COLUMNS,
        example="Åre kommun,2024,199159",
    )  # fmt: skip


@page(_READ)
def contributions_export(request: HttpRequest, association: Association, period: Period, kind: str) -> HttpResponse:
    name = f"bidrag-{association.slug}.{kind}"
    if kind == "xlsx":
        return download(files.export_contributions_xlsx(association), name)
    return download(files.export_contributions(association), name)
