"""Forms of reporting periods: opening one, opening a closed one again, reading in a file."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from samsyn.associations.forms.fields import DateField, offer
from samsyn.participants.domain.periods import Part

LONGEST = 10 * 1024 * 1024  # bytes of a file of counts


class OpenForm(forms.Form):
    """Which period, and when it is due."""

    part = forms.ChoiceField(label="Period", widget=forms.RadioSelect)
    due = DateField(label="Lämnas senast", required=False)

    def __init__(self, *args: Any, parts: Sequence[Part], chosen: str, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "part", [(part.code, f"{part.label.capitalize()} ({part.months_text})") for part in parts])
        self.fields["part"].initial = chosen or (parts[0].code if parts else "")
        self.fields["due"].help_text = f"Tomt betyder {days} dagar efter periodens sista dag."

    @property
    def values(self) -> tuple[Part, date | None]:
        return Part.parse(self.cleaned_data["part"]), self.cleaned_data["due"]


class ReasonForm(forms.Form):
    """Why something that was settled is changed."""

    reason = forms.CharField(label="Varför?", max_length=300, help_text="Skälet står kvar i historiken.")


class FileForm(forms.Form):
    """A file with the counts of a period."""

    file = forms.FileField(
        label="Släpp filen här, eller välj den",
        help_text="Excel (.xlsx) eller CSV, som mallen.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LONGEST:
            raise forms.ValidationError("Filen är för stor. Den kan vara högst 10 MB.")
        return file


def unopened(parts: Sequence[Part], held: Sequence[Part], today: date) -> list[Part]:
    """Those not open yet, what has begun first."""
    free = [part for part in parts if part not in held]
    soon = today + timedelta(days=31)
    return [part for part in free if part.start <= soon] or free[:1]
