"""Forum och träffar: the register of occasions with its sums, and the pages where one is written."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samsyn.associations.access import can, page
from samsyn.associations.actions.versions import Overtaken
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse, refuse_overtaken
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, download
from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.table import Cell, Column, Row, RowKind, State, Table
from samsyn.core.tablefile import write_csv, write_xlsx
from samsyn.interventions.views.links import doors_for, to
from samsyn.participants.actions import occasions as actions
from samsyn.participants.domain.occasions import ATTENDANCE, span
from samsyn.participants.figures.structure import ALL, BY_KIND, BY_PURPOSE, OF_PARTS, WHATS, Group, StructureFigures
from samsyn.participants.forms.occasions import OccasionForm
from samsyn.participants.models import Occasion, OccasionEvaluation
from samsyn.participants.queries import occasions as queries

_READ, _WRITE = Permission.READ_PARTICIPANTS, Permission.REPORT_PARTICIPANTS
_LABELS = {"occasions": "Tillfällen", "participants": "Deltagare", "unique": "Olika personer, uppskattat",
           "cost": "Kostnad, kr"}  # fmt: skip
_PARTIES = {"from_af": "Arbetsförmedlingen", "from_fk": "Försäkringskassan", "from_region": "Regionen",
            "from_municipalities": "Kommunerna", "from_others": "Andra"}  # fmt: skip


# --- the register ----------------------------------------------------------------------------------------------------


@page(_READ)
def register(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """A year's occasions and their sums up to the period's end."""
    figures = StructureFigures(association)
    found = sorted(figures.year(period.year), key=lambda row: (row.end, row.name))
    context = {
        "found": found, "any": bool(found) or queries.any_occasions(association),
        "groups": [(title, rows) for title, rows in _by_state(found, period) if rows],
        "hero": [_cell(figures, ALL, name, Scope(period)) for name in OF_PARTS],
        "tables": _tables(figures, period) if found else [], "doors": doors_for(request),
        "may_write": can(request.user, _WRITE, association),
    }  # fmt: skip
    return render(request, "participants/occasions.html", context)


def _by_state(found: Sequence[Occasion], period: Period) -> list[tuple[str, list[Occasion]]]:
    held = [row for row in found if row.state == Occasion.State.HELD]
    done = [row for row in held if row.end <= period.end]
    ahead = [row for row in found if row.state in (Occasion.State.PLANNED, Occasion.State.UNCERTAIN)]
    return [
        ("Genomförda", done),
        (f"Genomförda efter {period.label}, räknas inte här", [row for row in held if row not in done]),
        ("Planerade och osäkra", ahead),
        ("Inställda", [row for row in found if row.state == Occasion.State.CANCELLED]),
    ]


def _tables(figures: StructureFigures, period: Period) -> list[Table]:
    """Sums by what it counts as, by kind, by intervention and by where people came from."""
    scope = Scope(period)
    used = [group for group in BY_KIND if figures.value(group.figure("occasions"), scope)]
    own = [group for group in figures.of_interventions.values()
           if figures.value(group.figure("occasions"), scope) is not None]  # fmt: skip
    tables = [_table("slag", "Efter vad de räknas som", figures, BY_PURPOSE, scope, total=True),
              _table("form", "Efter form", figures, used, scope)]  # fmt: skip
    if own:
        tables.append(_table("insats", "Efter insats", figures, own, scope))
    return [*tables, _from(figures, scope)]


def _table(
    key: str, title: str, figures: StructureFigures, groups: Sequence[Group], scope: Scope, total: bool = False
) -> Table:  # fmt: skip
    rows = [Row(group.key, group.label, tuple(_cell(figures, group, name, scope) for name in OF_PARTS))
            for group in groups]  # fmt: skip
    if total:
        cells = tuple(_cell(figures, ALL, name, scope) for name in OF_PARTS)
        rows.append(Row("alla", "Summa", cells, kind=RowKind.TOTAL))
    return Table(f"traffar-{key}", title, Unit.COUNT, tuple(Column(n, _LABELS[n]) for n in OF_PARTS), tuple(rows))


def _from(figures: StructureFigures, scope: Scope) -> Table:
    """Attendance by party, where it has been told."""
    rows = [Row(name, _PARTIES[name], (_cell(figures, ALL, name, scope),)) for name in ATTENDANCE]
    return Table("traffar-parter", "Deltagare efter part", Unit.COUNT, (Column("participants", "Deltagare"),),
                 tuple(rows))  # fmt: skip


def _cell(figures: StructureFigures, group: Group, name: str, scope: Scope) -> Cell:
    key = group.figure(name)
    value = figures.value(key, scope)
    return Cell(value, WHATS[name].unit, key, scope, State.UNKNOWN if value is None else State.KNOWN)


@page(_READ)
def register_file(request: HttpRequest, association: Association, period: Period, form: str) -> HttpResponse:
    """The year's register as CSV or Excel, amounts in kronor."""
    if form not in ("csv", "xlsx"):
        raise Http404
    columns = ("Träff", "Form", "Räknas som", "Insats", "Läge", "Från", "Till", "Tillfällen", "Deltagare",
               *_PARTIES.values(), "Olika personer", "Hur det uppskattats", "Budget, kr", "Kostnad, kr",
               "I rapporten")  # fmt: skip
    rows = [_line(row) for row in queries.occasions(association, period.year)]
    name = f"traffar-{association.slug}-{period.year}.{form}"
    return download(write_xlsx(columns, rows) if form == "xlsx" else write_csv(columns, rows), name)


