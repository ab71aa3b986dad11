"""Flöden, Resultat, Försörjning and one intervention: who reads what, and how small counts are kept in the house."""

import csv
import io
from datetime import date

import pytest
from lxml import html

from samsyn.interventions.models import Intervention
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.models import ProtectionPolicy
from samsyn.participants.tests.counted import handed_in, retotal
from samsyn.reports.tests.counting import queries

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGES = ("", "resultat/", "forsorjning/")
YEAR = {"year_opening": (30, 28), "new": (20, 21, 1), "ended": (22, 24), "outcome.work": (9, 11),
        "outcome.study": (1, 2), "outcome.other": (12, 11), "psychiatry": (11, 12), "consultations": 14,
        "age_class.15-19": (2, 9), "age_class.20-29": (48, 40, 1), "support_months.none": (25, 24),
        "support_months.1-12": (25, 25, 1), "income_ended_before.lon": (0, 1), "income_ended_after.lon": (9, 11),
        "public_support_before": (20, 20), "public_support_after": (11, 12), "days": (2_200, 2_400),
        "new..young": (10, 10), "new..older": (10, 11, 1)}  # fmt: skip


@pytest.fixture
def vagval(world):
    made = intervention(world.association)
    before = {"year_opening": (20, 20), "new": (30, 30), "ended": (20, 22)}
    handed_in(made, "2023-T3", before)
    handed_in(made, "2024-T3", YEAR)
    return made


@pytest.fixture
def other(world, vagval):
    made = intervention(world.association, "stegen", name="Stegen", owner=world.party("Mons kommun"))
    handed_in(made, "2024-T3", {"year_opening": (5, 5), "new": (3, 2), "ended": (1, 3), "outcome.work": (1, 0),
                                "outcome.other": (0, 3)})  # fmt: skip
    return made


def address(page="", year="2024"):
    return f"/an/{year}/deltagare/{page}"


def text(response):
    assert response.status_code == 200, response.content[:500]
    return " ".join(html.fromstring(response.content).xpath("//main")[0].text_content().split())


def row(response, label, table=0):
    """The cells of the first row so labelled."""
    found = html.fromstring(response.content).xpath(f"//main//tr[normalize-space(th)='{label}']")
    return [" ".join(cell.text_content().split()).replace("..skyddas", "..") for cell in found[table].xpath("td")]


def every_page(of):
    return [address(page) for page in (*PAGES, f"insats/{of.pk}/")]


# --- who may --------------------------------------------------------------------------------------------------------


def test_a_stranger_gets_404_on_every_page(world, vagval):
    for page in every_page(vagval):
        assert world.client("stranger").get(page).status_code == 404


def test_who_has_no_business_with_participants_is_told_so(world, vagval):
    for page in every_page(vagval):
        assert world.client("registrator").get(page).status_code == 403


def test_another_partys_people_do_not_find_an_intervention(world, vagval, other):
    samordnare = world.login(world.party_user("samordnare"))
    assert samordnare.get(address(f"insats/{other.pk}/")).status_code == 404
    assert samordnare.get(address(f"insats/{vagval.pk}/")).status_code == 200


@pytest.mark.parametrize("role", ["forbundschef", "revisor", "styrelseledamot", "beredning"])
def test_office_board_members_and_auditors_read_every_page(world, vagval, role):
    for page in every_page(vagval):
        assert world.client(role).get(page).status_code == 200


# --- what is shown --------------------------------------------------------------------------------------------------


def test_the_flows_stand_for_the_period_with_a_column_for_those_of_unstated_sex(world, vagval):
    page = world.client().get(address())
    assert [cell.rstrip("s") for cell in row(page, "Inskrivna deltagare")[:4]] == ["100", "50", "49", "1"]
    assert [cell.rstrip("s") for cell in row(page, "Kvar vid periodens slut")] == ["54", "28", "25", "1"]
    assert html.fromstring(page.content).xpath("//main//a[contains(@href, 'participants.new')]")


def test_results_have_shares_with_their_base_and_the_mean_days(world, vagval):
    page = world.client().get(address("resultat/"))
    assert [cell.rstrip("s") for cell in row(page, "Arbete/studier")] == ["23", "10", "13", "50", "45", "54"]
    assert row(page, "Genomsnittlig tid i insats (dagar)")[:3] == ["100", "100", "100"]


def test_a_table_that_only_rows_can_give_says_so(world, vagval):
    assert "Tabellen kräver ärenderader" in text(world.client().get(address("forsorjning/")))


def test_a_part_of_the_year_says_what_is_counted_once_a_year(world, vagval):
    handed_in(vagval, "2025-T1", {"year_opening": (28, 25, 1), "new": (9, 8), "ended": (7, 6)})
    said = text(world.client().get(address("", "2025-04")))
    assert "räknas en gång om året" in said and "Kontakt med psykiatrin" in said


def test_nothing_counted_teaches_where_the_counts_come_from(world):
    said = text(world.client().get(address()))
    assert "Inga deltagare än" in said and "rapporter" in said


# --- what is protected ----------------------------------------------------------------------------------------------


def test_the_office_sees_small_counts_marked_as_hidden_outside(world, vagval):
    page = world.client().get(address("resultat/"))
    assert row(page, "varav studier")[:3] == ["3s", "1s", "2s"]
    assert "Visas inte utanför kansliet" in text(page)


