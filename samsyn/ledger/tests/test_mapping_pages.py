"""Kontokoppling on the page: complete or not, placed, changed, undone, and closed to those who may not."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samsyn.core.events import Event
from samsyn.core.refused import Refused
from samsyn.ledger.actions import mapping as actions
from samsyn.ledger.actions import mapping_whole
from samsyn.ledger.definitions.presets import PRESETS, TAX_ACCOUNTS
from samsyn.ledger.definitions.statements import Basis
from samsyn.ledger.domain.files_mapping import overlaps, rule_errors
from samsyn.ledger.domain.mapping import AccountMap, Rule, Wording
from samsyn.ledger.files import KINDS
from samsyn.ledger.models import (
    Account,
    Balance,
    FiscalYear,
    Import,
    LegacyLine,
    MappingRevision,
    MappingRow,
    Movement,
    RowLabel,
    SourceFile,
)
from samsyn.ledger.queries.books import Books
from samsyn.ledger.queries.mapping import coverage, place_key
from samsyn.ledger.tests.test_files import LABELS, MAPPING, put

BANK, GRANTS, TAX = 1930, 4010, 8910


def keep_books(association, amounts, year=2024):
    """A year read from a file without vouchers: balances by account, öre in the ledger's sign."""
    source = SourceFile.objects.create(association=association, name=f"{year}.se", file="x", sha256="0" * 64, size=1)
    fiscal = FiscalYear.objects.create(association=association, start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))
    item = Import.objects.create(
        association=association, source=source, year=fiscal, state=Import.State.ACTIVE, created_by="test"
    )
    for account, amount in amounts.items():
        Account.objects.create(association=association, year=fiscal, number=account, name=f"Konto {account}")
        columns = {"ib": 0, "ub": amount} if account < 3000 else {"res": amount}
        Balance.objects.create(
            association=association, origin=item, start=fiscal.start, index=0, account=account, **columns
        )
        if account >= 3000:
            Movement.objects.create(
                association=association, origin=item, month=dt.date(year, 12, 1), account=account, amount=amount,
                source="stated",
            )  # fmt: skip
    return item


def at(name, *args, slug="an"):
    return reverse(f"ledger:{name}", args=[slug, "2024", *args])


@pytest.fixture
def mapped(world):
    put(world.association, "mapping", MAPPING)
    return world


# --- what is proposed to start from ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", PRESETS)
def test_a_preset_is_a_mapping_without_faults(key):
    assert rule_errors(PRESETS[key].rules) == []


@pytest.mark.parametrize("key", PRESETS)
def test_a_preset_places_every_ordinary_account(key):
    accounts = AccountMap(PRESETS[key].rules)
    left_out = {range(2100, 2200), range(8600, 8700), range(8500, 8600), range(8800, 8900), TAX_ACCOUNTS}
    for account in range(1000, 9000):
        if not any(account in group for group in left_out):
            assert accounts.rule_for((account, "", "")) is not None, account


@pytest.mark.parametrize("key", PRESETS)
def test_no_preset_places_income_tax(key):
    accounts = AccountMap(PRESETS[key].rules)
    assert all(accounts.rule_for((account, "", "")) is None for account in TAX_ACCOUNTS)


@pytest.mark.parametrize("key", PRESETS)
def test_note_rows_of_a_preset_are_for_the_right_statement(key):
    for rule in PRESETS[key].rules:
        assert not (rule.operating_row and rule.target.basis is Basis.CLOSING)


def test_overlaps_are_all_found_also_inside_a_wide_range():
    wide = [Rule(1000, 1999, "cash"), Rule(1100, 1110, "cash"), Rule(1200, 1210, "cash"), Rule(2000, 2010, "cash")]
    assert overlaps(wide) == [(0, 1), (0, 2)]


def test_a_project_may_stand_apart_from_its_account():
    rules = [Rule(5000, 5999, "costs"), Rule(5010, 5010, "costs", dimension="6", object_code="P1")]
    assert overlaps(rules) == []


# --- complete or not ------------------------------------------------------------------------------------------------


