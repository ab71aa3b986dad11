"""Tables of figures as accessible HTML. Written in Python and not in templates because a report has 600 cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samsyn.core.figure import Scope
from samsyn.core.money import DASH, NBSP, Unit
from samsyn.core.period import Period
from samsyn.core.table import HIDDEN, Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.ui.formats import UNKNOWN

UNKNOWN_TITLE = "Siffran kan inte räknas: underlag saknas. Saknas är inte noll."
SMALL_COUNTS, RULE = "Små antal", "sma-antal"
"""Where the whole rule for small counts stands on a page: its heading, and the id that footnotes lead to."""
PROTECTED_TITLE = "Visas inte, så att ingen enskild person ska kunna kännas igen."
ROW_CLASSES = {
    RowKind.PLAIN: "",
    RowKind.HEADING: "rubrik",
    RowKind.SUBTOTAL: "delsumma",
    RowKind.TOTAL: "summa",
}
_DASHED = re.compile(r"(\S+–\S+)")
_RANGE = re.compile(r"(\d+–\d+)")
NUMBERS = frozenset({ColumnKind.AMOUNT, ColumnKind.DEVIATION, ColumnKind.SHARE})


@dataclass(frozen=True)
class Doors:
    """Addresses of figures' explanations: the two ends around key and scope, looked up once per page."""

    before: str
    between: str = "/"
    after: str = "/"

    @classmethod
    def to(cls, view: str, **kwargs: object) -> "Doors | None":
        """Doors by URL name; the address must take `key` and `scope`. None when there is no such address."""
        key, year = "NYCKEL", "2098"
        try:
            address = reverse(view, kwargs={**kwargs, "key": key, "scope": Scope(Period(int(year)))})
        except NoReverseMatch:
            return None
        before, _, rest = address.rpartition(key)
        between, _, after = rest.rpartition(year)
        return cls(before, between, after)

    def href(self, key: str, scope: Scope | None) -> str:
        """The address of one figure's explanation, not yet escaped for HTML."""
        code = scope.code if scope else ""
        return f"{self.before}{quote(key, safe='.:-')}{self.between}{quote(code, safe=':-')}{self.after}"


def figure(
    cell: Cell, doors: Doors | None, kind: ColumnKind = ColumnKind.AMOUNT, *, unit: bool = False, css: str = "fig"
) -> str:
    """One number as HTML, a link to its explanation when it has a figure and doors are given.

    `unit` writes the unit after the number.
    """
    inner, label = _number(cell, kind, unit)
    if not (cell.figure and cell.scope and doors):
        return inner
    spoken = f' aria-label="{label}"' if label else ""
    return f'<a class="{css}" href="{escape(doors.href(cell.figure, cell.scope))}"{spoken}>{inner}</a>'


def _number(cell: Cell, kind: ColumnKind, unit: bool) -> tuple[str, str]:
    """What is printed, and what is read aloud where the print is a mere sign."""
    if cell.state is State.PROTECTED:
        words = f'<span aria-hidden="true">{HIDDEN}</span><span class="dold">skyddas</span>'
        return f'<span class="saknas" title="{PROTECTED_TITLE}">{words}</span>', ""
    if cell.state is State.NOT_APPLICABLE:
        return "", ""
    if cell.text:
        return escape(cell.text), ""
    if cell.exact is None or cell.state is State.UNKNOWN:
        return f'<span class="saknas" title="{UNKNOWN_TITLE}">{UNKNOWN}</span>', ""
    shown = cell.shown(kind)
    ending = f"{NBSP}{cell.unit}" if unit and cell.unit is not Unit.COUNT else ""
    if shown == DASH:
        return (f"0{ending}", "") if ending else (DASH, "0")
    return f"{shown}{ending}", ""


def figure_table(
    table: Table,
    doors: Doors | None = None,
    *,
    notes: str = "",
    wide: bool = False,
    hide_caption: bool = False,
    unit_only: bool = False,
    hrefs: Mapping[str, str] | None = None,
) -> SafeString:
    """A table value as a scrolling region with caption, scopes, doors and footnotes.

    `notes` is the address of the page that holds the notes ('' when they are on this page); `wide` asks for less
    air; `hide_caption` keeps the caption for screen readers only, where a heading already says it, and `unit_only`
    does so with the title but shows the unit. `hrefs` are addresses of rows' own pages, by the row's key.
    """
    name = anchor(f"t-{table.key}")
    hidden = ' class="dold"' if hide_caption else ""
    place = f' id="not-{table.note}"' if table.note is not None else ""
    parts = [
        f'<div class="tabellruta"{place}><div class="rulla fast" role="region" aria-labelledby="{name}" tabindex="0">',
        f'<table class="tabell figurer{" tat" if wide else ""}"><caption id="{name}"{hidden}>',
        f"{_caption(table, unit_only)}</caption>",
        _head(table.columns),
        *_bodies(table, doors, notes, hrefs or {}),
        "</table></div>",
        _footnotes(table),
        "</div>",
    ]
    return mark_safe("".join(parts))  # every text above is escaped


