"""Which kinds of party take part: an intervention is financed only when at least two of the four do."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from samsyn.associations.domain.parties import PartyKind

LEAST_KINDS = 2


class Kind(StrEnum):
    """The four of finsamlagen 1 §. Several municipalities together are one kind, and so are several regions."""

    INSURANCE = "Försäkringskassan"
    EMPLOYMENT = "Arbetsförmedlingen"
    REGION = "region"
    MUNICIPALITY = "kommun"


class Named(Protocol):
    """A party as the table of parties has it."""

    name: str
    kind: str


def kinds_of(parties: Iterable[Named]) -> frozenset[Kind]:
    """The kinds among some parties, each once.

    A state party is told by its name, because both authorities are members: one whose name says neither is taken for
    Försäkringskassan, which pays the state's part.
    """
    return frozenset(kind for party in parties for kind in _kinds(party))


def _kinds(party: Named) -> frozenset[Kind]:
    if party.kind == PartyKind.REGION:
        return frozenset({Kind.REGION})
    if party.kind == PartyKind.MUNICIPALITY:
        return frozenset({Kind.MUNICIPALITY})
    name = party.name.casefold()
    named = {
        kind
        for kind, word in ((Kind.INSURANCE, "försäkringskass"), (Kind.EMPLOYMENT, "arbetsförmedling"))
        if word in name
    }
    return frozenset(named or {Kind.INSURANCE})


def too_few_kinds(parties: Iterable[Named]) -> str:
    """Why these may not be financed together, as a Swedish sentence; empty when they may (finsamlagen 7 §)."""
    kinds = kinds_of(parties)
    if len(kinds) >= LEAST_KINDS:
        return ""
    found = f"Nu är det bara {next(iter(kinds))}." if kinds else "Nu är ingen part vald."
    return (
        "Minst två slag av parter ska delta: Försäkringskassan, Arbetsförmedlingen, region eller kommun. "
        f"{found} Flera kommuner räknas som ett slag."
    )
