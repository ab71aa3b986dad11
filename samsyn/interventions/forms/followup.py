"""Forms of follow-up: which report, and what it says theme by theme."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from samsyn.associations.forms.fields import DateField
from samsyn.interventions.actions.followup import Content
from samsyn.interventions.models import Due, FollowUp, Intervention
from samsyn.interventions.queries.followup import Theme

OTHER = "annan"
NO_PERSONS = "Skriv inget som kan peka ut en enskild deltagare."


class StartForm(forms.Form):
    """One of the reports that are asked for, or another period."""

    which = forms.ChoiceField(label="Vad gäller rapporten?", widget=forms.RadioSelect)
    period_from = DateField(label="Från", required=False, help_text="Bara för en annan period.")
    period_to = DateField(label="Till och med", required=False)
    final = forms.BooleanField(label="Det är slutrapporten", required=False)

    def __init__(self, *args: Any, owed: Sequence[Due], chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owed = {str(due.pk): due for due in owed}
        choices = [(key, f"{due.title}, senast {due.due:%Y-%m-%d}") for key, due in self.owed.items()]
        which = self.fields["which"]
        assert isinstance(which, forms.ChoiceField)
        which.choices = [*choices, (OTHER, "En annan period")]
        which.initial = chosen if chosen in self.owed else next(iter(self.owed), OTHER)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("which") == OTHER:
            for name in ("period_from", "period_to"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Skriv periodens första och sista dag.")
        return data

    @property
    def wanted(self) -> dict[str, Any]:
        """period_from, period_to and final of the choice."""
        due = self.owed.get(self.cleaned_data["which"])
        if due is None:
            return {name: self.cleaned_data[name] for name in ("period_from", "period_to", "final")}
        final = due.kind == "slutrapport"
        return {"period_from": due.period_from, "period_to": due.period_to, "final": final}


class ReportForm(forms.Form):
    """The themes, and for a final report what came of it."""

    def __init__(self, *args: Any, report: FollowUp, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report, self.themes = report, themes
        for one in themes:
            self.fields[f"theme-{one.theme.pk}"] = forms.CharField(
                label=one.theme.label, initial=one.text, required=False, max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 5}),
            )  # fmt: skip
        if report.final:
            self._add_final(report)

    def _add_final(self, report: FollowUp) -> None:
        self.fields["outcome"] = forms.CharField(
            label="Vad ledde insatsen till?", initial=report.outcome, required=False, max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 6}),
        )  # fmt: skip
        self.fields["implemented"] = forms.ChoiceField(
            label="Lever insatsen vidare i parternas eget arbete?", required=False, initial=report.implemented,
            choices=[(one.value, one.label) for one in Intervention.Implemented], widget=forms.RadioSelect,
        )  # fmt: skip
        self.fields["where"] = forms.CharField(
            label="Var lever den vidare?", required=False, max_length=300, initial=report.implemented_where,
            help_text="Till exempel arbetsmarknadsenheten i Åns kommun.",
        )  # fmt: skip

    @property
    def theme_fields(self) -> list[BoundField]:
        return [self[f"theme-{one.theme.pk}"] for one in self.themes]

    @property
    def final_fields(self) -> list[BoundField]:
        return [self[name] for name in ("outcome", "implemented", "where")] if self.report.final else []

    @property
    def content(self) -> Content:
        data = self.cleaned_data
        texts = {one.theme.pk: data[f"theme-{one.theme.pk}"] for one in self.themes}
        return Content(texts, data.get("outcome", ""), data.get("implemented", ""), data.get("where", ""))


class DropForm(forms.Form):
    """Why something is no longer owed."""

    reason = forms.CharField(label="Skäl", max_length=200, help_text="Till exempel: Lämnades på papper.")
