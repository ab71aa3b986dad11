"""The books' projects against the claims: a difference is explained or red, and a note holds only for its own."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.models import Event
from samsyn.core.money import NBSP
from samsyn.core.refused import Refused
from samsyn.interventions.actions.reconciliation import explain_difference
from samsyn.interventions.domain.reconciliation import Asked, Booked, Compared, Verdict, match
from samsyn.interventions.domain.words import AttestPlace
from samsyn.interventions.models import Confirmation, Intervention
from samsyn.interventions.queries.lists import policy
from samsyn.interventions.queries.reconciliation import matched, named, reconciled
from samsyn.interventions.tests.builder import KR, agreed, claimed, decided, intervention
from samsyn.interventions.views import reconciliation as views
from samsyn.ledger.importing import actions as importing
from samsyn.ledger.models import MappingRow
from samsyn.ledger.tests.sie_builder import Sie, V


def booked(world, *costs, year=2024):
    """The year's books with costs (month, project, kronor), read from a file."""
    MappingRow.objects.get_or_create(
        association=world.association, account_from=4000, account_to=7999, line="costs", defaults={"sign": 1}
    )
    vouchers = tuple(
        V(str(number), f"{year}{month:02d}11", f"Rekvisition {number}",
          ((4010, kronor * KR, f'6 "{project}"'), (2440, -kronor * KR)))
        for number, (month, project, kronor) in enumerate(costs, start=1)
    )  # fmt: skip
    objects = tuple(f'#OBJEKT 6 "{project}" "Projekt {project}"' for project in sorted({c[1] for c in costs} - {"P1"}))
    content = Sie(year=year, vouchers=vouchers, extra=objects).bytes()
    item = importing.upload(association=world.association, file=ContentFile(content, "b.se"), name="b.se", by="prov",
                            at_once=True)  # fmt: skip
    return importing.confirm(item=item, by="prov", at_once=True)


@pytest.fixture
def people(world):
    return world.user("verksamhetsutvecklare"), world.user("forbundschef")


@pytest.fixture
def vagval(world):
    made = intervention(world.association)
    agreed(decided(made, {2024: 400_000}))
    return made


def only(world):
    return reconciled(world.association, 2024).rows[0]


# --- an intervention and a year -------------------------------------------------------------------------------------


def test_an_intervention_whose_project_shows_its_claims_and_answers_agrees(world, vagval, people):
    claimed(vagval, 100_000, users=people)
    Confirmation.objects.create(association=world.association, intervention=vagval, year=2024, asked=date(2024, 12, 1),
                                due=date(2025, 1, 15), answered=date(2025, 1, 9), amount=5_000 * KR)  # fmt: skip
    booked(world, (5, "P01", 100_000), (12, "P01", 5_000))
    row = only(world)
    assert (row.claimed, row.booked, row.verdict) == (105_000 * KR, 105_000 * KR, Verdict.SAME)


def test_a_difference_is_red_until_explained_and_red_again_when_it_changes(world, vagval, people):
    claimed(vagval, 100_000, "1", users=people)
    booked(world, (5, "P01", 98_000))
    assert (only(world).difference, only(world).verdict) == (-2_000 * KR, Verdict.RED)
    explain_difference(intervention=vagval, year=2024, text="Rättas i maj", by="prov")
    assert only(world).verdict is Verdict.EXPLAINED
    claimed(vagval, 1, "2", users=people)
    row = only(world)
    assert (row.verdict, row.explained, row.difference) == (Verdict.RED, -2_000 * KR, -2_001 * KR)
    explain_difference(intervention=vagval, year=2024, text="Ny förklaring", by="prov")
    event = Event.objects.filter(verb="export.difference").first()
    assert "Rättas i maj" in event.before
    assert "Ny förklaring" in event.after


