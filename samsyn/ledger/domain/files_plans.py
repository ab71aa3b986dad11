"""Files of budget and forecast, and the template that is handed out: rows to amounts, and back. All faults at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from samsyn.core.tablefile import RowReader, TableRow
from samsyn.ledger.definitions.statements import Basis
from samsyn.ledger.domain.amounts import FIRST_INTERNAL_ACCOUNT, PlanAmount, is_result
from samsyn.ledger.domain.mapping import AccountMap, Rule, slug
from samsyn.ledger.domain.plans import BUDGET, FORECAST, NOT_PLANNED, REVISED, SHORT_MONTHS, GridRow, grid

BUDGET_COLUMNS = ("ar", "konto", "belopp_kr")
BUDGET_OPTIONAL = ("kontonamn", "rad", "not", "manad", "slag")
FORECAST_COLUMNS = ("ar", "rad", "belopp_kr")
FORECAST_OPTIONAL = ("not", "efter_manad", "konto", "kontonamn", "manad", "forslag_kr", "skal")
TEMPLATE_COLUMNS = ("ar", "konto", "kontonamn", "rad", "not", *SHORT_MONTHS, "hela_aret")
_KINDS = {"": BUDGET, "budget": BUDGET, "reviderad": REVISED, "reviderad budget": REVISED}

PlanKey = tuple[int, str, int]
"""(year, kind, month the forecast was made after; 0 for budgets)"""
Plans = dict[PlanKey, list[PlanAmount]]


@dataclass(frozen=True)
class Chart:
    """What a budget file is read against: the mapping, and the books' accounts (empty before the first import)."""

    accounts: AccountMap
    numbers: Collection[int] = ()
    names: Mapping[int, str] = field(default_factory=dict)

    def fault(self, account: int) -> str:
        """Why an account cannot be planned; '' when it can."""
        if not is_result(account):
            return f"konto {account:04d} är inget resultatkonto (3000–{FIRST_INTERNAL_ACCOUNT - 1})"
        rule = self.accounts.rule_for((account, "", ""))
        if rule and rule.line in NOT_PLANNED:
            return f"konto {account:04d} är bokslutets omföring av resultatet och planeras inte"
        if self.numbers:
            return "" if account in self.numbers else f"konto {account:04d} finns inte i kontoplanen"
        return "" if rule else f"konto {account:04d} finns varken i kontoplanen eller i kontokopplingen"


def kr_value(ore: int) -> int | Decimal:
    """Öre as kronor for a file: whole kronor without decimals."""
    return ore // 100 if ore % 100 == 0 else Decimal(ore).scaleb(-2)


# --- reading ------------------------------------------------------------------------------------------------------


@dataclass
class _Gathered:
    """Plans as they grow while a file is read, with where each target stood."""

    reader: RowReader = field(default_factory=RowReader)
    plans: Plans = field(default_factory=dict)
    seen: dict[object, TableRow] = field(default_factory=dict)

    def add(self, row: TableRow, key: PlanKey, amount: PlanAmount) -> None:
        """Refuses the same target twice in a plan, and a target given both for the year and by month."""
        name = amount.operating_row if amount.account is not None else amount.row
        place = (key, amount.account, slug(name) if name else "", amount.note)
        for month in (amount.month, None) if amount.month else (None, *range(1, 13)):
            other = self.seen.get((place, month))
            if other is not None:
                what = f"konto {amount.account:04d}" if amount.account is not None else f"raden {amount.row}"
                self.reader.fault(row, "ar", f"{what} har redan ett belopp för {key[0]} på rad {other.number}")
                return
        self.seen[place, amount.month] = row
        self.plans.setdefault(key, []).append(amount)


def read_budget(rows: Sequence[TableRow], chart: Chart) -> tuple[Plans, list[str]]:
    """Budgets by year, and every fault. Öre with the result's sign: income plus, cost minus.

    `rad` is the row of the operating statement that the budget was decided on; it is kept as the row's own mapping only
    when the account's own mapping, in no wording, puts it there.
    """
    found = _Gathered()
    for row in rows:
        before = len(found.reader.errors)
        year = found.reader.year(row, "ar")
        amount = found.reader.ore(row, "belopp_kr")
        kind = _KINDS.get(row["slag"].lower())
        if kind is None:
            found.reader.fault(row, "slag", f"'{row['slag']}' är varken budget eller reviderad")
        month = _month(found.reader, row, "manad")
        item = _target(found.reader, row, chart)
        if len(found.reader.errors) == before and item and year and kind and amount is not None:
            found.add(row, (year, kind, 0), PlanAmount(amount, *item, month))
    return found.plans, found.reader.errors


