"""Applications through the actions: writing, two at once, the way to the board, comments, who may."""

from datetime import date as d

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from samsyn.core.events import Event
from samsyn.core.refused import Refused
from samsyn.interventions.actions.applications import (
    CHANGED,
    Overtaken,
    comment_application,
    create_application,
    move_application,
    save_application,
)
from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.domain.applications import TWO_INSTEAD, Ticking
from samsyn.interventions.models import Application, Decision
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.applications import clock_of, rows, sees_preparation
from samsyn.interventions.tests.builder import intervention
from samsyn.interventions.tests.cases import KR, at_board, handed_in, written


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_party_s_user_writes_an_application_for_its_party_only(world):
    made = written(world)
    assert (made.state, made.applicant, made.version) == ("utkast", world.party(), 1)
    assert verbs()[-1] == "application.create"
    with pytest.raises(PermissionDenied):
        written(world, applicant=world.party("Region Ån", "region"))
    with pytest.raises(PermissionDenied):
        written(world, applicant=None)
    with pytest.raises(PermissionDenied):
        written(world, by=world.stranger)


def test_the_office_applies_for_its_own_running_and_for_a_party_on_paper(world):
    head = world.user("forbundschef")
    assert written(world, by=head, applicant=None, parties=[]).applicant is None
    mailed = written(world, by=head)
    assert scope.one_application(head, world.association, mailed.pk) == mailed


def test_the_office_does_not_see_a_party_s_draft(world):
    draft = written(world)
    head = world.user("forbundschef")
    assert draft not in scope.applications(head, world.association)
    assert draft in scope.applications(world.party_user(), world.association)


def test_saving_keeps_everything_and_tells_the_log_what_changed(world):
    made = written(world)
    insurance = world.party("Försäkringskassan", "stat")
    save_application(
        application=made, by=world.party_user(), version=1, fields={"need": "Större än vi trodde."},
        parties=[(insurance, "En handläggare på halvtid")], budget={(2025, "lokal"): 5 * KR},
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.need, made.version) == ("Större än vi trodde.", 2)
    assert [(row.party, row.unfinanced) for row in made.parties.all()] == [(insurance, "En handläggare på halvtid")]
    assert [(row.year, str(row.cost_type), row.amount) for row in made.budget.all()] == [(2025, "lokal", 500)]
    event = Event.objects.latest("pk")
    assert "Unga faller" in event.before and "Större än" in event.after and "5 kr" in event.after


def test_two_people_do_not_overwrite_each_other(world):
    made = written(world)
    user = world.party_user()
    save_application(application=made, by=user, version=1, fields={"need": "Först"}, parties=[], budget={})
    with pytest.raises(Overtaken) as refused:
        save_application(application=made, by=user, version=1, fields={"need": "Sedan"}, parties=[], budget={})
    assert (refused.value.version, refused.value.errors) == (2, [CHANGED])
    made.refresh_from_db()
    assert made.need == "Först"


def test_every_fault_of_a_saved_text_is_said_at_once(world):
    made = written(world)
    with pytest.raises(Refused) as refused:
        save_application(
            application=made, by=world.party_user(), version=1, parties=[], budget={},
            fields={"title": " ", "direction": "båda", "start": d(2025, 2, 1), "end": d(2025, 1, 1)},
        )  # fmt: skip
    assert refused.value.errors == ["Skriv en rubrik.", TWO_INSTEAD, "Sista dagen är före den första."]


def test_a_budget_holds_no_negative_amount_and_no_unknown_cost_type(world):
    with pytest.raises(Refused):
        written(world, budget={(2025, "löner"): -1})
    with pytest.raises(Refused):
        written(world, budget={(2025, "flygresor"): 1})


def test_handing_in_starts_the_clock_and_gives_a_number(world):
    made = handed_in(world)
    assert (made.state, made.received, made.number) == ("inlämnad", d(2024, 9, 2), "A 1/2024")
    assert handed_in(world, title="Två").number == "A 2/2024"
    with pytest.raises(Refused):
        save_application(application=made, by=world.party_user(), version=1, fields={}, parties=[], budget={})


def test_a_single_kind_application_is_refused_with_everything_else_that_lacks(world):
    made = written(world, parties=[(world.party("Byns kommun"), "")], need="")
    with pytest.raises(Refused) as refused:
        move_application(application=made, name="submit", on=d(2024, 9, 2), by=world.party_user())
    assert len(refused.value.errors) == 2
    assert any("Minst två slag av parter" in error for error in refused.value.errors)
    assert Application.objects.get(pk=made.pk).state == "utkast"


def test_what_is_taken_over_may_lack_texts_but_not_parties(world):
    bare = create_application(
        association=world.association, applicant=world.party(), title="Gammal", by="Demodata",
        parties=[(world.party("Region Ån", "region"), "")],
    )  # fmt: skip
    assert move_application(application=bare, name="submit", on=d(2020, 1, 1), by="Demodata").state == "inlämnad"
    alone = create_application(association=world.association, applicant=world.party(), title="Ensam", by="Demodata")
    with pytest.raises(Refused):
        move_application(application=alone, name="submit", on=d(2020, 1, 1), by="Demodata")


