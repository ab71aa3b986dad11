"""The presentation choices as a form, made from the dataclass; and one rule for equity."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samsyn.associations.domain.equity import Bracket, EquityBase, EquityRule
from samsyn.associations.domain.presentation import JSON_NAMES, MAX_YEARS, Presentation, presentation_errors
from samsyn.associations.forms.fields import AmountField, DateField, NumberField

UNITS = {"tkr": "tusental kronor (tkr)", "kr": "kronor"}
SIGNS = {"negative": "med minus", "positive": "utan minus"}


@dataclass(frozen=True)
class Choice:
    """A field of `Presentation` as the form asks it. Without options it is a text."""

    name: str
    group: str
    label: str
    options: Mapping[str, str] | None = None
    help: str = ""


CHOICES = (
    Choice("statements", "Enheter", "Räkningar och tabeller", UNITS),
    Choice("notes", "Enheter", "Noter", UNITS),
    Choice("pension_note", "Enheter", "Noten om pensioner", UNITS),
    Choice("note_units", "Enheter", "Noter med egen enhet", None, "Notens nummer och enhet, till exempel 3: tkr"),
    Choice("costs_in_statements", "Kostnader skrivs", "I resultaträkningen", SIGNS),
    Choice("costs_in_operating", "Kostnader skrivs", "I driftredovisningen", SIGNS),
    Choice("costs_in_notes", "Kostnader skrivs", "I noterna", SIGNS),
    Choice("costs_in_overview", "Kostnader skrivs", "I flerårsöversikten", SIGNS),
    Choice("costs_on_face", "Resultaträkningen", "Verksamhetens kostnader",
           {"false": "på en rad", "true": "uppdelade på slag"}),
    Choice("empty_lines", "Resultaträkningen", "Rader där allt är noll", {"false": "utelämnas", "true": "visas"}),
    Choice("zero", "Resultaträkningen", "Noll skrivs som", {"dash": "tankstreck (–)", "digit": "siffran 0"}),
    Choice("financial_items", "Resultaträkningen", "Finansiella poster",
           {"net": "på en rad, netto", "two": "på två rader, intäkter och kostnader"}),
    Choice("financial_label", "Resultaträkningen", "Nettoradens namn",
           {"fixed": "alltid detsamma", "by_sign": "Finansiella intäkter eller Finansiella kostnader efter beloppet"}),
    Choice("financial_text", "Resultaträkningen", "Nettoraden heter"),
    Choice("operating", "Driftredovisning och kostnadsfördelning", "Uppställning",
           {"lines": "rader med utfall, budget och avvikelse för två år",
            "netto": "intäkt, kostnad och netto med utfall, budget, avvikelse och föregående år"}),
    Choice("split_base", "Driftredovisning och kostnadsfördelning", "Andelar i kostnadsfördelningen räknas av",
           {"costs": "hela kostnaden", "contributions": "parternas bidrag"}),
    Choice("overview_years", "Flerårsöversikten", "Antal år", {str(n): str(n) for n in range(1, MAX_YEARS + 1)}),
    Choice("overview_order", "Flerårsöversikten", "Ordning",
           {"newest_first": "senaste året först", "newest_last": "senaste året sist"}),
    Choice("overview_cost", "Flerårsöversikten", "Kostnader räknas",
           {"before_financial": "före finansiella poster", "after_financial": "efter finansiella poster"}),
    Choice("participants", "Deltagare", "Tabeller i rapporterna",
           {"tables": "år för år, flöden för två år och resultat med andelar", "summary": "en tabell med fem rader",
            "both": "båda"}),
    Choice("date_format", "Datum", "Datum skrivs",
           {"iso": "2024-12-31", "yymmdd": "241231", "long": "31 december 2024"}),
)  # fmt: skip


class PresentationForm(forms.Form):
    """All choices. `kind` makes it the choices of one kind of report, where every choice may be left as it is."""

    def __init__(self, data: Any = None, *, stored: Mapping[str, Any], kind: str = "") -> None:
        super().__init__(data)
        self.stored, self.kind = stored, kind
        common = {key: value for key, value in stored.items() if key != "kinds"}
        inherited = Presentation.for_kind(common, kind)
        own = stored.get("kinds", {}).get(kind, {})
        for choice in CHOICES:
            usual = _asked(getattr(inherited, choice.name))
            given = _asked(own[choice.name]) if choice.name in own else ""
            self.fields[choice.name] = _field(choice, usual, given, bool(kind))

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, in order."""
        names = dict.fromkeys(choice.group for choice in CHOICES)
        return [(name, [self[choice.name] for choice in CHOICES if choice.group == name]) for name in names]

    def clean_note_units(self) -> dict[str, str]:
        return _note_units(self.cleaned_data["note_units"])

    @property
    def data_to_store(self) -> dict[str, Any]:
        """The whole JSON with these choices in it; what equals the default is left out."""
        chosen = {name: _stored(name, value) for name, value in self.cleaned_data.items() if value not in ("", {})}
        rest = {key: value for key, value in self.stored.items() if key in ("kinds", *JSON_NAMES.values())}
        if self.kind:
            kinds = {**self.stored.get("kinds", {}), self.kind: chosen}
            return {**self.stored, "kinds": {kind: own for kind, own in kinds.items() if own}}
        plain = Presentation()
        return {**{k: v for k, v in chosen.items() if _asked(v) != _asked(getattr(plain, k))}, **rest}


