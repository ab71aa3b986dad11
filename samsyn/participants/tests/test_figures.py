"""Figures of participants: what each says of some counts, and what it is explained by."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.associations.models import Party
from samsyn.core.figure import FigureBook, Measure, Scope, UnknownFigure
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Due, FinancedPost, Intervention, Involvement
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.tests.builder import agreed, claimed, decided, intervention
from samsyn.ledger.queries.books import Books
from samsyn.participants.figures.asked import read
from samsyn.participants.figures.people import ParticipantFigures
from samsyn.participants.models import EarlierYear
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tests.counted import handed_in, period

pytestmark = pytest.mark.django_db
T1 = {"year_opening": (6, 4), "opening": (6, 4), "entry": (1, 1), "new": (10, 8, 1), "ended": (5, 5), "closed": (0, 0),
      "outcome.work": (2, 1), "outcome.study": (1, 0), "outcome.other": (2, 4), "consultations": 7,
      "days": (500, 700), "new..young": (3, 2, 1), "new..older": (7, 6)}  # fmt: skip
T3 = {"opening": (12, 8, 1), "entry": (0, 0), "new": (4, 2), "ended": (5, 5), "closed": (2, 1), "psychiatry": (6, 3),
      "outcome.work": (1, 2), "outcome.study": (0, 0), "outcome.other": (4, 3), "consultations": 3,
      "days": (600, 500)}  # fmt: skip


@pytest.fixture
def vagval(world):
    """21 enrolled by April, 27 + ... over the year; a year before of which only the enrolled are known."""
    made = intervention(world.association)
    agreed(decided(made, {2023: 400_000, 2024: 400_000}))
    claimed(made, 300_000, year=2024)
    handed_in(made, "2024-T1", T1, entry_reason="Tre kom från en annan insats.")
    handed_in(made, "2024-T3", T3, closed_reason="Räkningen rensades.")
    EarlierYear.objects.create(association=world.association, year=2023, variable="enrolled", sex="women", count=20,
                               source="Årsredovisningen 2023")  # fmt: skip
    EarlierYear.objects.create(association=world.association, year=2023, variable="enrolled", sex="men", count=5,
                               source="Årsredovisningen 2023")  # fmt: skip
    return made


def book(association):
    return FigureBook([ParticipantFigures(Tally(association), Portfolio(association), Books(association))])


def value(of, key, code="2024"):
    return book(of.association).value(f"participants.{key}", Scope.parse(code))


def explain(of, key, code="2024"):
    return book(of.association).explain(f"participants.{key}", Scope.parse(code))


@pytest.mark.parametrize(
    ("key", "year", "april"),
    [
        ("opening", 10, 10), ("new", 25, 19), ("new.women", 14, 10), ("new.unstated", 1, 1), ("enrolled", 37, 31),
        ("ended", 20, 10), ("closing", 14, 21), ("closing.men", 4, 8), ("outcome.work", 6, 3), ("work_study", 7, 4),
        ("work_study.men", 3, 1), ("consultations", 10, 7), ("psychiatry", 9, None), ("joint_plans", None, None),
    ],
)  # fmt: skip
def test_flows_are_summed_from_january_and_stocks_stand_at_the_end(vagval, key, year, april):
    assert (value(vagval, key), value(vagval, key, "2024-T1")) == (year, april)


def test_an_age_group_stands_beside_the_total_and_what_was_not_asked_by_age_is_not_known(vagval):
    assert (value(vagval, "new.young", "2024-T1"), value(vagval, "new.young.women", "2024-T1")) == (6, 3)
    assert value(vagval, "ended.young") is None


def test_one_interventions_and_a_municipalitys_counts_come_from_the_reports(vagval):
    area = Party.objects.create(association=vagval.association, name="Åns stad", kind="kommun")
    Involvement.objects.create(association=vagval.association, intervention=vagval, party=area, role="område")
    assert value(vagval, "of.vagval.new") == value(vagval, "in.ans-stad.new") == 25
    assert "Åns stad" in explain(vagval, "in.ans-stad.new").figure.definition
    assert explain(vagval, "of.vagval.new").figure.label == "Vägval: nya deltagare"


def test_a_share_is_of_the_persons_it_tells_of_unrounded(vagval):
    assert value(vagval, "share.work_study") == Decimal(35)
    assert value(vagval, "share.outcome.work.women") == Decimal(30)
    assert round(value(vagval, "share.psychiatry"), 2) == Decimal("24.32")
    assert value(vagval, "share.psychiatry", "2024-T1") is None


def test_a_share_of_a_sex_is_of_everybody_those_not_stated_too(vagval):
    assert value(vagval, "sex_share.new.women") == Decimal(56)
    assert read("participants.sex_share.new") is None


def test_the_mean_is_over_those_who_ended(vagval):
    assert (value(vagval, "mean.days"), value(vagval, "mean.days.women")) == (Decimal(115), Decimal(110))
    told = explain(vagval, "mean.days")
    assert [(part.label, part.value) for part in told.parts] == [
        ("Dagar i insatsen, sammanlagt", 2300),
        ("Avslutade deltagare", 20),
    ]
    assert told.figure.unit is Unit.DAYS


@pytest.mark.parametrize(
    "what, unit",
    [("new", Unit.PERSONS), ("protected_identity", Unit.PERSONS), ("days", Unit.DAYS), ("consultations", Unit.COUNT),
     ("joint_plans", Unit.COUNT), ("joint_plans_present", Unit.COUNT)],
)  # fmt: skip
def test_cases_and_plans_are_counted_as_such_not_as_persons(vagval, what, unit):
    told = explain(vagval, what)
    assert told.figure.unit is unit and {row.unit for row in told.sources} <= {unit}


def test_per_post_takes_full_year_posts_when_every_post_has_them(vagval):
    post = FinancedPost.objects.create(association=vagval.association, intervention=vagval, year=2024,
                                       function="Coach", positions=Decimal("2.5"))  # fmt: skip
    assert value(vagval, "per_post.enrolled") == Decimal(37) / Decimal("2.5")
    assert explain(vagval, "per_post.enrolled").parts[1].label == "Finansierade tjänster"
    FinancedPost.objects.filter(pk=post.pk).update(full_year=Decimal(2))
    assert value(vagval, "per_post.enrolled") == Decimal("18.5")
    assert explain(vagval, "per_post.enrolled").parts[1].label == "Finansierade tjänster, årsarbetare"
    assert value(vagval, "per_post.enrolled", "2024-T1") is None


def test_cost_per_person_is_that_of_the_interventions_that_counted(vagval):
    other = intervention(vagval.association, "stegen", name="Stegen")
    agreed(decided(other, {2024: 50_000}), number="Ö2")
    claimed(other, 50_000, "9", year=2024)
    assert value(vagval, "cost_per.enrolled") == round(30_000_000 / 37)
    assert value(vagval, "of.vagval.cost_per.ended") == 1_500_000
    told = explain(vagval, "cost_per.enrolled")
    assert [row.label for row in told.sources] == ["Vägval"]


def test_nobody_gives_no_share_no_mean_and_no_cost(vagval):
    other = intervention(vagval.association, "stegen", name="Stegen")
    handed_in(other, "2024-T1", {"year_opening": (0, 0), "new": (0, 0), "ended": (0, 0), "outcome.work": (0, 0),
                                 "days": (0, 0)})  # fmt: skip
    for key in ("share.outcome.work", "mean.days", "cost_per.ended"):
        where, kind = "of.stegen", key
        assert value(vagval, f"{where}.{kind}") is None
    assert value(vagval, "of.stegen.ended") == 0


def test_a_change_is_against_the_same_part_of_the_year_before(vagval):
    assert value(vagval, "change.enrolled") == Decimal(48)
    assert value(vagval, "change.enrolled", "2024-T1") is None
    assert value(vagval, "change.ended") is None


def test_a_year_taken_over_says_where_it_was_taken_from(vagval):
    told = explain(vagval, "enrolled", "2023")
    assert (told.value, [row.label for row in told.sources]) == (25, ["Övertaget ur Årsredovisningen 2023"])
    assert told.basis == "Övertaget ur tidigare rapporter"


def test_the_enrolled_are_explained_by_the_flow_and_the_reports(vagval):
    told = explain(vagval, "enrolled")
    assert [(part.operator, part.label, part.value) for part in told.parts] == [
        ("", "Inskrivna vid årets början", 10),
        ("+", "In i räkningen", 2),
        ("+", "Nya deltagare", 25),
    ]
    assert [(row.label, row.value, row.link.kwargs["part"]) for row in told.sources] == [("Vägval", 37, "2024-T3")]
    assert told.remarks[:2] == (
        "Vägval, tertial 1 2024: personer kom in i räkningen. Tre kom från en annan insats.",
        "Vägval, tertial 3 2024: personer togs ur räkningen. Räkningen rensades.",
    )
    assert told.changed_by == "Sam"


def test_a_flow_is_explained_by_sex_and_by_each_report(vagval):
    told = explain(vagval, "new")
    assert [(part.label, part.value) for part in told.parts] == [("Kvinnor", 14), ("Män", 10), ("Ej angivet", 1)]
    assert [(row.label, row.value) for row in told.sources] == [
        ("Vägval, tertial 1 2024", 19),
        ("Vägval, tertial 3 2024", 6),
    ]


def test_every_formula_gives_the_figure(vagval):
    held = book(vagval.association)
    for figure in held.figures():
        told = held.explain(figure.key, Scope(Period(2024)))
        signs = {"": 1, "+": 1, "−": -1}
        if told.parts and all(part.operator in signs for part in told.parts):
            assert sum(signs[part.operator] * part.value for part in told.parts) == told.value, figure.key
        assert told.figure == figure and figure.definition.endswith(".") and figure.label[:1].isupper()


def test_every_listed_figure_is_found_by_its_key_and_none_is_listed_twice(vagval):
    held = book(vagval.association)
    keys = [figure.key for figure in held.figures()]
    assert len(keys) == len(set(keys)) and 40 < len(keys) < 120
    assert all(key in held for key in keys)
    assert "participants.share.outcome.work.women" in keys
    assert "participants.of.vagval.ended" in keys


NO_FIGURES = ("outcome.nonsense", "of.none.new", "in.ingenstans.new", "new.work", "consultations.women", "mean.new",
              "share.new", "income_before", "per_post.new.women", "hej", "share.days")  # fmt: skip


@pytest.mark.parametrize("key", NO_FIGURES)
def test_what_cannot_be_reckoned_is_no_figure(vagval, key):
    held = book(vagval.association)
    assert f"participants.{key}" not in held
    with pytest.raises(UnknownFigure):
        held.value(f"participants.{key}", Scope(Period(2024)))


def test_a_missing_report_is_counted_told_of_and_led_to(vagval):
    intervention(vagval.association, "stegen", name="Stegen")
    intervention(vagval.association, "ny", name="Ny", start=date(2024, 9, 1))
    intervention(vagval.association, "forum", name="Forum", direction="struktur")
    assert (value(vagval, "missing_reports"), value(vagval, "missing_reports", "2024-T1")) == (3, 1)
    told = explain(vagval, "missing_reports")
    assert [row.label for row in told.sources] == [
        "Stegen, tertial 1 2024",
        "Ny, tertial 3 2024",
        "Stegen, tertial 3 2024",
    ]
    assert "Rapporten från Stegen för tertial 1 2024 saknas." in explain(vagval, "ended", "2024-T1").remarks
    assert value(vagval, "missing_reports", "2022") is None
    Due.objects.create(
        association=vagval.association, intervention=Intervention.objects.get(key="stegen"), title="Rapport",
        kind=DueKind.PARTICIPANTS, due=date(2024, 5, 28), role="samordnare", period_from=date(2024, 1, 1),
        period_to=date(2024, 4, 30), dropped="Hade inte börjat.",
    )  # fmt: skip
    assert value(vagval, "missing_reports") == 2


def test_an_opened_period_without_reports_is_all_missing(vagval):
    period(vagval.association, "2025-T1")
    assert value(vagval, "missing_reports", "2025-T1") == 1
    assert value(vagval, "new", "2025-T1") is None


def test_an_association_without_counts_has_no_figures_listed_and_knows_nothing(world):
    held = book(world.association)
    assert [figure.key for figure in held.figures()] == []
    assert held.value("participants.enrolled", Scope(Period(2024))) is None
    assert held.explain("participants.enrolled", Scope(Period(2024))).basis == "Inga inlämnade uppgifter för 2024"


def test_nothing_is_counted_in_a_budget(vagval):
    assert book(vagval.association).value("participants.new", Scope(Period(2024), Measure.BUDGET)) is None


def test_all_figures_of_two_years_cost_a_handful_of_queries(vagval):
    held = book(vagval.association)
    keys = [figure.key for figure in held.figures()]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for key in keys:
            held.value(key, Scope(Period(2024)))
            held.value(key, Scope(Period(2023)))
    assert len(asked) < 25
