"""Fields that read amounts, accounts and notes the way people write them."""

from typing import Any

from django import forms

from samsyn.associations.forms.fields import AmountField


class OreField(AmountField):
    """Kronor to öre in a table of amounts: minus is allowed unless `positive`, and empty is None."""

    def __init__(self, *, positive: bool = False, **kwargs: Any) -> None:
        super().__init__(signed=not positive, **{"required": False, **kwargs})


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
