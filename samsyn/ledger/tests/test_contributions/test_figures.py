"""What is receivable at the year's end, explained and compared with the books."""

from samsyn.catalogue import CHECKS, figure_book
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.ledger.queries.books import Books
from samsyn.ledger.tests.test_contributions.asking import KR, value


def test_a_late_contribution_is_receivable_at_the_years_end(world, late):
    assert value(world, "contributions.receivable") == 845_678 * KR
    assert value(world, "contributions.late") == 845_678 * KR
    assert value(world, "contributions.receivable.forsakringskassan") == 845_678 * KR
    assert value(world, "contributions.receivable.region-an") == 0
    assert value(world, "contributions.receivable", "2025") == 0
    assert value(world, "contributions.receivable", "2023") is None
    assert (value(world, "contributions.invoiced"), value(world, "contributions.received")) == (
        1_845_678 * KR, 1_000_000 * KR,
    )  # fmt: skip
    assert value(world, "contributions.received", "2025") == 845_678 * KR


def test_the_receivable_rolls_forward_and_leads_to_the_instalment(world, late):
    found = figure_book(Books(world.association)).explain("contributions.receivable", Scope(Period(2024)))
    assert [(part.operator, part.value) for part in found.parts] == [
        ("", 0), ("+", 1_845_678 * KR), ("−", 1_000_000 * KR),
    ]  # fmt: skip
    assert [(row.label, row.link.kwargs) for row in found.sources] == [
        ("Försäkringskassan 2024, nr 1", {"pk": late.pk})
    ]


def test_the_check_compares_with_the_books_and_asks_when_they_differ(world, late):
    check = next(check for check in CHECKS if check.id == "ledger.contributions-receivable")

    class Figures(dict):
        def value(self, key, scope):
            return self[key]

    said = {"contributions.receivable": 845_678_00, "contributions.booked": 845_678_00}
    assert check.run(Figures(said), Period(2024))[0].outcome == "håller"
    assert check.run(Figures({**said, "contributions.booked": 0}), Period(2024))[0].outcome == "förklara"
    assert check.run(Figures({**said, "contributions.booked": None}), Period(2024))[0].outcome == "går inte att pröva"
    assert check.run(Figures(said), Period(2024, 8))[0].outcome == "håller"
