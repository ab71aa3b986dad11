"""Table files in and out by kind, as the command line and the pages name them: mapping, labels, budget, forecast,
history, contributions, staff. CSV or Excel; what is exported reads back to the same."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samsyn.associations import actions as association_actions
from samsyn.associations import files as association_files
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Party, User
from samsyn.core.tablefile import TableRow, read_rows, write_csv, write_xlsx
from samsyn.ledger.actions import manual, mapping_whole, plans
from samsyn.ledger.domain import files_manual, files_mapping, files_plans
from samsyn.ledger.domain.plans import BUDGET, FORECAST, REVISED
from samsyn.ledger.queries import manual as manual_queries
from samsyn.ledger.queries.account_map import account_map
from samsyn.ledger.queries.plans import chart, months_with_books, plans_of_kinds

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?\Z")
_PLAIN_TEXT = ("rad", "notrad", "driftrad", "etikett", "kontonamn", "part", "skal", "kalla", "objekt", "grupp")


@dataclass(frozen=True)
class Result:
    """What a file said: `value` is None when there are errors, each 'rad 7, kolumn belopp_kr: …'."""

    value: Any
    errors: list[str]


@dataclass(frozen=True)
class FileKind:
    """One kind of file: `reader` turns bytes to a value and every fault, `saver` writes it, `export` gives it back."""

    key: str
    title: str
    permission: Permission
    columns: Sequence[str]
    reader: Callable[[Association, bytes, str], tuple[Any, list[str]]]
    saver: Callable[[Association, Any, str, User | str], str]
    export: Callable[[Association], str]
    optional: Sequence[str] = ()

    def read(self, association: Association, data: bytes, filename: str) -> Result:
        """Every fault of the file at once; nothing is saved."""
        value, errors = self.reader(association, data, filename)
        return Result(None if errors else value, errors)

    def store(self, association: Association, value: Any, *, by: User | str, filename: str = "fil") -> str:
        """Saves what `read` gave, all or nothing, with its event; returns what was done. Raises Refused."""
        return self.saver(association, value, filename, by)

    def export_xlsx(self, association: Association) -> bytes:
        """What `export` gives, as an Excel workbook with numbers as numbers."""
        header, *rows = csv.reader(io.StringIO(self.export(association)))
        return write_xlsx(header, ([_cell(*pair) for pair in zip(header, row, strict=True)] for row in rows))


def _cell(column: str, text: str) -> object:
    return Decimal(text) if column not in _PLAIN_TEXT and _NUMBER.match(text) else text


def _table_reader(
    columns: Sequence[str],
    optional: Sequence[str],
    read: Callable[[Association, Sequence[TableRow]], tuple[Any, list[str]]],
) -> Callable[[Association, bytes, str], tuple[Any, list[str]]]:
    """A reader that finds the rows first and then what they say, faults of both together."""

    def reader(association: Association, data: bytes, filename: str) -> tuple[Any, list[str]]:
        rows, errors = read_rows(data, filename, columns, optional)
        if not rows:
            return None, errors or [f"{filename}: filen har inga rader under rubriken"]
        value, faults = read(association, rows)
        return value, [*errors, *faults]

    return reader


# --- mapping and labels -------------------------------------------------------------------------------------------


def _save_mapping(association: Association, value: Any, filename: str, by: User | str) -> str:
    return mapping_whole.replace_mapping(association=association, rules=value, by=by, source=filename)


def _save_labels(association: Association, value: Any, filename: str, by: User | str) -> str:
    return mapping_whole.replace_labels(association=association, wordings=value, by=by, source=filename)


def _mapping_csv(association: Association) -> str:
    return write_csv(*files_mapping.mapping_rows(account_map(association).rules))


def _labels_csv(association: Association) -> str:
    return write_csv(*files_mapping.label_rows(account_map(association).wordings))


# --- budget and forecast ------------------------------------------------------------------------------------------


def _read_budget(association: Association, rows: Sequence[TableRow]) -> tuple[Any, list[str]]:
    return files_plans.read_budget(rows, chart(association))


def _read_forecast(association: Association, rows: Sequence[TableRow]) -> tuple[Any, list[str]]:
    return files_plans.read_forecast(rows, chart(association), months_with_books(association))


def _save_plans(association: Association, value: Any, filename: str, by: User | str) -> str:
    return plans.import_plans(association=association, plans=value, origin=filename, by=by)


def _budget_csv(association: Association) -> str:
    return write_csv(*files_plans.budget_rows(plans_of_kinds(association, (BUDGET, REVISED)), chart(association)))


def _forecast_csv(association: Association) -> str:
    held = plans_of_kinds(association, (FORECAST,))
    return write_csv(*files_plans.forecast_rows(held, chart(association), months_with_books(association)))


# --- by hand ------------------------------------------------------------------------------------------------------


def _save_history(association: Association, value: Any, filename: str, by: User | str) -> str:
    return manual.set_history(association=association, years={item.year for item in value}, items=value, by=by)


def _history_csv(association: Association) -> str:
    return write_csv(*files_manual.history_rows(manual_queries.history(association)))


# --- the association's own ----------------------------------------------------------------------------------------


def _read_contributions(association: Association, data: bytes, filename: str) -> tuple[Any, list[str]]:
    rows, errors = association_files.read_contributions(data, filename)
    parties = list(Party.objects.filter(association=association))
    return rows, [*errors, *association_files.match_parties(rows, parties)[1]]


def _read_staff(association: Association, data: bytes, filename: str) -> tuple[Any, list[str]]:
    return association_files.read_staff(data, filename)


def _save_contributions(association: Association, value: Any, filename: str, by: User | str) -> str:
    return f"Läste in {association_actions.import_contributions(association, value, by=by)} bidrag"


def _save_staff(association: Association, value: Any, filename: str, by: User | str) -> str:
    return f"Läste in årsmedelantal för {association_actions.import_staff(association, value, by=by)} år"


# --- the registry -------------------------------------------------------------------------------------------------


def _kind(
    key: str,
    title: str,
    permission: Permission,
    columns: tuple[Sequence[str], Sequence[str]],
    read: Callable[[Association, Sequence[TableRow]], tuple[Any, list[str]]],
    save: Callable[[Association, Any, str, User | str], str],
    export: Callable[[Association], str],
) -> FileKind:
    return FileKind(key, title, permission, columns[0], _table_reader(*columns, read), save, export, columns[1])


_M, _P, _A = Permission.MANAGE_MAPPING, Permission.MANAGE_PLANS, Permission.MANAGE_ASSOCIATION
_MAPPING = files_mapping.MAPPING_COLUMNS, files_mapping.MAPPING_OPTIONAL
_BUDGET = files_plans.BUDGET_COLUMNS, files_plans.BUDGET_OPTIONAL
_FORECAST = files_plans.FORECAST_COLUMNS, files_plans.FORECAST_OPTIONAL
_HISTORY = files_manual.HISTORY_COLUMNS, files_manual.HISTORY_OPTIONAL

KINDS: Mapping[str, FileKind] = {
    kind.key: kind
    for kind in (
        _kind("mapping", "Kontokoppling", _M, _MAPPING, lambda _, rows: files_mapping.read_mapping(rows),
              _save_mapping, _mapping_csv),
        _kind("labels", "Etiketter", _M, (files_mapping.LABEL_COLUMNS, ()),
              lambda _, rows: files_mapping.read_labels(rows), _save_labels, _labels_csv),
        _kind("budget", "Budget", _P, _BUDGET, _read_budget, _save_plans, _budget_csv),
        _kind("forecast", "Prognos", _P, _FORECAST, _read_forecast, _save_plans, _forecast_csv),
        _kind("history", "Tidigare års siffror", _P, _HISTORY, lambda _, rows: files_manual.read_history(rows),
              _save_history, _history_csv),
        FileKind("contributions", "Bidrag från medlemmarna", _A, association_files.CONTRIBUTION_COLUMNS,
                 _read_contributions, _save_contributions, association_files.export_contributions),
        FileKind("staff", "Årsmedelantal i kansliet", _A, association_files.STAFF_COLUMNS,
                 _read_staff, _save_staff, association_files.export_staff),
    )
}  # fmt: skip