def test_every_used_account_without_a_row_is_listed_with_its_amounts(mapped):
    keep_books(mapped.association, {BANK: 5_000_00, 1510: 700_00, GRANTS: 20_000_00, 8310: -5_00})
    found = coverage(Books(mapped.association))
    assert not found.complete
    assert [(item.account, dict(item.amounts)) for item in found.unplaced] == [
        (1510, {2024: 700_00}), (8310, {2024: -5_00}),
    ]  # fmt: skip
    text = mapped.client("ekonom").get(at("mapping")).content.decode()
    assert "2 av 4 konton som används ligger inte på någon rad" in text


def test_a_planned_account_without_a_row_is_listed_too(mapped):
    keep_books(mapped.association, {BANK: 1, 8310: 0})
    put(mapped.association, "budget", "ar,konto,belopp_kr\n2024,8310,100\n")
    MappingRow.objects.all().delete()
    found = coverage(Books(mapped.association))
    assert {item.account: item.planned for item in found.unplaced}[8310] == (2024,)


def test_a_complete_mapping_says_so(mapped):
    keep_books(mapped.association, {BANK: 5_000_00, GRANTS: 20_000_00})
    text = mapped.client("ekonom").get(at("mapping")).content.decode()
    assert "Fullständig" in text
    assert "alla 2 konton" in text


def test_an_unplaced_account_is_placed_with_one_click(mapped):
    keep_books(mapped.association, {BANK: 1, 7810: 300_00})
    key = place_key(next(r for r in Books(mapped.association).accounts.rules if r.note_row == "Övriga kostnader"))
    answer = mapped.client("ekonom").post(at("mapping-place"), {"account": 7810, "place": key})
    assert answer.status_code == 302
    assert coverage(Books(mapped.association)).complete
    assert MappingRow.objects.get(account_from=7810).note_row == "Övriga kostnader"


def test_placing_without_a_choice_says_so_at_the_account(mapped):
    keep_books(mapped.association, {7810: 300_00})
    text = mapped.client("ekonom").post(at("mapping-place"), {"account": 7810, "place": ""}).content.decode()
    assert "Välj en rad." in text


def test_tax_accounts_get_advice_and_become_a_line_of_their_year_with_a_reason(mapped):
    keep_books(mapped.association, {TAX: 139_000_00})
    client = mapped.client("ekonom")
    assert "befriat från inkomstskatt" in client.get(at("mapping")).content.decode()
    refused = client.post(at("mapping-tax"), {"account": TAX, "year": 2024, "reason": ""}).content.decode()
    assert "Skriv skälet" in refused
    client.post(at("mapping-tax"), {"account": TAX, "year": 2024, "reason": "Stod så i bokslutet 2024"})
    assert coverage(Books(mapped.association)).complete
    assert LegacyLine.objects.get(year=2024).line == "taxes"


# --- changing -------------------------------------------------------------------------------------------------------

ROW = {"account_from": "1510", "account_to": "1519", "line": "receivables", "note": "3", "note_row": "Kundfordringar"}


def test_a_row_is_added_beside_its_note_and_one_event_and_one_revision_tell(mapped):
    events, revisions = Event.objects.count(), MappingRevision.objects.count()
    assert mapped.client("ekonom").post(at("mapping-row-new"), ROW).status_code == 302
    assert (Event.objects.count(), MappingRevision.objects.count()) == (events + 1, revisions + 1)
    event = Event.objects.first()
    assert (event.before, event.after) == ("", "1510–1519 → Fordringar, not 3 Kundfordringar")


