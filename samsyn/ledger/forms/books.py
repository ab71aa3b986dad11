"""Forms of the import and of the search among vouchers."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samsyn.core.period import Period
from samsyn.ledger.forms.fields import OreField
from samsyn.ledger.queries.vouchers import LARGEST_ACCOUNT, Choice

_RANGE = re.compile(r"(\d{1,10})(?:\s*[-–]\s*(\d{1,10}))?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


class UploadForm(forms.Form):
    """One SIE file. An empty one is let through: the reader says what is wrong with it."""

    file = forms.FileField(
        label="SIE-fil",
        allow_empty_file=True,
        max_length=255,
        help_text="Exportera bokföringen ur ekonomisystemet som SIE typ 4 (slutar oftast på .se) och släpp filen här.",
        widget=forms.FileInput(attrs={"accept": ".se,.si,.sie,text/plain"}),
        error_messages={
            "required": "Välj en fil först.",
            "max_length": "Filnamnet är för långt. Byt namn på filen och försök igen.",
        },
    )


class ReasonForm(forms.Form):
    """Why a closed year is opened."""

    reason = forms.CharField(
        label="Varför ska året öppnas?",
        max_length=300,
        help_text="Skälet står sedan i händelseloggen.",
        error_messages={"required": "Skriv varför året ska öppnas."},
    )


class AccountsField(forms.CharField):
    """'4010' or '4010-4099' as a pair of numbers."""

    def clean(self, value: Any) -> tuple[int, int] | None:
        text = super().clean(value)
        if not text:
            return None
        found = _RANGE.fullmatch(text)
        if found is None:
            raise ValidationError("Skriv ett konto, till exempel 4010, eller två med streck mellan: 4010-4099.")
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise ValidationError(f"Det första kontot är större än det sista: {first}-{last}.")
        return first, min(last, LARGEST_ACCOUNT)


class DayField(forms.CharField):
    """A date as a person writes it; a month counts from its first day or to its last."""

    def __init__(self, *, last: bool = False, **kwargs: Any) -> None:
        self.last = last
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            if month := _MONTH.fullmatch(text):
                first = date(int(month[1]), int(month[2]), 1)
                return first.replace(day=monthrange(first.year, first.month)[1]) if self.last else first
            return date.fromisoformat(text)
        except ValueError:
            raise ValidationError(f"'{text}' är inget datum. Skriv till exempel 2024-03-31.") from None


class ChoiceForm(forms.Form):
    """Which vouchers to show. Names are those of the address, which figures link to."""

    q = forms.CharField(label="Sök text eller nummer", max_length=100)
    konto = AccountsField(label="Konto", max_length=25)
    projekt = forms.CharField(label="Projekt", max_length=60)
    kst = forms.CharField(label="Kostnadsställe", max_length=60)
    serie = forms.CharField(label="Serie", max_length=40)
    fran = DayField(label="Från och med")
    till = DayField(label="Till och med", last=True)
    belopp_fran = OreField(label="Minst, kr")
    belopp_till = OreField(label="Högst, kr")

    _SIZES = {"q": 24, "konto": 11, "projekt": 8, "kst": 8, "serie": 5, "belopp_fran": 10, "belopp_till": 10}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            field.widget.attrs.setdefault("autocomplete", "off")
            if name in self._SIZES:
                field.widget.attrs["size"] = self._SIZES[name]

    def _some(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields that most searches need."""
        return self._some("q", "konto", "fran", "till")

    @property
    def more(self) -> list[forms.BoundField]:
        return self._some("projekt", "kst", "serie", "belopp_fran", "belopp_till")

    @property
    def more_used(self) -> bool:
        return any(field.data for field in self.more)

    @property
    def of_card(self) -> list[forms.BoundField]:
        """The fields of a ledger card."""
        return self._some("fran", "till", "projekt", "kst")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for low, high, words in (
            ("fran", "till", "Första dagen är efter den sista."),
            ("belopp_fran", "belopp_till", "Det minsta beloppet är större än det största."),
        ):
            if data.get(low) is not None and data.get(high) is not None and data[low] > data[high]:
                self.add_error(low, words)
        return data

    def choice(self, period: Period) -> Choice:
        """What was asked for; dates left out are the period's. A field that could not be read is left out."""
        data = self.cleaned_data
        account = data.get("konto") or (None, None)
        start, end = data.get("fran"), data.get("till")
        if start is None:
            start = date(end.year, 1, 1) if end and end < period.start else period.start
        if end is None:
            end = date(start.year, 12, 31) if start > period.end else period.end
        return Choice(
            start=start,
            end=end,
            account_from=account[0],
            account_to=account[1],
            cost_centre=data.get("kst", ""),
            project=data.get("projekt", ""),
            amount_from=data.get("belopp_fran"),
            amount_to=data.get("belopp_till"),
            series=data.get("serie", ""),
            text=data.get("q", ""),
        )
