"""Meetings, attendance, items, decisions, jäv and papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from samsyn.associations.forms.fields import DateField, offer_rows
from samsyn.associations.models import Party
from samsyn.core.uploads import ALLOWED
from samsyn.governance.domain.attendance import Called
from samsyn.governance.models import Attendance, Body, Paragraph, Recusal

BLANK_ROWS = 4
MOST_ROWS = 200


class TimeField(forms.TimeField):
    """A time of day, typed as 9.30 or 09:30 or picked in the browser."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)
        self.error_messages["invalid"] = "Skriv en tid, till exempel 09:30."


def _text(label: str, rows: int, required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, **kwargs
    )


class BodyForm(forms.Form):
    """A group that meets."""

    name = forms.CharField(
        label="Namn", max_length=120, help_text="Till exempel Styrelsen, Länsam eller Lokal styrgrupp Ån."
    )
    kind = forms.ChoiceField(label="Slag", choices=Body.Kind.choices)
    party = forms.ModelChoiceField(Party.objects.none(), label="Kommun", required=False, empty_label="Ingen")
    position = forms.IntegerField(
        label="Plats i listan", min_value=0, max_value=999, required=False, help_text="Lägst nummer står först."
    )
    active = forms.BooleanField(label="Används", required=False, initial=True)

    def __init__(self, *args: Any, parties: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "party", parties)

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0


class MeetingForm(forms.Form):
    """When, where and who. The action judges."""

    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Grupp",
        empty_label="Välj",
        error_messages={"required": "Välj vilken grupp som möts."},
    )
    date = DateField(label="Datum", error_messages={"required": "Skriv vilken dag mötet är."})
    start_time = TimeField(label="Börjar", required=False)
    end_time = TimeField(label="Slutar", required=False)
    place = forms.CharField(label="Plats", max_length=120, required=False)
    kind = forms.CharField(
        label="Slag av möte", max_length=40, required=False,
        help_text="Tomt för ett ordinarie möte. Annars till exempel extra eller per capsulam.",
    )  # fmt: skip
    secretary = forms.CharField(label="Sekreterare", max_length=120, required=False)
    topics = forms.CharField(
        label="Om", max_length=300, required=False, help_text="Kort, till exempel budget och två ansökningar."
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "body", bodies)


class AttendanceForm(forms.Form):
    """Everyone called to a meeting, a row each, and blank rows below. An emptied name takes the row away."""

    def __init__(self, data: QueryDict | None = None, *, rows: Sequence[Called]) -> None:
        super().__init__(data)
        self.mandates = {row.person: row.mandate for row in rows}
        blank = max(BLANK_ROWS, sum(key.startswith("person-") for key in data or ()) - len(rows))
        names = [row.person for row in rows]
        self.count = min(len(rows) + blank, MOST_ROWS)
        for at, row in enumerate([*rows, *[Called("", Attendance.Role.GUEST)] * blank][: self.count]):
            self._add(at, row, [name for name in names if name != row.person])

    def _add(self, at: int, row: Called, others: Sequence[str]) -> None:
        who = row.person or f"ny rad {at + 1}"
        self.fields[f"person-{at}"] = forms.CharField(
            label=f"Namn, {who}", initial=row.person, required=False, max_length=120
        )
        self.fields[f"role-{at}"] = forms.ChoiceField(
            label=f"Roll, {who}", initial=row.role, required=False, choices=Attendance.Role.choices
        )
        self.fields[f"present-{at}"] = forms.BooleanField(
            label=f"Närvarande, {who}", initial=row.present, required=False
        )
        self.fields[f"replaces-{at}"] = forms.ChoiceField(
            label=f"Tjänstgör för, {who}", initial=row.replaces, required=False,
            choices=[("", "–"), *((name, name) for name in others)],
        )  # fmt: skip

    def lines(self) -> list[Mapping[str, Any]]:
        """The form's rows for the template."""
        return [
            {name: self[f"{name}-{at}"] for name in ("person", "role", "present", "replaces")}
            for at in range(self.count)
        ]

    def called(self) -> list[Called]:
        """The rows as they are to be kept. A new name has no mandate."""
        data = self.cleaned_data
        return [
            Called(
                data[f"person-{at}"], data[f"role-{at}"], data[f"present-{at}"], data[f"replaces-{at}"],
                self.mandates.get(data[f"person-{at}"]),
            )
            for at in range(self.count)
            if data[f"person-{at}"].strip()
        ]  # fmt: skip


