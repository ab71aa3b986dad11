"""What waits for the very person who looks, and how the interventions stand, on the overview."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from samsyn.associations.access import can
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.desk.tasks import own_tasks
from samsyn.desk.usage import used_in
from samsyn.interventions.models import Application, AttestRight, Due
from samsyn.interventions.tests.builder import agreed, claimed, decided, intervention
from samsyn.reports.tests.counting import queries
from samsyn.reports.tests.small_books import two_years_of_interventions

TODAY = timezone.localdate()


def overview(client, period="2024"):
    response = client.get(f"/an/{period}/")
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def vagval(world):
    made = intervention(world.association)
    agreed(decided(made, {2024: 400_000}))
    return made


def _waits(of, number="7", state="intygad"):
    return claimed(of, 12_000, number, state=state, approved=None, cost_date=None, checked=None, decided=None)


def _may_check(world):
    """A head of office who stands in the attestordning."""
    head = world.user("forbundschef")
    AttestRight.objects.create(association=world.association, step="sakattest", person=head, start=date(2020, 1, 1))
    return world.login(head)


def test_a_document_to_attest_is_offered_to_the_one_who_may_and_no_one_else(world, vagval):
    claim = _waits(vagval)
    text = overview(_may_check(world))
    assert "Sakattestera rekvisition 7" in text
    assert "Vägval, 12 000 kr." in text
    assert f"/rekvisitioner/{claim.pk}/" in text
    assert "Sakattestera" not in overview(world.client("verksamhetsutvecklare"))


def test_many_documents_are_one_row(world, vagval):
    client = _may_check(world)
    for number in range(5):
        _waits(vagval, str(number))
    text = overview(client)
    assert "5 rekvisitioner och fakturor väntar på dig" in text
    assert text.count("Sakattestera") == 0


def test_an_insatsagare_sees_what_to_certify_and_to_hand_in_though_no_economy(world, vagval):
    owner = world.party_user(party="Åns kommun")
    _waits(vagval, "8", state="inkommen")
    Due.objects.create(
        association=world.association, intervention=vagval, kind="uppföljning", title="Uppföljning januari–april",
        due=TODAY - timedelta(days=3), period_to=TODAY, party=vagval.owner, role="insatsagare",
    )  # fmt: skip
    text = overview(world.login(owner))
    assert "Intyga rekvisition 8" in text
    assert "Uppföljning januari–april" in text and 'class="nar sen"' in text
    assert "Resultat mot budget" not in text


def test_another_partys_people_see_nothing_of_it(world, vagval):
    _waits(vagval, "8", state="inkommen")
    world.party("Bys kommun")
    text = overview(world.login(world.party_user(party="Bys kommun")))
    assert "Intyga" not in text and "Inget väntar på dig." in text


def test_an_application_waits_for_the_office_and_a_complement_for_the_applicant(world):
    party = world.party("Åns kommun")
    application = Application.objects.create(
        association=world.association, title="Nya vägar", applicant=party, state="inlämnad", received=TODAY
    )
    assert "Ta hand om ansökan Nya vägar" in overview(world.client("verksamhetsutvecklare"))
    owner = world.login(world.party_user(party="Åns kommun"))
    assert "Nya vägar" not in overview(owner)
    Application.objects.filter(pk=application.pk).update(state="komplettering")
    assert "Komplettera ansökan Nya vägar" in overview(owner)
    assert "Nya vägar" not in overview(world.client("verksamhetsutvecklare"))


def test_what_the_year_asks_is_one_row_for_the_role_that_owns_it(world):
    found = {}
    for role in ("forbundschef", "revisor"):
        user = world.user(role)
        found[role] = own_tasks(
            user, world.association, date(2024, 12, 20), lambda p, u=user: can(u, p, world.association)
        )
    assert [task.link.view for task in found["forbundschef"]] == ["governance:year-plan"]
    assert found["forbundschef"][0].late and "årshjulet" in found["forbundschef"][0].title
    assert found["revisor"] == []


def test_a_withdrawn_person_is_asked_for_nothing(world, vagval):
    client = _may_check(world)
    _waits(vagval)
    AttestRight.objects.update(end=TODAY - timedelta(days=1))
    assert "Sakattestera" not in overview(client)


# --- the interventions' standing --------------------------------------------------------------------------------------


def test_the_overview_says_what_remains_what_goes_on_and_what_it_cost(world, books):
    two_years_of_interventions(world.association)
    text = overview(world.client())
    assert "tkr återstår av beslutade medel" in text
    assert "3 insatser pågick 31 december 2024. Kostnad 2024: 4 tkr." in text
    assert "Kostnad 2024 hittills: 4 tkr." in overview(world.client(), "2024-06")


def test_without_interventions_the_overview_says_nothing_of_them(world, books):
    assert "återstår av beslutade medel" not in overview(world.client())


def test_the_overview_costs_a_fixed_number_of_queries_however_much_waits(world, books):
    made = two_years_of_interventions(world.association)
    client = _may_check(world)
    _waits(made, "70")
    few = queries(client, "/an/2024/")
    for number in range(71, 80):
        _waits(made, str(number))
    assert queries(client, "/an/2024/") <= few
    assert few <= 64


# --- explanations -----------------------------------------------------------------------------------------------------


def test_whoever_may_not_read_claims_sees_the_amounts_without_the_doors(world, books):
    two_years_of_interventions(world.association)
    address = "/an/2024/siffra/interventions.cost/2024/"
    assert "/rekvisitioner/" in world.client().get(address).content.decode()
    text = world.client("beredning").get(address).content.decode()
    assert "/rekvisitioner/" not in text
    assert "Vägval: Rekvisition 3" in text


def test_a_figure_of_interventions_says_where_it_stands():
    views = {link.view for key in ("interventions.cost", "commitments.cost", "commitments.remaining")
             for _, link in used_in(key, Scope(Period(2024)))}  # fmt: skip
    assert {"reports:interventions", "reports:notes", "reports:balance", "desk:overview"} <= views


def test_single_interventions_are_in_the_catalogue_only_when_searched_for(world, books):
    two_years_of_interventions(world.association)
    client = world.client()
    assert "Vägval: återstår" not in client.get("/an/2024/siffror/").content.decode()
    text = client.get("/an/2024/siffror/?q=vägval").content.decode()
    assert "Vägval: återstår" in text and "En insats i taget" in text
