"""Tables of interventions. Every row carries `association`."""

from samsyn.interventions.models.applications import (
    Application,
    ApplicationBudget,
    ApplicationParty,
    ApplicationStep,
    Comment,
)
from samsyn.interventions.models.choices import AttestRight, Choice, Policy
from samsyn.interventions.models.claims import Claim, ClaimRow, Confirmation
from samsyn.interventions.models.decisions import Agreement, Decision, DecisionYear, Instalment
from samsyn.interventions.models.followup import Due, FollowUp, FollowUpText, Reminder
from samsyn.interventions.models.interventions import (
    Contact,
    Document,
    FinancedPost,
    Intervention,
    InterventionName,
    InterventionYear,
    Involvement,
    NoteGroup,
    NoteLabel,
    OutsideMoney,
)
from samsyn.interventions.models.outlook import (
    Assumption,
    ExportBatch,
    ExportedItem,
    ForecastOverride,
    ReconciliationNote,
)

__all__ = [
    "Agreement",
    "Application",
    "ApplicationBudget",
    "ApplicationParty",
    "ApplicationStep",
    "Assumption",
    "AttestRight",
    "Choice",
    "Claim",
    "ClaimRow",
    "Comment",
    "Confirmation",
    "Contact",
    "Decision",
    "DecisionYear",
    "Document",
    "Due",
    "ExportBatch",
    "ExportedItem",
    "FinancedPost",
    "FollowUp",
    "FollowUpText",
    "ForecastOverride",
    "Instalment",
    "Intervention",
    "InterventionName",
    "InterventionYear",
    "Involvement",
    "NoteGroup",
    "NoteLabel",
    "OutsideMoney",
    "Policy",
    "ReconciliationNote",
    "Reminder",
]
