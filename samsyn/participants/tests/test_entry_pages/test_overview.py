"""The office's overview of a period."""

from datetime import date as d

from samsyn.associations.access import can
from samsyn.desk.tasks import own_tasks
from samsyn.interventions.tests import builder as money
from samsyn.participants.actions import periods
from samsyn.participants.actions import reporting as actions
from samsyn.participants.models import Report
from samsyn.participants.tests import builder
from samsyn.participants.tests.builder import T1, T2, T3
from samsyn.participants.tests.test_entry_pages.laying import WHOLE, address, at, send, text
from samsyn.reports.tests.counting import queries


def test_the_office_opens_a_period_sees_who_has_come_how_far_and_closes_it(world, vagval, office, sam):
    assert "Ingen period är öppen för 2024" in text(office.get(at("reporting")))
    assert "Inget att rapportera 2024" in text(sam.get(at("reporting")))
    assert office.post(at("period-open"), {"part": "2024-T1", "due": ""}).url == at("reporting")
    assert "Försenad Rapportera" in text(office.get(at("reporting")))
    refused = text(office.post(at("period-close", "2024-T1")))
    assert "Vägval har inte lämnat in." in refused
    send(sam, vagval, {"new-women": "1"}, do="save")
    assert "Fortsätt" in text(sam.get(at("reporting")))
    send(sam, vagval, WHOLE, version=1)
    assert "1 av 1 klara" in text(office.get(at("reporting")))
    office.post(at("period-close", "2024-T1"))
    assert "Stängd" in text(office.get(at("reporting")))


def test_an_intervention_may_hand_in_nothing_with_a_reason(vagval, tertial, office):
    assert "Lämnar inget" in text(office.get(at("reporting")))
    office.post(address("entry-excuse", vagval), {"reason": "Startar i maj"})
    assert "Utgår: Startar i maj" in text(office.get(at("reporting")))
    assert office.post(at("period-close", T1.code)).status_code == 302


def test_a_coordinator_sees_its_own_interventions_only_and_no_buttons_of_the_office(world, vagval, tertial, sam):
    theirs = money.intervention(world.association, "annan", name="Annan insats", owner=world.party("Byns kommun"))
    page = text(sam.get(at("reporting")))
    assert "Vägval" in page and theirs.name not in page
    assert "Stäng perioden" not in page and "Läs in ur fil" not in page and "Lämnar inget" not in page


def test_the_work_list_leads_to_the_report_and_the_office_to_what_is_late(world, vagval, tertial):
    coordinator, head = world.party_user("samordnare"), world.user("forbundschef")
    own = own_tasks(coordinator, world.association, d(2024, 5, 20), _may(coordinator, world))
    assert [(work.action, work.link.view, work.link.kwargs["part"]) for work in own] == [
        ("Rapportera", "participants:entry", "2024-T1")
    ]
    begun = {"intervention": vagval, "period": tertial, "typed": {"new-women": "1"}, "version": 0, "by": coordinator}
    actions.save_draft(**begun)
    own = own_tasks(coordinator, world.association, d(2024, 5, 20), _may(coordinator, world))
    assert [(work.action, work.text) for work in own] == [("Fortsätt", "Vägval. Påbörjad.")]
    late = own_tasks(head, world.association, d(2024, 7, 1), _may(head, world))
    assert "En insats har inte rapporterat tertial 1 2024" in [work.title for work in late]
    builder.handed_in(vagval, tertial, builder.flow((9, 5, 4)))
    done = own_tasks(head, world.association, d(2024, 7, 1), _may(head, world))
    assert "Stäng rapporteringen för tertial 1 2024" in [work.title for work in done]
    assert own_tasks(coordinator, world.association, d(2024, 5, 20), _may(coordinator, world)) == []


def test_a_report_that_must_be_corrected_in_a_closed_period_is_the_offices_to_open(world, vagval, office, sam):
    builder.collects(world.association, "age_class")
    first, second, last = builder.opened(world.association, T1, T2, T3)
    builder.handed_in(vagval, first, builder.flow((9, 2, 1)))
    builder.handed_in(vagval, second, builder.flow((10, 2, 1)))
    builder.handed_in(vagval, last, builder.flow((11, 2, 1)) | {"age_class.20-29-women": 15})
    periods.close_period(period=last, by="prov")
    head, day = world.user("forbundschef"), d(2025, 3, 1)
    assert "Öppna tertial 3" not in str(own_tasks(head, world.association, day, _may(head, world)))
    builder.corrected(Report.objects.get(period=first), {"new-women": 4})
    work = {one.title: one for one in own_tasks(head, world.association, day, _may(head, world))}
    told = work["Öppna tertial 3 2024 igen"]
    assert told.text == "Vägval ska rättas." and told.link.view == "participants:period-reopen"
    assert "1 ska rättas" in text(office.get(at("reporting")))
    coordinator = world.party_user("samordnare")
    own = own_tasks(coordinator, world.association, day, _may(coordinator, world))
    assert [(one.action, one.text) for one in own] == [("Rätta", "Vägval. Ska rättas.")]
    page = text(sam.get(address("entry", vagval, T3)))
    assert "20–29 år, kvinnor: Kvinnornas åldrar blir 15, men 17 inskrivna under året." in page
    office.post(at("period-reopen", T3.code), {"reason": "Åldern följer med"})
    again = text(office.get(at("reporting")))
    assert "0 av 1 klara. Lämnas senast 28 januari 2025. 1 ska rättas" in again


def _may(user, world):
    return lambda permission: can(user, permission, world.association)


def test_the_pages_ask_as_much_of_the_database_however_much_there_is(world, vagval, tertial, office):
    for _ in range(2):
        office.get(at("reporting"))
    few, few_entry = queries(office, at("reporting")), queries(office, address("entry", vagval))
    for number in range(6):
        money.intervention(world.association, f"insats-{number}", name=f"Insats {number}")
    builder.collects(world.association, "referral", "exit_reason", "income_ended_before")
    assert queries(office, at("reporting")) == few
    assert queries(office, address("entry", vagval)) == few_entry
