"""Underlag till Uppföljning Finsam: two sheets to copy, and what has changed since they were last sent."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, download
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.table import Cell, State
from samsyn.core.tablefile import write_csv
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.views.links import doors_for, to
from samsyn.ledger.queries.books import Books
from samsyn.participants.actions import finsam as actions
from samsyn.participants.domain.finsam import Box, Section, Sheet, boxes, changes, content, unsent
from samsyn.participants.figures.finsam import figures_for, fill
from samsyn.participants.models import FinsamReturn
from samsyn.participants.queries import finsam as queries
from samsyn.participants.queries.tally import Tally

_READ, _MANAGE = Permission.REPORT_PARTICIPANTS, Permission.MANAGE_PARTICIPANTS
TITLES = {Sheet.OFFICE: "Kansliets uppgifter", Sheet.PARTICIPANTS: "Deltagaransvarigs uppgifter"}


def _sheet(request: HttpRequest, association: Association, given: str) -> Sheet:
    """The chosen sheet; a party's people have only the participants'. Raises PermissionDenied for the office's."""
    office = can(request.user, _MANAGE, association)
    if given == Sheet.OFFICE and not office:
        raise PermissionDenied(REASONS[_MANAGE])
    return Sheet.PARTICIPANTS if given == Sheet.PARTICIPANTS or not office else Sheet.OFFICE


def _filled(request: HttpRequest, association: Association, year: int, sheet: Sheet) -> list[Section]:
    if sheet is Sheet.PARTICIPANTS:
        return fill(queries.participants_sheet(actor(request), association, year), None, Tally(association))
    books = Books(association)
    book = figures_for(books, Portfolio(association))
    return fill(queries.office_sheet(association, year), book, Tally(association))


@page(_READ)
def sheets(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """One sheet of the year with what has changed since it was last marked as sent."""
    sheet = _sheet(request, association, request.GET.get("blad", ""))
    office = can(request.user, _MANAGE, association)
    sections = _filled(request, association, period.year, sheet)
    held = queries.returns(association, sheet, period.year)
    before = queries.sent_before(held, period.year)
    context = {
        "year": period.year, "sheet": sheet.value, "title": TITLES[sheet], "sections": [_shown(s) for s in sections],
        "tabs": [{"label": TITLES[one], "url": f"?blad={one.value}", "current": one is sheet}
                 for one in Sheet] if office else [],
        "changes": changes(sections, before), "unsent": unsent(sections, before), "boxes": len(boxes(sections)),
        "last": _last(held, sections, period.year), "seal": actions.seal(content(sections)),
        "may_mark": office == (sheet is Sheet.OFFICE), "doors": doors_for(request),
        "file": f"{to(request, 'participants:finsam-file')}?blad={sheet.value}",
    }  # fmt: skip
    return render(request, "participants/finsam.html", context)


def _last(held: Sequence[FinsamReturn], sections: Sequence[Section], year: int) -> FinsamReturn | None:
    """The year's newest return that told of any of these boxes: another party's is not ours."""
    keys = set(content(sections))
    return next((one for one in reversed(held) if one.year == year and keys & set(one.content)), None)


def _shown(section: Section) -> dict[str, Any]:
    lines = [(line, [_cell(box) for box in line.boxes]) for line in section.lines]
    return {"section": section, "lines": lines}


def _cell(box: Box) -> Cell:
    """A number with its door, or a text."""
    if not box.figure:
        return Cell(text=box.text or "uppgift saknas")
    return Cell(box.exact, box.unit, box.figure, box.scope, State.UNKNOWN if box.exact is None else State.KNOWN)


@page(_READ)
@require_POST
def copied(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Marks a sheet as sent, as it was shown."""
    sheet = _sheet(request, association, request.POST.get("blad", ""))
    sections = _filled(request, association, period.year, sheet)
    try:
        actions.mark_copied(association=association, year=period.year, sheet=sheet, sections=sections,
                            seen=request.POST.get("seal", ""), by=actor(request))  # fmt: skip
    except Refused as refused:
        messages.error(request, " ".join(refused.errors))
    else:
        messages.success(request, f"{TITLES[sheet]} {period.year} är markerade som inskickade.")
    return redirect(f"{to(request, 'participants:finsam')}?blad={sheet.value}")


@page(_READ)
def sheet_file(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """A sheet as CSV, one row a box: whole kronor and persons, with what was last sent."""
    sheet = _sheet(request, association, request.GET.get("blad", ""))
    sections = _filled(request, association, period.year, sheet)
    before = queries.sent_before(queries.returns(association, sheet, period.year), period.year)
    rows = [
        (section.title, line.label, box.label, box.content, before.get(box.key), "nej" if box.fixed else "ja")
        for section, line, box in boxes(sections)
    ]
    columns = ("Del", "Rad", "Uppgift", "Värde", "Senast inskickat", "Kan ändras efteråt")
    return download(write_csv(columns, rows), f"uppfoljning-finsam-{association.slug}-{period.year}-{sheet}.csv")
