"""Fields that read what people write: amounts in kronor, numbers with a decimal comma, dates."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from samsyn.associations.actions.versions import Overtaken
from samsyn.core.money import MINUS, grouped, parse_ore

LATEST_YEAR = 2099
FIRST_YEAR = 2004  # finsamlagen in force


class AmountField(forms.CharField):
    """Kronor as written ('4 251 000', '1 234,50') to öre; `signed` takes '−1 700' too."""

    def __init__(self, *, signed: bool = False, **kwargs: Any) -> None:
        self.signed = signed
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
            example = f"4 251 000 eller {MINUS}600 000" if self.signed else "4 251 000"
            raise ValidationError(f"{error}. Skriv kronor, till exempel {example}.") from None
        if ore < 0 and not self.signed:
            raise ValidationError("Beloppet kan inte vara mindre än noll.")
        return ore


class NumberField(forms.CharField):
    """A number with decimal comma or point, within bounds."""

    def __init__(self, *, least: int, most: int, decimals: int = 2, **kwargs: Any) -> None:
        self.least, self.most, self.decimals = least, most, decimals
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = Decimal(text.replace(MINUS, "-").replace(",", ".").replace("\u00a0", "").removesuffix("%").strip())
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not self.least <= number <= self.most or number != round(number, self.decimals):
            raise ValidationError(f"Skriv ett tal från {self.least} till {self.most}, till exempel 2,5.")
        return number


EARLIEST = 1900


class DateField(forms.DateField):
    """A date, typed as 2024-12-31 or picked in the browser; a slip such as 0204 or 9999 is asked about."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
        self.error_messages["invalid"] = "Skriv ett datum, till exempel 2024-12-31."

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not EARLIEST <= value.year <= LATEST_YEAR:
            raise ValidationError(f"Skriv ett år från {EARLIEST} till {LATEST_YEAR}.")


class YearField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LATEST_YEAR, **kwargs)
        said = f"Skriv ett år från {FIRST_YEAR} till {LATEST_YEAR}."
        self.error_messages |= {"invalid": said}


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, str]]) -> None:
    """What a choice may be, when it is known only as the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), name
    field.choices = list(choices)


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any], empty: str = "") -> None:
    """Which rows a choice among rows offers; `empty` is the words for none of them."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField), name
    field.queryset = rows
    if empty:
        field.empty_label = empty


class VersionField(forms.IntegerField):
    """Hidden: which version of a row a form was made from. 0, which no row has, when it does not say."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)

    def clean(self, value: Any) -> int:
        text = str(value or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def refuse(form: forms.BaseForm, errors: Iterable[str]) -> None:
    """Put an action's reasons into the form."""
    for error in errors:
        form.add_error(None, error)


def refuse_overtaken(form: forms.BaseForm, overtaken: Overtaken) -> None:
    """What is typed stands; the next save is of the version that is kept now: a choice, not an accident."""
    refuse(form, overtaken.errors)
    data = cast(QueryDict, form.data).copy()
    data["version"] = str(overtaken.version)
    form.data = data
