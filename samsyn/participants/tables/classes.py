"""Classes of people: ages, education, time in support, incomes before and after, who showed the way."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.table import Column, Row, RowKind, Table
from samsyn.participants.definitions.codes import CROSS_SEP
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import AND, together
from samsyn.participants.domain.words import Sex, Shape
from samsyn.participants.figures.asked import COUNT, SHARE, key_of
from samsyn.participants.queries.merging import grouped
from samsyn.participants.tables.base import BLANK, Col, TableBase, capital, short, unknown

_SEVERAL = "En person kan ha flera. Raderna summerar därför inte till antalet."
TOGETHER = "Små klasser står tillsammans, så att fler antal kan visas."


class About(NamedTuple):
    """A table's title and what its last row, the base, is called."""

    title: str
    base: str


TITLES: Mapping[str, About] = {
    "age_class": About("Ålder", "Inskrivna deltagare"),
    "education": About("Utbildning", "Inskrivna deltagare"),
    "support_months": About("Tid med offentlig försörjning före start", "Inskrivna deltagare"),
    "income_before": About("Inkomst vid starten", "Inskrivna deltagare"),
    "referral": About("Vem som visade vägen", "Nya deltagare"),
    "exit_reason": About("Avslutsanledning", "Avslutade deltagare"),
    "days_class": About("Tid i insatsen", "Avslutade deltagare"),
}
_PAIRS = {
    "income": ("Försörjning före och efter", "income_ended_before", "income_ended_after",
               ("public_support_before", "public_support_after")),
    "occupation": ("Sysselsättning före och efter", "occupation_before", "occupation_after", None),
}  # fmt: skip


class ClassTables(TableBase):
    """One row a class that anybody has been in; the persons they tell of last."""

    def classes(self, variable: str) -> Table | None:
        """Number by sex and share of all."""
        base, about = VARIABLES[variable].base, TITLES[variable]
        columns = self.columns(self.sexes([base], [self.period]), self.period, share=(Sex.ALL,))
        rows = [self.row(self.at(variable, key), label, columns) for key, label in self._stood(variable)]
        if not rows or all(unknown(row) for row in rows):
            return None
        if variable == "income_before":
            rows.append(self.row(self.at("public_support"), "Någon offentlig försörjning", columns,
                                 kind=RowKind.SUBTOTAL))  # fmt: skip
        rows.append(self._base(base, about.base, columns))
        notes = [_SEVERAL] if VARIABLES[variable].shape is Shape.SEVERAL else []
        notes += [TOGETHER] if any(AND in row.key for row in rows) else []
        return self.table(f"participants_{variable}", f"{about.title} {short(self.period)}", columns, rows, *notes)

    def _stood(self, variable: str) -> list[tuple[str, str]]:
        """Classes with their words as the table prints them: each by itself, or small ones together."""
        used = self._used(variable)
        if self.outside is None or VARIABLES[variable].shape is not Shape.CLASSES:
            return used
        groups = grouped(self.tally, variable, [key for key, _ in used], self.period, self.outside)
        keys = [together(group) for group in groups]
        return [(key, capital(self.wording.label(variable, key) or key)) for key in keys]

    def _used(self, variable: str) -> list[tuple[str, str]]:
        """Classes with their words, of those that stand in any report."""
        known = self.wording.known.get(variable, frozenset())
        return [(key, capital(label)) for key, label in self.wording.classes(variable).items() if key in known]

    def _base(self, what: str, label: str, columns: Sequence[Col]) -> Row:
        cells = tuple(self.count(self.at(what), col) if not col.kind else BLANK for col in columns)
        return Row(what, label, cells, kind=RowKind.TOTAL)

    def before_after(self, which: str) -> Table | None:
        """Rows of 'income' or 'occupation': those who ended, when they began and when they left."""
        title, before, after, support = _PAIRS[which]
        both = {key for variable in (before, after) for key, _ in self._used(variable)}
        used = {key: capital(label) for key, label in self.wording.classes(before).items() if key in both}
        rows = [self._pair(key, label, (before, key), (after, key)) for key, label in used.items()]
        if support:
            row = self._pair("public_support", "Någon offentlig försörjning", (support[0], ""), (support[1], ""))
            rows.append(Row(row.key, row.label, row.cells, kind=RowKind.SUBTOTAL))
        kept = [row for row in rows if not unknown(row)]
        if not kept:
            return None
        ended = self.cells.cell(key_of(COUNT, self.at("ended")), Scope(self.period), Unit.PERSONS)
        kept.append(Row("ended", "Avslutade deltagare", (ended, ended, BLANK, BLANK), kind=RowKind.TOTAL))
        columns = tuple(Column(key, label, self.period.code) for key, label in
                        (("before", "Före"), ("after", "Efter"), ("before_share", "Före, %"),
                         ("after_share", "Efter, %")))  # fmt: skip
        notes = (("", f"{_SEVERAL} Procent av avslutade deltagare."),)
        return Table(
            f"{which}_before_after", f"{title} {short(self.period)}", Unit.PERSONS, columns, tuple(kept), notes
        )

    def _pair(self, key: str, label: str, before: tuple[str, str], after: tuple[str, str]) -> Row:
        at = [self.at(what, category) for what, category in (before, after)]
        keys = [key_of(kind, one) for kind in (COUNT, SHARE) for one in at]
        cells = tuple(self.cells.cell(figure, Scope(self.period), Unit.PERSONS) for figure in keys)
        return Row(key, label, cells)

    def cross(self) -> Table | None:
        """Income before in rows, after in columns: only case rows can give it."""
        known = self.wording.known.get("income_change", frozenset())
        pairs = {tuple(key.split(CROSS_SEP)) for key in known if key.count(CROSS_SEP) == 1}
        words = {row.key: capital(row.label) for row in self.wording.of_list("income")}
        after = [key for key in words if any(pair[1] == key for pair in pairs)]
        scope, what = Scope(self.period), "income_change"
        rows = []
        for first in words:
            if any(pair[0] == first for pair in pairs):
                keys = [key_of(COUNT, self.at(what, f"{first}{CROSS_SEP}{then}")) for then in after]
                rows.append(Row(first, words[first], tuple(self.cells.cell(k, scope, Unit.PERSONS) for k in keys)))
        kept = tuple(row for row in rows if not unknown(row))
        if not kept:
            return None
        columns = tuple(Column(key, words[key], scope.code) for key in after)
        note = ("", "Rader: före insatsen. Kolumner: efter. Räknat ur ärenderader.")
        return Table(
            "income_change", f"Inkomst före och efter {short(self.period)}", Unit.PERSONS, columns, kept, (note,)
        )
