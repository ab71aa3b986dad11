"""What is measured inside the product's own process: server time and queries of pages, and the parts of a report.

usage: python bench/inside.py pages | report SLUG       (run by imports.py and report.py, which set the database)

The last line printed is JSON. Server time is one request through every middleware, warm: the least and the median of
fifteen. On a machine where others work the least is what the program needs, the median what the moment gave."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.settings")
django.setup()

# Django is set up first: models cannot be imported before that
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn.associations.models import Association, Membership, User
from samsyn.core.period import Period
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.ledger.models import Movement, Voucher
from samsyn.ledger.queries.vouchers import Mark
from samsyn.reports.build import Builder
from samsyn.reports.render import files

TIMES = 15
PERIOD = Period(2025)


def client_for(association: Association) -> Client:
    """Logged in as the head of the association's office."""
    user, _ = User.objects.get_or_create(email=f"mat@{association.slug}.example", defaults={"name": "Mät"})
    Membership.objects.get_or_create(association=association, user=user, role="forbundschef")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def timed(works: Sequence[Callable[[], object]], times: int = TIMES) -> list[dict[str, float]]:
    """Of each work: least and median milliseconds, and the least of this process's own processor time.

    In turns, so that a busy moment strikes all alike; after one turn that warms up.
    """
    for work in works:
        work()
    found: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(times):
        for work, mine in zip(works, found, strict=True):
            own, start = time.process_time(), time.perf_counter()
            work()
            mine.append(((time.perf_counter() - start) * 1000, (time.process_time() - own) * 1000))
    return [_told(mine) for mine in found]


def _told(times: Sequence[tuple[float, float]]) -> dict[str, float]:
    walls, own = zip(*times, strict=True)
    return {"least": min(walls), "median": statistics.median(walls), "cpu": min(own)}


def counted(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def page(client: Client, address: str, query: dict[str, str]) -> Callable[[], int]:
    """One request; fails when it is not answered."""

    def ask() -> int:
        answer = client.get(address, query)
        if answer.status_code != 200:
            sys.exit(f"{address} {query}: {answer.status_code}")
        return len(answer.content)

    return ask


# --- pages of a year -------------------------------------------------------------------------------------------------


def addresses(association: Association) -> list[tuple[str, str, dict[str, str]]]:
    """(what, address, query) of every page that must be fast whatever the year holds."""

    def at(view: str, **more: object) -> str:
        return reverse(view, kwargs={"association": association.slug, "period": PERIOD, **more})

    held = Voucher.objects.filter(association=association)
    late = held.filter(date__lte=date(2025, 2, 1)).order_by("-date", "-position").first() or held.last()
    assert late is not None
    list_, card, figure = at("ledger:vouchers"), at("ledger:account", number=1930), "ledger.costs"
    mark = str(Mark(late.date, late.position))
    coded = Movement.objects.filter(association=association, source="vouchers").exclude(project="").last()
    assert coded is not None
    project, account = coded.project, f"{coded.account:04d}"
    return [
        ("Resultat och budget", at("reports:income"), {}),
        ("Balans", at("reports:balance"), {}),
        ("Noter", at("reports:notes"), {}),
        ("Översikt", at("desk:overview"), {}),
        ("Avstämning", at("reports:checks"), {}),
        ("Konton", at("ledger:accounts"), {}),
        ("Kontokort, first page", card, {}),
        ("Kontokort, a late page", card, {"efter": str(Mark(date(2025, 11, 17), 0))}),
        ("Verifikationer, first page", list_, {}),
        ("Verifikationer, a late page", list_, {"efter": mark}),
        ("Verifikationer, one account", list_, {"konto": "5010"}),
        ("Verifikationer, account and project", list_, {"konto": account, "projekt": project}),
        ("Verifikationer, one project", list_, {"projekt": project}),
        ("Verifikationer, text in many", list_, {"q": "hyra"}),
        ("Verifikationer, text in none", list_, {"q": "zeppelinare"}),
        ("Verifikationer, one number as text", list_, {"q": f"{late.series} {late.number}"}),
        ("Sök, text in many", at("desk:search"), {"q": "hyra"}),
        ("Sök, text in none", at("desk:search"), {"q": "zeppelinare"}),
        ("En verifikation", at("ledger:voucher", pk=late.pk), {}),
        ("Så är siffran räknad", at("desk:figure", key=figure, scope="2025"), {}),
    ]


def pages(large: str, small: str) -> list[dict[str, object]]:
    """Each page of the large association: milliseconds, and its queries beside those of the small one."""
    enter(EVERYTHING)
    big, little = (Association.objects.get(slug=slug) for slug in (large, small))
    both = list(zip(addresses(big), addresses(little), strict=True))
    mine, theirs = client_for(big), client_for(little)
    asks = [page(mine, address, query) for (_, address, query), _ in both]
    times = timed(asks)
    few = [page(theirs, address, query) for _, (_, address, query) in both]
    for ask in few:
        ask()
    return [
        {"what": what, **time, "queries": counted(ask), "few": counted(other)}
        for ((what, _, _), _), time, ask, other in zip(both, times, asks, few, strict=True)
    ]


# --- the whole report ------------------------------------------------------------------------------------------------


def report(slug: str) -> list[dict[str, object]]:
    """The whole annual report 2024: building, page, and each file, made anew though charts are kept."""
    enter(EVERYTHING)
    association = Association.objects.get(slug=slug)
    client = client_for(association)
    kwargs = {"association": slug, "period": Period(2024), "kind": "arsredovisning"}
    whole = page(client, reverse("reports:report", kwargs=kwargs), {})
    enter(association.pk)

    def made() -> object:
        return Builder(association, "arsredovisning", Period(2024)).document()

    document = Builder(association, "arsredovisning", Period(2024)).document()
    pictures = files.drawings(document)

    def drawn() -> object:
        caches["made"].clear()
        return files.drawings(document)

    works: list[tuple[str, Callable[[], object], bool]] = [
        ("Document tree", made, True),
        ("Whole report as a page (server time)", whole, True),
        ("HTML file", lambda: files.page.write(document), False),
        ("PDF, document and charts given", lambda: files.pdf.write(document, pictures), False),
        ("PDF from the database, charts kept", lambda: _fresh(association), False),
        ("Excel", lambda: files.xlsx.write(files.with_note_columns(document)), False),
        ("JSON", lambda: files.json.write(document), False),
    ]
    times = timed([work for _, work, _ in works])
    works.append(("Charts drawn anew", drawn, False))  # empties the cache, so by itself
    times += timed([drawn])
    return [
        {"what": what, **time, "queries": counted(work) if asks else None}
        for (what, work, asks), time in zip(works, times, strict=True)
    ]


def _fresh(association: Association) -> bytes:
    document = Builder(association, "arsredovisning", Period(2024)).document()
    return files.pdf.write(document, files.drawings(document))


if __name__ == "__main__":
    print(json.dumps(pages(*sys.argv[2:]) if sys.argv[1] == "pages" else report(*sys.argv[2:])))
