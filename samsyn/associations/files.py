"""The association's table files: contributions (part, ar, belopp_kr) and staff (ar, antal_anstallda_kansli).

Read from CSV or Excel and written back the same. Every error is 'rad N, kolumn X: …', all at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from samsyn.associations.models import Association, Contribution, Party, StaffYear
from samsyn.core.tablefile import RowReader, TableRow, read_rows, write_csv, write_xlsx

CONTRIBUTION_COLUMNS = ("part", "ar", "belopp_kr")
STAFF_COLUMNS = ("ar", "antal_anstallda_kansli")


@dataclass(frozen=True)
class ContributionRow:
    """What a party is to pay for a year; `amount` is öre, `number` the row in the file."""

    number: int
    party: str
    year: int
    amount: int


@dataclass(frozen=True)
class StaffRow:
    number: int
    year: int
    average: Decimal


R = TypeVar("R")


def read_contributions(data: str | bytes, filename: str = "filen") -> tuple[list[ContributionRow], list[str]]:
    """Rows and every error; text or the bytes of a CSV or Excel file."""

    def one(reader: RowReader, row: TableRow) -> ContributionRow | None:
        party, year = reader.text(row, "part", longest=120), reader.year(row, "ar")
        amount = reader.ore(row, "belopp_kr")
        if amount is not None and amount < 0:
            reader.fault(row, "belopp_kr", "ett bidrag kan inte vara mindre än noll")
        if party is None or year is None or amount is None:
            return None
        return ContributionRow(row.number, party, year, amount)

    return _read(data, filename, CONTRIBUTION_COLUMNS, one, lambda row: (row.party.casefold(), row.year), "part")


def read_staff(data: str | bytes, filename: str = "filen") -> tuple[list[StaffRow], list[str]]:
    """Rows and every error; text or the bytes of a CSV or Excel file."""

    def one(reader: RowReader, row: TableRow) -> StaffRow | None:
        year = reader.year(row, "ar")
        average = reader.number(row, "antal_anstallda_kansli", 0, 999)
        if average is not None and average != round(average, 2):
            reader.fault(row, "antal_anstallda_kansli", "har fler än två decimaler")
        return None if year is None or average is None else StaffRow(row.number, year, average)

    return _read(data, filename, STAFF_COLUMNS, one, lambda row: row.year, "ar")


def _read(
    data: str | bytes,
    filename: str,
    columns: Sequence[str],
    one: Callable[[RowReader, TableRow], R | None],
    key: Callable[[R], object],
    named: str,
) -> tuple[list[R], list[str]]:
    raw, errors = read_rows(data.encode() if isinstance(data, str) else data, filename, columns)
    reader, rows = RowReader(), list[R]()
    seen: dict[object, int] = {}
    for line in raw:
        if (row := one(reader, line)) is None:
            continue
        if (first := seen.setdefault(key(row), line.number)) != line.number:
            reader.fault(line, named, f"står redan på rad {first} för samma år")
        rows.append(row)
    errors += reader.errors
    if not rows and not errors:
        errors.append(f"{filename}: filen har inga rader under rubriken")
    return rows, errors


def match_parties(rows: Sequence[ContributionRow], parties: Sequence[Party]) -> tuple[Mapping[str, Party], list[str]]:
    """Party by the name in the file, and an error for each row whose party is not known.

    A party that also pays for another may be written with it: 'Försäkringskassan (även för Arbetsförmedlingen)'.
    """
    known = {party.name.casefold(): party for party in parties}
    found: dict[str, Party] = {}
    errors: list[str] = []
    for row in rows:
        name = row.party.casefold()
        party = known.get(name) or known.get(name.split(" (även för ")[0])
        if party is None:
            names = ", ".join(party.name for party in parties) or "inga"
            errors.append(
                f"rad {row.number}, kolumn part: parten '{row.party}' finns inte; förbundets parter är {names}"
            )
        else:
            found[row.party] = party
    return found, errors


def _contribution_rows(association: Association) -> list[dict[str, object]]:
    found = Contribution.objects.filter(association=association).select_related("party")
    ordered = sorted(found, key=lambda row: (row.year, row.party.position, row.party.name))
    return [{"part": row.party.name, "ar": row.year, "belopp_kr": _kronor(row.amount)} for row in ordered]


def _kronor(ore: int) -> int | Decimal:
    return ore // 100 if ore % 100 == 0 else Decimal(ore) / 100


def export_contributions(association: Association) -> str:
    """Every contribution as the CSV that `read_contributions` reads."""
    return write_csv(CONTRIBUTION_COLUMNS, _contribution_rows(association))


def export_contributions_xlsx(association: Association) -> bytes:
    """The same as a workbook."""
    return write_xlsx(CONTRIBUTION_COLUMNS, _contribution_rows(association))


def export_staff(association: Association) -> str:
    """Every yearly average as the CSV that `read_staff` reads."""
    rows = StaffYear.objects.filter(association=association)
    return write_csv(STAFF_COLUMNS, [(row.year, row.average.normalize()) for row in rows])
