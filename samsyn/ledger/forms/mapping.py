"""Forms of the kontokoppling."""

from collections.abc import Mapping
from typing import Any

from django import forms

from samsyn.associations.domain.presentation import KINDS
from samsyn.associations.forms.fields import YearField
from samsyn.ledger.definitions.presets import PRESETS
from samsyn.ledger.definitions.statements import BALANCE_LINES, INCOME_LINES
from samsyn.ledger.domain.mapping import Rule, Wording
from samsyn.ledger.forms.fields import AccountField, NoteField
from samsyn.ledger.queries.mapping import place_name

LINE_CHOICES = [
    ("", "Välj rad"),
    ("Resultaträkning", [(line.key, line.label) for line in INCOME_LINES]),
    ("Balansräkning", [(line.key, line.label) for line in BALANCE_LINES]),
]
DIMENSIONS = [("", "Alla"), ("1", "Bara ett kostnadsställe"), ("6", "Bara ett projekt")]


class _AccountsForm(forms.Form):
    """From one account to another; the second may be left out."""

    account_from = AccountField(label="Från konto")
    account_to = AccountField(label="Till konto", required=False, help_text="Tomt betyder bara ett konto.")

    def clean_account_to(self) -> int | None:
        low, high = self.cleaned_data.get("account_from"), self.cleaned_data.get("account_to")
        if low and high and high < low:
            raise forms.ValidationError(f"Till-kontot {high} är lägre än från-kontot {low}.")
        return high or low


class RowForm(_AccountsForm):
    """One row of the mapping."""

    line = forms.ChoiceField(
        label="Rad i resultat- eller balansräkningen",
        choices=LINE_CHOICES,
        error_messages={"required": "Välj en rad."},
    )
    note = NoteField(label="Not", help_text="Notens nummer. Tomt om raden inte har någon not.")
    note_row = forms.CharField(label="Rad i noten", max_length=160, required=False)
    operating_row = forms.CharField(
        label="Rad i driftredovisningen",
        max_length=160,
        required=False,
        help_text="Bara för intäkter och kostnader. Konton med samma ord blir en rad.",
    )
    dimension = forms.ChoiceField(label="Gäller", choices=DIMENSIONS, required=False)
    object_code = forms.CharField(
        label="Kod på kostnadsställe eller projekt",
        max_length=60,
        required=False,
        help_text="En rad för ett visst projekt går före raden för hela kontot.",
    )
    sign = forms.TypedChoiceField(
        label="Tecken", choices=[(1, "Som bokfört"), (-1, "Omvänt")], coerce=int, empty_value=None, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("note")) != bool(data.get("note_row")) and "note" in data:
            field, text = (
                ("note_row", "Skriv radens namn i noten.") if data.get("note") else ("note", "Skriv notens nummer.")
            )
            self.add_error(field, text)
        if bool(data.get("dimension")) != bool(data.get("object_code")):
            field = "object_code" if data.get("dimension") else "dimension"
            self.add_error(field, "Ange både slag och kod, eller ingen av dem.")
        return data

    @property
    def rule(self) -> Rule:
        """The row as a value; the form must be valid."""
        data = self.cleaned_data
        names = ("account_from", "account_to", "line", "note", "note_row", "operating_row", "dimension", "object_code")
        return Rule(**{name: data[name] for name in names}, sign=data["sign"] or 1)


class PlaceForm(forms.Form):
    """Puts an unplaced account on a row that exists."""

    account = AccountField(widget=forms.HiddenInput())
    place = forms.ChoiceField(label="Lägg på raden", error_messages={"required": "Välj en rad."})

    def __init__(self, *args: Any, places: Mapping[str, Rule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", "Välj rad"),
            *((key, place_name(rule)) for key, rule in places.items()),
        ]


class LegacyTaxForm(forms.Form):
    """Shows tax booked on a tax account as a line of one year, with the reason."""

    account = AccountField(label="Konto")
    year = YearField(label="År")
    reason = forms.CharField(
        label="Skäl",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv skälet till att skatten visas."},
        help_text="Står som förklaring under resultaträkningen för året.",
    )


class LabelForm(_AccountsForm):
    """Another wording of a row, in some years or one kind of report."""

    column = forms.ChoiceField(
        label="Vilken rad", choices=[("notrad", "Raden i noten"), ("driftrad", "Raden i driftredovisningen")]
    )
    report = forms.ChoiceField(
        label="I vilken rapport", choices=[("", "Alla rapporter"), *KINDS.items()], required=False
    )
    from_year = YearField(label="Från år", required=False, help_text="Tomt betyder från början.")
    to_year = YearField(label="Till och med år", required=False, help_text="Tomt betyder tills vidare.")
    label = forms.CharField(label="Så ska raden heta", max_length=160)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("from_year") and data.get("to_year") and data["to_year"] < data["from_year"]:
            self.add_error("to_year", f"{data['to_year']} är före {data['from_year']}.")
        return data

    @property
    def wording(self) -> Wording:
        """The label as a value; the form must be valid."""
        data = self.cleaned_data
        return Wording(
            data["account_from"], data["account_to"], data["column"], data["label"], data["report"],
            data["from_year"], data["to_year"],
        )  # fmt: skip


class PresetForm(forms.Form):
    """Which proposal to start from, and whether it may take the place of what there is."""

    preset = forms.ChoiceField(
        label="Förslag",
        choices=[(preset.key, f"{preset.title}. {preset.description}") for preset in PRESETS.values()],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av förslagen."},
    )
    replace_existing = forms.BooleanField(label="Ersätt den kontokoppling som finns", required=False)

    def __init__(self, *args: Any, exists: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not exists:
            del self.fields["replace_existing"]
