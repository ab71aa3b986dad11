"""What the survey of pages lacks in the demo: a post, a meeting with all it may hold, case rows, a publication."""

from datetime import date

from django.core.files.base import ContentFile
from django.core.management import call_command

from samsyn.associations import models as people
from samsyn.core.period import Period
from samsyn.governance import actions as meeting_actions
from samsyn.governance import models as governance
from samsyn.governance.domain.attendance import Called
from samsyn.interventions import models as money
from samsyn.ledger.importing import actions as importing
from samsyn.ledger.tests.sie_builder import Sie
from samsyn.participants.actions.settings import own_list
from samsyn.participants.cases import store
from samsyn.participants.cases.grounds import record_ground
from samsyn.participants.tests.casework import GROUND, row
from samsyn.reports import publishing

HEAD = "forbundschef@jamtland.example"
OTHERS = {  # the beginning of an address's name → who opens it, where the head of the office may not
    "participants:nation": "systemforvaltare@jamtland.example",
    "participants:case": "deltagaransvarig@jamtland.example",
    "participants:cases-ground": "insatsagare@jamtland.example",
    "participants:cases-stop": "insatsagare@jamtland.example",
}
CASE = "participants:case"


def samples(owner: people.Association) -> None:
    """What the demo lacks."""
    if people.OfficePost.objects.filter(association=owner).exists():
        return
    people.OfficePost.objects.create(
        association=owner, title="Verksamhetsutvecklare", kind="anställd", percent=75, start="2031-01-01"
    )
    people.FaultReport.objects.create(page="/", text="Kontrasten i diagrammet är låg.")
    meeting_samples(owner)
    own = Sie(org_number=owner.org_number, company=owner.name)
    for name, content in (("2024-rattad.se", own.bytes()), ("trasig.se", own.bytes()[:700])):
        importing.upload(association=owner, file=ContentFile(content, name), name=name, by="prov")


def rows(owner: people.Association) -> int:
    """A party that keeps case rows, with one of a person (its number); and a report that has left the house."""
    call_command("migrate", database="cases", verbosity=0)
    writer, decider = (people.User.objects.get(email=OTHERS[name]) for name in (CASE, f"{CASE}s-ground"))
    party = decider.memberships.get(association=owner).party
    one = money.Intervention.objects.filter(association=owner, owner=party, direction="individ").latest("pk")
    record_ground(intervention=one, ground=GROUND, by=decider)
    own_list(association=owner, list="outcome", by="prov")
    publishing.publish(association=owner, kind="ekonomi", period=Period(2022), by="prov")
    return store.add(intervention=one, by=writer, row=row())


def duties(owner: people.Association) -> None:
    """A basis for bookkeeping, a draft of a final report and something owed."""
    if money.ExportBatch.objects.filter(association=owner).exists():
        return
    batch = money.ExportBatch(
        association=owner, kind="sie", by="prov", start="2024-01-01", end="2024-12-31", name="underlag.si", sha256="0"
    )
    batch.file.save(batch.name, ContentFile(b"#FLAGGA 0\r\n"))
    one = money.Intervention.objects.filter(association=owner, reports__isnull=True).order_by("-pk").first()
    if one is not None:
        period = {"period_from": one.start, "period_to": one.end or "2031-12-31"}
        money.FollowUp.objects.create(association=owner, intervention=one, final=True, created_by="prov", **period)
        money.Due.objects.get_or_create(
            association=owner, intervention=one, kind="slutrapport", due="2032-03-01", role="insatsagare",
            party=one.owner, defaults={"title": "Slutrapport", **period},
        )  # fmt: skip


def meeting_samples(owner: people.Association) -> None:
    """A planned meeting of the board with everything a meeting may hold, an obligation and a calendar."""
    board = governance.Body.objects.filter(association=owner, kind="styrelse").first() or meeting_actions.create_body(
        association=owner, name="Styrelsen", kind="styrelse", by="prov"
    )
    meeting = meeting_actions.plan_meeting(body=board, date=date(2031, 3, 3), topics="provmöte", by="prov")
    rows = [Called("Anna Ask", "ordförande"), Called("Bo Bok", "ledamot"), Called("Dan Dal", "ersättare")]
    chair, *_ = meeting_actions.set_attendance(meeting=meeting, rows=rows, by="prov")
    item = meeting_actions.add_item(meeting=meeting, title="Prov", proposal="Styrelsen godkänner.", by="prov")
    meeting_actions.recuse(paragraph=item, attendance=chair, source="anmält", by="prov")
    paper = ContentFile(b"%PDF-1.7", "bilaga.pdf")
    meeting_actions.attach_paper(meeting=meeting, file=paper, name="bilaga.pdf", by="prov")
    meeting_actions.record_delegated(
        association=owner, on=date(2031, 1, 7), delegate="Förbundschefen", text="Provar.", by="prov"
    )
    meeting_actions.set_obligation(
        association=owner, title="Brandskyddsrond", month=2, day=1, owner="ekonom", by="prov"
    )
    person = people.User.objects.get(email=HEAD)
    governance.CalendarFeed.objects.create(association=owner, user=person, token="prov")
