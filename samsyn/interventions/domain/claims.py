"""What makes a requisition, invoice, advance or credit acceptable: pure rules that answer in Swedish sentences.

Amounts are öre, excluding VAT. A rule is a function of the document (`Paper`) and of what the association knows
(`Ground`); `problems` asks them all, so that whoever sent it reads every reason at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samsyn.core.money import NBSP, grouped
from samsyn.core.period import MONTHS
from samsyn.interventions.domain.words import ClaimForm, PaymentForm

HIGHEST_VAT = Decimal("0.25")
LONGEST_NUMBER = 40
COSTS = frozenset({ClaimForm.REQUISITION, ClaimForm.INVOICE})
ACTUAL = COSTS | {ClaimForm.SETTLEMENT}
CHANGES = frozenset({ClaimForm.CREDIT, ClaimForm.CORRECTION})
THE: dict[ClaimForm, str] = {
    ClaimForm.REQUISITION: "Rekvisitionen",
    ClaimForm.INVOICE: "Fakturan",
    ClaimForm.ADVANCE: "Förskottet",
    ClaimForm.SETTLEMENT: "Slutavräkningen",
    ClaimForm.CREDIT: "Krediten",
    ClaimForm.CORRECTION: "Rättelsen",
}


def kr(ore: int) -> str:
    """'248 000 kr', with öre when there are any, for a sentence."""
    return f"{grouped(Decimal(ore) / 100, 2 if ore % 100 else 0)}{NBSP}kr"


def day(value: date) -> str:
    """'1 januari 2024'."""
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def same_number(text: str) -> str:
    """A document's number as it is compared: 'R 12', 'r12' and one with a space that cannot be seen are the same."""
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace()).casefold()


def span(first: date, last: date) -> str:
    """'1 januari 2024 – 30 april 2024'."""
    return f"{day(first)} – {day(last)}"


@dataclass(frozen=True)
class ClaimLine:
    """An amount in one cost type (the association's Choice, or its label). `vat` is what the document adds to it."""

    cost_type: object
    amount: int
    vat: int = 0
    text: str = ""

    @property
    def label(self) -> str:
        return str(self.cost_type)


@dataclass(frozen=True)
class Paper:
    """What the document says. `total` is its own sum, when someone has typed it."""

    form: ClaimForm
    number: str
    period_from: date
    period_to: date
    received: date
    rows: Sequence[ClaimLine]
    total: int | None = None
    vat_checked: bool = False
    period_checked: bool = False  # the whole cost is known though the period is not over

    @property
    def sum(self) -> int:
        return sum(row.amount for row in self.rows)


@dataclass(frozen=True)
class Term:
    """A signed agreement: when it is valid and how it pays."""

    pk: int
    valid_from: date
    valid_to: date
    payment: PaymentForm

    def covers(self, first: date, last: date) -> bool:
        return self.valid_from <= first and last <= self.valid_to


@dataclass(frozen=True)
class Original:
    """The document that a credit or correction changes. `left` is what earlier ones have left of it."""

    label: str
    left: int
    counted: bool
    period: tuple[date, date] = (date.min, date.max)
    term: int | None = None
    without_agreement: bool = False  # taken over from before


@dataclass(frozen=True)
class Ground:
    """What the association knows when the document comes: agreements, what remains, numbers used before."""

    signed: Sequence[Term] = ()
    unsigned: bool = False
    cap: int = 0
    numbers: frozenset[str] = frozenset()
    own_running: bool = False
    original: Original | None = None
    instalments: Sequence[tuple[date, int]] = ()
    advanced: int = 0  # advances asked for so far
    unsettled: int = 0  # advances paid beyond the actual cost that has been settled
    today: date | None = None

    def covering(self, first: date, last: date) -> Term | None:
        """The signed agreement that the whole period lies in."""
        return next((term for term in self.signed if term.covers(first, last)), None)


Rule = Callable[[Paper, Ground], Iterator[str]]


