"""Who came, who stayed and who left: year by year, against last year, by intervention."""

from dataclasses import replace

from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Row, RowKind, Table
from samsyn.participants.definitions.figures import SHORT
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.words import AGE_WORDS, AGES, Sex
from samsyn.participants.figures.asked import MEAN, key_of
from samsyn.participants.tables.base import BLANK, NOT_BY_SEX, Col, TableBase, short

YEARS = 5
FLOW = (
    ("enrolled", "Inskrivna deltagare"), ("new", "Nya deltagare"), ("ended", "Avslutade deltagare"),
    ("psychiatry", "Med kontakt hos psykiatrin"), ("consultations", "Anonyma/konsultationer"),
)  # fmt: skip
STOCK = (
    ("opening", "Kvar från året före", RowKind.PLAIN), ("entry", "In i räkningen", RowKind.PLAIN),
    ("new", "Nya", RowKind.PLAIN), ("enrolled", "Inskrivna", RowKind.SUBTOTAL), ("ended", "Avslutade", RowKind.PLAIN),
    ("closed", "Administrativt avslutade", RowKind.PLAIN), ("closing", "Kvar vid periodens slut", RowKind.TOTAL),
)  # fmt: skip
BY_INTERVENTION = ("opening", "new", "enrolled", "ended", "work_study", "closing")
_BREAK = "personer kom in i räkningen utan att börja", "personer togs ur räkningen utan att avslutas"


