"""Ten years of made-up counts of many associations, laid straight into the tables."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import inside  # noqa: F401  first of all: it sets Django up
from django.db import connection, transaction
from django.utils import timezone

from samsyn.associations.models import Association, Party
from samsyn.core.period import Period
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Due, Intervention, Involvement
from samsyn.participants.actions.keeping import retotal
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.definitions.variables import STANDARD
from samsyn.participants.domain.asking import Asked
from samsyn.participants.domain.periods import Part, parts_of
from samsyn.participants.domain.words import Rhythm, Sex
from samsyn.participants.models import Collected, PeriodTotal, Report, ReportingPeriod
from samsyn.participants.queries.collecting import asked

LAST = 2024
PERIOD = Period(LAST)
MORE = ("work_subsidised", "left_income_support", "wage_income")
SEXES = (Sex.WOMEN, Sex.MEN)
Numbers = dict[tuple[str, str, str, str], int]
"""By variable, category, sex and age."""


def org_number(serial: int) -> str:
    """A made-up organisation number whose check digit is right."""
    digits = f"222000{serial:03d}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return f"{digits[:6]}-{digits[6:]}{-sum(number // 10 + number % 10 for number in doubled) % 10}"


def association(slug: str, serial: int, interventions: int, first_year: int) -> tuple[Association, list[Intervention]]:
    """Four municipalities and a region, interventions that have gone on all the time, and what is asked for."""
    made = Association.objects.create(name=f"Samordningsförbundet {slug}", short_name=slug, slug=slug,
                                      org_number=org_number(serial))  # fmt: skip
    own = {"association": made}
    towns = [Party.objects.create(**own, name=f"Kommun {place}", kind="kommun", position=place) for place in range(4)]
    Party.objects.create(**own, name="Regionen", kind="region")
    found = Intervention.objects.bulk_create(
        Intervention(**own, key=f"insats-{n}", name=f"Insats {n}", direction="individ", owner=towns[n % 4],
                     state="pågår", start=date(first_year, 1, 1), project=f"P{n}")
        for n in range(interventions)
    )  # fmt: skip
    Involvement.objects.bulk_create(Involvement(**own, intervention=one, party=one.owner, role="område")
                                    for one in found)  # fmt: skip
    chosen = (*STANDARD, *MORE, "new", "ended")
    by_age = ("new", "ended", "outcome")
    Collected.objects.bulk_create(Collected(**own, variable=key, from_year=first_year, by_age=key in by_age)
                                  for key in chosen)  # fmt: skip
    return made, found


def lay(slug: str, serial: int, years: Sequence[int], interventions: int) -> Association:
    """An association with every tertial of the years handed in."""
    rng = random.Random(serial)
    made, own = association(slug, serial, interventions, years[0])
    with transaction.atomic():
        periods = _periods(made, years)
        reports = Report.objects.bulk_create(
            Report(association=made, intervention=one, period=period, state=Report.State.HANDED_IN, version=1,
                   handed_in=timezone.now(), handed_in_by="Mät", changed_by="Mät")
            for period in periods for one in own
        )  # fmt: skip
        _dues(made, own, periods)
        wanted = {last: asked(made, Part(LAST, 9, 12), last_of_year=last) for last in (False, True)}
        closing: dict[tuple[int, str], int] = {}
        _insert(made.pk, [
            (report.pk, *key, number)
            for report in reports
            for key, number in _numbers(rng, report, wanted[report.period.last_month == 12], closing).items()
        ])  # fmt: skip
    return made


_SUM = """INSERT INTO participants_periodtotal (association_id, period_id, variable, category, sex, age, "count")
    SELECT c.association_id, r.period_id, c.variable, c.category, c.sex, c.age, sum(c."count")
    FROM participants_count c JOIN participants_report r ON r.id = c.report_id WHERE r.state = 'inlämnad'
    GROUP BY c.association_id, r.period_id, c.variable, c.category, c.sex, c.age"""


def summed(owner: Association) -> None:
    """The sums that handing in keeps, all at once; those of one association are then kept anew by the product itself,
    and `off` asks whether they are the same."""
    with connection.cursor() as cursor:
        cursor.execute(_SUM)
    analyse()
    PeriodTotal.objects.filter(association=owner).delete()
    for period in ReportingPeriod.objects.filter(association=owner):
        retotal(period)


def _periods(made: Association, years: Sequence[int]) -> list[ReportingPeriod]:
    """All closed: a year that is open is not on the national page."""
    return ReportingPeriod.objects.bulk_create(
        ReportingPeriod(association=made, year=part.year, first_month=part.first_month, last_month=part.last_month,
                        due=part.end + timedelta(days=28), closed=timezone.now())
        for year in years for part in parts_of(year, Rhythm.TERTIAL)
    )  # fmt: skip


def _dues(made: Association, own: Sequence[Intervention], periods: Sequence[ReportingPeriod]) -> None:
    Due.objects.bulk_create(
        (Due(association=made, intervention=one, kind=DueKind.PARTICIPANTS, title="Antal deltagare", role="insatsagare",
             party=one.owner, period_from=period.part.start, period_to=period.part.end, due=period.due,
             done=period.part.end)
         for period in periods for one in own),
        batch_size=1000,
    )  # fmt: skip


def _numbers(
    rng: random.Random, report: Report, wanted: Iterable[Asked], closing: dict[tuple[int, str], int]
) -> Numbers:  # fmt: skip
    """A report that adds up: who was left before is who it opens with, classes and ages sum to those they are of."""
    found: Numbers = {}
    for sex in SEXES:
        opening = closing.get((report.intervention_id, sex), rng.randint(0, 30))
        new = rng.choice((0, 1, 2, 4, 6, 9, 14))
        ended = rng.randint(0, opening + new) // 2
        work = _split(rng, ended, 2)[0]
        found |= {("opening", "", sex, ""): opening, ("entry", "", sex, ""): 0, ("closed", "", sex, ""): 0}
        if report.period.first_month == 1:
            found["year_opening", "", sex, ""] = opening
        found |= _aged(rng, "new", "", sex, new) | _aged(rng, "ended", "", sex, ended)
        for category, number in zip(CODES["outcome"], (work, *_split(rng, ended - work, 3)), strict=True):
            found |= _aged(rng, "outcome", category.key, sex, number)
        found |= {(key, "", sex, ""): rng.randint(0, work) for key in MORE}
        found["psychiatry", "", sex, ""] = rng.randint(0, opening + new)
        closing[report.intervention_id, sex] = opening + new - ended
    found |= {(key, "", "", ""): rng.randint(0, 20) for key in ("consultations", "joint_plans")}
    held = {one.variable.key for one in wanted} | {"year_opening"}
    return {key: number for key, number in found.items() if key[0] in held}


def _aged(rng: random.Random, variable: str, category: str, sex: str, number: int) -> Numbers:
    young = rng.randint(0, number)
    return {(variable, category, sex, age): part
            for age, part in (("", number), ("young", young), ("older", number - young))}  # fmt: skip


def _split(rng: random.Random, number: int, parts: int) -> tuple[int, ...]:
    cuts = sorted(rng.randint(0, number) for _ in range(parts - 1))
    return tuple(b - a for a, b in zip((0, *cuts), (*cuts, number), strict=True))


_COLUMNS = 'participants_count (association_id, report_id, variable, category, sex, age, "count")'


def _insert(association: int, rows: list[tuple[Any, ...]]) -> None:
    """Many counts at once: what is measured is not how they came there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            kinds = ("bigint", "text", "text", "text", "text", "int")
            arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(f"INSERT INTO {_COLUMNS} SELECT %s, * FROM unnest({arrays})", [association, *columns])
        else:
            cursor.executemany(f"INSERT INTO {_COLUMNS} VALUES (%s, %s, %s, %s, %s, %s, %s)",
                               [(association, *row) for row in rows])  # fmt: skip


def off() -> int:
    """How many sums kept are not the sums of their rows; asked of the database by itself, both ways round."""
    sums = """SELECT r.period_id, c.variable, c.category, c.sex, c.age, CAST(sum(c."count") AS bigint)
        FROM participants_count c JOIN participants_report r ON r.id = c.report_id WHERE r.state = 'inlämnad'
        GROUP BY r.period_id, c.variable, c.category, c.sex, c.age"""
    kept = 'SELECT period_id, variable, category, sex, age, CAST("count" AS bigint) FROM participants_periodtotal'
    found = 0
    for one, other in ((sums, kept), (kept, sums)):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM (SELECT * FROM ({one}) x EXCEPT SELECT * FROM ({other}) y) z")
            found += cursor.fetchone()[0]
    return found


def analyse() -> None:
    """The database takes stock of its tables, as it does by itself after a while."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
