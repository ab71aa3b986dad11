"""What tests of documents start from: an intervention with money and a signed agreement, and people who may attest."""

from dataclasses import dataclass
from datetime import date

from samsyn.associations.models import Membership, User
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.actions.claim_steps import approve_claim, certify_claim, check_claim
from samsyn.interventions.domain.claims import ClaimLine
from samsyn.interventions.models import Agreement, AttestRight, Claim, Intervention
from samsyn.interventions.tests.builder import KR, agreed, decided, intervention

START = date(2023, 1, 1)


@dataclass
class Office:
    """An intervention with 600 000 kr over 2023-2024, its owner's user, and two who attest."""

    of: Intervention
    agreement: Agreement
    owner: User
    checker: User
    decider: User

    def register(self, amount: int = 100_000, number: str = "1", **fields) -> Claim:
        """A requisition by the party, of kronor in pay."""
        values = {
            "form": "rekvisition",
            "period_from": date(2024, 1, 1),
            "period_to": date(2024, 4, 30),
            "received": date(2024, 5, 6),
            "rows": [ClaimLine("löner", amount * KR)],
            "by": self.owner,
            **fields,
        }
        return actions.register_claim(intervention=self.of, number=number, **values)

    def certified(self, *args, **fields) -> Claim:
        claim = self.register(*args, **fields)
        return certify_claim(claim=claim, on=claim.received, by=self.owner)

    def checked(self, *args, **fields) -> Claim:
        claim = self.certified(*args, **fields)
        return check_claim(claim=claim, on=fields.get("received", date(2024, 5, 8)), by=self.checker)

    def approved(self, *args, on: date = date(2024, 5, 10), amount: int | None = None, reason: str = "", **fields):
        claim = self.checked(*args, **fields)
        whole = None if amount is None else amount * KR
        return approve_claim(claim=claim, on=on, by=self.decider, amount=whole, reason=reason)


def right(association, step: str, person: User, **fields) -> AttestRight:
    return AttestRight.objects.create(association=association, step=step, person=person, **{"start": START, **fields})


def make_office(world, **agreement) -> Office:
    of = intervention(world.association)
    signed = agreed(decided(of, {2023: 300_000, 2024: 300_000}), **agreement)
    checker, decider = world.user("ekonom"), world.user("forbundschef")
    right(world.association, "sakattest", checker)
    right(world.association, "beslutsattest", decider)
    return Office(of, signed, world.party_user(), checker, decider)


def leave(user: User) -> User:
    """Whoever leaves keeps the account but no role. Returns the user as the next request reads it."""
    Membership.objects.filter(user=user).delete()
    return User.objects.get(pk=user.pk)
