"""Rows read out of texts: every fault at once, by row and column, and never a word of what stood there. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samsyn.core.tablefile import Grid, read_grid
from samsyn.participants.cases.personal import is_pseudonym, looks_personal
from samsyn.participants.cases.rows import ADMINISTRATIVE, AFTER, COLUMNS, CaseRow
from samsyn.participants.domain.words import Sex

YOUNGEST, OLDEST = 15, 80  # at the start
FIRST_YEAR, LAST_YEAR = 2004, 2099  # finsamlagen in force
MOST_MONTHS = 720
MOST_FAULTS = 200
PERSONAL = "ser ut som ett personnummer. Det får aldrig stå i en ärenderad"
_SEXES = {"kvinna": Sex.WOMEN, "kvinnor": Sex.WOMEN, "women": Sex.WOMEN, "man": Sex.MEN, "män": Sex.MEN,
          "men": Sex.MEN, "ej angivet": Sex.UNSTATED, "unstated": Sex.UNSTATED}  # fmt: skip
Written = Mapping[str, Mapping[str, str]]
"""Per code list: what may be written (folded to small letters) and the code it means."""


class Fault(ValueError):
    """Why a cell is refused; never what stood in it."""


@dataclass(frozen=True)
class ReadRows:
    """What a file held, and which fields it has columns for. With any fault nothing of it may be stored."""

    rows: list[CaseRow] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    fields: tuple[str, ...] = ()


class Reader:
    """Reads rows with an association's codes. Each distinct text of a column is judged once."""

    def __init__(self, written: Written, today: date) -> None:
        self._written, self._today = written, today
        self._known: dict[str, dict[str, tuple[Any, str]]] = {name: {} for name in COLUMNS}
        self._parsers = {name: self._parser(name) for name in COLUMNS}

    def row(self, texts: Mapping[str, str]) -> tuple[CaseRow | None, dict[str, str]]:
        """The row and {}, or None and why each field is refused."""
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        for name, known in self._known.items():
            text = texts.get(name, "")
            values[name], fault = known.get(text) or self._judged(name, text)
            if fault:
                faults[name] = fault
        faults = faults or self._together(values)
        return (None, faults) if faults else (CaseRow(**values), {})

    def _judged(self, name: str, text: str) -> tuple[Any, str]:
        """A cell's value and ''; or None and why it is refused, remembered for the same text of another row."""
        try:
            if looks_personal(text):
                raise Fault(PERSONAL)
            found = self._parsers[name](text.strip()), ""
        except Fault as fault:
            found = None, str(fault)
        if name != "pseudonym":
            self._known[name][text] = found
        return found

    # --- single cells ------------------------------------------------------------------------------------------------

    def _parser(self, name: str) -> Callable[[str], Any]:
        column = COLUMNS[name]
        if column.list:
            codes = self._written.get(column.list, {})
            return (lambda text: _several(text, codes)) if column.several else (lambda text: _code(text, codes))
        plain: Mapping[str, Callable[[str], Any]] = {
            "pseudonym": _pseudonym, "sex": _sex, "start": self._day, "end": self._day,
            "psychiatry_years": lambda text: tuple(_whole(one, FIRST_YEAR, LAST_YEAR) for one in _parts(text)),
            "birth_year": lambda text: _whole(text, 1900, self._today.year),
            "support_months": lambda text: _whole(text, 0, MOST_MONTHS) if text else None,
        }  # fmt: skip
        parse = plain.get(name, lambda text: _whole(text, FIRST_YEAR, LAST_YEAR) if text else None)
        return _required(parse) if column.required else parse

    def _day(self, text: str) -> date | None:
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise Fault("är inget datum. Skriv som 2024-12-31") from None
        if day > self._today:
            raise Fault("har inte varit än")
        if day.year < FIRST_YEAR:
            raise Fault(f"ligger före {FIRST_YEAR}")
        return day

    # --- cells together ----------------------------------------------------------------------------------------------

    def _together(self, row: Mapping[str, Any]) -> dict[str, str]:
        """What each cell alone does not show."""
        found: dict[str, str] = {}
        start, end, reason = row["start"], row["end"], row["exit_reason"]
        if not YOUNGEST <= start.year - row["birth_year"] <= OLDEST:
            found["birth_year"] = f"ger en ålder vid start utanför {YOUNGEST}–{OLDEST} år"
        if end and end < start:
            found["end"] = "ligger före start"
        if end is None and any(row[name] for name in AFTER):
            found["end"] = "saknas fast något är ifyllt om hur det slutade"
        if end and not reason and not row["outcome"]:
            found["exit_reason"] = "saknas, liksom utgången: hur slutade det?"
        if reason == ADMINISTRATIVE and row["outcome"]:
            found["outcome"] = "ska vara tom för den som bara tas ur räkningen (97)"
        first, last = row["reporting_from"] or start.year, row["reporting_to"]
        if first < start.year:
            found["reporting_from"] = "ligger före start"
        if last is not None and last < first:
            found["reporting_to"] = "ligger före det år då personen börjar räknas"
        return found


