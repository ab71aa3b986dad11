"""What the page of one import says, made from what the reading saved: plain values for the template."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from samsyn.core.check import Outcome
from samsyn.ledger.models import Import

SHOWN = 200  # findings on the page; all are in the download
LEVELS = {
    "F": ("fel", "Stoppar filen"),
    "V": ("fel", "Fel"),
    "W": ("forklara", "Bör ses över"),
    "I": ("avr", "Bra att veta"),
}
TYPES = {
    "1": "typ 1: årssaldon", "2": "typ 2: månadssaldon", "3": "typ 3: månadssaldon per objekt",
    "4E": "typ 4: hela bokföringen med verifikationer", "4I": "typ 4I: verifikationer för inläsning",
}  # fmt: skip
ENCODINGS = {"cp437": "PC8 (IBM 437)", "utf-8": "UTF-8", "utf-8-sig": "UTF-8 med BOM", "cp1252": "Windows (1252)"}
_ORDER = {str(Outcome.FAILS): 0, str(Outcome.EXPLAIN): 1, str(Outcome.UNKNOWN): 2, str(Outcome.HOLDS): 3}


def levels(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The gravest first, then as they stand in the file."""
    return sorted(findings, key=lambda finding: ("FVWI".find(finding["level"]), finding["line"]))


def description(item: Import) -> dict[str, Any]:
    """Everything the template shows of the file."""
    found = levels(item.findings)
    counts = {level: sum(finding["level"] == level for finding in found) for level in LEVELS}
    return {
        "steps": _steps(item),
        "facts": _facts(item),
        "findings": [
            {**finding, "css": LEVELS[finding["level"]][0], "words": LEVELS[finding["level"]][1]}
            for finding in found[:SHOWN]
        ],
        "more_findings": max(0, len(found) - SHOWN),
        "finding_count": len(found),
        "faults": counts["F"] + counts["V"],
        "answers": sorted(item.reconciliation, key=lambda answer: _ORDER.get(str(answer["outcome"]), 9)),
        "year_words": _year_words(item),
        "change": _change(item),
    }


def _steps(item: Import) -> list[dict[str, str]]:
    """Filen, Läst, Besked: where in the conversation this file is."""
    s = Import.State
    state = s(item.state)
    read = "now" if state in (s.READING, s.REFUSED) else "done"
    answer = {s.READ: "now", s.READING: "", s.REFUSED: ""}.get(state, "done")
    booked = {s.WRITING: "now", s.ACTIVE: "done", s.REPLACED: "done"}.get(state, "")
    return [
        {"label": "Filen", "text": "mottagen", "state": "done"},
        {"label": "Innehållet", "text": str(state.label) if read == "now" else "läst", "state": read},
        {"label": "Besked", "text": "väntar på er" if answer == "now" else "", "state": answer},
        {"label": "Bokföringen", "text": str(state.label) if answer == "done" else "", "state": booked},
    ]


def _year_words(item: Import) -> str:
    start, end = item.difference.get("start"), item.difference.get("end")
    if not start:
        return ""
    return start[:4] if (start[4:], end[4:]) == ("-01-01", "-12-31") else f"{start} – {end}"


def _facts(item: Import) -> list[tuple[str, str]]:
    """What it is: rows that hold something."""
    day = date.isoformat
    facts = [
        ("Förbund", " ".join(filter(None, [item.company, item.org_number]))),
        ("Räkenskapsår", _year_words(item)),
        ("Omfattar till och med", day(item.covers_to) if item.covers_to else ""),
        ("Slag", TYPES.get(item.sie_type, "")),
        ("Program", item.program),
        ("Skapad", day(item.generated) if item.generated else ""),
        ("Teckenkodning", ENCODINGS.get(item.encoding, item.encoding)),
    ]
    return [(term, value) for term, value in facts if value]


def _change(item: Import) -> dict[str, Any]:
    """The difference against what is held, with amounts as they are (öre); {} when there is nothing to compare with."""
    held = item.difference
    if not held.get("against"):
        return {}
    vouchers = held.get("vouchers", {})
    count = sum(vouchers.get(kind, 0) for kind in ("added", "changed", "removed"))
    return {
        "against": held.get("against_text", ""),
        "vouchers": vouchers,
        "count": count,
        "unnamed": count - len(vouchers.get("samples", [])),
        "accounts": [
            {**account, "change": account["after"] - account["before"]} for account in held.get("accounts", [])
        ],
        "account_count": held.get("account_count", 0),
        "nothing": not count and not held.get("account_count"),
    }
