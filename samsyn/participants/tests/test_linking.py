"""What can be reckoned from what is printed: every count among its kin."""

import os
import subprocess
import sys

import pytest

from samsyn.core.period import Period
from samsyn.disclosure.attack import attack
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import protect
from samsyn.disclosure.publication import view
from samsyn.participants.domain.coordinates import PREFIX, Coordinate, parse
from samsyn.participants.domain.linking import Kin, publication
from samsyn.participants.domain.printed import Printed, printed

YEAR = Period(2024)
KIN = Kin({"outcome": ("work", "study", "other")}, ("norr", "soder"), {"an": ("norr",), "backen": ("norr", "soder")})


def counts(**given: int) -> dict[str, int]:
    """`counts(new__women=3)`: two underscores stand for a dot."""
    return {name.replace("__", "."): number for name, number in given.items()}


def made(known: dict[str, int], *figures: str, period: Period = YEAR, before: tuple[str, ...] = ()):
    """The publication of some figures, where `known` are the true counts of every period."""

    def value(at: Coordinate, when: Period) -> int | None:
        return known.get(f"{at.key.removeprefix(PREFIX)}@{when.code}", known.get(at.key.removeprefix(PREFIX)))

    items = [item for figure in figures if (item := printed(f"{PREFIX}{figure}", period))]
    spots = [at for key in before if (at := Printed.read(f"{PREFIX}{key}"))]
    return publication(items, value, KIN, spots)


def cell(found, name: str):
    return next(one for one in found.cells if one.key == f"{PREFIX}{name}@2024")


def test_a_sex_that_is_not_printed_can_be_reckoned_from_the_total_and_is_a_cell_too():
    found = made(counts(new=20, new__women=9, new__men=8, new__unstated=3), "new", "new.women", "new.men")
    assert not cell(found, "new.unstated").printed
    assert cell(found, "new.unstated").value == 3
    hidden = protect(found, Policy()).hidden
    assert set(hidden) == {"participants.new.women@2024", "participants.new.men@2024"}


def test_those_who_were_there_are_told_rather_than_those_who_came_when_both_would_give_away_a_few():
    """How many were there when the year began has been told already."""
    known = counts(entry=2, new=132, new__young=70, new__older=62, enrolled=292, opening=158) | {"closing@2023": 158}
    earlier = view(made(known, "closing", period=Period(2023)), frozenset())
    found = made(known, "entry", "new", "new.young", "new.older", "enrolled", before=("closing@2023",))
    hidden = protect(found, Policy(), [earlier]).hidden
    assert f"{PREFIX}new@2024" in hidden and f"{PREFIX}enrolled@2024" not in hidden


def test_a_total_alone_draws_nothing_in():
    found = made(counts(new=20, new__women=9, new__men=8, new__unstated=3), "new")
    assert [one.key for one in found.cells] == ["participants.new@2024"]


def test_classes_sum_to_those_they_tell_of():
    known = counts(ended=20, outcome__work=9, outcome__study=3, outcome__other=8)
    found = made(known, "ended", "outcome.work", "outcome.study")
    terms = {frozenset(identity.terms) for identity in found.identities}
    parts = {(f"participants.outcome.{code}@2024", -1) for code in ("work", "study", "other")}
    assert {("participants.ended@2024", 1), *parts} in terms
    assert "participants.outcome.study@2024" in protect(found, Policy()).hidden


@pytest.mark.parametrize("what", ["public_support_before", "income_ended_before.forsorjningsstod"])
def test_nearly_all_tells_of_the_few_who_are_not(what):
    """93 of 97 who had support are 4 who had none: nobody prints them, everybody can reckon them."""
    found = made({"ended": 97, what: 93}, "ended", what)
    assert [one.value for one in found.cells if one.key == f"{PREFIX}{what}@2024-rest"] == [4]
    assert protect(found, Policy()).hidden
    assert not protect(made({"ended": 97, what: 90}, "ended", what), Policy()).hidden


