"""Lays interventions with requisitions and a year's books into an empty installation and measures their pages there.

usage: python bench/inside_interventions.py INTERVENTIONS CLAIMS      (run by interventions.py, which sets the database)

The last line printed is JSON, as `inside.py` writes it."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile
from django.urls import reverse  # after inside: that sets Django up
from inside import client_for, counted, page
from spent import timed

from samsyn.associations.models import Association, Party
from samsyn.core.period import Period
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.interventions.domain.words import ChoiceKind, DecisionKind
from samsyn.interventions.models import (
    Agreement,
    Choice,
    Claim,
    ClaimRow,
    Confirmation,
    Decision,
    DecisionYear,
    Due,
    FinancedPost,
    Intervention,
    InterventionName,
    Involvement,
    NoteGroup,
    NoteLabel,
)
from samsyn.interventions.queries.lists import choices
from samsyn.ledger.importing import actions as importing
from samsyn.ledger.models import MappingRow

PERIOD = Period(2024)
YEARS = (2022, 2023, 2024)
KR = 100


def association(slug: str, number: str) -> Association:
    made = Association.objects.create(name=f"Samordningsförbundet {slug}", short_name=slug, slug=slug,
                                      org_number=number)  # fmt: skip
    for place in range(12):
        Party.objects.create(association=made, name=f"Kommun {place}", kind="kommun", position=place)
    Party.objects.create(association=made, name="Regionen", kind="region")
    return made


def lay(slug: str, number: str, interventions: int, claims: int) -> Association:
    """So many interventions of three years, with claims shared between them, three rows to a claim, and books of the
    last year with a voucher to a claim."""
    owner = association(slug, number)
    towns, region = list(Party.objects.filter(association=owner, kind="kommun")), Party.objects.get(
        association=owner, kind="region"
    )  # fmt: skip
    types = list(choices(owner, ChoiceKind.COST_TYPE))[:3]
    made = [_one(owner, towns[n % 12], region, n) for n in range(interventions)]
    every = [claim for n in range(claims) for claim in [_claim(made[n % interventions], n // interventions)]]
    Claim.objects.bulk_create(every, batch_size=1000)
    rows = [row for claim in every for row in _rows(claim, types)]
    ClaimRow.objects.bulk_create(rows, batch_size=1000)
    _book(owner, [claim for claim in every if claim.cost_date and claim.cost_date.year == PERIOD.year])
    return owner


def _book(owner: Association, claims: list[Claim]) -> None:
    """Every fiftieth intervention's claims are booked a krona short."""
    MappingRow.objects.create(association=owner, account_from=4000, account_to=7999, line="costs", sign=1)
    projects = {claim.intervention.project for claim in claims}
    lines = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", '#PROGRAM "Mät" 1', "#GEN 20250115", f"#ORGNR {owner.org_number}",
             f'#FNAMN "{owner.name}"', "#RAR 0 20240101 20241231", "#KPTYP BAS2014", '#KONTO 4010 "Bidrag"',
             '#KONTO 2440 "Skulder"', *(f'#OBJEKT 6 "{code}" "{code}"' for code in sorted(projects))]  # fmt: skip
    total = 0
    for number, claim in enumerate(sorted(claims, key=lambda claim: claim.period_to), start=1):
        kronor = 59_999 if int(claim.intervention.project[1:]) % 50 == 7 else 60_000
        total += kronor
        lines += [f'#VER A {number} {claim.period_to:%Y%m%d} "Rekvisition"', "{",
                  f'#TRANS 4010 {{6 "{claim.intervention.project}"}} {kronor}.00', f"#TRANS 2440 {{}} -{kronor}.00",
                  "}"]  # fmt: skip
    lines += [f"#UB 0 2440 -{total}.00", f"#RES 0 4010 {total}.00"]
    file = ContentFile(("\r\n".join(lines) + "\r\n").encode("cp437"), "bocker.se")
    item = importing.upload(association=owner, file=file, name="bocker.se", by="mät", at_once=True)
    importing.confirm(item=item, by="mät", at_once=True)


def _one(owner: Association, town: Party, region: Party, n: int) -> Intervention:
    own = {"association": owner}
    group = NoteGroup.objects.create(**own, key=f"rad-{n // 2}", position=n) if n % 2 == 0 else (
        NoteGroup.objects.get(**own, key=f"rad-{n // 2}"))  # fmt: skip
    if n % 2 == 0:
        NoteLabel.objects.create(**own, group=group, from_year=2020, label=f"Insats {n} med fler")
    one = Intervention.objects.create(
        **own, key=f"insats-{n}", name=f"Insats {n}", direction="struktur" if n % 5 == 0 else "individ", owner=town,
        project=f"P{n}", state="pågår", start=date(2022, 1, 1), end=date(2024, 12, 31), note_group=group,
    )  # fmt: skip
    InterventionName.objects.create(**own, intervention=one, name=one.name, start=one.start)
    for party, role in ((region, "medverkar"), (town, "område")):
        Involvement.objects.create(**own, intervention=one, party=party, role=role)
    grant = Decision.objects.create(**own, intervention=one, kind=DecisionKind.GRANT, date=date(2021, 12, 3))
    DecisionYear.objects.bulk_create(DecisionYear(**own, decision=grant, year=y, amount=1_200_000 * KR) for y in YEARS)
    Agreement.objects.create(**own, intervention=one, decision=grant, number=f"Ö{n}", state="undertecknad",
                             signed=date(2021, 12, 20), valid_from=one.start, valid_to=one.end,
                             amount=3_600_000 * KR)  # fmt: skip
    Confirmation.objects.create(**own, intervention=one, year=2023, asked=date(2023, 12, 1), due=date(2024, 1, 15),
                                answered=date(2024, 1, 10), amount=50_000 * KR)  # fmt: skip
    FinancedPost.objects.create(**own, intervention=one, year=2024, function="coach", positions=Decimal("1.5"))
    Due.objects.bulk_create(_dues(one))
    return one


