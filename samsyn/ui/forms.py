"""The gallery's example form."""

from django import forms
from django.core.validators import MaxValueValidator


class ExampleForm(forms.Form):
    """One field of each kind; nothing is saved."""

    name = forms.CharField(label="Insatsens namn", max_length=80)
    amount = forms.IntegerField(
        label="Belopp, kr",
        help_text="Hela kronor. Högst 258 000 återstår.",
        validators=[MaxValueValidator(258_000, "En krona för mycket. Skriv högst 258 000.")],
    )
    kind = forms.ChoiceField(label="Part", choices=[("region", "Regionen"), ("kommun", "Kommunen")])
    reason = forms.CharField(
        label="Motivering", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=400
    )
    basis = forms.ChoiceField(
        label="Underlag", choices=[("bok", "Bokföringen"), ("hand", "Skrivs för hand")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(
        label="Underlaget är granskat", error_messages={"required": "Granska underlaget och kryssa i rutan."}
    )


class FileForm(forms.Form):
    """The gallery's place to drop a file."""

    file = forms.FileField(
        label="Släpp bokföringsfilen här, eller välj den",
        help_text="SIE 4 ur ekonomisystemet, ändelse .se eller .si.",
        widget=forms.FileInput(attrs={"accept": ".se,.si,.sie"}),
    )
