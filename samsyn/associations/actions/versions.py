"""Two who write the same row at once: the later one is told who saved in between, and what it says now."""

from datetime import datetime

from django.utils import timezone

from samsyn.associations.actions.words import Words
from samsyn.associations.models import User, VersionedRow
from samsyn.core.events import actor_name
from samsyn.core.refused import Refused
from samsyn.ui.formats import swedish_date


def overtaken_words(by: str, at: datetime | None, what: str) -> str:
    """'Eva Ek sparade träffen 12 mars 2024 kl. 14.32, medan du skrev. Det du skrev står kvar. …'"""
    return (
        f"{by or 'Någon annan'} sparade {what} {swedish_date(at, 'time')}".rstrip()
        + ", medan du skrev. Det du skrev står kvar. Jämför och spara igen."
    )


class Overtaken(Refused):
    """Someone else saved first. `version` is what is kept now, `theirs` what it says where the later one says other."""

    def __init__(self, row: VersionedRow, what: str, theirs: Words) -> None:
        self.version, self.theirs = row.version, theirs
        super().__init__(overtaken_words(row.changed_by, row.changed, what))


def grow(row: VersionedRow, by: User | str) -> None:
    """A new version of the row, saved by someone now."""
    row.version += 1
    row.changed, row.changed_by = timezone.now(), actor_name(by)
    row.save(update_fields=["version", "changed", "changed_by"])


def next_version(
    row: VersionedRow, seen: int | None, *, what: str, before: Words, after: Words, by: User | str
) -> None:  # fmt: skip
    """The row was just changed from `before` to `after` by someone who had read version `seen` (None: asked of nobody).

    Raises Overtaken when it is not that version any longer; the caller's transaction then takes the change back.
    """
    if seen is not None and seen != row.version:
        raise Overtaken(row, what, {label: text for label, text in before.items() if after.get(label) != text})
    grow(row, by)
