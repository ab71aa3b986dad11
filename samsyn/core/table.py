"""One table value that every page and file is written from: HTML, PDF, XLSX, CSV and JSON walk the same rows."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from samsyn.core.figure import Scope, Value
from samsyn.core.money import DASH, Unit, grouped, in_unit, kronor, round_half_up

HIDDEN = ".."
"""What stands for a number that is not shown, so that nobody can be recognised."""


class State(StrEnum):
    """Whether a cell has a number to show, and why not."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"
    PROTECTED = "protected"


class ColumnKind(StrEnum):
    """How a column's numbers are written: a deviation carries its sign, a text column none."""

    AMOUNT = "amount"
    DEVIATION = "deviation"
    SHARE = "share"
    TEXT = "text"
    NOTE = "note"


class RowKind(StrEnum):
    """What a row is among those around it: a number of its own, a heading, or a sum."""

    PLAIN = "plain"
    HEADING = "heading"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True)
class Cell:
    """One number: `exact` is öre or a Decimal, `value` what is printed in `unit`, rounded once."""

    exact: Value = None
    unit: Unit = Unit.KR
    figure: str = ""
    scope: Scope | None = None
    state: State = State.KNOWN
    decimals: int = 0
    text: str = ""  # for text columns
    mark: str = ""  # footnote or rounding mark: '*', 'a', 'r'

    @property
    def value(self) -> int | Decimal | None:
        """The printed number: money in whole `unit`, other values with their decimals; None when not known."""
        if self.exact is None or self.state is not State.KNOWN:
            return None
        if self.unit in (Unit.KR, Unit.TKR):
            return in_unit(int(self.exact), self.unit)
        return round_half_up(Decimal(self.exact), self.decimals)

    @property
    def exact_text(self) -> str:
        """Kronor with two decimals, or the plain value; '' when not known."""
        if self.exact is None or self.state is not State.KNOWN:
            return ""
        return kronor(int(self.exact)) if self.unit in (Unit.KR, Unit.TKR) else str(self.exact)

    @property
    def zero(self) -> bool:
        """Whether a dash is printed: for nothing, but a share that only rounds to zero is told from none at all."""
        return self.value is not None and not (self.exact if self.unit is Unit.PERCENT else self.value)

    def shown(self, kind: ColumnKind = ColumnKind.AMOUNT) -> str:
        """As printed: '8 484', '−594', '+422', '–' for zero, 'uppgift saknas' is left to the page for None."""
        if self.text:
            return self.text
        if self.state is State.PROTECTED:
            return HIDDEN
        number = self.value
        if number is None:
            return ""
        if self.zero:
            return DASH
        return grouped(number, self.decimals, signed=kind is ColumnKind.DEVIATION)


@dataclass(frozen=True)
class Column:
    """`key` is the same whatever the period; `period` is what its numbers are of."""

    key: str
    label: str
    period: str = ""
    kind: ColumnKind = ColumnKind.AMOUNT


@dataclass(frozen=True)
class Row:
    """A label and a cell for each column. `level` indents what stands under another row."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    level: int = 0
    kind: RowKind = RowKind.PLAIN
    mark: str = ""  # footnote mark on the row
    note: int | None = None  # the note that tells more


@dataclass(frozen=True)
class Table:
    """`unit` stands once, in the caption; `footnotes` are (mark, text)."""

    key: str
    title: str
    unit: Unit
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[tuple[str, str], ...] = ()
    note: int | None = None

    def as_json(self) -> dict[str, object]:
        """`{key, title, unit, columns[…], rows[{key, label, level, cells}]}`; cells as `cell_json` writes them."""
        return {
            "key": self.key,
            "title": self.title,
            "unit": str(self.unit),
            "columns": [
                {"key": c.key, "label": c.label, "period": c.period, "kind": str(c.kind)} for c in self.columns
            ],
            "rows": [
                {
                    "key": r.key,
                    "label": r.label,
                    "level": r.level,
                    "kind": str(r.kind),
                    **({"note": r.note} if r.note else {}),
                    **({"mark": r.mark} if r.mark else {}),
                    "cells": [cell_json(c) for c in r.cells],
                }
                for r in self.rows
            ],
            "footnotes": [{"mark": mark, "text": text} for mark, text in self.footnotes],
        }


def cell_json(cell: Cell) -> dict[str, object]:
    """`{value, exact, figure, scope, state}`: value as printed, exact a string in kronor or units."""
    number = cell.value
    plain = int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else number
    return {
        "value": float(plain) if isinstance(plain, Decimal) else plain,
        "exact": cell.exact_text or None,
        "figure": cell.figure or None,
        "scope": cell.scope.code if cell.scope else None,
        "state": str(cell.state),
        **({"text": cell.text} if cell.text else {}),
        **({"mark": cell.mark} if cell.mark else {}),
    }
