"""Who was there, who stepped aside for jäv, and who entered instead."""

from datetime import date

from samsyn.associations.models import Mandate
from samsyn.core.events import Event
from samsyn.governance import actions
from samsyn.governance.domain.attendance import Called
from samsyn.governance.models import Recusal
from samsyn.governance.queries.minutes import minutes
from samsyn.governance.tests.factories import ANNA, BO, BY, CIA, DAN, PEOPLE, meeting, person
from samsyn.governance.tests.test_actions.doing import DAY, item, refused, summaries


def test_a_recused_member_neither_prepares_nor_votes_and_the_minutes_say_who_entered(world):
    made = meeting(world.association)
    paragraph = item(made, prepared_by=f"{CIA}, Eva Ek")
    said = refused(actions.recuse, paragraph=paragraph, attendance=person(made, CIA), source="anmält")
    assert "har berett ärendet" in said
    actions.recuse(paragraph=paragraph, attendance=person(made, BO), source="noterat", reason="syster till utföraren",
                   deputy=person(made, DAN), by=BY)  # fmt: skip
    fields = {"paragraph": paragraph, "title": "Budget", "prepared_by": f"{BO} och {CIA}"}
    assert "är jävig i ärendet" in refused(actions.change_item, **fields)
    part = minutes(made).items[0].participation
    assert [(one.person, one.instead_of) for one in part.taking] == [(ANNA, ""), (DAN, BO), (CIA, "")]
    assert [(one.person, one.deputy) for one in part.aside] == [(BO, DAN)]
    assert summaries()[-1] == "Bo Bok deltar inte i Budget, Styrelsen 2024-03-04: jäv"


def test_jav_is_declared_or_noted_and_never_anything_else(world):
    made = meeting(world.association)
    paragraph = item(made)
    assert "Välj om" in refused(actions.recuse, paragraph=paragraph, attendance=person(made, BO), source="antaget")
    assert not Recusal.objects.exists()


def test_people_of_another_meeting_cannot_step_aside_or_enter(world):
    made, other = meeting(world.association), meeting(world.association, date(2024, 5, 6))
    paragraph = item(made)
    assert refused(actions.recuse, paragraph=paragraph, attendance=person(other, BO), source="anmält")
    assert refused(actions.recuse, paragraph=paragraph, attendance=person(made, BO), source="anmält",
                   deputy=person(other, DAN))  # fmt: skip


def test_a_recusal_by_mistake_is_taken_back(world):
    made = meeting(world.association)
    recusal = actions.recuse(paragraph=item(made), attendance=person(made, BO), source="anmält", by=BY)
    actions.take_back_recusal(recusal=recusal, by=BY)
    assert not Recusal.objects.exists()
    assert summaries()[-1].startswith("Tog bort jävet för Bo Bok")


def test_attendance_is_rewritten_without_losing_who_stepped_aside(world):
    made = meeting(world.association)
    actions.recuse(paragraph=item(made), attendance=person(made, BO), source="anmält", deputy=person(made, DAN), by=BY)
    kept = person(made, BO).pk
    without = [row for row in PEOPLE if row.person not in (BO, DAN)]
    said = refused(actions.set_attendance, meeting=made, rows=without)
    assert "Bo Bok har anmält jäv" in said and "Dan Dal gick in" in said
    actions.set_attendance(meeting=made, rows=[*PEOPLE, Called("Fia Fors", "inbjuden")], by=BY)
    assert person(made, BO).pk == kept
    assert Recusal.objects.count() == 1


def test_deputies_are_tied_to_the_place_they_take(world):
    made = meeting(world.association)
    rows = [Called(ANNA, "ordförande"), Called(BO, "ledamot", False), Called(DAN, "ersättare", True, BO)]
    actions.set_attendance(meeting=made, rows=rows, by=BY)
    assert person(made, DAN).replaces == person(made, BO)
    assert "Bo Bok: ledamot, inte närvarande" in Event.objects.first().after
    actions.set_attendance(meeting=made, rows=PEOPLE, by=BY)
    assert person(made, DAN).replaces is None
    assert "två gånger" in refused(actions.set_attendance, meeting=made, rows=[*rows, Called("bo bok", "ledamot")])


def test_a_mandate_of_another_association_is_refused(world):
    foreign = Mandate.objects.create(association=world.other, person="X", kind="ledamot", start=DAY)
    rows = [Called("X", "ledamot", mandate=foreign.pk)]
    assert "finns inte" in refused(actions.set_attendance, meeting=meeting(world.association), rows=rows)
