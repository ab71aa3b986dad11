"""Lays ten years of counts, or many case rows, into an empty installation and measures the pages there.

usage: python bench/inside_participants.py counts ASSOCIATIONS YEARS INTERVENTIONS | cases ROWS
(run by participants.py, which sets the databases)

The last line printed is JSON."""

import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse  # after inside: that sets Django up
from django.utils import timezone
from inside import client_for, counted, page, timed

from samsyn.associations.models import Association, Membership, Party, User
from samsyn.core.period import Period
from samsyn.core.routing import CASES
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Due, Intervention, Involvement
from samsyn.participants.actions.keeping import retotal
from samsyn.participants.cases.grounds import Ground, record_ground
from samsyn.participants.cases.rows import COLUMNS
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.definitions.variables import STANDARD
from samsyn.participants.domain.asking import Asked
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.periods import Part, parts_of
from samsyn.participants.domain.words import Age, Rhythm, Sex
from samsyn.participants.models import Collected, Count, PeriodTotal, Report, ReportingPeriod
from samsyn.participants.queries.collecting import asked
from samsyn.participants.queries.nation import nation
from samsyn.participants.queries.tally import Tally

LAST = 2024
PERIOD = Period(LAST)
MORE = ("work_subsidised", "left_income_support", "wage_income")
SEXES = (Sex.WOMEN, Sex.MEN)
Numbers = dict[tuple[str, str, str, str], int]
"""By variable, category, sex and age."""


# --- counts ----------------------------------------------------------------------------------------------------------


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
    _analyse()
    PeriodTotal.objects.filter(association=owner).delete()
    for period in ReportingPeriod.objects.filter(association=owner):
        retotal(period)