def _field(choice: Choice, usual: str, given: str, optional: bool) -> forms.Field:
    if choice.options is None:
        help_text = f"{choice.help} Tomt ger: {usual}" if optional and usual else choice.help
        required = choice.name == "financial_text" and not optional
        return forms.CharField(label=choice.label, help_text=help_text, required=required, max_length=80,
                               initial=given if optional else usual)  # fmt: skip
    options = list(choice.options.items())
    if optional:
        options = [("", f"som i övriga rapporter: {choice.options[usual]}"), *options]
    return forms.ChoiceField(
        label=choice.label, choices=options, required=not optional, initial=given if optional else usual
    )


def _asked(value: Any) -> str:
    """A choice's value as the form writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return ", ".join(f"{note}: {unit}" for note, unit in value.items())
    return str(value)


def _stored(name: str, value: Any) -> Any:
    """The form's value as JSON holds it."""
    default = getattr(Presentation(), name)
    if isinstance(default, bool):
        return value == "true"
    return int(value) if isinstance(default, int) else value


def _note_units(text: str) -> dict[str, str]:
    units = {}
    for part in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        note, _, unit = (word.strip() for word in part.partition(":"))
        if not note or unit not in UNITS:
            raise ValidationError(f"'{part}' går inte att läsa. Skriv till exempel 3: tkr, 6: kr.")
        units[note] = unit
    if errors := presentation_errors({"note_units": units}):
        raise ValidationError(errors)
    return units


BASES = {EquityBase.CONTRIBUTIONS: "parternas bidrag", EquityBase.INCOME: "intäkterna"}
LEVELS = 3


class EquityRuleForm(forms.Form):
    """One dated rule: up to three levels of percent with limits between them."""

    valid_from = DateField(label="Gäller från")
    valid_to = DateField(label="Gäller till och med", required=False, help_text="Tomt betyder tills vidare.")
    base = forms.ChoiceField(label="Procenten räknas av", choices=[(str(base), text) for base, text in BASES.items()])
    percent_1 = NumberField(label="Procent", least=0, most=100)
    limit_1 = AmountField(label="Upp till (kr)", required=False, help_text="Tomt betyder hela beloppet.")
    percent_2 = NumberField(label="Procent däröver", least=0, most=100, required=False)
    limit_2 = AmountField(label="Upp till (kr), andra nivån", required=False)
    percent_3 = NumberField(label="Procent däröver, tredje nivån", least=0, most=100, required=False)
    tolerance = NumberField(
        label="Godtagen avvikelse i procent", least=0, most=100, required=False,
        help_text="Hur mycket över taket som ändå godtas.",
    )  # fmt: skip

    @staticmethod
    def initial_of(rule: EquityRule) -> dict[str, Any]:
        out: dict[str, Any] = {"valid_from": rule.valid_from, "valid_to": rule.valid_to, "base": str(rule.base),
                               "tolerance": rule.tolerance}  # fmt: skip
        for number, bracket in enumerate(rule.brackets[:LEVELS], start=1):
            out |= {f"percent_{number}": bracket.percent, f"limit_{number}": bracket.up_to}
        return out

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        one, two = data.get("limit_1"), data.get("limit_2")
        if data.get("percent_2") is not None and one is None and "limit_1" not in self.errors:
            self.add_error("limit_1", "Skriv gränsen mellan nivåerna.")
        if data.get("percent_3") is not None and two is None and "limit_2" not in self.errors:
            self.add_error("limit_2", "Skriv gränsen mellan nivåerna.")
        if one is not None and two is not None and two <= one:
            self.add_error("limit_2", "Gränsen måste vara högre än den första.")
        if data.get("valid_to") and data.get("valid_from") and data["valid_to"] < data["valid_from"]:
            self.add_error("valid_to", "Slutet ligger före början.")
        return data

    @property
    def rule(self) -> EquityRule:
        data = self.cleaned_data
        levels = [(data[f"percent_{n}"], data.get(f"limit_{n}")) for n in range(1, LEVELS + 1)]
        brackets = [Bracket(percent, limit) for percent, limit in levels if percent is not None]
        return EquityRule(data["valid_from"], tuple(brackets), EquityBase(data["base"]),
                          data["tolerance"] or Decimal(0), data["valid_to"])  # fmt: skip