def _required(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    def asked(text: str) -> Any:
        if not text:
            raise Fault("saknas")
        return parse(text)

    return asked


def _pseudonym(text: str) -> str:
    if not is_pseudonym(text):
        raise Fault("har inte pseudonymens form: högst tre stora bokstäver och tre till sju siffror")
    return text


def _sex(text: str) -> Sex:
    if (found := _SEXES.get(text.casefold())) is None:
        raise Fault("ska vara kvinna, man eller ej angivet")
    return found


def _whole(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most):
        raise Fault(f"ska vara ett heltal från {least} till {most}")
    return int(text)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")] if text else []


def _code(text: str, codes: Mapping[str, str]) -> str:
    if text and text.casefold() not in codes:
        raise Fault("finns inte i kodlistan")
    return codes[text.casefold()] if text else ""


def _several(text: str, codes: Mapping[str, str]) -> tuple[str, ...]:
    found = tuple(_code(part, codes) for part in _parts(text))
    if "" in found or len(set(found)) < len(found):
        raise Fault("ska vara olika koder åtskilda av |")
    return found


# --- whole files -----------------------------------------------------------------------------------------------------

_NAMES = {called: key for key, column in COLUMNS.items() for called in (column.name, column.other)}
INTERVENTION = ("insats", "intervention")
"""May stand in the file; must be the intervention's key on every row."""
_PLAIN = str.maketrans("åäö ", "aao_")


def read_file(data: bytes, reader: Reader, intervention: str) -> ReadRows:
    """The rows of a CSV or Excel file, or every fault of it. File name, headings and values are never repeated."""
    grid, faults = read_grid(data, "filen", [*_NAMES, *INTERVENTION])
    if faults or not grid:
        return ReadRows(faults=faults or ["filen är tom"])
    header = [_heading(cell) for cell in grid[0][1]]
    while not header[-1]:  # empty columns to the right of a sheet
        header.pop()
    if faults := _header_faults(header):
        return ReadRows(faults=faults)
    return _read_grid(header, grid[1:], reader, intervention)


def _heading(cell: str) -> str:
    """A heading as the format spells it, also where a person wrote 'Födelseår'."""
    return cell.strip().casefold().translate(_PLAIN)


def _header_faults(header: list[str]) -> list[str]:
    keys = [_NAMES.get(name) for name in header if name not in INTERVENTION]
    found = [f"kolumn {place} i första raden har en rubrik som inte finns i formatet"
             for place, name in enumerate(header, 1) if name not in _NAMES and name not in INTERVENTION]  # fmt: skip
    found += [
        f"kolumnen {column.name} saknas" for key, column in COLUMNS.items() if column.required and key not in keys
    ]
    return found + [f"kolumnen {COLUMNS[key].name} står flera gånger" for key in COLUMNS if keys.count(key) > 1]


def _read_grid(header: list[str], grid: Grid, reader: Reader, intervention: str) -> ReadRows:
    names = [_NAMES.get(name, "") for name in header]
    rows: list[CaseRow] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in grid:
        row, wrong = reader.row(dict(zip(names, cells, strict=False)))
        faults += [f"rad {number}, kolumn {COLUMNS[name].name}: {text}" for name, text in wrong.items()]
        faults += _row_faults(number, header, cells, intervention)
        if row is not None:
            if (before := seen.setdefault(row.pseudonym, number)) != number:
                faults.append(f"rad {number}, kolumn pseudonym: är densamma som på rad {before}")
            rows.append(row)
    if not rows and not faults:
        faults = ["filen har ingen rad under rubriken"]
    return ReadRows(faults=_first(faults)) if faults else ReadRows(rows, fields=tuple(filter(None, names)))


def _row_faults(number: int, header: list[str], cells: list[str], intervention: str) -> list[str]:
    found = []
    if len(cells) > len(header) and any(cells[len(header) :]):
        found.append(f"rad {number}: har fler fält än rubriken")
    if any(name in header and cells[header.index(name)] != intervention for name in INTERVENTION):
        found.append(f"rad {number}, kolumn insats: är inte den här insatsens nyckel, {intervention}")
    return found


def _first(faults: Iterable[str]) -> list[str]:
    told = list(faults)
    more = len(told) - MOST_FAULTS
    return [*told[:MOST_FAULTS], f"och {more} fel till"] if more > 0 else told
