"""A figure inside a sentence: what `{{ ledger.result 2024:budget tkr }}` may say, and how it prints.

Nothing is evaluated. A reference is a key followed by words in any order: a scope (`2023`, `2024-T2:budget`, `budget`,
`förra`), a unit (`kr`, `tkr`, `mkr`, `%`, `personer` …, or `utan` for none), `tecken` (plus sign on positive numbers),
`belopp` (size without sign) and decimals (`1d`).
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from samsyn.core.figure import Measure, Scope
from samsyn.core.money import NBSP, Unit, grouped
from samsyn.core.period import Period
from samsyn.core.table import HIDDEN, Cell, State
from samsyn.reports.domain.document import FigureRef

UNKNOWN = "uppgift saknas"
PROTECTED = HIDDEN
_MONEY = (Unit.KR, Unit.TKR)
_KEY = re.compile(r"[^\W\d_][\w.:/~-]*\Z")
_PERIOD = re.compile(r"(?:19|20)\d\d(?:-\w+)?\Z")
_DECIMALS = re.compile(r"([0-4])d\Z")


class ShownUnit(StrEnum):
    """How a reference wants its number: mkr is print only, `utan` leaves the unit to the sentence."""

    KR = "kr"
    TKR = "tkr"
    MKR = "mkr"
    PERCENT = "%"
    PERSONS = "personer"
    FTE = "årsarbetare"
    DAYS = "dagar"
    YEARS = "år"
    COUNT = "antal"
    NONE = "utan"


_ORE_PER_SHOWN = {ShownUnit.KR: 100, ShownUnit.TKR: 100_000, ShownUnit.MKR: 100_000_000}
_UNIT_WORDS = {**{str(unit): unit for unit in ShownUnit}, "procent": ShownUnit.PERCENT}
_ONE = {ShownUnit.PERSONS: "person", ShownUnit.DAYS: "dag"}


@dataclass(frozen=True)
class Reference:
    """One `{{ … }}` as written. `error` is a Swedish sentence when it can't be read, and then only `source` holds."""

    key: str
    scope_code: str = ""  # '2023', '2024:budget'; '' is the report's own period
    previous: bool = False  # 'förra': the same period last year
    measure: str = ""  # 'budget' without a period of its own
    unit: ShownUnit | None = None
    decimals: int | None = None
    signed: bool = False
    absolute: bool = False
    source: str = ""  # what stands between the braces
    sentence: str = ""
    line: int = 0  # 1 is the first
    error: str = ""

    def scope(self, period: Period) -> Scope:
        """The scope asked about, in a report on `period`. Raises ValueError with a Swedish sentence."""
        scope = Scope.parse(self.scope_code) if self.scope_code else Scope(period)
        if self.measure:
            scope = Scope(scope.period, Measure(self.measure))
        return scope.previous if self.previous else scope


def read_reference(source: str) -> Reference:
    """What stands between the braces. Errors are in `error`, in Swedish."""
    words = source.split()
    if not words:
        return Reference(
            "", source=source, error="Referensen är tom. Skriv en siffras namn, till exempel ledger.result."
        )
    if not _KEY.match(words[0]):
        return Reference("", source=source, error=f"'{words[0]}' är inget namn på en siffra.")
    reference = Reference(words[0], source=source.strip())
    for word in words[1:]:
        reference = _with_word(reference, word)
        if reference.error:
            return reference
    return reference


def _with_word(reference: Reference, word: str) -> Reference:
    """The reference with one more word understood, or with `error`. Each kind of word may stand once."""
    change = _meaning(word)
    if change is None:
        return replace(reference, error=f"'{word}' går inte att förstå i referensen till {reference.key}.")
    default = Reference(reference.key)
    if any(getattr(reference, name) != getattr(default, name) for name in change):
        return replace(reference, error=f"'{word}' säger något som redan är sagt i referensen till {reference.key}.")
    return replace(reference, **change)  # type: ignore[arg-type]


def _meaning(word: str) -> dict[str, object] | None:
    low = word.casefold()
    first, _, measure = low.partition(":")
    measures = {str(m) for m in Measure}
    if low in _UNIT_WORDS:
        return {"unit": _UNIT_WORDS[low]}
    if found := _DECIMALS.match(low):
        return {"decimals": int(found[1])}
    if low in ("tecken", "belopp"):
        return {"signed" if low == "tecken" else "absolute": True}
    if low.removeprefix(":") in measures:
        return {"measure": low.removeprefix(":")}
    if first == "förra" and (not measure or measure in measures):
        return {"previous": True, "measure": measure} if measure else {"previous": True}
    if _PERIOD.match(first):
        return _scope_meaning(word[: len(first)] + low[len(first) :])
    return None


def _scope_meaning(code: str) -> dict[str, object] | None:
    try:
        return {"scope_code": Scope.parse(code).code}
    except ValueError:
        return None


# --- printing a figure -------------------------------------------------------------------------------------------


def refer(reference: Reference, cell: Cell, label: str) -> FigureRef:
    """The figure as the sentence prints it: '8 484 tkr', '21,5 %', 'uppgift saknas'.

    Rounded once, from the exact value. A unit that doesn't fit the figure (tkr of persons) is an `error`.
    """
    if not _fits(reference.unit, cell.unit):
        problem = f"{label} räknas i {cell.unit} och kan inte skrivas i {reference.unit}."
        return error_ref(replace(reference, error=problem))
    return FigureRef(cell, print_cell(reference, cell), label)


def _fits(asked: ShownUnit | None, own: Unit) -> bool:
    """Whether a number counted in `own` can be printed as asked: money in kr, tkr or mkr, a bare count as anything."""
    if asked in (None, ShownUnit.NONE):
        return True
    if own in _MONEY:
        return asked in _ORE_PER_SHOWN
    return asked in (ShownUnit.COUNT, own) or (own is Unit.COUNT and asked not in _ORE_PER_SHOWN)


def error_ref(reference: Reference) -> FigureRef:
    """A reference that can't be shown: what is wrong, and the sentence where it stands."""
    where = f" Meningen: ”{reference.sentence}”" if reference.sentence else ""
    return FigureRef(
        Cell(state=State.UNKNOWN), f"{{{{ {reference.source} }}}}", reference.key, error=reference.error + where
    )


def print_cell(reference: Reference, cell: Cell) -> str:
    """The number with its unit, no-break spaces within."""
    if cell.state is State.PROTECTED:
        return PROTECTED
    if cell.exact is None or cell.state is not State.KNOWN:
        return UNKNOWN
    unit = _unit_of(cell)
    shown = unit if reference.unit in (None, ShownUnit.NONE) else reference.unit
    value = abs(Decimal(cell.exact)) if reference.absolute else Decimal(cell.exact)
    decimals = (1 if shown is ShownUnit.MKR else cell.decimals) if reference.decimals is None else reference.decimals
    number = grouped(value / _ORE_PER_SHOWN.get(shown, 1), decimals, signed=reference.signed)  # type: ignore[arg-type]
    if shown is None or shown is ShownUnit.COUNT or reference.unit is ShownUnit.NONE:
        return number
    return f"{number}{NBSP}{_ONE.get(shown, shown) if number == '1' else shown}"


def _unit_of(cell: Cell) -> ShownUnit | None:
    return _UNIT_WORDS.get(str(cell.unit))
