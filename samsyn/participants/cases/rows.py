"""One case row as a value, and what its columns are called in a file. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.participants.domain.words import Sex

ADMINISTRATIVE = "97"
"""The exit reason of whoever is taken out of the counting without having left."""


@dataclass(frozen=True)
class CaseRow:
    """A person's stay in an intervention. Codes are keys of the association's code lists; None and '' are not known.

    `reporting_from` and `reporting_to` are the years it is counted in; None is from its start, and on.
    """

    pseudonym: str
    sex: Sex
    birth_year: int
    start: date
    end: date | None = None
    reporting_from: int | None = None
    reporting_to: int | None = None
    referral: str = ""
    education: str = ""
    support_months: int | None = None
    income_before: tuple[str, ...] = ()
    income_after: tuple[str, ...] = ()
    occupation_before: tuple[str, ...] = ()
    occupation_after: tuple[str, ...] = ()
    outcome: str = ""
    exit_reason: str = ""
    psychiatry_years: tuple[int, ...] = ()

    @property
    def first_year(self) -> int:
        """The first year it is counted in."""
        return self.reporting_from or self.start.year

    @property
    def left(self) -> date | None:
        """The day of leaving the intervention; None while it goes on, and for who is only taken out of the counting."""
        return None if self.exit_reason == ADMINISTRATIVE else self.end

    def counted_in(self, year: int) -> bool:
        return self.first_year <= year and (self.reporting_to is None or year <= self.reporting_to)


@dataclass(frozen=True)
class Column:
    """A column of the file: its name, the name other systems give it, and what may stand in it."""

    name: str
    other: str
    label: str
    help: str
    list: str = ""  # the code list its values are keys of
    several: bool = False
    required: bool = False


_SEVERAL = "Flera åtskilda av |."
COLUMNS: Mapping[str, Column] = {
    "pseudonym": Column("pseudonym", "pseudonym", "Pseudonym", "Högst tre stora bokstäver och tre till sju siffror, "
                        "till exempel JH-17919. Aldrig namn, födelsedatum eller personnummer.", required=True),
    "sex": Column("kon", "sex", "Kön", "kvinna, man eller ej angivet", required=True),
    "birth_year": Column("fodelsear", "birth_year", "Födelseår", "Bara året, fyra siffror.", required=True),
    "start": Column("start", "start", "Start", "Dag för start, ÅÅÅÅ-MM-DD.", required=True),
    "end": Column("slut", "end", "Slut", "Tomt medan personen är kvar."),
    "reporting_from": Column("raknas_fran", "reporting_from", "Räknas från år", "Tomt: från start."),
    "reporting_to": Column("raknas_till", "reporting_to", "Räknas till och med år", "Tomt: tills vidare."),
    "referral": Column("remittent", "referral", "Vem visade vägen?", "En kod.", "referral"),
    "education": Column("utbildning", "education", "Utbildning", "En kod.", "education"),
    "support_months": Column("manader_forsorjning", "months_in_support", "Månader med offentlig försörjning före "
                             "start", "Ett heltal, 0 om ingen."),
    "income_before": Column("inkomst_fore", "income_before", "Inkomst före", _SEVERAL, "income", True),
    "income_after": Column("inkomst_efter", "income_after", "Inkomst efter", _SEVERAL, "income", True),
    "occupation_before": Column("sysselsattning_fore", "occupation_before", "Sysselsättning före", _SEVERAL,
                                "occupation", True),
    "occupation_after": Column("sysselsattning_efter", "occupation_after", "Sysselsättning efter", _SEVERAL,
                               "occupation", True),
    "outcome": Column("utgang", "outcome", "Utgång", "En kod, när personen har slutat.", "outcome"),
    "exit_reason": Column("avslutsanledning", "exit_reason", "Avslutsanledning", "En kod, när personen har slutat. "
                          "97: tas bara ur räkningen.", "exit_reason"),
    "psychiatry_years": Column("psykiatri_ar", "psychiatry_years", "År med kontakt med psykiatrin",
                               "Flera år åtskilda av |."),
}  # fmt: skip
"""Every field of a row in the order of the file."""
AFTER = ("outcome", "exit_reason", "income_after", "occupation_after")
"""What is known only when someone has ended."""


def to_bytes(row: CaseRow) -> bytes:
    """The row as it is sealed."""
    held: list[Any] = [getattr(row, name) for name in COLUMNS]
    return json.dumps([one.isoformat() if isinstance(one, date) else one for one in held]).encode()


def from_bytes(data: bytes) -> CaseRow:
    """What `to_bytes` wrote."""
    values = dict(zip(COLUMNS, json.loads(data), strict=True))
    return CaseRow(**{name: _meant(name, value) for name, value in values.items()})


def _meant(name: str, value: Any) -> Any:
    if name == "sex":
        return Sex(value)
    if name in ("start", "end"):
        return date.fromisoformat(value) if value else None
    return tuple(value) if isinstance(value, list) else value


def to_text(row: CaseRow) -> dict[str, str]:
    """Each field as it is written in a file or a form."""
    return {name: _written(getattr(row, name)) for name in COLUMNS}


def _written(value: Any) -> str:
    if value is None:
        return ""
    return "|".join(map(str, value)) if isinstance(value, tuple) else str(value)
