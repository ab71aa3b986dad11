"""För hand: pension provision, history, legacy lines, cost split and balanskrav, each with its check."""

from decimal import Decimal

import pytest
from django.urls import reverse

from samsyn.core.events import Event
from samsyn.core.figure import Scope
from samsyn.core.money import MINUS, NBSP
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.ledger.actions import manual as actions
from samsyn.ledger.domain.files_manual import History, line_key, printed_sign
from samsyn.ledger.figures.lines import LineFigures
from samsyn.ledger.models import (
    BalanceNote,
    CostRule,
    HistoryAmount,
    LegacyLine,
    ProvisionMovement,
)
from samsyn.ledger.queries.books import Books
from samsyn.ledger.queries.manual import roll_forwards
from samsyn.ledger.tests.test_files import HISTORY, put
from samsyn.ledger.tests.test_mapping_pages import keep_books

PENSION = "konto_fran,konto_till,underlag,rapport,rad,not,notrad,driftrad\n2210,2219,UB,BR,{},4,Pensioner,\n".format(
    "Avsättningar för pensioner och liknande förpliktelser"
)
RULE = {"label": "Förbundschef", "account_from": "7000", "account_to": "7699", "individual": "", "structure": "30",
        "administration": "70"}  # fmt: skip


def at(name, *args, slug="an", period="2024"):
    return reverse(f"ledger:{name}", args=[slug, period, *args])


# --- pension provision ----------------------------------------------------------------------------------------------


def test_the_roll_forward_is_checked_to_the_balance_sheet_and_to_last_year(world):
    put(world.association, "mapping", PENSION)
    keep_books(world.association, {2210: -2_242_000_00})
    actions.set_provisions(association=world.association, year=2023, amounts={("opening", True): 2_577_000_00}, by="x")
    typed = {
        "opening-med": "2 577 000",
        "earned-med": "85 000",
        "paid-med": f"{MINUS}420 000",
        "opening-utan": "2 000 000",
    }
    client = world.client("ekonom")
    client.post(at("manual-provisions"), typed)
    with_tax, without = roll_forwards(Books(world.association), 2024)
    assert (with_tax.closing, with_tax.balance, with_tax.difference) == (2_242_000_00, 2_242_000_00, 0)
    assert (with_tax.opening_difference, without.closing, without.difference) == (0, 2_000_000_00, None)
    assert client.get(at("manual-provisions")).content.decode().count("Stämmer") == 2
    client.post(at("manual-provisions"), {**typed, "paid-med": f"{MINUS}400 000"})
    assert f"20{NBSP}000 kr skiljer" in client.get(at("manual-provisions")).content.decode().replace("\u00a0kr", " kr")


def test_payroll_tax_is_a_row_only_with_payroll_tax(world):
    text = world.client("ekonom").get(at("manual-provisions")).content.decode()
    assert 'name="payroll_tax-med"' in text
    assert 'name="payroll_tax-utan"' not in text
    assert "Förändring av löneskatt" in text


def test_an_empty_row_is_not_a_zero(world):
    world.client("ekonom").post(at("manual-provisions"), {"opening-med": "0", "earned-med": ""})
    assert list(ProvisionMovement.objects.values_list("kind", "amount")) == [("opening", 0)]


# --- history --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wording", "key"),
    [("Årets resultat (tkr)", "result"), ("VERKSAMHETENS  intäkter", "revenue"), ("Eget kapital (kr)", "equity"),
     ("Hyra", None)],
)  # fmt: skip
def test_a_line_of_history_is_known_by_its_wording(wording, key):
    assert line_key(wording) == key


def test_a_cost_is_negative_however_it_is_written():
    assert (printed_sign("costs", 5), printed_sign("costs", -5), printed_sign("result", -5)) == (-5, -5, -5)


def test_history_is_typed_in_kronor_with_costs_as_plus(world):
    client = world.client("ekonom")
    typed = {"revenue": "9 365 000", "costs": "9 313 000", "result": "43 000", "source": "Årsredovisning 2018"}
    assert client.post(at("manual-history", period="2018"), typed).status_code == 302
    assert list(HistoryAmount.objects.values_list("line", "amount")) == [
        ("costs", -9_313_000_00), ("result", 43_000_00), ("revenue", 9_365_000_00),
    ]  # fmt: skip
    text = client.get(at("manual-history", period="2018")).content.decode()
    assert f'value="9{NBSP}313{NBSP}000"' in text
    assert "Årsredovisning 2018" in text


def test_a_year_that_the_books_hold_says_that_history_is_not_used(world):
    keep_books(world.association, {3980: -1})
    client = world.client("ekonom")
    assert "Då används den" in client.get(at("manual-history")).content.decode()
    assert "Då används den" not in client.get(at("manual-history", period="2018")).content.decode()


def test_an_unknown_line_of_history_is_refused(world):
    with pytest.raises(Refused, match="hyra är ingen rad"):
        actions.set_history(association=world.association, years=[2018], items=[History(2018, "hyra", 1)], by="x")


# --- legacy lines ---------------------------------------------------------------------------------------------------


def test_a_legacy_line_needs_a_reason_and_can_be_taken_away(world):
    client = world.client("ekonom")
    assert "Skriv skälet" in client.post(at("manual-legacy"), {"line": "taxes", "year": 2024}).content.decode()
    client.post(at("manual-legacy"), {"line": "taxes", "year": 2024, "reason": "Fanns i bokslutet"})
    assert "Fanns i bokslutet" in client.get(at("manual-legacy")).content.decode()
    line = LegacyLine.objects.get()
    assert "Sluta visa raden?" in client.get(at("manual-legacy-delete", line.pk)).content.decode()
    client.post(at("manual-legacy-delete", line.pk))
    assert not LegacyLine.objects.exists()