class FlowTables(TableBase):
    """Opening + entry + new = enrolled; enrolled − ended − administratively closed = closing."""

    def by_year(self) -> Table | None:
        """Tabell 1: enrolled year by year, the same part of each year; oldest first, breaks in the series marked."""
        periods = self._years("enrolled")
        sexes = self.sexes(["enrolled"], periods)
        columns = self.columns(sexes, self.period)
        rows, notes = [], []
        for period in periods:
            own = [Col(col.sex, period, col.label) for col in columns]
            row = self.row(self.at("enrolled"), short(period), own)
            if said := self._break(period):
                notes.append(said)
            rows.append(Row(period.code, short(period), row.cells, mark=chr(96 + len(notes)) if said else ""))
        made = self.table("participants_by_year", "Deltagare i finansierade insatser, år för år", columns, rows)
        return _over_years(made, notes) if made else None

    def _years(self, what: str) -> list[Period]:
        wanted = [Period(self.period.year - back, self.period.month) for back in range(YEARS)]
        return [period for period in reversed(wanted) if self.known(what, period)]

    def _break(self, period: Period) -> str:
        moved = [self.tally.value(self.at(what), period) for what in ("entry", "closed")]
        said = [words for words, number in zip(_BREAK, moved, strict=True) if number]
        return f"{short(period)}: {' och '.join(said)}. Jämför med försiktighet." if said else ""

    def flow(self) -> Table | None:
        """Tabell 2: this period beside the same part of the year before."""
        now, then = self.period, self.period.previous
        periods = [now, then] if self.known("enrolled", then) or self.known("new", then) else [now]
        columns = self.columns(self.sexes([what for what, _ in FLOW], periods), *periods)
        rows = [self.row(self.at(what), label, columns) for what, label in FLOW]
        notes = [NOT_BY_SEX] if any(self.known("consultations", period) for period in periods) else []
        return self.table("participants_flow", f"Deltagare i finansierade insatser {short(now)}", columns, rows, *notes)

    def summary(self) -> Table | None:
        """The year in five rows: enrolled, new, ended, of these to work or studies, mean days."""
        columns = self.columns(self.sexes(["enrolled", "new", "ended"], [self.period]), self.period)
        names = (("enrolled", "Inskrivna"), ("new", "Nytillkomna"), ("ended", "Avslutade"))
        rows = [self.row(self.at(what), label, columns) for what, label in names]
        rows.append(self.row(self.at("work_study"), "Varav till arbete/studier", columns, level=1))
        rows.append(self._days(columns))
        title = f"Deltagare i finansierade insatser {short(self.period)} (ej anonyma)"
        return self.table("participants", title, columns, rows)

    def _days(self, columns: list[Col]) -> Row:
        def cell(col: Col) -> Cell:
            at = self.at("days").at(sex=col.sex)
            unstated = col.sex is Sex.UNSTATED
            return BLANK if unstated else self.cells.cell(key_of(MEAN, at), Scope(col.period), Unit.DAYS)

        return Row("days", "Genomsnittlig tid i insats (dagar)", tuple(cell(col) for col in columns))

    def stock(self) -> Table | None:
        """From those who were left to those who are left."""
        columns = self.columns(self.sexes([what for what, *_ in STOCK], [self.period]), self.period)
        optional = ("entry", "closed")
        rows = [
            self.row(self.at(what), label, columns, kind=kind)
            for what, label, kind in STOCK
            if what not in optional or self.tally.value(self.at(what), self.period)
        ]
        return self.table("participants_stock", f"Från början till slut {self.period.label}", columns, rows)

    def plans(self) -> Table | None:
        """Coordinated plans and those where the person took part, beside the year before. They are not persons."""
        now, then = self.period, self.period.previous
        periods = [now, then] if self.known("joint_plans", then) else [now]
        columns = [Col(Sex.ALL, period, short(period)) for period in periods]
        rows = [
            self.row(self.at("joint_plans"), "Samordnade planer", columns),
            self.row(self.at("joint_plans_present"), "Varav där personen själv deltog", columns, level=1),
        ]
        return self.table("joint_plans", f"Samordnade planer {short(now)}", columns, rows, unit=Unit.COUNT)

    def flow_years(self) -> Table | None:
        """Enrolled, new and ended, a column a year: behind the chart."""
        periods = self._years("enrolled")
        columns = [Col(Sex.ALL, period, short(period)) for period in periods]
        rows = [self.row(self.at(what), SHORT[what], columns) for what in ("enrolled", "new", "ended")]
        return self.table("flow_years", "Inskrivna, nya och avslutade per år", columns, rows)

    def by_intervention(self) -> Table | None:
        """A row an intervention that has counts in the year, the association's own sum last."""
        counted = self.tally.main(self.period.year)
        items = [item for pk, item in self.portfolio.interventions.items() if pk in counted]
        heads = [Coordinate(what) for what in BY_INTERVENTION]
        columns = [Col(Sex.ALL, self.period, SHORT[at.what], key=at.what) for at in heads]
        rows = [
            self._across(item.key, self.portfolio.name(item.pk, self.period.end),
                         [at.at(where=f"of.{item.key}") for at in heads], columns)
            for item in items
        ]  # fmt: skip
        if rows:
            rows.append(self._across("sum", "Alla insatser", heads, columns, RowKind.TOTAL))
        return self.table("participants_by_intervention", f"Deltagare per insats {self.period.label}", columns, rows)

    def _across(
        self, key: str, label: str, heads: list[Coordinate], columns: list[Col], kind: RowKind = RowKind.PLAIN
    ) -> Row:  # fmt: skip
        cells = tuple(self.count(at, col) for at, col in zip(heads, columns, strict=True))
        return Row(key, label, cells, kind=kind)

    def by_age(self, what: str, title: str) -> Table | None:
        """A count by age group and sex."""
        columns = [Col(sex, self.period, label) for sex, label in
                   ((Sex.ALL, "Alla"), (Sex.WOMEN, "Kvinnor"), (Sex.MEN, "Män"))]  # fmt: skip
        rows = []
        for age in AGES:
            own = [Col(col.sex, self.period, col.label, age=age) for col in columns]
            row = self.row(self.at(what), AGE_WORDS[age], own)
            rows.append(Row(age.value, row.label, row.cells))
        return self.table(f"{what}_by_age", title, columns, rows)


def _over_years(table: Table, notes: list[str]) -> Table:
    """Columns that are of no single year, and what is said of single ones."""
    marked = tuple((chr(97 + number), text) for number, text in enumerate(notes))
    columns = tuple(replace(column, key=column.key.rpartition("_")[0], period="") for column in table.columns)
    return replace(table, columns=columns, footnotes=(*table.footnotes, *marked))