def _dues(one: Intervention) -> Iterator[Due]:
    for month in range(1, 13):
        done = date(2024, month, 15) if month < 7 else None
        yield Due(association=one.association, intervention=one, kind="rekvisition", title="Rekvisition",
                  due=date(2024, month, 20), role="insatsagare", done=done)  # fmt: skip


def _claim(one: Intervention, n: int) -> Claim:
    year, month = YEARS[n % 3], n % 12 + 1
    state = {37: "inkommen", 38: "återsänd"}.get(n, "betald")
    counted_ = state == "betald"
    day = date(year, month, 20)
    return Claim(
        association=one.association, intervention=one, form="rekvisition", number=f"{n + 1}", state=state,
        period_from=date(year, month, 1), period_to=day, received=day, amount=60_000 * KR,
        approved=60_000 * KR if counted_ else None, cost_date=day if counted_ else None,
        decided=day if counted_ else None, attested_there="Ek och Alm" if counted_ else "",
    )  # fmt: skip


def _rows(claim: Claim, types: list[Choice]) -> Iterator[ClaimRow]:
    for kind in types:
        yield ClaimRow(association=claim.association, claim=claim, cost_type=kind, amount=20_000 * KR)


def addresses(owner: Association) -> list[tuple[str, str]]:
    one = Intervention.objects.filter(association=owner).order_by("pk")[0]

    def at(view: str, **more: object) -> str:
        name = view if ":" in view else f"interventions:{view}"
        return reverse(name, kwargs={"association": owner.slug, "period": PERIOD, **more})

    def figure(key: str) -> str:
        return at("desk:figure", key=key, scope=str(PERIOD.year))

    found = [
        ("Översikt", at("desk:overview")),
        ("Insatser", at("list")),
        ("Insatser, alla, sista sidan", f"{at('list')}?lage=alla&sida=99"),
        ("Insatser, en kommun", f"{at('list')}?kommun={one.owner_id}"),
        ("Rekvisitioner", at("claims")),
        ("Att attestera", at("attest")),
        ("Åtaganden", at("commitments")),
        ("Åtaganden, CSV", at("commitments-file", form="csv")),
        ("Årsbesked", at("confirmations")),
        ("Uppföljning", at("reports")),
        ("Att göra", at("dues")),
        ("Prognos per insats", at("forecast")),
        ("Flerårsplan", at("outlook")),
        ("Våra pengar", at("our-money")),
        ("Projekt mot rekvisitioner", at("reconciliation")),
        ("Projekt mot rekvisitioner, dokument", f"{at('reconciliation')}?dokument=1"),
        ("En insats", at("intervention", pk=one.pk)),
        ("Insatskort", at("card", pk=one.pk)),
        ("Avstämning", at("reports:checks")),
        ("Sök, text in many", f"{at('desk:search')}?q=återstår"),
        ("Sök, text in none", f"{at('desk:search')}?q=zeppelinare"),
        ("Alla siffror", at("desk:figures")),
        ("Alla siffror, text in many", f"{at('desk:figures')}?q=återstår"),
        ("Så är siffran räknad, en insats", figure(f"intervention.{one.key}.remaining")),
        ("Så är siffran räknad, alla insatser", figure("commitments.remaining")),
    ]
    return [(what, address) for what, address in found if address]


def main(interventions: int, claims: int) -> list[dict[str, object]]:
    """Each page: milliseconds, and its queries beside those of a small association."""
    enter(EVERYTHING)
    big = lay("stor", "222000-1990", interventions, claims)
    little = lay("liten", "232100-0016", 5, 5 * claims // interventions)
    mine, theirs = client_for(big), client_for(little)
    asks = [page(mine, address, {}) for _, address in addresses(big)]
    times = timed(asks)
    few = [page(theirs, address, {}) for _, address in addresses(little)]
    for ask in few:
        ask()
    return [
        {"what": what, **time, "queries": counted(ask), "few": counted(other), "kib": round(ask() / 1024)}
        for (what, _), time, ask, other in zip(addresses(big), times, asks, few, strict=True)
    ]


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:3]))))