def _caption(table: Table, unit_only: bool) -> str:
    """'Resultaträkning 2024 tkr', or 'Belopp i tkr' with the title for those who do not see the heading above."""
    title, unit = escape(table.title), escape(str(table.unit))
    if not unit_only:
        return f"{title} <span>{unit}</span>"
    said = f"Belopp i {unit}" if table.unit in (Unit.KR, Unit.TKR) else unit
    return f'<span class="dold">{title}, </span><span>{said}</span>'


def anchor(text: str) -> str:
    """An id that holds only letters, digits, dots and dashes."""
    return re.sub(r"[^\w.-]+", "-", text)


def _head(columns: tuple[Column, ...]) -> str:
    cells = "".join(f'<th scope="col"{_align(column)}>{_column_label(column)}</th>' for column in columns)
    return f'<thead><tr><th scope="col"><span class="dold">Rad</span></th>{cells}</tr></thead>'


def _align(column: Column) -> str:
    return ' class="tal"' if column.kind in NUMBERS else ' class="not"' if column.kind is ColumnKind.NOTE else ""


def _column_label(column: Column) -> str:
    """'Utfall 2024' breaks before the period, so that narrow columns stay narrow; 'jan–aug' holds together."""
    first, _, rest = column.label.partition(" ")
    if any(char.isdigit() for char in rest) and not first[:1].isdigit():
        return f"{escape(first)}<br>" + _DASHED.sub(r'<span class="helt">\1</span>', escape(rest))
    return escape(column.label)


def _bodies(table: Table, doors: Doors | None, notes: str, hrefs: Mapping[str, str]) -> list[str]:
    """Rows in one body, or in one body per group where the table has headings."""
    parts = ["<tbody>"]
    for number, row in enumerate(table.rows):
        if row.kind is RowKind.HEADING and number:
            parts.append("</tbody><tbody>")
        parts.append(_row(row, table, doors, notes, hrefs.get(row.key, "")))
    return [*parts, "</tbody>"]


def _row(row: Row, table: Table, doors: Doors | None, notes: str, href: str) -> str:
    classes = " ".join(name for name in (ROW_CLASSES[row.kind], f"in{min(row.level, 3)}" if row.level else "") if name)
    opening = f'<tr class="{classes}">' if classes else "<tr>"
    words = _RANGE.sub(r'<span class="helt">\1</span>', escape(row.label))
    named = f'<a href="{escape(href)}">{words}</a>' if href else words
    label = f"{named}{_mark(row.mark)}"
    if row.kind is RowKind.HEADING and all(_blank(cell) for cell in row.cells):
        return f'{opening}<th scope="rowgroup" colspan="{len(table.columns) + 1}">{label}</th></tr>'
    cells = "".join(
        _cell(cell, column, row, table, doors, notes) for cell, column in zip(row.cells, table.columns, strict=True)
    )
    return f'{opening}<th scope="row">{label}</th>{cells}</tr>'


def _blank(cell: Cell) -> bool:
    return not cell.text and (cell.state is State.NOT_APPLICABLE or (cell.exact is None and not cell.figure))


def _cell(cell: Cell, column: Column, row: Row, table: Table, doors: Doors | None, notes: str) -> str:
    if column.kind is ColumnKind.NOTE:
        return f'<td class="not">{_note(cell.text, notes)}</td>'
    if column.kind is ColumnKind.TEXT:
        return f"<td>{escape(cell.text)}{_mark(cell.mark)}</td>"
    ending = f"{NBSP}%" if _needs_percent(cell, column, row, table) else ""
    return f'<td class="tal">{figure(cell, doors, column.kind)}{ending}{_mark(cell.mark)}</td>'


def _needs_percent(cell: Cell, column: Column, row: Row, table: Table) -> bool:
    """A share in a table of money says its unit itself unless row or column already does."""
    if cell.unit is not Unit.PERCENT or table.unit is Unit.PERCENT or not isinstance(cell.exact, (int, Decimal)):
        return False
    if cell.zero:
        return False
    named = f"{row.label} {column.label}".casefold()
    return cell.state is State.KNOWN and "%" not in named and "procent" not in named


def _note(text: str, notes: str) -> str:
    """'3' or 'Not 3' as a link to the note; several are separated by commas."""
    return re.sub(r"\d+", lambda found: f'<a href="{escape(notes)}#not-{found[0]}">{found[0]}</a>', escape(text))


def _mark(mark: str) -> str:
    return f"<sup>{escape(mark)}</sup>" if mark else ""


def _footnotes(table: Table) -> str:
    if not table.footnotes:
        return ""
    items = "".join(f"<li>{_foot_mark(mark)} {_with_rule(escape(text))}</li>" for mark, text in table.footnotes)
    return f'<ul class="fotnoter">{items}</ul>'


def _foot_mark(mark: str) -> str:
    """The two dots stand on the line, as they do in the table."""
    return mark if mark == HIDDEN else _mark(mark)


def _with_rule(text: str) -> str:
    """'Se Små antal.' leads to the rule."""
    return text.replace(f"Se {SMALL_COUNTS}.", f'Se <a href="#{RULE}">{SMALL_COUNTS}</a>.')
