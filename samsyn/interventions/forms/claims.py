"""Forms of a document: its rows per cost type, credits and corrections, and each step with what it asks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils import timezone

from samsyn.associations.forms.fields import AmountField, DateField, offer
from samsyn.interventions.domain.claims import ACTUAL, LONGEST_NUMBER, ClaimLine
from samsyn.interventions.domain.words import ClaimForm
from samsyn.interventions.models import Choice, Claim
from samsyn.interventions.queries.claims import TypeLine
from samsyn.ledger.forms.fields import OreField

_NO_REASON = {"required": "Skriv skälet."}


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; the action looks at each."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        found = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in found if one]


class EntryForm(forms.Form):
    """A document with an amount per cost type in kronor excluding VAT. `office` adds when it came and who certified."""

    form = forms.ChoiceField(label="Slag", widget=forms.RadioSelect)
    number = forms.CharField(
        label="Ert nummer", max_length=LONGEST_NUMBER, help_text="Fakturanummer, eller till exempel 2024-1."
    )
    period_from = DateField(label="Period från")
    period_to = DateField(label="Period till och med")
    received = DateField(label="Kom in till förbundet")
    paper_name = forms.CharField(
        label="Intygat på papperet av", max_length=200, required=False,
        help_text="Namnet på den hos parten som skrivit under. Tomt om ingen gjort det än.",
    )  # fmt: skip
    total = OreField(label="Summa enligt dokumentet, kr", required=False, help_text="Utan moms. Jämförs med raderna.")
    vat_checked = forms.BooleanField(label="Beloppen är utan moms, jag har kontrollerat", required=False)
    period_checked = forms.BooleanField(label="Perioden är inte slut, men hela kostnaden är känd", required=False)
    note = forms.CharField(
        label="Meddelande till förbundet", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    evidence = FilesField(
        label="Underlag", required=False, help_text="Flera filer går bra: PDF, bild, Word eller Excel, högst 20 MB var."
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[ClaimForm],
        cost_types: Sequence[Choice],
        office: bool,
        lines: Mapping[str, TypeLine] | None = None,
        draft: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cost_types, self.lines, self.draft = list(cost_types), lines or {}, draft
        offer(self, "form", [(kind.value, kind.value.capitalize()) for kind in kinds])
        self.fields["total"].required = not draft
        if not office:
            del self.fields["received"], self.fields["paper_name"]
        else:
            self.fields["number"].label, self.fields["note"].label = "Partens nummer", "Anteckning"
        for one in self.cost_types:
            self.fields[f"a{one.pk}"] = OreField(label=f"{one.label}, belopp utan moms")
            self.fields[f"v{one.pk}"] = OreField(label=f"{one.label}, moms")
            self.fields[f"t{one.pk}"] = forms.CharField(label=f"{one.label}, vad", max_length=200, required=False)

    # --- what the template walks -----------------------------------------------------------------------------------

    @property
    def grid(self) -> list[tuple[str, list[BoundField], TypeLine | None]]:
        """Each cost type with its amount, VAT and text fields, beside the year's budget."""
        return [
            (one.label, [self[f"{stem}{one.pk}"] for stem in "avt"], self.lines.get(one.label))
            for one in self.cost_types
        ]

    @property
    def head(self) -> list[BoundField]:
        names = ("form", "number", "period_from", "period_to", "received", "paper_name")
        return [self[name] for name in names if name in self.fields]

    @property
    def asks_vat(self) -> bool:
        """Whether some row has VAT, or the box is needed because it was asked about."""
        return any(self[f"v{one.pk}"].value() for one in self.cost_types)

    @property
    def asks_period(self) -> bool:
        """Whether what was handed in came before its period was over."""
        data = getattr(self, "cleaned_data", {})
        end, came = data.get("period_to"), data.get("received") or timezone.localdate()
        return bool(end and came < end and data.get("form") in ACTUAL)

    # --- what was typed --------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for one in self.cost_types:
            if data.get(f"v{one.pk}") and data.get(f"a{one.pk}") is None and f"a{one.pk}" not in self.errors:
                self.add_error(f"a{one.pk}", "Skriv beloppet utan moms.")
        return data

    def _sign(self) -> int:
        """A credit is typed as people say it, without minus."""
        return -1 if self.cleaned_data["form"] == ClaimForm.CREDIT else 1

    def rows(self) -> list[ClaimLine]:
        """The rows that have an amount; the form must be valid."""
        data = self.cleaned_data
        found = []
        for one in self.cost_types:
            amount, vat = data.get(f"a{one.pk}"), data.get(f"v{one.pk}") or 0
            if amount is not None:
                found.append(ClaimLine(one, self._signed(amount), self._signed(vat), data.get(f"t{one.pk}") or ""))
        return found

    def _signed(self, amount: int) -> int:
        return -abs(amount) if self._sign() < 0 else amount

    def document(self) -> dict[str, Any]:
        """What the actions take, but for the form and the day it came; the form must be valid."""
        data = self.cleaned_data
        total = data.get("total")
        return {
            "number": data["number"], "period_from": data["period_from"], "period_to": data["period_to"],
            "rows": self.rows(), "note": data["note"], "files": data["evidence"], "vat_checked": data["vat_checked"],
            "period_checked": data["period_checked"], "total": None if total is None else self._signed(total),
        }  # fmt: skip


