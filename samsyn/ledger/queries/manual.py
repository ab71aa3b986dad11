"""Reads of figures entered by hand, with what they are checked against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.associations.models import Association
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.ledger.domain.files_manual import History
from samsyn.ledger.models import BalanceNote, CostRule, HistoryAmount, LegacyLine, ProvisionMovement
from samsyn.ledger.queries.books import Books

Kind = ProvisionMovement.Kind


def history(association: Association, *years: int) -> list[History]:
    """History amounts as they were given; of all years when none is named."""
    rows = HistoryAmount.objects.filter(association=association).order_by("year", "pk")
    rows = rows.filter(year__in=years) if years else rows
    return [History(row.year, row.line, row.amount, row.source) for row in rows]


# --- pension provision --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RollForward:
    """A year's movements of the provision in one measure, checked to last year's closing and to the balance sheet."""

    includes_tax: bool
    amounts: Mapping[str, int]
    closing: int | None
    opening_wanted: int | None  # last year's closing in the same measure, else last year's balance sheet
    balance: int | None  # the provision on the balance sheet, which includes payroll tax

    @property
    def difference(self) -> int | None:
        """Closing minus balance sheet; only the measure with payroll tax is comparable."""
        if not self.includes_tax or self.closing is None or self.balance is None:
            return None
        return self.closing - self.balance

    @property
    def opening_difference(self) -> int | None:
        opening = self.amounts.get(Kind.OPENING)
        return None if opening is None or self.opening_wanted is None else opening - self.opening_wanted


def roll_forwards(books: Books, year: int) -> tuple[RollForward, RollForward]:
    """With and without payroll tax."""
    rows = ProvisionMovement.objects.filter(association=books.association, year__in=(year - 1, year))
    held: dict[tuple[int, bool], dict[str, int]] = {}
    for row in rows:
        held.setdefault((row.year, row.includes_tax), {})[row.kind] = row.amount
    balances = [books.evaluation(Scope(Period(y))).lines.get("pension_provisions") for y in (year - 1, year)]
    return _roll(held, year, True, *balances), _roll(held, year, False, *balances)


def _roll(
    held: Mapping[tuple[int, bool], Mapping[str, int]], year: int, tax: bool, before: int | None, now: int | None
) -> RollForward:
    amounts, last = held.get((year, tax), {}), held.get((year - 1, tax))
    wanted = sum(last.values()) if last else before if tax else None
    return RollForward(tax, amounts, sum(amounts.values()) if amounts else None, wanted, now)


# --- what the hub shows -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Summary:
    """How much is entered of each kind."""

    provision_years: Sequence[int]
    history_years: Sequence[int]
    legacy: Sequence[LegacyLine]
    cost_rules: int
    note_years: Sequence[int]


def summary(association: Association) -> Summary:
    """Five queries."""

    def years(model: type[ProvisionMovement | HistoryAmount | BalanceNote]) -> list[int]:
        rows = model._default_manager.filter(association=association).order_by("-year")
        return list(rows.values_list("year", flat=True).distinct())

    return Summary(
        years(ProvisionMovement),
        years(HistoryAmount),
        list(LegacyLine.objects.filter(association=association)),
        CostRule.objects.filter(association=association).count(),
        years(BalanceNote),
    )
