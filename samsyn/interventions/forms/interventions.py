"""What the office fills in about an intervention."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from samsyn.associations.forms.fields import (
    AmountField,
    DateField,
    NumberField,
    VersionField,
    YearField,
    offer,
    offer_rows,
)
from samsyn.associations.models import Association, Party
from samsyn.interventions.domain.interventions import ENDED, ENDED_EARLY, GRANTED, NEXT, ONGOING, PREPARED
from samsyn.interventions.domain.words import ChoiceKind, Direction, OutsideStep, RunBy
from samsyn.interventions.models import Choice, Contact, FinancedPost, Intervention, Involvement, NoteGroup
from samsyn.interventions.queries.lists import choices

DIRECTIONS = [(Direction.INDIVIDUAL, "Riktad till individer"), (Direction.STRUCTURE, "Riktad till strukturer")]
RUN_BY = [
    (RunBy.OWN, "I egen regi: kansliet driver den, kostnaderna finns på ett projekt i bokföringen"),
    (RunBy.PARTY, "Hos en part: övertas från tiden före Samsyn, med överenskommelse och rekvisitioner"),
]
_AREA = forms.Textarea(attrs={"rows": 4})


def current(association: Association, kind: ChoiceKind, held: Choice | None, day: date) -> list[Choice]:
    """The entries of a list that hold on a day, and the one that is already chosen."""
    return [
        row for row in choices(association, kind)
        if row == held or ((row.start is None or row.start <= day) and (row.end is None or row.end >= day))
    ]  # fmt: skip


class InterventionForm(forms.Form):
    """An intervention's own facts. Period and project follow; its money is decisions."""

    direction = forms.ChoiceField(label="Slag", choices=DIRECTIONS, widget=forms.RadioSelect)
    owner = forms.ModelChoiceField(Party.objects.none(), label="Insatsägare", required=False)
    co_parties = forms.ModelMultipleChoiceField(
        Party.objects.none(), label="Medverkande parter", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Minst två slag av parter ska delta, insatsägaren inräknad.",
    )  # fmt: skip
    areas = forms.ModelMultipleChoiceField(
        Party.objects.none(), label="Kommuner insatsen gäller", required=False, widget=forms.CheckboxSelectMultiple
    )
    start = DateField(label="Från")
    end = DateField(label="Till och med", required=False, help_text="Tomt betyder tills vidare.")
    project = forms.CharField(
        label="Projekt i bokföringen", required=False, max_length=20,
        help_text="Kostnaderna på projektet stäms av mot rekvisitionerna.",
    )  # fmt: skip
    orientation = forms.ModelChoiceField(Choice.objects.none(), label="Inriktning", required=False)
    methods = forms.MultipleChoiceField(label="Metoder", required=False, widget=forms.CheckboxSelectMultiple)
    follow_up = forms.ModelChoiceField(Choice.objects.none(), label="Uppföljningsmetod", required=False)
    esf = forms.BooleanField(label="Finansieras delvis av ESF", required=False)
    target_group = forms.CharField(label="Målgrupp", required=False, widget=_AREA, max_length=4000)
    purpose = forms.CharField(label="Syfte", required=False, widget=_AREA, max_length=4000)
    goals = forms.CharField(label="Egna mål", required=False, widget=_AREA, max_length=4000)
    steering_group = forms.CharField(label="Styrgrupp", required=False, max_length=200)
    version = VersionField()

    def __init__(self, *args: Any, association: Association, held: Intervention | None = None, day: date,
                 owner_word: str = "", fixed: bool = False, **kwargs: Any) -> None:  # fmt: skip
        kwargs.setdefault("initial", {}).update(_initial(held) if held else {})
        super().__init__(*args, **kwargs)
        self.held = held
        parties = Party.objects.filter(association=association)
        offer_rows(self, "owner", parties, "Ingen part")
        offer_rows(self, "co_parties", parties)
        offer_rows(self, "areas", parties.filter(kind="kommun"))
        for name, kind in (("orientation", ChoiceKind.ORIENTATION), ("follow_up", ChoiceKind.FOLLOW_UP)):
            found = current(association, kind, getattr(held, name, None), day)
            offer_rows(self, name, Choice.objects.filter(pk__in=[row.pk for row in found]), "Inte vald")
        offer(self, "methods", _methods(association, held, day))
        if owner_word:
            self.fields["owner"].label = owner_word.capitalize()
        if fixed:
            del self.fields["start"], self.fields["end"]
        for party in parties:
            self.fields[f"unfinanced_{party.pk}"] = forms.CharField(
                label=f"{party.name} medverkar utan finansiering", required=False, max_length=200,
                initial=self.initial.get("unfinanced", {}).get(party.pk, ""),
            )  # fmt: skip

    @property
    def main(self) -> list[forms.BoundField]:
        return [field for field in self if not field.is_hidden and not field.name.startswith("unfinanced_")]

    @property
    def unfinanced(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("unfinanced_")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", "Slutdatumet ligger före startdatumet.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take."""
        data = {name: value for name, value in self.cleaned_data.items() if not name.startswith("unfinanced_")}
        del data["version"]
        data["methods"] = ", ".join(data["methods"])
        taking_part = {party.pk: party for party in data["co_parties"]}
        data["unfinanced"] = {
            party: text for pk, party in taking_part.items() if (text := self.cleaned_data[f"unfinanced_{pk}"])
        }
        return data


def _methods(association: Association, held: Intervention | None, day: date) -> list[tuple[str, str]]:
    known = [row.label for row in current(association, ChoiceKind.METHOD, None, day)]
    return [(name, name) for name in dict.fromkeys([*known, *_held_methods(held)])]


def _held_methods(held: Intervention | None) -> list[str]:
    return [name.strip() for name in held.methods.split(",") if name.strip()] if held else []


def _initial(held: Intervention) -> dict[str, Any]:
    rows = list(held.involvements.all())
    plain = ("direction", "owner", "start", "end", "project", "orientation", "follow_up", "esf", "target_group",
             "purpose", "goals", "steering_group", "version")  # fmt: skip
    return {
        **{name: getattr(held, name) for name in plain},
        "co_parties": [row.party_id for row in rows if row.role == Involvement.Role.CO_PARTY],
        "areas": [row.party_id for row in rows if row.role == Involvement.Role.AREA],
        "methods": _held_methods(held),
        "unfinanced": {row.party_id: row.unfinanced for row in rows if row.unfinanced},
    }


class NewInterventionForm(InterventionForm):
    """The same with name and who runs it: for own running, and for what is taken over from before."""

    name = forms.CharField(label="Namn", max_length=200)
    run_by = forms.ChoiceField(label="Drivs", choices=RUN_BY, widget=forms.RadioSelect, initial=RunBy.OWN)
    state = forms.ChoiceField(
        label="Läge", choices=[(PREPARED, "Förbereds"), (ONGOING, "Pågår"), (ENDED, "Avslutad")], initial=ONGOING
    )
    field_order = ("name", "run_by", "state")


class RenameForm(forms.Form):
    name = forms.CharField(label="Nytt namn", max_length=200)
    start = DateField(label="Heter så från")
    in_note = forms.BooleanField(
        label="Byt också radens text i noten om återstående belopp", required=False, initial=True
    )


class StateForm(forms.Form):
    """The states that may follow, with day and reason."""

    state = forms.ChoiceField(label="Nytt läge", widget=forms.RadioSelect)
    on = DateField(label="Från och med")
    reason = forms.CharField(
        label="Varför", required=False, max_length=300,
        help_text="Behövs när insatsen avslutas i förtid eller öppnas igen.",
    )  # fmt: skip

    def __init__(self, *args: Any, held: Intervention, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {GRANTED: "Beviljad", ONGOING: "Pågår", ENDED: "Avslutad", ENDED_EARLY: "Avslutad i förtid"}
        offer(self, "state", [(s, words[s]) for s in NEXT[held.state]])


class FinishForm(forms.Form):
    """What came of it."""

    implemented = forms.ChoiceField(
        label="Är insatsen implementerad hos parterna?", choices=Intervention.Implemented.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    where = forms.CharField(label="Var", required=False, max_length=300,
                            help_text="Den verksamhet där arbetssättet lever vidare.")  # fmt: skip
    on = DateField(label="Avslutad")


class SplitForm(forms.Form):
    name = forms.CharField(label="Den nya insatsens namn", max_length=200)
    reason = forms.CharField(label="Varför insatsen delas", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(forms.Form):
    """Which row of the note, and its words from a year."""

    group = forms.ChoiceField(label="Rad i noten", required=False)
    label = forms.CharField(label="Radens text", max_length=200)
    from_year = YearField(label="Texten gäller från år")
    own_row = forms.BooleanField(
        label="Egen rad i noten", required=False, help_text="Annars ingår beloppet bara i summan."
    )
    position = forms.IntegerField(label="Plats i noten", min_value=0, max_value=999, help_text="Lägst står först.")

    def __init__(self, *args: Any, association: Association, labels: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = NoteGroup.objects.filter(association=association)
        known = [(group.key, labels.get(group.pk, group.key)) for group in rows]
        offer(self, "group", [*known, ("", "En ny rad")])


class OutsideForm(forms.Form):
    """One step of money from outside."""

    source = forms.CharField(label="Från", max_length=120, help_text="Till exempel ESF eller ett annat förbund.")
    step = forms.ChoiceField(label="Vad", choices=[(s.value, s.value.capitalize()) for s in OutsideStep])
    on = DateField(label="Datum")
    amount = AmountField(label="Belopp, kr")
    remark = forms.CharField(label="Anteckning", required=False, max_length=300)


class DocumentForm(forms.Form):
    file = forms.FileField(
        label="Fil", help_text="PDF, bild, text eller kontorsdokument, högst 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.ods,.csv,.txt"}),
    )  # fmt: skip
    kind = forms.CharField(label="Vad det är", max_length=40, required=False,
                           help_text="Till exempel protokollsutdrag, plan eller avtal.")  # fmt: skip


class PostsForm(forms.Form):
    """The year's posts by function, and how many participants are planned."""

    participants = forms.IntegerField(label="Planerade deltagare", required=False, min_value=0, max_value=99_999)
    SPARE = 3

    def __init__(self, *args: Any, held: Iterable[FinancedPost], functions: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.functions = list(functions)
        rows = [(post.function, post.positions, post.full_year) for post in held]
        for place, (function, positions, full) in enumerate([*rows, *[("", None, None)] * self.SPARE]):
            self.fields[f"function_{place}"] = forms.CharField(
                label=f"Funktion, rad {place + 1}", required=False, max_length=80, initial=function,
                widget=forms.TextInput(attrs={"list": "funktioner"}),
            )  # fmt: skip
            for name, label, value in (("positions", "Tjänster", positions), ("full", "Årsarbetare", full)):
                self.fields[f"{name}_{place}"] = NumberField(
                    label=f"{label}, rad {place + 1}", required=False, least=0, most=999, initial=value
                )
        self.places = len(rows) + self.SPARE

    @property
    def rows(self) -> list[tuple[forms.BoundField, ...]]:
        return [(self[f"function_{n}"], self[f"positions_{n}"], self[f"full_{n}"]) for n in range(self.places)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in range(self.places):
            if data.get(f"function_{n}") and f"positions_{n}" not in self.errors and data[f"positions_{n}"] is None:
                self.add_error(f"positions_{n}", "Skriv hur många tjänster.")
        return data

    @property
    def posts(self) -> list[tuple[str, Any, Any]]:
        data = self.cleaned_data
        return [
            (data[f"function_{n}"], data[f"positions_{n}"], data[f"full_{n}"])
            for n in range(self.places) if data[f"positions_{n}"] is not None
        ]  # fmt: skip


class ContactsForm(forms.Form):
    """Everyone to contact; an empty row is none."""

    SPARE = 2
    PARTS = (("person", "Namn", 120), ("role", "Roll", 120), ("email", "E-post", 254), ("phone", "Telefon", 40))

    def __init__(self, *args: Any, held: Iterable[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [{name: getattr(row, name) for name, _, _ in self.PARTS} for row in held]
        for place, row in enumerate([*rows, *[{}] * self.SPARE]):
            for name, label, longest in self.PARTS:
                kind = forms.EmailField if name == "email" else forms.CharField
                self.fields[f"{name}_{place}"] = kind(
                    label=f"{label}, rad {place + 1}", required=False, max_length=longest, initial=row.get(name, "")
                )
        self.places = len(rows) + self.SPARE

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{n}"] for name, _, _ in self.PARTS] for n in range(self.places)]

    @property
    def contacts(self) -> list[dict[str, str]]:
        found = [{name: self.cleaned_data[f"{name}_{n}"] for name, _, _ in self.PARTS} for n in range(self.places)]
        return [row for row in found if any(row.values())]
