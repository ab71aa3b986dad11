"""What pages of counts need and takes seconds to find: which counts are hidden outside, worked out beside the page."""

from functools import partial

from django.core.cache import caches
from django.db import transaction
from django_tasks import task

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.core.tenancy import tenant
from samsyn.participants.queries.tally import Tally
from samsyn.participants.views import pages
from samsyn.participants.views.people import People
from samsyn.participants.views.pieces import Make, Piece

ONCE = 120  # seconds before the same is asked for again


@task()
def work_out(association_id: int, year: int, month: int) -> None:
    """Leaves what is hidden of a period's pages where the pages look for it."""
    with tenant(association_id):
        People(Association.objects.get(pk=association_id), Period(year, month), true=True).work_out(pages.TOGETHER)


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


def shown(people: People, make: Make) -> list[Piece]:
    """What a page shows. Whoever may see true counts does not wait for which of them are hidden for others."""
    if people.true and people.known and not people.worked_out(pages.TOGETHER):
        asked = people.state(pages.TOGETHER)
        if caches["made"].add(f"asked-{asked}", True, ONCE):
            work_out.enqueue(people.association.pk, people.period.year, people.period.month)
        ahead(people.association)
    return people.pieces(make, pages.TOGETHER)