def test_the_board_sees_neither_the_small_counts_nor_what_gives_them_away(world, vagval):
    page = world.client("styrelseledamot").get(address("resultat/"))
    assert row(page, "varav studier")[:3] == ["..", "..", ".."]
    assert ".." in row(page, "varav arbete") or ".." in row(page, "Arbete/studier")
    assert "Visas inte: antal från 1 till 4, och det som skulle röja dem. Se Små antal." in text(page)
    drawing = html.fromstring(page.content).xpath("//*[local-name()='svg']/@aria-label")
    assert not any("1 kvinna, 2 män" in label for label in drawing)
    assert not html.fromstring(page.content).xpath("//main//a[contains(@href, 'participants.')]")


def test_the_whole_rule_stands_once_on_the_page_dated_and_every_protected_table_leads_to_it(world, vagval):
    ProtectionPolicy.objects.create(association=world.association, start=date(2023, 1, 1))
    for role in ("styrelseledamot", "forbundschef"):
        page = html.fromstring(world.client(role).get(address("resultat/")).content)
        (rule,) = page.xpath("//*[@id='sma-antal']")
        assert page.text_content().count("Antal från 1 till 4 visas inte utan skrivs med två punkter") == 1
        assert "Regeln gäller från den 1\N{NO-BREAK SPACE}januari 2023." in rule.text_content()
        touched = page.xpath("//div[@class='tabellruta'][.//td/sup or .//td//*[text()='..']]")
        assert touched and all(one.xpath(".//a[@href='#sma-antal']") for one in touched)


def test_a_table_that_hides_every_number_is_a_sentence_for_those_who_may_not_see_them(world):
    made = intervention(world.association)
    handed_in(made, "2024-T3", {"year_opening": (30, 28), "new": (20, 21), "ended": (2, 1), "exit_reason.1": (1, 0),
                                "exit_reason.2": (1, 1)})  # fmt: skip
    page = world.client("styrelseledamot").get(address("resultat/"))
    assert "Inget av antalen visas" in text(page) and 'id="sma-antal"' in page.content.decode()
    assert "Avslutsanledning 2024" not in page.content.decode()
    assert "Inget av antalen visas" not in text(world.client().get(address("resultat/")))


def test_where_nothing_is_hidden_no_rule_stands(world):
    made = intervention(world.association)
    handed_in(made, "2024-T3", {"year_opening": (30, 28), "new": (20, 21), "ended": (22, 24)})
    assert "Små antal" not in text(world.client("styrelseledamot").get(address()))


def test_all_pages_of_a_period_hide_the_same(world, vagval, other):
    board = world.client("styrelseledamot")
    flows, results = board.get(address()), board.get(address("resultat/"))
    assert row(flows, "Stegen")[3] == ".."
    assert row(results, "Avslutade deltagare")[0] == row(flows, "Alla insatser")[3]


def test_a_file_holds_what_the_page_holds(world, vagval):
    def cells(role, label):
        found = world.client(role).get(address("resultat/") + "?fil=csv&tabell=outcome")
        assert found["Content-Disposition"].endswith('-2024.csv"')
        return next(line for line in csv.reader(io.StringIO(found.content.decode("utf-8-sig"))) if line[0] == label)

    assert cells("forbundschef", "varav studier")[1:4] == ["3", "1", "2"]
    assert cells("styrelseledamot", "varav studier")[1:4] == ["..", "..", ".."]
    said = world.client("styrelseledamot").get(address("resultat/") + "?fil=csv&tabell=outcome").content.decode()
    assert "visas inte utan skrivs med två punkter (..). Noll visas.," in said, "a file carries the rule"
    assert world.client().get(address("resultat/") + "?fil=xlsx&tabell=outcome").content[:2] == b"PK"
    assert world.client().get(address("resultat/") + "?fil=csv&tabell=nonsens").status_code == 404


def test_an_interventions_own_people_see_its_true_counts(world, vagval, other):
    page = world.login(world.party_user("samordnare")).get(address(f"insats/{vagval.pk}/"))
    assert row(page, "varav studier")[:3] == ["3s", "1s", "2s"]
    assert "Hela insatstiden" in text(page)


def test_others_see_the_interventions_row_among_all(world, vagval, other):
    page = world.client("styrelseledamot").get(address(f"insats/{other.pk}/"))
    assert row(page, "Stegen") and "Vägval" not in text(page)
    assert "varav studier" not in text(page) and "Hela insatstiden" not in text(page)


def test_a_late_correction_is_protected_anew(world, vagval):
    board = world.client("styrelseledamot")
    assert row(board.get(address("resultat/")), "varav studier")[0] == ".."
    report = vagval.counts.get(period__year=2024)
    report.rows.filter(category="study", sex="women").update(count=6)
    report.rows.filter(category="other", sex="women").update(count=7)
    report.rows.filter(category="study", sex="men").update(count=5)
    report.rows.filter(category="other", sex="men").update(count=8)
    report.save()
    retotal(report.period)
    assert row(board.get(address("resultat/")), "varav studier")[:3] == ["11", "6", "5"]


def test_a_page_costs_a_fixed_number_of_queries(world, vagval, other):
    client = world.client()
    client.get(address())
    before = queries(client, address())
    for number in range(4):
        made = intervention(world.association, f"n{number}", name=f"Ny {number}")
        handed_in(made, "2024-T3", YEAR)
    client.get(address())
    assert queries(client, address()) <= before <= 45
    assert Intervention.objects.count() == 6