def _periods(made: Association, years: Sequence[int]) -> list[ReportingPeriod]:
    """All but the last year's are closed."""
    return ReportingPeriod.objects.bulk_create(
        ReportingPeriod(association=made, year=part.year, first_month=part.first_month, last_month=part.last_month,
                        due=part.end + timedelta(days=28), closed=timezone.now() if part.year < LAST else None)
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


def addresses(owner: Association) -> list[tuple[str, str]]:
    """(what, address) of every page of counts; those that are not there are left out."""
    one = Intervention.objects.filter(association=owner).order_by("pk")[0]
    found = []
    for what, view, more in (
        ("Flöden", "flows", {}), ("Resultat", "results", {}), ("Försörjning", "support", {}),
        ("En insats", "one", {"pk": one.pk}), ("Rapportering", "reporting", {}),
        ("En inlämnad rapport", "entry", {"pk": one.pk, "part": f"{LAST}-T3"}),
        ("Rätta en rapport", "entry-correct", {"pk": one.pk, "part": f"{LAST}-T1"}),
        ("Uppföljning Finsam", "finsam", {}),
    ):  # fmt: skip
        try:
            kwargs = {"association": owner.slug, "period": PERIOD, **more}
            found.append((what, reverse(f"participants:{view}", kwargs=kwargs)))
        except NoReverseMatch:
            print(f"{what}: no such page; left out")
    return found


def national(owner: Association) -> Callable[[], int]:
    """The page of every association, as its reader asks for it."""
    return page(_reader("systemforvaltare", owner),
                reverse("participants:nation", kwargs={"association": owner.slug, "period": PERIOD}), {})  # fmt: skip


def _reader(role: str, owner: Association, party: Party | None = None) -> Client:
    user, _ = User.objects.get_or_create(email=f"{role}@{owner.slug}.example", defaults={"name": role})
    Membership.objects.get_or_create(association=owner, user=user, role=role, party=party)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- the same figures by hand ----------------------------------------------------------------------------------------

_FLOW = """
  sum(CASE WHEN t.variable IN ('year_opening', 'entry', 'new') THEN t."count" END),
  sum(CASE WHEN t.variable = 'new' THEN t."count" END),
  sum(CASE WHEN t.variable = 'ended' THEN t."count" END),
  sum(CASE WHEN t.variable = 'outcome' AND t.category IN ('work', 'study') THEN t."count" END)"""
_WANTED = """t.age = '' AND (t.variable IN ('year_opening', 'entry', 'new', 'ended')
  OR (t.variable = 'outcome' AND t.category IN ('work', 'study')))"""
_FROM = {
    "sums": "participants_periodtotal t JOIN participants_reportingperiod p ON p.id = t.period_id",
    "counts": "participants_count t JOIN participants_report r ON r.id = t.report_id "
              "JOIN participants_reportingperiod p ON p.id = r.period_id",
}  # fmt: skip
Values = dict[tuple[Any, ...], tuple[int, ...]]


def _asked_by_hand(key: str, of: str, where: str, *values: object) -> Values:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {_FLOW} FROM {_FROM[of]} WHERE {where} AND {_WANTED} GROUP BY {key}", values)
        width = key.count(",") + 1
        return {row[:width]: tuple(map(int, row[width:])) for row in cursor.fetchall()}


_EVERY = """SELECT p.year, t.variable, t.category, t.sex, t.age, sum(t."count") FROM participants_count t
    JOIN participants_report r ON r.id = t.report_id JOIN participants_reportingperiod p ON p.id = r.period_id
    WHERE t.association_id = %s AND t.variable NOT IN ('opening', 'year_opening') AND r.state = 'inlämnad'
    GROUP BY p.year, t.variable, t.category, t.sex, t.age"""
WHATS = ("enrolled", "new", "ended", "work_study")


SOME = "One association, ten years by sex: sums"
TOLD = (SOME,)
"""Told without a bar: the product reads every count of the years there, which is what a page asks for next."""
Compared = tuple[str, str, Callable[[], Values], Callable[[], Values]]


def comparisons(owner: Association, years: Sequence[int]) -> list[Compared]:
    """(what, whose rows the reader may touch, the product's answer, the same by hand)."""

    def of_nation() -> Values:
        found = nation(PERIOD)
        ids = dict(Association.objects.values_list("slug", "pk"))
        return {(ids[one.slug], period.year): tuple(one.count(what, period) or 0 for what in WHATS)
                for one in found.members for period in found.periods if period in one.reported}  # fmt: skip

    def of_years() -> Values:
        tally = Tally(owner)
        return {(year, sex): tuple(tally.value(Coordinate(what, sex=Sex(sex)), Period(year)) or 0 for what in WHATS)
                for year in years for sex in SEXES}  # fmt: skip

    def of_interventions() -> Values:
        tally = Tally(owner)
        return {(pk, sex): tuple(
                    tally.value(Coordinate(what, sex=Sex(sex), where=f"of.{key}"), PERIOD) or 0 for what in WHATS)
                for key, pk in tally.keys.items() for sex in SEXES}  # fmt: skip

    def by_hand(key: str, of: str, where: str, *values: object) -> Callable[[], Values]:
        return lambda: _asked_by_hand(key, of, where, *values)

    both, own = "t.association_id, p.year", "t.association_id = %s AND "
    two = ("p.year IN (%s, %s)", LAST, LAST - 1)

    def every_count() -> Values:
        tally = Tally(owner)
        return {(year, *row[1:5]): (tally.value(Coordinate(row.variable, row.category, Age(row.age), Sex(row.sex)),
                                                Period(year)) or 0,)
                for year in years for rows in tally.totals(year).values() for row in rows
                if row.variable not in ("opening", "year_opening")}  # fmt: skip

    def every_by_hand() -> Values:
        with connection.cursor() as cursor:
            cursor.execute(_EVERY, [owner.pk])
            return {row[:-1]: (int(row[-1]),) for row in cursor.fetchall()}

    return [
        ("Nation, two years: sums", EVERYTHING, of_nation, by_hand(both, "sums", *two)),
        ("Nation, two years: the counts themselves", EVERYTHING, of_nation, by_hand(both, "counts", *two)),
        (SOME, str(owner.pk), of_years,
         by_hand("p.year, t.sex", "sums", f"{own}p.year >= %s", owner.pk, years[0])),
        ("Its every count of ten years, from the counts", str(owner.pk), every_count, every_by_hand),
        ("Its interventions, one year by sex", str(owner.pk), of_interventions,
         by_hand("r.intervention_id, t.sex", "counts", f"{own}p.year = %s", owner.pk, LAST)),
    ]  # fmt: skip


def compared(owner: Association, years: Sequence[int]) -> list[dict[str, object]]:
    """Milliseconds of each answer beside those of the same by hand; leaves with words when they differ."""
    found: list[dict[str, object]] = []
    for what, whose, ours, by_hand in comparisons(owner, years):
        enter(whose)
        if ours() != by_hand():
            sys.exit(f"{what}: the product and the database do not say the same")
        mine, theirs = _timed([ours, by_hand])
        found.append(
            {
                "what": what,
                "ours": mine,
                "sql": theirs,
                "bar": what not in TOLD,
                "cells": sum(map(len, ours().values())),
            }
        )
    enter(EVERYTHING)
    return found


# --- measured --------------------------------------------------------------------------------------------------------


def counts(associations: int, years_: int, interventions: int) -> dict[str, object]:
    """Builds it all and measures; the pages' queries beside those of an association of two interventions."""
    enter(EVERYTHING)
    start, years = time.perf_counter(), list(range(LAST - years_ + 1, LAST + 1))
    every = [lay(f"forbund-{n}", n, years, interventions) for n in range(associations)]
    little = lay("litet", 900, years, 2)
    _analyse()
    summed(every[0])
    built = {"seconds": time.perf_counter() - start, "counts": Count.objects.count(),
             "sums": PeriodTotal.objects.count(), "reports": Report.objects.count(), "off": off()}  # fmt: skip
    if built["off"]:
        sys.exit(f"{built['off']} sums are not the sums of their rows")
    return {"built": built, "pages": _pages(every[0], little), "compared": compared(every[0], years)}


def _analyse() -> None:
    """The database takes stock of its tables, as it does by itself after a while."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _pages(owner: Association, little: Association) -> list[dict[str, object]]:
    mine, theirs = client_for(owner), client_for(little)
    asks = [(what, page(mine, address, {}), page(theirs, small, {}))
            for (what, address), (_, small) in zip(addresses(owner), addresses(little), strict=True)]  # fmt: skip
    asks.append(("Alla förbund", national(owner), national(little)))
    first = [_once(ask) for _, ask, _ in asks]
    times = _timed([ask for _, ask, _ in asks])
    for _, _, small in asks:
        small()
    return [
        {"what": what, **time_, "first": cold, "queries": counted(ask), "few": counted(small),
         "kib": round(ask() / 1024)}
        for (what, ask, small), time_, cold in zip(asks, times, first, strict=True)
    ]  # fmt: skip


def _timed(works: Sequence[Callable[[], object]]) -> list[dict[str, float]]:
    return [{**told, "cpu": spent} for told, spent in zip(timed(works), _processor(works), strict=True)]


def _processor(works: Sequence[Callable[[], object]], times: int = 5) -> list[float]:
    """Of each work: the least milliseconds of processor, PostgreSQL's own process for this connection included. What
    else goes on in the machine hardly stretches it."""
    found = []
    for work in works:
        each = []
        for _ in range(times):
            before = _spent()
            work()
            each.append(_spent() - before)
        found.append(min(each))
    return found


def _spent() -> float:
    """Milliseconds of processor so far, here and in the databases' processes (Linux tells)."""
    total = time.process_time() * 1000
    for one in connections.all():
        if one.vendor == "postgresql" and one.connection is not None:
            told = Path(f"/proc/{one.connection.info.backend_pid}/schedstat")
            total += int(told.read_text().split()[0]) / 1_000_000
    return total


def _once(work: Callable[[], object]) -> float:
    """Milliseconds of the first time, with nothing made before."""
    caches["made"].clear()
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


# --- case rows -------------------------------------------------------------------------------------------------------

GROUND = Ground(
    basis="uppgift av allmänt intresse", statute="23 kap. 2 § socialtjänstlagen", processor_agreement="2024-01-15",
    impact_assessment="KS 2024/00017", date=date(2024, 1, 20), diary_number="KS 2024/00018",
    information="Vi för in när du börjar och slutar.", keep_months=120, secrecy_waiver="medgivande på blankett",
)  # fmt: skip


def case_file(rows: int) -> bytes:
    """So many made-up rows as the file that is read in."""
    rng = random.Random(7)
    lines = [";".join(column.name for column in COLUMNS.values())]
    return "\n".join((*lines, *(";".join(_case(rng, n).values()) for n in range(rows)))).encode()


def _case(rng: random.Random, n: int) -> Mapping[str, str]:
    def code(name: str) -> str:
        return rng.choice(CODES[name]).key

    start = date(2015, 1, 1) + timedelta(days=rng.randrange(3300))
    end = start + timedelta(days=rng.randrange(30, 700))
    gone = end < date(2025, 1, 1)
    after = {"end": end.isoformat(), "outcome": code("outcome"), "exit_reason": code("exit_reason"),
             "income_after": code("income"), "occupation_after": code("occupation")}  # fmt: skip
    told = {
        "pseudonym": f"JH-{n:06d}", "sex": rng.choice(("kvinna", "man")), "birth_year": str(rng.randint(1960, 1997)),
        "start": start.isoformat(), "referral": code("referral"), "education": code("education"),
        "support_months": str(rng.randrange(120)), "income_before": code("income"),
        "occupation_before": code("occupation"), **(after if gone else {}),
    }  # fmt: skip
    return {name: told.get(name, "") for name in COLUMNS}


def cases(rows: int) -> dict[str, object]:
    """A party's rows read in through the page, and the pages after that."""
    enter(EVERYTHING)
    owner, (one, *_) = association("parten", 901, 1, 2015)
    party = one.owner
    assert party is not None
    for part in parts_of(LAST, Rhythm.TERTIAL):
        ReportingPeriod.objects.create(association=owner, year=LAST, first_month=part.first_month,
                                       last_month=part.last_month, due=part.end)  # fmt: skip
    client = _reader("deltagaransvarig", owner, party)
    _reader("insatsagare", owner, party)
    record_ground(intervention=one, ground=GROUND, by=User.objects.get(email=f"insatsagare@{owner.slug}.example"))

    def at(view: str, **more: object) -> str:
        words = {"association": owner.slug, "period": PERIOD, "pk": one.pk, **more}
        return reverse(f"participants:{view}", kwargs=words)

    data = case_file(rows)
    took = [_read_in(client, at("cases-import"), data) for _ in range(2)]
    if connections[CASES].vendor == "postgresql":
        with connections[CASES].cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE) cases_case")  # as it does by itself after a while
    asks = [("Ärenderader, första sidan", page(client, at("cases-of"), {})),
            ("Ärenderader, sista sidan", page(client, at("cases-of"), {"sida": str(rows // 50)})),
            ("Ärenderader, avslutade", page(client, at("cases-of"), {"lage": "avslutade"}))]  # fmt: skip
    times = _timed([ask for _, ask in asks])
    pages = [{"what": what, **time_, "queries": counted(ask), "kib": round(ask() / 1024)}
             for (what, ask), time_ in zip(asks, times, strict=True)]  # fmt: skip
    start, spent = time.perf_counter(), _spent()
    filled = client.post(at("cases-fetch", part=f"{LAST}-T1"), {"do": "fetch"})
    fetched = {"seconds": time.perf_counter() - start, "cpu": (_spent() - spent) / 1000, "status": filled.status_code}
    return {"import": {"first": took[0], "again": took[1], "mib": len(data) / 2**20}, "pages": pages, "fetch": fetched}


def _read_in(client: Client, address: str, data: bytes) -> tuple[float, float]:
    """Seconds of the whole request: by the clock, of processor."""
    start, spent = time.perf_counter(), _spent()
    answer = client.post(address, {"file": SimpleUploadedFile("rader.csv", data, "text/csv")})
    if answer.status_code != 302:
        sys.exit(f"The rows were not read in: {answer.status_code}\n{answer.content.decode()[-3000:]}")
    return time.perf_counter() - start, (_spent() - spent) / 1000


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[2:]]
    print(json.dumps(counts(*given) if sys.argv[1] == "counts" else cases(*given)))
