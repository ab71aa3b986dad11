"""What the accounting system is handed: the vouchers that attested documents, year-end answers and members' invoices
make. Pure; amounts in öre, debit positive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsyn.interventions.domain.words import ClaimForm


class Use(StrEnum):
    """What an account is for; the association says which account that is."""

    COST = "cost"
    PAYABLE = "payable"
    ACCRUED = "accrued"
    ADVANCE = "advance"
    BANK = "bank"
    RECEIVABLE = "receivable"
    CONTRIBUTION = "contribution"


USES: dict[Use, tuple[str, int]] = {
    Use.COST: ("Bidrag till insatser", 4010),
    Use.PAYABLE: ("Leverantörsskuld", 2440),
    Use.ACCRUED: ("Skuld insatser, ej rekvirerat", 2990),
    Use.ADVANCE: ("Fordran på insatsägare, förskott att få tillbaka", 1690),
    Use.BANK: ("Bank", 1930),
    Use.RECEIVABLE: ("Fordran på medlemmar", 1510),
    Use.CONTRIBUTION: ("Medlemsbidrag", 3980),
}
"""Each use in words, and an account of företags-BAS as example."""


class Part(StrEnum):
    """What an export may hold; the ekonom leaves out what the accounting system already has."""

    CLAIMS = "rekvisitioner"
    PAYMENTS = "betalningar"
    ACCRUALS = "upparbetat"
    CONTRIBUTIONS = "medlemsbidrag"


PARTS: dict[Part, str] = {
    Part.CLAIMS: "Attesterade rekvisitioner och fakturor",
    Part.PAYMENTS: "Betalningar till insatsägare och från medlemmar",
    Part.ACCRUALS: "Upparbetat, ej rekvirerat vid årsskiftet, och sådan skuld som lösts upp",
    Part.CONTRIBUTIONS: "Medlemsbidrag som fakturerats",
}


@dataclass(frozen=True)
class Line:
    """One row: the use stands for the account."""

    use: Use
    amount: int
    project: str = ""


@dataclass(frozen=True)
class Draft:
    """A voucher that can be handed over. `source` ('claim:12') goes once; `view` and `pk` are the page behind it."""

    source: str
    part: Part
    date: date
    text: str
    lines: tuple[Line, ...]
    view: str = ""
    pk: int = 0
    owner: int = 0  # the intervention's pk, 0 for a member's contribution
    remark: str = ""  # worth knowing, does not hinder

    @property
    def debit(self) -> int:
        return sum(line.amount for line in self.lines if line.amount > 0)

    @property
    def uses(self) -> set[Use]:
        return {line.use for line in self.lines}

    @property
    def lacks_project(self) -> bool:
        """A cost that would be booked on no project, where nothing could be reconciled afterwards."""
        return any(line.use is Use.COST and not line.project for line in self.lines)


@dataclass(frozen=True)
class ClaimFacts:
    """An approved claim. `settled` is the part of it that was made a cost of the closed year."""

    pk: int
    form: ClaimForm
    number: str
    intervention: int
    name: str
    project: str
    approved: int
    settled: int
    cost_date: date
    paid: date | None = None
    vat: int = 0


def claim_draft(claim: ClaimFacts) -> Draft | None:
    """The cost on its project against the debt; what settles last year's debt is taken from there.

    A settlement with a surplus gives a claim on the owner instead of a debt. None when nothing was approved.
    """
    if not claim.approved and not claim.settled:
        return None
    cost = claim.approved - claim.settled
    lines = [
        Line(Use.COST, cost, claim.project),
        Line(Use.ACCRUED, claim.settled, claim.project),
        Line(_debt(claim), -claim.approved),
    ]
    text = f"{claim.form.capitalize()} {claim.number}, {claim.name}"
    remark = "Momsen på dokumentet är inte med. Bokför den för sig." if claim.vat else ""
    return Draft(f"claim:{claim.pk}", Part.CLAIMS, claim.cost_date, text, _kept(lines), "interventions:claim",
                 claim.pk, claim.intervention, remark)  # fmt: skip


def payment_draft(claim: ClaimFacts) -> Draft | None:
    """The debt paid, or the surplus received back. None when it is not paid."""
    if claim.paid is None or not claim.approved:
        return None
    lines = [Line(_debt(claim), claim.approved), Line(Use.BANK, -claim.approved)]
    word = "Betalning" if claim.approved > 0 else "Återbetalning"
    text = f"{word} av {claim.form} {claim.number}, {claim.name}"
    return Draft(f"payment:{claim.pk}", Part.PAYMENTS, claim.paid, text, _kept(lines), "interventions:claim",
                 claim.pk, claim.intervention)  # fmt: skip


def _debt(claim: ClaimFacts) -> Use:
    surplus = claim.form is ClaimForm.SETTLEMENT and claim.approved < 0
    return Use.ADVANCE if surplus else Use.PAYABLE


def accrual_draft(pk: int, year: int, amount: int, intervention: int, name: str, project: str) -> Draft | None:
    """What was worked up and not requisitioned: cost and debt on 31 December. None when the answer was nothing."""
    if not amount:
        return None
    lines = (Line(Use.COST, amount, project), Line(Use.ACCRUED, -amount, project))
    return Draft(f"accrual:{pk}", Part.ACCRUALS, date(year, 12, 31), f"Upparbetat, ej rekvirerat {year}, {name}",
                 lines, "interventions:confirmation", pk, intervention)  # fmt: skip


def dissolved_draft(
    pk: int, on: date, amount: int, text: str, intervention: int, project: str
) -> Draft:  # fmt: skip
    """What nothing settled of an accrual: the debt goes, and the cost of the year it goes in is lower."""
    lines = (Line(Use.ACCRUED, amount, project), Line(Use.COST, -amount, project))
    return Draft(f"dissolved:{pk}", Part.ACCRUALS, on, text, lines, "interventions:confirmation", pk, intervention)


def instalment_draft(pk: int, invoiced: date, amount: int, text: str) -> Draft:
    """A member's invoice: receivable and income."""
    lines = (Line(Use.RECEIVABLE, amount), Line(Use.CONTRIBUTION, -amount))
    return Draft(f"contribution:{pk}", Part.CONTRIBUTIONS, invoiced, text, lines, "ledger:instalment", pk)


