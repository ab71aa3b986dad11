"""One intervention with everything, and two on which every kind of entry has moved."""

from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile

from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.domain.words import DecisionKind
from samsyn.interventions.models import Confirmation, Contact, Due, FinancedPost, Involvement, OutsideMoney
from samsyn.interventions.tests.builder import KR, agreed, claimed, decided, intervention, party


def laid(association) -> dict[str, int]:
    """One intervention with everything, and the pk of each address."""
    one = intervention(association, target_group="Unga vuxna", purpose="Steg mot arbete.")
    agreed(decided(one, {2023: 400_000, 2024: 400_000}))
    claimed(one, 350_000, "1", year=2023)
    claimed(one, 100_000, "2", year=2024)
    Involvement.objects.create(association=association, intervention=one, role="område",
                               party=party(association, "Åns kommun"))  # fmt: skip
    FinancedPost.objects.create(association=association, intervention=one, year=2024, function="coach",
                                positions=Decimal("1.5"))  # fmt: skip
    Contact.objects.create(association=association, intervention=one, person="Påhittad Person")
    money = OutsideMoney.objects.create(association=association, intervention=one, source="ESF", step="mottaget",
                                        date=date(2024, 5, 1), amount=90_000 * KR)  # fmt: skip
    Due.objects.create(association=association, intervention=one, kind="slutrapport", title="Slutrapport",
                       due=date(2026, 2, 28), role="insatsagare")  # fmt: skip
    document = attach_document(file=ContentFile(b"%PDF-1.7 plan"), name="plan.pdf", kind="plan", by="prov",
                                       intervention=one)  # fmt: skip
    return {"intervention": one.pk, "document": document.pk, "outside": money.pk, "note": one.note_group_id}


def everything_moves(association):
    """Every kind of entry on two interventions that share a row, and one in own running that is no commitment."""
    first, second = intervention(association), intervention(association, "star", name="STAR", group="vagval")
    decided(first, {2022: 100_000}, date(2021, 12, 31), DecisionKind.OPENING)
    decided(first, {2022: -5_000}, date(2021, 12, 31), DecisionKind.HISTORY)
    agreed(decided(first, {2023: 400_000, 2024: 400_000}))
    decided(first, {2023: -10_000, 2024: 10_000}, date(2023, 12, 1), DecisionKind.MOVE)
    decided(first, {2023: -20_000}, date(2023, 12, 31), DecisionKind.RETURN, automatic=True, reason="Regeln.")
    decided(second, {2024: 300_000}, date(2024, 2, 1))
    decided(second, {2024: -40_000}, date(2024, 11, 1), DecisionKind.REDUCTION)
    answer = Confirmation.objects.create(
        association=association, intervention=first, year=2023, asked=date(2023, 12, 1), due=date(2024, 1, 15),
        answered=date(2024, 1, 10), amount=90_000 * KR,
    )  # fmt: skip
    Confirmation.objects.create(
        association=association, intervention=second, year=2023, asked=date(2023, 12, 1), due=date(2024, 1, 15),
        answered=date(2024, 1, 10), amount=9_000 * KR, dissolved=date(2024, 6, 3), dissolved_amount=9_000 * KR,
        dissolved_why="Inget kom.",
    )  # fmt: skip
    claimed(first, 350_000, "1", year=2023)
    claimed(first, 92_500, "2", year=2024, settles=answer, settled=90_000 * KR, cost_date=date(2024, 2, 1))
    claimed(second, 70_000, "1", year=2024)
    claimed(second, 30_000, "2", year=2024, state="återsänd", approved=None, cost_date=None, decided=None)
    own = intervention(association, "utb", name="Utbildningar", run_by="egen", owner=None)
    decided(own, {2024: 50_000})
    return first, second
