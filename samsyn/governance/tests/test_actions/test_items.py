"""Items of the agenda: their order, their numbers and their decisions."""

from datetime import date

from samsyn.governance import actions
from samsyn.governance.queries import meetings as reads
from samsyn.governance.tests.factories import BY, board, meeting
from samsyn.governance.tests.test_actions.doing import DAY, decide, item, refused


def test_numbers_follow_on_within_group_and_year_in_the_agendas_order(world):
    first, second = meeting(world.association), meeting(world.association, date(2024, 5, 6), people=False)
    items = [item(first, title) for title in "ABC"]
    decide(items[1])
    assert [one.number for one in first.paragraphs.all()] == [1, 2, None]
    decide(item(second, "D"))
    actions.hold_meeting(meeting=first, by=BY)
    assert [one.number for one in first.paragraphs.all()] == [1, 2, 4]
    assert second.paragraphs.get().number == 3
    decide(item(meeting(world.association, date(2025, 1, 1), people=False), "E"))
    other = actions.plan_meeting(body=board(world.association, "Länsam", "annat"), date=DAY, by=BY)
    decide(item(other, "F"))
    assert sorted(reads.paragraphs(world.association, ["styrelse", "annat"]).values_list("title", "number")) == [
        ("A", 1), ("B", 2), ("C", 4), ("D", 3), ("E", 1), ("F", 1),
    ]  # fmt: skip


def test_a_number_by_hand_is_kept_and_never_used_twice(world):
    made = meeting(world.association)
    paragraph = decide(item(made), number=9)
    assert paragraph.number == 9
    assert decide(item(made, "Nästa")).number == 10
    assert "finns redan" in refused(actions.decide_item, paragraph=item(made, "Tredje"), outcome="avslag",
                                    decision="Nej.", number=9)  # fmt: skip


def test_a_decision_has_words_and_a_known_outcome(world):
    paragraph = item(meeting(world.association))
    assert "Skriv vad" in refused(actions.decide_item, paragraph=paragraph, outcome="bifall")
    assert "inget utfall" in refused(actions.decide_item, paragraph=paragraph, outcome="kanske", decision="x")
    assert decide(paragraph, "bordlagt", "").number == 1


def test_what_a_paragraph_decided_elsewhere_keeps_it_from_being_undone(world):
    paragraph = decide(item(meeting(world.association)))
    actions.link_paragraph(
        paragraph=paragraph, label="Vägval beviljas", amount=100_00, view="desk:overview", pk_there=7
    )
    assert "Vägval beviljas" in refused(actions.decide_item, paragraph=paragraph, outcome="bordlagt")
    assert decide(paragraph, decision="Ja, med villkor.").decision == "Ja, med villkor."


def test_items_change_places_until_they_have_numbers(world):
    made = meeting(world.association)
    a, b = item(made, "A"), item(made, "B")
    actions.move_item(paragraph=b, up=True, by=BY)
    assert [one.title for one in made.paragraphs.all()] == ["B", "A"]
    actions.move_item(paragraph=b, up=True, by=BY)  # first already: nothing happens
    decide(b)
    assert "flyttas inte" in refused(actions.move_item, paragraph=a, up=True)


def test_an_item_goes_only_while_nothing_is_decided(world):
    made = meeting(world.association)
    paragraph, other = item(made), item(made, "Annat")
    actions.remove_item(paragraph=other, by=BY)
    decide(paragraph)
    assert "beslutat" in refused(actions.remove_item, paragraph=paragraph)
    assert made.paragraphs.count() == 1
