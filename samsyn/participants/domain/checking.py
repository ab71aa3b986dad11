"""What must add up in a report. Every problem at once, each at the field to change, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from samsyn.core.money import grouped
from samsyn.participants.definitions.variables import Variable
from samsyn.participants.domain.asking import Asked, CountKey, name, named, reason_name
from samsyn.participants.domain.digits import meant
from samsyn.participants.domain.words import AGE_WORDS, SEXES, Age, Sex, Shape

MOST = 100_000  # persons: more is a slip
MOST_DAYS = 9_999_999
FIRST_DAY = date(2000, 1, 1)  # nobody has been in an intervention since before finsamlagen's forerunners
GUESS = " Menade du "
Values = Mapping[CountKey, int | None]
_WHOSE = {Sex.WOMEN: "Kvinnornas", Sex.MEN: "Männens", Sex.UNSTATED: "Ej angivnas"}
_CLASSES = {
    "outcome": "utgångar", "exit_reason": "avslutsanledningar", "days_class": "tider i insatsen",
    "referral": "vägvisare", "age_class": "åldrar", "education": "utbildningar",
    "support_months": "tider med försörjning", "income_change": "inkomster före och efter",
}  # fmt: skip
_BASES = {
    "ended": "avslutade", "new": "nya", "enrolled": "inskrivna under året", "outcome.work": "till arbete",
    "work_study_after": "i arbete eller studier efter", "joint_plans": "samordnade planer",
}  # fmt: skip
_REASONS = {
    "entry": "Skriv varför personer kommer in i räkningen utan att börja i insatsen.",
    "closed": "Skriv varför personer tas ur räkningen utan att ha lämnat insatsen.",
}


@dataclass(frozen=True)
class Problem:
    """`sentence` stands beside the field; `where` says which number it is in a list above the form."""

    field: str
    sentence: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


@dataclass(frozen=True)
class _Report:
    values: Values
    opening: Mapping[Sex, int]
    before: Mapping[Sex, int]  # the year's enrolled before this report
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def get(self, what: str, sex: str, age: str = "", category: str = "") -> int | None:
        """None is not known. 'enrolled' is the year's, never by age."""
        if what != "enrolled":
            return self.values.get(CountKey(what, category, sex, age))
        arrived = self.arrived(sex)
        return None if age or arrived is None else self.before.get(Sex(sex), 0) + arrived

    def arrived(self, sex: str) -> int | None:
        """Those who came into the counting in the period."""
        entry, new = self.get("entry", sex), self.get("new", sex)
        return None if entry is None or new is None else entry + new

    def problem(self, key: CountKey, sentence: str) -> Problem:
        return Problem(name(key), sentence, named(key, self.labels.get((key.variable, key.category), key.variable)))


def check(
    values: Values, asked: Sequence[Asked], opening: Mapping[Sex, int] | None, reasons: Mapping[str, str], *,
    enrolled: Mapping[Sex, int] | None = None, on: date | None = None,
) -> list[Problem]:  # fmt: skip
    """Everything that does not add up; what is not known (None) is not judged.

    `opening` is what is carried over (None in the very first report, where it is typed); `enrolled` the year's enrolled
    before this report (None in the year's first); `on` the period's last day.
    """
    if opening is None:
        opening = {sex: values.get(CountKey("opening", "", sex)) or 0 for sex in SEXES}
    labels = {(one.variable.key, category): one.label(category) for one in asked for category in one.categories}
    report = _Report(values, opening, opening if enrolled is None else enrolled, labels)
    problems = [*_flow(report), *_reasons(report, reasons)]
    for one in asked:
        problems += [*_ages(report, one), *_of_shape(report, one, on or date(2100, 1, 1))]
    return [*problems, *_protected(report)]


def _flow(report: _Report) -> Iterator[Problem]:
    """Nobody ends who was never in: closing is not negative for any sex."""
    for sex in SEXES:
        arrived, ended, closed = report.arrived(sex), report.get("ended", sex), report.get("closed", sex)
        if arrived is None or ended is None:
            continue
        there = report.opening.get(sex, 0) + arrived
        if ended > there:
            said = f"Avslutade blir {ended}, men bara {there} var inskrivna."
            yield report.problem(CountKey("ended", "", sex), said)
        elif closed and ended + closed > there:
            said = f"Avslutade blir {ended + closed} med de administrativa, men bara {there} var inskrivna."
            yield report.problem(CountKey("closed", "", sex), said)