def read_forecast(rows: Sequence[TableRow], chart: Chart, months: Mapping[int, int]) -> tuple[Plans, list[str]]:
    """Forecasts by year and month made after; `months` says the month where the file does not (0 when unknown)."""
    found = _Gathered()
    for row in rows:
        before = len(found.reader.errors)
        year = found.reader.year(row, "ar")
        amount = found.reader.ore(row, "belopp_kr")
        after = found.reader.integer(row, "efter_manad", 0, 12) if row["efter_manad"] else None
        proposed = found.reader.ore(row, "forslag_kr") if row["forslag_kr"] else None
        if proposed is not None and proposed != amount and not row["skal"]:
            found.reader.fault(row, "skal", "skriv varför beloppet skiljer sig från förslaget")
        month = _month(found.reader, row, "manad")
        item = _target(found.reader, row, chart)
        if len(found.reader.errors) == before and item and year and amount is not None:
            made = months.get(year, 0) if after is None else after
            found.add(row, (year, FORECAST, made), PlanAmount(amount, *item, month, row["skal"], proposed))
    return found.plans, found.reader.errors


def _month(reader: RowReader, row: TableRow, column: str) -> int | None:
    return reader.integer(row, column, 1, 12) if row[column] else None


def _target(reader: RowReader, row: TableRow, chart: Chart) -> tuple[int | None, str, int | None, str] | None:
    """(account, row, note, operating row) that a line of a file plans for; None and a fault when it is unknown.

    The wording is kept beside the account too, so that the file can be given back as it came.
    """
    note = reader.integer(row, "not", 1, 99) if row["not"] else None
    wording = row["rad"]
    rule = chart.accounts.rule_by_wording(wording, note) if wording else None
    if wording and (rule is None or rule.target.basis is not Basis.MOVEMENT):
        where = f"i not {note}" if note else "i resultaträkningen"
        reader.fault(row, "rad", f"'{wording}' är ingen rad {where} enligt kontokopplingen")
        return None
    if not row["konto"]:
        if not wording:
            reader.fault(row, "rad", "ange konto eller rad")
            return None
        return None, wording, note, ""
    account = reader.integer(row, "konto", 1, 99_999_999)
    if account is None:
        return None
    if fault := chart.fault(account):
        reader.fault(row, "konto", fault)
        return None
    return account, wording, note, _own_row(chart.accounts, account, wording)


def _own_row(accounts: AccountMap, account: int, wording: str) -> str:
    """The wording when it is none of the account's own, '' when the account's mapping already says it."""
    rule = accounts.rule_for((account, "", ""))
    return "" if not wording or rule is None or slug(wording) in wordings_of(accounts, rule) else wording


def wordings_of(accounts: AccountMap, rule: Rule) -> set[str]:
    """Stable names of every wording of a rule's row: line, note row, operating row, old and new labels."""
    names = {rule.target.label, rule.note_row, rule.operating_row}
    for wording in accounts.wordings:
        if wording.account_from <= rule.account_from and rule.account_to <= wording.account_to:
            names.add(wording.label)
    return {slug(name) for name in names if name}


# --- writing ------------------------------------------------------------------------------------------------------


def budget_rows(
    plans: Mapping[PlanKey, Sequence[PlanAmount]], chart: Chart
) -> tuple[list[str], list[dict[str, object]]]:
    """Columns and rows of budget.csv; optional columns only when something needs them."""
    rows = [_written(key, row, chart) for key, amounts in sorted(plans.items()) for row in amounts]
    columns = ["ar", "konto", "kontonamn", "rad", *_used(rows, "not", "manad", "slag"), "belopp_kr"]
    return columns, rows


