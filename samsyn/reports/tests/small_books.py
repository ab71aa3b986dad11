"""Two years of a small association's books, written straight into the tables: what the table tests stand on."""

from collections.abc import Mapping
from datetime import date

from samsyn.associations.models import Association, Contribution, Party, StaffYear
from samsyn.interventions.domain.words import DecisionKind
from samsyn.interventions.models import Confirmation, FinancedPost, Intervention, NoteGroup
from samsyn.interventions.tests.builder import agreed, claimed, decided, intervention
from samsyn.ledger.models import (
    Account,
    Balance,
    FiscalYear,
    Import,
    MappingRow,
    Movement,
    Plan,
    PlanRow,
    SourceFile,
)

MAPPING = (
    (1500, 1799, "receivables", 3, "Fordringar", ""),
    (1900, 1999, "cash", 3, "Bank", ""),
    (2010, 2098, "other_equity", None, "", ""),
    (2099, 2099, "result_account", None, "", ""),
    (2400, 2999, "current_liabilities", 5, "Skulder", ""),
    (3000, 3989, "revenue", 1, "Bidrag från medlemmar", "Medlemsbidrag"),
    (3990, 3999, "revenue", 1, "Övriga intäkter", "Övriga intäkter"),
    (4000, 4999, "costs", 2, "Bidrag till insatser", "Bidrag till insatser"),
    (5000, 6999, "costs", 2, "Övriga kostnader", "Verksamhetskostnader"),
    (7000, 7699, "costs", 2, "Personalkostnader", "Personalkostnader"),
    (8300, 8399, "financial_income", None, "", "Finansnetto"),
    (8400, 8499, "financial_costs", None, "", "Finansnetto"),
    (8900, 8989, "taxes", None, "", "Finansnetto"),
    (8999, 8999, "result_transfer", None, "", ""),
)
NAMES = {1930: "Bank", 2010: "Eget kapital", 2440: "Leverantörer", 3010: "Bidrag", 3990: "Övrigt", 4010: "Insatser",
         5010: "Hyra", 6420: "Revision", 7010: "Löner", 8410: "Ränta"}  # fmt: skip


def mapping(association: Association) -> None:
    for position, (first, last, line, note, note_row, operating_row) in enumerate(MAPPING):
        MappingRow.objects.create(
            association=association, account_from=first, account_to=last, line=line, note=note, note_row=note_row,
            operating_row=operating_row, position=position,
        )  # fmt: skip


def book_year(
    association: Association,
    year: int,
    opening: Mapping[int, float],
    movement: Mapping[int, float],
    *,
    month: int = 12,
    covers_to: date | None = None,
    vouchers: int = 1,
) -> Import:
    """An active import with amounts in kronor, ledger sign, all booked in one month."""
    fiscal = FiscalYear.objects.create(association=association, start=date(year, 1, 1), end=date(year, 12, 31))
    source = SourceFile.objects.create(association=association, name=f"{year}.se", sha256=str(year), size=1)
    item = Import.objects.create(
        association=association, source=source, year=fiscal, state="active", voucher_count=vouchers,
        partial=covers_to is not None, covers_to=covers_to,
    )  # fmt: skip
    for number, name in NAMES.items():
        Account.objects.create(association=association, year=fiscal, number=number, name=name)
    for number in {*opening, *movement}:
        ib, moved = ore(opening.get(number, 0)), ore(movement.get(number, 0))
        result = number >= 3000
        Balance.objects.create(
            association=association, origin=item, start=fiscal.start, index=0, account=number,
            ib=None if result else ib, ub=None if result else ib + moved, res=moved if result else None,
        )  # fmt: skip
        if number in movement:
            Movement.objects.create(
                association=association, origin=item, month=date(year, month, 1), account=number, amount=moved,
                source="vouchers" if vouchers else "stated",
            )  # fmt: skip
    return item


def ore(kronor: float) -> int:
    return round(kronor * 100)


def two_years(association: Association) -> None:
    """2023: result 100 kr. 2024: result −594,50 kr; equity 1 000 at the start; contributions 5 000."""
    mapping(association)
    book_year(association, 2023, {1930: 1500, 2010: -900, 2440: -600}, {1930: 100, 3010: -5000, 4010: 4000, 7010: 900})
    book_year(
        association,
        2024,
        {1930: 1600, 2010: -1000, 2440: -600},
        {1930: -494.5, 2440: -100, 3010: -5000, 4010: 3600.4, 5010: 700.2, 6420: 300, 7010: 1000, 8410: -6.1},
    )
    party = Party.objects.create(association=association, name="Staten", kind="stat")
    Contribution.objects.create(association=association, party=party, year=2024, amount=500_000)
    StaffYear.objects.create(association=association, year=2024, average="2.4")


def budget(association: Association, year: int, rows: Mapping[int, float], **extra: object) -> Plan:
    """A plan in kronor with the result's sign."""
    plan = Plan.objects.create(
        association=association, year=year, **{"kind": "budget", "name": f"Budget {year}", **extra}
    )
    for account, amount in rows.items():
        PlanRow.objects.create(association=association, plan=plan, account=account, amount=ore(amount))
    return plan


def two_years_of_interventions(association: Association) -> Intervention:
    """Costs 4 000 kr in 2023 and 3 600 in 2024 at parties; 7 400, then 4 200 kr remain of what was granted.

    Vägval (kronor):   granted 9 000 for 2023–2025; 2023 cost 3 000 with 400 worked up, 1 000 back by itself;
                       2024 cost 2 600 (2 550 requisitioned, 50 more than was worked up), remaining 5 000, then 2 400.
    Stegen (no row):   granted 2 000 in 2022, 400 more in 2024; cost 1 000 in each year, remaining 1 000, then 400.
    Nya vägar:         granted 1 400 in 2022 and nothing used, remaining 1 400 in both years.
    Forum:             in own running, budget 500 in 2024; its cost is project P21's in the books.
    """
    vagval = intervention(association, "vagval")
    agreed(decided(vagval, {2023: 4_000, 2024: 3_000, 2025: 2_000}))
    claimed(vagval, 2_600, "1", year=2023)
    answer = Confirmation.objects.create(
        association=association, intervention=vagval, year=2023, asked=date(2023, 12, 1), due=date(2024, 1, 15),
        answered=date(2024, 1, 10), amount=ore(400),
    )  # fmt: skip
    claimed(vagval, 450, "2", settles=answer, settled=ore(400), cost_date=date(2024, 2, 1))
    claimed(vagval, 2_550, "3")
    back = {"automatic": True, "reason": "Oförbrukat återgår enligt beslutet."}
    decided(vagval, {2023: -1_000}, date(2023, 12, 31), DecisionKind.RETURN, **back)
    stegen = intervention(association, "stegen", name="Stegen", end=date(2024, 6, 30))
    NoteGroup.objects.filter(association=association, key="stegen").update(own_row=False, position=2)
    decided(stegen, {2023: 1_000, 2024: 1_000}, date(2022, 10, 3))
    decided(stegen, {2024: 400}, date(2024, 4, 8), DecisionKind.MORE)
    claimed(stegen, 1_000, "1", year=2023)
    claimed(stegen, 1_000, "2", year=2024)
    fresh = intervention(association, "nya-vagar", name="Nya vägar")
    NoteGroup.objects.filter(association=association, key="nya-vagar").update(position=1)
    decided(fresh, {2024: 1_400})
    forum = intervention(association, "forum", name="Forum", run_by="egen", project="P21", owner=None)
    decided(forum, {2024: 500})
    FinancedPost.objects.create(association=association, intervention=vagval, year=2024, positions="1.5")
    return vagval
