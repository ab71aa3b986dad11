"""Case rows of an intervention as the counts of one period, in exactly the form that counts are handed in. Pure.

Rows and counts tell of the same persons, so both must give the same tables. The kit's rule: a row is counted in the
years it says, who came before the first of them enters the counting, and exit reason 97 is not a person who ended.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samsyn.participants.cases.rows import CaseRow
from samsyn.participants.definitions.codes import CROSS_SEP
from samsyn.participants.definitions.variables import FLOW
from samsyn.participants.domain.asking import Asked, CountKey
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.words import Age, Sex, Shape

YOUNG_TO = 29
_RANGE = re.compile(r"(\d+)-(\d*)\Z", re.ASCII)
_WORK, _STUDY = ("arbete_osubventionerat", "arbete_subventionerat"), "studier"


Merged = Mapping[str, Mapping[str, str]]
"""Per code list: the class that a code is counted in where only merged classes are asked for."""


@dataclass(frozen=True)
class Way:
    """How rows are counted: merged classes, the order that makes one income the main one, what is public support."""

    merged: Merged = field(default_factory=dict)
    income_order: tuple[str, ...] = ()
    public: frozenset[str] = frozenset()


PLAIN = Way()


@dataclass(frozen=True)
class Seen:
    """A row in a part of a year, and what it is asked with."""

    row: CaseRow
    part: Part
    way: Way

    @property
    def age_years(self) -> int:
        """The age at the end of the year."""
        return self.part.year - self.row.birth_year

    @property
    def age(self) -> Age:
        return Age.YOUNG if self.age_years <= YOUNG_TO else Age.OLDER

    @property
    def days(self) -> int:
        return (self.row.end - self.row.start).days if self.row.end else 0

    def main_income(self, codes: tuple[str, ...]) -> str:
        """Of someone with several incomes the one that stands first in the list."""
        return next((code for code in self.way.income_order if code in codes), "")


# --- which persons ---------------------------------------------------------------------------------------------------


def standing(row: CaseRow, part: Part, first_year: int) -> set[str]:
    """What a row is counted as in a part: opening, entry, new, ended, closed, enrolled (over the year so far)."""
    if not row.counted_in(part.year) or row.start > part.end:
        return set()
    found: set[str] = set()
    if row.end is None or row.end.year >= part.year:
        found.add("enrolled")
    if part.start <= row.start:
        found.add("new")
    elif row.end is None or row.end >= part.start:
        found.add("entry" if _enters(row, part, first_year) else "opening")
    return found | _leaving(row, part)


def _enters(row: CaseRow, part: Part, first_year: int) -> bool:
    """Who came before its first counted year; but in the first year of all they are what the counting opens with."""
    return part.first_month == 1 and row.first_year == part.year > first_year and row.start < part.start


def _leaving(row: CaseRow, part: Part) -> set[str]:
    if row.end is not None and part.start <= row.end <= part.end:
        return {"ended" if row.left else "closed"}
    stays = row.end is None or row.end > part.end
    return {"closed"} if stays and part.last and row.reporting_to == part.year else set()


# --- what is told of them --------------------------------------------------------------------------------------------

Told = Iterable[tuple[str, int]]
"""Classes and how much each grows by: 1 person, or a number of days."""


def _if(holds: bool) -> Told:
    return (("", 1),) if holds else ()


def _codes(*codes: str) -> Told:
    return tuple((code, 1) for code in codes if code)


def _gained(code: str, row: CaseRow) -> bool:
    return code in row.income_after and code not in row.income_before


def _occupied(codes: tuple[str, ...]) -> bool:
    return any(code in (*_WORK, _STUDY) for code in codes)


def _change(seen: Seen) -> Told:
    before, after = seen.main_income(seen.row.income_before), seen.main_income(seen.row.income_after)
    return _codes(f"{before}{CROSS_SEP}{after}") if before and after else ()


TELL: Mapping[str, Callable[[Seen], Told]] = {
    **{flow: lambda seen: (("", 1),) for flow in FLOW},
    "outcome": lambda s: _codes(s.row.outcome),
    "work_subsidised": lambda s: _if(s.row.outcome == "work" and _WORK[1] in s.row.occupation_after),
    "exit_reason": lambda s: _codes(s.row.exit_reason),
    "sickness_compensation": lambda s: _if(_gained("sjukersattning", s.row)),
    "left_income_support": lambda s: _if(
        "forsorjningsstod" in s.row.income_before and "forsorjningsstod" not in s.row.income_after),
    "wage_income": lambda s: _if(_gained("lon", s.row)),
    "days": lambda s: (("", s.days),),
    "days_class": lambda s: _codes(str(s.days)),
    "work_study_before": lambda s: _if(_occupied(s.row.occupation_before)),
    "work_study_after": lambda s: _if(_occupied(s.row.occupation_after)),
    "unsubsidised_work_after": lambda s: _if(_WORK[0] in s.row.occupation_after),
    "income_ended_before": lambda s: _codes(*s.row.income_before),
    "income_ended_after": lambda s: _codes(*s.row.income_after),
    "public_support_before": lambda s: _if(not s.way.public.isdisjoint(s.row.income_before)),
    "public_support_after": lambda s: _if(not s.way.public.isdisjoint(s.row.income_after)),
    "occupation_before": lambda s: _codes(*s.row.occupation_before),
    "occupation_after": lambda s: _codes(*s.row.occupation_after),
    "income_change": _change,
    "referral": lambda s: _codes(s.row.referral),
    "psychiatry": lambda s: _if(s.part.year in s.row.psychiatry_years),
    "age_class": lambda s: _codes(str(s.age_years)),
    "education": lambda s: _codes(s.row.education),
    "support_months": lambda s: _codes("" if s.row.support_months is None else str(s.row.support_months)),
    "income_before": lambda s: _codes(*s.row.income_before),
    "public_support": lambda s: _if(not s.way.public.isdisjoint(s.row.income_before)),
}  # fmt: skip
"""Every variable that rows can give. Consultations, joint plans and protected identity are never rows."""
RANGES = frozenset({"days_class", "age_class", "support_months"})
"""Told as a number; the class is the one whose key ('25-35', '109-', 'none') holds it."""


def in_range(number: int, keys: Sequence[str]) -> str:
    """The class of a number; '' when none of them holds it."""
    for key in keys:
        if key == "none" and number == 0:
            return key
        if (found := _RANGE.match(key)) and int(found[1]) <= number <= int(found[2] or number):
            return key
    return ""


# --- the counts ------------------------------------------------------------------------------------------------------


def aggregate(
    rows: Iterable[CaseRow], part: Part, asked: Sequence[Asked], way: Way = PLAIN
) -> dict[CountKey, int]:  # fmt: skip
    """The counts of a part; persons, or days for `days`. Zeros of women and men are told, of unstated sex not.

    `rows` are all of the intervention.
    """
    told = [one for one in asked if one.variable.key in TELL]
    found = Counter({key: 0 for one in told for key in _zeros(one)})
    for seen, stands in _standing(rows, part, way):
        for one in told:
            if _population(one) in stands:
                _add(found, one, seen)
    return dict(found)


def untold(rows: Iterable[CaseRow], part: Part, asked: Sequence[Asked], way: Way = PLAIN) -> dict[str, int]:
    """How many persons lack what a variable asks of each: {variable: persons}."""
    each = [one for one in asked if one.variable.shape is Shape.CLASSES and one.variable.key in TELL]
    found: Counter[str] = Counter()
    for seen, stands in _standing(rows, part, way):
        found.update(one.variable.key for one in each if _population(one) in stands and not _classes(one, seen))
    return dict(found)


def _standing(rows: Iterable[CaseRow], part: Part, way: Way) -> Iterator[tuple[Seen, set[str]]]:
    every = list(rows)
    first_year = min((row.first_year for row in every), default=part.year)
    for row in every:
        if stands := standing(row, part, first_year):
            yield Seen(row, part, way), stands


def _population(one: Asked) -> str:
    """Whose rows a variable tells of: those of its base, or of the flow of its name."""
    return one.variable.base or one.variable.key


def _zeros(one: Asked) -> Iterable[CountKey]:
    keys = () if one.variable.rows_only else one.categories
    return (CountKey(one.variable.key, key, sex, age) for key in keys for sex in (Sex.WOMEN, Sex.MEN)
            for age in (Age.ALL, *one.ages))  # fmt: skip


def _add(found: Counter[CountKey], one: Asked, seen: Seen) -> None:
    for category, amount in _classes(one, seen):
        for age in (Age.ALL, seen.age) if one.by_age else (Age.ALL,):
            found[CountKey(one.variable.key, category, seen.row.sex, age)] += amount


def _classes(one: Asked, seen: Seen) -> list[tuple[str, int]]:
    """What is told as classes of the variable, each once: two codes of one merged class are one person in it."""
    into = seen.way.merged.get(one.variable.codes, {}) if one.merged else {}
    found: dict[str, int] = {}
    for code, amount in TELL[one.variable.key](seen):
        key = in_range(int(code), one.categories) if one.variable.key in RANGES else into.get(code, code)
        if key or not code:
            found[key] = amount
    return list(found.items())
