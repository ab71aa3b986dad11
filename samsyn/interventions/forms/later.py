"""Fields that may be left empty for now: something else, later or beside them, asks for them. So they are not marked
as voluntary, and the browser does not stop the page either (`use_required_attribute = False` on the form)."""

from typing import Any

from django import forms

from samsyn.associations.forms.fields import DateField


class _Later(forms.Field):
    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class LaterText(_Later, forms.CharField):
    pass


class LaterDate(_Later, DateField):
    pass


class LaterChoice(_Later, forms.ChoiceField):
    pass
