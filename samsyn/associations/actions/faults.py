"""Reported accessibility faults (DOS-lagen 2018:1937, 13 and 15 §§)."""

from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, FaultReport, User
from samsyn.core.events import actor_name, record
from samsyn.core.refused import Refused


def report_fault(*, text: str, page: str = "", contact: str = "") -> FaultReport:
    """Anyone may report, logged in or not. Raises Refused when nothing is described."""
    if not text.strip():
        raise Refused("Beskriv vad som inte fungerar.")
    return FaultReport.objects.create(text=text.strip(), page=page.strip(), contact=contact.strip())


@transaction.atomic
def answer_fault(report: FaultReport, answer: str, *, association: Association, by: User | str) -> FaultReport:
    """Answer a report; an e-mail address in its contact gets the answer. Raises Refused."""
    require(by, Permission.MANAGE_ASSOCIATION, association)
    if not answer.strip():
        raise Refused("Skriv ett svar.")
    report.answer, report.answered = answer.strip(), timezone.now()
    report.answered_by = actor_name(by)
    report.save(update_fields=["answer", "answered", "answered_by"])
    record("association.fault", "Besvarade en anmäld brist i tillgängligheten", by=by, association_id=association.pk,
           subject=f"associations.FaultReport:{report.pk}", after=f"svar: {report.answer}")  # fmt: skip
    if "@" in report.contact:
        transaction.on_commit(partial(_mail, report.contact, report.answer), robust=True)
    return report


def _mail(contact: str, answer: str) -> None:
    send_mail("Svar på din anmälan om tillgänglighet i Samsyn", f"Hej!\n\n{answer}\n", None, [contact])
