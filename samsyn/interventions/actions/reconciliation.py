"""Why the books' project and the claims differ: said once, and holding only while the difference is the same."""

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.actions.words import kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.events import actor_name
from samsyn.core.refused import Refused
from samsyn.interventions.actions.words import note
from samsyn.interventions.domain.reconciliation import Compared
from samsyn.interventions.models import Intervention, ReconciliationNote
from samsyn.interventions.queries.reconciliation import reconciled


@transaction.atomic
def explain_difference(*, intervention: Intervention, year: int, text: str, by: User | str) -> ReconciliationNote:
    """Explain today's difference of an intervention and year; an earlier explanation gives way.

    Raises PermissionDenied, and Refused when nothing differs or nothing is said.
    """
    association = intervention.association
    require(by, Permission.EXPORT_VOUCHERS, association)
    row = row_of(intervention, year)
    difference = row.difference if row else None
    errors = [] if text.strip() else ["Skriv vad skillnaden beror på."]
    if len(text.strip()) > 300:
        errors.append("Förklaringen får ha högst 300 tecken.")
    if not difference:
        errors.append(f"Det finns ingen skillnad att förklara för {intervention} {year}.")
    if errors or difference is None:
        raise Refused(errors)
    held = ReconciliationNote.objects.filter(association=association, intervention=intervention, year=year).first()
    before = {"förklaring": held.text, "skillnad": kronor(held.difference)} if held else {}
    made, _ = ReconciliationNote.objects.update_or_create(
        association=association, intervention=intervention, year=year,
        defaults={"difference": difference, "text": text.strip(), "by": actor_name(by)},
    )  # fmt: skip
    note("export.difference", f"Förklarade skillnaden mot bokföringen för {intervention} {year}", made, by, before,
         {"förklaring": made.text, "skillnad": kronor(made.difference)})  # fmt: skip
    return made


def row_of(intervention: Intervention, year: int) -> Compared | None:
    """The intervention's row in the reconciliation of a year; None when neither side has a cost."""
    rows = reconciled(intervention.association, year).rows
    return next((row for row in rows if row.intervention == intervention.pk), None)
