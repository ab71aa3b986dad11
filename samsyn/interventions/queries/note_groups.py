"""The rows of the note on what remains of decided financing."""

from dataclasses import dataclass

from samsyn.associations.models import Association
from samsyn.interventions.models import NoteGroup, NoteLabel


@dataclass(frozen=True)
class Group:
    """A row of the note on what remains; its words change with the years."""

    key: str
    position: int
    own_row: bool
    labels: tuple[tuple[int, str], ...]  # (from year, words), oldest first

    def label(self, year: int) -> str:
        """The words of a year: the newest that had begun then, else the oldest."""
        begun = [words for start, words in self.labels if start <= year]
        return begun[-1] if begun else self.labels[0][1] if self.labels else self.key


def note_groups(association: Association) -> dict[int, Group]:
    """Rows of the note by pk, in its order (two queries)."""
    labels: dict[int, list[tuple[int, str]]] = {}
    rows = NoteLabel.objects.filter(association=association)
    for pk, year, words in rows.values_list("group_id", "from_year", "label"):
        labels.setdefault(pk, []).append((year, words))
    found = NoteGroup.objects.filter(association=association)
    return {
        pk: Group(key, position, own_row, tuple(labels.get(pk, ())))
        for pk, key, position, own_row in found.values_list("pk", "key", "position", "own_row")
    }
