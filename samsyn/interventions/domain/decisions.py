"""Rules of the amounts in a decision: what may be given, moved, taken back, and what returns by itself. Öre."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.core.money import NBSP, grouped
from samsyn.interventions.domain.commitments import Entry, YearLine, remaining
from samsyn.interventions.domain.words import RAISING, RETURNING, DecisionKind, UnusedRule

Amounts = Mapping[int, int]
"""Öre by budget year."""
CHANGES: Mapping[DecisionKind, str] = {
    DecisionKind.MORE: "Mer pengar",
    DecisionKind.MOVE: "Flytta mellan år",
    DecisionKind.EXTENSION: "Förläng",
    DecisionKind.REDUCTION: "Minska",
    DecisionKind.EARLY_STOP: "Avsluta i förtid",
}
"""The changes that a person decides on, and what they are called."""
FIRST_YEAR, LAST_YEAR = 2004, 2099  # finsamlagen in force


@dataclass(frozen=True)
class Standing:
    """How an intervention stands when something is decided: its years, what may be taken away, and its last day."""

    lines: Sequence[YearLine] = ()
    room: int = 0
    end: date | None = None
    start: date | None = None

    def left(self, year: int) -> int:
        """What is neither used nor returned of a year, in öre."""
        return next((line.left for line in self.lines if line.year == year), 0)


def room(entries: Iterable[Entry], day: date) -> int:
    """What may be taken away on a day: the lowest that remains then and on any later day, never under zero."""
    held = list(entries)
    days = {day, *(entry.date for entry in held if entry.date > day)}
    return max(min(remaining(held, each) for each in days), 0)


def problems(
    kind: DecisionKind, amounts: Amounts, standing: Standing, *, new_end: date | None = None, reason: str = ""
) -> list[str]:
    """Everything that speaks against a decision, in Swedish; [] when it can be recorded."""
    out = [f"{year} är inget år att besluta om." for year in amounts if not FIRST_YEAR <= year <= LAST_YEAR]
    if kind not in (DecisionKind.GRANT, DecisionKind.OPENING, DecisionKind.HISTORY) and not reason.strip():
        out.append("Skriv skälet till beslutet.")
    if kind in RAISING:
        out += _raising(kind, amounts, standing, new_end)
    elif kind is DecisionKind.MOVE:
        out += _move(amounts, standing)
    elif kind in RETURNING:
        out += _taking(kind, amounts, standing, new_end)
    elif kind is DecisionKind.OPENING and sum(amounts.values()) < 0:
        out.append("Det som tas över kan inte vara mindre än noll.")
    elif kind is DecisionKind.HISTORY and sum(amounts.values()) > 0:
        out.append("Historik är det som redan är använt eller återfört och skrivs med minus.")
    return out


def _raising(kind: DecisionKind, amounts: Amounts, standing: Standing, new_end: date | None) -> list[str]:
    out = []
    if any(amount < 0 for amount in amounts.values()):
        out.append("Ett år kan inte få mindre än noll. Minska eller flytta med ett beslut för sig.")
    elif not any(amounts.values()) and kind is not DecisionKind.EXTENSION:
        out.append("Skriv ett belopp för minst ett år.")
    if kind is DecisionKind.EXTENSION:
        out += _longer(standing, new_end)
    return out


def _longer(standing: Standing, new_end: date | None) -> list[str]:
    if new_end is None:
        return ["Skriv den nya sista dagen."]
    if standing.end is not None and new_end <= standing.end:
        return [f"Den nya sista dagen måste vara efter {standing.end.isoformat()}, som gäller nu."]
    return []


def _move(amounts: Amounts, standing: Standing) -> list[str]:
    if not any(amounts.values()):
        return ["Skriv hur mycket som flyttas, från vilket år och till vilket."]
    out = []
    if total := sum(amounts.values()):
        out.append(f"En flytt tar lika mycket från ett år som den ger ett annat. Skillnaden är {_kr(total)}.")
    for year, amount in sorted(amounts.items()):
        if amount < 0 and -amount > max(standing.left(year), 0):
            left = _kr(max(standing.left(year), 0))
            out.append(f"{year} har {left} kvar, så {_kr(-amount)} kan inte flyttas därifrån.")
    return out


def _taking(kind: DecisionKind, amounts: Amounts, standing: Standing, new_end: date | None) -> list[str]:
    out = []
    if any(amount > 0 for amount in amounts.values()):
        out.append("Ett beslut som minskar kan inte ge mer till något år.")
    taken = -sum(amounts.values())
    if taken > standing.room:
        out.append(f"Högst {_kr(standing.room)} kan tas tillbaka: resten är använt. Beslutet tar {_kr(taken)}.")
    if kind is DecisionKind.EARLY_STOP:
        out += _sooner(standing, new_end)
    elif taken == 0:
        out.append("Skriv hur mycket som tas tillbaka.")
    return out


def _sooner(standing: Standing, new_end: date | None) -> list[str]:
    if new_end is None:
        return ["Skriv sista dagen."]
    if standing.end is not None and new_end > standing.end:
        return [f"Insatsen slutar redan {standing.end.isoformat()}."]
    if standing.start is not None and new_end < standing.start:
        return [f"Insatsen börjar först {standing.start.isoformat()}."]
    return []


def taken_back(lines: Sequence[YearLine], amount: int, year: int) -> dict[int, int]:
    """An amount to take back (öre, positive) on years: the latest years first, as far as they have something left,
    the rest on `year`. Amounts come back negative."""
    out: dict[int, int] = {}
    for line in sorted(lines, key=lambda line: -line.year):
        part = min(max(line.left, 0), amount) if line.year >= year else 0
        if part:
            out[line.year] = -part
            amount -= part
    if amount:
        out[year] = out.get(year, 0) - amount
    return out


@dataclass(frozen=True)
class Ruled:
    """A decision's amount for a year with its rule for what is not used."""

    decision: int
    date: date
    year: int
    amount: int
    rule: UnusedRule


def returning(entries: Sequence[Entry], ruled: Iterable[Ruled], year: int, end: date | None) -> tuple[int, int]:
    """What returns by itself at the end of a year, in öre (0 or more), and the decision whose rule says so (0: none).

    By the rule *återgår*, what was decided for the year and not used; what older years left is used first. An
    intervention that ends with the year gives back all that its rules do not leave to a decision.
    """
    last = date(year, 12, 31)
    held = [row for row in ruled if row.date <= last]
    over = end is not None and end <= last
    if over:
        bound = [row for row in held if row.rule is not UnusedRule.DECISION]
    else:
        bound = [row for row in held if row.rule is UnusedRule.RETURNS and row.year == year]
    if not bound:
        return 0, 0
    left = room(entries, last)
    if not over:
        later = sum(entry.amount for entry in entries if entry.year > year and entry.date <= last)
        left -= max(later, 0)
    amount = max(min(left, sum(row.amount for row in bound)), 0)
    return amount, max(bound, key=lambda row: (row.date, row.decision)).decision


def rule_words(rule: UnusedRule, year: int, *, over: bool) -> str:
    """The reason of an automatic return."""
    if over:
        return f"Insatsen slutar {year} och det som inte är använt återgår enligt beslutet."
    return f"Det som inte är använt av {year} års belopp återgår enligt beslutet ({rule})."


def _kr(ore: int) -> str:
    return f"{grouped(ore // 100)}{NBSP}kr"
