"""Tables of the participants' part: reporting and counts, occasions, protection, the economic example."""

from samsyn.participants.models.effect import EffectExample, PriceIndex
from samsyn.participants.models.occasions import Occasion, OccasionEvaluation
from samsyn.participants.models.protection import CaseGround, FinsamReturn, ProtectionPolicy, Told
from samsyn.participants.models.reporting import (
    Code,
    Collected,
    Count,
    EarlierYear,
    PeriodTotal,
    Report,
    ReportingPeriod,
    ReportingRule,
    ReportVersion,
)

__all__ = [
    "CaseGround",
    "Code",
    "Collected",
    "Count",
    "EarlierYear",
    "EffectExample",
    "FinsamReturn",
    "Occasion",
    "OccasionEvaluation",
    "PeriodTotal",
    "PriceIndex",
    "ProtectionPolicy",
    "Report",
    "ReportVersion",
    "ReportingPeriod",
    "ReportingRule",
    "Told",
]