def forecast_rows(
    plans: Mapping[PlanKey, Sequence[PlanAmount]], chart: Chart, months: Mapping[int, int]
) -> tuple[list[str], list[dict[str, object]]]:
    """Columns and rows of a forecast file; `efter_manad` only when the file's reader would not guess it."""
    rows = []
    for key, amounts in sorted(plans.items()):
        after = None if key[2] == months.get(key[0], 0) and sum(k[0] == key[0] for k in plans) == 1 else key[2]
        rows += [{**_written(key, row, chart), "efter_manad": after} for row in amounts]
    by_account = _used(rows, "konto", "kontonamn")
    own = _used(rows, "efter_manad", "manad", "forslag_kr", "skal")
    return ["ar", *by_account, "rad", "not", "belopp_kr", *own], rows


def _used(rows: Iterable[Mapping[str, object]], *columns: str) -> list[str]:
    rows = list(rows)
    return [column for column in columns if any(row.get(column) not in (None, "") for row in rows)]


def _written(key: PlanKey, row: PlanAmount, chart: Chart) -> dict[str, object]:
    return {
        "ar": key[0],
        "konto": f"{row.account:04d}" if row.account is not None else None,
        "kontonamn": chart.names.get(row.account or 0, ""),
        "rad": row.row or row.operating_row or _row_of(row, chart),
        "not": row.note,
        "manad": row.month,
        "slag": REVISED if key[1] == REVISED else None,
        "belopp_kr": kr_value(row.amount),
        "forslag_kr": None if row.proposed is None else kr_value(row.proposed),
        "skal": row.reason,
    }


def _row_of(row: PlanAmount, chart: Chart) -> str:
    rule = chart.accounts.rule_for((row.account or 0, "", ""))
    return (rule.operating_row or rule.target.label) if rule else ""


# --- the template -------------------------------------------------------------------------------------------------


def template_rows(year: int, rows: Sequence[GridRow], chart: Chart) -> tuple[list[str], list[dict[str, object]]]:
    """Columns and rows of the Excel template: each target with its amounts, or empty to be filled in."""
    return list(TEMPLATE_COLUMNS), [
        {
            "ar": year,
            "konto": row.account,
            "kontonamn": chart.names.get(row.account or 0, ""),
            "rad": row.row if row.account is None else row.operating_row or _row_of(PlanAmount(0, row.account), chart),
            "not": row.note if row.account is None else None,
            **{SHORT_MONTHS[month - 1]: kr_value(amount) for month, amount in row.months.items()},
            "hela_aret": None if row.year is None and not row.months else kr_value(row.total),
        }
        for row in rows
    ]


def read_template(rows: Sequence[TableRow], chart: Chart, year: int) -> tuple[list[PlanAmount], list[str]]:
    """A filled-in template for `year`: rows without amounts are left out; the year must be the sum of its months."""
    found = _Gathered()
    for row in rows:
        filled = [name for name in (*SHORT_MONTHS, "hela_aret") if row[name]]
        if not filled:
            continue
        reader = found.reader
        before = len(reader.errors)
        if reader.year(row, "ar") not in (year, None):
            reader.fault(row, "ar", f"mallen gäller {row['ar']}, inte {year}")
        item = _target(reader, row, chart)
        months = {
            place: amount
            for place, name in enumerate(SHORT_MONTHS, start=1)
            if row[name] and (amount := reader.ore(row, name)) is not None
        }
        whole = reader.ore(row, "hela_aret") if row["hela_aret"] else None
        if len(reader.errors) == before and months and whole is not None and whole != sum(months.values()):
            text = f"{row['hela_aret']} är inte summan av månaderna, {kr_value(sum(months.values()))}"
            reader.fault(row, "hela_aret", text)
        if len(reader.errors) == before and item:
            account, wording, note, own = item
            name = wording if account is None else ""
            for typed in GridRow(account, name, note, own, None if months else whole, months).amounts():
                found.add(row, (year, BUDGET, 0), typed)
    return found.plans.get((year, BUDGET, 0), []), found.reader.errors


def filled_grid(rows: Iterable[PlanAmount], numbers: Iterable[int], chart: Chart) -> list[GridRow]:
    """A plan's rows, and every other account that can be planned empty, accounts in order and report rows last."""
    have = grid(rows)
    known = {row.account for row in have}
    more = [GridRow(account=number) for number in numbers if number not in known and not chart.fault(number)]
    return sorted([*have, *more], key=lambda row: (row.account is None, row.account or 0))
