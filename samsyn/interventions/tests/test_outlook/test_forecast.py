"""The forecast of the year: the pace, what is typed over it, and the sum laid in the ledger's."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.catalogue import figures_of
from samsyn.core.figure import Scope
from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions import outlook as actions
from samsyn.interventions.models import Confirmation, ForecastOverride
from samsyn.interventions.tests.builder import KR, claimed
from samsyn.interventions.tests.test_outlook.plans import MKR, budget, value
from samsyn.ledger.models import PlanRow


def test_the_pace_of_the_requisitioned_months_carries_to_the_years_end(mapped, running):
    assert value(mapped, "intervention.vagval.forecast", "2025-08") == 360_000 * KR
    assert value(mapped, "interventions.forecast", "2025-08") == 360_000 * KR
    running.end = date(2025, 6, 30)
    running.save()
    assert value(mapped, "intervention.vagval.forecast", "2025-08") == 180_000 * KR


def test_an_earlier_years_difference_is_not_part_of_the_pace(mapped, running):
    answer = Confirmation.objects.create(
        association=mapped.association, intervention=running, year=2024, asked=date(2024, 12, 1),
        due=date(2025, 1, 15), answered=date(2025, 1, 10), amount=10_000 * KR,
    )  # fmt: skip
    claimed(
        running, 15_000, "sen", year=2025, settles=answer, settled=10_000 * KR, cost_date=date(2025, 2, 1),
        period_from=date(2024, 9, 1), period_to=date(2024, 12, 31),
    )  # fmt: skip
    assert value(mapped, "intervention.vagval.forecast", "2025-08") == 365_000 * KR


def test_a_typed_forecast_goes_first_with_its_reason_and_empty_goes_back(mapped, running):
    user = mapped.user("ekonom")
    with pytest.raises(Refused, match="Skriv varför"):
        actions.set_forecast(running, year=2025, month=8, amount=1, reason=" ", by=user)
    with pytest.raises(Refused, match="januari till december"):
        actions.set_forecast(running, year=2025, month=13, amount=-1, reason="x", by=user)
    actions.set_forecast(running, year=2025, month=8, amount=300_000 * KR, reason="Vakant tjänst", by=user)
    assert value(mapped, "intervention.vagval.forecast", "2025-08") == 300_000 * KR
    assert value(mapped, "intervention.vagval.forecast", "2025-12") != 300_000 * KR
    said = figures_of(mapped.association).explain("intervention.vagval.forecast", Scope(Period(2025, 8)))
    assert "Vakant tjänst" in said.remarks[0]
    assert ForecastOverride.objects.get().computed == 360_000 * KR
    actions.set_forecast(running, year=2025, month=8, amount=None, reason="", by=user)
    assert value(mapped, "intervention.vagval.forecast", "2025-08") == 360_000 * KR
    assert Event.objects.filter(verb="outlook.forecast").count() == 2


def test_the_sum_gives_the_result_and_can_be_laid_in_the_ledgers_forecast(mapped, running):
    world = mapped
    expected = 8 * MKR + 100_000 * KR - 2_500_000 * KR - 360_000 * KR
    assert value(world, "outlook.result_forecast", "2025-08") == expected
    book, scope = figures_of(world.association), Scope(Period(2025, 8))
    parts = book.explain("outlook.result_forecast", scope).parts
    assert sum((part.value or 0) * (-1 if part.operator == "−" else 1) for part in parts) == expected
    assert [part.value for part in book.explain("interventions.forecast", scope).parts] == [360_000 * KR]
    with pytest.raises(Refused, match="ingen prognos efter augusti 2025"):
        actions.put_in_result_forecast(world.association, year=2025, month=8, by=world.user("ekonom"))
    made = budget(world, 2025, "prognos", 8, k4010=-300_000, k4020=-50_000, k7210=-2_400_000)
    actions.put_in_result_forecast(world.association, year=2025, month=8, by=world.user("ekonom"))
    rows = dict(PlanRow.objects.filter(plan=made).values_list("account", "amount"))
    assert rows == {4010: -360_000 * KR, 7210: -2_400_000 * KR}
    assert value(world, "outlook.result_forecast", "2025-08") == 8 * MKR - 2_400_000 * KR - 360_000 * KR


def test_only_ekonom_and_head_type_forecasts_and_assumptions(mapped, running):
    for role in ("verksamhetsutvecklare", "styrelseledamot", "registrator"):
        with pytest.raises(PermissionDenied):
            actions.set_forecast(running, year=2025, month=8, amount=1, reason="x", by=mapped.user(role))
        with pytest.raises(PermissionDenied):
            actions.set_assumption(
                mapped.association, kind="kansli", year=2026, amount=1, reason="x", by=mapped.user(role)
            )
    with pytest.raises(PermissionDenied):
        actions.set_forecast(running, year=2025, month=8, amount=1, reason="x", by=mapped.stranger)
