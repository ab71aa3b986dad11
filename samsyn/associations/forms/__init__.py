"""Forms: what is typed is kept, and every fault is said at once."""

from samsyn.associations.forms.people import AnswerForm, FaultForm, InviteForm, MembershipForm
from samsyn.associations.forms.presentation import EquityRuleForm, PresentationForm
from samsyn.associations.forms.rows import (
    ContributionsForm,
    FactsForm,
    MandateForm,
    PartyForm,
    PostForm,
    StaffYearForm,
    UploadForm,
)

__all__ = [
    "AnswerForm",
    "ContributionsForm",
    "EquityRuleForm",
    "FactsForm",
    "FaultForm",
    "InviteForm",
    "MandateForm",
    "MembershipForm",
    "PartyForm",
    "PostForm",
    "PresentationForm",
    "StaffYearForm",
    "UploadForm",
]
