"""What has been told of people is kept: nobody can be made to forget it."""

from collections.abc import Mapping

from samsyn.associations.models import Association
from samsyn.participants.models import Told
from samsyn.participants.queries.protecting import Earlier


def keep_told(*, association: Association, year: int, name: str, told: Earlier) -> Told:
    """What readers were told of a year, in what (`name`), and the true counts behind it then. Whatever they are shown
    later is protected against it too."""
    return Told.objects.create(
        association=association, year=year, name=name, view=told.view.as_json(), truth=dict(told.truth)
    )


def keep_pages(association: Association, told: Mapping[int, Earlier]) -> None:
    """What the pages have told until now of each year (`told`), before they tell something else."""
    for year, one in told.items():
        keep_told(association=association, year=year, name=f"Sidorna om deltagare {year}", told=one)
