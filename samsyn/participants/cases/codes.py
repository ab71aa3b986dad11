"""The association's code lists as case rows need them: every code it ever had, by key or name."""

from collections.abc import Mapping
from dataclasses import dataclass

from samsyn.associations.models import Association
from samsyn.participants.cases.rows import ADMINISTRATIVE
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.models import Code

ADMINISTRATIVE_LABEL = "tas bara ur räkningen, har inte slutat"


@dataclass(frozen=True)
class CodeBook:
    """Per list: labels by key in order, and the merged class of a key. `public` are incomes that are public support."""

    labels: Mapping[str, Mapping[str, str]]
    merged: Mapping[str, Mapping[str, str]]
    public: frozenset[str]

    @property
    def written(self) -> dict[str, dict[str, str]]:
        """What may be written in a file or form → the key: both key and name, in any case."""
        return {
            name: {**{label.casefold(): key for key, label in held.items()}, **{key.casefold(): key for key in held}}
            for name, held in self.labels.items()
        }


def code_book(association: Association) -> CodeBook:
    """The association's own rows, list by list; the start lists where it has none."""
    own: dict[str, list[Code]] = {}
    for row in Code.objects.filter(association=association):
        own.setdefault(row.list, []).append(row)
    rows = {name: own.get(name) or start for name, start in CODES.items()}
    labels = {name: {row.key: row.label for row in held} for name, held in rows.items()}
    labels["exit_reason"].setdefault(ADMINISTRATIVE, ADMINISTRATIVE_LABEL)
    merged = {name: {row.key: row.merged for row in held if row.merged} for name, held in rows.items()}
    return CodeBook(labels, merged, frozenset(row.key for row in rows["income"] if row.public))
