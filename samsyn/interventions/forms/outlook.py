"""What is typed in the plan of several years and in the forecast."""

from typing import Any

from django import forms

from samsyn.associations.forms.fields import YearField
from samsyn.core.period import Period
from samsyn.interventions.models import Assumption
from samsyn.ledger.forms.fields import OreField

_REASON = forms.Textarea(attrs={"rows": 2})


class ForecastForm(forms.Form):
    """An intervention's year as typed instead of computed."""

    amount = OreField(label="Helårets kostnad, kr", positive=True, help_text="Tomt betyder det beräknade beloppet.")
    reason = forms.CharField(
        label="Skäl", required=False, max_length=300, widget=_REASON,
        help_text="Varför det blir något annat än det beräknade, till exempel en tjänst som är vakant till oktober.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("amount") is not None and not data.get("reason"):
            self.add_error("reason", "Skriv varför prognosen blir en annan än den beräknade.")
        return data


class AssumptionForm(forms.Form):
    """An amount that nobody has decided yet."""

    kind = forms.ChoiceField(label="Vad", choices=Assumption.Kind.choices, widget=forms.RadioSelect)
    year = YearField(label="År")
    amount = OreField(label="Belopp, kr", positive=True, help_text="Tomt tar bort antagandet.")
    reason = forms.CharField(
        label="Skäl", required=False, max_length=300, widget=_REASON,
        help_text="Vad det bygger på, till exempel statens preliminära besked.",
    )  # fmt: skip

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].widget.attrs["inputmode"] = "numeric"
        self.fields["year"].initial = period.year + 1

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("amount") is not None and not data.get("reason"):
            self.add_error("reason", "Skriv vad antagandet bygger på.")
        return data
