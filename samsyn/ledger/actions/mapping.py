"""Every change of the kontokoppling: one event with before and after in words, and one revision to go back to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name, record, tell
from samsyn.core.refused import Refused
from samsyn.core.tablefile import write_csv
from samsyn.ledger.definitions.presets import TAX_ACCOUNTS
from samsyn.ledger.domain.files_mapping import (
    ambiguous,
    describe,
    describe_wording,
    label_rows,
    mapping_rows,
    rule_errors,
)
from samsyn.ledger.domain.mapping import Rule, Wording
from samsyn.ledger.models import LegacyLine, MappingRevision, MappingRow, RowLabel
from samsyn.ledger.queries.account_map import account_map, rule_of, wording_of

_P = Permission.MANAGE_MAPPING
_LAST = 32_000


@dataclass(frozen=True)
class _Snapshot:
    rules: tuple[Rule, ...]
    wordings: tuple[Wording, ...]

    def lines(self) -> list[str]:
        return [*(describe(rule) for rule in self.rules), *(describe_wording(w) for w in self.wordings)]


def _snapshot(association: Association) -> _Snapshot:
    accounts = account_map(association)
    return _Snapshot(tuple(accounts.rules), tuple(accounts.wordings))


@contextmanager
def mapping_change(association: Association, by: User | str, summary: str) -> Iterator[None]:
    """One change of the mapping: refused as a whole if what stands after it has faults."""
    require(by, _P, association)
    with transaction.atomic():
        Association.objects.select_for_update().get(pk=association.pk)  # two people changing at once take turns
        before = _snapshot(association)
        yield
        after = _snapshot(association)
        if after == before:
            return
        if errors := [*rule_errors(after.rules), *_label_errors(after.wordings)]:
            raise Refused(errors)
        revision = MappingRevision.objects.create(
            association=association,
            created_by=actor_name(by),
            summary=summary[:300],
            mapping_csv=write_csv(*mapping_rows(after.rules)),
            labels_csv=write_csv(*label_rows(after.wordings)),
        )
        was, now = before.lines(), after.lines()
        tell(
            "mapping.change",
            summary,
            revision,
            by,
            before="\n".join(line for line in was if line not in set(now)),
            after="\n".join(line for line in now if line not in set(was)) or "Ny ordning mellan raderna",
        )


def _label_errors(wordings: Sequence[Wording]) -> list[str]:
    return [
        f"Två etiketter gäller samma konton, rapport och år: {first.label} och {second.label}."
        for place, first in enumerate(wordings)
        for second in wordings[place + 1 :]
        if ambiguous(first, second)
    ]


# --- rows ---------------------------------------------------------------------------------------------------------


def save_row(*, association: Association, rule: Rule, by: User | str, pk: int | None = None) -> int:
    """Adds a row last of its note, or changes one. Returns its pk. Raises Refused when accounts would stand twice."""
    summary = f"{'Ändrade' if pk else 'Lade till'} {describe(rule)} i kontokopplingen"
    with mapping_change(association, by, summary):
        row = MappingRow.objects.filter(association=association, pk=pk).first() if pk else None
        if pk and row is None:
            raise Refused("Raden är borttagen av någon annan.")
        position = row.position if row else _position(association, rule)
        row = row or MappingRow(association=association)
        for name in Rule.__dataclass_fields__:
            setattr(row, name, getattr(rule, name))
        row.position = position
        row.save()
        _renumber(association)
    return row.pk


def _position(association: Association, rule: Rule) -> int:
    """After the last row of the same note row, else of the same note, else of the same line, else last."""
    rows = MappingRow.objects.filter(association=association, line=rule.line)
    for narrower in ({"note": rule.note, "note_row": rule.note_row}, {"note": rule.note}, {}):
        last = rows.filter(**narrower).order_by("-position").first()
        if last:
            _make_room(association, last.position)
            return last.position + 1
    return _LAST


def _make_room(association: Association, after: int) -> None:
    rows = list(MappingRow.objects.filter(association=association, position__gt=after))
    for row in rows:
        row.position += 1
    MappingRow.objects.bulk_update(rows, ["position"])


def _renumber(association: Association) -> None:
    rows = list(MappingRow.objects.filter(association=association).order_by("position", "account_from", "pk"))
    for place, row in enumerate(rows, start=1):
        row.position = place
    MappingRow.objects.bulk_update(rows, ["position"])


def delete_row(*, association: Association, pk: int, by: User | str) -> None:
    """Takes a row away; the accounts on it become unplaced."""
    require(by, _P, association)
    row = MappingRow.objects.filter(association=association, pk=pk).first()
    if row is None:
        raise Refused("Raden är redan borttagen.")
    with mapping_change(association, by, f"Tog bort {describe(rule_of(row))} ur kontokopplingen"):
        row.delete()
        _renumber(association)


def move_row(*, association: Association, pk: int, step: int, by: User | str) -> None:
    """Moves a row one place up (−1) or down (+1) among the rows of its note, or of its line where it has no note."""
    require(by, _P, association)
    row = MappingRow.objects.filter(association=association, pk=pk).first()
    if row is None:
        raise Refused("Raden är borttagen.")
    name = row.note_row or str(rule_of(row).target.label)
    with mapping_change(association, by, f"Flyttade {name} {'uppåt' if step < 0 else 'nedåt'} i kontokopplingen"):
        _renumber(association)
        row.refresh_from_db()
        peers = MappingRow.objects.filter(association=association)
        peers = peers.filter(note=row.note) if row.note else peers.filter(line=row.line, note__isnull=True)
        if step < 0:
            other = peers.filter(position__lt=row.position).order_by("-position").first()
        else:
            other = peers.filter(position__gt=row.position).order_by("position").first()
        if other is None:
            return
        row.position, other.position = other.position, row.position
        MappingRow.objects.bulk_update([row, other], ["position"])


def map_as_legacy(*, association: Association, account: int, year: int, reason: str, by: User | str) -> None:
    """Puts a tax account on the line Övriga skatter and shows that line for one year, with a reason."""
    if account not in TAX_ACCOUNTS:
        raise Refused(f"Konto {account} är inget skattekonto (8900–8989).")
    if not reason.strip():
        raise Refused("Skriv skälet till att skatten visas.")
    with transaction.atomic():
        accounts = account_map(association)
        if accounts.rule_for((account, "", "")) is None:
            rows = [rule.operating_row for rule in accounts.rules if rule.line == "financial_costs"]
            rule = Rule(account, account, "taxes", operating_row=next(filter(None, rows), "Övriga skatter"))
            save_row(association=association, rule=rule, by=by)
        require(by, _P, association)
        LegacyLine.objects.update_or_create(
            association=association, line="taxes", year=year, defaults={"reason": reason.strip()[:500]}
        )
        record(
            "ledger.legacy_line",
            f"Visar raden Övriga skatter för {year}",
            by=by,
            association_id=association.pk,
            after=reason.strip(),
        )


# --- labels -------------------------------------------------------------------------------------------------------


def save_label(*, association: Association, wording: Wording, by: User | str, pk: int | None = None) -> int:
    """Adds or changes a dated label. Raises Refused when two would hold for the same row, report and year."""
    with mapping_change(association, by, f"{'Ändrade' if pk else 'Lade till'} etiketten {describe_wording(wording)}"):
        row = (
            RowLabel.objects.filter(association=association, pk=pk).first() if pk else RowLabel(association=association)
        )
        if row is None:
            raise Refused("Etiketten är borttagen av någon annan.")
        for name in Wording.__dataclass_fields__:
            setattr(row, name, getattr(wording, name))
        row.save()
    return row.pk


def delete_label(*, association: Association, pk: int, by: User | str) -> None:
    """Takes a dated label away; the row keeps its newest wording."""
    require(by, _P, association)
    row = RowLabel.objects.filter(association=association, pk=pk).first()
    if row is None:
        raise Refused("Etiketten är redan borttagen.")
    with mapping_change(association, by, f"Tog bort etiketten {describe_wording(wording_of(row))}"):
        row.delete()