def test_a_row_over_accounts_that_have_one_is_refused_and_nothing_typed_is_lost(mapped):
    revisions = MappingRevision.objects.count()
    taken = {**ROW, "account_from": "1935", "account_to": "1950"}
    text = mapped.client("ekonom").post(at("mapping-row-new"), taken).content.decode()
    assert "Konto 1935–1939 står redan på raden Bank (1930–1939)" in text
    assert 'value="1950"' in text
    assert MappingRevision.objects.count() == revisions


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"account_from": ""}, "Skriv ett kontonummer"), ({"account_to": "1400"}, "Till-kontot 1400 är lägre"),
        ({"line": ""}, "Välj en rad."), ({"note": ""}, "Skriv notens nummer."),
        ({"note_row": ""}, "Skriv radens namn i noten."), ({"dimension": "6"}, "Ange både slag och kod"),
        ({"line": "costs"}, "hör till balansräkningen"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_typed_row_is_said(mapped, typed, said):
    assert said in mapped.client("ekonom").post(at("mapping-row-new"), {**ROW, **typed}).content.decode()


def test_a_row_is_changed_and_taken_away_and_the_undo_brings_it_back(mapped):
    client = mapped.client("ekonom")
    bank = MappingRow.objects.get(account_from=1930)
    changed = {"account_from": 1930, "account_to": 1949, "line": "cash", "note": 3, "note_row": "Banken"}
    client.post(at("mapping-row", bank.pk), changed)
    assert MappingRow.objects.get(pk=bank.pk).note_row == "Banken"
    assert "Ta bort raden?" in client.get(at("mapping-row-delete", bank.pk)).content.decode()
    client.post(at("mapping-row-delete", bank.pk))
    assert not MappingRow.objects.filter(account_from=1930).exists()
    latest = MappingRevision.objects.first()
    client.post(at("mapping-undo"), {"revision": latest.pk})
    assert MappingRow.objects.get(account_from=1930).note_row == "Banken"


def test_undo_does_not_take_back_what_someone_else_did_meanwhile(mapped):
    seen = MappingRevision.objects.first().pk
    actions.save_row(association=mapped.association, rule=Rule(1510, 1519, "receivables"), by="någon")
    mapped.client("ekonom").post(at("mapping-undo"), {"revision": seen})
    assert MappingRow.objects.filter(account_from=1510).exists()


def test_rows_move_within_their_note(mapped):
    client = mapped.client("ekonom")
    before = KINDS["mapping"].export(mapped.association)
    row = MappingRow.objects.get(account_from=5000)
    client.post(at("mapping-row-move", row.pk), {"step": "up"})
    order = list(MappingRow.objects.filter(note=2).values_list("account_from", flat=True))
    assert order == [5000, 4000, 7000]
    client.post(at("mapping-row-move", row.pk), {"step": "down"})
    assert KINDS["mapping"].export(mapped.association) == before
    client.post(at("mapping-row-move", MappingRow.objects.get(account_from=4000).pk), {"step": "up"})
    assert KINDS["mapping"].export(mapped.association) == before


def test_an_old_mapping_is_seen_and_put_back_with_its_labels(mapped):
    put(mapped.association, "labels", LABELS)
    old = MappingRevision.objects.first()
    mapping_whole.start_from_preset(association=mapped.association, key="bas", by="x", replace_existing=True)
    client = mapped.client("ekonom")
    assert "Övriga externa kostnader" in client.get(at("mapping-revision", old.pk)).content.decode()
    client.post(at("mapping-put-back", old.pk))
    assert KINDS["mapping"].export(mapped.association) == MAPPING
    assert KINDS["labels"].export(mapped.association) == LABELS


def test_labels_are_added_changed_and_taken_away_and_two_for_one_place_are_refused(mapped):
    client = mapped.client("ekonom")
    typed = {"account_from": 5000, "account_to": 6999, "column": "notrad", "report": "tertial", "label": "Drift"}
    assert client.post(at("mapping-label-new"), typed).status_code == 302
    assert "gäller samma konton" in client.post(at("mapping-label-new"), {**typed, "label": "X"}).content.decode()
    assert RowLabel.objects.count() == 1
    pk = RowLabel.objects.get().pk
    late = client.post(at("mapping-label", pk), {**typed, "from_year": 2024, "to_year": 2020}).content.decode()
    assert "2020 är före 2024." in late
    client.post(at("mapping-label", pk), {**typed, "label": "Löpande"})
    assert RowLabel.objects.get().label == "Löpande"
    assert "Löpande" in client.get(at("mapping-labels")).content.decode()
    client.post(at("mapping-label-delete", pk))
    assert not RowLabel.objects.exists()


def test_a_preset_starts_an_empty_mapping_and_asks_before_it_replaces_one(world):
    client = world.client("ekonom")
    assert "Börja med ett förslag" in client.get(at("mapping")).content.decode()
    client.post(at("mapping-preset"), {"preset": "kommunbas"})
    count = MappingRow.objects.count()
    assert count == len(PRESETS["kommunbas"].rules)
    assert "Kryssa i" in client.post(at("mapping-preset"), {"preset": "bas"}).content.decode()
    assert MappingRow.objects.count() == count
    client.post(at("mapping-preset"), {"preset": "bas", "replace_existing": "on"})
    assert MappingRow.objects.count() == len(PRESETS["bas"].rules)


def test_a_file_with_faults_changes_nothing_and_shows_them_all(mapped):
    bad = SimpleUploadedFile("karta.csv", (MAPPING + "1935,1936,UB,BR,Fordran,3,A,\n5,x,RES,RR,,,,\n").encode())
    text = mapped.client("ekonom").post(at("mapping-file-in", "mapping"), {"file": bad}).content.decode()
    assert "rad 9, kolumn rad" in text
    assert "rad 10, kolumn konto_till" in text
    assert KINDS["mapping"].export(mapped.association) == MAPPING


def test_a_good_file_takes_the_mappings_place_and_comes_back_as_csv_and_excel(mapped):
    client = mapped.client("ekonom")
    shorter = MAPPING.rsplit("\n", 2)[0] + "\n"
    client.post(at("mapping-file-in", "mapping"), {"file": SimpleUploadedFile("karta.csv", shorter.encode())})
    assert client.get(at("mapping-file", "mapping", "csv")).content.decode() == shorter
    assert client.get(at("mapping-file", "mapping", "xlsx")).content[:2] == b"PK"


# --- who may --------------------------------------------------------------------------------------------------------

PAGES = ["mapping", "mapping-labels", "mapping-history"]
WRITES = ["mapping-row-new", "mapping-place", "mapping-preset", "mapping-label-new", "mapping-undo", "mapping-tax"]


def test_a_stranger_gets_404_on_every_page(mapped):
    row, revision = MappingRow.objects.first(), MappingRevision.objects.first()
    client = mapped.client("stranger")
    objects = [("mapping-row", row.pk), ("mapping-row-delete", row.pk), ("mapping-row-move", row.pk),
               ("mapping-revision", revision.pk), ("mapping-put-back", revision.pk), ("mapping-file", "mapping", "csv"),
               ("mapping-file-in", "mapping")]  # fmt: skip
    for name, *args in [*((name,) for name in (*PAGES, *WRITES)), *objects]:
        assert client.get(at(name, *args)).status_code in (404, 405), name
        assert client.post(at(name, *args)).status_code == 404, name


def test_another_associations_row_is_404_also_from_ones_own_page(mapped):
    row, revision = MappingRow.objects.first(), MappingRevision.objects.first()
    client = mapped.client("stranger")
    for name, pk in (("mapping-row", row.pk), ("mapping-row-delete", row.pk), ("mapping-row-move", row.pk),
                     ("mapping-revision", revision.pk), ("mapping-put-back", revision.pk)):  # fmt: skip
        assert client.post(at(name, pk, slug="backen"), {"step": "up"}).status_code == 404, name
    assert MappingRow.objects.filter(association=mapped.association).count() == 7


@pytest.mark.parametrize("role", ["styrelseledamot", "revisor"])
def test_the_board_and_the_auditor_read_but_do_not_change(mapped, role):
    client = mapped.client(role)
    for name in PAGES:
        assert client.get(at(name)).status_code == 200
    row = MappingRow.objects.first()
    for name, *args in [*((name,) for name in WRITES), ("mapping-row", row.pk), ("mapping-file-in", "mapping")]:
        answer = client.post(at(name, *args))
        assert answer.status_code == 403, name
        assert "Bara ekonom och förbundschef" in answer.content.decode()
    assert "Ny rad" not in client.get(at("mapping")).content.decode()


def test_actions_refuse_what_pages_would(mapped):
    with pytest.raises(Refused):
        actions.save_row(association=mapped.association, rule=Rule(1930, 1930, "cash"), by="x")
    with pytest.raises(Refused):
        actions.save_label(association=mapped.association, wording=Wording(1, 2, "notrad", "A"), by="x", pk=999)


def test_the_mapping_page_asks_a_fixed_number_of_questions(mapped, django_assert_max_num_queries):
    keep_books(mapped.association, {BANK: 1, GRANTS: 2, 7810: 3})
    client = mapped.client("ekonom")
    with django_assert_max_num_queries(30):
        client.get(at("mapping"))
