"""The economic example: every number from its inputs, and what each way to reckon says."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.tablefile import read_grid
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books
from samsyn.participants.actions.effect import save_example, save_index
from samsyn.participants.domain.effect import Inputs, Side, converted, payback, remaining, variants
from samsyn.participants.domain.price_index import YearIndex, from_header, read
from samsyn.participants.figures.effect import EffectFigures
from samsyn.participants.models import EffectExample, PeriodTotal, PriceIndex, ReportingPeriod
from samsyn.participants.queries.effect import Effects
from samsyn.participants.queries.tally import Tally

KRONOR = 100
INPUTS = Inputs(23, 12, 10_000 * KRONOR, 1_600 * KRONOR, -1_700 * KRONOR)
INDEX = {2020: Decimal("335.92"), 2024: Decimal("415.01")}
COSTS = {Side.INTERVENTIONS: 6_134_398 * KRONOR, Side.TOTAL: 9_218_396 * KRONOR}
GIVEN = {
    "source": "En rapport", "before": "bidrag", "after": "arbete", "price_year": 2020, "municipality": 1_000_000,
    "region": 160_000, "state": -170_000, "persons": 23, "persons_reason": "räknade för hand", "months": 12,
    "cost_side": "insatser", "deflate": False, "with_state": False, "low_share": Decimal("0.5"), "low_months": 6,
    "high_share": Decimal(0), "high_months": 24,
}  # fmt: skip


def test_each_party_gains_persons_times_months_times_its_amount():
    assert INPUTS.gain(INPUTS.municipality) == 2_760_000 * KRONOR
    assert INPUTS.gain(INPUTS.region) == 441_600 * KRONOR
    assert INPUTS.gain(INPUTS.state) == -469_200 * KRONOR


@pytest.mark.parametrize(
    ("side", "deflated", "with_state", "years"),
    [
        (Side.INTERVENTIONS, False, False, "1.92"),
        (Side.INTERVENTIONS, True, False, "1.55"),
        (Side.INTERVENTIONS, True, True, "1.82"),
        (Side.TOTAL, False, False, "2.88"),
    ],
)
def test_the_cost_the_prices_and_the_parties_decide_the_payback(side, deflated, with_state, years):
    found = variants(INPUTS, COSTS, INDEX, 2024, 2020)
    one = next(v for v in found if (v.side, v.deflated, v.with_state) == (side, deflated, with_state))
    assert f"{float(one.years):.2f}" == years


def test_every_combination_is_printed():
    assert len(variants(INPUTS, COSTS, INDEX, 2024, 2020)) == 8


def test_a_cost_cannot_be_converted_without_both_years_index():
    assert converted(100, {2024: Decimal(400)}, 2024, 2020) is None
    assert converted(100, {}, 2024, 2024) == 100
    assert payback(None, 5) is None


def test_nothing_is_paid_back_where_nothing_is_gained():
    assert payback(Fraction(100), 0) is None
    assert payback(Fraction(100), -5) is None


def test_persons_who_would_have_found_work_anyway_are_whole():
    assert remaining(INPUTS, Decimal("0.5"), 6).persons == 11


# --- the index -------------------------------------------------------------------------------------------------------

MONTHLY = """Konsumentprisindex