class ItemForm(forms.Form):
    """An item of the agenda."""

    title = forms.CharField(label="Ärende", max_length=200, error_messages={"required": "Skriv vad ärendet gäller."})
    background = _text("Bakgrund", 6)
    proposal = _text("Förslag till beslut", 4)
    prepared_by = forms.CharField(
        label="Berett av", max_length=200, required=False,
        help_text="Namn på dem som berett ärendet. Den som är jävig får inte bereda det.",
    )  # fmt: skip


class DecisionForm(forms.Form):
    """What was decided in one item."""

    outcome = forms.ChoiceField(
        label="Utfall", choices=Paragraph.Outcome.choices, error_messages={"required": "Välj hur det gick."}
    )
    decision = _text("Beslut", 5, help_text="Tomt vid bifall betyder att förslaget blev beslutet, ord för ord.")
    reservation = _text("Reservation eller särskilt yttrande", 3)
    number = forms.IntegerField(
        label="Paragraf", min_value=1, max_value=9999, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Tomt ger nästa nummer i följd för gruppen och året.",
        error_messages={"invalid": "Skriv paragrafens nummer, till exempel 12."},
    )  # fmt: skip


class RecusalForm(forms.Form):
    """Jäv in one item. Never inferred: someone said it."""

    attendance = forms.ModelChoiceField(
        Attendance.objects.none(),
        label="Vem",
        empty_label="Välj",
        error_messages={"required": "Välj vem som är jävig."},
    )
    source = forms.ChoiceField(
        label="Hur det blev känt", choices=Recusal.Source.choices, widget=forms.RadioSelect,
        error_messages={"required": "Välj om personen själv anmälde jävet eller ordföranden noterade det."},
    )  # fmt: skip
    reason = forms.CharField(label="Skäl", max_length=300, required=False)
    deputy = forms.ModelChoiceField(
        Attendance.objects.none(), label="Ersättare som går in", required=False, empty_label="Ingen"
    )

    def __init__(self, *args: Any, people: QuerySet[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = people.filter(present=True)
        offer_rows(self, "attendance", present)
        offer_rows(self, "deputy", present.filter(role=Attendance.Role.DEPUTY, replaces__isnull=True))


class AdjustForm(forms.Form):
    """Who justerar, and when."""

    adjuster = forms.CharField(
        label="Justerare", max_length=200, help_text="Namnen på dem som justerat, ordföranden inräknad.",
        error_messages={"required": "Skriv vem som justerat protokollet."},
    )  # fmt: skip
    on = DateField(label="Justerat", error_messages={"required": "Skriv vilken dag protokollet justerades."})


class PostForm(forms.Form):
    """The notice that the minutes are justerade."""

    posted = DateField(label="Anslaget sätts upp", error_messages={"required": "Skriv när anslaget sattes upp."})
    posted_until = DateField(
        label="Anslaget tas ned", help_text="Anslaget sitter minst så länge beslut kan överklagas, tre veckor.",
        error_messages={"required": "Skriv när anslaget tas ned."},
    )  # fmt: skip
    published = DateField(label="Protokollet publicerat", required=False, help_text="På förbundets webbplats.")


class PaperForm(forms.Form):
    """A paper to a meeting or an item."""

    file = forms.FileField(
        label="Släpp filen här, eller välj den",
        help_text="PDF, Word, Excel, bild eller text, högst 20 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(ALLOWED))}),
        error_messages={"required": "Välj en fil."},
    )
    paragraph = forms.ModelChoiceField(
        Paragraph.objects.none(), label="Hör till", required=False, empty_label="Hela mötet"
    )

    def __init__(self, *args: Any, items: QuerySet[Paragraph], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "paragraph", items)


class DelegatedForm(forms.Form):
    """A decision on delegation."""

    on = DateField(label="Datum", error_messages={"required": "Skriv vilken dag beslutet fattades."})
    delegate = forms.CharField(
        label="Beslutad av", max_length=200, help_text="Namn och befattning.",
        error_messages={"required": "Skriv vem som fattat beslutet."},
    )  # fmt: skip
    rule = forms.CharField(label="Punkt i delegationsordningen", max_length=120, required=False)
    text = _text("Beslut", 5, required=True, error_messages={"required": "Skriv vad som beslutades."})


class ReportForm(forms.Form):
    """Which decisions on delegation the board is told of at a meeting."""

    decisions = forms.ModelMultipleChoiceField(
        Body.objects.none(), label="Delegationsbeslut", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decisions"]
        field.queryset = choices
        field.label_from_instance = lambda one: f"{one}, {one.date:%Y-%m-%d}: {one.text[:120]}"
