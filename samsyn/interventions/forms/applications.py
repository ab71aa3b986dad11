"""Forms of an application: a first page, the whole text with its budget, a step, a comment."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from samsyn.associations.forms.fields import AmountField, DateField, offer
from samsyn.associations.models import Party
from samsyn.governance.models import Meeting
from samsyn.interventions.domain.applications import BOTH, direction_fault
from samsyn.interventions.domain.words import Direction
from samsyn.interventions.forms.later import LaterChoice, LaterDate, LaterText
from samsyn.interventions.models import Application, Choice, Intervention

DIRECTIONS = (
    (Direction.INDIVIDUAL.value, "Individer: stöd till enskilda personer"),
    (Direction.STRUCTURE.value, "Struktur: hur parterna samverkar"),
    (BOTH, "Både individer och struktur"),
)
OFFICE = "0"
MOST_YEARS = 10


def _text(label: str, help_text: str, rows: int = 5) -> forms.CharField:
    return LaterText(label=label, help_text=help_text, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows}))


class StartForm(forms.Form):
    """What a new application begins with."""

    use_required_attribute = False  # drafts are saved as they are
    title = forms.CharField(label="Rubrik", max_length=200, help_text="Till exempel Vägval, stöd till unga i Ån.")
    direction = forms.ChoiceField(label="Insatsen gäller", choices=DIRECTIONS, widget=forms.RadioSelect)
    applicant = forms.ChoiceField(label="Sökande")
    start = LaterDate(label="Från")
    end = LaterDate(label="Till och med")

    def __init__(self, *args: Any, applicants: Sequence[Party], office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(OFFICE, "Kansliet, i egen regi")] if office else []
        choices = [*own, *((str(party.pk), str(party)) for party in applicants)]
        offer(self, "applicant", choices)
        self.parties = {str(party.pk): party for party in applicants}
        if len(choices) == 1:
            self.fields["applicant"].widget = forms.HiddenInput()
            self.initial["applicant"] = choices[0][0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_common(self, data)
        return data

    @property
    def chosen_applicant(self) -> Party | None:
        return self.parties.get(self.cleaned_data["applicant"])


def check_common(form: forms.Form, data: Mapping[str, Any]) -> None:
    """What every page of an application checks: one direction, and a period that ends after it begins."""
    if data.get("direction") and (fault := direction_fault(data["direction"])):
        form.add_error("direction", fault)
    start, end = data.get("start"), data.get("end")
    if start and end and end < start:
        form.add_error("end", "Sista dagen är före den första.")


class ApplicationForm(forms.Form):
    """The whole application. Parties and budget are rows of fields made for it: `parties()` and `table()`.

    `years` keeps which years the table had when it was shown, so that nothing typed is lost when the period changes.
    """

    use_required_attribute = False
    title = forms.CharField(label="Rubrik", max_length=200)
    direction = forms.ChoiceField(label="Insatsen gäller", choices=DIRECTIONS, widget=forms.RadioSelect)
    orientation = LaterChoice(label="Inriktning")
    intervention = LaterChoice(label="Ny insats eller en som finns")
    start = LaterDate(label="Från")
    end = LaterDate(label="Till och med")
    participants = forms.IntegerField(label="Planerade deltagare per år", required=False, min_value=0, max_value=99_999)
    need = _text("Behov", "Vad fungerar inte i dag, för vilka, och hur vet ni det?")
    target_group = _text("Målgrupp", "Vilka insatsen är till för: ålder, situation, ungefär hur många.", 3)
    goals = _text("Mål", "Vad ska ha hänt när insatsen är slut? Skriv så att det går att mäta.")
    activities = _text("Vad ni ska göra", "Arbetssätt, bemanning, vem som gör vad.")
    equality = _text("Jämställdhet och likabehandling", "Hur insatsen når kvinnor och män lika väl, och vilka som "
                     "annars inte nås.", 4)  # fmt: skip
    exit_plan = _text("Avslut och implementering", "Vad som händer när pengarna är slut: vem tar över vad?", 4)
    version = forms.IntegerField(widget=forms.HiddenInput)
    years = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        application: Application,
        parties: Sequence[Party],
        cost_types: Sequence[Choice],
        orientations: Sequence[Choice],
        interventions: Sequence[Intervention],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.application, self.cost_types = application, list(cost_types)
        self.party_rows = [party for party in parties if party.pk != application.applicant_id]
        self.orientations = {str(row.pk): row for row in orientations}
        self.interventions = {str(row.pk): row for row in interventions}
        offer(self, "orientation", _choices("Välj", orientations))
        offer(self, "intervention", _choices("En ny insats", interventions))
        self.year_list = self._years()
        self._begin()
        self._add_parties()
        self._add_budget()

    def _begin(self) -> None:
        held = self.application
        for name in ("title", "direction", "start", "end", "participants", "need", "target_group", "goals",
                     "activities", "equality", "exit_plan", "version"):  # fmt: skip
            self.initial[name] = getattr(held, name)
        self.initial["orientation"] = str(held.orientation_id or "")
        self.initial["intervention"] = str(held.intervention_id or "")
        self.initial["years"] = ",".join(map(str, self.year_list))

    def _years(self) -> list[int]:
        held = self.application
        typed = str(self.data.get("years", "")).split(",") if self.is_bound else []
        years = {int(text) for text in typed if text.isdecimal() and len(text) == 4 and 2004 <= int(text) <= 2099}
        years |= {row.year for row in held.budget.all()}
        if held.start and held.end:
            years |= set(range(held.start.year, min(held.end.year, held.start.year + MOST_YEARS - 1) + 1))
        first = held.start.year if held.start else timezone.localdate().year + 1
        return sorted(years or range(first, first + 3))

    def _add_parties(self) -> None:
        held = {row.party_id: row.unfinanced for row in self.application.parties.all()}
        for party in self.party_rows:
            self.fields[f"p{party.pk}"] = forms.BooleanField(label=str(party), required=False, initial=party.pk in held)
            self.fields[f"u{party.pk}"] = forms.CharField(
                label=f"Medverkan från {party} som ni inte söker pengar för", max_length=200, required=False,
                initial=held.get(party.pk, ""),
            )  # fmt: skip

    def _add_budget(self) -> None:
        held = {(row.year, row.cost_type_id): row.amount for row in self.application.budget.all()}
        for kind in self.cost_types:
            for year in self.year_list:
                self.fields[_cell(year, kind)] = AmountField(
                    label=f"{kind} {year}, kr", required=False, initial=held.get((year, kind.pk))
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_common(self, data)
        for party in self.party_rows:
            if data.get(f"u{party.pk}") and not data.get(f"p{party.pk}"):
                data[f"p{party.pk}"] = True  # who writes what a party does means that it takes part
        return data

    # --- what the template walks -----------------------------------------------------------------------------------

    def parties(self) -> Iterable[tuple[BoundField, BoundField]]:
        """Per party: the box and what it does unpaid."""
        return [(self[f"p{party.pk}"], self[f"u{party.pk}"]) for party in self.party_rows]

    def table(self) -> Iterable[tuple[Choice, list[BoundField]]]:
        """Per cost type: a field for each year."""
        return [(kind, [self[_cell(year, kind)] for year in self.year_list]) for kind in self.cost_types]

    # --- what was typed --------------------------------------------------------------------------------------------

    def fields_typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = ("title", "direction", "start", "end", "participants", "need", "target_group", "goals", "activities",
                 "equality", "exit_plan")  # fmt: skip
        chosen = {
            "orientation": self.orientations.get(data["orientation"]),
            "intervention": self.interventions.get(data["intervention"]),
        }
        return {**{name: data[name] for name in plain}, **chosen}

    def parties_typed(self) -> list[tuple[Party, str]]:
        data = self.cleaned_data
        return [(party, data[f"u{party.pk}"]) for party in self.party_rows if data[f"p{party.pk}"]]

    def budget_typed(self) -> dict[tuple[int, Choice | str], int]:
        amounts = {(year, kind): self.cleaned_data[_cell(year, kind)]
                   for kind in self.cost_types for year in self.year_list}  # fmt: skip
        return {key: amount for key, amount in amounts.items() if amount}


def _cell(year: int, kind: Choice) -> str:
    return f"b{year}-{kind.pk}"


def _choices(empty: str, rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [("", empty), *((str(row.pk), str(row)) for row in rows)]


class StepForm(forms.Form):
    """A step: when it was (the office's choice) and words on the way; a planned meeting when it goes to the board."""

    on = DateField(label="Dag")
    note = forms.CharField(label="Ord på vägen", required=False, max_length=5000,
                           widget=forms.Textarea(attrs={"rows": 5}))  # fmt: skip
    meeting = forms.ChoiceField(
        label="Möte", required=False, help_text="Ansökan blir ett ärende på mötet med behov och sökt belopp."
    )

    def __init__(
        self, *args: Any, dated: bool, reason: str = "", meetings: Sequence[Meeting] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(meeting.pk): meeting for meeting in meetings or ()}
        if not dated:
            del self.fields["on"]
        if reason:
            self.fields["note"].required = True
            self.fields["note"].label = reason
            self.fields["note"].error_messages["required"] = "Skriv skälet."
        if meetings is None:
            del self.fields["meeting"]
        else:
            held = [(key, f"{meeting.body} {meeting.date.isoformat()}") for key, meeting in self.meetings.items()]
            offer(self, "meeting", [("", "Inget möte ännu"), *held])

    @property
    def chosen_meeting(self) -> Meeting | None:
        return self.meetings.get(self.cleaned_data.get("meeting", ""))


class CommentForm(forms.Form):
    """What beredning or the office says."""

    text = forms.CharField(
        label="Kommentar", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv en kommentar."},
    )  # fmt: skip
    supports = forms.TypedChoiceField(
        label="Ställningstagande", required=False, widget=forms.RadioSelect,
        choices=[("", "Bara en kommentar"), ("ja", "Tillstyrker"), ("nej", "Avstyrker")],
        coerce=lambda value: {"ja": True, "nej": False}.get(value), empty_value=None,
    )  # fmt: skip
