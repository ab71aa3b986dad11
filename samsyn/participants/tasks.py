"""What pages of counts need and takes seconds to find: which counts are hidden outside, worked out beside the page."""

from collections.abc import Mapping, Sequence
from functools import partial

from django.core.cache import caches
from django.db import transaction
from django_tasks import task

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.core.tenancy import tenant
from samsyn.interventions.models import Intervention
from samsyn.participants.queries.tally import Tally
from samsyn.participants.views import pages
from samsyn.participants.views.people import Make, People, Piece

SETS: Mapping[str, Sequence[Make]] = {"together": pages.TOGETHER, "one": (pages.one,)}
ONCE = 120  # seconds before the same is asked for again


@task()
def work_out(association_id: int, year: int, month: int, pages_of: str, item_id: int | None = None) -> None:
    """Leaves what is hidden of a period's pages where the pages look for it."""
    with tenant(association_id):
        association = Association.objects.get(pk=association_id)
        item = Intervention.objects.filter(association=association, pk=item_id).first() if item_id else None
        People(association, Period(year, month), true=True, item=item).work_out(SETS[pages_of])


@task()
def work_out_ahead(association_id: int) -> None:
    """Protects every year as readers without the right to true counts are shown it, before any of them asks."""
    caches["made"].delete(_ahead(association_id))  # what changes from now on is asked for anew
    with tenant(association_id):
        protect_years(Association.objects.get(pk=association_id))


def protect_years(association: Association) -> None:
    """Leaves every year's pages as such readers are shown them; takes seconds."""
    for year in Tally(association).years:
        People(association, Period(year), true=False).work_out(pages.TOGETHER)


def ahead(association: Association) -> None:
    """When a change is made those readers' pages are worked out, one such work waiting at a time."""
    transaction.on_commit(partial(_ask_ahead, association))


def _ask_ahead(association: Association) -> None:
    years = Tally(association).years
    if not years or People(association, Period(years[-1]), true=False).worked_out(pages.TOGETHER):
        return
    if caches["made"].add(_ahead(association.pk), True, ONCE):
        work_out_ahead.enqueue(association.pk)


def _ahead(association_id: int) -> str:
    return f"asked-ahead-{association_id}"


def shown(people: People, make: Make, pages_of: str = "together") -> list[Piece]:
    """What a page shows. Whoever may see true counts does not wait for which of them are hidden for others."""
    together = SETS[pages_of]
    if people.true and people.known and not people.worked_out(together):
        asked = people.state(together)
        if caches["made"].add(f"asked-{asked}", True, ONCE):
            item = people.item.pk if people.item else None
            work_out.enqueue(people.association.pk, people.period.year, people.period.month, pages_of, item)
        ahead(people.association)
    return people.pieces(make, together)