def _reasons(report: _Report, reasons: Mapping[str, str]) -> Iterator[Problem]:
    for what, said in _REASONS.items():
        if any(report.get(what, sex) for sex in SEXES) and not reasons.get(what, "").strip():
            yield Problem(reason_name(what), said)


def _ages(report: _Report, one: Asked) -> Iterator[Problem]:
    """The age groups are the whole."""
    for category, sex in product(one.categories if one.by_age else (), one.sexes):
        parts = [CountKey(one.variable.key, category, sex, age) for age in one.ages]
        whole = report.get(one.variable.key, sex, "", category)
        yield from _sums(report, parts, whole, "Åldersgrupperna blir {sum}, men totalt {base}.")


def _sums(report: _Report, parts: Sequence[CountKey], base: int | None, said: str) -> Iterator[Problem]:
    """One problem when the parts are known and are not the whole, at the part that a slip of one digit explains."""
    held = [report.values.get(key) for key in parts]
    known = [value for value in held if value is not None]
    if base is None or len(known) < len(parts) or not known or sum(known) == base:
        return
    place, instead = meant(known, base)
    sentence = said.format(sum=sum(known), base=base) + (f"{GUESS}{instead}?" if instead is not None else "")
    yield report.problem(parts[place], sentence)


def _of_shape(report: _Report, one: Asked, on: date) -> Iterator[Problem]:
    if one.variable.shape is Shape.DAYS:
        yield from _days(report, on)
    elif one.variable.shape is Shape.CLASSES and not one.variable.rows_only:
        yield from _classes(report, one)
    elif one.variable.rows_only:
        yield from _at_most_classes(report, one)
    else:
        for whole in filter(None, (one.variable.base, one.variable.part_of)):
            yield from _at_most(report, one, whole)


def _classes(report: _Report, one: Asked) -> Iterator[Problem]:
    """One class a person: they sum to those it tells of."""
    variable = one.variable
    for sex, age in product(SEXES, (Age.ALL, *one.ages)):
        parts = [CountKey(variable.key, category, sex, age) for category in one.categories]
        yield from _sums(report, parts, report.get(variable.base, sex, age), _class_words(variable, sex, age))


def _class_words(variable: Variable, sex: Sex, age: Age) -> str:
    who = f"{_WHOSE[sex]} {_CLASSES.get(variable.key, variable.label.lower())}"
    return f"{who}{f', {AGE_WORDS[age]},' if age else ''} blir {{sum}}, men {{base}} {_BASES[variable.base]}."


def _at_most_classes(report: _Report, one: Asked) -> Iterator[Problem]:
    """What case rows give: persons who are counted only (protected identity) have no row."""
    for sex in SEXES:
        held = {k: v for k, v in report.values.items() if k.variable == one.variable.key and k.sex == sex and v}
        base, total = report.get(one.variable.base, sex), sum(v or 0 for v in held.values())
        if base is not None and total > base:
            yield report.problem(
                next(iter(held)), _class_words(one.variable, sex, Age.ALL).format(sum=total, base=base)
            )


def _at_most(report: _Report, one: Asked, whole: str) -> Iterator[Problem]:
    """Never more than those it tells of, or than what it is a part of."""
    what, _, category = whole.partition(".")
    for own, sex, age in product(one.categories, one.sexes, (Age.ALL, *one.ages)):
        key = CountKey(one.variable.key, own, sex, age)
        value, most = report.values.get(key), report.get(what, sex, age, category)
        if value is not None and most is not None and value > most:
            said = f"Det blir {value}, men {'bara ' if most else ''}{most} {_BASES[whole]}."
            yield report.problem(key, said)


def _days(report: _Report, on: date) -> Iterator[Problem]:
    """No day without somebody who ended, and nobody has been there since before 2000."""
    longest = (on - FIRST_DAY).days + 1
    for sex in SEXES:
        days, ended = report.get("days", sex), report.get("ended", sex)
        if days is None or ended is None:
            continue
        key = CountKey("days", "", sex)
        if days and not ended:
            yield report.problem(key, "Ingen har avslutat, så dagarna ska vara 0.")
        elif days > ended * longest:
            yield report.problem(key, f"Det blir {grouped(days // ended)} dagar per person. Skriv summan i dagar.")


def _protected(report: _Report) -> Iterator[Problem]:
    key = CountKey("protected_identity")
    value, arrived = report.values.get(key), [report.arrived(sex) for sex in SEXES]
    there = sum(report.opening.values()) + sum(one or 0 for one in arrived)
    if value and None not in arrived and value > there:
        yield report.problem(key, f"Det blir {value}, men bara {there} var inskrivna.")