def typed(claim: Claim) -> dict[str, Any]:
    """A document as the form's initial values; rows of the same cost type are put together."""
    values: dict[str, Any] = {
        name: getattr(claim, name) for name in ("form", "number", "period_from", "period_to", "received", "note")
    }
    for row in claim.rows.all():
        for stem, amount in (("a", row.amount), ("v", row.vat)):
            key = f"{stem}{row.cost_type_id}"
            values[key] = (values.get(key) or 0) + amount or None
        key = f"t{row.cost_type_id}"
        values[key] = ", ".join(filter(None, (values.get(key), row.text)))
    return values


class FilterForm(forms.Form):
    """Which documents are listed."""

    lage = forms.ChoiceField(label="Läge", required=False)
    insats = forms.TypedChoiceField(label="Insats", required=False, coerce=int, empty_value=None)  # drawn by the page
    ar = forms.TypedChoiceField(label="Period under", required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, states: Sequence[tuple[str, str]], interventions: Sequence[tuple[int, str]],
        years: Sequence[int], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        offer(self, "lage", [("", "Alla lägen"), ("väntar", "Väntar på någon"), *states])
        offer(self, "insats", [("", "Alla insatser"), *interventions])
        offer(self, "ar", [("", "Alla år"), *((year, str(year)) for year in years)])


class CertifyForm(forms.Form):
    """Nothing to fill in: the button is the deed."""


class PaperForm(forms.Form):
    paper_name = forms.CharField(
        label="Intygat på papperet av", max_length=200,
        error_messages={"required": "Skriv vem hos parten som intygat på papperet."},
    )  # fmt: skip


class ApproveForm(forms.Form):
    """The whole, or a part with its reason."""

    amount = AmountField(label="Godkänn bara, kr", required=False, help_text="Tomt godkänner hela beloppet.")
    reason = forms.CharField(
        label="Varför inte hela beloppet", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )

    def __init__(self, *args: Any, highest: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if highest is not None:
            self.fields["amount"].initial = highest


class RecordForm(ApproveForm):
    """What was attested in the accounting system."""

    who = forms.CharField(
        label="Attesterat av", max_length=200, help_text="Båda namnen, till exempel Anna Ek och Bo Lind.",
        error_messages={"required": "Skriv vilka två som attesterat i ekonomisystemet."},
    )  # fmt: skip
    on = DateField(label="Beslutsattesterat den")
    field_order = ("who", "on", "amount", "reason")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Skäl", widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, error_messages=_NO_REASON
    )


class PayForm(forms.Form):
    on = DateField(label="Datum")
    reference = forms.CharField(label="Betalningens referens", max_length=60, required=False)


class AnswerForm(forms.Form):
    """A year-end answer."""

    amount = AmountField(
        label="Upparbetat men inte rekvirerat, kr", help_text="Utan moms. Skriv 0 om inget är upparbetat.",
        error_messages={"required": "Skriv beloppet. Skriv 0 om inget är upparbetat."},
    )  # fmt: skip
    note = forms.CharField(label="Anteckning", max_length=300, required=False)


class DissolveForm(forms.Form):
    """The day and the reason that a debt no document settles is dissolved."""

    on = DateField(label="Upplöst den", help_text="En dag i det år där kostnaden ska minska.")
    reason = forms.CharField(
        label="Skäl", widget=forms.Textarea(attrs={"rows": 2}), max_length=300,
        help_text="Till exempel: Rekvisitionen blev 12 000 kr lägre.", error_messages=_NO_REASON,
    )  # fmt: skip


def year_choices(first: date, last: date) -> list[int]:
    """The years to choose among, the newest first."""
    return list(range(last.year, first.year - 1, -1))
