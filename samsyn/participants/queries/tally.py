"""An association's counts as values: each year loaded at most once, whatever the number of figures asked.

The whole association's come from the period totals, an intervention's or a municipality's from the reports' own rows.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.interventions.models import Intervention, Involvement
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.tallying import YEAR_OPENING, Held, Rows, by_variable, counted
from samsyn.participants.models import Count, EarlierYear, PeriodTotal, Report, ReportingPeriod

MAIN = (YEAR_OPENING, "entry", "new", "ended", "closed", "outcome")
"""What an intervention's row among the others is made of."""


@dataclass(frozen=True)
class HandedIn:
    """One handed-in report: whose and for when."""

    pk: int
    intervention: int
    part: Part
    source: str


@dataclass
class Tally:
    """Answers `value(coordinate, period)` in persons (or days); None is not known."""

    association: Association
    only: int | None = None  # the one intervention whose own counts are asked for
    _years: dict[int, Rows] = field(default_factory=dict, repr=False)
    _own: dict[int, dict[int, Rows]] = field(default_factory=dict, repr=False)
    _main: dict[int, dict[int, Rows]] = field(default_factory=dict, repr=False)
    _reports: dict[int, list[HandedIn]] = field(default_factory=dict, repr=False)

    # --- what is loaded, each in one query ---------------------------------------------------------------------------

    def totals(self, year: int) -> Rows:
        """The association's counts of a year, period by period; a year before reporting as it was taken over."""
        if year not in self._years and year not in self.years:
            self._years[year] = {}
        if year not in self._years:
            rows = PeriodTotal.objects.filter(association=self.association, period__year=year).values_list(
                "period__last_month", "variable", "category", "sex", "age", "count"
            )
            self._years[year] = by_variable([Held(*row) for row in rows] or self._earlier(year))
        return self._years[year]

    def _earlier(self, year: int) -> list[Held]:
        found = self._taken_over.get(year, ())
        return [Held(12, row.variable, "", row.sex, "", row.count) for row in found]

    @cached_property
    def _taken_over(self) -> dict[int, list[EarlierYear]]:
        found: dict[int, list[EarlierYear]] = {}
        for row in EarlierYear.objects.filter(association=self.association):
            found.setdefault(row.year, []).append(row)
        return found

    def own(self, year: int) -> Mapping[int, Rows]:
        """Each intervention's counts of a year, by its pk."""
        if year not in self._own:
            self._own[year] = self._of_reports([year] if year in self.years else [], Q()).get(year, {})
        return self._own[year]

    def main(self, year: int) -> Mapping[int, Rows]:
        """Each intervention's flow and outcome of a year, ages together: a tenth of what `own` loads. Of only one
        every year is loaded at once."""
        if year in self._own:
            return self._own[year]
        if year not in self._main:
            wanted = {year} & set(self.years) if self.only is None else self.years
            self._main |= {year: {}, **self._of_reports(wanted, Q(variable__in=MAIN, age=""))}
        return self._main[year]

    def _of_reports(self, years: Collection[int], narrowed: Q) -> dict[int, dict[int, Rows]]:
        """By year and intervention (one query)."""
        found: dict[int, dict[int, list[Held]]] = {year: {} for year in years}
        own = Q() if self.only is None else Q(report__intervention=self.only)
        rows = Count.objects.filter(
            narrowed & own, association=self.association, report__period__year__in=[*found],
            report__state=Report.State.HANDED_IN,
        ).values_list(
            "report__period__year", "report__intervention", "report__period__last_month", "variable", "category", "sex",
            "age", "count",
        )  # fmt: skip
        for year, pk, month, what, category, sex, age, count in rows if found else ():
            found[year].setdefault(pk, []).append(Held(month, what, category, sex, age, count))
        return {year: {pk: by_variable(held) for pk, held in own.items()} for year, own in found.items()}

    def reports(self, year: int) -> list[HandedIn]:
        """Every handed-in report of a year."""
        if year not in self._reports:
            rows = Report.objects.filter(
                association=self.association, period__year=year, state=Report.State.HANDED_IN
            ).values_list(
                "pk", "intervention", "period__year", "period__first_month", "period__last_month", "source"
            )  # fmt: skip
            self._reports[year] = [HandedIn(pk, own, Part(y, a, b), source) for pk, own, y, a, b, source in rows]
        return self._reports[year]

    @cached_property
    def keys(self) -> dict[str, int]:
        """Every intervention's pk by its key."""
        return dict(Intervention.objects.filter(association=self.association).values_list("key", "pk"))

    @cached_property
    def municipalities(self) -> dict[str, list[int]]:
        """Interventions by the slug of each municipality they are for; one that is for several stands under each."""
        found: dict[str, list[int]] = {}
        rows = Involvement.objects.filter(association=self.association, role=Involvement.Role.AREA)
        for name, pk in rows.values_list("party__name", "intervention"):
            found.setdefault(municipality_slug(name), []).append(pk)
        return found

    @cached_property
    def years(self) -> list[int]:
        """Every year that something is known of, oldest first."""
        counted = PeriodTotal.objects.filter(association=self.association, period=OuterRef("pk"))
        reported = ReportingPeriod.objects.filter(Exists(counted), association=self.association).order_by()
        return sorted({*reported.values_list("year", flat=True), *self._taken_over})

    # --- answers -----------------------------------------------------------------------------------------------------

    def value(self, at: Coordinate, period: Period) -> int | None:
        """Persons (days for `days`) from January to the period's end; stocks at its end. None is not known.

        What is counted over the year is known when the year is whole.
        """
        return counted(self._rows(at, period.year), at, period.month)

    def _rows(self, at: Coordinate, year: int) -> list[Rows]:
        kind, name = at.place
        if not kind:
            return [self.totals(year)]
        pks = [self.keys[name]] if kind == "of" and name in self.keys else self.municipalities.get(name, [])
        plain = not at.age and (at.what in MAIN or at.what in ("opening", "enrolled", "closing", "work_study"))
        own = self.main(year) if plain else self.own(year)
        return [own[pk] for pk in pks if pk in own]

    def known(self, what: str, period: Period) -> bool:
        """Whether anything is known of a variable over a period."""
        return any(row.last_month <= period.month for row in self.totals(period.year).get(what, ()))


def municipality_slug(name: str) -> str:
    """'Krokoms kommun' → 'krokoms-kommun', as it stands in a figure's key."""
    plain = name.lower().translate(str.maketrans("åäöé", "aaoe"))
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())