def test_asking_for_complement_pauses_the_clock_and_opens_the_text(world):
    head, party = world.user("forbundschef"), world.party_user()
    made = handed_in(world)
    made = move_application(application=made, name="ask", on=d(2024, 9, 12), by=head, note="Budgeten för 2026?")
    assert clock_of(made.steps.all(), d(2024, 12, 1), 61).state is Ticking.PAUSED
    save_application(application=made, by=party, version=1, fields={"goals": "Tydligare"},
                     parties=[(world.party("Region Ån", "region"), "")],
                     budget={(2025, "löner"): 100 * KR})  # fmt: skip
    made = move_application(application=made, name="complete", on=d(2024, 9, 22), by=party)
    found = clock_of(made.steps.all(), d(2024, 10, 2), 61)
    assert (found.days, found.paused_days, made.received) == (20, 10, d(2024, 9, 2))
    assert made.first_response == d(2024, 9, 12)


def test_a_step_needs_its_reason_its_turn_and_a_day_not_before_the_last(world):
    head = world.user("forbundschef")
    made = handed_in(world)
    with pytest.raises(Refused) as refused:
        move_application(application=made, name="ask", on=d(2024, 9, 1), by=head)
    assert refused.value.errors == ["Skriv skälet.", "Dagen är före ansökans senaste steg, 2024-09-02."]
    with pytest.raises(Refused):
        move_application(application=made, name="complete", on=d(2024, 9, 3), by=world.party_user())
    with pytest.raises(Refused):
        move_application(application=made, name="prepare", on=d(2999, 1, 1), by=head)


def test_only_the_office_handles_and_only_the_applicant_hands_in(world):
    made = handed_in(world)
    world.party("Region Ån", "region")
    with pytest.raises(PermissionDenied):
        move_application(application=made, name="to_board", on=d(2024, 9, 3), by=world.party_user())
    other = world.party_user(party="Region Ån")
    with pytest.raises(PermissionDenied):
        move_application(application=made, name="withdraw", on=d(2024, 9, 3), by=other, note="Nej")
    with pytest.raises(PermissionDenied):
        move_application(application=made, name="prepare", on=d(2024, 9, 3), by=world.user("ekonom"))


def test_the_board_sends_it_back_and_gets_it_again(world):
    head = world.user("forbundschef")
    made = at_board(world)
    made = move_application(application=made, name="back", on=d(2024, 10, 20), by=head, note="Oklara mål")
    assert made.state == "bereds"
    made = move_application(application=made, name="to_board", on=d(2024, 11, 1), by=head)
    assert [step.move for step in made.steps.all()] == ["submit", "to_board", "back", "to_board"]


def test_a_withdrawal_is_recorded_with_its_reason(world):
    made = move_application(
        application=handed_in(world), name="withdraw", on=d(2024, 10, 1), by=world.party_user(), note="Annan väg"
    )
    assert (made.state, made.decided) == ("återtagen", d(2024, 10, 1))
    assert Decision.objects.get(application=made).kind == "återtagen ansökan"
    draft = written(world, title="Bara ett utkast")
    move_application(application=draft, name="withdraw", on=d(2024, 10, 1), by=world.party_user(), note="Ändrat oss")
    assert not Decision.objects.filter(application=draft).exists()


def test_beredning_comments_and_the_applicant_does_not_read_it(world):
    reader, party = world.user("beredning"), world.party_user()
    made = handed_in(world)
    comment_application(application=made, text="Bra samlat stöd.", supports=True, by=reader)
    assert verbs()[-1] == "application.comment"
    assert sees_preparation(reader, world.association)
    assert sees_preparation(world.user("styrelseledamot"), world.association)
    assert not sees_preparation(party, world.association)
    with pytest.raises(PermissionDenied):
        comment_application(application=made, text="Vi är bra.", by=party)
    with pytest.raises(Refused):
        comment_application(application=made, text=" ", by=reader)


def test_the_list_takes_the_same_number_of_queries_however_long(world, django_assert_num_queries):
    for number in range(4):
        handed_in(world, title=f"Ansökan {number}")
    found = scope.applications(world.user("forbundschef"), world.association)
    with django_assert_num_queries(3):
        listed = rows(found, by_office=True, today=d(2024, 9, 12), limit=61)
    assert [row.amount for row in listed] == [900_000 * KR] * 4
    assert {row.clock.days for row in listed} == {10}
    assert listed[0].words == "Inkommen"


# --- who may read and act, when two roles or parties meet ------------------------------------------------------------


def test_the_office_s_own_draft_is_read_by_those_who_write_applications(world):
    draft = written(world, by=world.user("verksamhetsutvecklare"), applicant=None, title="Eget")
    seen = {
        role: draft in scope.applications(world.user(role), world.association)
        for role in ("forbundschef", "beredning", "styrelseledamot", "revisor")
    }
    assert seen == {"forbundschef": True, "beredning": False, "styrelseledamot": False, "revisor": False}


def test_a_co_party_adds_no_file_and_the_applicant_none_after_handing_in(world):
    one = written(world)
    pdf = ContentFile(b"%PDF-1.7", name="bilaga.pdf")
    with pytest.raises(PermissionDenied):
        attach_document(file=pdf, name="b.pdf", by=world.party_user(party="Region Ån"), application=one)
    assert attach_document(file=pdf, name="b.pdf", by=world.party_user(), application=one).pk
    move_application(application=one, name="submit", on=d(2024, 9, 2), by=world.party_user())
    one.refresh_from_db()
    with pytest.raises(Refused, match="inlämnad"):
        attach_document(file=pdf, name="b.pdf", by=world.party_user(), application=one)


def test_a_party_applies_for_more_only_for_an_intervention_it_owns(world):
    other = intervention(world.association, "annan", project="", owner=world.party("Bys kommun"))
    with pytest.raises(Refused, match="annan part"):
        written(world, intervention=other)
    assert written(world, intervention=intervention(world.association)).pk