def test_what_agrees_or_is_not_said_cannot_be_explained(world, vagval, people):
    claimed(vagval, 100_000, users=people)
    booked(world, (5, "P01", 100_000))
    with pytest.raises(Refused) as refused:
        explain_difference(intervention=vagval, year=2024, text=" ", by="prov")
    assert len(refused.value.errors) == 2
    with pytest.raises(PermissionDenied):
        explain_difference(intervention=vagval, year=2024, text="x", by=world.user("styrelseledamot"))


def test_projects_of_no_intervention_and_interventions_without_project_are_listed(world, vagval, people):
    bare = intervention(world.association, "bar", name="Utan projekt")
    intervention(world.association, "forum", name="Forum", run_by="egen", project="P21")
    claimed(bare, 7_000, users=people)
    booked(world, (3, "P21", 500), (4, "P77", 900))
    found = reconciled(world.association, 2024)
    assert [(row.name, row.verdict) for row in found.rows] == [("Utan projekt", Verdict.NO_PROJECT)]
    assert [(one.project, one.name, one.amount, one.own) for one in found.loose] == [
        ("P21", "Projekt P21", 500 * KR, "Forum"), ("P77", "Projekt P77", 900 * KR, ""),
    ]  # fmt: skip


def test_a_year_without_vouchers_has_nothing_to_compare_with(world, vagval, people):
    claimed(vagval, 100_000, users=people)
    found = reconciled(world.association, 2024)
    assert (found.known, found.rows[0].booked, found.rows[0].verdict) == (False, None, None)


def test_one_year_does_not_borrow_from_another(world, vagval, people):
    claimed(vagval, 100_000, users=people, year=2023)
    booked(world, (5, "P01", 100))
    assert [(row.claimed, row.booked) for row in reconciled(world.association, 2024).rows] == [(0, 100 * KR)]


def test_the_number_of_queries_does_not_grow(world, people, django_assert_max_num_queries):
    for number in range(12):
        made = intervention(world.association, f"i{number}", name=f"Insats {number}", project=f"P1{number:02d}")
        claimed(made, 1_000, users=people)
    booked(world, *((5, f"P1{number:02d}", 1_000) for number in range(12)))
    with django_assert_max_num_queries(14):
        found = reconciled(world.association, 2024)
    assert {row.verdict for row in found.rows} == {Verdict.SAME}


@pytest.mark.parametrize(
    ("project", "claimed_", "booked_", "verdict"),
    [("P1", 5, 5, Verdict.SAME), ("P1", 5, 6, Verdict.RED), ("", 5, 0, Verdict.NO_PROJECT), ("P1", 5, None, None),
     ("", 0, 0, Verdict.SAME)],
)  # fmt: skip
def test_verdicts_follow_from_the_two_sides(project, claimed_, booked_, verdict):
    assert Compared(1, "x", project, claimed_, booked_).verdict is verdict


# --- voucher by voucher ---------------------------------------------------------------------------------------------


def test_each_document_takes_the_nearest_voucher_of_its_amount_and_project():
    rows = [Booked(n, str(n), date(2024, month, 1), "P1", 100) for n, month in ((1, 2), (2, 6), (3, 9))]
    found = match([*rows, Booked(4, "4", date(2024, 6, 1), "P2", 100)], [
        Asked("v", 1, "a", date(2024, 6, 20), "P1", 100), Asked("v", 2, "b", date(2024, 1, 20), "P1", 100),
        Asked("v", 3, "c", date(2024, 6, 20), "P1", 101), Asked("v", 4, "d", date(2024, 6, 20), "", 100),
    ])  # fmt: skip
    assert [(row.voucher, one.pk) for row, one in found.pairs] == [(1, 2), (2, 1)]
    assert [row.voucher for row in found.only_booked] == [4, 3]
    assert [one.pk for one in found.only_asked] == [3, 4]


