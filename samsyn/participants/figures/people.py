"""The family of everything counted of participants: one figure is found by its key, none are listed to find it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books
from samsyn.participants.definitions.figures import CHANGES, COST_PER, PER_POST
from samsyn.participants.definitions.variables import DERIVED, VARIABLES
from samsyn.participants.domain.coordinates import PREFIX, Coordinate
from samsyn.participants.domain.words import SEXES, Sex, Shape
from samsyn.participants.figures import asked as keys
from samsyn.participants.figures.asked import MISSING, Asked
from samsyn.participants.figures.base import Sources
from samsyn.participants.figures.counts import Counts
from samsyn.participants.figures.means import Means
from samsyn.participants.figures.ratios import Changes, CostPer, PerPost
from samsyn.participants.figures.shares import SexShares, Shares
from samsyn.participants.queries.behind import Missing
from samsyn.participants.queries.tally import Tally
from samsyn.ui.formats import swedish_date

MOST_SAID = 5
_FLOWING = ("opening", "entry", "closed", "enrolled", "closing")
_MAIN = ("enrolled", "new", "ended", "work_study", "closing")
_MISSING = Figure(MISSING, "Rapporter som saknas", Unit.COUNT, "Deltagarrapporter för årets öppnade perioder som "
                  "insatser för individer ännu inte lämnat in.")  # fmt: skip


class Kind(Protocol):
    """One kind of figure: the count itself, its share, its mean …"""

    def figure(self, at: Coordinate) -> Figure: ...

    def value(self, at: Coordinate, scope: Scope) -> Value: ...

    def parts(self, at: Coordinate, scope: Scope) -> tuple[Part, ...]: ...

    def rows(self, at: Coordinate, scope: Scope) -> list[SourceRow]: ...


class ParticipantFigures:
    """`participants.<coordinate>` and shares, means, ratios and changes of it. Whole persons in, nothing rounded."""

    prefix = PREFIX

    def __init__(self, tally: Tally, portfolio: Portfolio, books: Books) -> None:
        self.sources = Sources(tally, portfolio, books)
        sources = self.sources
        self._kinds: dict[str, Kind] = {
            keys.COUNT: Counts(sources), keys.SHARE: Shares(sources), keys.SEX_SHARE: SexShares(sources),
            keys.MEAN: Means(sources), keys.PER: PerPost(sources), keys.COST: CostPer(sources),
            keys.CHANGE: Changes(sources),
        }  # fmt: skip
        self._missing: dict[Scope, list[Missing] | None] = {}
        self._known: dict[str, Asked | None] = {}
        self._found: dict[str, Figure | None] = {}

    # --- finding -----------------------------------------------------------------------------------------------------

    def find(self, key: str) -> Figure | None:
        """None for a key with an intervention, municipality or class that the association has not."""
        if key == MISSING:
            return _MISSING
        if key not in self._found:
            asked = self._read(key)
            self._found[key] = self._kinds[asked.kind].figure(asked.at) if asked else None
        return self._found[key]

    def _exists(self, at: Coordinate) -> bool:
        there = self.sources.place(at) is not None
        return there and (not at.category or self.sources.wording.label(at.what, at.category) is not None)

    def _read(self, key: str) -> Asked | None:
        if key not in self._known:
            found = keys.read(key)
            self._known[key] = found if found and self._exists(found.at) else None
        return self._known[key]

    def _asked(self, key: str) -> Asked:
        if (found := self._read(key)) is None:
            raise UnknownFigure(key)
        return found

    def figures(self) -> Iterable[Figure]:
        return self._listed

    @cached_property
    def _listed(self) -> list[Figure]:
        """What the association counts, as a whole and of women and men, and the main counts of each intervention."""
        if not self.sources.tally.years:
            return []
        known = self.sources.wording.known
        found = [Asked(kind, at) for what in self._counted() for kind, at in self._of(what)]
        found += [Asked(kind, Coordinate(what)) for kind, whats in
                  ((keys.PER, PER_POST), (keys.COST, COST_PER), (keys.CHANGE, CHANGES)) for what in whats]  # fmt: skip
        found += [Asked(keys.MEAN, Coordinate("days", sex=sex)) for sex in _split() if "days" in known]
        own = self.sources.portfolio.interventions
        places = [f"of.{own[pk].key}" for pk in self.sources.behind.reporting()]
        places += [f"in.{slug}" for slug in self.sources.municipalities]
        found += [Asked(keys.COUNT, Coordinate(what, where=where)) for where in places for what in _MAIN]
        return [_MISSING, *(self._kinds[one.kind].figure(one.at) for one in found)]

    def _counted(self) -> list[str]:
        known = self.sources.wording.known
        changes = "work_study_after" in known and "work_study_before" in known
        derived = [what for what in DERIVED if changes or what != "net_work_study"]
        return [*derived, *(what for what in VARIABLES if what in known and what != "days")]

    def _of(self, what: str) -> Iterable[tuple[str, Coordinate]]:
        """A count whole and by sex with its shares; of each class anybody is in."""
        known, variable = self.sources.wording.known, VARIABLES.get(what)
        own = sorted(known.get(what, ()))
        classes = [key for key in own if self.sources.wording.label(what, key) is not None]
        sexes = [Sex.ALL] if variable and variable.shape is Shape.PLAIN else _split()
        if what == "income_change":
            sexes = [Sex.ALL]
        for category in classes or [""]:
            for sex in sexes:
                at = Coordinate(what, category, sex=sex)
                found = [Asked(kind, at) for kind in (keys.COUNT, keys.SHARE, keys.SEX_SHARE)]
                yield from ((one.kind, at) for one in found if keys.read(one.key) == one)

    # --- values ------------------------------------------------------------------------------------------------------

    def value(self, key: str, scope: Scope) -> Value:
        """Persons, days, per cent (unrounded) or öre; None where it is not known, and in budget and forecast."""
        if key != MISSING:
            found = self._asked(key)
            return self._kinds[found.kind].value(found.at, scope) if scope.measure is Measure.ACTUAL else None
        missing = self.missing(scope) if scope.measure is Measure.ACTUAL else None
        return None if missing is None else len(missing)

    def missing(self, scope: Scope) -> list[Missing] | None:
        """Reports that are not handed in; None where no period has been opened."""
        if scope not in self._missing:
            self._missing[scope] = self.sources.behind.missing(scope.period)
        return self._missing[scope]

    # --- explanations ------------------------------------------------------------------------------------------------

    def explain(self, key: str, scope: Scope) -> Explanation:
        value = self.value(key, scope)
        if key == MISSING:
            rows = [_late(one) for one in self.missing(scope) or ()]
            return Explanation(_MISSING, scope, value, sources=tuple(rows))
        found = self._asked(key)
        kind = self._kinds[found.kind]
        figure = kind.figure(found.at)
        if value is None:
            return Explanation(figure, scope, None, basis=self._unknown(found.at, scope))
        handed, by = self.sources.behind.last(scope.period, self._pks(found.at))
        return Explanation(
            figure, scope, value, kind.parts(found.at, scope), tuple(kind.rows(found.at, scope)),
            f"Rapporter till och med {swedish_date(scope.period.end)}" if handed else "Övertaget ur tidigare rapporter",
            handed, by, remarks=tuple(self._remarks(found.at, scope)),
        )  # fmt: skip

    def _pks(self, at: Coordinate) -> list[int] | None:
        return [item.pk for item in self.sources.interventions(at)] if at.where else None

    def _unknown(self, at: Coordinate, scope: Scope) -> str:
        variable = VARIABLES.get(at.what)
        if variable and variable.rows_only:
            return "Räknas bara ur ärenderader"
        if variable and variable.span.value == "året" and not scope.period.whole_year:
            return "Räknas en gång om året, för hela året"
        return f"Inga inlämnade uppgifter för {scope.label}"

    def _remarks(self, at: Coordinate, scope: Scope) -> Iterable[str]:
        """Breaks in the series, and reports that are missing."""
        if at.what in _FLOWING and at.place[0] != "in":
            own = self.sources.place(at)
            for reason in self.sources.behind.reasons(scope.period):
                if at.where and reason.intervention != own:
                    continue
                for said, what in ((reason.entry, "kom in i räkningen"), (reason.closed, "togs ur räkningen")):
                    if said:
                        yield f"{reason.intervention}, {reason.part.label}: personer {what}. {said}"
        missing = self.missing(scope) or []
        own_pks = self._pks(at)
        late = [one for one in missing if own_pks is None or one.pk in own_pks]
        for one in late[:MOST_SAID]:
            yield f"Rapporten från {one.intervention} för {one.part.label} saknas."
        if len(late) > MOST_SAID:
            yield f"{len(late) - MOST_SAID} rapporter till saknas."


def _split() -> list[Sex]:
    return [Sex.ALL, *(sex for sex in SEXES if sex is not Sex.UNSTATED)]


def _late(one: Missing) -> SourceRow:
    link = Link("participants:entry", {"pk": one.pk, "part": one.part.code})
    return SourceRow(f"{one.intervention}, {one.part.label}", 1, link, unit=Unit.COUNT)
