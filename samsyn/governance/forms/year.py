"""Done marks and the association's own year plan."""

from typing import Any

from django import forms

from samsyn.associations.domain.roles import PARTY_ROLES, ROLES
from samsyn.associations.forms.fields import DateField
from samsyn.core.period import MONTHS

OWNERS = [(role.id, role.name) for role in ROLES.values() if role.id not in PARTY_ROLES]


class DoneForm(forms.Form):
    """When an obligation was done."""

    on = DateField(label="Klart", error_messages={"required": "Skriv vilken dag det blev klart."})
    note = forms.CharField(
        label="Anteckning", max_length=300, required=False, help_text="Till exempel vilket möte eller diarienummer."
    )


class RuleForm(forms.Form):
    """An obligation's words, date and owner. For a standard one an empty date means the standard's."""

    title = forms.CharField(label="Vad", max_length=200, required=False)
    month = forms.TypedChoiceField(
        label="Månad", required=False, coerce=int, empty_value=None,
        choices=[("", "–"), *((number, name) for number, name in enumerate(MONTHS, start=1))],
    )  # fmt: skip
    day = forms.IntegerField(
        label="Dag", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Skriv dagen som ett tal, till exempel 30."},
    )  # fmt: skip
    year_offset = forms.TypedChoiceField(
        label="När", coerce=int, empty_value=None, required=False,
        choices=[(0, "Samma år som det gäller"), (1, "Året efter det år det gäller")],
    )  # fmt: skip
    owner = forms.ChoiceField(label="Ansvarig", required=False, choices=[("", "–"), *OWNERS])
    active = forms.BooleanField(label="Gäller för oss", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("own"):
            self.fields["title"].required = True
            self.fields["title"].error_messages["required"] = "Skriv vad som ska göras."
