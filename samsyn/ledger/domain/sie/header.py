"""The records that say what file this is: program, company, years (SIE 4B §12)."""

from datetime import date

from . import values
from .model import Level, Year
from .records import CHART, Record, read_year, text_at
from .state import State
from .tokens import Field
from .words import quoted


def _first_text(state: State, label: str, fields: list[Field], line: int, what: str) -> str:
    if len(fields) < 2:
        state.lacks(label, what, line)
    return text_at(fields, 1).strip()


def _flagga(state: State, label: str, fields: list[Field], line: int) -> None:
    state.sie.flag = _first_text(state, label, fields, line, "värde")
    if state.sie.flag == "1":
        message = "#FLAGGA 1: filen är märkt som redan inläst i ett annat program. Det hindrar inte att den läses här."
        state.findings.add(Level.I, "flag", line, message)


def _program(state: State, label: str, fields: list[Field], line: int) -> None:
    name = _first_text(state, label, fields, line, "programnamn")
    if len(fields) == 2:
        state.findings.add(Level.I, "missing_version", line, "#PROGRAM saknar version.")
    state.sie.program = f"{name} {text_at(fields, 2)}".strip()


def _format(state: State, label: str, fields: list[Field], line: int) -> None:
    if text_at(fields, 1).upper() != "PC8":
        message = f"#FORMAT är {quoted(text_at(fields, 1))}, ska vara PC8. Teckenkodningen avgörs ändå av innehållet."
        state.findings.add(Level.I, "missing_format", line, message)


def _gen(state: State, label: str, fields: list[Field], line: int) -> None:
    state.sie.generated = _optional_day(state, label, _first_text(state, label, fields, line, "datum"), line)


def _optional_day(state: State, label: str, text: str, line: int) -> date | None:
    day = values.calendar_day(text)
    if day is None and text:
        state.bad_date(Level.W, line, label, text)
    return day


def _sietyp(state: State, label: str, fields: list[Field], line: int) -> None:
    state.declared_type = _first_text(state, label, fields, line, "typ").upper()
    if state.declared_type and state.declared_type[0] not in "1234":
        message = f"#SIETYP {quoted(state.declared_type)} finns inte; 1, 2, 3 och 4 finns. Typen avgörs av innehållet."
        state.findings.add(Level.W, "wrong_type", line, message)


def _fnamn(state: State, label: str, fields: list[Field], line: int) -> None:
    state.sie.company = _first_text(state, label, fields, line, "företagsnamn")


def _orgnr(state: State, label: str, fields: list[Field], line: int) -> None:
    state.sie.orgnr = values.organisation_number(text_at(fields, 1))


def _kptyp(state: State, label: str, fields: list[Field], line: int) -> None:
    state.sie.chart = text_at(fields, 1)


def _valuta(state: State, label: str, fields: list[Field], line: int) -> None:
    state.sie.currency = text_at(fields, 1).upper() or "SEK"
    if state.sie.currency != "SEK":
        message = f"Filen är i {state.sie.currency}, inte i kronor; beloppen läses som de står."
        state.findings.add(Level.W, "currency", line, message)


def _omfattn(state: State, label: str, fields: list[Field], line: int) -> None:
    state.sie.covers_to = _optional_day(state, label, text_at(fields, 1), line)
    state.omfattn_line = line


def _rar(state: State, label: str, fields: list[Field], line: int) -> None:
    index = read_year(state, label, text_at(fields, 1), line)
    start, end = text_at(fields, 2), text_at(fields, 3)
    if index is None:
        return
    if not start and not end:
        state.lacks(f"{label} {index}", "datum", line)
        return
    name = f"{label} {index}"
    first, last = values.calendar_day(start), values.calendar_day(end)
    if first is None or last is None:
        wrong = start if first is None else end
        message = f"{name}: {quoted(wrong)} är inget datum (skrivs ÅÅÅÅMMDD)."
        state.lacking = (line, message) if not wrong else state.lacking
        state.findings.add(Level.F, "bad_rar", line, message)
    elif last < first:
        message = f"{name} slutar ({last}) innan det börjar ({first}). Rätta räkenskapsåret och exportera om."
        state.findings.add(Level.F, "bad_rar", line, message)
    else:
        _add_year(state, Year(index, first, last), line)


def _add_year(state: State, year: Year, line: int) -> None:
    known = state.sie.year(year.index)
    if known is None:
        state.sie.years.append(year)
        state.year_lines[year.index] = line
    elif known == year:
        state.findings.add(Level.W, "duplicate", line, f"#RAR {year.index} står två gånger i filen.")
    else:
        message = f"#RAR {year.index} är både {known.start}–{known.end} och {year.start}–{year.end}."
        state.findings.add(Level.F, "bad_rar", line, f"{message} Två filer kan ha slagits ihop; exportera om.")


RECORDS: dict[str, Record] = CHART | {
    "#FLAGGA": Record(1, _flagga),
    "#PROGRAM": Record(2, _program),
    "#FORMAT": Record(1, _format),
    "#GEN": Record(2, _gen),
    "#SIETYP": Record(1, _sietyp),
    "#ORGNR": Record(3, _orgnr),
    "#FNAMN": Record(1, _fnamn),
    "#RAR": Record(3, _rar),
    "#OMFATTN": Record(1, _omfattn),
    "#KPTYP": Record(1, _kptyp),
    "#VALUTA": Record(1, _valuta),
}
