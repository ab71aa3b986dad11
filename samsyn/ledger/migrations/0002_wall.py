"""Row-level security on every table of the ledger."""

from django.db import migrations

from samsyn.core.tenancy import ProtectRows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        ProtectRows(
            "SourceFile", "FiscalYear", "Import", "Account", "DimensionObject", "Voucher", "Entry", "Movement",
            "Balance", "MappingRow", "RowLabel", "MappingRevision", "LegacyLine", "Plan", "PlanRow", "HistoryAmount",
            "Commitment", "ProvisionMovement", "CostRule", "BalanceNote",
        ),
    ]