def amount_of(form: ClaimForm, rows: Sequence[ClaimLine], unsettled: int = 0) -> int:
    """What a document asks for: its rows' sum; a settlement asks for actual cost less the advances not yet settled."""
    total = sum(row.amount for row in rows)
    return total - max(unsettled, 0) if form is ClaimForm.SETTLEMENT else total


def _running(paper: Paper, ground: Ground) -> Iterator[str]:
    if ground.own_running:
        yield "Insatsen drivs i egen regi. Dess kostnader kommer ur bokföringen, inte ur rekvisitioner."


def _number(paper: Paper, ground: Ground) -> Iterator[str]:
    number = paper.number.strip()
    if not number:
        yield "Skriv dokumentets nummer."
    elif len(number) > LONGEST_NUMBER:
        yield f"Numret är för långt. Skriv högst {LONGEST_NUMBER} tecken."
    elif same_number(number) in ground.numbers:
        yield f"Nummer {number} finns redan för insatsen. Samma dokument kan bara lämnas in en gång."


def _dates(paper: Paper, ground: Ground) -> Iterator[str]:
    if paper.period_to < paper.period_from:
        yield "Perioden slutar innan den börjar."
    elif paper.period_from.year != paper.period_to.year and paper.form in COSTS:
        yield "Perioden går över ett årsskifte. Lämna in ett dokument för varje år."
    if paper.received < paper.period_from and paper.form is not ClaimForm.ADVANCE:
        yield f"Perioden hade inte börjat när dokumentet kom in {day(paper.received)}."
    if ground.today and paper.received > ground.today:
        yield f"Dokumentet kan inte ha kommit in {day(paper.received)}: den dagen har inte varit."


def _over(paper: Paper, ground: Ground) -> Iterator[str]:
    """Actual cost is known when its period is over; before that whoever hands it in says that it is."""
    if paper.form not in ACTUAL or paper.period_checked:
        return
    if paper.period_from <= paper.received < paper.period_to:
        yield (
            f"Perioden är inte slut. Den går till och med {day(paper.period_to)} och dokumentet kom in "
            f"{day(paper.received)}, men bara kostnad som finns kan begäras. Är hela kostnaden känd? Kryssa i så fall "
            "i rutan, ändra annars perioden."
        )


def _rows(paper: Paper, ground: Ground) -> Iterator[str]:
    if not paper.rows:
        yield "Skriv minst en rad med belopp."
    for row in paper.rows:
        if not row.amount:
            yield f"Raden {row.label}: skriv ett belopp, eller ta bort raden."
        elif row.amount < 0 and paper.form not in CHANGES:
            yield f"Raden {row.label} är negativ. Lämna in en kredit som pekar på dokumentet den gäller."
        elif row.amount > 0 and paper.form is ClaimForm.CREDIT:
            yield f"Raden {row.label} ökar beloppet. En kredit minskar; lämna annars in en rättelse."
    if paper.form is ClaimForm.CORRECTION and paper.rows and not paper.sum:
        yield "Raderna tar ut varandra, så rättelsen ändrar inget belopp."


def _adds_up(paper: Paper, ground: Ground) -> Iterator[str]:
    if paper.total is not None and paper.total != paper.sum:
        yield (
            f"Raderna blir {kr(paper.sum)} men dokumentets summa är {kr(paper.total)}. "
            f"Det skiljer {kr(abs(paper.sum - paper.total))}."
        )


def _vat(paper: Paper, ground: Ground) -> Iterator[str]:
    for row in paper.rows:
        if not row.vat:
            continue
        if row.vat * row.amount < 0 or abs(row.vat) > abs(row.amount) * HIGHEST_VAT + 100:
            yield f"Raden {row.label}: momsen {kr(row.vat)} är för stor mot beloppet {kr(row.amount)}."
        elif not paper.vat_checked:
            yield (
                f"Raden {row.label} har moms {kr(row.vat)}. Förbundet ersätter kostnaden utan moms: är "
                f"{kr(row.amount)} utan moms? Kryssa i så fall i rutan, ändra annars beloppet."
            )