# --- cost split -----------------------------------------------------------------------------------------------------


def test_a_cost_rule_is_added_changed_moved_and_taken_away(world):
    client = world.client("ekonom")
    client.post(at("manual-cost-rule-new"), RULE)
    grants = {"label": "Insatser", "individual": "100", "account_from": "4000", "account_to": "4999"}
    client.post(at("manual-cost-rule-new"), grants)
    first, second = CostRule.objects.all()
    assert (first.structure, first.administration, second.individual) == (Decimal(30), Decimal(70), Decimal(100))
    client.post(at("manual-cost-rule-move", second.pk), {"step": "up"})
    assert [rule.label for rule in CostRule.objects.all()] == ["Insatser", "Förbundschef"]
    client.post(at("manual-cost-rule", first.pk), {**RULE, "structure": "32,5", "administration": "67,5"})
    first.refresh_from_db()
    assert first.structure == Decimal("32.5")
    assert "32,5 % struktur" in Event.objects.first().after
    text = world.client("revisor").get(at("manual-cost-rules")).content.decode()
    assert "Förbundschef" in text
    assert "32,5 %" in text
    client.post(at("manual-cost-rule-delete", first.pk))
    assert CostRule.objects.get() == second


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"structure": "20"}, "Procenten blir 90 tillsammans och ska bli 100."),
        ({"structure": "hälften"}, "Skriv ett tal"),
        ({"account_to": "6000"}, "Till-kontot 6000 är lägre"),
        ({"from_year": "2024", "to_year": "2020"}, "2020 är före 2024."),
    ],
)
def test_what_is_wrong_with_a_cost_rule_is_said(world, typed, said):
    assert said in world.client("ekonom").post(at("manual-cost-rule-new"), {**RULE, **typed}).content.decode()
    assert not CostRule.objects.exists()


def test_the_action_too_refuses_percentages_that_do_not_add_up(world):
    with pytest.raises(Refused, match="100"):
        actions.save_cost_rule(association=world.association, values={"label": "A", "structure": Decimal(10)}, by="x")


# --- balanskrav -----------------------------------------------------------------------------------------------------


def test_balanskrav_amounts_and_the_reason_for_what_is_waived_are_kept(world):
    client = world.client("ekonom")
    said = client.post(at("manual-balance"), {"waived": "594 000"}).content.decode()
    assert "Skriv skälen till att beloppet inte ska återställas." in said
    client.post(at("manual-balance"), {"waived": "594 000", "gains": "1 000", "reason": "Eget kapital är uppbyggt."})
    notes = {note.key: (note.amount, note.text) for note in BalanceNote.objects.all()}
    assert notes == {"waived": (594_000_00, "Eget kapital är uppbyggt."), "gains": (1_000_00, "")}
    client.post(at("manual-balance"), {"waived": "", "gains": "", "reason": ""})
    assert not BalanceNote.objects.exists()


# --- the hub and who may --------------------------------------------------------------------------------------------

PAGES = ["manual", "manual-provisions", "manual-history", "manual-legacy", "manual-cost-rules",
         "manual-balance"]  # fmt: skip
FORMS = ["manual-provisions", "manual-history", "manual-legacy", "manual-balance",
         "manual-cost-rule-new"]  # fmt: skip


def test_the_hub_says_which_years_have_figures(world):
    put(world.association, "history", HISTORY)
    text = world.client("ekonom").get(at("manual")).content.decode()
    assert "2018" in text


def test_a_stranger_gets_404_on_every_page_and_object(world):
    rule = CostRule.objects.create(association=world.association, label="A", individual=100)
    line = LegacyLine.objects.create(association=world.association, line="taxes", year=2024, reason="x")
    client = world.client("stranger")
    for name in [*PAGES, *FORMS]:
        assert client.get(at(name)).status_code == 404, name
        assert client.post(at(name)).status_code == 404, name
    objects = [("manual-cost-rule", rule.pk), ("manual-cost-rule-delete", rule.pk), ("manual-cost-rule-move", rule.pk),
               ("manual-legacy-delete", line.pk)]  # fmt: skip
    for name, pk in objects:
        assert client.post(at(name, pk)).status_code == 404, name
        assert client.post(at(name, pk, slug="backen")).status_code == 404, name
    assert client.get(at("manual-file", "history", "csv")).status_code == 404
    assert client.get(at("manual-file-in", "history")).status_code == 404


@pytest.mark.parametrize("role", ["styrelseledamot", "revisor"])
def test_those_who_may_only_read_see_the_figures_and_get_403_when_they_write(world, role):
    client = world.client(role)
    for name in PAGES:
        answer = client.get(at(name))
        assert answer.status_code == 200
        assert "Spara" not in answer.content.decode(), name
    for name in [*FORMS]:
        answer = client.post(at(name))
        assert answer.status_code == 403, name
        assert "Bara ekonom och förbundschef" in answer.content.decode()


def test_an_unknown_kind_of_file_is_404(world):
    assert world.client("ekonom").get(at("manual-file", "contributions", "csv")).status_code == 404
    assert world.client("ekonom").get(at("manual-file-in", "loner")).status_code == 404


def test_a_figure_of_a_year_without_books_leads_to_where_it_was_entered(world):
    put(world.association, "history", HISTORY)
    year = min(HistoryAmount.objects.values_list("year", flat=True))
    explained = LineFigures(Books(world.association)).explain("ledger.revenue", Scope(Period(year)))
    assert [source.link.view for source in explained.sources] == ["ledger:manual-history"]
    assert sum(source.value for source in explained.sources) == explained.value
