"""Figures of the association: values, explanations, few queries."""

from datetime import date
from decimal import Decimal

import pytest

from samsyn.associations.checks import CHECKS, contributions_by_law
from samsyn.associations.figures import AssociationFigures
from samsyn.associations.models import Contribution, Mandate, OfficePost, Party, StaffYear
from samsyn.associations.tests.factories import with_contributions
from samsyn.core.check import Outcome
from samsyn.core.figure import FigureBook, Measure, Scope, UnknownFigure
from samsyn.core.period import Period

YEAR = Scope(Period(2024))


def value(association, key, scope=YEAR):
    return AssociationFigures(association).value(key, scope)


def test_contributions_are_summed_by_kind_and_in_all(world):
    with_contributions(world.association)
    with_contributions(world.other)
    assert value(world.association, "association.contributions") == 800_000_00
    assert value(world.association, "association.contributions.state") == 400_000_00
    assert value(world.association, "association.contributions.region") == 200_000_00
    assert value(world.association, "association.contributions.municipalities") == 200_000_00
    assert value(world.association, "association.contribution.adals-kommun") == 150_000_00


def test_a_year_without_amounts_is_not_known_rather_than_nothing(world):
    with_contributions(world.association)
    keys = ("association.contributions", "association.contributions.state", "association.contribution.ons-kommun",
            "association.staff", "association.board_members")  # fmt: skip
    assert [value(world.association, key, Scope(Period(2019))) for key in keys] == [None] * 5


def test_only_the_outcome_is_known(world):
    with_contributions(world.association)
    assert value(world.association, "association.contributions", Scope(Period(2024), Measure.BUDGET)) is None


def test_a_part_of_the_year_has_the_whole_year_s_contribution_and_says_so(world):
    with_contributions(world.association)
    family, scope = AssociationFigures(world.association), Scope(Period(2024, 8))
    assert family.value("association.contributions", scope) == 800_000_00
    assert "hela året" in family.explain("association.contributions", scope).remarks[0]


def test_staff_comes_from_posts_and_leaves_bought_services_out(world):
    for kind, percent in (("anställd", 100), ("vikarie", 50), ("köpt tjänst", 40)):
        OfficePost.objects.create(association=world.association, title=kind, kind=kind, percent=Decimal(percent),
                                  start=date(2024, 1, 1))  # fmt: skip
    StaffYear.objects.create(association=world.association, year=2024, average=9)
    assert value(world.association, "association.staff") == Decimal("1.5")
    assert value(world.association, "association.staff", Scope(Period(2024, 6))) == Decimal("1.5")
    explained = AssociationFigures(world.association).explain("association.staff", YEAR)
    assert [part.value for part in explained.parts] == [1, Decimal("0.5")]
    assert "köpt tjänst" in explained.remarks[0]


def test_staff_of_a_year_without_posts_is_taken_over_from_earlier_reports(world):
    StaffYear.objects.create(association=world.association, year=2020, average=Decimal("2.6"))
    assert value(world.association, "association.staff", Scope(Period(2020))) == Decimal("2.6")
    assert value(world.association, "association.staff", Scope(Period(2020, 8))) is None
    explained = AssociationFigures(world.association).explain("association.staff", Scope(Period(2020)))
    assert "tidigare redovisning" in explained.basis


def test_parties_are_counted_with_those_another_pays_for(world):
    with_contributions(world.association)
    Party.objects.filter(name="Försäkringskassan").update(pays_for="Arbetsförmedlingen")
    Party.objects.filter(name="Öns kommun").update(to_year=2023)
    assert value(world.association, "association.parties") == 4
    assert value(world.association, "association.municipalities") == 1
    assert value(world.association, "association.parties", Scope(Period(2023))) == 5
    assert value(world.other, "association.parties") is None


def test_board_members_are_those_at_the_period_s_end_without_deputies(world):
    for kind, end in (("ordförande", None), ("ledamot", date(2024, 6, 30)), ("ersättare", None), ("revisor", None)):
        Mandate.objects.create(association=world.association, person=kind, kind=kind, start=date(2023, 1, 1), end=end)
    assert value(world.association, "association.board_members") == 1
    assert value(world.association, "association.board_members", Scope(Period(2024, 6))) == 2


def test_an_explanation_s_parts_add_up_to_the_value_and_each_part_is_a_figure(world):
    with_contributions(world.association)
    family = AssociationFigures(world.association)
    for key in ("association.contributions", "association.contributions.municipalities"):
        explained = family.explain(key, YEAR)
        assert sum(part.value for part in explained.parts) == explained.value
        assert sum(row.value for row in explained.sources) == explained.value
        for part in explained.parts:
            assert family.value(part.figure, part.scope) == part.value


def test_every_figure_has_a_definition_and_can_be_explained(world):
    with_contributions(world.association)
    book = FigureBook([AssociationFigures(world.association)])
    for figure in book.figures():
        assert figure.definition.endswith(".")
        assert book.explain(figure.key, YEAR).value == book.value(figure.key, YEAR)


def test_names_that_read_alike_get_keys_of_their_own(world):
    for position, name in enumerate(("Åre", "Are"), start=1):
        Party.objects.create(association=world.association, name=name, kind="kommun", position=position)
    keys = [figure.key for figure in AssociationFigures(world.association).figures()]
    assert {"association.contribution.are", "association.contribution.are-2"} <= set(keys)


def test_an_unknown_figure_is_said_to_be_unknown(world):
    family = AssociationFigures(world.association)
    for ask in (family.value, family.explain):
        with pytest.raises(UnknownFigure):
            ask("association.happiness", YEAR)


def test_all_figures_of_many_years_cost_five_queries(world, django_assert_max_num_queries):
    with_contributions(world.association)
    family = AssociationFigures(world.association)
    with django_assert_max_num_queries(5):
        for year in range(2018, 2025):
            for figure in family.figures():
                family.value(figure.key, Scope(Period(year)))


def findings(association, year=2024):
    return contributions_by_law(FigureBook([AssociationFigures(association)]), Period(year))


def test_the_check_holds_names_the_rounding_and_fails_with_amounts(world):
    with_contributions(world.association)
    assert [finding.outcome for finding in findings(world.association)] == [Outcome.HOLDS]
    Contribution.objects.filter(party__name="Öns kommun").update(amount=50_001_00)
    sentence = findings(world.association)[0].sentence
    assert "Kommunerna betalar 0,75\u00a0kr mer än sin del; det är avrundning." in sentence
    Contribution.objects.filter(party__name="Öns kommun").delete()
    failed = findings(world.association)
    assert [finding.outcome for finding in failed] == [Outcome.FAILS] * 3
    assert findings(world.association, 2019)[0].outcome is Outcome.UNKNOWN
    assert CHECKS[0].run is contributions_by_law