def _agreement(paper: Paper, ground: Ground) -> Iterator[str]:
    original = ground.original
    if original and (original.without_agreement or original.term is not None):
        return  # a change follows the agreement of what it changes
    if not ground.signed:
        yield (
            "Överenskommelsen är inte undertecknad än. Inget kan betalas innan dess."
            if ground.unsigned
            else "Det finns ingen överenskommelse för insatsen. Inget kan betalas utan en."
        )
        return
    term = ground.covering(paper.period_from, paper.period_to)
    if term is None:
        valid = " och ".join(span(term.valid_from, term.valid_to) for term in ground.signed)
        yield (
            f"Perioden {span(paper.period_from, paper.period_to)} ligger utanför överenskommelsen, som gäller {valid}."
        )
    else:
        yield from _payment(paper.form, term.payment, ground.unsettled)


def _payment(form: ClaimForm, payment: PaymentForm, unsettled: int) -> Iterator[str]:
    """Advances of an older version are settled under a newer that pays actual cost, before anything else is asked."""
    if payment is PaymentForm.ADVANCE:
        if form in COSTS:
            yield (
                "Överenskommelsen betalas i förskott: begär förskott, och lämna in en slutavräkning när perioden är "
                "slut."
            )
    elif form in COSTS and unsettled > 0:
        yield (
            f"{kr(unsettled)} i förskott är inte avräknat. Lämna först in en slutavräkning av hela den faktiska "
            "kostnaden, så dras förskottet av."
        )
    elif form is ClaimForm.ADVANCE or (form is ClaimForm.SETTLEMENT and unsettled <= 0):
        yield "Överenskommelsen betalas i efterskott: lämna in en rekvisition eller faktura med den faktiska kostnaden."


def _left(paper: Paper, ground: Ground) -> Iterator[str]:
    asked = amount_of(paper.form, paper.rows, ground.unsettled)
    if asked > 0 and ground.cap <= 0 and ground.signed:
        yield "Inget återstår av det som beviljats: allt är rekvirerat eller har återgått."


def _change(paper: Paper, ground: Ground) -> Iterator[str]:
    original = ground.original
    if paper.form not in CHANGES:
        if original:
            yield "Bara en kredit eller rättelse pekar på ett annat dokument."
        return
    if original is None:
        yield "Välj vilket dokument som ska ändras."
    elif not original.counted:
        yield f"{original.label} är inte godkänd. Ändra eller makulera den i stället."
    elif not original.period[0] <= paper.period_from <= paper.period_to <= original.period[1]:
        yield f"Perioden ska ligga inom den som {original.label} gäller, {span(*original.period)}."
    elif -paper.sum > max(original.left, 0):
        yield (
            f"{THE[paper.form]} är på {kr(-paper.sum)}, men av {original.label} återstår "
            f"{kr(max(original.left, 0))} att ta tillbaka."
        )


def _advance(paper: Paper, ground: Ground) -> Iterator[str]:
    term = ground.covering(paper.period_from, paper.period_to)
    if paper.form is not ClaimForm.ADVANCE or term is None or term.payment is not PaymentForm.ADVANCE:
        return
    until = max(paper.received, paper.period_to)
    promised = sum(amount for due, amount in ground.instalments if due <= until)
    left = promised - ground.advanced
    if left <= 0:
        yield f"Överenskommelsen ger inget mer förskott till och med {day(until)}."
    elif paper.sum > left:
        yield f"Överenskommelsen ger högst {kr(left)} mer i förskott till och med {day(until)}."


RULES: Sequence[Rule] = (
    _running, _number, _dates, _over, _rows, _adds_up, _vat, _agreement, _left, _change, _advance,
)  # fmt: skip


def problems(paper: Paper, ground: Ground) -> list[str]:
    """Why a document cannot be accepted, every reason; [] when it can. More than what remains is no reason: it is
    accepted and then approved in part, or returned."""
    if ground.own_running:
        return list(_running(paper, ground))
    return [sentence for rule in RULES for sentence in rule(paper, ground)]
