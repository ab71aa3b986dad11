"""Forms of reports: begin one, write a section, date it, look for a figure."""

from django import forms

from samsyn.core.period import MONTHS, Period
from samsyn.reports.actions import LONGEST
from samsyn.reports.models import KINDS

UNITS = [("", "Rapportens"), ("kr", "kr"), ("tkr", "tkr"), ("mkr", "mkr"), ("utan", "Utan enhet")]
SCOPES = [
    ("", "Perioden"), ("förra", "Året före"), ("budget", "Budget"),
    ("reviderad", "Reviderad budget"), ("prognos", "Prognos"), ("avvikelse", "Avvikelse"),
]  # fmt: skip


class CreateForm(forms.Form):
    """A kind of report and the month it runs to, in the year of the page."""

    kind = forms.ChoiceField(label="Slag", choices=KINDS, widget=forms.RadioSelect)
    month = forms.TypedChoiceField(
        label="Till och med",
        coerce=int,
        choices=[(number, name) for number, name in enumerate(MONTHS, start=1)],
        help_text="Årsredovisning och ekonomisk redovisning görs för helår, tertialuppföljning till och med april, "
        "augusti eller december.",
    )
    carry = forms.BooleanField(
        label="Börja från fjolårets texter",
        required=False,
        help_text="Texterna blir utkast att läsa igenom. Siffrorna blir årets; inga gamla tal följer med.",
    )

    def __init__(self, *args: object, year: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.year = year

    @property
    def period(self) -> Period:
        """The period chosen, of a valid form."""
        return Period(self.year, self.cleaned_data["month"])


class TextForm(forms.Form):
    """A section's Markdown, and the version it was written from."""

    text = forms.CharField(
        label="Text",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14, "class": "skrivruta", "spellcheck": "true", "lang": "sv"}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class DateForm(forms.Form):
    """The date on the cover."""

    date = forms.DateField(
        label="Datum på omslaget",
        required=False,
        help_text="Den dag styrelsen beslutar om rapporten.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class FigureForm(forms.Form):
    """A search among figures, and how the one chosen is to be written."""

    siffra = forms.CharField(label="Sök siffra", required=False, max_length=80,
                             widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}))  # fmt: skip
    avser = forms.ChoiceField(label="Avser", required=False, choices=SCOPES)
    enhet = forms.ChoiceField(label="Enhet", required=False, choices=UNITS)
