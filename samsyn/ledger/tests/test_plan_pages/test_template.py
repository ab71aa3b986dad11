"""The Excel template: the year's accounts out, and amounts back in or every fault told."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from samsyn.core.tablefile import write_xlsx
from samsyn.ledger.domain.plans import same_amounts
from samsyn.ledger.queries.plans import amounts_of
from samsyn.ledger.tests.test_plan_pages.addresses import at


def sheet(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def upload(client, plan, columns, rows):
    book = SimpleUploadedFile("mall.xlsx", write_xlsx(columns, rows))
    return client.post(at("plan-read-template", plan.pk), {"file": book})


def test_the_template_holds_the_years_accounts_by_name_and_reads_back_the_same(mapped, budget):
    client = mapped.client("ekonom")
    empty = sheet(client.get(at("plan-template")).content)
    assert [row[1:3] for row in empty[1:]] == [
        [3980, "Konto 3980"], [4010, "Konto 4010"], [4020, "Konto 4020"], [6420, "Konto 6420"],
    ]  # fmt: skip
    before = amounts_of(budget)
    filled = client.get(at("plan-filled-template", budget.pk)).content
    client.post(at("plan-read-template", budget.pk), {"file": SimpleUploadedFile("mall.xlsx", filled)})
    assert same_amounts(amounts_of(budget), before)


def test_months_and_whole_years_are_read_from_the_template(mapped, budget):
    columns = ["ar", "konto", "jan", "feb", "hela_aret"]
    upload(mapped.client("ekonom"), budget, columns, [[2024, 3980, 10, 20, 30], [2024, 4010, None, None, -5]])
    assert [(row.account, row.month, row.amount) for row in amounts_of(budget)] == [
        (3980, 1, 10_00), (3980, 2, 20_00), (4010, None, -5_00),
    ]  # fmt: skip


def test_every_fault_of_a_template_is_told_with_row_and_column_and_nothing_is_saved(mapped, budget):
    columns = ["ar", "konto", "jan", "hela_aret"]
    rows = [
        [2024, 3980, "tio", None], [2023, 4010, None, 5], [2024, 4999, None, 5], [2024, 6420, 5, 6],
        [2024, 4020, 1, 1], [2024, 4020, 1, 1],
    ]  # fmt: skip
    text = upload(mapped.client("ekonom"), budget, columns, rows).content.decode()
    for said in (
        "rad 2, kolumn jan: &#x27;tio&#x27; är inte ett belopp",
        "rad 3, kolumn ar: mallen gäller 2023, inte 2024",
        "rad 4, kolumn konto: konto 4999 finns inte i kontoplanen",
        "rad 5, kolumn hela_aret: 6 är inte summan",
        "rad 7, kolumn ar: konto 4020 har redan ett belopp för 2024 på rad 6",
    ):
        assert said in text
    assert len(amounts_of(budget)) == 3


def test_a_template_without_its_columns_or_amounts_is_refused(mapped, budget):
    client = mapped.client("ekonom")
    assert (
        "kolumnen hela_aret saknas"
        in upload(client, budget, ["ar", "konto", "jan"], [[2024, 3980, 1]]).content.decode()
    )
    assert "inga belopp" in upload(client, budget, ["ar", "konto", "hela_aret"], [[2024, 3980, None]]).content.decode()
