"""Fields that read amounts and accounts the way people write them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samsyn.core.money import MINUS, grouped, parse_ore


class OreField(forms.CharField):
    """Kronor as written ('−4 251 000', '1 234,50') to öre; minus is allowed, empty is None."""

    def __init__(self, *, positive: bool = False, **kwargs: Any) -> None:
        self.positive = positive
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return grouped(Decimal(value) / 100, 2 if value % 100 else 0) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            ore = parse_ore(text)
        except ValueError as error:
            example = "4 251 000" if self.positive else f"4 251 000 eller {MINUS}600 000"
            raise ValidationError(f"{error}. Skriv kronor, till exempel {example}.") from None
        if self.positive and ore < 0:
            raise ValidationError("Beloppet kan inte vara mindre än noll.")
        return ore


class AccountField(forms.IntegerField):
    """An account number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(min_value=1, max_value=99_999_999, **kwargs)
        said = "Skriv ett kontonummer, till exempel 4010."
        self.error_messages |= {"invalid": said, "required": said}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:04d}" if isinstance(value, int) else value


class NoteField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=1, max_value=99, required=False, widget=widget, **kwargs)
        self.error_messages |= {"invalid": "Skriv notens nummer, till exempel 2."}
