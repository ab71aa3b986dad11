"""The economic example of a year, printed whole: inputs, gains, every way to reckon, low and high."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms import UploadForm
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.figure import Scope
from samsyn.core.money import Unit, grouped, round_half_up
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.table import Cell
from samsyn.core.tablefile import read_grid
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books
from samsyn.participants.actions import effect as actions
from samsyn.participants.domain.effect import SIDE_WORDS, Inputs, Variant, in_decimals
from samsyn.participants.domain.price_index import from_header, read
from samsyn.participants.figures.effect import REMARK, EffectFigures
from samsyn.participants.forms.effect import EffectForm
from samsyn.participants.models import EffectExample
from samsyn.participants.queries.effect import Effects
from samsyn.participants.queries.tally import Tally
from samsyn.participants.views.links import to
from samsyn.participants.views.pages import as_on_pages
from samsyn.ui.html import Doors

_READ, _MANAGE = Permission.READ_PARTICIPANTS, Permission.MANAGE_PARTICIPANTS
_GAINS = (("Kommunerna", "municipality"), ("Regionen", "region"), ("Staten", "state"))


@page(_READ)
def effect(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The example of the year in the top line."""
    effects = Effects(Tally(association), Portfolio(association), Books(association))
    year, example = Period(period.year), effects.examples.get(period.year)
    inputs = effects.inputs(period.year)
    context: dict[str, Any] = {
        "year": period.year, "example": example, "remark": REMARK,
        "may_manage": can(request.user, _MANAGE, association),
        "index": sorted(effects.index_rows.values(), key=lambda row: row.year),
        "kept": example is not None and _kept(request, effects, year),
    }  # fmt: skip
    if example is not None and inputs is not None and not context["kept"]:
        context |= _printed(effects, example, inputs, year)
        context["doors"] = Doors.to("desk:figure", association=association.slug, period=period)
    return render(request, "participants/effect.html", context)


def _kept(request: HttpRequest, effects: Effects, year: Period) -> bool:
    """Whether the number of persons stays in the house for this reader: an amount per person would tell it."""
    association = effects.books.association
    if can(request.user, Permission.READ_TRUE_COUNTS, association):
        return False
    asked = [(EffectFigures.PERSONS, year, 0)]
    return bool(as_on_pages(association, asked).hidden)


def _printed(effects: Effects, example: EffectExample, inputs: Inputs, year: Period) -> dict[str, Any]:
    figures, scope = EffectFigures(effects), Scope(year)

    def cell(what: str, unit: Unit, decimals: int = 0) -> Cell:
        key = f"effect.{what}"
        return Cell(figures.value(key, scope), unit, key, scope, decimals=decimals)

    chosen = effects.chosen(year.year, inputs)
    return {
        "inputs": inputs,
        "gains": [(words, getattr(example, what), cell(what, Unit.KR)) for words, what in _GAINS],
        "persons": cell("persons", Unit.PERSONS), "cost": cell("cost", Unit.KR), "gain": cell("gain", Unit.KR),
        "payback": cell("payback", Unit.YEARS, 2), "said": _said(example, chosen, year.year),
        "rows": [(_said(example, one, year.year), _kr(one.cost), _kr(Fraction(one.gain)), _years(one), one == chosen)
                 for one in effects.variants(year.year, inputs)],
        "bounds": [(word, one, _kr(Fraction(gain)), _share(gain, chosen))
                   for word, one, gain in effects.bounds(year.year, inputs)],
        "otherwise": (_percent(example.low_share), _percent(example.high_share)),
        "preliminary": [row.year for row in effects.index_rows.values()
                        if not row.final and row.year in (year.year, example.price_year)],
    }  # fmt: skip


def _said(example: EffectExample, one: Variant, year: int) -> str:
    """'insatsernas kostnad i 2020 års priser mot kommuner och region'."""
    prices = example.price_year if one.deflated else year
    parties = "kommuner, region och stat" if one.with_state else "kommuner och region"
    return f"{SIDE_WORDS[one.side]} i {prices} års priser, mot {parties}"


def _kr(value: Fraction | None) -> str:
    found = in_decimals(value)
    return "uppgift saknas" if found is None else grouped(round_half_up(found / 100))


def _share(gain: int, chosen: Variant) -> str:
    """How much of the chosen cost a gain pays, in per cent."""
    return "–" if not chosen.cost else f"{grouped(round_half_up(Decimal(gain * 100) / Decimal(int(chosen.cost))))} %"


def _percent(share: Decimal) -> str:
    return f"{grouped(round_half_up(share * 100))} %"


def _years(one: Variant) -> str:
    found = in_decimals(one.years)
    return "–" if found is None else grouped(Decimal(found), 2)


@page(_MANAGE)
def edit(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The example's inputs."""
    held = EffectExample.objects.filter(association=association, year=period.year).first()
    form = EffectForm(request.POST or None, held=held, year=period.year)
    return fill_in(
        request, form,
        lambda: actions.save_example(association=association, year=period.year, by=actor(request), **form.values),
        title=f"Räkneexempel {period.year}", back=to(request, "effect"), done="Räkneexemplet är sparat.",
        lead="Allt som skrivs här trycks tillsammans med resultatet, så att läsaren kan räkna efter.",
    )  # fmt: skip


@page(_MANAGE)
def index(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Read in a price index; every fault at once, nothing half-saved."""
    form = UploadForm(request.POST or None, request.FILES or None)
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        grid, errors = read_grid(from_header(file.read()), file.name, ("År",))
        rows, faults = ([], []) if errors else read(grid)
        errors = [*errors, *faults]
        if not errors:
            try:
                changed = actions.save_index(association=association, rows=rows, by=actor(request))
            except Refused as refused:
                errors = refused.errors
            else:
                messages.success(request, f"{len(rows)} år lästes in, {changed} av dem är nya eller ändrade.")
                return redirect(to(request, "effect"))
    context = {"form": form, "errors": errors, "back": to(request, "effect")}
    return render(request, "participants/price_index.html", context, status=400 if errors else 200)
