"""What the sums of the register are."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from samsyn.core.figure import Measure, Scope, UnknownFigure
from samsyn.core.period import Period
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.figures.structure import OF_PARTS, WHATS, StructureFigures
from samsyn.participants.tests.occasions import METHOD, OPS, bare, forum, from_kit

KIT = pytest.mark.skipif(not OPS.exists(), reason="needs the shared cases")


def value(figures: StructureFigures, key: str, code: str = "2022"):
    return figures.value(f"structure.{key}", Scope.parse(code))


def test_figures_are_sums_of_the_register(world):
    forum(world.association)
    forum(world.association, name="BIP", kind="utbildning", purpose="kunskap", start=date(2022, 10, 1), times=4)
    figures = StructureFigures(world.association)
    assert (value(figures, "participants"), value(figures, "unique"), value(figures, "occasions")) == (156, 96, 5)
    assert (value(figures, "cooperation.participants"), value(figures, "knowledge.occasions")) == (78, 4)
    assert (value(figures, "cooperation.from_municipalities"), value(figures, "cost")) == (41, 62_400_00)
    assert value(figures, "kind.dialog.participants") == 0


def test_an_occasion_counts_in_the_period_of_its_last_day(world):
    forum(world.association, start=date(2021, 10, 5), end=date(2022, 3, 17))
    figures = StructureFigures(world.association)
    assert [value(figures, "participants", code) for code in ("2021", "2022-02", "2022-03", "2022")] == [
        None, None, 78, 78,
    ]  # fmt: skip


def test_nothing_known_is_none_and_never_zero(world):
    figures = StructureFigures(world.association)
    assert value(figures, "participants") is None
    bare(world.association)
    figures = StructureFigures(world.association)
    assert (value(figures, "participants"), value(figures, "occasions")) == (None, 1)
    assert figures.value("structure.participants", Scope(Period(2022), Measure.BUDGET)) is None


def test_planned_cancelled_and_uncounted_are_left_out_of_the_counts(world):
    forum(world.association)
    forum(world.association, name="Utanför", counted=False)
    ahead = timezone.localdate() + timedelta(days=1)
    bare(world.association, "Sen", state="planerad", start=ahead, budget=100)
    bare(world.association, "Nej", state="inställd", start=date(2022, 3, 3), budget=700, cost=50)
    figures = StructureFigures(world.association)
    assert value(figures, "participants") == 78
    assert (value(figures, "cost"), value(figures, "budget")) == (62_400_00, 100_000_00)
    assert value(figures, "occasions", str(ahead.year)) is None


def test_an_explanation_lists_every_row_with_its_door_and_says_what_is_missing(world):
    made = forum(world.association)
    bare(world.association, "Styrgrupp")
    forum(world.association, name="Utanför", counted=False)
    found = StructureFigures(world.association).explain("structure.participants", Scope.parse("2022"))
    assert [(row.label, row.value, row.link.view, row.link.kwargs["pk"]) for row in found.sources] == [
        ("Handläggarforum", 78, "participants:occasion", made.pk)
    ]
    assert sum(row.value for row in found.sources) == found.value == sum(part.value or 0 for part in found.parts)
    assert found.remarks == ("Uppgift saknas för Styrgrupp.", "Räknas inte i rapporten: Utanför.")


def test_an_estimate_says_how_it_was_made(world):
    forum(world.association)
    found = StructureFigures(world.association).explain("structure.unique", Scope.parse("2022"))
    assert METHOD in found.sources[0].note


def test_an_intervention_has_its_own_sums_and_an_unknown_key_none(world):
    one = intervention(world.association, "natverk", name="Nätverk", direction="struktur")
    forum(world.association, intervention=one)
    figures = StructureFigures(world.association)
    assert value(figures, "of.natverk.participants") == 78
    assert value(figures, "of.natverk.participants", "2023") is None
    assert len({figure.key for figure in figures.figures()}) == len(WHATS) * 3 + len(OF_PARTS) * 6
    for key in (
        "structure.kind.forum.from_af",
        "structure.of.okand.participants",
        "structure.sorted",
        "structure.kind.fest.unique",
        "other.unique",
    ):
        with pytest.raises(UnknownFigure):
            figures.value(key, Scope.parse("2022"))


def test_another_associations_occasions_are_not_counted(world):
    forum(world.other)
    assert value(StructureFigures(world.association), "participants") is None


def test_a_report_of_many_figures_costs_two_queries(world, django_assert_num_queries):
    forum(world.association, intervention=intervention(world.association, direction="struktur"))
    figures = StructureFigures(world.association)
    with django_assert_num_queries(2):
        assert [figures.value(one.key, Scope.parse("2022")) for one in figures.figures()]


@KIT
def test_the_kit_s_activities_fit_and_give_the_published_sums(world):
    keys = ("s_forum", "s_grupper", "s_natverk", "s_konferens", "s_bip", "s_inkl", "s_larande", "s_forstudie")
    made = {key: intervention(world.association, key, name=key, direction="struktur") for key in keys}
    assert len(from_kit(world.association, made)) == 25
    figures = StructureFigures(world.association)
    assert (value(figures, "cooperation.participants"), value(figures, "cooperation.unique")) == (357, 200)
    assert value(figures, "knowledge.participants") == 205
    assert value(figures, "of.s_forum.participants") == 153
    assert value(figures, "participants", "2024") == 240
    assert value(figures, "participants", "2020-08") == 109
    assert value(figures, "participants", "2023") is None  # nothing of that year is in the report
