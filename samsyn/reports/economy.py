"""An association's economy in one period: its books, figures and tables, and how fresh they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Max

from samsyn.associations.models import Association
from samsyn.core.chart import Chart
from samsyn.core.figure import Measure, Scope
from samsyn.core.period import Period
from samsyn.ledger.domain.amounts import Truth
from samsyn.ledger.models import Voucher
from samsyn.ledger.queries.books import UnmappedAccount
from samsyn.reports.build import Builder
from samsyn.reports.definitions.documents import Block, SectionDefinition
from samsyn.ui.formats import swedish_date

PLANS = (Measure.BUDGET, Measure.REVISED, Measure.FORECAST)


@dataclass(frozen=True)
class Freshness:
    """What a page of the economy rests on: the last voucher's day, when it was read in, and the basis in words."""

    basis: str
    truth: Truth | None = None
    last: date | None = None
    read: datetime | None = None
    file: str = ""

    @property
    def sentence(self) -> str:
        """'Bokfört till och med 31 december 2024, inläst 12 februari 2025.'; '' when nothing is known."""
        if self.truth is None:
            return ""
        if self.last:
            return f"Bokfört till och med {swedish_date(self.last)}, inläst {swedish_date(self.read)}."
        if self.read:
            return f"Årssaldon ur {self.file}, inlästa {swedish_date(self.read)}."
        return f"{self.basis}: året har ingen egen bokföring inläst."


class Economy:
    """Everything a page of the economy shows, loaded at most once. A year prints as the annual report, a part of it
    as the month's report."""

    def __init__(self, association: Association, period: Period) -> None:
        self.association = association
        self.period = period
        self.kind = "arsredovisning" if period.whole_year else "ekonomi"
        self._builder = Builder(association, self.kind, period, texts={})
        self.books = self._builder.books
        self.figures = self._builder.figures
        self.maker = self._builder.maker

    @property
    def known(self) -> bool:
        """Whether the books say anything of the period."""
        return self.books.actuals(self.period).truth is not None

    @cached_property
    def plans(self) -> list[Measure]:
        """Budgets and forecasts that answer for the period."""
        return [measure for measure in PLANS if self.books.plan(Scope(self.period, measure))]

    @cached_property
    def freshness(self) -> Freshness:
        """One query more than the books themselves, for the last voucher's day."""
        actuals, item = self.books.actuals(self.period), self.books.imports.get(self.period.year)
        if item is None or actuals.truth not in (Truth.VOUCHERS, Truth.STATED):
            return Freshness(actuals.basis, actuals.truth)
        booked = Voucher.objects.filter(
            association=self.association, year=item.year, date__lte=self.period.end
        ).aggregate(last=Max("date"))
        read = item.confirmed or item.created
        return Freshness(actuals.basis, actuals.truth, booked["last"], read, item.source.name)

    @cached_property
    def unmapped(self) -> list[UnmappedAccount]:
        """Used accounts on no line."""
        return self.books.unmapped_accounts(self.period)

    def chart(self, block: Block) -> Chart | None:
        """A chart as the report has it; None where its figures are not known."""
        section = self._builder.section(SectionDefinition("chart", "", 2, (block,), prose=False))
        return next((made for made in section.blocks if isinstance(made, Chart)), None)


def shown_measures(wanted: Sequence[str], plans: Sequence[Measure]) -> list[Measure]:
    """The plans and the deviation among some words of an address, in the order they print. Other words are nothing."""
    able = [*plans, Measure.DEVIATION] if Measure.BUDGET in plans or Measure.REVISED in plans else list(plans)
    return [measure for measure in able if measure in wanted]
