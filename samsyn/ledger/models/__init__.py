"""Tables of the ledger. Amounts are whole öre; entries and balances carry the ledger's sign (debit +, credit −),
plans the result's sign (income +, cost −)."""

from samsyn.ledger.models.books import (
    Account,
    Balance,
    DimensionObject,
    Entry,
    FiscalYear,
    Import,
    Movement,
    SourceFile,
    Voucher,
)
from samsyn.ledger.models.contributions import Allocation, AllocationShare, ContributionInstalment, Receipt
from samsyn.ledger.models.manual import (
    BalanceNote,
    HistoryAmount,
    ProvisionMovement,
)
from samsyn.ledger.models.mapping import (
    CostRule,
    LegacyLine,
    MappingRevision,
    MappingRow,
    RowLabel,
)
from samsyn.ledger.models.plans import (
    Plan,
    PlanRow,
)

__all__ = [
    "Account",
    "Allocation",
    "AllocationShare",
    "Balance",
    "BalanceNote",
    "ContributionInstalment",
    "CostRule",
    "DimensionObject",
    "Entry",
    "FiscalYear",
    "HistoryAmount",
    "Import",
    "LegacyLine",
    "MappingRevision",
    "MappingRow",
    "Movement",
    "Plan",
    "PlanRow",
    "ProvisionMovement",
    "Receipt",
    "RowLabel",
    "SourceFile",
    "Voucher",
]