def test_where_attest_is_done_elsewhere_vouchers_without_documents_are_listed(world, vagval, people):
    claimed(vagval, 100_000, "1", users=people, state="inkommen", approved=None, cost_date=None, decided=None,
            decided_by=None, checked=None, checked_by=None)  # fmt: skip
    claimed(vagval, 3_000, "2", users=people)
    booked(world, (5, "P01", 100_000), (6, "P01", 40_000))
    found = named(world.association, matched(world.association, 2024))
    assert [(row.label, one.label) for row, one in found.pairs] == [("A 1 Rekvisition 1", "Rekvisition 1, Vägval")]
    assert [row.amount for row in found.only_booked] == [40_000 * KR]
    assert [one.label for one in found.only_asked] == ["Rekvisition 2, Vägval"]


# --- pages ----------------------------------------------------------------------------------------------------------


def at(name, *rest, slug="an"):
    return reverse(f"interventions:{name}", args=[slug, "2024", *rest])


def test_the_page_shows_both_sides_and_the_way_to_explain(world, vagval, people):
    claimed(vagval, 100_000, users=people)
    booked(world, (5, "P01", 98_000), (5, "P77", 10))
    client = world.client("ekonom")
    text = client.get(at("reconciliation")).content.decode()
    assert "1 insats behöver redas ut" in text
    assert "Inte förklarad" in text
    assert "ingen insats" in text
    assert "Verifikation för verifikation" not in text
    assert client.post(at("reconciliation-explain", vagval.pk), {"text": "Fel period"}).status_code == 302
    text = client.get(at("reconciliation")).content.decode()
    assert "Förklarad" in text
    assert "Fel period" in text
    assert "Hör ihop" not in text
    assert "Bokfört utan dokument" in client.get(f"{at('reconciliation')}?dokument").content.decode()


def test_where_attest_is_done_elsewhere_the_page_goes_voucher_by_voucher(world, vagval, people):
    rules = policy(world.association)
    rules.attest_place = AttestPlace.ACCOUNTING
    rules.save()
    booked(world, (5, "P01", 98_000))
    assert "Bokfört utan dokument" in world.client("ekonom").get(at("reconciliation")).content.decode()


def test_an_empty_year_says_what_will_stand_there(world):
    text = world.client("ekonom").get(at("reconciliation")).content.decode()
    assert "Inget att jämföra för 2024" in text


@pytest.mark.parametrize(
    ("role", "read", "write"),
    [("forbundschef", 200, 200), ("ekonom", 200, 200), ("verksamhetsutvecklare", 200, 403),
     ("styrelseledamot", 200, 403), ("revisor", 200, 403), ("registrator", 403, 403), ("beredning", 403, 403),
     ("systemforvaltare", 403, 403), ("stranger", 404, 404)],
)  # fmt: skip
def test_who_may_read_and_who_may_explain(world, vagval, role, read, write):
    client = world.client(role)
    assert client.get(at("reconciliation")).status_code == read
    assert client.get(at("reconciliation-explain", vagval.pk)).status_code == write


def test_another_associations_intervention_is_not_found_and_a_party_is_refused(world, vagval):
    assert world.login(world.stranger).get(at("reconciliation-explain", vagval.pk, slug="backen")).status_code == 404
    assert world.login(world.party_user()).get(at("reconciliation")).status_code == 403


# --- many -----------------------------------------------------------------------------------------------------------


def many(world, people, first, last):
    """So many interventions with a claim each, every third booked a hundred kronor short."""
    rows = []
    for number in range(first, last):
        made = intervention(world.association, f"i{number:02d}", name=f"Insats {number:02d}", project=f"P1{number:02d}")
        claimed(made, 1_000, users=people)
    for number in range(last):
        rows.append((5, f"P1{number:02d}", 900 if number % 3 == 0 else 1_000))
    booked(world, *rows, (5, "P77", 10), (6, "P78", 20), (7, "P79", 30))


