"""How much of a document can be approved, and in which year it becomes cost. Pure; amounts in öre."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samsyn.interventions.domain.claims import kr
from samsyn.interventions.domain.commitments import Entry
from samsyn.interventions.domain.words import ClaimForm, Surplus

SETTLING = frozenset({ClaimForm.REQUISITION, ClaimForm.INVOICE, ClaimForm.SETTLEMENT})
"""Forms that ask for what a year-end answer may already have booked as worked up."""


def cap(entries: Iterable[Entry], days: Iterable[date]) -> int:
    """The least that remains on any of some days or on any later day: so much can be added without the ledger ever
    going below zero, also when a document came before others that are already approved."""
    wanted = sorted(set(days))
    ordered = sorted(entries, key=lambda entry: entry.date)
    moments = sorted({*wanted, *(entry.date for entry in ordered if entry.date > wanted[0])})
    lowest: int | None = None
    total = place = 0
    for moment in moments:
        while place < len(ordered) and ordered[place].date <= moment:
            total += ordered[place].amount
            place += 1
        lowest = total if lowest is None else min(lowest, total)
    assert lowest is not None
    return lowest


@dataclass(frozen=True)
class Answer:
    """A year-end answer with what is left of it as a debt; `gone`: it was a debt and is not any more."""

    pk: int
    unsettled: int
    gone: bool = False


@dataclass(frozen=True)
class Placing:
    """When a document is a cost, and how much of it a closed year has already carried."""

    cost_date: date
    settles: int | None = None
    settled: int = 0
    answered: bool = False  # the year's answer is settled or dissolved: this is the open year's difference


def place_cost(form: ClaimForm, period_to: date, decided: date, answer: Answer | None, *, closed: bool) -> Placing:
    """The day of beslutsattest, unless the document is late for an earlier year.

    Late: it settles the year's answer whole, so that only the difference is a new cost; where that is settled or
    dissolved already it is a difference itself. Without an answer it is the earlier year's cost while that year's books
    are open (`closed` False), else the open year's.
    """
    if period_to.year >= decided.year:
        return Placing(decided)
    if answer and answer.unsettled > 0 and form in SETTLING:
        return Placing(decided, answer.pk, answer.unsettled)
    if answer and answer.gone and form in SETTLING:
        return Placing(decided, answered=True)
    return Placing(decided) if closed else Placing(date(period_to.year, 12, 31))


def over(amount: int, highest: int) -> str:
    """What is said of a document above its cap; '' when it is not."""
    if amount <= max(highest, 0):
        return ""
    if highest <= 0:
        return "Inget återstår av det som beviljats. Dokumentet kan återsändas med skäl."
    return (
        f"Beloppet är {kr(amount - highest)} mer än de {kr(highest)} som återstår. "
        f"Högst {kr(highest)} kan godkännas; annars kan dokumentet återsändas."
    )


def approval_problems(asked: int, amount: int, highest: int, reason: str) -> list[str]:
    """Why `amount` of what was `asked` cannot be approved."""
    problems = []
    if asked < 0 and amount != asked:
        problems.append(f"Ett belopp som ska tillbaka godkänns helt: {kr(asked)}.")
    elif asked >= 0 and not 0 <= amount <= asked:
        problems.append(f"Skriv ett belopp från 0 till {kr(asked)}.")
    elif asked > 0 and amount == 0:
        problems.append("Ska inget godkännas? Återsänd dokumentet med skäl i stället.")
    elif amount > 0 and (said := over(amount, highest)):
        problems.append(said)
    if amount != asked and not reason.strip():
        problems.append("Skriv varför inte hela beloppet godkänns.")
    return problems


def surplus_amount(form: ClaimForm, asked: int, surplus: Surplus) -> tuple[int, str]:
    """(What is approved of a settlement with a surplus, the words about it), as the agreement says."""
    if form is not ClaimForm.SETTLEMENT or asked >= 0:
        return asked, ""
    left = kr(-asked)
    if surplus is Surplus.CARRIED:
        return 0, f"Överskottet {left} förs vidare till nästa avräkning enligt överenskommelsen."
    if surplus is Surplus.REPAID:
        return asked, f"Överskottet {left} ska betalas tillbaka enligt överenskommelsen."
    return asked, f"Överskottet {left} är förbundets fordran enligt överenskommelsen."
