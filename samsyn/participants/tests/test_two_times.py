"""What is read at two times, or on two pages, tells no more than each of them: a difference may be a small count."""

import pytest
from django.core.cache import caches
from django.utils import timezone

from samsyn.core.period import Period
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.publication import View
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.actions.reporting import reopen_period
from samsyn.participants.models import Report, ReportingPeriod, Told
from samsyn.participants.queries.protecting import Earlier, shield
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tests.counted import handed_in
from samsyn.participants.views.pages import pages_of, told_from

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
BEFORE = {"year_opening": (53, 64), "new": (68, 89), "ended": (106, 138), "outcome.work": (106, 138)}
YEAR = {"year_opening": (15, 15), "entry": (0, 0, 2), "new": (67, 64, 1), "ended": (43, 44), "outcome.work": (43, 44)}
FLOWS = "/an/{}/deltagare/"


@pytest.fixture
def stegen(world):
    caches["made"].clear()
    made = intervention(world.association, "stegen", name="Stegen")
    handed_in(made, "2023-T3", BEFORE)
    handed_in(made, "2024-T3", YEAR)
    return made


def shown(world, year):
    return {key for told in pages_of(world.association, Period(year)) for key in told.view.shown}


def opened_again(world, year):
    ReportingPeriod.objects.filter(association=world.association, year=year).update(closed=None)


def test_how_a_year_ended_and_how_many_were_enrolled_the_next_do_not_tell_the_few_who_came_between(world, stegen):
    """30 were left, 164 were enrolled, 132 of them new: two were taken into the counting."""
    told = {"participants.closing@2023": 30}
    asked = [(f"participants.{what}", Period(2024), 0) for what in ("enrolled", "new")]
    made = shield(Tally(world.association), asked, Policy(), [Earlier(View(told), told)])
    assert made.hidden
    assert not shield(Tally(world.association), asked, Policy()).hidden
    corrected = [Earlier(View(told), told | {"participants.closing@2023": 31})]
    assert not shield(Tally(world.association), asked, Policy(), corrected).hidden, "another count than is known now"


def test_a_page_is_made_knowing_how_the_year_before_ended(world, stegen):
    assert "participants.closing@2023" in shown(world, 2023)
    (told,) = pages_of(world.association, Period(2024))
    assert "participants.closing@2023" in told.view.latent


def test_those_who_went_neither_to_work_nor_studies_are_as_few_as_they_are(world, stegen):
    known = [(f"participants.of.stegen.{what}", Period(2024), 0) for what in ("ended", "work_study")]
    assert not shield(Tally(world.association), known, Policy()).hidden
    outcome = {"year_opening": (15, 15), "new": (20, 20), "ended": (20, 20), "outcome.work": (19, 18),
               "outcome.other": (1, 2)}  # fmt: skip
    handed_in(intervention(world.association, "few"), "2024-T3", outcome)
    known = [(f"participants.of.few.{what}", Period(2024), 0) for what in ("ended", "work_study")]
    assert shield(Tally(world.association), known, Policy()).hidden


@pytest.mark.parametrize("page", ["", "resultat/", "forsorjning/", "insats/{}/"])
def test_a_year_that_is_still_handed_in_is_shown_to_those_who_may_see_true_counts_only(world, stegen, page):
    opened_again(world, 2024)
    address = FLOWS.format(2024) + page.format(stegen.pk)
    board = world.client("styrelseledamot").get(address).content.decode()
    assert "visas när året är stängt" in board
    assert ">132<" not in board
    assert "visas när året är stängt" not in world.client().get(address).content.decode()


def test_nor_is_a_file_of_it_or_a_part_of_it(world, stegen):
    opened_again(world, 2024)
    board = world.client("styrelseledamot")
    assert board.get(FLOWS.format(2024) + "?fil=csv&tabell=stock").status_code == 404
    assert "visas när" in board.get(FLOWS.format("2024-08")).content.decode()


def test_a_year_that_is_opened_again_is_not_told_by_the_next(world, stegen):
    assert ">157<" in world.client("styrelseledamot").get(FLOWS.format(2024)).content.decode()
    opened_again(world, 2023)
    caches["made"].clear()
    assert shown(world, 2023) == set()
    assert ">157<" not in world.client("styrelseledamot").get(FLOWS.format(2024)).content.decode()


def test_a_year_whose_last_part_has_not_begun_is_not_settled(world):
    made = intervention(world.association, "stegen", name="Stegen")
    handed_in(made, "2024-T1", YEAR)
    assert shown(world, 2024) == set()


def test_nor_is_a_year_shown_that_goes_on_from_one_that_is_being_corrected(world, stegen):
    opened_again(world, 2023)
    caches["made"].clear()
    assert shown(world, 2024) == set()
    page = world.client("styrelseledamot").get(FLOWS.format(2024)).content.decode()
    assert "åren före det är inlämnade och stängda" in page


def new_ones(world):
    """The interventions whose new participants of 2024 readers are shown."""
    caches["made"].clear()
    return {name for name in ("few", "middle", "many") if f"participants.of.{name}.new@2024" in shown(world, 2024)}


def test_what_was_read_before_a_correction_does_not_tell_what_is_hidden_after_it(world):
    """63 came, 40 of them to one intervention; 20 and 3 were hidden. Corrected, the 40 are 8: hidden in the place of
    the 20 they would let everyone reckon 63 - 40 - 20."""
    few, middle, many = (intervention(world.association, name) for name in ("few", "middle", "many"))
    for one, new in ((few, (2, 1)), (middle, (10, 10)), (many, (20, 20))):
        handed_in(one, "2024-T3", {"year_opening": (0, 0), "new": new, "ended": (0, 0)})
    assert new_ones(world) == {"many"}
    held = ReportingPeriod.objects.get(association=world.association)
    reopen_period(period=held, reason="Ett räknefel", told=told_from(world.association, 2024), by="prov")
    Report.objects.filter(intervention=many).delete()
    handed_in(many, "2024-T3", {"year_opening": (0, 0), "new": (4, 4), "ended": (0, 0)})
    ReportingPeriod.objects.filter(pk=held.pk).update(closed=timezone.now())
    assert new_ones(world) == {"many"}
    Told.objects.all().delete()
    assert new_ones(world) == {"middle"}, "the example no longer shows anything"


def test_what_the_pages_told_is_kept_when_a_year_is_opened_again(world, stegen):
    told = shown(world, 2024)
    world.client().post("/an/2024/deltagare/rapportering/2023-T3/oppna-igen/", {"reason": "Ett räknefel"})
    kept = {row.year: row for row in Told.objects.filter(association=world.association)}
    assert sorted(kept) == [2023, 2024]
    assert set(kept[2024].view["shown"]) == told
    assert shown(world, 2024) == set()


def test_nor_is_it_forgotten_when_the_first_rule_reaches_back_to_a_closed_year(world, stegen):
    told = shown(world, 2024)
    rule = {"start": "2024-01-01", "smallest": "7", "zeros": "on", "base": "10", "decided": ""}
    answer = world.client().post("/an/2024/installningar/deltagare/skydd/", rule)
    assert answer.status_code == 302
    (kept,) = Told.objects.filter(association=world.association)
    assert (kept.year, set(kept.view["shown"])) == (2024, told)
    assert kept.view["policy"]["smallest"] == 5
