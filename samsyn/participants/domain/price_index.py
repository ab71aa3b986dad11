"""A consumer price index out of a file: Statistics Sweden's layout (a row a year, a column a month, the year's mean),
or simply year and index. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from samsyn.core.money import NBSP

MONTHS = 12
_MEAN = ("årsmedeltal", "årsmedel", "medel", "index", "året", "helår")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
FIRST, LAST = 1980, 2099


@dataclass(frozen=True)
class YearIndex:
    """`final` when the mean is of the whole year."""

    year: int
    index: Decimal
    final: bool


def from_header(data: bytes) -> bytes:
    """A text file from its header on: titles above it hide which mark stands between its fields."""
    lines = data.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if line.lstrip(b'\xef\xbb\xbf"').startswith(("År".encode(), "år".encode())):
            return b"".join(lines[place:])
    return data


Grid = Sequence[tuple[int, Sequence[str]]]


def read(grid: Grid) -> tuple[list[YearIndex], list[str]]:
    """Every year of a file, or every fault with its row. Titles above the header and notes below are passed over."""
    start = next((place for place, (_, cells) in enumerate(grid) if _is_header(cells)), None)
    if start is None:
        return [], ["Ingen rad har rubriken År. Filen ska ha en rad per år, med månader eller årsmedeltal."]
    header = [cell.strip().casefold() for cell in grid[start][1]]
    found: dict[int, YearIndex] = {}
    errors: list[str] = []
    for number, cells in grid[start + 1 :]:
        if not cells or not cells[0].strip().isdecimal():
            continue
        one, fault = _year(number, header, cells)
        if fault:
            errors.append(fault)
        elif one is not None and one.year in found:
            errors.append(f"rad {number}: {one.year} står flera gånger")
        elif one is not None:
            found[one.year] = one
    return (sorted(found.values(), key=lambda one: one.year), errors) if found or errors else (
        [], ["Filen har inga år med index."])  # fmt: skip


def _is_header(cells: Sequence[str]) -> bool:
    return bool(cells) and cells[0].strip().casefold() in ("år", "year")


def _year(number: int, header: Sequence[str], cells: Sequence[str]) -> tuple[YearIndex | None, str]:
    year = int(cells[0])
    if not FIRST <= year <= LAST:
        return None, f"rad {number}: '{cells[0]}' är inget år från {FIRST} till {LAST}"
    named = dict(zip(header, cells, strict=False))
    months, mean = [], None
    for name, text in named.items():
        if not text.strip() or name in ("år", "year", "preliminär", "status"):
            continue
        value = _number(text)
        if value is None:
            return None, f"rad {number}, kolumn {name}: '{text}' är inget index"
        if name[:3] in _MONTHS:
            months.append(value)
        elif name in _MEAN:
            mean = value
    marked = (named.get("preliminär") or named.get("status") or "").strip().casefold() in (
        "ja",
        "partial",
        "preliminär",
    )
    if mean is None and not months:
        return None, f"rad {number}: {year} har inget index"
    index = mean if mean is not None else sum(months, Decimal(0)) / len(months)
    whole = not marked and (mean is not None if not months else len(months) == MONTHS)
    return YearIndex(year, round(index, 2), whole), ""


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip().replace(NBSP, "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 < value < 100_000 else None