def test_the_flow_links_what_is_printed_of_it():
    known = counts(opening=12, entry=0, new=10, enrolled=22, ended=2, closed=0, closing=20)
    found = made(known, "enrolled", "closing")
    assert cell(found, "ended").value == 2
    hidden = protect(found, Policy()).hidden
    assert hidden, "enrolled and closing together tell that two ended"


def test_each_intervention_is_a_part_of_the_whole():
    known = {"new": 12, "of.norr.new": 9, "of.soder.new": 3}
    found = made(known, "new", "of.norr.new")
    assert not cell(found, "of.soder.new").printed
    assert "participants.of.norr.new@2024" in protect(found, Policy()).hidden


def test_a_municipality_is_the_sum_of_what_is_for_it():
    known = {"in.backen.new": 12, "of.norr.new": 9, "of.soder.new": 3}
    found = made(known, "in.backen.new", "of.norr.new")
    assert protect(found, Policy()).hidden


def test_two_parts_of_a_year_tell_what_happened_between_them():
    known = {"ended@2024-08": 9, "ended@2024": 11}
    found = made(known, "ended", before=("ended@2024-08",))
    between = next(one for one in found.cells if one.key.endswith("-2024-08"))
    assert (between.value, between.printed) == (2, False)


def test_a_year_ends_where_the_next_begins():
    known = {"closing@2023": 30, "opening@2024": 30}
    found = made(known, "opening", before=("closing@2023",))
    assert any(len(identity.terms) == 2 for identity in found.identities)


def test_a_sum_that_is_not_true_is_no_link():
    """An intervention may be for two municipalities, and what is not known makes no sum."""
    known = counts(new=20, new__women=9, new__men=8)
    assert made(known, "new", "new.women").identities == ()


def test_a_share_is_of_its_base_and_a_small_base_hides_it():
    known = counts(ended=9, work_study=6)
    found = made(known, "share.work_study")
    assert [(one.numerator, one.base) for one in found.shares] == [
        ("participants.work_study@2024", "participants.ended@2024")
    ]
    assert "participants.share.work_study@2024" in protect(found, Policy()).hidden


@pytest.mark.parametrize("figure", ["per_post.work_study", "cost_per.work_study"])
def test_a_ratio_of_what_everyone_knows_is_a_count(figure):
    known = counts(work_study=3, ended=30)
    found = made(known, figure)
    assert "participants.work_study@2024" in protect(found, Policy()).hidden


def test_a_net_change_needs_both_its_sides():
    item = printed(f"{PREFIX}net_work_study", YEAR)
    assert {at.what for at, _ in item.needs} == {"work_study_after", "work_study_before"}


def test_a_mean_of_few_is_not_shown():
    found = made(counts(ended=7), "mean.days")
    assert "participants.mean.days@2024" in protect(found, Policy()).hidden


def test_a_key_that_is_not_understood_is_refused_rather_than_shown():
    with pytest.raises(ValueError):
        printed(f"{PREFIX}something.else", YEAR)


def test_figures_that_tell_nothing_of_people_pass():
    assert printed("ledger.result", YEAR) is None


def test_the_attack_finds_nothing_after_protection():
    known = counts(
        enrolled=40, enrolled__women=21, enrolled__men=19, enrolled__unstated=0, ended=16, ended__women=12,
        ended__men=4, ended__unstated=0, outcome__work=7, outcome__work__women=6, outcome__work__men=1,
        outcome__study=2, outcome__study__women=1, outcome__study__men=1, outcome__other=7, outcome__other__women=5,
        outcome__other__men=2, work_study=9, work_study__women=7, work_study__men=2,
    )  # fmt: skip
    figures = [*("enrolled", "ended", "work_study", "outcome.work", "outcome.study", "outcome.other"),
               "share.work_study"]  # fmt: skip
    found = made(known, *(f"{one}{sex}" for one in figures for sex in ("", ".women", ".men")))
    made_safe = protect(found, Policy())
    assert attack(made_safe.view, Policy()) == ()
    assert "participants.ended@2024" not in made_safe.hidden


