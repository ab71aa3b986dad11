"""The demo's interventions as they lie in the package: one row of a file, one value. Amounts become öre here."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.demo.files import DATA, read_yaml
from samsyn.interventions.domain.words import CHOICES, ChoiceKind

FOLDER = "ops"
EVERYWHERE = "alla"


def rows(slug: str, name: str) -> list[dict[str, str]]:
    """The rows of data/<slug>/ops/<name>.csv by column."""
    with (DATA / slug / FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(slug: str, name: str = "texts") -> Any:
    """data/<slug>/ops/<name>.yaml."""
    return read_yaml(slug, f"{FOLDER}/{name}.yaml")


def day(text: str) -> date:
    """'2022-03-04'. Raises ValueError."""
    return date.fromisoformat(text)


def maybe_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def ore(kronor: str | int) -> int:
    """Whole kronor in öre."""
    return int(kronor) * 100


def maybe_int(text: str) -> int | None:
    return int(text) if text else None


def maybe_ore(kronor: str) -> int | None:
    return ore(kronor) if kronor else None


def many(text: str) -> list[str]:
    """'Bergs kommun|Åre kommun' → both; '' → none."""
    return [part for part in text.split("|") if part]


def by_year(text: str) -> dict[int, int]:
    """'2020:640000 2021:640000' → öre by year."""
    pairs = (part.split(":") for part in text.split())
    return {int(year): ore(amount) for year, amount in pairs}


@dataclass(frozen=True)
class DecisionRow:
    """One decision of the file. `paragraph` is 0 when no meeting is behind it."""

    number: str
    date: date
    paragraph: int
    intervention: str
    application: str
    kind: str
    amounts: Mapping[int, int]


def decisions(slug: str) -> list[DecisionRow]:
    """Every decision, in the order of the file."""
    return [
        DecisionRow(
            row["number"], day(row["date"]), int(row["paragraph"] or 0), row["intervention"], row["application"],
            row["kind"], by_year(row["amounts"]),
        )
        for row in rows(slug, "decisions")
    ]  # fmt: skip


@dataclass(frozen=True)
class ClaimRow:
    """One requisition of the file. `lines` is öre by cost type; a returned one has no approval."""

    number: str
    intervention: str
    period_from: date
    period_to: date
    state: str  # 'betald', 'årsskifte' (came after year-end and was confirmed before), 'återsänd'
    received: date
    approved: date | None
    paid: date | None
    lines: Mapping[str, int]

    @property
    def amount(self) -> int:
        return sum(self.lines.values())

    @property
    def year(self) -> int:
        return self.period_to.year

    @property
    def late(self) -> bool:
        return self.state == "årsskifte"


def claims(slug: str) -> list[ClaimRow]:
    """Every requisition, in the order of the file."""
    return list(_claims(slug))


def _claims(slug: str) -> Iterator[ClaimRow]:
    for row in rows(slug, "claims"):
        lines = {label: ore(row[label]) for label in CHOICES[ChoiceKind.COST_TYPE] if row[label]}
        yield ClaimRow(
            row["number"], row["intervention"], day(row["period_from"]), day(row["period_to"]), row["state"],
            day(row["received"]), maybe_day(row["approved"]), maybe_day(row["paid"]), lines,
        )  # fmt: skip
