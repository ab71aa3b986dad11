"""An occasion as it is typed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from samsyn.associations.forms.fields import AmountField, DateField, VersionField, offer_rows
from samsyn.interventions.models import Intervention
from samsyn.participants.domain.occasions import ATTENDANCE, MOST, Evaluated, Told, problems
from samsyn.participants.models import Occasion, OccasionEvaluation

SPARE, MOST_PLACES = 2, 40  # rows for evaluations
_SECTIONS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("Träffen", "", ("name", "kind", "purpose", "intervention", "organiser", "joint_with")),
    ("När", "", ("state", "start", "end", "times")),
    ("Deltagare", "Räkna alla som kom, gång för gång. Lämna tomt det du inte vet.", ("participants",)),
    ("Olika personer", "Den som varit med flera gånger räknas en gång.", ("unique", "unique_method")),
    ("Pengar", "", ("budget", "cost")),
    ("I rapporten", "", ("counted",)),
)
_WORDS: dict[str, tuple[str, str]] = {
    "organiser": ("Arrangör", "Skriv organisationen, inte personens namn."),
    "joint_with": ("Tillsammans med", "Andra förbund eller organisationer som ordnat träffen ihop med er."),
    "start": ("Första dagen", ""),
    "end": ("Sista dagen", "Tomt är samma dag. Träffen räknas i den period där sista dagen ligger."),
    "times": ("Antal tillfällen", "En serie med samma rubrik kan vara en rad."),
    "unique": ("Olika personer, uppskattat", "Högst antalet deltagare."),
    "unique_method": ("Hur det har uppskattats", "Till exempel: deltagarlistor, dubbletter borträknade."),
    "kind": ("Form", ""),
    "purpose": ("Räknas som", ""),
    "counted": (
        "Räknas i rapporten",
        "Avmarkerad: träffen är kvar i listan, men deltagarna läggs inte ihop med andras.",
    ),
    "participants": ("Deltagare", "Tomt: räknas ihop när alla parter är ifyllda."),
}


class OccasionForm(forms.ModelForm):  # type: ignore[type-arg]
    """One occasion with its evaluations. `own` are the interventions the user may write about."""

    start = DateField()
    end = DateField(required=False)
    budget = AmountField(label="Budget, kr", required=False)
    cost = AmountField(label="Kostnad, kr", required=False)
    version = VersionField()
    use_required_attribute = False

    class Meta:
        model = Occasion
        fields = ["name", "kind", "purpose", "intervention", "organiser", "joint_with", "state", "start", "end",
                  "times", "participants", *ATTENDANCE, "unique", "unique_method", "budget", "cost",
                  "counted"]  # fmt: skip

    def __init__(
        self, *args: Any, own: QuerySet[Intervention], all_may: bool, held: Iterable[OccasionEvaluation] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        offer_rows(self, "intervention", own.order_by("-direction", "name"), "Ingen insats" if all_may else "")
        self.fields["intervention"].required = not all_may
        for name, (label, text) in _WORDS.items():
            self.fields[name].label, self.fields[name].help_text = label, text
        if isinstance(kind := self.fields["kind"], forms.ChoiceField):
            kind.choices = [("", "Välj"), *Occasion.Kind.choices]
        for name in ("times", "participants", "unique", *ATTENDANCE):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        self.initial["version"] = self.instance.version
        self._ask_evaluations(self._places([*held]))

    def _places(self, held: Sequence[OccasionEvaluation]) -> list[OccasionEvaluation | None]:
        """Those that are kept and some empty; as many as were typed, whatever someone else took away meanwhile."""
        typed = sum(1 for place in range(MOST_PLACES) if f"question_{place}" in self.data)
        return [*held, *[None] * max(SPARE, typed - len(held))]

    def _ask_evaluations(self, held: Sequence[OccasionEvaluation | None]) -> None:
        self.places = len(held)
        for place, row in enumerate(held):
            number = f"omdöme {place + 1}"
            self.fields[f"question_{place}"] = forms.CharField(
                label=f"Fråga, {number}", required=False, max_length=200, initial=row.question if row else ""
            )
            for name, label in (("positive", "Positiva svar"), ("valid", "Alla svar")):
                self.fields[f"{name}_{place}"] = forms.IntegerField(
                    label=f"{label}, {number}", required=False, min_value=0, max_value=MOST,
                    initial=getattr(row, name) if row else None,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                )  # fmt: skip

    @property
    def sections(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        return [(title, text, [self[name] for name in names]) for title, text, names in _SECTIONS]

    @property
    def attendance(self) -> list[forms.BoundField]:
        """How many came from each party."""
        return [self[name] for name in ATTENDANCE]

    @property
    def evaluations(self) -> list[tuple[forms.BoundField, ...]]:
        names = ("question", "positive", "valid")
        return [tuple(self[f"{name}_{place}"] for name in names) for place in range(self.places)]

    @property
    def evaluated(self) -> list[Evaluated]:
        """The rows that hold something."""
        data = self.cleaned_data
        rows = [
            tuple(data.get(f"{name}_{n}") for name in ("question", "positive", "valid")) for n in range(self.places)
        ]
        return [Evaluated(question or "", positive, valid) for question, positive, valid in rows
                if question or positive is not None or valid is not None]  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        names = self.Meta.fields
        return {name: self.cleaned_data[name] for name in names} | {"evaluations": self.evaluated}

    def clean(self) -> dict[str, Any]:
        """Every rule at once, each fault at its field; the action asks the same of what it is given."""
        data: dict[str, Any] = super().clean() or {}
        data["end"] = data.get("end") or data.get("start")
        for field, sentence in problems(self._told(data), timezone.localdate()):
            where = field if field in self.fields else None
            if where is None or where not in self.errors:
                self.add_error(where, sentence)
        return data

    def _told(self, data: dict[str, Any]) -> Told:
        return Told(
            name=data.get("name") or "", start=data.get("start"), end=data.get("end"), state=data.get("state") or "",
            times=data.get("times"), participants=data.get("participants"),
            attendance=tuple(data.get(name) for name in ATTENDANCE), unique=data.get("unique"),
            unique_method=data.get("unique_method") or "", budget=data.get("budget"), cost=data.get("cost"),
            evaluations=self.evaluated,
        )  # fmt: skip

    def _post_clean(self) -> None:
        """The row itself is left alone: the action judges and saves it."""
