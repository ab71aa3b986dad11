"""The year plan of an association: standard obligations with its own changes, and what is done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from samsyn.associations.models import Association
from samsyn.governance.definitions.year_plan import STANDARD
from samsyn.governance.domain.year_plan import Done, Duty, Rule, duties
from samsyn.governance.models import Obligation, ObligationDone

NOBODY = "forbundschef"


def rules(association: Association) -> list[Rule]:
    """Every obligation, inactive ones included: the standard with the association's changes, then its own."""
    held = {row.key: row for row in Obligation.objects.filter(association=association)}
    standard = [_changed(rule, held.get(rule.key)) for rule in STANDARD]
    return standard + [_own(row) for row in held.values() if row.own]


def _changed(rule: Rule, row: Obligation | None) -> Rule:
    """The standard with what the association chose. A date of its own takes the window's beginning with it."""
    if row is None:
        return rule
    changed = replace(rule, title=row.title or rule.title, owner=row.owner or rule.owner, active=row.active)
    if row.month is None or row.day is None:
        return changed
    return replace(changed, month=row.month, day=row.day, year_offset=row.year_offset)


def _own(row: Obligation) -> Rule:
    return Rule(row.key, row.title, row.month or 12, row.day or 31, row.owner or NOBODY, year_offset=row.year_offset,
                active=row.active, own=True)  # fmt: skip


def rule_of(association: Association, key: str) -> Rule | None:
    """The rule with a key, of the law's or the association's own; None when there is none."""
    return next((rule for rule in rules(association) if rule.key == key), None)


def obligations(association: Association, year: int, today: date) -> list[Duty]:
    """What falls due in calendar year `year`, in order, with state on the day `today`: two queries.

    A duty about another year says so in its title; `duty.about` and `duty.rule.key` are what `mark_obligation` takes.
    """
    return duties(rules(association), _done(association, (year - 1, year)), year, today)


def _done(association: Association, years: Sequence[int]) -> dict[tuple[str, int], Done]:
    marks = ObligationDone.objects.filter(association=association, year__in=years)
    return {(mark.key, mark.year): Done(mark.done, mark.done_by, mark.note) for mark in marks}
