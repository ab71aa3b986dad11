"""What pages of counts need and takes seconds to find: which counts are hidden outside, worked out beside the page."""

from collections.abc import Mapping, Sequence

from django.core.cache import caches
from django_tasks import task

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.core.tenancy import tenant
from samsyn.interventions.models import Intervention
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


def shown(people: People, make: Make, pages_of: str = "together") -> list[Piece]:
    """What a page shows. Whoever may see true counts does not wait for which of them are hidden for others."""
    together = SETS[pages_of]
    if people.true and people.known and not people.worked_out(together):
        asked = people.state(together)
        if caches["made"].add(f"asked-{asked}", True, ONCE):
            item = people.item.pk if people.item else None
            work_out.enqueue(people.association.pk, people.period.year, people.period.month, pages_of, item)
    return people.pieces(make, together)
