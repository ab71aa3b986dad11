"""Checks on the association's own data."""

from decimal import Decimal

from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.domain.shares import SHARES, share_findings
from samsyn.associations.figures import KIND_KEYS, TOTAL
from samsyn.core.check import Check, Finding, Outcome
from samsyn.core.figure import FigureBook, Link, Scope
from samsyn.core.money import NBSP, grouped
from samsyn.core.period import Period

_WORDS = {PartyKind.STATE: "Staten", PartyKind.REGION: "Regionen", PartyKind.MUNICIPALITY: "Kommunerna"}
_SHARE = {PartyKind.STATE: "hälften", PartyKind.REGION: "en fjärdedel", PartyKind.MUNICIPALITY: "en fjärdedel"}
_PAGE = Link("associations:contributions")


def _kr(ore: int) -> str:
    """Öre in a sentence: whole kronor without decimals, else both öre."""
    return f"{grouped(Decimal(ore) / 100, 2 if ore % 100 else 0)}{NBSP}kr"


def contributions_by_law(figures: FigureBook, period: Period) -> list[Finding]:
    """The state pays half, the region and the municipalities a quarter each, to the krona (finsamlagen 5 §)."""
    scope = Scope(Period(period.year))
    total = figures.value(TOTAL, scope)
    if total is None:
        return [Finding(Outcome.UNKNOWN, f"Bidragen för {period.year} är inte inlagda.",
                        "Lägg in vad varje part betalar.", TOTAL, _PAGE)]  # fmt: skip
    paid = {kind: int(figures.value(key, scope) or 0) for kind, key in KIND_KEYS.items()}
    faults = share_findings(paid)
    if not faults:
        return [_holds(paid, int(total), period.year)]
    return [
        Finding(
            Outcome.FAILS,
            f"{_WORDS[fault.kind]} betalar {_kr(fault.paid)} för {period.year}, men {_SHARE[fault.kind]} av "
            f"{_kr(int(total))} är {_kr(fault.due)}.",
            "Rätta beloppen under Medlemsbidrag, eller kontrollera att alla parter är med.",
            KIND_KEYS[fault.kind],
            _PAGE,
        )
        for fault in faults
    ]


def _holds(paid: dict[PartyKind, int], total: int, year: int) -> Finding:
    shares = ", ".join(f"{_WORDS[kind].lower()} {_kr(paid[kind])}" for kind in SHARES)
    rests = [f"{_WORDS[kind]} betalar {_kr(abs(rest))} {'mer' if rest > 0 else 'mindre'} än sin del; det är avrundning."
             for kind in SHARES if (rest := paid[kind] - int(total * SHARES[kind]))]  # fmt: skip
    sentence = f"Av {_kr(total)} för {year} betalar {shares}: hälften, en fjärdedel och en fjärdedel."
    return Finding(Outcome.HOLDS, " ".join([sentence, *rests]), figure=TOTAL, link=_PAGE)


CHECKS = (
    Check(
        "association.contributions_by_law",
        "Bidragen följer lagens delar",
        "Lag (2003:1210) om finansiell samordning, 5 §",
        contributions_by_law,
    ),
)
