"""What returns by itself at the end of a year, as automatic decisions with the rule as their reason."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.actions.words import kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.deciding import write
from samsyn.interventions.domain.commitments import Entry, by_intervention, year_lines
from samsyn.interventions.domain.decisions import Ruled, returning, room, rule_words, taken_back
from samsyn.interventions.domain.words import DecisionKind, UnusedRule
from samsyn.interventions.models import Decision, Intervention
from samsyn.interventions.queries.decisions import returned_already, ruled, unready
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.lists import policy

_P = Permission.RECORD_DECISIONS


@transaction.atomic
def return_unused(
    *, association: Association, year: int, by: User | str, amounts: Mapping[int, int] | None = None
) -> list[Decision]:
    """Let what the rules say return at the end of a year, as automatic decisions on 31 December. Once per year.

    Interventions with a claim that waits or a year-end question unanswered are left until that is done. `amounts`
    (intervention pk → öre, positive) is for data taken over by the command line, where the amount is known. Raises
    Refused when the year is not over.
    """
    require(by, _P, association)
    if not isinstance(by, str) and (year >= timezone.localdate().year or amounts is not None):
        raise Refused(f"{year} är inte slut.")
    wanted = dict(amounts) if amounts is not None else due_returns(association, year)
    Association.objects.select_for_update().get(pk=association.pk)
    done = returned_already(association, year)
    rows = Intervention.objects.filter(association=association, pk__in=wanted).exclude(pk__in=done)
    rules, found = ruled(association), by_intervention(entries(association, wanted))
    return [_return(row, wanted[row.pk], year, rules.get(row.pk, []), found.get(row.pk, []), by) for row in rows]


def due_returns(association: Association, year: int) -> dict[int, int]:
    """What would return by itself at the end of a year and is ready to: intervention (pk) → öre."""
    waits = {*unready(association, year), *returned_already(association, year)}
    rules, found = ruled(association), by_intervention(entries(association))
    ends = dict(Intervention.objects.filter(association=association).values_list("pk", "end"))
    out = {pk: returning(found.get(pk, []), rules[pk], year, ends.get(pk))[0] for pk in rules if pk not in waits}
    return {pk: amount for pk, amount in out.items() if amount}


def _return(
    row: Intervention, amount: int, year: int, rules: Sequence[Ruled], found: Sequence[Entry], by: User | str
) -> Decision:
    last = date(year, 12, 31)
    over = row.end is not None and row.end <= last
    if amount > room(found, last):
        raise Refused(f"{row} har bara {kronor(room(found, last))} kvar, så {kronor(amount)} kan inte återgå.")
    source = returning(found, rules, year, row.end)[1] or max((rule.decision for rule in rules), default=0)
    taken = taken_back(year_lines(found), amount, year) if over else {year: -amount}
    made = Decision(
        association=row.association, intervention=row, kind=DecisionKind.RETURN, date=last, automatic=True,
        reason=rule_words(UnusedRule.RETURNS, year, over=over), rule_from_id=source or None,
        unused=UnusedRule.RETURNS,
    )  # fmt: skip
    return write(made, taken, by, f"{kronor(amount)} återgår från {row} vid årets slut {year}", "return")


def return_when_due(*, association: Association, today: date, by: User | str) -> list[Decision]:
    """For a daily run: last year's returns, from the day after year-end answers are due (policy)."""
    rules = policy(association)
    if today <= date(today.year, rules.confirmation_month, rules.confirmation_day):
        return []
    return return_unused(association=association, year=today.year - 1, by=by)
