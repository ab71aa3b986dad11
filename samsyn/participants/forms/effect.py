"""The economic example as it is typed: amounts in kronor, shares in per cent."""

from decimal import Decimal
from typing import Any

from django import forms

from samsyn.associations.forms.fields import AmountField, YearField
from samsyn.participants.models import EffectExample

_SHARES = ("low_share", "high_share")
_PERCENT = "Procent av personerna."


class EffectForm(forms.Form):
    """Everything the example rests on."""

    source = forms.CharField(label="Varifrån beloppen kommer", max_length=200)
    before = forms.CharField(label="Personerna går från", max_length=200)
    after = forms.CharField(label="Personerna går till", max_length=200)
    price_year = YearField(label="Beloppens prisår")
    municipality = AmountField(signed=True, label="Kommunen, kronor per person och månad")
    region = AmountField(signed=True, label="Regionen, kronor per person och månad")
    state = AmountField(
        signed=True, label="Staten, kronor per person och månad", help_text="Minus om det kostar staten pengar."
    )
    persons = forms.IntegerField(label="Ett annat antal personer", min_value=0, max_value=100_000, required=False,
                                 help_text="Lämna tomt: då räknas de som gick till arbete under året.")  # fmt: skip
    persons_reason = forms.CharField(label="Varför ett annat antal", max_length=300, required=False)
    months = forms.IntegerField(label="Månader", min_value=1, max_value=600)
    cost_side = forms.ChoiceField(label="Kostnaden som vinsten jämförs med", choices=EffectExample.CostSide.choices,
                                  widget=forms.RadioSelect)  # fmt: skip
    deflate = forms.BooleanField(label="Räkna om kostnaden till beloppens prisår", required=False)
    with_state = forms.BooleanField(label="Räkna in statens del", required=False)
    low_share = forms.DecimalField(label="Lågt: andel som ändå fått arbete", min_value=0, max_value=100,
                                   help_text=_PERCENT)  # fmt: skip
    low_months = forms.IntegerField(label="Lågt: månader", min_value=1, max_value=600)
    high_share = forms.DecimalField(label="Högt: andel som ändå fått arbete", min_value=0, max_value=100,
                                    help_text=_PERCENT)  # fmt: skip
    high_months = forms.IntegerField(label="Högt: månader", min_value=1, max_value=600)

    def __init__(self, *args: Any, held: EffectExample | None, year: int, **kwargs: Any) -> None:
        first: dict[str, Any] = {"price_year": year, "months": 12, "cost_side": "insatser", "low_share": 50,
                                 "low_months": 6, "high_share": 0, "high_months": 24}  # fmt: skip
        if held is not None:
            first = {name: getattr(held, name) for name in self.base_fields}
            first |= {name: _percent(getattr(held, name)) for name in _SHARES}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes: öre, and shares from 0 to 1."""
        data = dict(self.cleaned_data)
        return {**data, **{name: Decimal(data[name]) / 100 for name in _SHARES}}


def _percent(share: Decimal) -> Decimal | int:
    """A share as it is typed: 50 rather than 50,00."""
    percent = share * 100
    return int(percent) if percent == int(percent) else percent
