"""People, their roles, and reported faults."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from samsyn.associations.domain.roles import ROLES, without_party
from samsyn.associations.forms.fields import DateField, offer_rows
from samsyn.associations.models import Party

ROLE_CHOICES = [(role.id, f"{role.name}: {role.description}") for role in ROLES.values()]
_PARTY = (
    "Behövs för insatsägare, samordnare, deltagaransvarig och medlemsrepresentant. Den som har en part ser bara den "
    "partens insatser, vilken roll det än är."
)
_UNTIL = "Revisorer behöver ett slutdatum. För andra betyder tomt tills vidare."


class _WithParty(forms.Form):
    party = forms.ModelChoiceField(Party.objects.none(), label="Företräder parten", required=False, help_text=_PARTY)
    until = DateField(label="Till och med", required=False, help_text=_UNTIL)

    held: Sequence[str] = ()  # the roles, where the form does not ask for them

    def __init__(self, *args: Any, parties: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "party", parties, "Ingen part")

    def clean(self) -> dict[str, Any]:
        """The party that a role is held for stands at its field; the action asks the same."""
        data: dict[str, Any] = super().clean() or {}
        roles = data.get("roles", self.held)
        if "party" in data and data["party"] is None and (said := without_party(roles)):
            self.add_error("party", said)
        return data


class InviteForm(_WithParty):
    """Someone to invite. Rules about roles are the action's."""

    email = forms.EmailField(
        label="E-post",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": "Skriv en e-postadress, till exempel anna@exempel.se."},
    )
    name = forms.CharField(
        label="Namn", max_length=120, required=False, help_text="Behövs om personen inte redan har ett konto."
    )
    roles = forms.MultipleChoiceField(
        label="Roller",
        choices=ROLE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en roll."},
    )
    field_order = ["email", "name", "roles", "party", "until"]


class MembershipForm(_WithParty):
    """When a role ends, and whom the person represents."""

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = (role,)


class FaultForm(forms.Form):
    """Open to everyone, logged in or not."""

    text = forms.CharField(
        label="Vad fungerar inte?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Berätta vad du försökte göra, och om du använder till exempel skärmläsare eller förstoring.",
        error_messages={"required": "Beskriv vad som inte fungerar."},
    )
    page = forms.CharField(
        label="Vilken sida gäller det?", max_length=300, required=False, help_text="Adressen eller sidans rubrik."
    )
    contact = forms.CharField(
        label="Hur når vi dig?", max_length=200, required=False, help_text="E-post om du vill ha svar."
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Svar",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Skriv ett svar."},
    )
