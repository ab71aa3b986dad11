"""What a row says, in words, for the event log's before and after."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from samsyn.core.money import DASH, grouped

Words = Mapping[str, str]


def spoken(value: object) -> str:
    """A value as a person writes it; nothing is a dash."""
    if value in (None, ""):
        return DASH
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return str(value)


def kronor(ore: int | None) -> str:
    """'4 251 000 kr', with öre when there are any; a dash for None."""
    return DASH if ore is None else f"{grouped(Decimal(ore) / 100, 2 if ore % 100 else 0)} kr"


def described(row: models.Model, names: Iterable[str]) -> Words:
    """Label → value of some fields."""
    return {str(row._meta.get_field(name).verbose_name): spoken(getattr(row, name)) for name in names}  # type: ignore[union-attr]


def own_fields(row: models.Model) -> list[str]:
    """The fields a person fills in."""
    return [field.name for field in row._meta.concrete_fields if field.editable and field.name not in _HIDDEN]


_HIDDEN = ("id", "association", "position", "created")


def difference(before: Words, after: Words) -> tuple[str, str]:
    """Only what differs, one line each: ('namn: A', 'namn: B')."""
    labels = [label for label in {**before, **after} if before.get(label) != after.get(label)]
    return listed({k: before[k] for k in labels if k in before}), listed({k: after[k] for k in labels if k in after})


def listed(words: Words) -> str:
    """Fields as 'namn: värde', a line each, as events keep them; those that are empty are left out."""
    return "\n".join(f"{label}: {value}" for label, value in words.items() if value != DASH)


def validation_sentences(error: ValidationError, row: models.Model) -> list[str]:
    """Django's validation errors as 'fält: fel', one each."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [
        text if name == NON_FIELD_ERRORS else f"{row._meta.get_field(name).verbose_name}: {text}"  # type: ignore[union-attr]
        for name, texts in error.message_dict.items()
        for text in texts
    ]
