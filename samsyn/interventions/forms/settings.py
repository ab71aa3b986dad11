"""The association's own lists and rules for interventions."""

from collections.abc import Iterable
from typing import Any

from django import forms

from samsyn.associations.forms.fields import DateField, YearField
from samsyn.interventions.actions.settings import Wanted
from samsyn.interventions.domain.words import AttestPlace
from samsyn.interventions.models import Choice, NoteGroup, NoteLabel, Policy


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rules; the accounts of the export are on its own page."""

    attest_place = forms.ChoiceField(
        label="Attest sker", widget=forms.RadioSelect,
        choices=[(AttestPlace.HERE, "Här, sedan lämnas underlag till bokföringen"),
                 (AttestPlace.ACCOUNTING, "I ekonomisystemet, sedan stäms bokföringen av mot rekvisitionerna")],
    )  # fmt: skip

    class Meta:
        model = Policy
        fields = ["attest_place", "longest_months", "service_days", "agreement_days", "final_report_days",
                  "confirmation_month", "confirmation_day", "owner_word", "export_series"]  # fmt: skip
        labels = {
            "longest_months": "Längsta finansiering i månader",
            "service_days": "Dagar till beslut på en ansökan",
            "agreement_days": "Dagar från beslut till överenskommelse",
            "final_report_days": "Dagar till slutrapport",
            "confirmation_month": "Årsbesked senast, månad",
            "confirmation_day": "Årsbesked senast, dag",
            "owner_word": "Den som driver insatsen kallas",
            "export_series": "Verifikationsserie för underlag",
        }
        help_texts = {
            "longest_months": "En längre period ger en varning, inte ett stopp.",
            "service_days": "Klockan står stilla medan en komplettering väntas in.",
            "confirmation_month": "Månaden efter årets slut, till exempel 1 för januari.",
        }


class ChoicesForm(forms.Form):
    """A list: name and dates per row, a box to take a row away, and empty rows for new ones."""

    SPARE = 3

    def __init__(self, *args: Any, held: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pks: list[int | None] = []
        for place, row in enumerate([*held, *[None] * self.SPARE]):
            self.pks.append(row.pk if row else None)
            name = f"rad {place + 1}"
            self.fields[f"label_{place}"] = forms.CharField(
                label=f"Namn, {name}", required=False, max_length=120, initial=row.label if row else ""
            )
            self.fields[f"place_{place}"] = forms.IntegerField(
                label=f"Ordning, {name}", required=False, min_value=1, max_value=999, initial=place + 1 if row else None
            )
            self.fields[f"start_{place}"] = DateField(
                label=f"Från, {name}", required=False, initial=row.start if row else None
            )
            self.fields[f"end_{place}"] = DateField(
                label=f"Till, {name}", required=False, initial=row.end if row else None)  # fmt: skip

    @property
    def rows(self) -> list[tuple[forms.BoundField, ...]]:
        names = ("label", "place", "start", "end")
        return [tuple(self[f"{name}_{n}"] for name in names) for n in range(len(self.pks))]

    @property
    def wanted(self) -> list[Wanted]:
        """Rows with a name, in the order typed; a held row whose name was emptied goes away."""
        data = self.cleaned_data
        found = [
            (data[f"place_{n}"] or 1000 + n, n, Wanted(label, pk, data[f"start_{n}"], data[f"end_{n}"]))
            for n, pk in enumerate(self.pks) if (label := data[f"label_{n}"])
        ]  # fmt: skip
        return [row for _, _, row in sorted(found, key=lambda one: one[:2])]


class NoteRowForm(forms.Form):
    """A row of the note: place, whether it is printed, and its words year by year; an empty text takes one away."""

    own_row = forms.BooleanField(label="Egen rad i noten", required=False,
                                 help_text="Annars ingår beloppet bara i summan.")  # fmt: skip
    position = forms.IntegerField(label="Plats i noten", min_value=0, max_value=999, help_text="Lägst står först.")
    SPARE = 2

    def __init__(self, *args: Any, group: NoteGroup, labels: Iterable[NoteLabel], **kwargs: Any) -> None:
        kwargs["initial"] = {"own_row": group.own_row, "position": group.position}
        super().__init__(*args, **kwargs)
        rows = [(row.from_year, row.label) for row in labels]
        for place, (year, label) in enumerate([*rows, *[(None, "")] * self.SPARE]):
            self.fields[f"year_{place}"] = YearField(label=f"Från år, rad {place + 1}", required=False, initial=year)
            self.fields[f"label_{place}"] = forms.CharField(
                label=f"Text, rad {place + 1}", required=False, max_length=200, initial=label)  # fmt: skip
        self.places = len(rows) + self.SPARE

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"year_{n}"], self[f"label_{n}"]) for n in range(self.places)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in range(self.places):
            if data.get(f"label_{n}") and not data.get(f"year_{n}") and f"year_{n}" not in self.errors:
                self.add_error(f"year_{n}", "Skriv från vilket år texten gäller.")
        return data

    @property
    def labels(self) -> dict[int, str]:
        """Words by the year they hold from."""
        data = self.cleaned_data
        return {data[f"year_{n}"]: data[f"label_{n}"] for n in range(self.places)
                if data[f"label_{n}"] and data[f"year_{n}"]}  # fmt: skip
