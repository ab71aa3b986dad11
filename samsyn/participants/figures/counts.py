"""Counts of persons: `participants.enrolled`, `participants.outcome.work.women`, `participants.of.<insats>.new` …"""

from collections.abc import Sequence

from samsyn.core.figure import Figure, Link, Part, Scope, SourceRow, Value
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.interventions.models import Intervention
from samsyn.participants.definitions.figures import COUNTS
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import Coordinate, words
from samsyn.participants.domain.words import SEX_WORDS, SEXES, Sex, Shape, Span
from samsyn.participants.figures.asked import COUNT, key_of
from samsyn.participants.figures.base import Sources, listed, lower, summed, unit_of
from samsyn.participants.queries.tally import HandedIn

MOST = 100  # rows told one by one
_FORMULAS: dict[str, tuple[tuple[str, str, str], ...]] = {  # what, category, operator
    "enrolled": (("opening", "", ""), ("entry", "", "+"), ("new", "", "+")),
    "closing": (("enrolled", "", ""), ("ended", "", "−"), ("closed", "", "−")),
    "work_study": (("outcome", "work", ""), ("outcome", "study", "+")),
    "net_work_study": (("work_study_after", "", ""), ("work_study_before", "", "−")),
}
_STOCKS = ("opening", "enrolled", "closing", "net_work_study", "work_study")


class Counts:
    """Persons, or days for `days`."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    def figure(self, at: Coordinate) -> Figure:
        label, meaning = self.sources.title(at, self.sources.name(at)), COUNTS[at.what].meaning
        if at.category and (word := self.sources.wording.label(at.what, at.category)):
            meaning = f"{meaning} {self._merged(at) or f'Här: {lower(word)}.'}"
        narrowed = f" Bara {words(at)}." if words(at) else ""
        return Figure(key_of(COUNT, at), label, unit_of(at), f"{meaning}{narrowed}{self._where(at)}")

    def _merged(self, at: Coordinate) -> str:
        """Classes that stand together where each by itself could be too few."""
        words = [word for key, word in self.sources.wording.classes(at.what).items() if key in at.classes]
        return f"Summan av klasserna {listed(words)}." if len(words) > 1 else ""

    def _where(self, at: Coordinate) -> str:
        kind, place = at.place[0], self.sources.place(at)
        if kind == "in":
            return f" Insatser för {place}. En insats för flera kommuner räknas hos var och en av dem."
        return f" Bara insatsen {place}." if kind == "of" else ""

    def value(self, at: Coordinate, scope: Scope) -> Value:
        return self.sources.number(at, scope)

    # --- explanations ------------------------------------------------------------------------------------------------

    def parts(self, at: Coordinate, scope: Scope) -> tuple[Part, ...]:
        """The flow, the classes or the sexes that it is the sum of; nothing where no sum gives it."""
        value = self.value(at, scope)
        for terms in (self._flow(at, scope), self._classes(at, scope), self._sexes(at, scope)):
            if len(terms) > 1 and summed(terms) == value:
                return tuple(terms)
        return ()

    def _flow(self, at: Coordinate, scope: Scope) -> list[Part]:
        terms = _FORMULAS.get(at.what, ())
        found = [
            self.sources.part(at.at(what=what, category=category), scope, operator)
            for what, category, operator in terms
        ]
        return [part for part in found if part.value or part.operator == ""]

    def _classes(self, at: Coordinate, scope: Scope) -> list[Part]:
        variable = VARIABLES.get(at.what)
        if len(at.classes) == 1 or variable is None or variable.shape is not Shape.CLASSES:
            return []
        wanted = [key for key in self.sources.wording.classes(at.what) if key in (at.classes or (key,))]
        found = (self.sources.part(at.at(category=key), scope) for key in wanted)
        return [part for part in found if part.value]

    def _sexes(self, at: Coordinate, scope: Scope) -> list[Part]:
        if at.sex or (at.what in VARIABLES and VARIABLES[at.what].shape is Shape.PLAIN):
            return []
        found = [self.sources.part(at.at(sex=sex), scope, label=SEX_WORDS[sex].capitalize()) for sex in SEXES]
        return [part for part, sex in zip(found, SEXES, strict=True) if part.value or sex is not Sex.UNSTATED]

    def rows(self, at: Coordinate, scope: Scope) -> list[SourceRow]:
        """What each intervention handed in, period by period where it is counted so; or what was taken over."""
        handed: dict[int, list[HandedIn]] = {}
        for report in self.sources.tally.reports(scope.period.year):
            if report.part.last_month <= scope.period.month:
                handed.setdefault(report.intervention, []).append(report)
        found = [
            row
            for item in self.sources.interventions(at)
            for row in self._of(item, at, scope, sorted(handed.get(item.pk, ()), key=lambda one: one.part))
        ]
        if len(found) > MOST:
            found = [*found[:MOST], SourceRow(f"{len(found) - MOST} rapporter till", None, unit=unit_of(at))]
        return found or self._taken_over(at, scope)

    def _of(
        self, item: Intervention, at: Coordinate, scope: Scope, reports: Sequence[HandedIn]
    ) -> list[SourceRow]:  # fmt: skip
        if not reports:
            return []
        own = at.at(where=f"of.{item.key}")
        if at.what in _STOCKS or VARIABLES[at.what].span is Span.YEAR:
            whole = self.sources.number(own, scope)
            return [_row(item, reports[-1], whole, unit_of(at))] if whole else []
        found = []
        for report in reports:
            part = report.part
            until = self.sources.number(own, Scope(part.period))
            before = self._before(own, part.year, part.first_month - 1)
            if until is not None and until != before:
                found.append(_row(item, report, until - before, unit_of(at), part.label))
        return found

    def _before(self, own: Coordinate, year: int, month: int) -> int:
        return (self.sources.number(own, Scope(Period(year, month))) or 0) if month else 0

    def _taken_over(self, at: Coordinate, scope: Scope) -> list[SourceRow]:
        value = self.value(at, scope)
        if value is None or at.where:
            return []
        said = self.sources.behind.taken_from(scope.period.year)
        return [SourceRow(f"Övertaget ur {', '.join(said)}", value, unit=unit_of(at))] if said else []


def _row(item: Intervention, report: HandedIn, value: int | None, unit: Unit, label: str = "") -> SourceRow:
    link = Link("participants:entry", {"pk": item.pk, "part": report.part.code})
    return SourceRow(f"{item.name}, {label}" if label else item.name, value, link, unit=unit)
