"""Attestordning as pure rules: who may take which step, given dated rights with limits, scopes and substitutes.

Nobody attests their own, sakattest and beslutsattest are two people, and the head's own costs are decided by someone
whose right says so (the chair).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsyn.interventions.domain.claims import kr
from samsyn.interventions.domain.words import AttestStep


class Scope(StrEnum):
    """What a right is for."""

    ALL = "alla"
    ONE = "en"
    OWN_COSTS = "chefens"


@dataclass(frozen=True)
class Right:
    """A line of the attestordning; people and the intervention are pks, `limit` öre (None: no limit)."""

    step: AttestStep
    person: int
    start: date
    substitute: int | None = None
    limit: int | None = None
    scope: Scope = Scope.ALL
    intervention: int | None = None
    end: date | None = None

    def in_force(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def holds(self, person: int) -> bool:
        return person in (self.person, self.substitute)


@dataclass(frozen=True)
class Deed:
    """A step on a document: the day, the amount (öre), whose it is and who has already attested it."""

    step: AttestStep
    day: date
    amount: int
    intervention: int
    claimants: frozenset[int] = frozenset()  # who certified it, or handed it in for themselves
    checked_by: int | None = None
    heads_own: bool = False


def covering(rights: Iterable[Right], deed: Deed) -> list[Right]:
    """The rights for this step, day and intervention, whatever their limit."""
    return [right for right in rights if right.step is deed.step and right.in_force(deed.day) and _covers(right, deed)]


def _covers(right: Right, deed: Deed) -> bool:
    if deed.heads_own and deed.step is AttestStep.DECIDE:
        return right.scope is Scope.OWN_COSTS
    if right.scope is Scope.ONE:
        return right.intervention == deed.intervention
    return right.scope is Scope.ALL


def _within(right: Right, deed: Deed) -> bool:
    return right.limit is None or abs(deed.amount) <= right.limit


def why_not(person: int, rights: Iterable[Right], deed: Deed) -> list[str]:
    """Why a person may not take the step, in Swedish; [] when they may."""
    if person in deed.claimants:
        return ["Du har själv lämnat in eller intygat dokumentet. Ingen attesterar sitt eget."]
    if deed.step is AttestStep.DECIDE and person == deed.checked_by:
        return ["Du har sakattesterat dokumentet. Beslutsattesten görs av någon annan."]
    held = [right for right in covering(rights, deed) if right.holds(person)]
    if not held:
        if deed.heads_own and deed.step is AttestStep.DECIDE:
            return ["Förbundschefens egna kostnader beslutsattesteras av ordföranden."]
        return [f"Du står inte i attestordningen för {deed.step} av den här insatsen."]
    if not any(_within(right, deed) for right in held):
        most = max(right.limit or 0 for right in held)
        return [f"Din rätt till {deed.step} gäller upp till {kr(most)}; dokumentet är på {kr(abs(deed.amount))}."]
    return []


def able(rights: Collection[Right], deed: Deed, active: Collection[int]) -> list[int]:
    """Who may take the step now, the persons before their substitutes. Only people in `active` (they still hold a role
    that lets them attest): whoever has left is never shown as the one to act."""
    found = [right for right in covering(rights, deed) if _within(right, deed)]
    people = [right.person for right in found] + [right.substitute for right in found if right.substitute]
    return [
        person
        for person in dict.fromkeys(people)
        if person in active and not why_not(person, rights, deed)
    ]  # fmt: skip


def holds_any(person: int, rights: Iterable[Right], deed: Deed) -> bool:
    """Whether a person may take either step of attest for the intervention that day: they may also send it back."""
    if person in deed.claimants:
        return False
    steps = (AttestStep.CHECK, AttestStep.DECIDE)
    return any(
        right.step in steps
        and right.in_force(deed.day)
        and right.holds(person)
        and (right.scope is not Scope.ONE or right.intervention == deed.intervention)
        for right in rights
    )