def _line(row: Occasion) -> Sequence[Any]:
    counts = (getattr(row, name) for name in ("times", "participants", *ATTENDANCE, "unique"))
    return (
        row.name, row.get_kind_display(), row.get_purpose_display(), str(row.intervention or ""),
        row.get_state_display(), f"{row.start}", f"{row.end}", *counts, row.unique_method, _kronor(row.budget),
        _kronor(row.cost), "ja" if row.counted else "nej",
    )  # fmt: skip


def _kronor(ore: int | None) -> Decimal | None:
    return None if ore is None else Decimal(ore) / 100


# --- one occasion ----------------------------------------------------------------------------------------------------


@page(_READ)
def occasion(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """What is known of one, and the way to change it for those who may."""
    row = queries.one_occasion(association, pk)
    user = actor(request)
    context = {
        "row": row, "when": span(row.start, row.end),
        "evaluations": [(one, _share(one)) for one in row.evaluations.all()],
        "attendance": [(_PARTIES[name], getattr(row, name)) for name in ATTENDANCE],
        "told": any(getattr(row, name) is not None for name in ATTENDANCE),
        "may_write": can(user, _WRITE, association) and queries.may_write(user, row),
        "own": to(request, "intervention", row.intervention_id) if row.intervention_id else "",
        "back": to(request, "participants:occasions"),
    }  # fmt: skip
    return render(request, "participants/occasion.html", context)


def _share(one: OccasionEvaluation) -> Decimal | None:
    """Positive answers of the valid ones, per cent."""
    return Decimal(one.positive) * 100 / one.valid if one.valid else None


def _form(request: HttpRequest, association: Association, held: Occasion | None) -> OccasionForm:
    user = actor(request)
    day = timezone.localdate()
    return OccasionForm(
        request.POST or None, instance=held, own=queries.writable(user, association),
        all_may=can(user, Permission.MANAGE_PARTICIPANTS, association),
        held=held.evaluations.all() if held else (),
        initial=None if held else {"start": day, "organiser": association.short_name, "counted": True},
    )  # fmt: skip


def _save(request: HttpRequest, form: OccasionForm, held: Occasion | None, back: str) -> HttpResponse:
    """Shows the form, or saves and goes to the occasion."""
    association: Association = request.association  # type: ignore[attr-defined]
    theirs: Mapping[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if held is None:
                made = actions.create_occasion(association=association, by=actor(request), **form.values)
            else:
                made = actions.update_occasion(occasion=held, by=actor(request),
                                                 version=form.cleaned_data["version"], **form.values)  # fmt: skip
        except Overtaken as overtaken:
            refuse_overtaken(form, overtaken)
            theirs = overtaken.theirs
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, "Träffen är sparad.")
            return redirect(to(request, "participants:occasion", made.pk))
    title = f"Ändra {held.name}" if held else "Ny träff"
    context = {"form": form, "title": title, "back": back, "theirs": theirs.items()}
    return render(request, "participants/occasion_form.html", context)


@page(_WRITE)
def new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """A new occasion: the office's, or of one of the party's own interventions."""
    return _save(request, _form(request, association, None), None, to(request, "participants:occasions"))


@page(_WRITE)
def edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    row = queries.one_to_write(actor(request), association, pk)
    form_row = Occasion.objects.get(pk=row.pk)
    return _save(request, _form(request, association, form_row), row, to(request, "participants:occasion", pk))


@page(_WRITE)
def remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Asks first. The event log keeps what the row said."""
    row = queries.one_to_write(actor(request), association, pk)
    back = to(request, "participants:occasions" if request.method == "POST" else "participants:occasion",
              None if request.method == "POST" else pk)  # fmt: skip
    return confirm(
        request, lambda: actions.remove_occasion(occasion=row, by=actor(request)), title=f"Ta bort {row.name}?",
        lead=f"Träffen {span(row.start, row.end)} räknas då inte längre. Blev den inte av är det bättre att ändra "
        "läget till inställd.", back=back, done="Träffen är borttagen. Vad den innehöll står i händelseloggen.",
        button="Ta bort träffen",
    )  # fmt: skip
