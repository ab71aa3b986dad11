"""What protection hides, in tables small enough to follow by hand."""

import json

from samsyn.disclosure.attack import attack
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import Protection, protect
from samsyn.disclosure.publication import AtMost, Cell, Identity, Mean, Publication, Share, View, joined

POLICY = Policy()


def table(sums: dict[str, list[str]], /, **values: int) -> Publication:
    """Cells by name, and what each total is the sum of."""
    cells = tuple(Cell(key, value, weight=4 if key in sums else 1) for key, value in values.items())
    return Publication(cells, tuple(Identity.total(total, *parts) for total, parts in sums.items()))


def safe(publication: Publication, policy: Policy = POLICY, **known: object) -> Protection:
    """Protects, and lets the attack try."""
    protection = protect(publication, policy, **known)  # type: ignore[arg-type]
    assert attack(protection.view, policy, **known) == ()  # type: ignore[arg-type]
    return protection


def test_counts_from_five_and_zeros_are_shown():
    publication = table({"all": ["work", "studies", "other"]}, all=12, work=7, studies=5, other=0)
    assert safe(publication).hidden == {}


def test_a_small_count_takes_another_with_it_so_that_the_total_does_not_give_it_away():
    protection = safe(table({"all": ["a", "b", "c"]}, all=53, a=3, b=20, c=30))
    assert protection.hidden == {"a": "primary", "b": "secondary"}
    assert protection.view.shown == {"all": 53, "c": 30}


def test_a_second_small_count_is_shield_enough_when_the_two_leave_room():
    assert safe(table({"all": ["a", "b", "c"]}, all=37, a=3, b=4, c=30)).hidden == {"a": "primary", "b": "primary"}


def test_two_small_counts_that_leave_no_room_take_a_third():
    assert set(safe(table({"all": ["a", "b", "c"]}, all=34, a=2, b=2, c=30)).hidden) > {"a", "b"}


def test_a_table_of_small_counts_only_is_all_hidden_but_for_zeros():
    protection = safe(table({"all": ["a", "b", "c"]}, all=3, a=2, b=1, c=0))
    assert protection.view.hidden == {"all", "a", "b"}
    assert protection.view.shown == {"c": 0}


def test_margins_in_two_directions_make_a_square_of_hidden_counts():
    sums = {"A": ["a1", "a2", "a3"], "B": ["b1", "b2", "b3"], "1": ["a1", "b1"], "2": ["a2", "b2"], "3": ["a3", "b3"]}
    sums |= {"all": ["A", "B"]}
    values = {"a1": 3, "a2": 20, "a3": 30, "b1": 10, "b2": 20, "b3": 30, "A": 53, "B": 60, "1": 13, "2": 40, "3": 60}
    assert set(safe(table(sums, **values, all=113)).hidden) == {"a1", "a2", "b1", "b2"}


def test_women_and_men_are_shown_together_or_not_at_all():
    sexes = tuple(Cell(key, value, group="row") for key, value in (("k", 12), ("m", 3), ("e", 6)))
    publication = Publication((Cell("t", 21, weight=4), *sexes), (Identity.total("t", "k", "m", "e"),))
    assert safe(publication).hidden == {"k": "secondary", "m": "primary", "e": "secondary"}
    apart = safe(publication, Policy(split_both=False))
    assert len(apart.view.hidden) == 2


def test_a_percentage_needs_a_base_of_ten():
    publication = Publication((Cell("n", 9), Cell("x", 6)), shares=(Share("p", "x", "n"),), means=(Mean("days", "n"),))
    assert safe(publication).hidden == {"p": "primary", "days": "primary"}


def test_a_percentage_of_a_hidden_count_with_a_known_base_is_hidden_too():
    publication = Publication((Cell("n", 20), Cell("x", 3)), shares=(Share("p", "x", "n"),))
    assert safe(publication).hidden == {"x": "primary", "p": "secondary"}


def test_a_count_that_is_never_printed_is_shielded_as_well():
    """Those who did not answer yes are nowhere in print, but the total less those who did are they."""
    cells = (Cell("all", 40), Cell("yes", 38), Cell("no", 2, printed=False))
    assert safe(Publication(cells, (Identity.total("all", "yes", "no"),))).hidden


def test_what_is_known_to_be_at_most_another_count_is_kept_in_mind():
    cells = (Cell("all", 50), Cell("a", 6), Cell("b", 44), Cell("x", 3))
    publication = Publication(cells, (Identity.total("all", "a", "b"),), (AtMost("x", "a"),))
    assert safe(publication).hidden["x"] == "primary"


def test_closing_is_opening_and_new_less_ended():
    cells = tuple(Cell(key, value) for key, value in {"open": 3, "new": 26, "ended": 21, "close": 8}.items())
    flow = Identity((("close", 1), ("open", -1), ("new", -1), ("ended", 1)))
    hidden = safe(Publication(cells, (flow,))).hidden
    assert hidden["open"] == "primary"
    assert len(hidden) >= 2


def test_an_earlier_publication_is_not_undone_by_a_later_one():
    """First the small one and its shield were hidden; later the shield is printed elsewhere, which would tell both."""
    first = protect(table({"all": ["a", "b"]}, all=53, a=3, b=50), POLICY)
    later = Publication((Cell("b", 50), Cell("c", 40), Cell("both", 90, weight=4)), (Identity.total("both", "b", "c"),))
    assert "b" in safe(later, earlier=(first.view,)).hidden
    assert safe(later).hidden == {}


def test_a_count_that_has_been_changed_since_is_another_count():
    first = protect(table({"all": ["a", "b"]}, all=53, a=3, b=50), POLICY)
    later = Publication((Cell("b", 51), Cell("c", 40), Cell("both", 91, weight=4)), (Identity.total("both", "b", "c"),))
    assert safe(later, earlier=(first.view,), changed=frozenset({"b"})).hidden == {}


def test_what_was_once_printed_is_hidden_now_but_not_held_against_the_new_publication():
    earlier = View(shown={"a": 3})
    assert safe(Publication((Cell("a", 3),)), earlier=(earlier,)).hidden == {"a": "primary"}


def test_a_view_is_kept_as_json_without_loss():
    cells = (Cell("n", 200), Cell("x", 33), Cell("y", 3), Cell("z", 164, printed=False))
    publication = Publication(
        cells, (Identity.total("n", "x", "y", "z"),), (AtMost("x", "n"),), (Share("p", "x", "n", 1),), (Mean("m", "n"),)
    )
    view = protect(publication, POLICY).view
    assert View.from_json(json.loads(json.dumps(view.as_json()))) == view
    assert Publication.from_json(json.loads(json.dumps(publication.as_json()))) == publication


def test_the_view_holds_no_count_that_is_hidden():
    view = protect(table({"all": ["a", "b", "c"]}, all=1053, a=3, b=20, c=1030), POLICY).view
    assert set(view.shown) == {"all", "c"}
    assert "20" not in str(view.as_json())


def test_a_reader_of_two_publications_knows_what_either_shows():
    one = View({"a": 7}, hidden=frozenset({"b"}), latent=frozenset({"c"}), means={"m": "a"})
    other = View({"b": 3}, hidden=frozenset({"c"}), identities=(Identity.total("a", "b", "c"),))
    both = joined([one, other])
    assert (dict(both.shown), both.hidden, both.latent) == ({"a": 7, "b": 3}, {"c"}, frozenset())
    assert (dict(both.means), both.identities) == ({"m": "a"}, other.identities)
    assert joined([]) == View({})
