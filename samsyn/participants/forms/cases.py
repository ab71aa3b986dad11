"""Forms of case rows: their ground, one row, a file. What is refused for looking personal is not shown again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from samsyn.associations.forms.fields import DateField
from samsyn.participants.cases.codes import CodeBook
from samsyn.participants.cases.grounds import BASES, Ground
from samsyn.participants.cases.reading import Reader
from samsyn.participants.cases.rows import COLUMNS, CaseRow, to_text
from samsyn.participants.domain.words import SEX_WORDS, SEXES

MOST_BYTES = 40 * 1024 * 1024
_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}
_ONE_WORDS = {"women": "Kvinna", "men": "Man"}
YEARS_BACK = 3


class GroundForm(forms.Form):
    """What the party has decided. Consent is not among the choices."""

    basis = forms.ChoiceField(
        label="Rättslig grund", choices=[(one, one[:1].upper() + one[1:]) for one in BASES], widget=forms.RadioSelect,
        help_text="Samtycke är aldrig grunden: den enskilde står i beroende till myndigheten.",
    )  # fmt: skip
    statute = forms.CharField(
        label="Författning", max_length=300, help_text="Till exempel 23 kap. 2 § socialtjänstlagen."
    )
    secrecy_waiver = forms.CharField(
        label="Hur sekretess mellan myndigheter hävs", max_length=300, required=False,
        help_text="En annan sak än den rättsliga grunden. Till exempel: den enskilde medger det på partens blankett.",
    )  # fmt: skip
    processor_agreement = forms.CharField(
        label="Personuppgiftsbiträdesavtal", max_length=200,
        help_text="Med den som driver installationen. Skriv datum eller diarienummer.",
    )  # fmt: skip
    impact_assessment = forms.CharField(
        label="Konsekvensbedömning", max_length=200, help_text="Skriv datum eller diarienummer."
    )
    date = DateField(label="Partens beslut, dag")
    diary_number = forms.CharField(label="Beslutets diarienummer", max_length=80)
    information = forms.CharField(
        label="Information till den enskilde", max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Texten som deltagaren får om vad som registreras, varför och hur länge.",
    )  # fmt: skip
    keep_months = forms.IntegerField(
        label="Månader en rad sparas efter avslutet", min_value=1, max_value=120,
        help_text="Sedan raderas raden av sig själv; antalen i rapporterna blir kvar. Välj minst 13 om helårets "
        "siffror ska kunna räknas ur raderna.",
    )  # fmt: skip

    @property
    def ground(self) -> Ground:
        return Ground(**self.cleaned_data)


class CaseForm(forms.Form):
    """One row. Choices are the association's codes; the reader of files judges the rest, so both refuse alike."""

    def __init__(self, *args: Any, book: CodeBook, today: date, row: CaseRow | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = Reader(book.written, today)
        self.row: CaseRow | None = None  # what was read, once all is well
        held = to_text(row) if row else {}
        first = row.start.year if row else today.year - YEARS_BACK
        years = {*range(first, today.year + 1), *(row.psychiatry_years if row else ())}
        for name in COLUMNS:
            self.fields[name] = _field(name, book, sorted(years, reverse=True))
            self.fields[name].initial = _initial(name, held.get(name, ""))

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in ("pseudonym", "sex", "birth_year", "start")]

    @property
    def at_start(self) -> list[forms.BoundField]:
        names = ("referral", "education", "support_months", "income_before", "occupation_before")
        return [self[name] for name in names]

    @property
    def at_end(self) -> list[forms.BoundField]:
        return [self[name] for name in ("end", "outcome", "exit_reason", "income_after", "occupation_after")]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in ("psychiatry_years", "reporting_from", "reporting_to")]

    @property
    def ended(self) -> bool:
        """Whether something is said, or wrong, about how it ended."""
        return self._any(self.at_end)

    @property
    def special(self) -> bool:
        """Likewise of psychiatry and counted years."""
        return self._any(self.more)

    def _any(self, fields: Iterable[forms.BoundField]) -> bool:
        return any(field.errors or field.value() for field in fields)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        texts = {name: _text(data.get(name)) for name in COLUMNS}
        self.row, faults = self.reader.row(texts)
        for name, fault in faults.items():
            if name not in self.errors:
                self.add_error(name, f"{fault[:1].upper()}{fault[1:]}.")
        self._forget(name for name in self.errors if name in COLUMNS)
        return data

    def _forget(self, names: Iterable[str]) -> None:
        """What was typed in a field that is refused is not sent back to the page."""
        assert isinstance(self.data, QueryDict)
        kept = self.data.copy()
        for name in names:
            kept[self.add_prefix(name)] = ""
        self.data = kept


def _text(value: Any) -> str:
    return "|".join(value) if isinstance(value, list) else str(value or "")


def _initial(name: str, text: str) -> Any:
    return text.split("|") if (COLUMNS[name].several or name == "psychiatry_years") and text else text


def _field(name: str, book: CodeBook, years: list[int]) -> forms.Field:
    column = COLUMNS[name]
    said: Mapping[str, Any] = {"label": column.label, "required": False}
    picked = {**said, "error_messages": {"invalid_choice": "Välj något av det som står här."}}  # never says what came
    if name == "sex":
        choices = [(sex.value, _ONE_WORDS.get(sex.value, SEX_WORDS[sex].capitalize())) for sex in SEXES]
        return forms.ChoiceField(**{**picked, "required": True}, choices=choices, widget=forms.RadioSelect)
    if name == "psychiatry_years":
        return _boxes(picked, [(str(year), str(year)) for year in years])
    if column.list:
        codes = [(key, label[:1].upper() + label[1:]) for key, label in book.labels[column.list].items()]
        empty = ("", "Inte ifyllt")
        return _boxes(picked, codes) if column.several else forms.ChoiceField(**picked, choices=[empty, *codes])
    dated = name in ("start", "end")
    attrs = {**_PRIVATE, **({"type": "date"} if dated else {}), **({"inputmode": "numeric"} if _whole(name) else {})}
    help_text = "" if dated and name == "start" else column.help
    needed = {**said, "required": column.required, "help_text": help_text}
    return forms.CharField(**needed, max_length=40, widget=forms.TextInput(attrs=attrs))


def _whole(name: str) -> bool:
    return name in ("birth_year", "support_months", "reporting_from", "reporting_to")


def _boxes(said: Mapping[str, Any], choices: list[tuple[str, str]]) -> forms.Field:
    return forms.MultipleChoiceField(**said, choices=choices, widget=forms.CheckboxSelectMultiple)


class FindForm(forms.Form):
    """A pseudonym to find the row of."""

    pseudonym = forms.CharField(label="Pseudonym", max_length=20, widget=forms.TextInput(attrs=_PRIVATE))


class CaseFileForm(forms.Form):
    """A file of rows, held in memory only."""

    file = forms.FileField(
        label="Släpp filen här, eller välj den", help_text="Excel (.xlsx) eller CSV, som mallen. Högst 40 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )  # fmt: skip


class StopForm(forms.Form):
    """The rows go for good: asked twice."""

    sure = forms.BooleanField(label="Ja, radera alla insatsens ärenderader")
