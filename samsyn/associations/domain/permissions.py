"""What a person may do, why someone may not, and what each permission means in words."""

from collections.abc import Mapping
from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do. Every view names one."""

    READ_ASSOCIATION = "read_association"
    MANAGE_ASSOCIATION = "manage_association"
    MANAGE_USERS = "manage_users"
    READ_LEDGER = "read_ledger"
    IMPORT_LEDGER = "import_ledger"
    CLOSE_PERIOD = "close_period"
    MANAGE_MAPPING = "manage_mapping"
    MANAGE_PLANS = "manage_plans"  # budget and forecast
    READ_REPORTS = "read_reports"
    WRITE_REPORTS = "write_reports"
    READ_EVENTS = "read_events"
    READ_INTERVENTIONS = "read_interventions"  # a party's users see those of their party
    READ_APPLICATIONS = "read_applications"  # likewise; beredning reads all
    APPLY = "apply"
    HANDLE_APPLICATIONS = "handle_applications"
    COMMENT_APPLICATIONS = "comment_applications"
    RECORD_DECISIONS = "record_decisions"
    MANAGE_INTERVENTIONS = "manage_interventions"
    SIGN_AGREEMENTS = "sign_agreements"
    READ_CLAIMS = "read_claims"
    REGISTER_CLAIMS = "register_claims"
    ATTEST_CLAIMS = "attest_claims"  # and a line in the attestordning
    PAY_CLAIMS = "pay_claims"
    REPORT_INTERVENTIONS = "report_interventions"
    MANAGE_OUTLOOK = "manage_outlook"  # forecast of interventions, flerårsplan
    EXPORT_VOUCHERS = "export_vouchers"
    READ_CONTRIBUTIONS = "read_contributions"
    MANAGE_CONTRIBUTIONS = "manage_contributions"
    CONFIRM_CONTRIBUTIONS = "confirm_contributions"
    READ_MEETINGS = "read_meetings"
    MANAGE_MEETINGS = "manage_meetings"
    MANAGE_YEAR_PLAN = "manage_year_plan"
    READ_PARTICIPANTS = "read_participants"  # small counts protected
    READ_TRUE_COUNTS = "read_true_counts"
    REPORT_PARTICIPANTS = "report_participants"  # a party's people for its own interventions
    MANAGE_PARTICIPANTS = "manage_participants"
    PUBLISH_REPORTS = "publish_reports"
    GROUND_CASES = "ground_cases"  # a party decides that its interventions keep case rows
    WORK_WITH_CASES = "work_with_cases"
    READ_NATION = "read_nation"


_P = Permission

REASONS: Mapping[Permission, str] = {
    _P.READ_ASSOCIATION: "Du behöver vara medlem i förbundets arbetsyta.",
    _P.MANAGE_ASSOCIATION: "Bara förbundschef och systemförvaltare ändrar förbundets uppgifter.",
    _P.MANAGE_USERS: "Bara förbundschef och systemförvaltare lägger till eller ändrar användare.",
    _P.READ_LEDGER: "Bokföringen läses av kansli, styrelse och revisorer.",
    _P.IMPORT_LEDGER: "Bara ekonom och förbundschef läser in bokföring.",
    _P.CLOSE_PERIOD: "Bara ekonom och förbundschef stänger och öppnar år.",
    _P.MANAGE_MAPPING: "Bara ekonom och förbundschef ändrar kontokopplingen.",
    _P.MANAGE_PLANS: "Bara ekonom och förbundschef ändrar budget, prognos och det som skrivs in för hand.",
    _P.READ_REPORTS: "Rapporter under arbete läses av kansli, styrelse, revisorer och medlemmar.",
    _P.WRITE_REPORTS: "Bara kansliet skriver i rapporter.",
    _P.READ_EVENTS: "Händelseloggen läses av kansliets ledning och revisorer.",
    _P.READ_INTERVENTIONS: "Insatser läses av kansli, beredning, styrelse, revisorer och de parter som deltar i dem.",
    _P.READ_APPLICATIONS: "Ansökningar läses av kansli, beredning, styrelse, revisorer och den som söker.",
    _P.APPLY: "Bara en parts insatsägare och kansliet ansöker.",
    _P.HANDLE_APPLICATIONS: "Bara kansliet handlägger ansökningar.",
    _P.COMMENT_APPLICATIONS: "Bara kansli och beredning kommenterar ansökningar.",
    _P.RECORD_DECISIONS: "Bara förbundschef och registrator för in beslut.",
    _P.MANAGE_INTERVENTIONS: "Bara kansliet ändrar insatsens uppgifter.",
    _P.SIGN_AGREEMENTS: "Bara kansliet och insatsägaren för in en undertecknad överenskommelse.",
    _P.READ_CLAIMS: "Rekvisitioner läses av kansli, styrelse, revisorer och den part som lämnat dem.",
    _P.REGISTER_CLAIMS: "Bara insatsägaren och kansliet lämnar in rekvisitioner och fakturor.",
    _P.ATTEST_CLAIMS: "Bara den som står i attestordningen attesterar.",
    _P.PAY_CLAIMS: "Bara ekonom och förbundschef för in betalningar.",
    _P.REPORT_INTERVENTIONS: "Bara insatsens egna och kansliet skriver uppföljning.",
    _P.MANAGE_OUTLOOK: "Bara ekonom och förbundschef ändrar prognos och flerårsplan.",
    _P.EXPORT_VOUCHERS: "Bara ekonom och förbundschef lämnar underlag till bokföringen.",
    _P.READ_CONTRIBUTIONS: "Medlemsbidragen läses av kansli, styrelse, revisorer och medlemmar.",
    _P.MANAGE_CONTRIBUTIONS: "Bara ekonom och förbundschef ändrar medelstilldelning och betalningar.",
    _P.CONFIRM_CONTRIBUTIONS: "Bara medlemmens egen representant bekräftar medlemmens belopp.",
    _P.READ_MEETINGS: "Möten och protokoll läses av kansli, styrelse, beredning, medlemmar och revisorer.",
    _P.MANAGE_MEETINGS: "Bara kansliet skriver kallelser och protokoll.",
    _P.MANAGE_YEAR_PLAN: "Bara kansliet ändrar årshjulet.",
    _P.READ_PARTICIPANTS: "Deltagarsiffror läses av kansli, styrelse, revisorer, medlemmar och insatsernas egna.",
    _P.READ_TRUE_COUNTS: "Små antal visas bara för kansliet, revisorerna och insatsens egna.",
    _P.REPORT_PARTICIPANTS: "Bara insatsens egna och kansliet rapporterar deltagare.",
    _P.MANAGE_PARTICIPANTS: "Bara kansliet öppnar och stänger perioder och ändrar vad som samlas in.",
    _P.PUBLISH_REPORTS: "Bara förbundschef och verksamhetsutvecklare publicerar rapporter.",
    _P.GROUND_CASES: "Bara insatsägaren hos den part som är personuppgiftsansvarig bestämmer om ärenderader.",
    _P.WORK_WITH_CASES: "Ärenderader öppnas bara av insatsens deltagaransvariga, aldrig av kansliet.",
    _P.READ_NATION: "Den nationella översikten läses av systemförvaltare.",
}

PERMISSION_WORDS: Mapping[Permission, str] = {
    _P.READ_ASSOCIATION: "läsa uppgifter om förbundet",
    _P.READ_LEDGER: "läsa bokföringen och ekonomin",
    _P.READ_REPORTS: "läsa rapporter under arbete",
    _P.WRITE_REPORTS: "skriva i rapporter",
    _P.IMPORT_LEDGER: "läsa in bokföring",
    _P.MANAGE_MAPPING: "ändra kontokopplingen",
    _P.MANAGE_PLANS: "ändra budget och prognos",
    _P.CLOSE_PERIOD: "stänga och öppna år",
    _P.MANAGE_ASSOCIATION: "ändra uppgifter om förbundet",
    _P.MANAGE_USERS: "lägga till och ändra användare",
    _P.READ_EVENTS: "läsa händelseloggen",
    _P.READ_INTERVENTIONS: "läsa insatser",
    _P.READ_APPLICATIONS: "läsa ansökningar",
    _P.APPLY: "ansöka om medel",
    _P.HANDLE_APPLICATIONS: "handlägga ansökningar",
    _P.COMMENT_APPLICATIONS: "kommentera ansökningar",
    _P.RECORD_DECISIONS: "föra in beslut",
    _P.MANAGE_INTERVENTIONS: "ändra insatsers uppgifter",
    _P.SIGN_AGREEMENTS: "föra in undertecknade överenskommelser",
    _P.READ_CLAIMS: "läsa rekvisitioner och fakturor",
    _P.REGISTER_CLAIMS: "lämna in rekvisitioner och fakturor",
    _P.ATTEST_CLAIMS: "attestera enligt attestordningen",
    _P.PAY_CLAIMS: "föra in betalningar",
    _P.REPORT_INTERVENTIONS: "skriva uppföljning och slutrapport",
    _P.MANAGE_OUTLOOK: "ändra insatsprognos och flerårsplan",
    _P.EXPORT_VOUCHERS: "lämna underlag till bokföringen",
    _P.READ_CONTRIBUTIONS: "läsa medlemsbidrag och betalningar",
    _P.MANAGE_CONTRIBUTIONS: "ändra medelstilldelning och betalningar",
    _P.CONFIRM_CONTRIBUTIONS: "bekräfta medlemmens belopp",
    _P.READ_MEETINGS: "läsa möten och protokoll",
    _P.MANAGE_MEETINGS: "skriva kallelser och protokoll",
    _P.MANAGE_YEAR_PLAN: "ändra årshjulet",
    _P.READ_PARTICIPANTS: "läsa deltagarsiffror, med små antal skyddade",
    _P.READ_TRUE_COUNTS: "se även små antal",
    _P.REPORT_PARTICIPANTS: "rapportera deltagare",
    _P.MANAGE_PARTICIPANTS: "öppna och stänga rapportperioder och bestämma vad som samlas in",
    _P.PUBLISH_REPORTS: "publicera rapporter",
    _P.GROUND_CASES: "bestämma om ärenderader för partens insatser",
    _P.WORK_WITH_CASES: "läsa och skriva ärenderader för partens insatser",
    _P.READ_NATION: "läsa den nationella översikten",
}
"""What each permission lets a person do, in the order of the roles page."""
