"""Everything a template may ask of the ui app: figures, charts, links, and how numbers and dates are written."""

from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    NumberInput,
    RadioSelect,
)
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe

from samsyn.core.chart import Chart
from samsyn.core.figure import Explanation, Link
from samsyn.core.money import DASH, Unit, grouped
from samsyn.core.period import Period
from samsyn.core.table import Cell, Table
from samsyn.ui import charts, explaining, formats, html

register = template.Library()

STATES = {"tom": "tom", "utkast": "utkast", "klar": "klar", "ändrad siffra": "andrad",
          "uppnått": "upp", "delvis uppnått": "delvis", "ej uppnått": "ej", "redovisas ej": "na"}  # fmt: skip
OUTCOMES = {"håller": "st upp", "faller": "sev fel", "förklara": "sev forklara", "går inte att pröva": "st na"}
BARE = (CheckboxInput, CheckboxSelectMultiple, RadioSelect)


def doors_of(context: Context) -> html.Doors | None:
    """Where figures on this page lead: `doors` from the view, else the explanation page of association and period."""
    if "doors" in context:
        given: html.Doors | None = context["doors"]
        return given
    place = _place(context)
    return html.Doors.to("desk:figure", **place) if place else None


def _place(context: Context) -> dict[str, object]:
    """The association and period this page is about, as its address names them; empty outside an association."""
    request: HttpRequest | None = context.get("request")
    association, period = getattr(request, "association", None), getattr(request, "period", None)
    return {"association": association.slug, "period": period} if association and period else {}


def resolve_link(context: Context, link: Link) -> str:
    """A Link's address on this page: association and period filled in. '' when no such page exists (yet)."""
    try:
        address = reverse(link.view, kwargs={**_place(context), **link.kwargs})
    except NoReverseMatch:
        return ""
    query = f"?{urlencode(link.query)}" if link.query else ""
    return f"{address}{query}{f'#{link.fragment}' if link.fragment else ''}"


@register.simple_tag(takes_context=True)
def figure_table(
    context: Context, table: Table, notes: str = "", wide: bool = False, hide_caption: bool = False,
    hrefs: Mapping[str, str] | None = None, unit_only: bool = False,
) -> SafeString:  # fmt: skip
    """A core Table as HTML; see html.figure_table."""
    doors = doors_of(context)
    return html.figure_table(
        table, doors, notes=notes, wide=wide, hide_caption=hide_caption, hrefs=hrefs, unit_only=unit_only
    )


@register.simple_tag(takes_context=True)
def figure(context: Context, cell: Cell, unit: bool = True, css: str = "fig") -> SafeString:
    """One number as a door, with its unit unless `unit` is False."""
    return mark_safe(html.figure(cell, doors_of(context), unit=unit, css=css))  # escaped there


@register.simple_tag(takes_context=True)
def url_of(context: Context, link: Link) -> str:
    """`{% url_of link as href %}`: a figure's Link as an address, '' when there is no such page."""
    return resolve_link(context, link)


@register.simple_tag(takes_context=True)
def explained(context: Context, explanation: Explanation) -> explaining.Explained:
    """`{% explained explanation as e %}`: an explanation with amounts written and doors found."""
    return explaining.explain(explanation, doors_of(context), lambda link: resolve_link(context, link))


@register.simple_tag(takes_context=True)
def page_url(context: Context, param: str, value: int | str) -> str:
    """The present address with one query value changed; escaped by the template."""
    query = context["request"].GET.copy()
    query[param] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/_chart.html", takes_context=True)
def chart(context: Context, block: Chart, level: int = 3) -> dict[str, object]:
    """A chart as an inline drawing with its table one step away."""
    drawing = charts.inline(block.spec, block.description)
    return {"block": block, "drawing": drawing, "doors": doors_of(context), "level": level}


@register.filter
def reasons(form: BaseForm) -> int:
    """How many things a form says are to be put right, field by field and of the whole."""
    return sum(len(found) for found in form.errors.values())


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The field's widget with Samsyn's css class; Django itself ties help and errors to it."""
    control = field.field.widget
    if isinstance(control, BARE):
        return field.as_widget()
    classes = ["inmat", control.attrs.get("class", "")]
    if isinstance(control, NumberInput) or control.attrs.get("inputmode") in ("numeric", "decimal"):
        classes.append("tal")
    if isinstance(control, FileInput):
        classes.append("fil")
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.filter
def is_bare(field: BoundField) -> bool:
    """A single tick box, whose label stands after it."""
    return isinstance(field.field.widget, CheckboxInput) and not field.use_fieldset


@register.filter
def kr(ore: int | None, decimals: int = 0) -> str:
    """Öre as kronor without unit: '8 484 425', '–' for zero, 'uppgift saknas' for None."""
    return formats.money(ore, Unit.KR, decimals)


@register.filter
def tkr(ore: int | None, decimals: int = 0) -> str:
    """Öre as thousands of kronor without unit."""
    return formats.money(ore, Unit.TKR, decimals)


@register.filter
def kr_text(ore: int | None, decimals: int = 0) -> str:
    """Öre for a sentence: '8 484 425 kr', '0 kr'."""
    return formats.money_text(ore, Unit.KR, decimals)


@register.filter
def number(value: int | Decimal | None, decimals: int = 0) -> str:
    """A plain number as Swedish print, zero as 0; 'uppgift saknas' for None."""
    return formats.UNKNOWN if value is None else grouped(value, decimals)


@register.filter
def signed(value: int | Decimal | None, decimals: int = 0) -> str:
    """A difference: '+422', '−24', '–' for none, 'uppgift saknas' for None."""
    if value is None:
        return formats.UNKNOWN
    return grouped(value, decimals, signed=True) if value else DASH


register.filter("swedish_date", formats.swedish_date)


@register.filter
def period_label(period: Period | str | None) -> str:
    """'2024', 'januari–augusti 2024'; takes a Period or its code."""
    if not period:
        return ""
    return (Period.parse(period) if isinstance(period, str) else period).label


@register.filter
def state_class(state: object) -> str:
    """The css class of a state word ('ändrad siffra' → 'andrad'); classes pass through."""
    return STATES.get(str(state).lower(), str(state))


@register.filter
def outcome_class(outcome: object) -> str:
    """The css classes of a check's outcome ('faller' → 'sev fel')."""
    return OUTCOMES.get(str(outcome).lower(), "st na")
