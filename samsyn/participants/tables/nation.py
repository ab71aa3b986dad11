"""The table of every association: what is known, what is hidden, and in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from samsyn.core.money import DASH, Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.participants.definitions.figures import COUNTS, SHORT
from samsyn.participants.domain.nation import ALL, BASE, PART, SHARE, SHOWN, Member, asked, key, total
from samsyn.participants.queries.nation import Nation
from samsyn.participants.tables.base import short
from samsyn.participants.tables.small import noted

COLUMNS = (*SHOWN, SHARE)
HEADINGS = {**{what: SHORT[what] for what in SHOWN}, PART: "Arbete/studier", SHARE: "Andel,\u00a0%"}
SILENT = "ej rapporterat"
NOT_ASKED = (
    "Uppgift saknas där förbundet inte frågar vart de som avslutade gick. Andelen för alla förbund är av avslutade i "
    "de förbund som frågar."
)
BY_NAME = "forbund"
ORDERS = {BY_NAME: "", "inskrivna": "enrolled", "nya": "new", "avslutade": "ended", "arbete": PART, "andel": SHARE}
"""What the rows may be ordered by, as the address says it."""
ORDER_WORDS = {
    BY_NAME: "Efter namn",
    "inskrivna": "Flest inskrivna",
    "nya": "Flest nya",
    "avslutade": "Flest avslutade",
    "arbete": "Flest till arbete eller studier",
    "andel": "Störst andel",
}


@dataclass(frozen=True)
class NationTable:
    """The page's table; who has reported neither year stands in `silent` instead."""

    nation: Nation

    @property
    def silent(self) -> list[str]:
        return [one.name for one in self.nation.members if not one.reported]

    @cached_property
    def rows(self) -> list[Row]:
        """An association a row, by name."""
        return [self._row(one) for one in self.nation.members if one.reported]

    def table(self, order: str = BY_NAME) -> Table | None:
        """None when nobody has reported. `order` is one of ORDERS; what is hidden or unknown comes last, by name, so
        that its place tells nothing."""
        if not self.rows:
            return None
        now, before = self.nation.periods
        columns = tuple(
            Column(f"{what}_{period.year}", f"{HEADINGS[what]} {short(period)}", period.code,
                   ColumnKind.SHARE if what == SHARE else ColumnKind.AMOUNT)
            for what in COLUMNS for period in (now, before)
        )  # fmt: skip
        title = f"Alla förbund {now.label}"
        rows = (*ordered(self.rows, ORDERS.get(order, "")), self._all())
        return noted(Table("nation", title, Unit.PERSONS, columns, rows, tuple(self._notes())), self.nation.policy)

    # --- cells -------------------------------------------------------------------------------------------------------

    def _row(self, one: Member) -> Row:
        return Row(one.slug, one.name, tuple(cell for what in COLUMNS for cell in self._pair(one, what)))

    def _pair(self, one: Member, what: str) -> Iterator[Cell]:
        for period in self.nation.periods:
            if period not in one.reported:
                yield Cell(text=SILENT, state=State.UNKNOWN) if what == SHOWN[0] else Cell(state=State.NOT_APPLICABLE)
            else:
                values = {each: one.count(each, period) for each in SHOWN}
                yield self._cell(one.slug, what, period, values)

    def _cell(self, slug: str, what: str, period: Period, values: dict[str, int | None]) -> Cell:
        unit = Unit.PERCENT if what == SHARE else Unit.PERSONS
        if key(slug, what, period) in self.nation.hidden:
            return Cell(unit=unit, state=State.PROTECTED)
        exact = _share(values) if what == SHARE else values[what]
        if exact is not None:
            return Cell(exact, unit)
        nobody = what == SHARE and values[BASE] == 0
        return (
            Cell(unit=unit, text=DASH, state=State.NOT_APPLICABLE) if nobody else Cell(unit=unit, state=State.UNKNOWN)
        )

    def _all(self) -> Row:
        values = {period: {what: total(self.nation.members, what, period) for what in SHOWN}
                  for period in self.nation.periods}  # fmt: skip
        bases = {period: {**own, BASE: asked(self.nation.members, period)} for period, own in values.items()}
        cells = (self._cell(ALL, what, period, (bases if what == SHARE else values)[period])
                 for what in COLUMNS for period in self.nation.periods)  # fmt: skip
        return Row(ALL, "Alla förbund", tuple(cells), kind=RowKind.TOTAL)

    # --- what has to be said beside it -------------------------------------------------------------------------------

    def _notes(self) -> Iterator[tuple[str, str]]:
        every = len(self.nation.members)
        for period in self.nation.periods:
            known = sum(period in one.reported for one in self.nation.members)
            if known < every:
                told = f"gäller {known} av {every} förbund: de som har rapporterat och stängt året."
                yield "", f"Summan för {period.label} {told}"
        if any(cell.state is State.UNKNOWN and not cell.text for row in self.rows for cell in row.cells):
            yield "", NOT_ASKED


def _share(values: dict[str, int | None]) -> Decimal | None:
    """Percent of those who ended; None when either is unknown or nobody did."""
    part, base = values[PART], values[BASE]
    return Decimal(100 * part) / base if part is not None and base else None


def ordered(rows: Sequence[Row], what: str) -> list[Row]:
    """Largest first by what is shown in the year's column; rows that show no number there keep their order, last."""
    if not what:
        return list(rows)
    place = 2 * COLUMNS.index(what)
    shown = [row for row in rows if row.cells[place].value is not None]
    return [*sorted(shown, key=lambda row: -(row.cells[place].value or 0)), *(row for row in rows if row not in shown)]


def meanings() -> list[tuple[str, str]]:
    """Each column in words."""
    said = [(HEADINGS[what], COUNTS[what].meaning) for what in SHOWN]
    return [*said, ("Andel", "De som gick till arbete eller studier i procent av de avslutade.")]
