"""Forms of decisions: where it was taken, then a grant, a rejection or one of the changes; and an agreement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from samsyn.associations.forms.fields import AmountField, DateField, YearField, offer
from samsyn.governance.models import DelegatedDecision, Paragraph
from samsyn.interventions.domain.words import DecisionKind, PaymentForm, Surplus, UnusedRule
from samsyn.interventions.forms.later import LaterChoice, LaterText
from samsyn.interventions.models import NoteGroup
from samsyn.ui.formats import swedish_date

RULES = (
    (UnusedRule.RETURNS.value, "Återgår av sig självt när året är slut"),
    (UnusedRule.CARRIED.value, "Förs vidare till nästa år"),
    (UnusedRule.DECISION.value, "Kräver ett nytt beslut"),
)
RULE_WORDS: Mapping[str, str] = dict(RULES)


class PlaceForm(forms.Form):
    """Where and when a decision was taken: a paragraph or a decision on delegation, and its day."""

    use_required_attribute = False
    paragraph = LaterChoice(label="Paragraf")  # one of the two
    delegated = LaterChoice(label="Eller delegationsbeslut")
    on = DateField(
        label="Beslutets dag", required=False, help_text="Tomt betyder mötets eller delegationsbeslutets dag."
    )
    place_fields = ("paragraph", "delegated", "on")

    def __init__(
        self, *args: Any, paragraphs: Sequence[Paragraph], delegated: Sequence[DelegatedDecision], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._paragraphs = {str(row.pk): row for row in paragraphs}
        self._delegated = {str(row.pk): row for row in delegated}
        offer(self, "paragraph", _options(self._paragraphs, paragraph_words))
        offer(self, "delegated", _options(self._delegated, _delegated_words))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        paragraph, delegated = self.place
        if not data.get("on") and "on" not in self.errors:
            data["on"] = paragraph.meeting.date if paragraph else delegated.date if delegated else None
            if data["on"] is None:
                self.add_error("paragraph", "Välj paragrafen där beslutet togs, eller delegationsbeslutet.")
        return data

    @property
    def place(self) -> tuple[Paragraph | None, DelegatedDecision | None]:
        data = self.cleaned_data
        return self._paragraphs.get(data.get("paragraph", "")), self._delegated.get(data.get("delegated", ""))

    def place_typed(self) -> dict[str, Any]:
        paragraph, delegated = self.place
        return {"paragraph": paragraph, "delegated": delegated, "on": self.cleaned_data["on"]}

    def place_rows(self) -> list[BoundField]:
        return [self[name] for name in self.place_fields]


def _options(rows: Mapping[str, Any], words: Callable[[Any], str]) -> list[tuple[str, str]]:
    return [("", "Välj"), *((key, words(row)) for key, row in rows.items())]


def paragraph_words(row: Paragraph) -> str:
    """'25 november 2024, Styrelsen § 48 Ansökan Vägval'."""
    return f"{swedish_date(row.meeting.date)}, {row.meeting.body} {row}"


def _delegated_words(row: DelegatedDecision) -> str:
    return f"{swedish_date(row.date)}, {row} {row.text[:80]}"


def _long(label: str, help_text: str = "", rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=10_000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class YearAmounts(PlaceForm):
    """A row of amounts, one per year; empty is nothing."""

    year_words = "Belopp"

    def __init__(self, *args: Any, years: Iterable[int], initial_amounts: Mapping[int, int] | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.years = list(years)
        for year in self.years:
            self.fields[f"y{year}"] = AmountField(
                label=f"{self.year_words} {year}, kr", required=False, initial=(initial_amounts or {}).get(year)
            )

    def amounts(self) -> dict[int, int]:
        """Öre by year, as typed."""
        found = {year: self.cleaned_data[f"y{year}"] for year in self.years}
        return {year: amount for year, amount in found.items() if amount}

    def year_fields(self) -> dict[int, BoundField]:
        return {year: self[f"y{year}"] for year in self.years}


class GrantForm(YearAmounts):
    """Amounts per year, what happens to what is not used, conditions, and for a new intervention its name and row."""

    year_words = "Beviljas"
    unused = forms.ChoiceField(label="Det som inte används under ett år", choices=RULES, widget=forms.RadioSelect)
    conditions = _long("Villkor", required=False)
    text = _long("Beslutets ord", "Tomt ger en mening med insats, belopp och år.", 3, required=False)
    name = LaterText(label="Insatsens namn", max_length=200, help_text="Tomt ger ansökans rubrik.")
    note_group = LaterChoice(label="Rad i noten om återstående belopp")

    def __init__(self, *args: Any, groups: Sequence[NoteGroup], new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [("", "En egen rad"), *((group.key, _label(group)) for group in groups)]
        offer(self, "note_group", rows)
        if not new:
            del self.fields["name"], self.fields["note_group"]


def _label(group: NoteGroup) -> str:
    labels = [row.label for row in group.labels.all()]
    return labels[-1] if labels else group.key


class RejectForm(PlaceForm):
    reasons = _long("Skäl", "Skälen står i brevet till sökanden.", 6,
                    error_messages={"required": "Skriv skälen till avslaget."})  # fmt: skip


# --- changes --------------------------------------------------------------------------------------------------------


class _Reasoned(forms.Form):
    reason = _long("Skäl", error_messages={"required": "Skriv skälet till beslutet."})
    text = _long("Beslutets ord", rows=3, required=False)


class MoreForm(_Reasoned, YearAmounts):
    year_words = "Läggs till"
    new_end: date | None = None


class ReduceForm(_Reasoned, YearAmounts):
    year_words = "Tas bort"
    new_end: date | None = None

    def amounts(self) -> dict[int, int]:
        return {year: -amount for year, amount in super().amounts().items()}


class ExtendForm(_Reasoned, YearAmounts):
    year_words = "Läggs till"
    last_day = DateField(label="Ny sista dag", error_messages={"required": "Skriv den nya sista dagen."})

    @property
    def new_end(self) -> date:
        day: date = self.cleaned_data["last_day"]
        return day


class MoveForm(_Reasoned, PlaceForm):
    """So much from a year to another."""

    from_year = forms.TypedChoiceField(label="Från år", coerce=int)
    to_year = YearField(label="Till år")
    amount = AmountField(label="Belopp, kr", error_messages={"required": "Skriv hur mycket som flyttas."})
    new_end: date | None = None

    def __init__(self, *args: Any, years: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "from_year", list(years.items()))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("from_year") and data.get("from_year") == data.get("to_year"):
            self.add_error("to_year", "Välj ett annat år än det pengarna flyttas från.")
        return data

    def amounts(self) -> dict[int, int]:
        data = self.cleaned_data
        return {data["from_year"]: -data["amount"], data["to_year"]: data["amount"]}


class StopForm(_Reasoned, PlaceForm):
    """The last day, and what is kept for costs that have not been asked for yet."""

    last_day = DateField(label="Sista dag", error_messages={"required": "Skriv sista dagen."})
    kept = AmountField(
        label="Behålls, kr", required=False,
        help_text="För kostnader fram till sista dagen som inte är rekvirerade än. Resten återgår med beslutet.",
    )  # fmt: skip

    @property
    def new_end(self) -> date:
        day: date = self.cleaned_data["last_day"]
        return day


CHANGE_FORMS: Mapping[DecisionKind, type[PlaceForm]] = {
    DecisionKind.MORE: MoreForm,
    DecisionKind.MOVE: MoveForm,
    DecisionKind.EXTENSION: ExtendForm,
    DecisionKind.REDUCTION: ReduceForm,
    DecisionKind.EARLY_STOP: StopForm,
}


# --- agreements -----------------------------------------------------------------------------------------------------

PAYMENTS = (
    (PaymentForm.ACTUAL.value, "I efterskott: det som faktiskt kostat rekvireras"),
    (PaymentForm.ADVANCE.value, "I förskott: delbetalningar, sedan avräkning mot det som kostat"),
)
SURPLUSES = (
    (Surplus.REPAID.value, "Betalas tillbaka"),
    (Surplus.RECEIVABLE.value, "Blir en fordran på insatsägaren"),
    (Surplus.CARRIED.value, "Förs vidare till nästa period"),
)
RHYTHMS = ((1, "Varje månad"), (2, "Varannan månad"), (3, "Varje kvartal"), (4, "Varje tertial"), (6, "Varje halvår"),
           (12, "Varje år"))  # fmt: skip
ADVANCES = 6


class AgreementForm(forms.Form):
    """What the parties agree on beyond the decision. Empty rows of advances are left out."""

    number = forms.ChoiceField(label="Nummer", widget=forms.RadioSelect, required=False)
    valid_from = DateField(label="Gäller från")
    valid_to = DateField(label="Gäller till och med")
    payment = forms.ChoiceField(label="Betalning", choices=PAYMENTS, widget=forms.RadioSelect)
    surplus = LaterChoice(label="Om förskotten är mer än kostnaden", choices=SURPLUSES)
    claim_months = forms.TypedChoiceField(label="Rekvireras", choices=RHYTHMS, coerce=int)
    last_claim_days = forms.IntegerField(label="Rekvisition senast, dagar efter perioden", min_value=0, max_value=366)
    report_months = forms.TypedChoiceField(label="Följs upp", choices=RHYTHMS, coerce=int)
    terms = _long("Villkor utöver beslutets", required=False, rows=6)

    def __init__(self, *args: Any, numbers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "number", numbers)
        if len(numbers) == 1:
            self.fields["number"].widget = forms.HiddenInput()
        for row in range(ADVANCES):
            self.fields[f"due{row}"] = DateField(label=f"Delbetalning {row + 1}, dag", required=False)
            self.fields[f"amount{row}"] = AmountField(label=f"Delbetalning {row + 1}, kr", required=False)

    def advance_rows(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"due{row}"], self[f"amount{row}"]) for row in range(ADVANCES)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for row in range(ADVANCES):
            due, amount = data.get(f"due{row}"), data.get(f"amount{row}")
            if due and not amount and f"amount{row}" not in self.errors:
                self.add_error(f"amount{row}", "Skriv beloppet.")
            if amount and not due and f"due{row}" not in self.errors:
                self.add_error(f"due{row}", "Skriv dagen.")
        return data

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        rows = [(data[f"due{row}"], data[f"amount{row}"]) for row in range(ADVANCES)]
        names = ("number", "valid_from", "valid_to", "claim_months", "last_claim_days", "report_months", "terms")
        return {
            **{name: data[name] for name in names},
            "payment": PaymentForm(data["payment"]),
            "surplus": Surplus(data["surplus"] or Surplus.REPAID),
            "instalments": [(due, amount) for due, amount in rows if due and amount],
        }


class SignForm(forms.Form):
    """The day and who signed; the signed copy when it is at hand."""

    on = DateField(label="Undertecknad")
    signed_by = forms.CharField(
        label="Undertecknad av", max_length=300, help_text="Namn för insatsägaren och för förbundet.",
        error_messages={"required": "Skriv vilka som undertecknat."},
    )  # fmt: skip
    file = forms.FileField(
        label="Undertecknad kopia", required=False, help_text="PDF eller bild. Den går också att lägga till senare.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )  # fmt: skip
