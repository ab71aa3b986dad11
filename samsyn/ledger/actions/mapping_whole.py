"""The whole kontokoppling at once: from a file, from a preset, from its own history."""

from collections.abc import Sequence

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.core.tablefile import read_rows
from samsyn.ledger.actions.mapping import mapping_change
from samsyn.ledger.definitions.presets import PRESETS
from samsyn.ledger.domain.files_mapping import (
    LABEL_COLUMNS,
    MAPPING_COLUMNS,
    MAPPING_OPTIONAL,
    read_labels,
    read_mapping,
    renumbered,
)
from samsyn.ledger.domain.mapping import Rule, Wording
from samsyn.ledger.models import MappingRevision, MappingRow, RowLabel

_P = Permission.MANAGE_MAPPING


def _write_rules(association: Association, rules: Sequence[Rule]) -> None:
    MappingRow.objects.filter(association=association).delete()
    MappingRow.objects.bulk_create(
        MappingRow(association=association, **{name: getattr(rule, name) for name in Rule.__dataclass_fields__})
        for rule in renumbered(rules)
    )


def _write_wordings(association: Association, wordings: Sequence[Wording]) -> None:
    RowLabel.objects.filter(association=association).delete()
    RowLabel.objects.bulk_create(
        RowLabel(association=association, **{name: getattr(w, name) for name in Wording.__dataclass_fields__})
        for w in wordings
    )


def replace_mapping(*, association: Association, rules: Sequence[Rule], by: User | str, source: str = "fil") -> str:
    """Lets a whole mapping take the place of the one that is. Returns what was done, in Swedish. Raises Refused."""
    summary = f"Läste in kontokopplingen, {len(rules)} rader ({source})"
    with mapping_change(association, by, summary):
        _write_rules(association, rules)
    return summary


def replace_labels(
    *, association: Association, wordings: Sequence[Wording], by: User | str, source: str = "fil"
) -> str:
    """Lets these dated labels take the place of those that are. Returns what was done, in Swedish. Raises Refused."""
    summary = f"Läste in etiketter, {len(wordings)} rader ({source})"
    with mapping_change(association, by, summary):
        _write_wordings(association, wordings)
    return summary


def start_from_preset(*, association: Association, key: str, by: User | str, replace_existing: bool = False) -> str:
    """Starts from företags-BAS or Kommun-Bas. Raises Refused when one exists and replacing was not asked for."""
    require(by, _P, association)
    preset = PRESETS.get(key)
    if preset is None:
        raise Refused("Välj ett av förslagen.")
    if not replace_existing and MappingRow.objects.filter(association=association).exists():
        raise Refused("Det finns redan en kontokoppling. Kryssa i att den ska ersättas.")
    return replace_mapping(
        association=association,
        rules=preset.rules,
        by=by,
        source=f"förslaget {preset.title}",
    )


def put_back(*, association: Association, revision: MappingRevision | None, by: User | str) -> str:
    """Lets the mapping be as it stood after `revision`; None means empty, as before the first change."""
    rules, wordings = read_revision(revision) if revision else ([], [])
    when = f"som den var {revision.created:%Y-%m-%d}, {revision.summary[:150]}" if revision else "till tom"
    summary = f"Återställde kontokopplingen {when}"
    with mapping_change(association, by, summary):
        _write_rules(association, rules)
        _write_wordings(association, wordings)
    return summary


def read_revision(revision: MappingRevision) -> tuple[list[Rule], list[Wording]]:
    """The rules and wordings a revision holds."""
    name = "historiken"
    rows, _ = read_rows(revision.mapping_csv.encode(), name, MAPPING_COLUMNS, MAPPING_OPTIONAL)
    labels, _ = read_rows(revision.labels_csv.encode(), name, LABEL_COLUMNS) if revision.labels_csv else ([], [])
    return read_mapping(rows)[0], read_labels(labels)[0]


def undo(*, association: Association, by: User | str) -> str:
    """Puts back the mapping as it stood before the latest change. Undoing twice does the change again."""
    require(by, _P, association)
    latest = list(MappingRevision.objects.filter(association=association)[:2])
    if not latest:
        raise Refused("Det finns ingen ändring att ångra.")
    return put_back(association=association, revision=latest[1] if len(latest) > 1 else None, by=by)
