"""Lays ten years of counts into an empty installation and measures the pages there.

usage: python bench/inside_participants.py ASSOCIATIONS YEARS INTERVENTIONS
(run by participants.py, which sets the databases)

The last line printed is JSON."""

import json
import sys
import time
from collections.abc import Callable

import inside  # noqa: F401  first of all: it sets Django up
from counts_by_hand import compared
from counts_laid import LAST, PERIOD, analyse, lay, off, summed
from django.urls import NoReverseMatch, reverse  # after inside: that sets Django up
from django.utils import timezone
from inside import client_for, counted, page
from spent import once, reader, timed

from samsyn.associations.models import Association
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.interventions.models import Intervention
from samsyn.participants.models import Count, PeriodTotal, Report, ReportingPeriod


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
    return page(reader("systemforvaltare", owner),
                reverse("participants:nation", kwargs={"association": owner.slug, "period": PERIOD}), {})  # fmt: skip


def counts(associations: int, years_: int, interventions: int) -> dict[str, object]:
    """Builds it all and measures; the pages' queries beside those of an association of two interventions."""
    enter(EVERYTHING)
    start, years = time.perf_counter(), list(range(LAST - years_ + 1, LAST + 1))
    every = [lay(f"forbund-{n}", n, years, interventions) for n in range(associations)]
    little = lay("litet", 900, years, 2)
    analyse()
    summed(every[0])
    built = {"seconds": time.perf_counter() - start, "counts": Count.objects.count(),
             "sums": PeriodTotal.objects.count(), "reports": Report.objects.count(), "off": off()}  # fmt: skip
    if built["off"]:
        sys.exit(f"{built['off']} sums are not the sums of their rows")
    last = ReportingPeriod.objects.filter(association__in=(every[0], little), year=LAST)
    last.update(closed=None)  # so that a report of theirs can be corrected
    measured = pages(every[0], little)
    last.update(closed=timezone.now())
    return {"built": built, "pages": measured, "compared": compared(every[0], years)}


def pages(owner: Association, little: Association) -> list[dict[str, object]]:
    mine, theirs = client_for(owner), client_for(little)
    asks = [(what, page(mine, address, {}), page(theirs, small, {}))
            for (what, address), (_, small) in zip(addresses(owner), addresses(little), strict=True)]  # fmt: skip
    asks.append(("Alla förbund", national(owner), national(little)))
    first = [once(ask) for _, ask, _ in asks]
    times = timed([ask for _, ask, _ in asks])
    for _, _, small in asks:
        small()
    return [
        {"what": what, **time_, "first": cold, "queries": counted(ask), "few": counted(small),
         "kib": round(ask() / 1024)}
        for (what, ask, small), time_, cold in zip(asks, times, first, strict=True)
    ]  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(counts(*map(int, sys.argv[1:4]))))
