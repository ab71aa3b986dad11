"""Flerårsplan, forecast and a member's own money: every part explained; an application changes what it should."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samsyn.associations.models import Contribution
from samsyn.catalogue import figures_of
from samsyn.core.figure import Scope
from samsyn.core.models import Event
from samsyn.core.money import MINUS, NBSP
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions import outlook as actions
from samsyn.interventions.domain.commitments import Entry, EntryKind
from samsyn.interventions.domain.outlook import (
    Amount,
    Course,
    Parts,
    Unspent,
    forecast,
    least_room,
    months_run,
    plan,
    unspent,
)
from samsyn.interventions.domain.words import ChoiceKind, DecisionKind, UnusedRule
from samsyn.interventions.models import (
    Application,
    ApplicationBudget,
    Assumption,
    Confirmation,
    FollowUp,
    ForecastOverride,
    Involvement,
)
from samsyn.interventions.queries.lists import choices
from samsyn.interventions.queries.outlook import outlook_of
from samsyn.interventions.tests.builder import KR, agreed, claimed, decided, intervention
from samsyn.ledger.actions.plans import add_plan
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.models import Allocation, HistoryAmount, MappingRow, Plan, PlanRow

MKR = 1_000_000 * KR


def amount(value, **more):
    return Amount(value, **more)


# --- the arithmetic -------------------------------------------------------------------------------------------------


def year(of, *, contributions=100, office=30, other=0, given=50, **more):
    return Parts(of, amount(contributions), amount(other), amount(office), given, **more)


def test_closing_equity_is_opening_and_income_less_office_and_decided_amounts():
    first, second = plan(20, [year(2025), year(2026, given=10, unspent=3, undecided=7)], lambda p: 20, {})
    assert (first.opening, first.closing, first.room) == (20, 40, 20)
    assert (second.opening, second.closing, second.room) == (40, 90, 70)


def test_a_decision_in_one_year_lowers_all_later_ones():
    years = plan(20, [year(y) for y in (2025, 2026, 2027)], lambda p: 20, {2026: 5, 2027: 1})
    assert [y.closing for y in years] == [40, 60, 80]
    assert [y.closing_with for y in years] == [40, 55, 74]
    assert [y.room_with for y in years] == [20, 35, 54]


def test_the_least_room_ahead_bounds_a_new_decision():
    years = plan(100, [year(2025), year(2026, given=150), year(2027)], lambda p: 20, {})
    assert [y.room for y in years] == [100, 20, 40]
    assert (least_room(years, 2025), least_room(years, 2027), least_room(years, 2030)) == (20, 40, None)


def test_what_is_not_known_makes_what_rests_on_it_unknown():
    years = plan(None, [year(2025)], lambda p: 20, {})
    assert (years[0].closing, years[0].room) == (None, None)
    years = plan(20, [year(2025, office=None), year(2026)], lambda p: None, {})
    assert [y.closing for y in years] == [None, None]


def test_a_booked_year_tells_what_differed_from_the_plan():
    first, second = plan(20, [year(2025, booked=33), year(2026)], lambda p: 20, {})
    assert (first.planned, first.difference, first.closing, second.opening) == (40, -7, 33, 33)


def entry(kind, amount, of=0, day=date(2024, 6, 1)):
    return Entry(1, day, kind, amount, year=of)


@pytest.mark.parametrize(
    ("rule", "end", "expected"),
    [
        (UnusedRule.CARRIED, date(2025, 12, 31), Unspent(30, 0)),
        (UnusedRule.RETURNS, date(2025, 12, 31), Unspent(0, 0)),
        (UnusedRule.DECISION, date(2025, 12, 31), Unspent(0, 30)),
        (UnusedRule.CARRIED, date(2024, 12, 31), Unspent(0, 0)),
        (UnusedRule.DECISION, date(2024, 12, 31), Unspent(0, 30)),
    ],
)
def test_what_is_left_of_a_year_goes_where_the_decision_says(rule, end, expected):
    held = [
        entry(EntryKind.DECIDED, 100, 2024),
        entry(EntryKind.DECIDED, 50, 2025),
        entry(EntryKind.REQUISITIONED, -70),
    ]
    assert unspent(held, rule, 2024, end) == expected


def test_what_was_used_in_advance_lowers_the_next_year_whatever_the_rule():
    held = [entry(EntryKind.DECIDED, 100, 2024), entry(EntryKind.ACCRUED, -120, day=date(2024, 12, 31))]
    for rule in UnusedRule:
        assert unspent(held, rule, 2024, None) == Unspent(-20, 0)


@pytest.mark.parametrize(
    ("course", "expected", "said"),
    [
        (Course(120_00, 40_00, 40_00, 4), 120_00, "samma takt"),
        (Course(120_00, 30_00, 30_00, 4), 90_00, "samma takt"),
        (Course(100_00, 40_00, 40_00, 4), 100_00, "Takten ger mer"),
        (Course(100_00, 0, 0, 0), 100_00, "Ingen takt"),
        (Course(100_00, 5_00, 0, 0), 100_00, "Ingen takt"),
        (Course(120_00, 45_00, 40_00, 4), 120_00, "Takten ger mer"),
        (Course(150_00, 45_00, 40_00, 4), 125_00, "samma takt"),
        (Course(120_00, 40_00, 40_00, 4, last=6), 60_00, "samma takt"),
        (Course(120_00, 40_00, 40_00, 8, first=5), 80_00, "samma takt"),
        (Course(120_00, 40_00, 40_00, 8, last=8), 40_00, "Hela tiden är rekvirerad"),
        (Course(120_00, 7_00, 0, 0, first=1, last=0), 7_00, "pågår inte"),
        (Course(120_00, 99_00, 30_00, 4, over=True), 99_00, "Året är slut"),
    ],
)
def test_the_forecast_is_so_far_and_the_same_pace_never_above_what_is_decided(course, expected, said):
    guess = forecast(course)
    assert guess.amount == expected
    assert said in guess.how


def test_an_early_stop_shortens_the_year():
    assert months_run(date(2023, 1, 1), date(2024, 8, 31), 2024) == (1, 8)
    assert months_run(date(2024, 5, 1), None, 2024) == (5, 12)
    assert months_run(date(2025, 1, 1), None, 2024) == (1, 0)
    assert months_run(date(2022, 1, 1), date(2023, 12, 31), 2024) == (1, 0)


# --- where the parts come from --------------------------------------------------------------------------------------


@pytest.fixture
def mapped(world):
    rows = (
        (3980, 3989, "revenue", "Medlemsbidrag"), (3990, 3999, "revenue", "Övriga intäkter"),
        (4000, 4999, "costs", "Bidrag till insatser"), (5000, 7699, "costs", "Kansli"),
    )  # fmt: skip
    for position, (first, last, line, row) in enumerate(rows):
        MappingRow.objects.create(
            association=world.association, account_from=first, account_to=last, line=line, note=1 + (line == "costs"),
            note_row=row, operating_row=row, position=position,
        )  # fmt: skip
    return world


def budget(world, of, kind="budget", month=0, **amounts):
    rows = [PlanAmount(ore * KR, account=int(account[1:])) for account, ore in amounts.items()]
    return add_plan(association=world.association, year=of, kind=kind, rows=rows, origin="prov", by="prov", month=month)


@pytest.fixture
def vagval(mapped):
    """400 tkr a year 2024 and 2025; 350 tkr used in 2024; equity 2 Mkr at its end; 8 Mkr from members in 2024."""
    world = mapped
    made = intervention(world.association)
    agreed(decided(made, {2024: 400_000, 2025: 400_000}, unused=UnusedRule.CARRIED))
    claimed(made, 350_000, "1", year=2024)
    HistoryAmount.objects.create(association=world.association, year=2024, line="equity", amount=2 * MKR)
    for name, kind, ore in (("Försäkringskassan", "stat", 4), ("Region Ån", "region", 2), ("Åns kommun", "kommun", 2)):
        Contribution.objects.create(
            association=world.association, party=world.party(name, kind), year=2024, amount=ore * MKR
        )
    budget(world, 2025, k4010=-400_000, k7210=-2_500_000, k3990=100_000)
    return made


def value(world, name, period="2025"):
    return figures_of(world.association).value(name, Scope(Period.parse(period)))


def test_the_plan_takes_each_part_from_its_place_and_says_what_is_assumed(mapped, vagval):
    world = mapped
    one = outlook_of(world.association).year(2025)
    assert (one.opening, one.parts.contributions) == (2 * MKR, Amount(8 * MKR, "Antaget: samma som 2024", assumed=True))
    assert (one.parts.office.value, one.parts.other.value) == (2_500_000 * KR, 100_000 * KR)
    assert (one.parts.decided, one.parts.unspent, one.parts.undecided) == (400_000 * KR, 50_000 * KR, 0)
    closing = 2 * MKR + 8 * MKR + 100_000 * KR - 2_500_000 * KR - 450_000 * KR
    assert value(world, "outlook.closing_equity") == closing
    assert value(world, "outlook.limit") == 1_600_000 * KR
    assert value(world, "outlook.room") == closing - 1_600_000 * KR
    assert value(world, "outlook.opening_equity", "2026") == closing


def test_a_later_version_or_a_typed_amount_goes_before_the_same_as_last_year(mapped, vagval):
    world = mapped
    user = world.user("ekonom")
    actions.set_assumption(
        world.association, kind="medlemsbidrag", year=2026, amount=7 * MKR, reason="Staten minskar.", by=user
    )
    assert value(world, "outlook.contributions", "2026") == 7 * MKR
    Allocation.objects.create(
        association=world.association, year=2026, stage="preliminär", date=date(2025, 11, 1), total=9 * MKR,
        created_by="prov",
    )  # fmt: skip
    found = figures_of(world.association).explain("outlook.contributions", Scope(Period(2026)))
    assert (found.value, found.basis) == (9 * MKR, "Preliminärt belopp från staten 2025-11-01")
    assert value(world, "outlook.contributions", "2027") == 9 * MKR


def test_the_room_is_explained_down_to_the_decisions(mapped, vagval):
    book = figures_of(mapped.association)
    scope = Scope(Period(2025))
    room = book.explain("outlook.room", scope)
    assert [(part.figure, part.operator) for part in room.parts] == [
        ("outlook.closing_equity", ""), ("outlook.limit", "−"),
    ]  # fmt: skip
    closing = book.explain("outlook.closing_equity", scope)
    signed = sum((part.value or 0) * (-1 if part.operator == "−" else 1) for part in closing.parts)
    assert signed == closing.value
    assert all(part.figure in book for part in closing.parts)
    assert [(row.label, row.value) for row in book.explain("outlook.decided", scope).sources] == [
        ("Vägval", 400_000 * KR)
    ]
    assert [(row.label, row.value) for row in book.explain("outlook.office", scope).sources] == [
        ("Kansli", 2_500_000 * KR)
    ]
    for name in ("opening_equity", "contributions", "other", "unspent", "undecided", "limit", "difference"):
        assert book.explain(f"outlook.{name}", scope).value == book.value(f"outlook.{name}", scope)


def test_what_needs_a_decision_is_told_apart_and_still_counts_as_promised(mapped, vagval):
    world = mapped
    other = intervention(world.association, "nya", name="Nya vägar")
    decided(other, {2024: 100_000})
    assert value(world, "outlook.undecided") == 100_000 * KR
    assert value(world, "outlook.decided") == 400_000 * KR
    before = value(world, "outlook.room")
    decided(other, {2024: -100_000}, date(2025, 2, 1), DecisionKind.RETURN)
    assert value(world, "outlook.undecided") == 0
    assert value(world, "outlook.room") == before + 100_000 * KR


def test_what_returned_no_longer_burdens_the_plan(mapped, vagval):
    before = value(mapped, "outlook.room", "2026")
    decided(vagval, {2025: -150_000}, date(2025, 3, 1), DecisionKind.REDUCTION, reason="Vakans")
    assert value(mapped, "outlook.decided") == 250_000 * KR
    assert value(mapped, "outlook.room", "2026") == before + 150_000 * KR


def test_without_any_books_the_plan_says_that_it_does_not_know(mapped):
    assert value(mapped, "outlook.closing_equity") is None
    text = mapped.client("ekonom").get(at("outlook")).content.decode()
    assert 'class="tomt"' in text and "uppgift saknas" in text


# --- forecast -------------------------------------------------------------------------------------------------------


@pytest.fixture
def running(mapped, vagval):
    """Vägval after August 2025: T1 requisitioned with 120 tkr."""
    claimed(vagval, 120_000, "2025-1", year=2025)
    return vagval


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


def test_all_that_is_wrong_with_an_assumption_is_said_at_once(mapped):
    with pytest.raises(Refused) as refused:
        actions.set_assumption(mapped.association, kind="annat", year=2026, amount=-1, reason="", by="prov")
    assert len(refused.value.errors) == 3
    actions.set_assumption(mapped.association, kind="kansli", year=2026, amount=5, reason="Gissning", by="prov")
    actions.set_assumption(mapped.association, kind="kansli", year=2026, amount=None, reason="", by="prov")
    assert not Assumption.objects.exists()


# --- pages ----------------------------------------------------------------------------------------------------------


def at(name, *args, period="2025"):
    return reverse(f"interventions:{name}", args=["an", period, *args])


def applied(world, title="Ny insats", state="bereds", **amounts):
    made = Application.objects.create(
        association=world.association, title=title, state=state, applicant=world.party(), created_by="prov"
    )
    pay = choices(world.association, ChoiceKind.COST_TYPE).first()
    for of, kronor in amounts.items():
        ApplicationBudget.objects.create(
            association=world.association, application=made, year=int(of[1:]), cost_type=pay, amount=kronor * KR
        )
    return made


def kr(kronor):
    return f"{abs(kronor):,}".replace(",", NBSP) if kronor >= 0 else MINUS + f"{-kronor:,}".replace(",", NBSP)


def test_an_application_switched_in_lowers_its_years_and_all_later_and_out_again_nothing(mapped, vagval):
    one = applied(mapped, y2025=200_000, y2026=300_000)
    client = mapped.client("styrelseledamot")
    plain = client.get(at("outlook")).content.decode()
    tried = client.get(at("outlook"), {"ansokan": one.pk}).content.decode()
    rooms = [value(mapped, "outlook.room", str(y)) // KR for y in (2025, 2026, 2027, 2028)]
    for room in rooms:
        assert kr(room) in plain and kr(room) in tried  # what it is without stays, each a door
    for room, less in zip(rooms, (200_000, 500_000, 500_000, 500_000), strict=True):
        assert kr(room - less) in tried and kr(room - less) not in plain
    assert "Med de valda ansökningarna" in tried and "Med de valda" not in plain
    assert f'value="{one.pk}" checked' in tried
    assert f'value="{one.pk}" checked' not in client.get(at("outlook"), {"ansokan": "x"}).content.decode()


def test_only_applications_under_preparation_can_be_tried(mapped, vagval):
    applied(mapped, "Under beredning")
    applied(mapped, "Redan avslagen", "återtagen")
    applied(mapped, "Bara utkast", "utkast")
    text = mapped.client("forbundschef").get(at("outlook")).content.decode()
    assert "Under beredning" in text and "Redan avslagen" not in text and "Bara utkast" not in text


def test_every_amount_of_the_plan_is_a_door_and_what_is_assumed_is_marked(mapped, vagval):
    text = mapped.client("ekonom").get(at("outlook")).content.decode()
    for of in ("2025", "2026", "2027", "2028"):
        for name in ("contributions", "opening_equity", "office", "decided", "closing_equity", "limit", "room"):
            assert f"outlook.{name}/{of}/" in text
    assert "Antaget: samma som 2024" in text
    assert mapped.client("ekonom").get("/an/2025/siffror/outlook.room/2025/").status_code in (200, 404)


@pytest.fixture
def addresses(running):
    reading = [at("outlook"), at("forecast", period="2025-08")]
    writing = [at("outlook-assumption"), at("forecast-edit", running.pk, period="2025-08")]
    return reading, writing


def test_who_may_open_what(mapped, addresses):
    reading, writing = addresses
    for role in ("forbundschef", "ekonom"):
        assert {mapped.client(role).get(path).status_code for path in reading + writing} == {200}
    for role in ("verksamhetsutvecklare", "styrelseledamot", "revisor"):
        assert {mapped.client(role).get(path).status_code for path in reading} == {200}
        assert {mapped.client(role).get(path).status_code for path in writing} == {403}
    for role in ("systemforvaltare", "registrator", "beredning", "medlemsrepresentant"):
        assert {mapped.client(role).get(path).status_code for path in reading + writing} == {403}
    for role in ("insatsagare", "samordnare"):
        client = mapped.login(mapped.party_user(role))
        assert {client.get(path).status_code for path in reading + writing} == {403}
    assert mapped.client("styrelseledamot").post(at("forecast-sum")).status_code == 403


def test_a_stranger_gets_404_on_every_page(mapped, addresses):
    for path in (*addresses[0], *addresses[1], at("our-money"), at("forecast-sum")):
        assert mapped.client("stranger").get(path).status_code == 404
        assert mapped.client("stranger").post(path).status_code == 404


def test_another_associations_intervention_is_not_found(mapped, running):
    other = intervention(mapped.other, "annan", project="")
    assert mapped.client("ekonom").get(at("forecast-edit", other.pk)).status_code == 404


def test_a_forecast_is_typed_on_its_page(mapped, running):
    client = mapped.client("ekonom")
    path = at("forecast-edit", running.pk, period="2025-08")
    text = client.post(path, {"amount": "300 000", "reason": ""}).content.decode()
    assert text.count("Skriv varför prognosen blir en annan") == 2
    assert client.post(path, {"amount": "300 000", "reason": "Vakant"}).status_code == 302
    text = client.get(at("forecast", period="2025-08")).content.decode()
    assert f"300{NBSP}000" in text and "Vakant" in text and f"360{NBSP}000" in text


def test_an_assumption_is_typed_on_its_page(mapped, vagval):
    client = mapped.client("ekonom")
    typed = {"kind": "kansli", "year": "2026", "amount": "2 600 000", "reason": ""}
    assert client.post(at("outlook-assumption"), typed).content.decode().count("Skriv vad antagandet bygger på.") == 2
    assert client.post(at("outlook-assumption"), {**typed, "reason": "Ny hyra"}).status_code == 302
    assert value(mapped, "outlook.office", "2026") == 2_600_000 * KR
    assert "Ny hyra" in client.get(at("outlook")).content.decode()


def test_the_sum_is_laid_in_the_forecast_from_the_page(mapped, running):
    client = mapped.client("ekonom")
    answer = client.post(at("forecast-sum", period="2025-08"), follow=True).content.decode()
    assert "Det finns ingen prognos efter augusti 2025" in answer
    budget(mapped, 2025, "prognos", 8, k4010=-300_000)
    assert (
        "ligger nu på insatsernas rad"
        in client.post(at("forecast-sum", period="2025-08"), follow=True).content.decode()
    )
    assert Plan.objects.filter(kind="prognos").count() == 1


# --- våra pengar ----------------------------------------------------------------------------------------------------


def test_a_member_sees_what_its_money_did_here(mapped, vagval):
    world = mapped
    away = intervention(world.association, "borta", name="Långt borta", owner=world.party("Bäckens kommun"))
    decided(away, {2024: 100_000})
    claimed(away, 100_000, "9", year=2024)
    Involvement.objects.filter(intervention=away).delete()
    client = world.login(world.party_user("medlemsrepresentant", "Åns kommun"))
    text = client.get(at("our-money", period="2024")).content.decode()
    assert "25,00 %" in text  # 2 of 8 Mkr
    assert f"350{NBSP}000" in text and f"87{NBSP}500" in text  # the cost, and our part
    assert "Vägval" in text and "Långt borta" not in text
    assert f"100{NBSP}000{NBSP}kr, vår del 25{NBSP}000{NBSP}kr" in text  # interventions elsewhere
    region = world.client("ekonom").get(at("our-money", period="2024"), {"part": world.party("Region Ån").pk})
    assert "Långt borta" in region.content.decode()


def test_what_came_of_it_and_where_it_lives_on(mapped, vagval):
    vagval.state, vagval.end = "avslutad", date(2024, 12, 31)
    vagval.implemented, vagval.implemented_where = "delvis", "i kommunens ordinarie verksamhet"
    vagval.save()
    FollowUp.objects.create(
        association=mapped.association, intervention=vagval, final=True, period_from=date(2023, 1, 1),
        period_to=date(2024, 12, 31), state="inlämnad", outcome="Elva personer fick arbete.", implemented="delvis",
        created_by="prov",
    )  # fmt: skip
    text = mapped.login(mapped.party_user("medlemsrepresentant")).get(at("our-money", period="2024")).content.decode()
    assert "Lever vidare delvis: i kommunens ordinarie verksamhet." in text
    assert "Elva personer fick arbete." in text


def test_a_member_gets_404_on_anothers_money_and_the_office_chooses(mapped, vagval):
    own, other = mapped.party("Åns kommun"), mapped.party("Region Ån")
    client = mapped.login(mapped.party_user("medlemsrepresentant", "Åns kommun"))
    assert client.get(at("our-money"), {"part": own.pk}).status_code == 200
    assert client.get(at("our-money"), {"part": other.pk}).status_code == 404
    assert client.get(at("our-money"), {"part": "x"}).status_code == 404
    for role in ("forbundschef", "ekonom", "verksamhetsutvecklare", "styrelseledamot", "revisor"):
        assert mapped.client(role).get(at("our-money"), {"part": other.pk}).status_code == 200
    for role in ("systemforvaltare", "registrator", "beredning"):
        assert mapped.client(role).get(at("our-money")).status_code == 403
    assert mapped.login(mapped.party_user("insatsagare")).get(at("our-money")).status_code == 403


def test_the_plan_costs_the_same_few_queries_however_many_interventions(mapped, vagval, django_assert_max_num_queries):
    client = mapped.client("ekonom")
    for number in range(12):
        made = intervention(mapped.association, f"nr{number}", name=f"Insats {number}")
        decided(made, {2025: 10_000})
    with django_assert_max_num_queries(60):
        client.get(at("outlook"))
    with django_assert_max_num_queries(60):
        client.get(at("forecast", period="2025-08"))
