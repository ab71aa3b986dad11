"""What became of those who ended, and what it took."""

from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.table import Cell, Column, Row, RowKind, Table
from samsyn.participants.definitions.figures import COST_PER, PER_POST
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.words import Sex
from samsyn.participants.figures.asked import COST, PER, key_of
from samsyn.participants.tables.base import BLANK, Col, TableBase, capital, short, unknown

WORK_STUDY = ("work", "study")
_OF_ENDED = (
    ("work_subsidised", "Till arbete med stöd"), ("wage_income", "Fick lön som inkomst"),
    ("left_income_support", "Lämnade försörjningsstöd"), ("sickness_compensation", "Beviljades sjukersättning"),
)  # fmt: skip
_CHANGES = (
    ("work_study_before", "I arbete eller studier före", RowKind.PLAIN),
    ("work_study_after", "I arbete eller studier efter", RowKind.PLAIN),
    ("net_work_study", "Nettoförändring", RowKind.SUBTOTAL),
    ("unsubsidised_work_after", "I arbete utan stöd efter", RowKind.PLAIN),
)  # fmt: skip
_SEVERAL = "Flera rader kan gälla samma person."
_RESOURCES = {"enrolled": "Inskrivna", "ended": "Avslutade", "work_study": "Till arbete/studier"}


class OutcomeTables(TableBase):
    """Of those who ended: shares always stand with the number they are of."""

    def outcome(self) -> Table | None:
        """Tabell 3: where those who ended went, in numbers and in per cent of the first row."""
        sexes = self.sexes(["ended"], [self.period])
        columns = self.columns(sexes, self.period, share=(Sex.ALL, Sex.WOMEN, Sex.MEN))
        rows = [self._whole(columns), self.row(self.at("work_study"), "Arbete/studier", columns)]
        known = self.wording.known.get("outcome", frozenset())
        for key, label in self.wording.classes("outcome").items():
            own = key in WORK_STUDY
            if own or key in known:
                said = f"varav {label}" if own else capital(label)
                rows.append(self.row(self.at("outcome", key), said, columns, level=int(own)))
        if all(unknown(row) for row in rows[1:]):
            return None
        title = f"Resultat för avslutade deltagare i finansierade insatser {short(self.period)}"
        return self.table("outcome", title, columns, rows, "Procent av avslutade deltagare i första raden.")

    def _whole(self, columns: list[Col], what: str = "ended", label: str = "Avslutade deltagare") -> Row:
        """The base as a row without shares."""
        cells = tuple(BLANK if col.kind else self.count(self.at(what), col) for col in columns)
        return Row(what, label, cells, kind=RowKind.SUBTOTAL)

    def steps(self) -> Table | None:
        """What else those who ended came to: several may be true of one person."""
        columns = self.columns(self.sexes(["ended"], [self.period]), self.period, share=(Sex.ALL, Sex.WOMEN, Sex.MEN))
        found = [self.row(self.at(what), label, columns) for what, label in _OF_ENDED]
        if all(unknown(row) for row in found):
            return None
        of = "Procent av avslutade deltagare; arbete med stöd i procent av dem som gick till arbete."
        title = f"Steg mot egen försörjning {short(self.period)}"
        return self.table("participants_steps", title, columns, [self._whole(columns), *found], of, _SEVERAL)

    def changes(self) -> Table | None:
        """In work or studies before and after."""
        columns = self.columns(self.sexes(["ended"], [self.period]), self.period, share=(Sex.ALL,))
        found = [self.row(self.at(what), label, columns, kind=kind) for what, label, kind in _CHANGES]
        if all(unknown(row) for row in found):
            return None
        rows = [self._whole(columns), *found]
        title = f"Arbete och studier före och efter {short(self.period)}"
        of = "Procent av avslutade deltagare; arbete utan stöd i procent av dem i arbete eller studier efter."
        return self.table("work_study_change", title, columns, rows, of)

    # --- what it took ------------------------------------------------------------------------------------------------

    def per_post(self) -> Table | None:
        """Persons by financed post, this year and the year before, with the posts."""
        rows = [self._two_years(f"per_{what}", f"{_RESOURCES[what]} per tjänst",
                                key_of(PER, Coordinate(what, where=self.where))) for what in PER_POST]  # fmt: skip
        if all(unknown(row) for row in rows):
            return None
        return self._of_years("participants_per_post", f"Deltagare per finansierad tjänst {short(self.period)}",
                              [self._posts(), *rows], Unit.COUNT)  # fmt: skip

    def _posts(self) -> Row:
        """The posts that each year's rows are divided by."""
        cells = []
        for period in (self.period, self.period.previous):
            whole = [row.full_year is not None for row in self.portfolio.posts_of(period.year)]
            every = "interventions.posts_full_year" if whole and all(whole) else "interventions.posts"
            own = f"intervention.{self.where.partition('.')[2]}.posts"
            cells.append(self._cell(own if self.where else every, Scope(period)))
        return Row("posts", "Finansierade tjänster", tuple(cells))

    def cost_per(self) -> Table | None:
        """The interventions' cost by person, this year and the year before."""
        words = {"enrolled": "Per inskriven", "ended": "Per avslutad", "work_study": "Per person till arbete/studier"}
        rows = [
            self._two_years(f"cost_{what}", words[what], key_of(COST, Coordinate(what, where=self.where)))
            for what in COST_PER
        ]
        return self._of_years("participants_cost", f"Insatsernas kostnad per deltagare {short(self.period)}", rows,
                              Unit.KR)  # fmt: skip

    def _two_years(self, key: str, label: str, figure: str) -> Row:
        cells = tuple(self._cell(figure, Scope(period)) for period in (self.period, self.period.previous))
        return Row(key, label, cells)

    def _cell(self, figure: str, scope: Scope) -> Cell:
        return self.cells.cell(figure, scope, Unit.KR)

    def _of_years(self, key: str, title: str, rows: list[Row], unit: Unit) -> Table | None:
        kept = tuple(row for row in rows if not unknown(row))
        periods = (self.period, self.period.previous)
        columns = tuple(Column(f"a{period.year}", short(period), period.code) for period in periods)
        return Table(key, title, unit, columns, kept) if kept else None
