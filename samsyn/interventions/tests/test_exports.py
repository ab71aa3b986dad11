"""What goes to the accounting system: each source once, and read back it is what the intervention pages show."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from samsyn import cli
from samsyn.associations.models import Contribution
from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.interventions.actions.exports import export_vouchers, set_accounts, undo_export
from samsyn.interventions.domain.commitments import movement
from samsyn.interventions.domain.vouchers import USES, Part
from samsyn.interventions.domain.words import AttestPlace, ClaimForm
from samsyn.interventions.models import Confirmation, ExportBatch, ExportedItem
from samsyn.interventions.queries.exports import pending
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.lists import policy
from samsyn.interventions.tests.builder import KR, agreed, claimed, decided, intervention
from samsyn.ledger.domain import sie
from samsyn.ledger.models import ContributionInstalment, FiscalYear, Receipt

YEAR = date(2024, 1, 1), date(2024, 12, 31)
STANDARD = {use.value: number for use, (_, number) in USES.items()}


@pytest.fixture
def attesters(world):
    return world.user("verksamhetsutvecklare"), world.user("forbundschef")


@pytest.fixture
def vagval(world):
    made = intervention(world.association)
    agreed(decided(made, {2023: 400_000, 2024: 400_000}))
    set_accounts(association=world.association, series="S", accounts=STANDARD, by="prov")
    return made


def export(world, kind="sie", **more):
    return export_vouchers(association=world.association, start=YEAR[0], end=YEAR[1], kind=kind, by="prov", **more)


def content(batch):
    return batch.file.open("rb").read()


def rows_of(data):
    """(voucher, account, project, öre) of every row, and the findings."""
    held = []
    found = sie.read(data, on_vouchers=held.extend)
    rows = [
        (f"{v.series} {v.number} {v.text}", int(r.account), dict(r.objects).get("6", ""), r.amount)
        for v in held
        for r in v.rows
    ]
    return rows, [str(finding) for finding in found.findings]


def answered(made, amount, year=2024):
    return Confirmation.objects.create(
        association=made.association, intervention=made, year=year, asked=date(year, 12, 1),
        due=date(year + 1, 1, 15), answered=date(year + 1, 1, 10), amount=amount * KR,
    )  # fmt: skip


def invoiced(world, paid=None):
    owed = Contribution.objects.create(association=world.association, party=world.party(), year=2024, amount=600 * KR)
    row = ContributionInstalment.objects.create(
        association=world.association, contribution=owed, number=1, invoiced=date(2024, 1, 9), due=date(2024, 2, 8),
        amount=300 * KR,
    )  # fmt: skip
    if paid:
        Receipt.objects.create(association=world.association, instalment=row, date=paid, amount=300 * KR)
    return row


# --- what the file holds --------------------------------------------------------------------------------------------


def test_the_file_reads_back_without_findings_and_holds_what_the_intervention_shows(world, vagval, attesters, capsys):
    other = intervention(world.association, "vagen-in", name='Vägen "in"', project="P02")
    agreed(decided(other, {2024: 300_000}))
    claimed(vagval, 100_000, "1", users=attesters, state="betald", paid=date(2024, 6, 4))
    claimed(vagval, -2_500, "2", users=attesters, form=ClaimForm.CREDIT, original=vagval.claims.first())
    claimed(other, 80_000, "1", users=attesters)
    claimed(other, 40_000, "2", users=attesters, state="inkommen", approved=None, cost_date=None, decided=None,
            decided_by=None)  # fmt: skip
    answered(other, 12_345)
    invoiced(world, paid=date(2024, 2, 5))
    batch = export(world)
    rows, findings = rows_of(content(batch))
    assert findings == []
    with pytest.raises(SystemExit) as left:
        cli.main(["sie", "read", str(batch.file.path)])
    assert left.value.code == 0
    assert "Samsyn" in capsys.readouterr().out
    for project, made in {"P01": vagval, "P02": other}.items():
        shown = movement(entries(world.association, [made.pk]), *YEAR).cost
        assert sum(amount for _, account, code, amount in rows if account == 4010 and code == project) == shown
    assert sum(amount for *_, account, _, amount in rows if account == 2990) == -12_345 * KR
    assert sum(amount for *_, account, _, amount in rows if account == 3980) == -300 * KR
    assert sum(amount for *_, account, _, amount in rows if account == 1510) == 0


def test_an_attested_claim_is_cost_on_its_project_against_the_debt_and_its_payment_takes_the_debt(
    world, vagval, attesters
):
    claimed(vagval, 100_000, "7", users=attesters, state="betald", paid=date(2024, 6, 4))
    rows, _ = rows_of(content(export(world)))
    assert rows == [
        ("S 1 Rekvisition 7, Vägval", 4010, "P01", 100_000 * KR),
        ("S 1 Rekvisition 7, Vägval", 2440, "", -100_000 * KR),
        ("S 2 Betalning av rekvisition 7, Vägval", 2440, "", 100_000 * KR),
        ("S 2 Betalning av rekvisition 7, Vägval", 1930, "", -100_000 * KR),
    ]  # fmt: skip


def test_a_late_claim_takes_last_years_debt_and_only_the_difference_is_cost(world, vagval, attesters):
    answer = answered(vagval, 90_000, 2023)
    claimed(vagval, 92_500, users=attesters, settles=answer, settled=90_000 * KR)
    rows, _ = rows_of(content(export(world)))
    assert [row[1:] for row in rows] == [
        (4010, "P01", 2_500 * KR), (2990, "P01", 90_000 * KR), (2440, "", -92_500 * KR),
    ]  # fmt: skip


def test_a_surplus_of_advances_is_a_claim_on_the_owner_until_it_is_repaid(world, vagval, attesters):
    claimed(vagval, 100_000, "1", users=attesters, form=ClaimForm.ADVANCE)
    claimed(vagval, -15_000, "2", users=attesters, form=ClaimForm.SETTLEMENT, state="betald", paid=date(2024, 9, 1))
    rows, _ = rows_of(content(export(world)))
    assert [row[1:] for row in rows[2:]] == [
        (4010, "P01", -15_000 * KR), (1690, "", 15_000 * KR), (1690, "", -15_000 * KR), (1930, "", 15_000 * KR),
    ]  # fmt: skip
    assert "Återbetalning av slutavräkning 2" in rows[-1][0]


def test_what_came_before_the_association_used_the_program_does_not_go(world, vagval):
    claimed(vagval, 100_000)
    with pytest.raises(Refused, match="inget att lämna"):
        export(world)


def test_excel_and_pdf_hold_the_same_vouchers(world, vagval, attesters):
    claimed(vagval, 100_000, users=attesters)
    assert content(export(world, "xlsx")).startswith(b"PK")
    undo_export(batch=ExportBatch.objects.get(), by="prov")
    assert content(export(world, "pdf")).startswith(b"%PDF")


# --- once, numbered, and back again ---------------------------------------------------------------------------------


def test_each_source_goes_once_and_numbers_run_on(world, vagval, attesters):
    claimed(vagval, 100_000, "1", users=attesters)
    export(world)
    with pytest.raises(Refused, match="inget att lämna"):
        export(world)
    claimed(vagval, 50_000, "2", users=attesters)
    rows, _ = rows_of(content(export(world)))
    assert {row[0] for row in rows} == {"S 2 Rekvisition 2, Vägval"}


def test_the_database_refuses_the_same_source_twice(world, vagval, attesters):
    claimed(vagval, 100_000, users=attesters)
    item = export(world).items.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        item.pk = None
        item.save(force_insert=True)


def test_the_latest_file_can_be_taken_back_and_goes_again_with_the_same_number(world, vagval, attesters):
    claimed(vagval, 100_000, "1", users=attesters)
    first = export(world)
    claimed(vagval, 50_000, "2", users=attesters)
    second = export(world)
    with pytest.raises(Refused, match="Bara den senaste"):
        undo_export(batch=first, by="prov")
    undo_export(batch=second, by="prov")
    assert Event.objects.filter(verb="export.undone").get().before.count("claim:") == 1
    assert export(world).items.get().number == 2


# --- what stays behind ----------------------------------------------------------------------------------------------


def test_without_accounts_nothing_goes_and_every_one_is_named(world, vagval, attesters):
    claimed(vagval, 100_000, users=attesters)
    set_accounts(association=world.association, series="S", accounts={"bank": 1930}, by="prov")
    with pytest.raises(Refused, match="Bidrag till insatser, Leverantörsskuld"):
        export(world)
    assert not ExportedItem.objects.exists()


def test_a_cost_without_project_and_a_closed_year_stay_behind_with_the_reason(world, vagval, attesters):
    bare = intervention(world.association, "utan", name="Utan projekt")
    claimed(bare, 10_000, users=attesters)
    claimed(vagval, 20_000, users=attesters, year=2023)
    FiscalYear.objects.create(association=world.association, start=date(2023, 1, 1), end=date(2023, 12, 31),
                              closed="2024-03-01T12:00Z")  # fmt: skip
    found = pending(world.association, date(2023, 1, 1), YEAR[1])
    assert [reason for _, reason in found.held] == [
        "Bokföringen för 2023 är stängd.",
        "Insatsen har inget projekt i bokföringen. Skriv det på insatsens sida.",
    ]
    assert found.drafts == []


def test_what_is_attested_in_the_accounting_system_does_not_go_there_again(world, vagval, attesters):
    claimed(vagval, 100_000, users=attesters, state="betald", paid=date(2024, 6, 4))
    answered(vagval, 5_000)
    rules = policy(world.association)
    rules.attest_place = AttestPlace.ACCOUNTING
    rules.save()
    assert [draft.part for draft in pending(world.association, *YEAR).drafts] == [Part.ACCRUALS]


def test_a_file_is_of_one_financial_year(world, vagval, attesters):
    claimed(vagval, 100_000, "1", users=attesters, year=2023)
    claimed(vagval, 100_000, "2", users=attesters)
    with pytest.raises(Refused, match="Dela perioden vid 2023-12-31"):
        export_vouchers(association=world.association, start=date(2023, 1, 1), end=YEAR[1], kind="sie", by="prov")
    page = world.client("ekonom").get(f"{at('export-new')}?start=2023-01-01&end=2024-01-31&parts=rekvisitioner")
    assert page.content.decode().count("Dela perioden vid 2023-12-31") == 2


def test_a_series_must_be_letters_or_digits(world):
    with pytest.raises(Refused, match="en till fyra bokstäver"):
        set_accounts(association=world.association, series="S-1", accounts={}, by="prov")


# --- pages ----------------------------------------------------------------------------------------------------------


def at(name, *rest, slug="an"):
    return reverse(f"interventions:{name}", args=[slug, "2024", *rest])


def test_the_ekonom_sees_what_goes_makes_the_file_and_downloads_it(world, vagval, attesters):
    claimed(vagval, 100_000, users=attesters)
    client = world.client("ekonom")
    text = client.get(at("export-new")).content.decode()
    assert "Rekvisition 1, Vägval" in text
    assert "4010 Bidrag till insatser" in text
    sent = {"start": "2024-01-01", "end": "2024-12-31", "parts": ["rekvisitioner"], "kind": "sie"}
    answer = client.post(at("export-new"), sent, follow=True)
    batch = ExportBatch.objects.get()
    assert answer.redirect_chain[-1][0] == at("export", batch.pk)
    assert "Rekvisition 1, Vägval" in answer.content.decode()
    file = client.get(at("export-file", batch.pk))
    assert b"".join(file.streaming_content) == content(batch)
    assert file["Content-Disposition"] == f'attachment; filename="{batch.name}"'
    assert client.post(at("export-undo", batch.pk)).status_code == 302
    assert not ExportBatch.objects.exists()


def test_faults_of_the_choice_are_said_all_at_once(world):
    text = world.client("ekonom").post(at("export-new"), {"start": "2024-02-01", "end": "2024-01-01"}).content.decode()
    assert "Perioden slutar före den börjar." in text
    assert "Välj minst ett slag." in text


def test_accounts_are_written_on_a_page_of_their_own(world):
    client = world.client("ekonom")
    assert "konto saknas" in client.get(at("exports")).content.decode()
    assert client.post(at("export-accounts"), {"series": "x9", "cost": "4020"}).status_code == 302
    assert policy(world.association).export_accounts == {"cost": 4020}
    assert policy(world.association).export_series == "X9"


READ, WRITE = ("exports",), ("export-new", "export-accounts")
READERS = {"forbundschef", "verksamhetsutvecklare", "ekonom", "styrelseledamot", "revisor"}
ROLES = (*sorted(READERS), "systemforvaltare", "registrator", "beredning")


@pytest.mark.parametrize("role", ROLES)
def test_who_may_read_and_who_may_make(world, vagval, attesters, role):
    claimed(vagval, 100_000, users=attesters)
    pk = export(world).pk
    client = world.client(role)
    read = 200 if role in READERS else 403
    write = 200 if role in {"forbundschef", "ekonom"} else 403
    assert {client.get(at(name)).status_code for name in READ} == {read}
    assert client.get(at("export", pk)).status_code == client.get(at("export-file", pk)).status_code == read
    assert {client.get(at(name)).status_code for name in WRITE} == {write}
    assert client.get(at("export-undo", pk)).status_code == write


@pytest.mark.parametrize("name", ["exports", "export-new", "export-accounts"])
def test_a_stranger_and_a_party_get_nothing(world, vagval, name):
    assert world.client("stranger").get(at(name)).status_code == 404
    assert world.login(world.party_user()).get(at(name)).status_code == 403


def test_another_associations_file_is_not_found(world, vagval, attesters):
    claimed(vagval, 100_000, users=attesters)
    pk = export(world).pk
    neighbour = world.login(world.stranger)
    for name in ("export", "export-file", "export-undo"):
        assert neighbour.get(at(name, pk)).status_code == 404
        assert neighbour.get(at(name, pk, slug="backen")).status_code == 404


def test_the_action_asks_for_the_permission(world, vagval):
    with pytest.raises(PermissionDenied):
        export_vouchers(association=world.association, start=YEAR[0], end=YEAR[1], kind="sie",
                        by=world.user("verksamhetsutvecklare"))  # fmt: skip
