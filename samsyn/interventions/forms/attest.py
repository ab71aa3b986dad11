"""Forms of the attestordning."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from samsyn.associations.forms.fields import AmountField, DateField, offer_rows
from samsyn.associations.models import User
from samsyn.interventions.domain.attest import Scope
from samsyn.interventions.domain.words import AttestStep
from samsyn.interventions.models import AttestRight, Intervention


class RightForm(forms.Form):
    """A new line: who may take which step, up to how much, for what and from when."""

    step = forms.ChoiceField(
        label="Steg", choices=[(step.value, step.value.capitalize()) for step in AttestStep], widget=forms.RadioSelect
    )
    person = forms.ModelChoiceField(
        label="Person", queryset=User.objects.none(), empty_label="Välj", error_messages={"required": "Välj en person."}
    )
    substitute = forms.ModelChoiceField(
        label="Ersättare",
        queryset=User.objects.none(),
        empty_label="Ingen",
        required=False,
        help_text="Får samma rätt.",
    )
    limit = AmountField(label="Högsta belopp, kr", required=False, help_text="Tomt betyder inget tak.")
    scope = forms.ChoiceField(label="Gäller", choices=AttestRight.Scope.choices, initial=Scope.ALL.value)
    intervention = forms.ModelChoiceField(
        label="Insats", queryset=Intervention.objects.none(), empty_label="Alla", required=False
    )
    start = DateField(label="Från")
    end = DateField(label="Till och med", required=False, help_text="Tomt betyder tills vidare.")

    def __init__(
        self, *args: Any, people: Iterable[User], interventions: QuerySet[Intervention], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        found = User.objects.filter(pk__in=[person.pk for person in people]).order_by("name")
        offer_rows(self, "person", found)
        offer_rows(self, "substitute", found)
        offer_rows(self, "intervention", interventions.order_by("name"))


class EndForm(forms.Form):
    end = DateField(label="Sista dag", error_messages={"required": "Skriv den sista dagen rätten gäller."})
