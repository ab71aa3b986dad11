"""Forms of the basis for bookkeeping: what goes, as which file, and on which accounts."""

from typing import Any

from django import forms

from samsyn.associations.forms.fields import DateField
from samsyn.interventions.domain.vouchers import PARTS, USES, Part, Use
from samsyn.interventions.models import Policy
from samsyn.interventions.voucher_files import KINDS
from samsyn.ledger.forms.fields import AccountField


class ChoiceOfVouchers(forms.Form):
    """The period and which sorts of vouchers."""

    start = DateField(label="Från")
    end = DateField(label="Till och med")
    parts = forms.MultipleChoiceField(
        label="Ta med", choices=[(part.value, label) for part, label in PARTS.items()],
        widget=forms.CheckboxSelectMultiple, help_text="Ta inte med det som ekonomisystemet redan har.",
        error_messages={"required": "Välj minst ett slag."},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", "Perioden slutar före den börjar.")
        elif start and end and start.year != end.year:
            self.add_error("end", f"Ett underlag gäller ett räkenskapsår. Dela perioden vid {start.year}-12-31.")
        return data

    @property
    def wanted(self) -> list[Part]:
        return [Part(value) for value in self.cleaned_data["parts"]]


class FileKind(forms.Form):
    """What kind of file."""

    kind = forms.ChoiceField(
        label="Fil", choices=[(key, words[0]) for key, words in KINDS.items()], widget=forms.RadioSelect, initial="sie",
        help_text="SIE 4I läses in i ekonomisystemet. Excel och PDF är för den som bokför för hand.",
    )  # fmt: skip


class AccountsForm(forms.Form):
    """The series, and an account for each use."""

    series = forms.CharField(
        label="Verifikationsserie", max_length=4, help_text="En egen serie i ekonomisystemet, till exempel S."
    )

    def __init__(self, *args: Any, held: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].initial = held.export_series
        for use, (label, example) in USES.items():
            self.fields[use] = AccountField(
                label=label, required=False, initial=held.export_accounts.get(use), help_text=f"Till exempel {example}."
            )

    @property
    def accounts(self) -> dict[str, int | None]:
        return {use: self.cleaned_data[use] for use in Use}


class ExplainForm(forms.Form):
    """What a difference against the books is due to."""

    text = forms.CharField(label="Förklaring", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text="Till exempel: Bokförd på fel projekt, rättas i maj.")  # fmt: skip
