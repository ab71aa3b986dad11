"""Forms of budget and forecast: a new version, its facts, and the table typed on the page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from samsyn.associations.forms.fields import DateField
from samsyn.core.period import MONTHS
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.domain.mapping import slug
from samsyn.ledger.domain.plan_tables import row_name
from samsyn.ledger.domain.plans import SHORT_MONTHS, GridRow, Method
from samsyn.ledger.forms.fields import OreField
from samsyn.ledger.models import Plan

_NO_REASON = "Skriv varför beloppet skiljer sig från förslaget."


class NewPlanForm(forms.Form):
    """What a new version is, and what it starts from."""

    kind = forms.ChoiceField(label="Vad är det?", choices=Plan.Kind.choices, widget=forms.RadioSelect, initial="budget")
    start = forms.ChoiceField(label="Börja med", error_messages={"required": "Välj vad versionen ska börja med."})
    month = forms.TypedChoiceField(
        label="Prognosen görs efter",
        choices=[(0, "Inget utfall ännu"), *((number, month.capitalize()) for number, month in enumerate(MONTHS, 1))],
        coerce=int,
        required=False,
        empty_value=None,
        help_text="Bara för prognoser: den sista månaden med utfall.",
    )

    def __init__(self, *args: Any, versions: Sequence[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        copies = [(f"copy-{plan.pk}", f"Kopia av {plan.name} ({plan.origin})") for plan in versions]
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            ("accounts", "Tom tabell med årets konton"),
            ("rows", "Tom tabell med rapportens rader"),
            (Method.BUDGET.value, "Förslag till prognos: utfall och återstående budget"),
            (Method.PACE.value, "Förslag till prognos: samma takt som hittills"),
            *copies,
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        proposal = data.get("start") in (Method.BUDGET.value, Method.PACE.value)
        if proposal and data.get("kind") != Plan.Kind.FORECAST:
            self.add_error("start", "Ett förslag ur utfallet går bara att göra för en prognos.")
        elif proposal and not data.get("month"):
            self.add_error("month", "Välj den sista månaden med utfall.")
        return data


class PlanFactsForm(forms.Form):
    """A version's name and the day it was decided."""

    name = forms.CharField(label="Namn", max_length=80, help_text="Till exempel Budget efter styrelsens beslut.")
    decided = DateField(label="Beslutad", required=False)


def field_key(row: GridRow) -> str:
    """A name for a row's fields that stays the same whatever other rows come and go."""
    name = f"a{row.account}" if row.account is not None else f"r{row.note or 0}-{slug(row.row)}"
    return f"{name}.{slug(row.operating_row)}" if row.operating_row else name


class PlanGridForm(forms.Form):
    """A whole plan as a table: an amount for the year or twelve by month, and a reason where a proposal is typed over.

    Empty means the row is not in the plan; a typed zero stays. Amounts are kronor with the result's sign.
    """

    def __init__(
        self,
        *args: Any,
        rows: Sequence[GridRow],
        names: Mapping[int, str],
        choices: Sequence[tuple[str, str]] = (),
        months: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.months = list(rows), months
        for row in self.rows:
            self._add(row, row_name(row, names))
        if choices:
            self.fields["new_target"] = forms.ChoiceField(
                label="Lägg till raden", choices=[("", "Ingen"), *choices], required=False
            )
            self.fields["new_amount"] = OreField(label="Belopp för hela året")

    def _add(self, row: GridRow, label: str) -> None:
        key = field_key(row)
        if self.months:
            spread = row.months or {}
            for number, month in enumerate(SHORT_MONTHS, start=1):
                self.fields[f"{key}.m{number}"] = OreField(label=f"{label}, {month}", initial=spread.get(number))
        filled = row.year is not None or bool(row.months)
        self.fields[f"{key}.y"] = OreField(label=f"{label}, hela året", initial=row.total if filled else None)
        if row.proposed is not None:
            self.fields[f"{key}.s"] = forms.CharField(
                label=f"{label}, skäl", max_length=500, required=False, initial=row.reason
            )

    # --- what the template walks -----------------------------------------------------------------------------------

    def cells(self, row: GridRow) -> list[BoundField]:
        """The amount fields of one row: the year, then its months."""
        key = field_key(row)
        months = [self[f"{key}.m{number}"] for number in range(1, 13)] if self.months else []
        return [self[f"{key}.y"], *months]

    def reason(self, row: GridRow) -> BoundField | None:
        return self[f"{field_key(row)}.s"] if row.proposed is not None else None

    # --- what was typed --------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for row in self.rows:
            self._check(row, data)
        if data.get("new_target") and data.get("new_amount") is None and "new_amount" not in self.errors:
            self.add_error("new_amount", "Skriv beloppet för den nya raden.")
        if data.get("new_amount") is not None and not data.get("new_target"):
            self.add_error("new_target", "Välj vilken rad beloppet gäller.")
        return data

    def _check(self, row: GridRow, data: Mapping[str, Any]) -> None:
        key = field_key(row)
        months, year = self._months(key, data), data.get(f"{key}.y")
        own = f"{key}.y"
        if months and year is not None and own in self.changed_data and year != sum(months.values()):
            self.add_error(own, "Är inte summan av månaderna. Töm fältet, så räknas det ut.")
        amount = sum(months.values()) if months else year
        if row.proposed is not None and amount is not None and amount != row.proposed and not data.get(f"{key}.s"):
            self.add_error(f"{key}.s", _NO_REASON)

    def _months(self, key: str, data: Mapping[str, Any]) -> dict[int, int]:
        found = {number: data.get(f"{key}.m{number}") for number in range(1, 13)} if self.months else {}
        return {number: amount for number, amount in found.items() if amount is not None}

    def amounts(self) -> list[PlanAmount]:
        """The plan's rows as they now are; the form must be valid. Months that were not shown are kept as they were
        unless the year's amount was changed."""
        return [amount for row in [*self._typed(), *self._new()] for amount in row.amounts()]

    def _typed(self) -> Iterable[GridRow]:
        for row in self.rows:
            key = field_key(row)
            year = self.cleaned_data.get(f"{key}.y")
            months = self._months(key, self.cleaned_data)
            if not self.months and row.months and year == row.total:
                months = dict(row.months)
            reason = self.cleaned_data.get(f"{key}.s") or ""
            yield GridRow(
                row.account, row.row, row.note, row.operating_row, None if months else year, months, row.proposed,
                reason,
            )  # fmt: skip

    def _new(self) -> Iterable[GridRow]:
        target, amount = self.cleaned_data.get("new_target"), self.cleaned_data.get("new_amount")
        if target and amount is not None:
            account, _, rest = str(target).partition("|")
            note, _, label = rest.partition("|")
            yield GridRow(int(account) if account else None, label, int(note) if note else None, year=amount)
