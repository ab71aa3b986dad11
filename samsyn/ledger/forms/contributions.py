"""Forms of medelstilldelning: a version with the key that divides it, instalments for the year, a payment."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.forms.fields import DateField, NumberField, YearField, offer
from samsyn.ledger.domain.contributions import Basis, Member, total_of_state
from samsyn.ledger.forms.fields import OreField
from samsyn.ledger.models import Allocation

_WORDS = {
    Basis.POPULATION: "Folkmängd",
    Basis.SHARES: "Fasta andelar i procent",
    Basis.AMOUNTS: "Fasta belopp i kronor",
}


class AllocationForm(forms.Form):
    """A version: the state's amount, and what the municipalities divide their quarter by."""

    year = YearField(label="År")
    stage = forms.ChoiceField(label="Version", choices=Allocation.Stage.choices, widget=forms.RadioSelect)
    date = DateField(label="Datum", help_text="Dagen för ansökan, beskedet, samrådet eller beslutet.")
    state = OreField(
        label="Statens belopp, kr", positive=True, required=True,
        help_text="Statens hälft. Regionen och kommunerna betalar sedan en fjärdedel var.",
    )  # fmt: skip
    basis = forms.ChoiceField(
        label="Kommunerna delar sin fjärdedel efter", choices=[(b.value, w) for b, w in _WORDS.items()],
        initial=Basis.POPULATION.value, widget=forms.RadioSelect,
    )  # fmt: skip
    counted = DateField(label="Folkmängden den", required=False, help_text="Behövs när kommunerna delar efter den.")
    note = forms.CharField(
        label="Ändrat efter samråd", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Skrivs när beloppen skiljer sig från det som medlemmarna har bekräftat.",
    )  # fmt: skip

    def __init__(self, *args: Any, members: Sequence[Member], keys: dict[int, Decimal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].widget.attrs["inputmode"] = "numeric"
        self.towns = [member for member in members if member.kind is PartyKind.MUNICIPALITY]
        for member in self.towns:
            self.fields[f"key-{member.pk}"] = NumberField(
                label=member.name, least=0, most=999_999_999, decimals=4, required=False, initial=keys.get(member.pk)
            )

    def main(self) -> list[BoundField]:
        return [self[name] for name in ("year", "stage", "date", "state")]

    def key_fields(self) -> list[BoundField]:
        return [self[f"key-{member.pk}"] for member in self.towns]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("basis") == Basis.POPULATION and len(self.towns) > 1 and not data.get("counted"):
            self.add_error("counted", "Skriv vilken dag folkmängden gäller, till exempel 2024-11-01.")
        return data

    @property
    def values(self) -> dict[int, Decimal]:
        """The key's numbers by party's pk."""
        found = {member.pk: self.cleaned_data.get(f"key-{member.pk}") for member in self.towns}
        return {pk: value for pk, value in found.items() if value is not None}

    @property
    def total(self) -> int:
        return total_of_state(self.cleaned_data["state"])

    @property
    def basis_chosen(self) -> Basis:
        return Basis(self.cleaned_data["basis"])

    @property
    def key_words(self) -> str:
        """'Folkmängd 2024-11-01', 'Fasta andelar i procent'."""
        day: date | None = self.cleaned_data.get("counted")
        return f"Folkmängd {day}" if self.basis_chosen is Basis.POPULATION and day else _WORDS[self.basis_chosen]


MONTHS_BETWEEN = {1: 12, 2: 6, 3: 4, 4: 3, 6: 2, 12: 1}


class InstalmentsForm(forms.Form):
    """How every member of the year is asked for its contribution."""

    count = forms.TypedChoiceField(
        label="Antal delbetalningar", choices=[(n, str(n)) for n in MONTHS_BETWEEN], coerce=int, initial=4
    )
    first = DateField(label="Den första skickas", help_text="De följande skickas med lika långt mellanrum under året.")
    days = forms.IntegerField(
        label="Dagar att betala", min_value=0, max_value=180, initial=30,
        error_messages={"invalid": "Skriv antalet dagar, till exempel 30."},
    )  # fmt: skip
    document = forms.ChoiceField(label="Underlag", choices=[("faktura", "Faktura"), ("rekvisition", "Rekvisition")])


class OneInstalmentForm(forms.Form):
    """An instalment of one member."""

    party = forms.TypedChoiceField(label="Medlem", coerce=int)
    amount = OreField(label="Belopp, kr", positive=True, required=True)
    invoiced = DateField(label="Skickas")
    due = DateField(label="Förfaller")
    document = forms.ChoiceField(label="Underlag", choices=[("faktura", "Faktura"), ("rekvisition", "Rekvisition")])
    reference = forms.CharField(label="Fakturanummer eller referens", max_length=60, required=False)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "party", [(member.pk, member.name) for member in members])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("invoiced") and data.get("due") and data["due"] < data["invoiced"]:
            self.add_error("due", "Förfallodagen ligger före dagen då den skickas.")
        return data


class ReceiptForm(forms.Form):
    """A payment that came in."""

    date = DateField(label="Betalt den")
    amount = OreField(label="Belopp, kr", positive=True, required=True)
    reference = forms.CharField(label="Referens", max_length=60, required=False)


class ReasonForm(forms.Form):
    """Why something written wrong is taken away."""

    reason = forms.CharField(
        label="Skäl", max_length=300, error_messages={"required": "Skriv varför."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
