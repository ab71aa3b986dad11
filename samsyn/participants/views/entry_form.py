"""What the entry page says, from what is asked, what was typed and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict

from samsyn.interventions.models import Intervention
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.asking import Asked
from samsyn.participants.domain.form import EMPTY, Problem, read, reason_name, stem_variable
from samsyn.participants.domain.persons import like_a_person
from samsyn.participants.domain.words import SEX_WORDS, SEXES, Sex
from samsyn.participants.forms.entry import Box, Page
from samsyn.participants.forms.entry_maker import ASKED_SEXES, REASONS, Maker, merged_only
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries import reports as queries
from samsyn.participants.queries.reports import Before
from samsyn.participants.views.links import to
from samsyn.ui.formats import swedish_date

LONGEST = 300  # characters of anything typed


@dataclass(frozen=True)
class Place:
    """An intervention, a period, its report if there is one, and what it rests on."""

    intervention: Intervention
    period: ReportingPeriod
    report: Report | None
    asked: Sequence[Asked]
    before: Before

    @classmethod
    def of(cls, intervention: Intervention, period: ReportingPeriod) -> "Place":
        report = queries.report_of(intervention, period)
        asked = queries.asked_in(intervention, period, report)
        return cls(intervention, period, report, asked, queries.before(intervention, period.part))

    @property
    def handed_in(self) -> bool:
        return self.report is not None and self.report.state == Report.State.HANDED_IN

    @property
    def title(self) -> str:
        return f"{self.period.part.label.capitalize()}, {self.intervention.name}"

    @property
    def words(self) -> dict[str, Any]:
        """Its part of an address."""
        return {"pk": self.intervention.pk, "part": self.period.part.code}

    def reasons(self, typed: Mapping[str, str]) -> dict[str, str]:
        """What was written for the rare movements."""
        return {what: typed.get(reason_name(what), "").strip() for what in REASONS}

    def maker(self, values: Mapping[str, str]) -> Maker:
        """The fields with values in them."""
        return Maker(self.asked, values, carried=self.before.opening, earlier=self.before.enrolled,
                     year=self.period.year)  # fmt: skip

    def typed(self, post: QueryDict) -> dict[str, str]:
        """What was typed in the fields that there are; nothing else of a request is read."""
        names = [*self.maker({}).page().boxes, *(reason_name(what) for what in REASONS)]
        return {name: post.get(name, "").strip()[:LONGEST] for name in names}


@dataclass
class Shown:
    """What the page shows this time."""

    values: Mapping[str, str]
    problems: Sequence[Problem] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    version: int = 0

    def page(self, place: Place) -> Page:
        maker = place.maker({name: "" if like_a_person(text) else text for name, text in self.values.items()})
        maker.others = self.others
        for problem in self.problems:
            if problem.field:
                maker.errors = {**maker.errors, problem.field: [*maker.errors.get(problem.field, ()), problem.sentence]}
        return maker.page()


def context(request: HttpRequest, place: Place, shown: Shown) -> dict[str, Any]:
    """Everything entry.html asks for but its buttons."""
    part, page = place.period.part, shown.page(place)
    takes = "" if place.handed_in else " Tar ungefär tio minuter."
    return {
        "title": place.title, "lead": f"{part.months_text.capitalize()} {part.year}. Bara antal, inga namn." + takes,
        "part": part, "form": page, "version": shown.version, "due": place.period.due,
        "carried": [(_sex(sex), page.carried.get(sex, 0)) for sex in ASKED_SEXES],
        "carried_unstated": page.carried.get(Sex.UNSTATED, 0), "earlier": _earlier(place),
        "closing": [(SEX_WORDS[sex], term) for sex, term in zip(ASKED_SEXES, page.tally[-1][1], strict=False)],
        "before": place.before.part,
        "previous_url": to(request, "entry", pk=place.intervention.pk, part=place.before.part.code)
        if place.before.part else "",
        "problems": summary(shown.problems, place, page),
        "empty": any(problem.sentence == EMPTY for problem in shown.problems),
        "merged": ", ".join(label.lower() for label in merged_only(place.asked)), "saved": saved(place.report),
    }  # fmt: skip


def _sex(sex: Sex) -> dict[str, str]:
    return {"key": sex.value, "word": SEX_WORDS[sex]}


def _earlier(place: Place) -> list[tuple[str, int]]:
    """The year's enrolled before this period, where something is asked of them all."""
    held = place.before.enrolled
    if held is None or not any(one.variable.base == "enrolled" for one in place.asked):
        return []
    return [(sex.value, held.get(sex, 0)) for sex in SEXES]


def summary(problems: Sequence[Problem], place: Place, page: Page) -> list[tuple[str, str]]:
    """(id of the field, sentence) of everything that is wrong; many empty fields of one question are told as one."""
    empty: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.sentence == EMPTY:
            empty.setdefault(stem_variable(problem.field), []).append(problem)
    found = [(_anchor(problem, page), str(problem)) for problem in problems if problem.sentence != EMPTY]
    for variable, group in empty.items():
        told = f"{VARIABLES[variable].label.rstrip('?')}: {len(group)} fält är tomma. Skriv 0 om ingen."
        found.append((_anchor(group[0], page), told if len(group) > 1 else str(group[0])))
    return found


def with_zeros(place: Place, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, and 0 in every field that must say something and is empty."""
    _, problems = read(typed, place.asked, place.before.opening)
    return {**typed, **{problem.field: "0" for problem in problems if problem.sentence == EMPTY}}


def _anchor(problem: Problem, page: Page) -> str:
    """The id of the field to change; '' for what is no field's."""
    known = {*page.boxes, *(one.name for one in page.rare), "reason"}
    return Box(problem.field, "").id if problem.field in known else ""


def saved(report: Report | None) -> str:
    """Who saved last, and when."""
    if report is None or not report.version:
        return ""
    return f"Senast sparat {swedish_date(report.changed, 'time')} av {report.changed_by}."


def others(report: Report, typed: Mapping[str, str]) -> dict[str, str]:
    """What someone else saved that is not what is typed here."""
    held = queries.typed_of(report)
    return {name: held.get(name, "") or "tomt" for name in typed if held.get(name, "") != typed[name]}


def loose(errors: Iterable[str]) -> list[Problem]:
    """Reasons that belong to no field."""
    return [Problem("", error) for error in errors]