@pytest.fixture
def paged(monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    monkeypatch.setattr(views, "DOCUMENTS", 2)


def seen(client, query=""):
    text = client.get(at("reconciliation") + query).content.decode().replace(NBSP, " ")
    return sorted(set(re.findall(r"/insatser/\d+/\">(Insats \d\d)</a>", text))), text


def test_many_interventions_stand_a_page_at_a_time_and_the_sums_are_of_all(world, people, paged):
    many(world, people, 0, 5)
    client = world.client("ekonom")
    for number, names in enumerate((["00", "01"], ["02", "03"], ["04"]), start=1):
        found, text = seen(client, f"?sida={number}")
        assert found == [f"Insats {name}" for name in names]
        assert "2 insatser behöver redas ut" in text
        assert re.search(
            r"Summa, alla sidor</th><td></td><td class=\"tal\">5 000,00</td><td class=\"tal\">4 800,00<", text
        )


def test_those_to_settle_are_one_choice_away_wherever_they_stand(world, people, paged):
    many(world, people, 0, 9)
    client = world.client("ekonom")
    text = seen(client)[1]
    assert "Alla (9)" in text
    assert 'href="?lage=reda-ut">Att reda ut (3)</a>' in text
    found, text = seen(client, "?lage=reda-ut")
    assert found == ["Insats 00", "Insats 03"]
    assert re.search(r"Summa, alla sidor</th><td></td><td class=\"tal\">3 000,00</td><td class=\"tal\">2 700,00<", text)
    assert seen(client, "?lage=reda-ut&sida=2")[0] == ["Insats 06"]
    for one in Intervention.objects.filter(key__in=("i00", "i03", "i06")):
        explain_difference(intervention=one, year=2024, text="Rättas", by="prov")
    assert "Ingen insats behöver redas ut" in seen(client, "?lage=reda-ut")[1]


def test_other_projects_and_documents_have_pages_of_their_own(world, people, paged):
    many(world, people, 0, 9)
    client = world.client("ekonom")
    first, second = seen(client)[1], seen(client, "?andra=2")[1]
    assert ("P78" in first, "P79" in first) == (True, False)
    assert ("P78" in second, "P79" in second) == (False, True)
    labels = set()
    for number in (1, 2, 3):
        text = seen(client, f"?dokument&par={number}&bokfort=2&obokfort=2")[1]
        assert 'Hör ihop <span class="dov">6</span>' in text
        assert 'Bokfört utan dokument <span class="dov">3</span>' in text
        assert 'Dokument som inte är bokfört <span class="dov">3</span>' in text
        assert text.count('">Rekvisition 1, Insats 06</a>') == 1  # the third without a voucher, on page two
        labels |= set(re.findall(r"<td><a href=\"[^\"]*\">Rekvisition 1, (Insats \d\d)</a></td>", text))
    assert labels == {f"Insats 0{number}" for number in (1, 2, 4, 5, 7, 8)}


@pytest.mark.parametrize("query", ["?sida=2", "?dokument&par=2&bokfort=2&obokfort=2"])
def test_a_page_costs_the_same_queries_however_many_there_are(
    world, people, paged, query, django_assert_num_queries
):  # fmt: skip
    client, url = world.client("ekonom"), at("reconciliation") + query
    many(world, people, 0, 9)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    many(world, people, 9, 24)
    with django_assert_num_queries(len(few)):
        client.get(url)


@pytest.mark.parametrize("query", ["?sida=2", "?lage=reda-ut", "?dokument&par=2", "?andra=2"])
def test_a_stranger_gets_404_on_later_pages_too(world, people, paged, query):
    many(world, people, 0, 5)
    assert world.client("stranger").get(at("reconciliation") + query).status_code == 404
    assert world.login(world.party_user()).get(at("reconciliation") + query).status_code == 403


@given(st.lists(st.integers(0, 12), min_size=1, max_size=7), st.integers(-3, 15))
def test_the_nearest_voucher_is_the_first_of_those_as_near(days, day):
    start = date(2024, 1, 10)
    rows = [Booked(n, "", start + timedelta(days=d), "P1", 100) for n, d in enumerate(sorted(days))]
    one = Asked("v", 1, "", start + timedelta(days=day), "P1", 100)
    nearest = min(rows, key=lambda row: abs(row.date - one.date))
    assert match(rows, [one]).pairs == [(nearest, one)]
