"""A report leaves the house: protected, attacked, frozen and logged. What has left is never recomputed."""

import hashlib
import json as text
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name, record
from samsyn.core.figure import Scope
from samsyn.core.money import NBSP, Unit, grouped
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.table import HIDDEN, State, cell_json
from samsyn.participants.actions.telling import keep_told
from samsyn.participants.domain.coordinates import AND
from samsyn.participants.queries.protecting import Earlier
from samsyn.reports.actions import period_error
from samsyn.reports.build import Builder
from samsyn.reports.models import Publication
from samsyn.reports.protected import Public, protected
from samsyn.reports.render import files, json


@transaction.atomic
def publish(*, association: Association, kind: str, period: Period, by: User | str) -> Publication:
    """The report as it stands, protected, kept as it is.

    Raises PermissionDenied, and Refused with every reason: accounts on no line, references that cannot be read, a small
    count that could be computed back.
    """
    require(by, Permission.PUBLISH_REPORTS, association)
    Association.objects.select_for_update().get(pk=association.pk)  # two at once never take the same number
    builder = Builder(association, kind, period)
    if error := period_error(kind, period):
        raise Refused(error)
    if builder.books.unmapped_accounts(period, period.previous):
        raise Refused("Konton som inte står på någon rad stoppar rapporten. Koppla dem först.")
    made = protected(builder)
    if made.document.errors:
        raise Refused(list(made.document.errors))
    kept = _keep(association, kind, period, made, by)
    hidden = len(made.shield.hidden)
    shown = len(made.shield.keys) - hidden
    record("report.published", f"Publicerade {kept}: {shown} deltagarsiffror visas, {hidden} skyddas, inget litet "
           "antal går att räkna ut", by=by, association_id=association.pk, subject=f"reports.Publication:{kept.pk}",
           after=kept.sha256)  # fmt: skip
    return kept


def _keep(association: Association, kind: str, period: Period, made: Public, by: User | str) -> Publication:
    same = Publication.objects.filter(association=association, kind=kind, year=period.year, month=period.month)
    tree = json.write(made.document)
    kept = Publication(
        association=association, kind=kind, year=period.year, month=period.month,
        number=(same.aggregate(last=Max("number"))["last"] or 0) + 1, document=text.loads(tree),
        policy=asdict(made.policy),
        sha256=hashlib.sha256(tree).hexdigest(), by=actor_name(by),
    )  # fmt: skip
    told = Earlier(made.shield.view, made.shield.truth)
    kept.told = keep_told(association=association, year=period.year, name=str(kept), told=told)
    kept.pdf.save("", ContentFile(files.write(made.document, "pdf")), save=False)
    kept.save()
    return kept


@dataclass(frozen=True)
class Moved:
    """A number that is another now than when it was published."""

    place: str
    then: str
    now: str


def moved(kept: Publication) -> list[Moved]:
    """Where the report would print something else today: what was published stays, the difference is shown to those who
    may see true counts. What was hidden then is not told of."""
    builder = Builder(kept.association, kept.kind, kept.period)
    now = {place: _number(cell) for place, cell in _cells(json.to_json(builder.document()))}
    found = []
    for place, cell in dict(_cells(kept.document)).items():
        was, today = _number(cell), now.get(place, _together(builder, cell))
        if was != HIDDEN and today is not None and was != today:
            found.append(Moved(place, was, today))
    return found


def _together(builder: Builder, cell: Mapping[str, Any]) -> str | None:
    """A printed count of classes together, as it is today: who may see true counts sees each class by itself."""
    if AND not in (cell["figure"] or ""):
        return None
    made = builder.maker.cell(cell["figure"], Scope.parse(cell["scope"]), Unit.PERSONS)
    return None if made.value is None else _number(cell_json(made))


def _cells(tree: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every cell of a tree by where it stands."""
    for section in tree["sections"]:
        for block in section["blocks"]:
            table = block.get("table") or {}
            for row in table.get("rows", ()):
                for column, cell in zip(table["columns"], row["cells"], strict=False):
                    yield f"{table['title']}, {row['label']}{NBSP}{column['label']}", cell


def _number(cell: Mapping[str, Any]) -> str:
    if cell["state"] == State.PROTECTED:
        return HIDDEN
    value = cell["value"]
    return str(cell.get("text") or "") if value is None else grouped(Decimal(str(value)), 1 if value % 1 else 0)
