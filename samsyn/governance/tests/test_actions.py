"""Every write of meetings and the year plan: what it does, what it refuses, what it tells the log."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from samsyn.associations.models import Mandate
from samsyn.core.events import Event
from samsyn.core.refused import Refused
from samsyn.governance import actions
from samsyn.governance.domain.attendance import Called
from samsyn.governance.domain.year_plan import DutyState
from samsyn.governance.models import DelegatedDecision, Meeting, Obligation, ObligationDone, ParagraphLink, Recusal
from samsyn.governance.queries import meetings as reads
from samsyn.governance.queries.minutes import minutes
from samsyn.governance.queries.year import obligations, rules
from samsyn.governance.tests.factories import ANNA, BO, BY, CIA, DAN, PEOPLE, adjusted, board, meeting, person

DAY = date(2024, 3, 4)


def item(made, title="Budget", **fields):
    return actions.add_item(meeting=made, title=title, by=BY, **fields)


def decide(paragraph, outcome="bifall", decision="Ja.", **fields):
    return actions.decide_item(paragraph=paragraph, outcome=outcome, decision=decision, by=BY, **fields)


def refused(call, **fields):
    with pytest.raises(Refused) as error:
        call(**fields, by=BY)
    return " ".join(error.value.errors)


def summaries():
    return list(Event.objects.order_by("pk").values_list("summary", flat=True))


# --- meetings --------------------------------------------------------------------------------------------------------


def test_a_whole_meeting_and_what_the_log_says_of_it(world):
    made = meeting(world.association)
    first = item(made, proposal="Styrelsen antar budgeten.")
    item(made, "Information")
    actions.hold_meeting(meeting=made, by=BY, on=DAY, secretary="Eva Ek")
    decide(first, decision="")
    decide(made.paragraphs.get(title="Information"), "information", "")
    actions.adjust_minutes(meeting=made, adjuster="Anna Ask och Bo Bok", on=date(2024, 3, 8), by=BY)
    actions.post_minutes(meeting=made, posted=date(2024, 3, 8), posted_until=date(2024, 3, 30), by=BY)
    assert [(one.number, one.decision) for one in made.paragraphs.all()] == [(1, "Styrelsen antar budgeten."), (2, "")]
    assert made.state == Meeting.State.ADJUSTED
    assert summaries() == [
        "Lade till gruppen Styrelsen", "Lade in mötet Styrelsen 2024-03-04",
        "Förde in vilka som var med på Styrelsen 2024-03-04", "Tog upp ärendet Budget på Styrelsen 2024-03-04",
        "Tog upp ärendet Information på Styrelsen 2024-03-04", "Mötet Styrelsen 2024-03-04 är hållet",
        "Förde in beslutet i § 1 Budget, Styrelsen 2024-03-04",
        "Förde in beslutet i § 2 Information, Styrelsen 2024-03-04",
        "Protokollet från Styrelsen 2024-03-04 är justerat", "Protokollet från Styrelsen 2024-03-04 är anslaget",
    ]  # fmt: skip


def test_justerade_minutes_cannot_be_changed_in_any_way(world):
    made = adjusted(world.association)
    paragraph = made.paragraphs.get()
    attendance = person(made, BO)
    pdf = ContentFile(b"%PDF-1.7", "bilaga.pdf")
    attempts = [
        (actions.change_meeting, {"meeting": made, "place": "Ån"}),
        (actions.remove_meeting, {"meeting": made}),
        (actions.hold_meeting, {"meeting": made}),
        (actions.adjust_minutes, {"meeting": made, "adjuster": "X", "on": DAY}),
        (actions.set_attendance, {"meeting": made, "rows": PEOPLE}),
        (actions.add_item, {"meeting": made, "title": "Nytt"}),
        (actions.change_item, {"paragraph": paragraph, "title": "Annat"}),
        (actions.decide_item, {"paragraph": paragraph, "outcome": "avslag", "decision": "Nej."}),
        (actions.move_item, {"paragraph": paragraph, "up": True}),
        (actions.remove_item, {"paragraph": paragraph}),
        (actions.recuse, {"paragraph": paragraph, "attendance": attendance, "source": "anmält"}),
        (actions.attach_paper, {"meeting": made, "paragraph": paragraph, "file": pdf, "name": "bilaga.pdf"}),
        (actions.report_delegated, {"meeting": made, "decisions": []}),
    ]  # fmt: skip
    before = Event.objects.count()
    for call, fields in attempts:
        assert "justerat" in refused(call, **fields), call
    assert Event.objects.count() == before
    paragraph.refresh_from_db()
    assert paragraph.outcome == "bifall"


def test_the_signed_minutes_can_be_attached_afterwards_but_not_taken_away(world):
    made = adjusted(world.association)
    file = ContentFile(b"%PDF-1.7", "protokoll.pdf")
    paper = actions.attach_paper(meeting=made, file=file, name="protokoll.pdf", by=BY)
    assert "justerat" in refused(actions.remove_paper, paper=paper)


def test_a_link_may_come_after_the_minutes_are_justerade(world):
    """What a paragraph decided is often entered later; the minutes themselves say the same as before."""
    made = adjusted(world.association)
    paragraph, said = made.paragraphs.get(), minutes(made)
    for amount in (100_00, 200_00):
        actions.link_paragraph(
            paragraph=paragraph, label="Vägval beviljas", amount=amount, view="desk:overview", pk_there=7
        )
    assert ParagraphLink.objects.get().amount == 200_00
    assert minutes(made) == said


def test_a_meeting_that_is_justerat_has_been_held_and_says_by_whom(world):
    made = meeting(world.association)
    item(made)
    said = refused(actions.adjust_minutes, meeting=made, adjuster=" ", on=date(2024, 3, 3))
    for words in ("inte hållet", "vem som justerat", "före mötet", "Budget: skriv vad som beslutades"):
        assert words in said


def test_posting_follows_adjusting(world):
    made = meeting(world.association)
    days = {"posted": date(2024, 3, 9), "posted_until": date(2024, 3, 30)}
    assert "ska vara justerat" in refused(actions.post_minutes, meeting=made, **days)
    done = adjusted(world.association, date(2024, 5, 6))
    wrong = {"posted": date(2024, 5, 5), "posted_until": date(2024, 5, 1), "published": date(2024, 5, 1)}
    said = refused(actions.post_minutes, meeting=done, **wrong)
    assert said.count("före justeringen") == 2
    assert "tas ned innan" in said


def test_a_meeting_is_planned_with_sense(world):
    body = board(world.association)
    assert "sluta innan" in refused(actions.plan_meeting, body=body, date=DAY, start_time=time(10), end_time=time(9))
    assert "plats" in refused(actions.plan_meeting, body=body, date=DAY, place="x" * 121)
    actions.change_body(body=body, name=body.name, kind=body.kind, active=False, by=BY)
    assert "används inte" in refused(actions.plan_meeting, body=body, date=DAY)


def test_a_group_has_a_name_of_its_own(world):
    board(world.association)
    assert refused(actions.create_body, association=world.association, name="Styrelsen", kind="styrelse")
    assert refused(actions.create_body, association=world.association, name=" ", kind="kör")
    other = actions.create_body(association=world.other, name="Styrelsen", kind="styrelse", by=BY)
    assert other.pk


def test_a_meeting_with_numbers_stays_in_its_group_and_year(world):
    made = meeting(world.association)
    decide(item(made))
    assert "annat år" in refused(actions.change_meeting, meeting=made, date=date(2025, 1, 1))
    changed = actions.change_meeting(meeting=made, date=date(2024, 3, 5), place="Ån", by=BY)
    assert changed.date == date(2024, 3, 5)
    assert summaries()[-1] == "Ändrade uppgifterna om mötet Styrelsen 2024-03-05"


def test_only_a_meeting_without_history_can_be_removed(world):
    made = meeting(world.association)
    actions.remove_meeting(meeting=meeting(world.association, date(2024, 4, 1)), by=BY)
    decide(item(made))
    assert "numrerade" in refused(actions.remove_meeting, meeting=made)
    actions.hold_meeting(meeting=made, by=BY)
    assert "är hållet" in refused(actions.remove_meeting, meeting=made)
    assert "redan hållet" in refused(actions.hold_meeting, meeting=made)


def test_a_meeting_is_not_held_before_its_day(world):
    assert "inte förrän" in refused(actions.hold_meeting, meeting=meeting(world.association), on=date(2024, 3, 3))


# --- items and numbers -----------------------------------------------------------------------------------------------


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


# --- attendance and jäv ----------------------------------------------------------------------------------------------


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


# --- papers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("virus.exe", b"MZ\x90", "tas inte emot"), ("falsk.pdf", b"MZ\x90", "stämmer inte"), ("tom.pdf", b"", "är tom"),
        ("script.txt", b"#!/bin/sh", "stämmer inte"),
    ],
)  # fmt: skip
def test_programs_and_empty_files_are_refused(world, name, content, said):
    file = SimpleUploadedFile(name, content)
    assert said in refused(actions.attach_paper, meeting=meeting(world.association), file=file, name=name)


def test_a_huge_file_is_refused_by_its_size(world):
    file = SimpleUploadedFile("stor.pdf", b"%PDF")
    file.size = 200 * 1024 * 1024
    assert "för stor" in refused(actions.attach_paper, meeting=meeting(world.association), file=file, name="stor.pdf")


def test_a_paper_lies_under_a_random_name_and_goes_with_its_row(world, django_capture_on_commit_callbacks):
    made = meeting(world.association)
    file = SimpleUploadedFile("../../kallelse.pdf", b"%PDF-1.7")
    paper = actions.attach_paper(meeting=made, file=file, name="../../kallelse.pdf", by=BY)
    assert paper.name == "kallelse.pdf"
    assert "kallelse" not in paper.file.name
    assert paper.file.storage.exists(paper.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_paper(paper=paper, by=BY)
    assert not paper.file.storage.exists(paper.file.name)


def test_a_paper_cannot_be_tied_to_another_meetings_item(world):
    other = item(meeting(world.association, date(2024, 5, 6)))
    file = ContentFile(b"%PDF-1.7", "a.pdf")
    assert "annat möte" in refused(actions.attach_paper, meeting=meeting(world.association), file=file, name="a.pdf",
                                   paragraph=other)  # fmt: skip


# --- decisions on delegation -----------------------------------------------------------------------------------------


def record(world, on=DAY, **fields):
    given = {"delegate": "Förbundschefen", "text": "Minskar Vägval.", "by": BY} | fields
    return actions.record_delegated(association=world.association, on=on, **given)


def test_decisions_on_delegation_are_numbered_within_the_year(world):
    made = [record(world), record(world, date(2025, 1, 2)), record(world)]
    assert [str(one) for one in made] == ["D 1/2024", "D 1/2025", "D 2/2024"]
    assert summaries()[0] == "Delegationsbeslut D 1/2024: Minskar Vägval."


def test_a_decision_on_delegation_needs_a_person_and_words(world):
    said = refused(actions.record_delegated, association=world.association, on=DAY, delegate=" ", text="")
    assert "vem som fattat" in said and "vad som beslutades" in said


def test_they_are_reported_to_the_next_meeting_of_the_board_once(world):
    early, late = record(world), record(world, date(2024, 4, 1))
    made, after = meeting(world.association), meeting(world.association, date(2024, 5, 6))
    assert "efter mötet" in refused(actions.report_delegated, meeting=made, decisions=[early, late])
    actions.report_delegated(meeting=made, decisions=[early], by=BY)
    assert list(reads.unreported(world.association)) == [late]
    assert "redan anmält" in refused(actions.report_delegated, meeting=after, decisions=[early])
    assert minutes(made).delegated == (("D 1/2024", DAY, "Förbundschefen", "Minskar Vägval."),)
    actions.unreport_delegated(meeting=made, decisions=[early], by=BY)
    assert reads.unreported(world.association).count() == 2
    group = actions.plan_meeting(body=board(world.association, "Länsam", "annat"), date=date(2024, 6, 1), by=BY)
    assert "till styrelsen" in refused(actions.report_delegated, meeting=group, decisions=[early])


def test_a_reported_decision_is_corrected_only_until_the_minutes_are_justerade(world):
    one = record(world)
    made = meeting(world.association)
    actions.report_delegated(meeting=made, decisions=[one], by=BY)
    fields = {"delegate": "Förbundschefen", "text": "Ökar Vägval."}
    actions.change_delegated(decision=one, on=DAY, by=BY, **fields)
    assert "ska ligga i 2024" in refused(actions.change_delegated, decision=one, on=date(2025, 1, 1), **fields)
    actions.hold_meeting(meeting=made, by=BY)
    actions.adjust_minutes(meeting=made, adjuster="Anna", on=DAY, by=BY)
    assert "justerat" in refused(actions.change_delegated, decision=one, on=DAY, **fields)


def test_another_associations_decisions_are_not_reported(world):
    foreign = actions.record_delegated(association=world.other, on=DAY, delegate="X", text="Y", by=BY)
    actions.report_delegated(meeting=meeting(world.association), decisions=[foreign], by=BY)
    assert DelegatedDecision.objects.get(pk=foreign.pk).reported_in is None


# --- the year plan ---------------------------------------------------------------------------------------------------


def state_of(world, key, year=2024, today=date(2030, 1, 1)):
    return next(duty for duty in obligations(world.association, year, today) if duty.rule.key == key)


def test_an_obligation_is_marked_done_for_the_year_it_is_about(world):
    fields = {"association": world.association, "key": "arsredovisning", "year": 2023}
    actions.mark_obligation(**fields, on=date(2024, 3, 17), note="§ 14", by=BY)
    actions.mark_obligation(**fields, on=date(2024, 3, 18), note="§ 14", by=BY)
    assert ObligationDone.objects.count() == 1
    assert state_of(world, "arsredovisning").done.on == date(2024, 3, 18)
    assert state_of(world, "arsredovisning", 2025).state is DutyState.LATE
    actions.unmark_obligation(**fields, by=BY)
    assert state_of(world, "arsredovisning").state is DutyState.LATE
    assert summaries() == ["Årsredovisning 2023 är klart", "Årsredovisning 2023 är klart",
                           "Årsredovisning 2023 är inte klart"]  # fmt: skip


def test_an_unknown_obligation_is_refused(world):
    assert refused(actions.mark_obligation, association=world.association, key="hittepå", year=2024, on=DAY)
    assert refused(actions.set_obligation, association=world.association, key="hittepå", title="X", month=1, day=1,
                   owner="ekonom")  # fmt: skip


def test_the_association_changes_a_date_and_adds_its_own(world):
    a = world.association
    actions.set_obligation(association=a, key="samrad", month=4, day=15, owner="registrator", by=BY)
    assert state_of(world, "samrad").due == date(2024, 4, 15)
    assert state_of(world, "samrad").rule.title == "Samråd med medlemmarna om nästa års budget"
    own = actions.set_obligation(association=a, title="Brandskyddsrond", month=2, day=29, owner="registrator", by=BY)
    assert own.key == "egen-1"
    assert state_of(world, "egen-1", 2023).due == date(2023, 2, 28)
    actions.set_obligation(association=a, key="tertial1", active=False, by=BY)
    assert "tertial1" not in {duty.rule.key for duty in obligations(a, 2024, DAY)}
    actions.remove_obligation(obligation=Obligation.objects.get(association=a, key="samrad"), by=BY)
    assert state_of(world, "samrad").due == date(2024, 9, 30)
    assert len(rules(world.other)) == len(rules(a)) - 1


def test_every_fault_of_an_own_obligation_is_said_at_once(world):
    said = refused(actions.set_obligation, association=world.association, title=" ", month=4, day=31, year_offset=3)
    for words in ("Skriv vad", "Dagen ska", "Välj vem", "samma år"):
        assert words in said


def test_a_new_own_obligation_never_gets_an_old_ones_marks(world):
    a = world.association
    own = actions.set_obligation(association=a, title="A", month=1, day=1, owner="ekonom", by=BY)
    actions.mark_obligation(association=a, key=own.key, year=2024, on=DAY, by=BY)
    actions.remove_obligation(obligation=own, by=BY)
    again = actions.set_obligation(association=a, title="B", month=1, day=1, owner="ekonom", by=BY)
    assert again.key == "egen-2"


def test_obligations_take_two_queries(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        obligations(world.association, 2024, DAY)


def test_minutes_take_a_fixed_number_of_queries(world, django_assert_num_queries):
    made = meeting(world.association)
    for number in range(20):
        paragraph = item(made, f"Ärende {number}")
    actions.recuse(paragraph=paragraph, attendance=person(made, BO), source="anmält", by=BY)
    found = Meeting.objects.select_related("association", "body").get(pk=made.pk)
    with django_assert_num_queries(5):
        minutes(found)


# --- who may ---------------------------------------------------------------------------------------------------------


def test_who_may_not_write_is_refused_by_the_action_itself(world):
    made = meeting(world.association)
    paragraph = item(made)
    member, stranger, clerk = world.user("styrelseledamot"), world.stranger, world.user("ekonom")
    for by in (member, stranger, clerk):
        for call, fields in (
            (actions.plan_meeting, {"body": made.body, "date": DAY}),
            (actions.decide_item, {"paragraph": paragraph, "outcome": "bifall", "decision": "Ja."}),
            (actions.hold_meeting, {"meeting": made}),
            (actions.record_delegated, {"association": made.association, "on": DAY, "delegate": "x", "text": "y"}),
            (actions.mark_obligation, {"association": made.association, "key": "budget", "year": 2024, "on": DAY}),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                call(**fields, by=by)


def test_the_developer_writes_minutes_but_records_no_decisions_on_delegation(world):
    developer = world.user("verksamhetsutvecklare")
    assert actions.plan_meeting(body=board(world.association), date=DAY, by=developer).pk
    with pytest.raises(PermissionDenied):
        actions.record_delegated(association=world.association, on=DAY, delegate="x", text="y", by=developer)


# --- what others ask -------------------------------------------------------------------------------------------------


def test_the_next_meeting_is_the_first_planned_one(world):
    a = world.association
    assert reads.next_meeting(a, DAY) is None
    meeting(a, date(2024, 3, 1), people=False)
    group = actions.plan_meeting(body=board(a, "Länsam", "annat"), date=date(2024, 3, 10), by=BY)
    later = meeting(a, date(2024, 5, 6), people=False)
    assert reads.next_meeting(a, DAY) == group
    assert reads.next_meeting(a, DAY, "styrelse") == later
    assert reads.next_meeting(world.other, DAY) is None
    assert [str(one) for one in reads.unfinished(a, DAY)] == ["Styrelsen 2024-03-01"]


def test_decisions_are_found_by_words(world):
    made = adjusted(world.association)
    assert list(reads.decided(world.association, "budget")) == list(made.paragraphs.all())
    assert not reads.decided(world.association, "hyra").exists()
