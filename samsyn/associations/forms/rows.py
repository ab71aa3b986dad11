"""Facts, parties, contributions, office and board."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samsyn.associations.domain.parties import check_org_number
from samsyn.associations.domain.shares import ContributionTable, Payer
from samsyn.associations.domain.words import WORDS
from samsyn.associations.forms.fields import AmountField, DateField, NumberField, YearField
from samsyn.associations.models import Association, Mandate, OfficePost, Party

MOST_BYTES = 2 * 1024 * 1024


class FactsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, number and the association's own words."""

    formed = YearField(label="Bildat år", required=False)

    class Meta:
        model = Association
        fields = ["name", "short_name", "org_number", "seat", "formed", "data_note"]
        labels = {
            "name": "Namn", "short_name": "Kort namn", "org_number": "Organisationsnummer", "seat": "Säte",
            "data_note": "Upplysning om uppgifterna",
        }  # fmt: skip
        help_texts = {
            "short_name": "Står i sidhuvudet, till exempel Norrskog.",
            "org_number": "Tio siffror, till exempel 222000-1990.",
            "data_note": "Visas längst ned på varje sida, till exempel att uppgifterna är påhittade.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (label, default) in WORDS.items():
            self.fields[f"word_{key}"] = forms.CharField(
                label=label, required=False, max_length=40, initial=self.instance.words.get(key, ""),
                help_text=f"Tomt ger ordet {default}.",
            )  # fmt: skip

    def clean_org_number(self) -> str:
        try:
            return check_org_number(self.cleaned_data["org_number"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

    @property
    def words(self) -> dict[str, str]:
        """The words as they are to be stored; words the form does not know are kept."""
        return {**self.instance.words, **{key: self.cleaned_data[f"word_{key}"] for key in WORDS}}


class PartyForm(forms.ModelForm):  # type: ignore[type-arg]
    from_year = YearField(label="Medlem från år", required=False)
    to_year = YearField(label="Medlem till och med år", required=False)

    class Meta:
        model = Party
        fields = ["name", "kind", "pays_for", "position", "from_year", "to_year"]
        labels = {"name": "Namn", "kind": "Slag", "pays_for": "Betalar även för", "position": "Plats i listan"}
        help_texts = {
            "pays_for": "Försäkringskassan betalar statens hela del, också för Arbetsförmedlingen. "
            "Flera namn skiljs med kommatecken.",
            "position": "Lägst nummer står först.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("from_year"), data.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", "Sista året ligger före det första.")
        return data


class PostForm(forms.ModelForm):  # type: ignore[type-arg]
    percent = NumberField(label="Omfattning i procent", least=1, most=100, help_text="Heltid är 100.")
    start = DateField(label="Från")
    end = DateField(label="Till och med", required=False, help_text="Tomt betyder tills vidare.")

    class Meta:
        model = OfficePost
        fields = ["title", "kind", "percent", "start", "end", "seller"]
        labels = {"title": "Befattning", "kind": "Slag", "seller": "Säljare eller betalare"}
        help_texts = {
            "title": "Vem som har tjänsten skrivs inte här.",
            "kind": "Köpta tjänster räknas för sig och ingår inte i antalet årsarbetare.",
            "seller": "Vem tjänsten köps av, eller vem som betalar den.",
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        return _check_period(self)


class MandateForm(forms.ModelForm):  # type: ignore[type-arg]
    start = DateField(label="Från")
    end = DateField(label="Till och med", required=False, help_text="Tomt betyder tills vidare.")

    class Meta:
        model = Mandate
        fields = ["person", "kind", "party", "start", "end"]
        labels = {"person": "Namn", "kind": "Uppdrag", "party": "Utsedd av"}

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.fields["party"].empty_label = "Ingen part vald"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        super().clean()
        return _check_period(self)


def _check_period(form: forms.BaseModelForm[Any]) -> dict[str, Any]:
    data = form.cleaned_data
    if data.get("start") and data.get("end") and data["end"] < data["start"]:
        form.add_error("end", "Slutdatumet ligger före startdatumet.")
    return data


class ContributionsForm(forms.Form):
    """One amount for each party, for one year."""

    def __init__(self, *args: Any, table: ContributionTable, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for payer in table.payers:
            amount = table.amount(payer, year)
            if amount is not None or payer.member_in(year):
                self.fields[_name(payer)] = AmountField(label=payer.name, required=False, initial=amount)

    @property
    def amounts(self) -> dict[int, int | None]:
        """Öre by the party's pk."""
        return {int(name.removeprefix("party_")): amount for name, amount in self.cleaned_data.items()}


def _name(payer: Payer) -> str:
    return f"party_{payer.pk}"


class UploadForm(forms.Form):
    """A table file: CSV or Excel."""

    file = forms.FileField(
        label="Fil (CSV eller Excel)",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("Filen är större än 2 MB. En fil med bidrag eller personal är mycket mindre.")
        return file


class StaffYearForm(forms.Form):
    year = YearField(label="År")
    average = NumberField(
        label="Årsmedelantal", least=0, most=999, required=False, help_text="Tomt tar bort årets uppgift."
    )
