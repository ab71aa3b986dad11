"""A SIE file for machines (`samsyn sie read --json`) and for the terminal."""

from collections import Counter

from .model import Level, SieFile
from .words import counted, kronor, plain

_ENCODINGS = {"cp437": "PC8 (cp437)", "utf-8": "UTF-8", "utf-8-sig": "UTF-8 med BOM", "cp1252": "Windows-1252"}
_TYPES = {
    "1": "årssaldon",
    "2": "månadssaldon",
    "3": "månads- och objektsaldon",
    "4E": "hela bokföringen",
    "4I": "verifikationer för inläsning",
}
_LEVELS = {
    Level.F: ("fel som stoppar filen", "fel som stoppar filen"),
    Level.V: ("fel i verifikation eller rad", "fel i verifikationer eller rader"),
    Level.W: ("varning", "varningar"),
    Level.I: ("upplysning", "upplysningar"),
}


def to_json(sie: SieFile) -> dict[str, object]:
    """Plain values for json.dumps. Amounts are strings in kronor; a record that the file does not have is None."""
    return {
        "type": sie.type,
        "encoding": sie.encoding,
        "company": sie.company,
        "orgnr": sie.orgnr,
        "years": [
            {"index": year.index, "start": year.start.isoformat(), "end": year.end.isoformat()} for year in sie.years
        ],
        "accounts": len(sie.accounts),
        "vouchers": sie.vouchers,
        "rows": sie.rows,
        "balances": {
            number: {"ib": plain(balance.ib), "ub": plain(balance.ub), "res": plain(balance.res)}
            for number, balance in sorted(sie.balances.get(0, {}).items())
        },
        "findings": [
            {"level": finding.level.value, "code": finding.code, "line": finding.line, "text": finding.text}
            for finding in sie.findings
        ],
    }


def summary(sie: SieFile, filename: str) -> str:
    """What was read, in Swedish, a line each; then the findings as `file:line: code: text`."""
    lines = [f"{filename}: ingen SIE-fil som kan läsas"] if not sie.type else _content(sie, filename)
    lines += [f"{finding.level} {finding.format(filename)}" for finding in sie.findings]
    levels = Counter(finding.level for finding in sie.findings)
    counts = [counted(levels[level], *words) for level, words in _LEVELS.items() if levels[level]]
    lines.append(f"Anmärkningar: {', '.join(counts)}." if counts else "Inga anmärkningar.")
    return "\n".join(lines)


def _content(sie: SieFile, filename: str) -> list[str]:
    lines = [f"{filename}: SIE typ {sie.type}, {_TYPES[sie.type]}, {_ENCODINGS[sie.encoding]}"]
    lines.append(f"Företag: {sie.company or 'namn saknas'}{f' ({sie.orgnr})' if sie.orgnr else ''}")
    if sie.program:
        lines.append(f"Skriven av: {sie.program}{f', {sie.generated}' if sie.generated else ''}")
    for year in sie.years:
        extra = f", till och med {sie.covers_to}" if year.index == 0 and sie.partial else ""
        state = " (bokslutet är bokfört)" if year.index == 0 and sie.closed else ""
        lines.append(f"Räkenskapsår {year.index}: {year.start}–{year.end}{extra}{state}")
    read = (
        counted(len(sie.accounts), "konto", "konton"),
        counted(sie.vouchers, "verifikation", "verifikationer"),
        counted(sie.rows, "rad", "rader"),
    )
    lines.append(f"Läst: {', '.join(read)}")
    result = -sum(balance.res or 0 for number, balance in sie.balances.get(0, {}).items() if number != "8999")
    if any(balance.res is not None for balance in sie.balances.get(0, {}).values()):
        lines.append(f"Årets resultat enligt #RES: {kronor(result)}")
    return lines
