"""What an association asks for, in which classes, and how often."""

from collections.abc import Iterable, Mapping
from datetime import date

from samsyn.associations.models import Association
from samsyn.participants.definitions.codes import CODES, MERGED_WORDS
from samsyn.participants.definitions.variables import STANDARD, VARIABLES, Variable
from samsyn.participants.domain.asking import Asked, CodeRow, CountKey, wanted
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.words import Shape, Source
from samsyn.participants.models import Code, Collected, ReportingRule

__all__ = ["Asked", "CodeRow", "asked", "codes", "rule", "with_held"]


def rule(association: Association) -> ReportingRule:
    """How the association reports; its defaults where it has not said (then the row is not saved)."""
    return ReportingRule.objects.filter(association=association).first() or ReportingRule(association=association)


def codes(association: Association, list: str, on: date | None, since: date | None = None) -> tuple[CodeRow, ...]:
    """A code list's classes that hold on a day, or on any from `since` to it; all when `on` is None.

    The association's own rows, or the definitions' start when it has none.
    """
    return _valid(Code.objects.filter(association=association, list=list), list, on, since or on)


def asked(
    association: Association, part: Part, *, last_of_year: bool, source: Source = Source.COUNTS
) -> list[Asked]:  # fmt: skip
    """What a report of a period is asked for, in the order of VARIABLES: the flow, then what is collected that year.

    An association that has chosen nothing collects the standard. Three queries.
    """
    chosen = _chosen(association, part.year)
    lists: dict[str, list[Code]] = {}
    for row in Code.objects.filter(association=association):
        lists.setdefault(row.list, []).append(row)
    found = []
    for key, variable in VARIABLES.items():
        if (key in chosen or variable.flow) and wanted(variable, source, last_of_year):
            by_age, merged = chosen.get(key, (variable.by_age, False))
            rows = _valid(lists.get(variable.codes, ()), variable.codes, part.end, part.start)
            found.append(_asked(variable, by_age, merged, rows))
    return found


def _asked(variable: Variable, by_age: bool, merged: bool, rows: tuple[CodeRow, ...]) -> Asked:
    able = variable.shape is not Shape.PLAIN and variable.key != "opening" and not variable.rows_only
    listed = () if variable.rows_only else rows
    return Asked(variable, by_age and able, merged, _merged(listed) if merged else listed)


def _chosen(association: Association, year: int) -> dict[str, tuple[bool, bool]]:
    """Variables collected in a year → (by age too, merged classes only)."""
    rows = list(Collected.objects.filter(association=association).order_by("from_year"))
    if not rows:
        return {key: (VARIABLES[key].by_age, False) for key in STANDARD}
    return {
        row.variable: (row.by_age, row.merged)
        for row in rows
        if row.from_year <= year and (row.to_year is None or year <= row.to_year)
    }


def _valid(rows: Iterable[Code], list: str, on: date | None, since: date | None) -> tuple[CodeRow, ...]:
    own = [*rows]
    if not own:
        return tuple(
            CodeRow(one.key, one.label, one.merged, MERGED_WORDS.get(one.merged, ""), one.public, one.provisional)
            for one in CODES.get(list, ())
        )
    return tuple(
        CodeRow(one.key, one.label, one.merged, one.merged_label or MERGED_WORDS.get(one.merged, ""), one.public,
                one.provisional)
        for one in own
        if on is None or ((one.start is None or one.start <= on) and (one.end is None or one.end >= (since or on)))
    )  # fmt: skip


def _merged(rows: tuple[CodeRow, ...]) -> tuple[CodeRow, ...]:
    """Each class, or the one it goes into, once."""
    found: dict[str, CodeRow] = {}
    for row in rows:
        if row.merged:
            found.setdefault(row.merged, CodeRow(row.merged, row.merged_label or row.merged))
        else:
            found.setdefault(row.key, row)
    return tuple(found.values())


def with_held(association: Association, asked: list[Asked], held: Mapping[CountKey, int]) -> list[Asked]:
    """The same and whatever a report already holds: what is asked may have changed since, what was handed in stays
    there to be corrected."""
    by_key = {one.variable.key: one for one in asked}
    for key, variable in VARIABLES.items():
        own = [count for count in held if count.variable == key]
        if own:
            by_key[key] = _widened(association, by_key.get(key), variable, own)
    return [by_key[key] for key in VARIABLES if key in by_key]


def _widened(association: Association, one: Asked | None, variable: Variable, held: list[CountKey]) -> Asked:
    known = one.codes if one else ()
    missing = dict.fromkeys(count.category for count in held if count.category)
    absent = [key for key in missing if key not in {code.key for code in known}]
    words = _words(association, variable) if absent and not variable.rows_only else {}
    more = () if variable.rows_only else tuple(CodeRow(key, words.get(key, key)) for key in absent)
    aged = any(count.age for count in held) or bool(one and one.by_age)
    return Asked(variable, aged, bool(one and one.merged), (*known, *more))


def _words(association: Association, variable: Variable) -> dict[str, str]:
    rows = codes(association, variable.codes, None)
    return {row.key: row.label for row in (*rows, *_merged(rows))}
