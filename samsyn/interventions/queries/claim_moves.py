"""What can be done with a document right now: by this person, by whom else, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from samsyn.associations.access import can
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.interventions.definitions.lifecycles import CLAIM, COUNTED, WAITING
from samsyn.interventions.domain.approval import Placing, over
from samsyn.interventions.domain.claims import ACTUAL, day, kr
from samsyn.interventions.domain.words import AttestPlace, AttestStep, ClaimForm
from samsyn.interventions.models import Claim
from samsyn.interventions.queries import attest, claims, scope
from samsyn.interventions.queries.lists import policy

_P = Permission


@dataclass(frozen=True)
class Move:
    """A step that someone may take. `why_not` empty: this user may."""

    name: str
    label: str
    why_not: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # names of those who may

    @property
    def open(self) -> bool:
        return not self.why_not


@dataclass(frozen=True)
class Money:
    """What approval would mean today; amounts in öre."""

    highest: int
    over: str
    placing: Placing
    late: str
    early: str


def moves(claim: Claim, user: User, today: date, money: Money | None = None) -> list[Move]:
    """Every step from where the document is, the main one first. Above the cap the part that fits is asked about."""
    fits = money.highest if money and money.over and money.highest > 0 else None
    order = attest.order(claim.association, today)
    here = policy(claim.association).attest_place == AttestPlace.HERE
    return [
        *_party_moves(claim, user, today),
        *(_attest_moves(claim, user, order, fits) if here else _record_moves(claim, user)),
        *_pay_moves(claim, user),
        *_return_moves(claim, user, order, here=here),
        *_cancel_moves(claim, user),
    ]


def _acts_for_party(claim: Claim, user: User) -> bool:
    """Whether the user registers for the intervention: its owner's people and the office."""
    if not can(user, _P.REGISTER_CLAIMS, claim.association):
        return False
    found = scope.owned(user, claim.association, _P.REGISTER_CLAIMS)
    return found.filter(pk=claim.intervention_id).exists()


def _party_moves(claim: Claim, user: User, today: date) -> Iterator[Move]:
    mine = _acts_for_party(claim, user)
    if claim.state in ("utkast", "återsänd") and mine:
        yield Move("edit", "Ändra och lämna in")
    if claim.state != "inkommen":
        return
    names = attest.certifiers(claim, today)
    if mine and claim.by_mail and attest.why_not_certify(user, claim, today):
        yield Move("paper", "För in intygandet")
    elif mine:
        yield Move("certify", "Intyga", attest.why_not_certify(user, claim, today), names)
    else:
        yield Move("certify", "Intyga", ["Parten intygar att kostnaden är riktig."], names)


def _attest_moves(claim: Claim, user: User, order: attest.Order, fits: int | None) -> Iterator[Move]:
    step = attest.STEP.get(claim.state)
    if step is None or step is AttestStep.CERTIFY:
        return
    name = "check" if step is AttestStep.CHECK else "approve"
    amount = fits if step is AttestStep.DECIDE else None
    why = order.why_not(user.pk, claim, step, amount)
    if not can(user, _P.ATTEST_CLAIMS, claim.association):
        why = ["Förbundet granskar dokumentet."]
    yield Move(name, CLAIM.move(name).label, why, order.able(claim, step, amount))


def _record_moves(claim: Claim, user: User) -> Iterator[Move]:
    if claim.state in CLAIM.move("record").start:
        may = can(user, _P.PAY_CLAIMS, claim.association)
        yield Move("record", CLAIM.move("record").label, [] if may else ["Förbundet attesterar i ekonomisystemet."])


def _pay_moves(claim: Claim, user: User) -> Iterator[Move]:
    if claim.state == "godkänd" and claim.approved and can(user, _P.PAY_CLAIMS, claim.association):
        yield Move("pay", "Markera som betald" if claim.approved > 0 else "Markera som återbetald")


def _return_moves(claim: Claim, user: User, order: attest.Order, *, here: bool) -> Iterator[Move]:
    if claim.state not in WAITING:
        return
    allowed = _P.ATTEST_CLAIMS if here else _P.PAY_CLAIMS
    if can(user, allowed, claim.association) and (not here or order.may_return(user.pk, claim)):
        yield Move("return", "Återsänd")


def _cancel_moves(claim: Claim, user: User) -> Iterator[Move]:
    if claim.state in CLAIM.move("cancel").start and _acts_for_party(claim, user):
        yield Move("cancel", "Makulera")
    if claim.state in COUNTED and claim.form not in ("kredit", "rättelse") and _acts_for_party(claim, user):
        yield Move("correct", "Kredit eller rättelse")


def money(claim: Claim, today: date) -> Money:
    """The cap of a document that waits, and in which year it would be a cost."""
    form = ClaimForm(claim.form)
    placing = claims.placing(claim.intervention, form, claim.period_to, today)
    highest = claims.cap_of(claim.intervention, form, claim.period_to, claim.received, today)
    said = over(claim.amount, highest) if claim.amount > 0 else ""
    return Money(highest, said, placing, late_words(claim, placing, today), early_words(claim))


def early_words(claim: Claim) -> str:
    """What whoever attests is told of a document that came before its period was over; '' when it did not."""
    if claim.form not in ACTUAL or claim.received is None or claim.received >= claim.period_to:
        return ""
    return f"Kom in {day(claim.received)}, innan perioden var slut. Parten uppger att hela kostnaden är känd."


def late_words(claim: Claim, placing: Placing, today: date) -> str:
    """How a document for an earlier year is handled; '' when it is not late."""
    year = claim.period_to.year
    if year >= today.year:
        return ""
    if placing.settles:
        rest = claim.amount - placing.settled
        tail = "Inget mer blir kostnad." if not rest else f"Skillnaden {kr(rest)} blir kostnad {today.year}."
        return f"Avser {year}. {kr(placing.settled)} är redan kostnad {year} genom årsbeskedet och avräknas. {tail}"
    if placing.answered:
        return f"Avser {year}, vars årsbesked redan är avräknat eller upplöst: blir kostnad {today.year}."
    if placing.cost_date.year == year:
        return f"Avser {year}, vars bokföring är öppen: blir kostnad {year}."
    return f"Avser {year}, vars bokföring är stängd: blir kostnad {today.year}."


def state_words(claim: Claim, *, by_office: bool) -> str:
    """The state as it is read; what is owed back or carried on says so."""
    if claim.state == "godkänd" and not claim.approved:
        return "Godkänd, inget att betala"
    if claim.approved is not None and claim.approved < 0 and claim.state in COUNTED:
        return "Återbetald" if claim.state == "betald" else "Godkänd, ska betalas tillbaka"
    return CLAIM.state(claim.state).seen(by_office=by_office)
