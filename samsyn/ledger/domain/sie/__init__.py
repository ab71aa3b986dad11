"""Reading SIE files, the Swedish exchange format for bookkeeping (SIE-gruppen, types 1–4, edition 4B/4C).

`read` streams a file of any size, checks everything in it and never stops at the first fault: `SieFile.findings` holds
them all. No Django and no database here."""

from .accounts import is_balance_account
from .model import (
    Account,
    Balance,
    Finding,
    Level,
    Limits,
    MonthAmount,
    Objects,
    Row,
    SieFile,
    Voucher,
    Year,
)
from .present import summary, to_json
from .reader import read
from .reconcile import Mismatch, mismatches

__all__ = [
    "Account",
    "Balance",
    "Finding",
    "Level",
    "Limits",
    "Mismatch",
    "MonthAmount",
    "Objects",
    "Row",
    "SieFile",
    "Voucher",
    "Year",
    "is_balance_account",
    "mismatches",
    "read",
    "summary",
    "to_json",
]
