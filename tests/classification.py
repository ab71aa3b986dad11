"""What every field holds and how long every model is kept. Tests demand that nothing is left out.

- open: may be shown to anyone who asks (allmän handling without reservation, or a fact about the program's own rows)
- internal: for those with a role in the association; may be handed out after examination
- personal: names or describes a person (GDPR); never copied to logs of the server or to open data
- secret: opens something; never shown again after it is set
"""

from collections.abc import Mapping

KINDS = {"open", "internal", "personal", "secret"}


def _kinds(**words: str) -> Mapping[str, str]:
    """open='a b' → {'a': 'open', 'b': 'open'}."""
    return {name: kind for kind, names in words.items() for name in names.split()}


CLASSIFIED: Mapping[str, Mapping[str, str]] = {
    "core.Event": _kinds(open="id association_id at verb subject", internal="summary before after",
                         personal="actor_id actor"),
    "core.Job": _kinds(open="id association_id kind state done total step created changed subject",
                       internal="title message", personal="created_by"),
    "associations.User": _kinds(internal="id is_superuser is_active is_staff created groups user_permissions",
                                personal="email name last_login", secret="password"),
    "associations.Association": _kinds(
        open="id name short_name slug org_number seat formed words presentation data_note created"),
    "associations.Party": _kinds(open="id association name kind pays_for position from_year to_year"),
    "associations.Contribution": _kinds(open="id association party year amount"),
    "associations.OfficePost": _kinds(open="id association title kind percent start end seller"),
    "associations.StaffYear": _kinds(open="id association year average"),
    "associations.Mandate": _kinds(open="id association kind party start end", personal="person"),
    "associations.Membership": _kinds(internal="id association role party until created", personal="user"),
    "associations.FaultReport": _kinds(open="id at answered", internal="page answer",
                                       personal="text contact answered_by"),
    "ledger.SourceFile": _kinds(open="id association sha256 size uploaded", internal="name file",
                                personal="uploaded_by"),
    "ledger.FiscalYear": _kinds(open="id association start end closed", personal="closed_by"),
    "ledger.Import": _kinds(
        open="id association source year state sie_type encoding program company org_number generated covers_to "
        "partial voucher_count entry_count skip_bad_vouchers job replaces created confirmed",
        internal="findings reconciliation difference", personal="created_by confirmed_by"),
    "ledger.Account": _kinds(open="id association year number name type"),
    "ledger.DimensionObject": _kinds(open="id association year dimension code name"),
    "ledger.Voucher": _kinds(open="id association year series number position date registered amount",
                             personal="text sign search"),
    "ledger.Entry": _kinds(
        open="id association year voucher position kind account date cost_centre project objects_text amount quantity",
        personal="text"),
    "ledger.Movement": _kinds(open="id association origin month account cost_centre project amount source"),
    "ledger.Balance": _kinds(open="id association origin start index account ib ub res"),
    "ledger.MappingRow": _kinds(open="id association account_from account_to dimension object_code line note note_row "
                                     "operating_row sign position"),
    "ledger.RowLabel": _kinds(open="id association account_from account_to column report from_year to_year label"),
    "ledger.MappingRevision": _kinds(open="id association created summary mapping_csv labels_csv",
                                     personal="created_by"),
    "ledger.LegacyLine": _kinds(open="id association line year reason"),
    "ledger.Plan": _kinds(open="id association year kind name month origin in_force equal_to decided created",
                          personal="created_by"),
    "ledger.PlanRow": _kinds(open="id association plan account row note operating_row month amount proposed reason"),
    "ledger.HistoryAmount": _kinds(open="id association year line amount source"),
    "ledger.Commitment": _kinds(open="id association year group label amount own_row position"),
    "ledger.ProvisionMovement": _kinds(open="id association year kind amount includes_tax"),
    "ledger.CostRule": _kinds(open="id association position label account_from account_to cost_centre project "
                                   "from_year to_year individual structure administration"),
    "ledger.BalanceNote": _kinds(open="id association year key text amount updated"),
    "reports.Report": _kinds(open="id association kind year month date created", personal="created_by"),
    "reports.SectionText": _kinds(open="id association report section version state created carried",
                                  internal="markdown shown", personal="created_by"),
    "reports.SectionChoice": _kinds(open="id association kind section title hidden position"),
}  # fmt: skip

_BOOKS = "Sju år efter räkenskapsårets utgång (LKBR 3 kap.), sedan enligt dokumenthanteringsplanen."
_KEPT = "Bevaras: behövs för att förstå bevarade rapporter."
_WITH_YEAR = "Så länge årets bokföring finns kvar."

RETENTION: Mapping[str, str] = {
    "core.Event": "Bevaras så länge förbundet använder Samsyn; följer sedan med till arkivet.",
    "core.Job": "Gallras när arbetet är klart och kvitterat, senast efter ett år.",
    "associations.User": "Gallras två år efter att personens sista roll upphört; händelserna behåller namnet.",
    "associations.Association": _KEPT,
    "associations.Party": _KEPT,
    "associations.Contribution": _KEPT,
    "associations.OfficePost": _KEPT,
    "associations.StaffYear": _KEPT,
    "associations.Mandate": _KEPT,
    "associations.Membership": "Gallras två år efter att rollen upphört.",
    "associations.FaultReport": "Gallras två år efter att anmälan besvarats.",
    "ledger.SourceFile": _BOOKS,
    "ledger.FiscalYear": _BOOKS,
    "ledger.Import": _BOOKS,
    "ledger.Account": _WITH_YEAR,
    "ledger.DimensionObject": _WITH_YEAR,
    "ledger.Voucher": _BOOKS,
    "ledger.Entry": _BOOKS,
    "ledger.Movement": _WITH_YEAR,
    "ledger.Balance": _WITH_YEAR,
    "ledger.MappingRow": _KEPT,
    "ledger.RowLabel": _KEPT,
    "ledger.MappingRevision": _KEPT,
    "ledger.LegacyLine": _KEPT,
    "ledger.Plan": _KEPT,
    "ledger.PlanRow": _KEPT,
    "ledger.HistoryAmount": _KEPT,
    "ledger.Commitment": _KEPT,
    "ledger.ProvisionMovement": _KEPT,
    "ledger.CostRule": _KEPT,
    "ledger.BalanceNote": _KEPT,
    "reports.Report": "Årsredovisningar bevaras; övriga rapporter enligt dokumenthanteringsplanen.",
    "reports.SectionText": "Utkast gallras när rapporten är fastställd; den sista versionen bevaras med rapporten.",
    "reports.SectionChoice": _KEPT,
}
