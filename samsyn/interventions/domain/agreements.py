"""Rules of an agreement (överenskommelse): what it may follow from, its days, its rhythms, its advances. Öre."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.core.money import NBSP, grouped
from samsyn.interventions.domain.words import DecisionKind, PaymentForm

FOLLOWED_BY_AGREEMENT = frozenset(
    {
        DecisionKind.OPENING,
        DecisionKind.GRANT,
        DecisionKind.MORE,
        DecisionKind.EXTENSION,
        DecisionKind.MOVE,
        DecisionKind.REDUCTION,
    }
)
REJECTED = "Ansökan är avslagen. En överenskommelse kan bara göras på ett beslut som beviljar."


@dataclass(frozen=True)
class Terms:
    """What an agreement says in numbers and days. `instalments` are advances: day and öre."""

    amount: int
    valid_from: date
    valid_to: date
    payment: PaymentForm = PaymentForm.ACTUAL
    claim_months: int = 4
    report_months: int = 4
    last_claim_days: int = 20
    instalments: Sequence[tuple[date, int]] = ()


def may_follow(kind: DecisionKind) -> str:
    """Why a decision of this kind has no agreement; '' when it may."""
    if kind in FOLLOWED_BY_AGREEMENT:
        return ""
    return REJECTED if kind is DecisionKind.REJECTION else "Det beslutet har ingen överenskommelse."


def problems(terms: Terms) -> list[str]:
    """Everything that is wrong, in Swedish; [] when it can be drafted."""
    out = []
    if terms.valid_to < terms.valid_from:
        out.append("Sista dagen är före den första.")
    if terms.amount <= 0:
        out.append("Överenskommelsen måste gälla ett belopp.")
    for months, what in ((terms.claim_months, "rekvireras"), (terms.report_months, "följs upp")):
        if not 1 <= months <= 12:
            out.append(f"Skriv hur många månader det går mellan gångerna det {what}: 1 till 12.")
    if not 0 <= terms.last_claim_days <= 366:
        out.append("Skriv inom hur många dagar efter perioden en rekvisition ska vara inne: 0 till 366.")
    return out + _advances(terms)


def _advances(terms: Terms) -> list[str]:
    if terms.payment is PaymentForm.ACTUAL:
        return ["Betalning i efterskott har inga delbetalningar."] if terms.instalments else []
    if not terms.instalments:
        return ["Betalning i förskott behöver minst en delbetalning med dag och belopp."]
    out = []
    if any(amount <= 0 for _, amount in terms.instalments):
        out.append("En delbetalning måste vara större än noll.")
    total = sum(amount for _, amount in terms.instalments)
    if total > terms.amount:
        out.append(
            f"Delbetalningarna är {grouped(total // 100)}{NBSP}kr, mer än överenskommelsens "
            f"{grouped(terms.amount // 100)}{NBSP}kr."
        )
    if any(not terms.valid_from <= day <= terms.valid_to for day, _ in terms.instalments):
        out.append("En delbetalning ligger utanför den tid överenskommelsen gäller.")
    return out
