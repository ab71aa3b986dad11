"""What is collected, in which classes, how often, and how small counts are protected, as it is typed."""

from typing import Any

from django import forms

from samsyn.associations.forms.fields import DateField, YearField, offer
from samsyn.participants.domain.words import Rhythm
from samsyn.participants.models import Code, ProtectionPolicy, ReportingRule
from samsyn.participants.queries.settings import Choice

_RHYTHMS = ((Rhythm.TERTIAL, "Tertial, tre gånger om året"), (Rhythm.QUARTER, "Kvartal, fyra gånger om året"),
            (Rhythm.MONTH, "Månad"))  # fmt: skip


class RuleForm(forms.Form):
    """Rhythm and days."""

    rhythm = forms.ChoiceField(label="Insatserna rapporterar varje", choices=_RHYTHMS, widget=forms.RadioSelect)
    days = forms.IntegerField(label="Dagar efter periodens slut", min_value=1, max_value=120,
                              help_text="Så lång tid har insatserna på sig. Det gäller perioder som öppnas "
                              "från och med nu.")  # fmt: skip

    def __init__(self, *args: Any, held: ReportingRule, **kwargs: Any) -> None:
        kwargs["initial"] = {"rhythm": held.rhythm, "days": held.days}
        super().__init__(*args, **kwargs)


class CollectForm(forms.Form):
    """One variable: from which year, by age, in merged classes; or the last year."""

    from_year = YearField(label="Samlas in från år")
    by_age = forms.BooleanField(label="Också per åldersgrupp, 15–29 år och 30 år och äldre", required=False)
    merged = forms.BooleanField(
        label="Bara sammanslagna klasser lämnas", required=False,
        help_text="Det som lämnas till förbundet blir allmän handling. Med sammanslagna klasser stannar de små "
        "grupperna hos parten.",
    )  # fmt: skip

    def __init__(self, *args: Any, choice: Choice, first: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_year": first, "by_age": choice.by_age, "merged": choice.merged}
        super().__init__(*args, **kwargs)
        if not choice.has_ages:
            del self.fields["by_age"]
        if not choice.has_merged:
            del self.fields["merged"]


class StopForm(forms.Form):
    """The last year that a variable is collected."""

    to_year = YearField(label="Sista året")


class CodeForm(forms.Form):
    """A class of a code list."""

    label = forms.CharField(label="Namn", max_length=120)
    merged = forms.ChoiceField(
        label="Sammanslagen klass", required=False,
        help_text="Den större klass som den här går in i när bara sammanslagna klasser lämnas.",
    )  # fmt: skip
    public = forms.TypedChoiceField(
        label="Är det offentlig försörjning?", choices=[("ja", "Ja"), ("nej", "Nej")], widget=forms.RadioSelect,
        coerce=lambda word: word == "ja", empty_value=None,
    )  # fmt: skip
    position = forms.IntegerField(label="Plats i listan", min_value=1, max_value=999, help_text="Lägst står först.")
    start = DateField(label="Gäller från", required=False, help_text="Tomt: har alltid gällt.")
    end = DateField(label="Gäller till och med", required=False, help_text="Tomt: gäller tills vidare.")
    provisional = forms.BooleanField(
        label="Preliminär", required=False, help_text="Förbundet är inte säkert på klassen än. Det visas i listan."
    )

    def __init__(self, *args: Any, list: str, held: Code | None, merged: dict[str, str], next_place: int,
                 **kwargs: Any) -> None:  # fmt: skip
        kwargs["initial"] = _initial(held, next_place)
        super().__init__(*args, **kwargs)
        offer(self, "merged", [("", "Ingen, den står för sig själv"), *merged.items()])
        if not merged:
            del self.fields["merged"]
        if list != "income":
            del self.fields["public"]

    @property
    def values(self) -> dict[str, Any]:
        """What `save_code` takes beside list and code; the position counts from 0 there."""
        data = dict(self.cleaned_data)
        data.pop("end")
        return data | {"position": data["position"] - 1}


def _initial(held: Code | None, next_place: int) -> dict[str, Any]:
    if held is None:
        return {"position": next_place}
    public = None if held.public is None else "ja" if held.public else "nej"
    return {"label": held.label, "merged": held.merged, "public": public, "position": held.position + 1,
            "start": held.start, "end": held.end, "provisional": held.provisional}  # fmt: skip


class PolicyForm(forms.Form):
    """The rule for small counts from a day on."""

    start = DateField(label="Gäller från")
    smallest = forms.IntegerField(
        label="Minsta antal som visas", min_value=2, max_value=50,
        help_text="Med 5 visas 5 och mer. Ett till fyra skrivs som två punkter.",
    )  # fmt: skip
    zeros = forms.BooleanField(
        label="Noll visas", required=False,
        help_text="En nolla säger att ingen hör dit. Avmarkera om också det är känsligt hos er.",
    )  # fmt: skip
    base = forms.IntegerField(
        label="Minsta antal bakom en andel", min_value=2, max_value=200,
        help_text="Procent och medelvärden visas bara när de bygger på minst så många personer.",
    )  # fmt: skip
    split_both = forms.BooleanField(
        label="Kvinnor och män visas var för sig bara när båda räcker till", required=False,
        help_text="Annars kan det ena könet räknas ut ur summan.",
    )  # fmt: skip
    decided = forms.CharField(label="Beslutat av", max_length=200, required=False,
                              help_text="Till exempel styrelsen och paragrafen.")  # fmt: skip

    def __init__(self, *args: Any, held: ProtectionPolicy, **kwargs: Any) -> None:
        names = ("start", "smallest", "zeros", "base", "split_both")
        kwargs["initial"] = {name: getattr(held, name) for name in names}
        super().__init__(*args, **kwargs)
