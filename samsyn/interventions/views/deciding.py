"""What the forms of decisions share: paragraphs, decisions on delegation, an intervention's years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from samsyn.associations.models import Association
from samsyn.governance.models import DelegatedDecision, ParagraphLink
from samsyn.interventions.domain.commitments import YearLine
from samsyn.interventions.models import Application
from samsyn.interventions.queries.decisions import paragraphs

MOST = 200


def places(association: Association) -> dict[str, Sequence[Any]]:
    """What a decision may point at, the newest first."""
    delegated = DelegatedDecision.objects.filter(association=association)
    return {"paragraphs": list(paragraphs(association)[:MOST]), "delegated": list(delegated[:MOST])}


def proposed_paragraph(one: Application) -> str:
    """The item of the latest meeting that took an application up, as the form's choice."""
    link = ParagraphLink.objects.filter(
        association=one.association, view="interventions:application", pk_there=one.pk
    ).last()
    return str(link.paragraph_id) if link else ""


@dataclass(frozen=True)
class YearRow:
    """A year in a form: what is known of it in öre, and the field."""

    year: int
    decided: int
    used: int
    left: int
    field: BoundField | None


def year_rows(lines: Sequence[YearLine], fields: Mapping[int, BoundField]) -> list[YearRow]:
    """Every year that has money or a field."""
    held = {line.year: line for line in lines}
    return [_row(year, held.get(year), fields.get(year)) for year in sorted({*held, *fields})]


def _row(year: int, line: YearLine | None, field: BoundField | None) -> YearRow:
    if line is None:
        return YearRow(year, 0, 0, 0, field)
    return YearRow(year, line.decided - line.returned, line.used, line.left, field)
