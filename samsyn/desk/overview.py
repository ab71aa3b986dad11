"""The overview's two answers: how the economy stands against the budget, and equity against its ceiling."""

from dataclasses import dataclass

from samsyn.core.chart import Chart
from samsyn.core.figure import Measure, Scope
from samsyn.core.money import NBSP, Unit, grouped, in_unit
from samsyn.core.period import Period
from samsyn.core.table import Cell
from samsyn.reports import charts
from samsyn.reports.economy import Economy
from samsyn.ui.formats import swedish_date

YEARS = 3


@dataclass(frozen=True)
class Standing:
    """A large number, a sentence about it and a chart."""

    cell: Cell
    unit: str
    sentence: str
    chart: Chart | None


def result(economy: Economy) -> Standing | None:
    """Outcome against the budget; None when the result is not known."""
    maker, now = economy.maker, Scope(economy.period)
    cell = maker.cell("ledger.result", now, Unit.TKR)
    if cell.exact is None:
        return None
    budget = Scope(economy.period, Measure.BUDGET)
    rows = [
        ("Intäkter", "ledger.revenue", now, "ledger.revenue", budget),
        ("Kostnader", "ledger.costs", now, "ledger.costs", budget),
    ]
    chart = charts.against(maker, "budget", "Utfall mot budget", rows, "budget")
    return Standing(cell, "tkr", _against_budget(economy), chart)


def _against_budget(economy: Economy) -> str:
    deviation = economy.maker.value("ledger.result", Scope(economy.period, Measure.DEVIATION))
    actual = economy.maker.value("ledger.result", Scope(economy.period))
    if deviation is None or actual is None:
        return "Det finns ingen budget att jämföra med."
    planned = _tkr(int(actual) - int(deviation))
    if not deviation:
        return f"Precis som budget, {planned}."
    word = "bättre" if deviation > 0 else "sämre"
    return f"{_tkr(abs(int(deviation)))} {word} än budget, som var {planned}."


def equity(economy: Economy) -> Standing | None:
    """Equity in per cent of the contributions, against the recommended ceiling; None when not known."""
    maker, now = economy.maker, Scope(economy.period)
    own = economy.books.association.in_own_words
    share = maker.cell("ledger.equity_of_contributions", now, Unit.TKR)
    amount = maker.cell("ledger.equity", now, Unit.TKR)
    if amount.exact is None:
        return None
    hero, unit = (share, own("% av medlemsbidraget")) if share.exact is not None else (amount, "tkr")
    return Standing(hero, unit, _against_ceiling(economy, int(amount.exact)), _ceiling_chart(economy))


def _against_ceiling(economy: Economy, amount: int) -> str:
    limit = economy.maker.value("ledger.equity_limit", Scope(economy.period))
    if limit is None:
        missing = f"Taket är inte känt: medlemsbidragen för {economy.period.year} saknas."
        return f"{_tkr(amount)}. {economy.books.association.in_own_words(missing)}"
    over = amount - int(limit)
    word = "över" if over > 0 else "under"
    return f"{_tkr(amount)}. Taket är {_tkr(int(limit))}, alltså {_tkr(abs(over))} {word}."


def _ceiling_chart(economy: Economy) -> Chart | None:
    """The last years' equity, each with its own ceiling."""
    periods = [Period(economy.period.year - back) for back in range(YEARS - 1, 0, -1)] + [economy.period]
    rows = [(_year(p), "ledger.equity", Scope(p), "ledger.equity_limit", Scope(p)) for p in periods
            if economy.maker.value("ledger.equity", Scope(p)) is not None]  # fmt: skip
    return charts.against(economy.maker, "equity", "De senaste åren", rows, "taket")


def interventions(economy: Economy) -> Standing | None:
    """What remains of decided financing, how many interventions go on and what they have cost; None when unknown."""
    maker, now = economy.maker, Scope(economy.period)
    left = maker.cell("commitments.remaining", now, Unit.TKR)
    if left.exact is None:
        return None
    return Standing(left, "tkr återstår av beslutade medel", _of_interventions(economy), None)


def _of_interventions(economy: Economy) -> str:
    now = Scope(economy.period)
    ongoing, cost = (economy.maker.value(f"interventions.{name}", now) for name in ("ongoing", "cost"))
    day = swedish_date(economy.period.end)
    count = f"En insats pågick {day}" if ongoing == 1 else f"{ongoing or 'Inga'} insatser pågick {day}"
    if cost is None:
        return f"{count}."
    so_far = "" if economy.period.whole_year else " hittills"
    return f"{count}. Kostnad {economy.period.year}{so_far}: {_tkr(int(cost))}."


def _year(period: Period) -> str:
    return period.label[0].upper() + period.label[1:]


def _tkr(ore: int) -> str:
    return f"{grouped(in_unit(ore, Unit.TKR))}{NBSP}tkr"