År;Jan;Feb;Mar;Apr;Maj;Jun;Jul;Aug;Sep;Okt;Nov;Dec;Årsmedeltal
2023;1;2;3;4;5;6;7;8;9;10;11;12;403,70
2024;413,00;417,02;;;;;;;;;;;
Källa: statistik
"""


def grid(text: str):
    return read_grid(from_header(text.encode()), "kpi.csv", ("År",))[0]


def test_months_and_yearly_mean_are_read_and_an_unfinished_year_is_marked():
    rows, errors = read(grid(MONTHLY))
    assert errors == []
    assert rows == [YearIndex(2023, Decimal("403.70"), True), YearIndex(2024, Decimal("415.01"), False)]


def test_year_and_index_are_enough():
    assert read(grid("År;Index\n2020;335,92\n"))[0] == [YearIndex(2020, Decimal("335.92"), True)]


def test_every_fault_is_told_with_its_row():
    _, errors = read(grid("År;Index\n2020;många\n1700;3\n2021;343,19\n2021;343,19\n"))
    assert len(errors) == 3
    assert errors[0].startswith("rad 2, kolumn index")


def test_a_file_without_years_is_refused():
    assert read(grid("a;b\n1;2\n"))[1]
    assert read(grid("År;Index\n"))[1]


# --- in the association ----------------------------------------------------------------------------------------------


@pytest.fixture
def example(world):
    save_index(association=world.association, rows=[YearIndex(y, i, y < 2024) for y, i in INDEX.items()], by="kontoret")
    return save_example(association=world.association, year=2024, by="kontoret", **GIVEN)


def went_to_work(world, persons: int) -> None:
    period = ReportingPeriod.objects.create(association=world.association, year=2024, first_month=9, last_month=12,
                                            due=date(2025, 1, 28))  # fmt: skip
    PeriodTotal.objects.create(association=world.association, period=period, variable="outcome", category="work",
                               sex="women", count=persons)  # fmt: skip


def effects(world) -> Effects:
    return Effects(Tally(world.association), Portfolio(world.association), Books(world.association))


def test_figures_are_the_example(world, example):
    figures = EffectFigures(effects(world))
    scope = Scope(Period(2024))
    assert figures.value("effect.municipality", scope) == 2_760_000 * KRONOR
    assert figures.value("effect.state", scope) == -469_200 * KRONOR
    assert figures.value("effect.payback", scope) is None  # no costs are known
    assert figures.value("effect.municipality", Scope(Period(2024, 8))) is None
    assert figures.explain("effect.municipality", scope).parts[0].value == 23


def test_those_who_went_to_work_are_counted_when_no_other_number_is_given(world):
    went_to_work(world, 7)
    save_example(association=world.association, year=2024, by="kontoret", **{**GIVEN, "persons": None})
    assert effects(world).persons(2024) == 7


def test_another_number_of_persons_needs_a_reason(world):
    with pytest.raises(Refused, match="varför"):
        save_example(association=world.association, year=2024, by="kontoret", **{**GIVEN, "persons_reason": " "})
    assert not EffectExample.objects.exists()


def page(client, name: str, method: str = "get", **data):
    address = reverse(f"participants:{name}", kwargs={"association": "an", "period": "2024"})
    return getattr(client, method)(address, data)


def test_the_page_prints_every_way_to_reckon(world, example):
    text = page(world.client(), "effect").content.decode()
    assert "Räkneexempel, inte en utvärdering" in text
    assert text.count("i 2020 års priser") >= 4
    assert "2\u00a0760\u00a0000" in text


def test_a_reader_without_the_right_sees_no_amount_that_tells_a_small_number(world):
    went_to_work(world, 3)
    save_example(association=world.association, year=2024, by="kontoret", **{**GIVEN, "persons": None})
    text = page(world.client("styrelseledamot"), "effect").content.decode()
    assert "360\u00a0000" not in text
    assert "Exemplet visas inte" in text
    assert "360\u00a0000" in page(world.client(), "effect").content.decode()


def test_the_example_tells_of_those_who_went_to_work_where_the_pages_of_counts_do(world):
    went_to_work(world, 7)
    save_example(association=world.association, year=2024, by="kontoret", **{**GIVEN, "persons": None})
    board = world.client("styrelseledamot")
    assert "Exemplet visas inte" in page(board, "effect").content.decode()
    ReportingPeriod.objects.update(closed=timezone.now())
    assert "Exemplet visas inte" not in page(board, "effect").content.decode()


def test_the_office_edits_it_in_kronor(world):
    sent = {**GIVEN, "municipality": "10 000", "region": "1 600", "state": "−1 700", "low_share": "50",
            "high_share": "0", "deflate": "", "with_state": ""}  # fmt: skip
    assert page(world.client(), "effect-edit", "post", **sent).status_code == 302
    made = EffectExample.objects.get()
    assert (made.municipality, made.state, made.low_share) == (1_000_000, -170_000, Decimal("0.50"))


def test_an_index_file_with_a_fault_changes_nothing(world):
    bad = SimpleUploadedFile("kpi.csv", "År;Index\n2020;335,92\n2021;x\n".encode())
    assert page(world.client(), "price-index", "post", file=bad).status_code == 400
    assert not PriceIndex.objects.exists()
    good = SimpleUploadedFile("kpi.csv", "År;Index\n2020;335,92\n".encode())
    assert page(world.client(), "price-index", "post", file=good).status_code == 302
    assert PriceIndex.objects.get().index == Decimal("335.92")


@pytest.mark.parametrize("name", ["effect", "effect-edit", "price-index"])
def test_a_stranger_gets_404(world, name):
    assert page(world.client("stranger"), name).status_code == 404


@pytest.mark.parametrize("name", ["effect-edit", "price-index"])
def test_the_board_reads_but_does_not_edit(world, name):
    assert page(world.client("styrelseledamot"), "effect").status_code == 200
    assert page(world.client("styrelseledamot"), name).status_code == 403
