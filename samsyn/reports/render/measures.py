"""How wide a table's columns are in print: numbers of equal kind get equal columns, and the type shrinks to fit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from samsyn.core.table import Column, ColumnKind, Table
from samsyn.reports.render.cells import NUMBER_KINDS, heading, pairs, printed, words

MEASURE_MM = 128  # running text, and tables that fit in it
PAGE_MM = 160
SIZES_PT = (10.0, 9.0, 8.0, 7.0)
_READABLE_PT = 9.0
_PT_PER_MM = 72 / 25.4
_LABEL_EM = (11.0, 21.0)  # least and most that the labels ask for; longer ones wrap
_LONG_TEXT = 18  # characters from which a text column shares the width instead of fitting its text
_NARROW = {"\u00a0": 0.2, "\u202f": 0.2, ",": 0.25, ".": 0.25, " ": 0.2, "i": 0.25, "l": 0.25}
_LETTER_EM = 0.54  # an average letter or digit of our font, semibold
Measure = Callable[[str], float]  # em of a line of text
_WORDS_EM = 3.6  # 'uppgift saknas' wraps in two lines


@dataclass(frozen=True)
class Layout:
    """`columns` holds (width in em or None to share what is left, share of it); gaps are in points."""

    size: float
    gap: float
    width_mm: int
    label_share: float
    columns: tuple[tuple[float | None, float], ...]


def layout(table: Table, *, wide: bool = False) -> Layout:
    """The largest type in which the table fits the page, and the narrow measure when it fits in that.

    Where the type would be small, or labels would wrap, headings take two lines.
    """
    shares = [_share(table, index) for index in range(len(table.columns))]
    widths = _widths(table, shares)
    label = min(max([_LABEL_EM[0], *(_em(row.label) + row.level for row in table.rows)]), _LABEL_EM[1])
    sizes = SIZES_PT[1:] if wide else SIZES_PT
    size = _size(sizes, shares, widths)
    if size < _READABLE_PT or _needed(size, label, shares, widths) > PAGE_MM:
        widths = _widths(table, shares, _em_in_two)
        size = max(size, _size([each for each in sizes if each <= _READABLE_PT], shares, widths))
    narrow = not wide and not any(shares) and _needed(size, label, shares, widths) <= MEASURE_MM
    columns = tuple((None if share else width, share) for share, width in zip(shares, widths, strict=True))
    letters = max([8, *(len(row.label) + row.level for row in table.rows)])
    return Layout(size, _gap(size), MEASURE_MM if narrow else PAGE_MM, min(45, letters), columns)


def _size(sizes: Sequence[float], shares: list[float], widths: list[float]) -> float:
    """The largest in which the table fits, labels at their least; the smallest when none does."""
    return next((size for size in sizes if _needed(size, _LABEL_EM[0], shares, widths) <= PAGE_MM), sizes[-1])


def _gap(size: float) -> float:
    return size * 1.5 if size >= SIZES_PT[0] else size * 1.1


def _needed(size: float, label: float, shares: list[float], widths: list[float]) -> float:
    """Millimetres for the table in that size, text columns at their least."""
    taken = sum(_LABEL_EM[0] if share else width for share, width in zip(shares, widths, strict=True))
    return ((label + taken) * size + len(widths) * _gap(size)) / _PT_PER_MM


def _share(table: Table, index: int) -> float:
    """A long text column's part of the width, 0 for columns that fit their content."""
    if table.columns[index].kind is not ColumnKind.TEXT:
        return 0
    longest = max((len(row.cells[index].text) for row in table.rows if index < len(row.cells)), default=0)
    return min(60, longest) if longest > _LONG_TEXT else 0


def _widths(table: Table, shares: list[float], head: Measure | None = None) -> list[float]:
    """Each column's width in em; all number columns as wide as the widest of them. `head` measures a heading's line."""
    own = [_own_width(table, index, column, head or _em) for index, column in enumerate(table.columns)]
    numbers = [width for width, column in zip(own, table.columns, strict=True) if column.kind in NUMBER_KINDS]
    common = max(numbers, default=0)
    return [
        0.0 if share else common if column.kind in NUMBER_KINDS else width
        for share, width, column in zip(shares, own, table.columns, strict=True)
    ]


def _own_width(table: Table, index: int, column: Column, head: Measure) -> float:
    heads = (0.95 * head(line) for line in heading(column).split("\n"))
    return max([1.5, *chain(heads, _cell_widths(table, index, column))])


def _cell_widths(table: Table, index: int, column: Column) -> Iterable[float]:
    for row in table.rows:
        cell = list(pairs(table, row))[index][1]
        said = words(cell, column, row) if column.kind in NUMBER_KINDS else ""
        yield _WORDS_EM if said else _em(printed(cell, column, row, table))


def _em(text: str) -> float:
    return sum(_NARROW.get(char, _LETTER_EM) for char in text)


def _em_in_two(text: str) -> float:
    """The width of a heading's line that is broken at the best of its spaces or slashes."""
    places = [0, *(at + 1 for at, char in enumerate(text) if char in " /")]
    return min(max(_em(text[:at].rstrip(" ")), _em(text[at:])) for at in places)
