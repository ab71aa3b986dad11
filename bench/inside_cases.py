"""Reads many case rows into an empty installation and measures their pages there.

usage: python bench/inside_cases.py ROWS      (run by participants.py, which sets the databases)

The last line printed is JSON."""

import json
import random
import sys
import time
from collections.abc import Mapping
from datetime import date, timedelta

import inside  # noqa: F401  first of all: it sets Django up
from counts_laid import LAST, PERIOD, association
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse  # after inside: that sets Django up
from inside import counted, page
from spent import reader, spent, timed

from samsyn.associations.models import User
from samsyn.core.routing import CASES
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.participants.cases.grounds import Ground, record_ground
from samsyn.participants.cases.rows import COLUMNS
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.domain.periods import parts_of
from samsyn.participants.domain.words import Rhythm
from samsyn.participants.models import ReportingPeriod

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
    client = reader("deltagaransvarig", owner, party)
    reader("insatsagare", owner, party)
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
    times = timed([ask for _, ask in asks])
    pages = [{"what": what, **time_, "queries": counted(ask), "kib": round(ask() / 1024)}
             for (what, ask), time_ in zip(asks, times, strict=True)]  # fmt: skip
    start, before = time.perf_counter(), spent()
    filled = client.post(at("cases-fetch", part=f"{LAST}-T1"), {"do": "fetch"})
    fetched = {"seconds": time.perf_counter() - start, "cpu": (spent() - before) / 1000, "status": filled.status_code}
    return {"import": {"first": took[0], "again": took[1], "mib": len(data) / 2**20}, "pages": pages, "fetch": fetched}


def _read_in(client: Client, address: str, data: bytes) -> tuple[float, float]:
    """Seconds of the whole request: by the clock, of processor."""
    start, before = time.perf_counter(), spent()
    answer = client.post(address, {"file": SimpleUploadedFile("rader.csv", data, "text/csv")})
    if answer.status_code != 302:
        sys.exit(f"The rows were not read in: {answer.status_code}\n{answer.content.decode()[-3000:]}")
    return time.perf_counter() - start, (spent() - before) / 1000


if __name__ == "__main__":
    print(json.dumps(cases(int(sys.argv[1]))))
