"""Follow-up and final reports: who writes, what is kept, what a final report changes; and the list of what is owed."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.interventions.actions import followup as actions
from samsyn.interventions.actions.duties import plan_dues
from samsyn.interventions.actions.followup import Content
from samsyn.interventions.domain.words import ChoiceKind
from samsyn.interventions.models import Choice, Due, FollowUp
from samsyn.interventions.queries.followup import digest, texts_of, themes
from samsyn.interventions.queries.lists import choices
from samsyn.interventions.tests.builder import agreed, decided, intervention

EVER, TODAY = date(2000, 1, 1), date(2024, 5, 2)


@pytest.fixture
def vagval(world):
    made = intervention(world.association, start=date(2023, 1, 1), end=date(2024, 12, 31))
    plan_dues(agreed(decided(made, {2024: 400_000}), valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31)), EVER)
    return made


@pytest.fixture
def writer(world):
    return world.party_user("samordnare")


@pytest.fixture
def draft(vagval, writer):
    return actions.start_report(intervention=vagval, period_from=date(2024, 1, 1), period_to=date(2024, 4, 30),
                                by=writer)  # fmt: skip


def theme(world, number=0):
    return choices(world.association, ChoiceKind.THEME)[number].pk


def at(name, *rest, slug="an"):
    return reverse(f"interventions:{name}", args=[slug, "2024", *rest])


# --- writing --------------------------------------------------------------------------------------------------------


def test_a_report_is_written_a_piece_at_a_time_and_handed_in(world, draft, writer):
    actions.save_report(report=draft, content=Content({theme(world): "Många började arbeta."}), by=writer)
    actions.save_report(report=draft, content=Content({theme(world, 1): "Lokalen är trång."}), by=writer)
    actions.send_report(report=draft, on=TODAY, by=writer)
    assert [one.text for one in texts_of(draft)] == ["Många började arbeta.", "Lokalen är trång."]
    assert (draft.state, draft.sent) == ("inlämnad", TODAY)
    assert Due.objects.get(kind="uppföljning", period_to=date(2024, 4, 30)).done == TODAY
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True))[-4:] == [
        "followup.started", "followup.saved", "followup.saved", "followup.sent",
    ]  # fmt: skip


def test_an_empty_report_is_not_handed_in_and_one_handed_in_is_not_changed(world, draft, writer):
    with pytest.raises(Refused, match="minst ett tema"):
        actions.send_report(report=draft, on=TODAY, by=writer)
    actions.save_report(report=draft, content=Content({theme(world): "x"}), by=writer)
    actions.send_report(report=draft, on=TODAY, by=writer)
    with pytest.raises(Refused, match="ändras inte"):
        actions.save_report(report=draft, content=Content({theme(world): "y"}), by=writer)


def test_saving_the_same_again_writes_no_event(world, draft, writer):
    actions.save_report(report=draft, content=Content({theme(world): "x"}), by=writer)
    before = Event.objects.count()
    actions.save_report(report=draft, content=Content({theme(world): "x"}), by=writer)
    assert Event.objects.count() == before


def test_two_who_write_at_once_do_not_lose_each_others_text(world, draft, writer):
    seen = digest(draft)
    actions.save_report(report=draft, content=Content({theme(world): "ett"}), by=writer, seen=seen)
    with pytest.raises(Refused, match="Någon annan har sparat"):
        actions.save_report(report=draft, content=Content({theme(world): "två"}), by="prov", seen=seen)
    assert texts_of(draft)[0].text == "ett"


def test_a_text_that_is_emptied_is_gone(world, draft, writer):
    actions.save_report(report=draft, content=Content({theme(world): "x"}), by=writer)
    actions.save_report(report=draft, content=Content({theme(world): " "}), by=writer)
    assert texts_of(draft) == []


def test_a_theme_that_ended_is_not_asked_about_unless_it_is_written_about(world, draft, writer):
    ended = Choice.objects.get(pk=theme(world))
    ended.end = date(2024, 1, 31)
    ended.save()
    assert ended not in [one.theme for one in themes(draft)]
    actions.save_report(report=draft, content=Content({ended.pk: "x"}), by=writer)
    assert ended in [one.theme for one in themes(draft)]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [(date(2024, 5, 1), date(2024, 4, 1), "slutar före"), (date(2021, 1, 1), date(2021, 4, 30), "utanför insatsens"),
     (date(2024, 1, 1), date(2024, 4, 30), "Det finns redan en uppföljning")],
)  # fmt: skip
def test_a_period_that_cannot_be_reported_is_refused(vagval, draft, writer, start, end, said):
    with pytest.raises(Refused, match=said):
        actions.start_report(intervention=vagval, period_from=start, period_to=end, by=writer)


def test_the_office_marks_it_read_once(world, draft, writer):
    head = world.user("forbundschef")
    with pytest.raises(Refused, match="inte inlämnad"):
        actions.read_report(report=draft, on=TODAY, by=head)
    actions.save_report(report=draft, content=Content({theme(world): "x"}), by=writer)
    actions.send_report(report=draft, on=TODAY, by=writer)
    with pytest.raises(PermissionDenied):
        actions.read_report(report=draft, on=TODAY, by=writer)
    actions.read_report(report=draft, on=TODAY, by=head)
    with pytest.raises(Refused, match="redan läst"):
        actions.read_report(report=draft, on=TODAY, by=head)


# --- the final report -----------------------------------------------------------------------------------------------


def final(world, made, writer, **said):
    report = actions.start_report(intervention=made, period_from=made.start, period_to=made.end, by=writer, final=True)
    values = {"texts": {theme(world): "x"}, "outcome": "Femtio i arbete.", "implemented": "ja", "where": "Åns kommun"}
    return actions.save_report(report=report, content=Content(**{**values, **said}), by=writer)


def test_a_final_report_ends_the_intervention_and_says_where_it_lives_on(world, vagval, writer):
    report = final(world, vagval, writer)
    actions.send_report(report=report, on=date(2025, 2, 1), by=writer)
    vagval.refresh_from_db()
    assert (vagval.state, vagval.implemented, vagval.implemented_where) == ("avslutad", "ja", "Åns kommun")
    assert Due.objects.get(kind="slutrapport").done == date(2025, 2, 1)


def test_a_final_report_must_say_what_came_of_it_all_reasons_at_once(world, vagval, writer):
    report = final(world, vagval, writer, texts={}, outcome="", implemented="", where="")
    with pytest.raises(Refused) as refused:
        actions.send_report(report=report, on=date(2025, 2, 1), by=writer)
    assert len(refused.value.errors) == 3
    lives = final_where(world, report, writer)
    assert lives == ["Skriv var insatsen lever vidare."]
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=report.pk).update(state="inlämnad", implemented="")


def final_where(world, report, writer):
    said = Content({theme(world): "x"}, "Det gick bra.", "delvis", "")
    actions.save_report(report=report, content=said, by=writer)
    with pytest.raises(Refused) as refused:
        actions.send_report(report=report, on=date(2025, 2, 1), by=writer)
    return refused.value.errors


def test_there_is_one_final_report(world, vagval, writer):
    final(world, vagval, writer)
    with pytest.raises(Refused, match="redan en slutrapport"):
        final(world, vagval, writer)


# --- who writes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["samordnare", "insatsagare"])
def test_a_co_party_reads_but_does_not_write(world, vagval, role):
    other = world.party_user(role, "Region Ån")
    with pytest.raises(PermissionDenied):
        actions.start_report(intervention=vagval, period_from=date(2024, 1, 1), period_to=date(2024, 4, 30), by=other)
    assert world.login(other).get(at("report-new", vagval.pk)).status_code == 403


def test_a_draft_is_its_writers_own_and_a_report_everyones(world, vagval, draft, writer):
    owner, co_party = world.party_user("insatsagare"), world.party_user("samordnare", "Region Ån")
    actions.save_report(report=draft, content=Content({theme(world): "Hemligt än"}), by=writer)

    def seen(user):
        client = world.login(user)
        listed = client.get(at("reports")).content.decode()
        return client.get(at("report", draft.pk)).status_code, "Vägval" in listed

    board = world.user("styrelseledamot")
    assert [seen(u)[0] for u in (writer, owner, world.user("forbundschef"), co_party, board)] == [
        200, 200, 200, 404, 404,
    ]  # fmt: skip
    assert [seen(u)[1] for u in (writer, board)] == [True, False]
    actions.send_report(report=draft, on=TODAY, by=writer)
    assert [seen(u)[0] for u in (co_party, board, world.user("revisor"), world.user("beredning"))] == [200] * 4


def test_another_partys_people_see_neither_report_nor_due(world, vagval, draft):
    world.party("Dals kommun")
    other = world.login(world.party_user("insatsagare", "Dals kommun"))
    for name, pk in (("report", draft.pk), ("report-edit", draft.pk), ("report-new", vagval.pk)):
        assert other.get(at(name, pk)).status_code == 404
    assert "Vägval" not in other.get(at("dues")).content.decode()
    assert other.get(at("due-drop", Due.objects.first().pk)).status_code == 404


def test_a_stranger_gets_404_on_every_page(world, vagval, draft):
    client, due = world.client("stranger"), Due.objects.first()
    for name, *rest in (("dues",), ("reports",), ("due-drop", due.pk), ("report", draft.pk), ("report-edit", draft.pk),
                        ("report-new", vagval.pk)):  # fmt: skip
        assert client.get(at(name, *rest)).status_code == 404
        if rest:
            assert client.get(at(name, *rest, slug="backen")).status_code == 404
    assert client.post(at("report-read", draft.pk)).status_code == 404
    assert client.post(at("report-read", draft.pk, slug="backen")).status_code == 404


READERS = {"forbundschef", "verksamhetsutvecklare", "ekonom", "registrator", "styrelseledamot", "revisor", "beredning"}
OFFICE = {"forbundschef", "verksamhetsutvecklare"}


@pytest.mark.parametrize("role", [*sorted(READERS), "systemforvaltare", "medlemsrepresentant"])
def test_who_may_open_what(world, vagval, draft, role):
    client = world.client(role)
    read = 200 if role in READERS or role == "medlemsrepresentant" else 403
    write = 200 if role in OFFICE else 403
    assert client.get(at("dues")).status_code == client.get(at("reports")).status_code == read
    assert client.get(at("report-new", vagval.pk)).status_code == write
    due = client.get(at("due-drop", Due.objects.first().pk)).status_code
    assert due == (write if role in READERS else 404 if role == "medlemsrepresentant" else 403)
    assert client.post(at("report-read", draft.pk)).status_code == (302 if role in OFFICE else 403)


# --- pages ----------------------------------------------------------------------------------------------------------


def test_a_report_is_begun_from_what_is_owed_saved_and_handed_in(world, vagval, writer):
    client = world.login(writer)
    due = Due.objects.get(kind="uppföljning", period_to=date(2024, 4, 30))
    page = client.get(f"{at('report-new', vagval.pk)}?due={due.pk}").content.decode()
    assert re.search(rf'value="{due.pk}"[^>]*checked', page)
    assert client.post(at("report-new", vagval.pk), {"which": due.pk}).status_code == 302
    report = FollowUp.objects.get()
    assert (report.period_from, report.period_to, report.final) == (date(2024, 1, 1), date(2024, 4, 30), False)
    text = {f"theme-{theme(world)}": "Bra.", "seen": digest(report), "do": "save"}
    assert client.post(at("report-edit", report.pk), text)["Location"] == at("report-edit", report.pk)
    assert "Bra." in client.get(at("report-edit", report.pk)).content.decode()
    sent = client.post(at("report-edit", report.pk), text | {"seen": digest(report), "do": "send"}, follow=True)
    assert sent.redirect_chain == [(at("report", report.pk), 302)]
    assert client.get(at("report-edit", report.pk))["Location"] == at("report", report.pk)


def test_what_is_typed_is_kept_when_handing_in_is_refused(world, vagval, writer):
    report = actions.start_report(intervention=vagval, period_from=vagval.start, period_to=vagval.end, by=writer,
                                  final=True)  # fmt: skip
    client = world.login(writer)
    typed = {f"theme-{theme(world)}": "Bra.", "seen": digest(report), "do": "send"}
    page = client.post(at("report-edit", report.pk), typed).content.decode()
    assert "Skriv vad insatsen ledde till." in page
    assert "Välj om insatsen är implementerad" in page
    assert texts_of(report)[0].text == "Bra."
    assert f'name="seen" value="{digest(report)}"' in page


def test_another_period_needs_its_days(world, vagval, writer):
    page = world.login(writer).post(at("report-new", vagval.pk), {"which": "annan"}).content.decode()
    assert page.count("Skriv periodens första och sista dag.") == 4


def test_the_office_reads_and_marks_it(world, draft, writer):
    actions.save_report(report=draft, content=Content({theme(world): "Det gick bra <b>här</b>."}), by=writer)
    actions.send_report(report=draft, on=TODAY, by=writer)
    client = world.client("verksamhetsutvecklare")
    page = client.get(at("report", draft.pk)).content.decode()
    assert "Det gick bra &lt;b&gt;här&lt;/b&gt;." in page
    assert "Markera som läst" in page
    client.post(at("report-read", draft.pk))
    assert "Markera som läst" not in client.get(at("report", draft.pk)).content.decode()


def test_the_due_list_puts_ones_own_first_and_says_what_is_late(world, vagval):
    today = timezone.localdate()
    Due.objects.all().delete()
    for number, (days, role) in enumerate(((-3, "insatsagare"), (200, "insatsagare"), (-5, "samordnare"))):
        Due.objects.create(association=world.association, intervention=vagval, kind="rekvisition", role=role,
                           title=f"Sak {number}", due=today + timedelta(days=days), party=vagval.owner)  # fmt: skip
    world.party_user("samordnare")
    page = world.login(world.party_user("insatsagare")).get(at("dues")).content.decode()
    assert page.index("Sak 0") < page.index("Sak 2")
    assert "3\u00a0dagar försenat" in page
    assert "Sak 1" not in page
    assert "1 till är längre fram än hundra dagar" in page
    assert "Sak 1" in world.client().get(f"{at('dues')}?alla").content.decode()


def test_the_office_drops_a_due_with_its_reason(world, vagval):
    due = Due.objects.first()
    client = world.client()
    assert "Skäl" in client.post(at("due-drop", due.pk), {"reason": ""}).content.decode()
    assert client.post(at("due-drop", due.pk), {"reason": "På papper"}).status_code == 302
    due.refresh_from_db()
    assert due.dropped == "På papper"


def test_empty_pages_teach(world):
    assert "två veckor före" in world.client().get(at("dues")).content.decode()
    assert "tema för tema" in world.client().get(at("reports")).content.decode()