def receipt_draft(pk: int, paid: date, amount: int, text: str, instalment: int) -> Draft:
    """A member's payment."""
    lines = (Line(Use.BANK, amount), Line(Use.RECEIVABLE, -amount))
    return Draft(f"receipt:{pk}", Part.PAYMENTS, paid, text, lines, "ledger:instalment", instalment)


def _kept(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.amount)


@dataclass(frozen=True)
class Numbered:
    """A draft with its series and number, rows on accounts: what every kind of file is written from."""

    series: str
    number: int
    draft: Draft
    rows: tuple[tuple[int, str, int], ...]  # account, project, öre


def missing_accounts(drafts: Iterable[Draft], accounts: dict[str, int]) -> list[Use]:
    """The uses that the drafts need and that have no account yet, in the order of the form."""
    needed = {use for draft in drafts for use in draft.uses}
    return [use for use in USES if use in needed and not accounts.get(use)]


def numbered(
    drafts: Sequence[Draft], accounts: dict[str, int], series: str, last: dict[int, int]
) -> list[Numbered]:  # fmt: skip
    """The drafts in order of date, numbered within each year from the last number used there. KeyError: no account."""
    running, out = dict(last), []
    for draft in sorted(drafts, key=lambda one: (one.date, one.source.partition(":")[0], one.pk)):
        running[draft.date.year] = number = running.get(draft.date.year, 0) + 1
        rows = tuple((accounts[line.use], line.project, line.amount) for line in draft.lines)
        out.append(Numbered(series, number, draft, rows))
    return out
