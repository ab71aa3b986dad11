"""Medelstilldelning as values: ½–¼–¼ of a total, the municipalities' key, and how an instalment stands on a day.

Amounts are öre; every computed share is whole kronor. No Django.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.domain.shares import SHARES, share_findings
from samsyn.core.money import NBSP, grouped

KRONA = 100
MOST_WORDS = 200  # what the leftover's sentence may fill
KINDS = {PartyKind.STATE: "staten", PartyKind.REGION: "regionen", PartyKind.MUNICIPALITY: "kommunerna"}


class Basis(StrEnum):
    """What the municipalities divide their quarter by."""

    POPULATION = "folkmängd"
    SHARES = "fasta andelar"
    AMOUNTS = "fasta belopp"


@dataclass(frozen=True)
class Member:
    """A party that pays, as the split needs it."""

    pk: int
    name: str
    kind: PartyKind


@dataclass(frozen=True)
class Split:
    """Öre by party, what did not divide evenly in words, and every reason why it cannot be done."""

    amounts: Mapping[int, int]
    leftover: str = ""
    errors: tuple[str, ...] = ()


def money(ore: int) -> str:
    """'494 875 kr', with öre when there are any."""
    return f"{grouped(Decimal(ore) / 100, 2 if ore % 100 else 0)}{NBSP}kr"


def largest_remainder(total: int, weights: Mapping[int, Fraction]) -> tuple[dict[int, int], list[int]]:
    """Öre by key in whole kronor that sum to `total`, and the keys whose part was rounded up.

    The largest parts of a krona are rounded up; of equal ones those that stand first. Weights must not all be zero.
    """
    whole = sum(weights.values())
    exact = {key: Fraction(total, KRONA) * weight / whole for key, weight in weights.items()}
    found = {key: int(value) for key, value in exact.items()}
    rest = total // KRONA - sum(found.values())
    order = sorted(exact, key=lambda key: exact[key] - found[key], reverse=True)
    for key in order[:rest]:
        found[key] += 1
    return {key: value * KRONA for key, value in found.items()}, order[:rest]


def total_of_state(state: int) -> int:
    """The year's whole amount in öre when the state's half is known: it fixes the rest (finsamlagen 5 §)."""
    return state * 2


def split(
    total: int, members: Sequence[Member], basis: Basis = Basis.POPULATION, values: Mapping[int, Decimal] | None = None
) -> Split:
    """½ to the state, ¼ to the region, ¼ to the municipalities, and within each kind by `values` (by party's pk).

    `values` are inhabitants, per cent or kronor as `basis` says; a kind of one party needs none, several regions
    without values divide evenly. Returns errors instead of amounts when it cannot be done.
    """
    given = values or {}
    errors = _problems(total, members, basis, given)
    if errors:
        return Split({}, errors=tuple(errors))
    kinds = list(SHARES)
    parts, over = largest_remainder(total, {place: Fraction(SHARES[kind]) for place, kind in enumerate(kinds)})
    said = [f"{money(KRONA)} till {KINDS[kinds[place]]}" for place in over]
    amounts: dict[int, int] = {}
    for place, kind in enumerate(kinds):
        own = [member for member in members if member.kind is kind]
        found, names, problem = _within(parts[place], own, basis, given)
        errors += problem
        amounts |= found
        said += [f"{money(KRONA)} till {name}" for name in names]
    return Split({}, errors=tuple(errors)) if errors else Split(amounts, _leftover(said))


def _problems(total: int, members: Sequence[Member], basis: Basis, values: Mapping[int, Decimal]) -> list[str]:
    errors = []
    if total <= 0:
        errors.append("Beloppet måste vara större än noll.")
    if total % KRONA:
        errors.append("Beloppet delas i hela kronor: skriv det utan ören.")
    for kind, word in KINDS.items():
        if not any(member.kind is kind for member in members):
            errors.append(f"Det finns ingen part för {word}. Lägg in den under Parter.")
    towns = [member for member in members if member.kind is PartyKind.MUNICIPALITY]
    return errors + (_key_problems(towns, basis, values) if len(towns) > 1 else [])


def _key_problems(towns: Sequence[Member], basis: Basis, values: Mapping[int, Decimal]) -> list[str]:
    """What is wrong with several municipalities' key."""
    if lacking := [member.name for member in towns if member.pk not in values]:
        return [f"{_word(basis)} saknas för {', '.join(lacking)}."]
    own = [values[member.pk] for member in towns]
    if min(own) < 0:
        return [f"{_word(basis)} kan inte vara mindre än noll."]
    whole = sum(own, Decimal(0))
    if not whole:
        return [f"{_word(basis)} kan inte vara noll för alla kommuner."]
    if basis is Basis.SHARES and abs(whole - 100) > Decimal("0.01"):
        return [f"Andelarna blir tillsammans {grouped(whole, 2)} procent. De ska bli 100."]
    return []


def _word(basis: Basis) -> str:
    return {Basis.POPULATION: "Folkmängd", Basis.SHARES: "Andel i procent", Basis.AMOUNTS: "Belopp"}[basis]


def _within(
    part: int, members: Sequence[Member], basis: Basis, values: Mapping[int, Decimal]
) -> tuple[dict[int, int], list[str], list[str]]:
    """One kind's part on its parties: amounts, names that got a krona more, errors."""
    names = {member.pk: member.name for member in members}
    if len(members) > 1 and basis is Basis.AMOUNTS and members[0].kind is PartyKind.MUNICIPALITY:
        return _typed(part, members, values)
    weights = {member.pk: Fraction(values.get(member.pk, Decimal(0))) for member in members}
    if len(members) == 1 or not any(weights.values()):
        weights = dict.fromkeys(weights, Fraction(1))
    found, over = largest_remainder(part, weights)
    return found, [names[pk] for pk in over], []


def _typed(
    part: int, members: Sequence[Member], values: Mapping[int, Decimal]
) -> tuple[dict[int, int], list[str], list[str]]:
    """The municipalities' own amounts in kronor, which must make their quarter; a krona's difference is tolerated."""
    amounts = {member.pk: int(values[member.pk] * KRONA) for member in members}
    total = sum(amounts.values())
    if abs(total - part) > KRONA:
        said = f"Kommunernas belopp blir {money(total)} men deras fjärdedel är {money(part)}."
        return {}, [], [f"{said} Skillnaden är {money(abs(total - part))}."]
    return amounts, [], []


def _leftover(said: Sequence[str]) -> str:
    """'Gick inte jämnt upp: 1 kr till Bräcke kommun, 1 kr till Åre kommun.' Shortened when the names do not fit."""
    if not said:
        return ""
    text = f"Gick inte jämnt upp: {', '.join(said)}."
    return text if len(text) <= MOST_WORDS else f"Gick inte jämnt upp: {money(KRONA)} mer till {len(said)} av dem."


def share_problems(amounts: Mapping[int, int], kinds: Mapping[int, PartyKind]) -> list[str]:
    """Why amounts by party are not ½–¼–¼ (finsamlagen 5 §), ± 1 kr; [] when they are."""
    paid = {kind: sum(ore for pk, ore in amounts.items() if kinds[pk] is kind) for kind in SHARES}
    return [
        f"{KINDS[found.kind].capitalize()} ska enligt lagen betala {money(found.due)} av {money(sum(paid.values()))}, "
        f"men här står {money(found.paid)}."
        for found in share_findings(paid)
    ]


# --- instalments --------------------------------------------------------------------------------------------------


class Standing(StrEnum):
    """How an instalment stands on a day."""

    NOT_SENT = "inte skickad än"
    DUE = "ska betalas"
    PART_PAID = "delvis betald"
    LATE = "sen"
    PAID = "betald"


@dataclass(frozen=True)
class InstalmentRow:
    """One instalment to be written: öre, the day it is sent, the day it is due."""

    invoiced: date
    due: date
    amount: int
    document: str = "faktura"
    reference: str = ""
    number: int | None = None  # the next free one


@dataclass(frozen=True)
class Paid:
    """A receipt: the day and öre."""

    date: date
    amount: int


def received(receipts: Iterable[Paid], day: date) -> int:
    """What had come in by a day, in öre."""
    return sum(receipt.amount for receipt in receipts if receipt.date <= day)


def standing(amount: int, invoiced: date, due: date, receipts: Sequence[Paid], day: date) -> Standing:
    """Late beats part paid: what is left of a late one is to be asked for."""
    came = received(receipts, day)
    if came >= amount:
        return Standing.PAID
    if invoiced > day:
        return Standing.NOT_SENT
    if due < day:
        return Standing.LATE
    return Standing.PART_PAID if came else Standing.DUE


def open_amount(amount: int, invoiced: date, receipts: Sequence[Paid], day: date) -> int:
    """The receivable in öre on a day: what was asked for by then and had not come in."""
    return max(amount - received(receipts, day), 0) if invoiced <= day else 0


def even_parts(total: int, count: int) -> list[int]:
    """A contribution in so many instalments of whole kronor; the last takes the rest. ValueError for count < 1."""
    if count < 1:
        raise ValueError("count")
    part = total // count // KRONA * KRONA
    return [*[part] * (count - 1), total - part * (count - 1)]


def days_apart(first: date, count: int, months: int) -> list[date]:
    """`count` days, `months` months apart; the month's last day where the day does not exist."""
    found = []
    for number in range(count):
        year, month = divmod(first.month - 1 + number * months, 12)
        last = monthrange(first.year + year, month + 1)[1]
        found.append(date(first.year + year, month + 1, min(first.day, last)))
    return found
