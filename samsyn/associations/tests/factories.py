"""Small worlds for tests: parties with contributions by the law's shares."""

from datetime import date
from decimal import Decimal

from samsyn.associations.models import (
    Association,
    Contribution,
    FaultReport,
    Mandate,
    Membership,
    OfficePost,
    Party,
    StaffYear,
)

PARTIES = (
    ("Försäkringskassan", "stat", 400_000),
    ("Region Ån", "region", 200_000),
    ("Ådals kommun", "kommun", 150_000),
    ("Öns kommun", "kommun", 50_000),
)


def with_contributions(association: Association, year: int = 2024) -> list[Party]:
    """Four parties that pay 800 000 kr together: half, a quarter, and a quarter between two municipalities."""
    parties = []
    for position, (name, kind, kronor) in enumerate(PARTIES, start=1):
        party = Party.objects.create(association=association, name=name, kind=kind, position=position)
        Contribution.objects.create(association=association, party=party, year=year, amount=kronor * 100)
        parties.append(party)
    return parties


def everything(association: Association) -> dict[str, int]:
    """One row of each kind that a page's address may name: pk by the address's last word."""
    party = with_contributions(association)[0]
    post = OfficePost.objects.create(association=association, title="Samordnare", kind="anställd",
                                     percent=Decimal(80), start=date(2024, 1, 1))  # fmt: skip
    StaffYear.objects.create(association=association, year=2020, average=Decimal("2.6"))
    mandate = Mandate.objects.create(association=association, person="Bo Ek", kind="ledamot", start=date(2023, 1, 1))
    member = Membership.objects.filter(association=association).first()
    fault = FaultReport.objects.create(text="Knappen syns inte", page=f"/{association.slug}/2024/")
    return {"party": party.pk, "post": post.pk, "mandate": mandate.pk, "membership": member.pk if member else 0,
            "fault": fault.pk, "new": member.user_id if member else 0}  # fmt: skip
