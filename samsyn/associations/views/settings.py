"""Facts, presentation choices and the rule for equity."""

from django.http import Http404, HttpRequest, HttpResponse

from samsyn.associations import actions
from samsyn.associations.access import page
from samsyn.associations.domain.equity import EquityRule, write_rules
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.presentation import KIND_DEFAULTS, KINDS, Presentation
from samsyn.associations.domain.words import WORDS
from samsyn.associations.forms import EquityRuleForm, FactsForm, PresentationForm
from samsyn.associations.forms.presentation import BASES, LEVELS
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, address, confirm, fill_in, show
from samsyn.core.period import Period


@page(Permission.READ_ASSOCIATION)
def settings(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The association's facts and words."""
    facts = [
        ("Namn", association.name),
        ("Kort namn", association.short_name),
        ("Organisationsnummer", association.org_number),
        ("Säte", association.seat or "–"),
        ("Bildat år", association.formed or "–"),
    ]
    words = [(label, association.word(key, default)) for key, (label, default) in WORDS.items()]
    return show(request, "settings", {"facts": facts, "words": words})


@page(Permission.MANAGE_ASSOCIATION)
def facts(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    own = Association.objects.get(pk=association.pk)  # a faulty form must not change the name in the page's head
    form = FactsForm(request.POST or None, instance=own)

    def save() -> None:
        values = {name: form.cleaned_data[name] for name in FactsForm.Meta.fields}
        actions.change_facts(association, values, form.words, by=actor(request))

    return fill_in(request, form, save, title="Ändra uppgifterna om förbundet", back=address(request, "settings"),
                   done="Uppgifterna är sparade.")  # fmt: skip


@page(Permission.MANAGE_ASSOCIATION)
def presentation(request: HttpRequest, association: Association, period: Period, kind: str = "") -> HttpResponse:
    """The choices for every report, or for one kind."""
    if kind and kind not in KINDS:
        raise Http404
    form = PresentationForm(request.POST or None, stored=association.presentation, kind=kind)

    def save() -> None:
        actions.change_presentation(association, form.data_to_store, by=actor(request))

    kinds = [{"label": "Alla rapporter", "url": address(request, "presentation"), "current": not kind}]
    kinds += [{"label": label, "url": address(request, "presentation_kind", kind=key), "current": key == kind}
              for key, label in KINDS.items()]  # fmt: skip
    lead = "Valen gäller alla rapporter. Ett slag av rapport kan ha egna val."
    if kind:
        lead = f"{KINDS[kind]} följer valen för alla rapporter, utom där du väljer något annat här."
    context = {"kinds": kinds, "own_defaults": kind in KIND_DEFAULTS}
    return fill_in(request, form, save, title="Hur rapporterna skrivs ut", lead=lead, done="Valen är sparade.",
                   back=address(request, "presentation_kind", kind=kind) if kind else address(request, "presentation"),
                   template="presentation", context=context)  # fmt: skip


def _rules(association: Association) -> list[EquityRule]:
    return sorted(Presentation.from_json(association.presentation).equity_rules, key=lambda rule: rule.valid_from)


@page(Permission.MANAGE_ASSOCIATION)
def equity(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The dated rules for how large equity may be."""
    rules = _rules(association)
    holding = Presentation.from_json(association.presentation).equity_rule(period.end)
    rows = [
        {"rule": rule, "base": BASES[rule.base], "stair": _stair(rule), "holds": rule == holding, "number": number}
        for number, rule in enumerate(rules)
    ]
    return show(request, "equity", {"rows": rows})


def _stair(rule: EquityRule) -> list[tuple[str, int | None]]:
    """(percent, limit in öre) for each level."""
    return [(f"{bracket.percent.normalize():f}".replace(".", ","), bracket.up_to) for bracket in rule.brackets]


@page(Permission.MANAGE_ASSOCIATION)
def equity_edit(
    request: HttpRequest, association: Association, period: Period, number: int | None = None
) -> HttpResponse:
    """Change a rule, or add one."""
    rules = _rules(association)
    if number is not None and (number >= len(rules) or len(rules[number].brackets) > LEVELS):
        raise Http404
    initial = EquityRuleForm.initial_of(rules[number]) if number is not None else None
    form = EquityRuleForm(request.POST or None, initial=initial)

    def save() -> None:
        kept = [rule for place, rule in enumerate(rules) if place != number]
        _store(request, association, [*kept, form.rule])

    return fill_in(request, form, save, title="Regel för eget kapital", back=address(request, "equity"),
                   done="Regeln är sparad.", lead="Nationella rådets modell är en trappa: en procentsats upp till en "
                   "gräns och en annan däröver. Skriv den som den gällde från ett visst datum.")  # fmt: skip


@page(Permission.MANAGE_ASSOCIATION)
def equity_remove(request: HttpRequest, association: Association, period: Period, number: int) -> HttpResponse:
    rules = _rules(association)
    if number >= len(rules) or len(rules) == 1:
        raise Http404
    kept = [rule for place, rule in enumerate(rules) if place != number]
    return confirm(request, lambda: _store(request, association, kept), title="Ta bort regeln?",
                   lead=f"Regeln från {rules[number].valid_from} tas bort.", back=address(request, "equity"),
                   done="Regeln är borttagen.", button="Ta bort regeln")  # fmt: skip


def _store(request: HttpRequest, association: Association, rules: list[EquityRule]) -> None:
    ordered = sorted(rules, key=lambda rule: rule.valid_from)
    data = {**association.presentation, "equity_rule": write_rules(ordered)}
    actions.change_presentation(association, data, by=actor(request))
