"""What every recorded decision goes through: where it was taken, its rows, its paragraph, its event."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from samsyn.associations.actions.words import kronor
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name
from samsyn.governance.actions.items import link_paragraph
from samsyn.governance.models import DelegatedDecision, Paragraph
from samsyn.interventions.actions.words import note
from samsyn.interventions.models import Decision, DecisionYear

NO_PLACE = "Välj paragrafen där beslutet togs, eller delegationsbeslutet."
_SAYS_NO = ("avslag", "återremiss", "bordlagt", "information")


def place_faults(
    association: Association,
    on: date,
    paragraph: Paragraph | None,
    delegated: DelegatedDecision | None,
    by: User | str,
    *,
    grants: bool = True,
) -> list[str]:
    """Why a decision cannot stand where it is said to; [] when it can. What is taken over needs no place."""
    if paragraph and delegated:
        return ["Välj antingen en paragraf eller ett delegationsbeslut."]
    place = paragraph or delegated
    errors = []
    if place is None and not isinstance(by, str):
        errors.append(NO_PLACE)
    if not isinstance(by, str) and on > timezone.localdate():
        errors.append("Beslutets dag har inte varit än.")
    if place is not None and place.association_id != association.pk:
        return [*errors, "Paragrafen finns inte i förbundet."]
    held = paragraph.meeting.date if paragraph else delegated.date if delegated else None
    if held and on < held:
        errors.append(f"Beslutet togs {held.isoformat()} och kan inte gälla före det.")
    if paragraph and grants and paragraph.outcome in _SAYS_NO:
        errors.append(f"Paragrafen säger {paragraph.get_outcome_display().lower()}.")
    return errors


def write(decision: Decision, amounts: Mapping[int, int], by: User | str, summary: str, view: str = "") -> Decision:
    """Save a decision with its years; link its paragraph and record one event. Amounts that are zero are left out."""
    decision.created_by = actor_name(by)
    decision.save()
    DecisionYear.objects.bulk_create(
        DecisionYear(association=decision.association, decision=decision, year=year, amount=amount)
        for year, amount in sorted(amounts.items())
        if amount
    )
    if decision.paragraph is not None:
        link_paragraph(
            paragraph=decision.paragraph, label=summary, amount=sum(amounts.values()) or None,
            view="interventions:decision", pk_there=decision.pk,
        )  # fmt: skip
    told = {str(year): kronor(amount) for year, amount in sorted(amounts.items()) if amount}
    if decision.reason:
        told["skäl"] = decision.reason
    note(f"decision.{view or 'record'}", summary, decision, by, {}, told)
    return decision
