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
    "ledger.ProvisionMovement": _kinds(open="id association year kind amount includes_tax"),
    "ledger.CostRule": _kinds(open="id association position label account_from account_to cost_centre project "
                                   "from_year to_year individual structure administration"),
    "ledger.BalanceNote": _kinds(open="id association year key text amount updated"),
    "ledger.Allocation": _kinds(
        open="id association year stage number date total key leftover created",
        internal="note",
        personal="created_by"),
    "ledger.AllocationShare": _kinds(open="id association allocation party amount key_value confirmed"),
    "ledger.ContributionInstalment": _kinds(
        open="id association contribution number document invoiced due amount",
        internal="reference"),
    "ledger.Receipt": _kinds(open="id association instalment date amount", internal="reference"),
    "governance.Body": _kinds(open="id association kind party active position", internal="name"),
    "governance.Meeting": _kinds(
        open="id association body date start_time end_time place kind state adjusted posted posted_until "
             "published",
        internal="topics",
        personal="secretary adjuster"),
    "governance.Attendance": _kinds(
        open="id association meeting role mandate present replaces position",
        personal="person"),
    "governance.Paragraph": _kinds(
        open="id association meeting position number",
        internal="title background proposal outcome decision reservation",
        personal="prepared_by"),
    "governance.ParagraphLink": _kinds(open="id association paragraph label amount view pk_there"),
    "governance.Recusal": _kinds(open="id association paragraph attendance source deputy", internal="reason"),
    "governance.Paper": _kinds(
        open="id association meeting paragraph sha256 size uploaded",
        internal="name file",
        personal="uploaded_by"),
    "governance.DelegatedDecision": _kinds(
        open="id association year number date reported_in",
        internal="rule text",
        personal="delegate"),
    "governance.Obligation": _kinds(
        open="id association key month day year_offset owner active own",
        internal="title"),
    "governance.ObligationDone": _kinds(open="id association key year done", internal="note", personal="done_by"),
    "governance.CalendarFeed": _kinds(open="id association created", personal="user", secret="token"),
    "interventions.Choice": _kinds(open="id association kind label position start end"),
    "interventions.Policy": _kinds(
        open="id association attest_place longest_months service_days agreement_days final_report_days "
             "confirmation_month confirmation_day owner_word export_series export_accounts"),
    "interventions.AttestRight": _kinds(
        open="id association step limit scope intervention start end",
        personal="person substitute"),
    "interventions.NoteGroup": _kinds(open="id association key position own_row"),
    "interventions.NoteLabel": _kinds(open="id association group from_year label"),
    "interventions.Intervention": _kinds(
        open="id association key name direction run_by state orientation follow_up methods esf owner "
             "start end project note_group split_from implemented version changed",
        internal="target_group purpose goals steering_group split_reason implemented_where", personal="changed_by"),
    "interventions.InterventionName": _kinds(open="id association intervention name start"),
    "interventions.Involvement": _kinds(open="id association intervention party role", internal="unfinanced"),
    "interventions.InterventionYear": _kinds(open="id association intervention year participants"),
    "interventions.FinancedPost": _kinds(open="id association intervention year function positions full_year"),
    "interventions.Contact": _kinds(open="id association intervention role", personal="person email phone"),
    "interventions.OutsideMoney": _kinds(open="id association intervention source step date amount", internal="note"),
    "interventions.Document": _kinds(
        open="id association intervention application agreement claim kind sha256 size uploaded",
        internal="name file",
        personal="uploaded_by"),
    "interventions.Application": _kinds(
        open="id association number intervention applicant direction orientation start end participants "
             "state received first_response decided created version",
        internal="title need target_group goals activities equality exit_plan reasons",
        personal="created_by"),
    "interventions.ApplicationParty": _kinds(open="id association application party", internal="unfinanced"),
    "interventions.ApplicationBudget": _kinds(open="id association application year cost_type amount"),
    "interventions.ApplicationStep": _kinds(
        open="id association application move date",
        internal="note",
        personal="by"),
    "interventions.Comment": _kinds(
        open="id association application supports created",
        internal="text",
        personal="by"),
    "interventions.Decision": _kinds(
        open="id association intervention application paragraph delegated kind date unused new_end "
             "automatic rule_from created",
        internal="text reason conditions",
        personal="created_by"),
    "interventions.DecisionYear": _kinds(open="id association decision year amount"),
    "interventions.Agreement": _kinds(
        open="id association intervention decision number version state valid_from valid_to amount "
             "payment surplus claim_months report_months last_claim_days signed created",
        internal="terms",
        personal="signed_by"),
    "interventions.Instalment": _kinds(open="id association agreement due amount"),
    "interventions.Confirmation": _kinds(
        open="id association intervention year asked due answered amount dissolved dissolved_amount",
        internal="note dissolved_why",
        personal="answered_by dissolved_by"),
    "interventions.Claim": _kinds(
        open="id association intervention agreement form number original state period_from period_to "
             "received by_mail amount approved cost_date settles settled taken_over created certified "
             "checked decided paid",
        internal="note returned_why payment_reference",
        personal="created_by certified_by certified_name checked_by decided_by attested_there"),
    "interventions.ClaimRow": _kinds(open="id association claim cost_type amount vat", internal="text"),
    "interventions.Due": _kinds(
        open="id association intervention kind period_from period_to due party role done",
        internal="title dropped"),
    "interventions.Reminder": _kinds(open="id association due step sent", personal="email"),
    "interventions.FollowUp": _kinds(
        open="id association intervention final period_from period_to state implemented created sent "
             "read",
        internal="outcome implemented_where",
        personal="created_by"),
    "interventions.FollowUpText": _kinds(open="id association report theme", internal="text"),
    "interventions.ForecastOverride": _kinds(
        open="id association intervention year month amount computed created",
        internal="reason",
        personal="by"),
    "interventions.Assumption": _kinds(
        open="id association kind year amount created",
        internal="reason",
        personal="by"),
    "interventions.ExportBatch": _kinds(
        open="id association kind created start end vouchers total sha256",
        internal="name file",
        personal="by"),
    "interventions.ExportedItem": _kinds(open="id association batch source series number date amount"),
    "interventions.ReconciliationNote": _kinds(
        open="id association intervention year difference created",
        internal="text",
        personal="by"),
    "reports.Report": _kinds(open="id association kind year month date created", personal="created_by"),
    "reports.SectionText": _kinds(open="id association report section version state created carried",
                                  internal="markdown shown", personal="created_by"),
    "reports.SectionChoice": _kinds(open="id association kind section title hidden position"),
    "reports.Publication": _kinds(open="id association kind year month number document pdf told policy sha256 at",
                                  personal="by"),
    "participants.Told": _kinds(open="id association year name view at", internal="truth"),
    "participants.ReportingRule": _kinds(open="id association rhythm days"),
    "participants.Collected": _kinds(open="id association variable from_year to_year by_age merged"),
    "participants.Code": _kinds(
        open="id association list key label position merged merged_label public provisional start end"),
    "participants.ReportingPeriod": _kinds(open="id association year first_month last_month due closed",
                                           personal="closed_by"),
    "participants.Report": _kinds(
        open="id association intervention period state source version handed_in changed",
        internal="entry_reason closed_reason draft", personal="handed_in_by changed_by"),
    # small counts may point at a person: for those with the right to see them, protected everywhere else
    "participants.Count": _kinds(open="id association report variable category sex age", internal="count"),
    "participants.ReportVersion": _kinds(open="id association report number at", internal="counts reason",
                                         personal="by"),
    "participants.PeriodTotal": _kinds(open="id association period variable category sex age", internal="count"),
    "participants.EarlierYear": _kinds(open="id association year variable sex source count"),
    "participants.Occasion": _kinds(
        open="id association name kind purpose intervention organiser joint_with state start end times participants "
        "from_af from_fk from_region from_municipalities from_others unique unique_method budget cost counted version "
        "changed", personal="changed_by"),
    "participants.OccasionEvaluation": _kinds(open="id association occasion question positive valid"),
    "participants.ProtectionPolicy": _kinds(open="id association start smallest zeros base split_both decided"),
    "participants.FinsamReturn": _kinds(open="id association year sheet at", internal="content", personal="by"),
    "participants.CaseGround": _kinds(
        open="id association intervention party basis statute secrecy_waiver processor_agreement impact_assessment "
        "date diary_number information keep_months started stopped", personal="started_by"),
    "participants.PriceIndex": _kinds(open="id association year index final"),
    "participants.EffectExample": _kinds(
        open="id association year source before after price_year municipality region state persons persons_reason "
        "months cost_side deflate with_state low_share high_share low_months high_months"),
    "cases.Case": _kinds(internal="id association_id intervention_id version keep_until", personal="lookup",
                         secret="sealed"),
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
    "ledger.ProvisionMovement": _KEPT,
    "ledger.CostRule": _KEPT,
    "ledger.BalanceNote": _KEPT,
    "ledger.Allocation": _KEPT,
    "ledger.AllocationShare": _KEPT,
    "ledger.ContributionInstalment": _BOOKS,
    "ledger.Receipt": _BOOKS,
    "governance.Body": _KEPT,
    "governance.Meeting": _KEPT,
    "governance.Attendance": _KEPT,
    "governance.Paragraph": _KEPT,
    "governance.ParagraphLink": _KEPT,
    "governance.Recusal": _KEPT,
    "governance.Paper": "Bevaras med protokollet.",
    "governance.DelegatedDecision": _KEPT,
    "governance.Obligation": _KEPT,
    "governance.ObligationDone": _KEPT,
    "governance.CalendarFeed": "Gallras när personens roll upphört.",
    "interventions.Choice": _KEPT,
    "interventions.Policy": _KEPT,
    "interventions.AttestRight": _KEPT,
    "interventions.NoteGroup": _KEPT,
    "interventions.NoteLabel": _KEPT,
    "interventions.Intervention": _KEPT,
    "interventions.InterventionName": _KEPT,
    "interventions.Involvement": _KEPT,
    "interventions.InterventionYear": _KEPT,
    "interventions.FinancedPost": _KEPT,
    "interventions.Contact": "Gallras två år efter insatsens slut.",
    "interventions.OutsideMoney": _KEPT,
    "interventions.Document": _BOOKS,
    "interventions.Application": _KEPT,
    "interventions.ApplicationParty": _KEPT,
    "interventions.ApplicationBudget": _KEPT,
    "interventions.ApplicationStep": _KEPT,
    "interventions.Comment": "Gallras två år efter att ansökan avgjorts.",
    "interventions.Decision": _KEPT,
    "interventions.DecisionYear": _KEPT,
    "interventions.Agreement": _KEPT,
    "interventions.Instalment": _KEPT,
    "interventions.Confirmation": _BOOKS,
    "interventions.Claim": _BOOKS,
    "interventions.ClaimRow": _BOOKS,
    "interventions.Due": "Gallras två år efter insatsens slut.",
    "interventions.Reminder": "Gallras två år efter att den skickats.",
    "interventions.FollowUp": _KEPT,
    "interventions.FollowUpText": _KEPT,
    "interventions.ForecastOverride": _KEPT,
    "interventions.Assumption": _KEPT,
    "interventions.ExportBatch": _BOOKS,
    "interventions.ExportedItem": _BOOKS,
    "interventions.ReconciliationNote": _KEPT,
    "reports.Report": "Årsredovisningar bevaras; övriga rapporter enligt dokumenthanteringsplanen.",
    "reports.SectionText": "Utkast gallras när rapporten är fastställd; den sista versionen bevaras med rapporten.",
    "reports.SectionChoice": _KEPT,
    "reports.Publication": "Bevaras: det är vad allmänheten har fått läsa.",
    "participants.ReportingRule": _KEPT,
    "participants.Collected": _KEPT,
    "participants.Code": _KEPT,
    "participants.ReportingPeriod": _KEPT,
    "participants.Report": _KEPT,
    "participants.Count": _KEPT,
    "participants.ReportVersion": "Gallras fem år efter periodens slut; händelserna behåller skälen.",
    "participants.PeriodTotal": _KEPT,
    "participants.EarlierYear": _KEPT,
    "participants.Occasion": _KEPT,
    "participants.OccasionEvaluation": _KEPT,
    "participants.ProtectionPolicy": _KEPT,
    "participants.Told": "Bevaras så länge det publicerade finns: senare uppgifter skyddas mot det.",
    "participants.FinsamReturn": "Gallras fem år efter året.",
    "participants.CaseGround": "Bevaras: visar med vilken rätt raderna fanns.",
    "participants.PriceIndex": _KEPT,
    "participants.EffectExample": _KEPT,
    "cases.Case": "Gallras av sig själv när partens beslutade tid efter avslutet har gått; antalen blir kvar.",
}
