"""Forms of figures entered by hand."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from samsyn.associations.forms.fields import NumberField, YearField
from samsyn.ledger.definitions.statements import INCOME_LINES
from samsyn.ledger.domain.files_manual import COST_LINES, History, history_lines
from samsyn.ledger.forms.fields import AccountField, OreField
from samsyn.ledger.models import ProvisionMovement

Kind = ProvisionMovement.Kind
WAIVED = "waived"  # the note whose text is the reason, synnerliga skäl


class ProvisionsForm(forms.Form):
    """The pension provision's roll-forward, with payroll tax and without."""

    def __init__(self, *args: Any, held: Mapping[tuple[str, bool], int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, tax in _PROVISIONS:
            name = f"{Kind(kind).label}, {'med' if tax else 'utan'} löneskatt"
            self.fields[f"{kind}-{'med' if tax else 'utan'}"] = OreField(label=name, initial=held.get((kind, tax)))

    def lines(self) -> Iterable[tuple[str, BoundField, BoundField | None]]:
        """Label, field with payroll tax, field without (None where the row is the tax itself)."""
        for kind in Kind:
            without = self[f"{kind.value}-utan"] if (kind.value, False) in _PROVISIONS else None
            yield str(kind.label), self[f"{kind.value}-med"], without

    @property
    def amounts(self) -> dict[tuple[str, bool], int | None]:
        """Öre by (kind, with payroll tax); None leaves the row out."""
        return {(kind, tax): self.cleaned_data[f"{kind}-{'med' if tax else 'utan'}"] for kind, tax in _PROVISIONS}


_PROVISIONS = [(kind.value, tax) for kind in Kind for tax in (True, False) if tax or kind is not Kind.PAYROLL_TAX]
_HISTORY_FIRST = (
    "revenue", "costs", "depreciation", "financial_income", "financial_costs", "result", "assets", "equity",
    "pension_provisions", "current_liabilities",
)  # fmt: skip


class HistoryForm(forms.Form):
    """Figures of a year taken over from an earlier report, in kronor; costs are written without minus."""

    source = forms.CharField(
        label="Källa", max_length=200, required=False, help_text="Till exempel årsredovisning 2019, sidan 4."
    )

    def __init__(self, *args: Any, held: Mapping[str, History], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        labels = history_lines()
        self.keys = [*_HISTORY_FIRST, *(key for key in held if key not in _HISTORY_FIRST)]
        for key in self.keys:
            amount = held[key].amount if key in held else None
            shown = -amount if amount is not None and key in COST_LINES else amount
            self.fields[key] = OreField(label=labels.get(key, key), initial=shown)
        self.fields["source"].initial = next((item.source for item in held.values() if item.source), "")
        self.order_fields([*self.keys, "source"])

    def items(self, year: int) -> list[History]:
        """The year's amounts; empty fields are not known and are left out."""
        data = self.cleaned_data
        return [History(year, key, data[key], data["source"]) for key in self.keys if data[key] is not None]


class LegacyLineForm(forms.Form):
    """A line that the statement no longer has, shown for one year with a reason."""

    line = forms.ChoiceField(
        label="Rad", choices=[(line.key, line.label) for line in INCOME_LINES if line.key != "result_transfer"]
    )
    year = YearField(label="År")
    reason = forms.CharField(
        label="Skäl",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv skälet till att raden visas."},
    )


class CostRuleForm(forms.Form):
    """One allocation of costs on individual, structural and administrative work."""

    label = forms.CharField(label="Underrad", max_length=120, help_text="Till exempel Förbundschef.")
    account_from = AccountField(label="Från konto", initial=4000)
    account_to = AccountField(label="Till konto", initial=7999)
    cost_centre = forms.CharField(label="Kostnadsställe", max_length=60, required=False, help_text="Tomt betyder alla.")
    project = forms.CharField(label="Projekt", max_length=60, required=False, help_text="Tomt betyder alla.")
    from_year = YearField(label="Från år", required=False)
    to_year = YearField(label="Till och med år", required=False)
    individual = NumberField(label="Individ, procent", least=0, most=100, required=False)
    structure = NumberField(label="Struktur, procent", least=0, most=100, required=False)
    administration = NumberField(label="Administration, procent", least=0, most=100, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        shares = ("individual", "structure", "administration")
        if not any(name in self.errors for name in shares):
            for name in shares:
                data[name] = data[name] or Decimal(0)
            whole = sum(data[name] for name in shares)
            if whole != 100:
                said = f"{whole.normalize():f}".replace(".", ",")
                self.add_error("administration", f"Procenten blir {said} tillsammans och ska bli 100.")
        low, high = data.get("account_from"), data.get("account_to")
        if low and high and high < low:
            self.add_error("account_to", f"Till-kontot {high} är lägre än från-kontot {low}.")
        first, last = data.get("from_year"), data.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", f"{last} är före {first}.")
        return data


class BalanceNotesForm(forms.Form):
    """Amounts of the balanskravsutredning for a year, and the reason for what is not restored (synnerliga skäl)."""

    reason = forms.CharField(
        label="Synnerliga skäl", required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=5000,
        help_text="Varför ett underskott inte ska återställas, till exempel att eget kapital byggts upp för ändamålet.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, labels: Mapping[str, str], held: Mapping[str, tuple[int | None, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys, self.held = list(labels), held
        for key, label in labels.items():
            self.fields[key] = OreField(label=label, initial=held.get(key, (None, ""))[0])
        self.fields["reason"].initial = held.get(WAIVED, (None, ""))[1]
        self.order_fields([*self.keys, "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get(WAIVED) and not data.get("reason"):
            self.add_error("reason", "Skriv skälen till att beloppet inte ska återställas.")
        return data

    def notes(self) -> dict[str, tuple[int | None, str]]:
        """Amount and text by key; texts that this form does not show are kept."""
        data = self.cleaned_data
        amounts = {key: (data[key], self.held.get(key, (None, ""))[1]) for key in self.keys}
        return {**amounts, WAIVED: (data[WAIVED], data["reason"])}