def test_a_coordinate_is_read_as_it_is_written():
    for rest in ("new", "new.women", "outcome.work.young.men", "of.star_berg.enrolled.unstated", "in.krokom.ended"):
        assert parse(rest).key == f"{PREFIX}{rest}"


FLOWS = """
from samsyn.core.period import Period
from samsyn.participants.domain.linking import Kin, publication
from samsyn.participants.domain.printed import printed
names = ("opening", "entry", "new", "enrolled", "ended", "closed", "closing")
wheres = ("", "of.a.", "of.b.")
keys = [f"participants.{where}{name}{sex}" for where in wheres for name in names for sex in ("", ".women")]
print(publication([printed(key, Period(2024)) for key in keys], lambda at, when: 0, Kin({}, ("a", "b"), {})))
"""


def test_the_same_numbers_are_the_same_publication_in_every_process():
    """What is kept by its content is found again by another worker."""
    told = {
        subprocess.run([sys.executable, "-c", FLOWS], env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
                       capture_output=True, text=True).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(told) == 1 and "participants.closing" in told.pop()


# --- classes together -------------------------------------------------------------------------------------------------

REASONS = counts(ended=20, outcome__work=9, outcome__study=3, outcome__other=8) | {"outcome.other~study": 11}


def terms_of(found) -> set[frozenset[tuple[str, int]]]:
    return {
        frozenset((key.removeprefix(PREFIX).removesuffix("@2024"), factor) for key, factor in one.terms)
        for one in found.identities
    }


def test_classes_that_are_only_told_of_together_are_one_class():
    found = made(REASONS, "ended", "outcome.work", "outcome.other~study")
    assert terms_of(found) == {frozenset({("ended", 1), ("outcome.work", -1), ("outcome.other~study", -1)})}
    assert protect(found, Policy()).hidden == {}


def test_classes_together_are_the_sum_of_each_when_one_of_them_is_printed_too():
    found = made(REASONS, "outcome.other", "outcome.other~study")
    assert frozenset({("outcome.other~study", 1), ("outcome.other", -1), ("outcome.study", -1)}) in terms_of(found)
    assert not cell(found, "outcome.study").printed
    assert protect(found, Policy()).hidden, "11 together and 8 of them tell that three are the other"


def test_groups_that_overlap_are_taken_apart():
    known = REASONS | {"outcome.study~work": 12}
    terms = terms_of(made(known, "outcome.other~study", "outcome.study~work"))
    assert frozenset({("outcome.other~study", 1), ("outcome.other", -1), ("outcome.study", -1)}) in terms
    assert frozenset({("outcome.study~work", 1), ("outcome.work", -1), ("outcome.study", -1)}) in terms


@pytest.mark.parametrize("when", ["2024", "2024-08"])
def test_a_single_class_that_was_published_before_is_weighed_against_its_group(when):
    known = REASONS | ({} if when == "2024" else {"outcome.other@2024-08": 8, "outcome.study@2024-08": 3})
    earlier = view(made(known, "outcome.other", period=Period.parse(when)), frozenset())
    assert earlier.shown == {f"{PREFIX}outcome.other@{when}": 8}
    found = made(known, "ended", "outcome.work", "outcome.other~study", before=(f"outcome.other@{when}",))
    everything = view(found, frozenset(), Policy())
    assert attack(everything, Policy(), [earlier]), "11 together, of whom 8 were told of: three at most are the other"
    safe = protect(found, Policy(), [earlier])
    assert f"{PREFIX}outcome.other~study@2024" in safe.hidden
    assert attack(safe.view, Policy(), [earlier]) == ()


def test_a_group_of_the_whole_is_linked_with_a_class_of_one_intervention():
    known = REASONS | {"of.norr.outcome.other": 8, "of.soder.outcome.other": 0}
    terms = terms_of(made(known, "of.norr.outcome.other", "outcome.other~study"))
    whole = frozenset({("outcome.other", 1), ("of.norr.outcome.other", -1), ("of.soder.outcome.other", -1)})
    assert whole in terms
