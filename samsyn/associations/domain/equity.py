"""The recommendation on how large an association's own capital may be, as the association's own dated data.

Nationella rådet's model is a stair: a percentage of the contributions up to a limit, another above it. Its steps have
changed, so each rule says from when it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum


class EquityBase(StrEnum):
    """What the percentage is taken of."""

    CONTRIBUTIONS = "contributions"
    INCOME = "income"


@dataclass(frozen=True)
class Bracket:
    """`percent` of the base up to `up_to` öre (of what lies above the bracket before); None means without limit."""

    percent: Decimal
    up_to: int | None = None


@dataclass(frozen=True)
class EquityRule:
    """One dated stair. `tolerance` is the percent over the ceiling that is still accepted."""

    valid_from: date = date(2014, 1, 1)
    brackets: tuple[Bracket, ...] = (Bracket(Decimal(20)),)
    base: EquityBase = EquityBase.CONTRIBUTIONS
    tolerance: Decimal = Decimal(0)
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def ceiling(self, base: int) -> int:
        """The recommended most, in öre, for a base in öre; the tolerance is not added."""
        total = sum((part * bracket.percent / 100 for bracket, part in self.steps(base)), Decimal(0))
        return int(total.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    def steps(self, base: int) -> list[tuple[Bracket, int]]:
        """Each bracket with the part of the base that falls in it, in öre."""
        found, floor = [], 0
        for bracket in self.brackets:
            top = base if bracket.up_to is None else min(base, bracket.up_to)
            found.append((bracket, max(top - floor, 0)))
            floor = max(floor, top)
        return found

    def tolerated(self, base: int) -> int:
        """The ceiling with its tolerance, in öre."""
        with_tolerance = self.ceiling(base) * (100 + self.tolerance) / 100
        return int(with_tolerance.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def rule_on(rules: Sequence[EquityRule], on: date) -> EquityRule | None:
    """The rule that holds on a day; of several the one with the latest start."""
    holding = [rule for rule in rules if rule.holds(on)]
    return max(holding, key=lambda rule: rule.valid_from) if holding else None


def read_rules(data: object) -> tuple[tuple[EquityRule, ...], list[str]]:
    """Rules from JSON or YAML: `{base, tolerance_percent, rules: [{valid_from, valid_to, brackets: [...]}]}`.

    A bracket is `{up_to_kr, percent}` or `{over_kr, percent}`, amounts in kronor. Returns every error in Swedish.
    """
    if not isinstance(data, Mapping):
        return (), ["Regeln för eget kapital: skriv base, tolerance_percent och rules."]
    rules: list[EquityRule] = []
    errors = [f"Regeln för eget kapital: okänt fält '{key}'." for key in data if key not in _RULE_KEYS]
    listed = data.get("rules")
    if not isinstance(listed, list) or not listed:
        return (), [*errors, "Regeln för eget kapital: rules behöver minst en rad."]
    for number, row in enumerate(listed, start=1):
        if not isinstance(row, Mapping):
            errors.append(f"Regeln för eget kapital, rad {number}: skriv valid_from och brackets.")
            continue
        try:
            rules.append(_rule({**{k: v for k, v in data.items() if k != "rules"}, **row}))
        except ValueError as error:
            errors.append(f"Regeln för eget kapital, rad {number}: {error}")
    return tuple(rules), errors


_RULE_KEYS = ("base", "tolerance_percent", "rules")


def _rule(row: Mapping[str, object]) -> EquityRule:
    brackets = row.get("brackets")
    if not isinstance(brackets, list) or not brackets:
        raise ValueError("brackets behöver minst en rad")
    try:
        base = EquityBase(str(row.get("base") or EquityBase.CONTRIBUTIONS))
    except ValueError:
        raise ValueError(f"base '{row.get('base')}' finns inte: skriv contributions eller income") from None
    rule = EquityRule(
        valid_from=_day(row.get("valid_from")) or date(1900, 1, 1),
        valid_to=_day(row.get("valid_to")),
        brackets=tuple(_bracket(bracket) for bracket in brackets),
        base=base,
        tolerance=_percent(row.get("tolerance_percent") or 0),
    )
    return _checked(rule)


def _checked(rule: EquityRule) -> EquityRule:
    """Raises ValueError when the stair's limits do not rise or the rule ends before it starts."""
    limits = [bracket.up_to for bracket in rule.brackets[:-1]]
    if None in limits or sorted(limit for limit in limits if limit is not None) != limits:
        raise ValueError("gränserna måste stiga, och bara den sista nivån får sakna gräns")
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise ValueError("valid_to ligger före valid_from")
    return rule


def _bracket(row: object) -> Bracket:
    if not isinstance(row, Mapping) or row.get("percent") is None:
        raise ValueError("varje nivå behöver percent")
    limit = row.get("up_to_kr")
    if limit is None:
        return Bracket(_percent(row["percent"]))
    try:
        ore = int(Decimal(str(limit)) * 100)
    except (InvalidOperation, ValueError, OverflowError):
        raise ValueError(f"'{limit}' är inget belopp i kronor") from None
    return Bracket(_percent(row["percent"]), ore)


def _percent(value: object) -> Decimal:
    try:
        percent = Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        raise ValueError(f"'{value}' är ingen procentsats") from None
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise ValueError(f"'{value}' är ingen procentsats mellan 0 och 100")
    return percent


def _day(value: object) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"'{value}' är inget datum: skriv till exempel 2022-01-01") from None


def write_rules(rules: Sequence[EquityRule]) -> dict[str, object]:
    """The same shape back, each rule whole."""
    return {"rules": [_written(rule) for rule in rules]}


def _written(rule: EquityRule) -> dict[str, object]:
    return {
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "base": str(rule.base),
        "tolerance_percent": str(rule.tolerance),
        "brackets": [
            {
                "up_to_kr": None if bracket.up_to is None else str(Decimal(bracket.up_to) / 100),
                "percent": str(bracket.percent),
            }
            for bracket in rule.brackets
        ],
    }
