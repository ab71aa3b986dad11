"""Permissions, roles, parties and contribution shares as values. No Django."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from stdnum.exceptions import ValidationError
from stdnum.se import orgnr


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


@dataclass(frozen=True)
class Role:
    """A plain role; memberships store its `id`, so renaming `name` breaks nothing."""

    id: str
    name: str
    description: str
    permissions: frozenset[Permission]
    office: bool = False


_P = Permission
_COUNTS = frozenset({_P.READ_PARTICIPANTS, _P.READ_TRUE_COUNTS})
_INTERVENTIONS = frozenset({_P.READ_INTERVENTIONS, _P.READ_APPLICATIONS, _P.READ_CLAIMS})
_READ = frozenset({_P.READ_ASSOCIATION, _P.READ_LEDGER, _P.READ_REPORTS, _P.READ_CONTRIBUTIONS, _P.READ_MEETINGS,
                   _P.READ_PARTICIPANTS, *_INTERVENTIONS})  # fmt: skip
_MONEY = frozenset({_P.IMPORT_LEDGER, _P.CLOSE_PERIOD, _P.MANAGE_MAPPING, _P.MANAGE_PLANS, _P.MANAGE_OUTLOOK,
                    _P.EXPORT_VOUCHERS, _P.MANAGE_CONTRIBUTIONS, _P.PAY_CLAIMS})  # fmt: skip
_OFFICE = frozenset({_P.HANDLE_APPLICATIONS, _P.COMMENT_APPLICATIONS, _P.MANAGE_INTERVENTIONS, _P.SIGN_AGREEMENTS,
                     _P.REGISTER_CLAIMS, _P.ATTEST_CLAIMS, _P.REPORT_INTERVENTIONS, _P.MANAGE_MEETINGS,
                     _P.MANAGE_YEAR_PLAN, _P.REPORT_PARTICIPANTS, _P.MANAGE_PARTICIPANTS,
                     _P.PUBLISH_REPORTS})  # fmt: skip

ROLES: Mapping[str, Role] = {
    role.id: role
    for role in (
        Role("systemforvaltare", "Systemförvaltare", "Sköter användare och inställningar.",
             frozenset({_P.READ_ASSOCIATION, _P.MANAGE_ASSOCIATION, _P.MANAGE_USERS, _P.READ_EVENTS,
                        _P.READ_NATION})),
        Role("forbundschef", "Förbundschef", "Leder kansliet, för in beslut och svarar för "
             "ekonomi och rapporter.",
             _READ | _MONEY | _OFFICE | _COUNTS
             | {_P.MANAGE_ASSOCIATION, _P.MANAGE_USERS, _P.WRITE_REPORTS, _P.READ_EVENTS, _P.RECORD_DECISIONS,
                _P.APPLY}, office=True),
        Role("verksamhetsutvecklare", "Verksamhetsutvecklare", "Bereder ansökningar och möten, följer upp "
             "insatser och skriver rapporter.",
             _READ | _OFFICE | _COUNTS | {_P.WRITE_REPORTS, _P.APPLY}, office=True),
        Role("ekonom", "Ekonom", "Läser in bokföringen, lägger budget och prognos, för in betalningar och lämnar "
             "underlag till bokföringen.",
             _READ | _MONEY | _COUNTS
             | {_P.WRITE_REPORTS, _P.READ_EVENTS, _P.REGISTER_CLAIMS, _P.ATTEST_CLAIMS}, office=True),
        Role("registrator", "Registrator", "Skriver kallelser och protokoll, för in beslut och det "
             "som kommer på papper.",
             frozenset({_P.READ_ASSOCIATION, _P.READ_REPORTS, _P.READ_MEETINGS, _P.MANAGE_MEETINGS,
                        _P.READ_INTERVENTIONS, _P.READ_APPLICATIONS, _P.READ_CLAIMS, _P.REGISTER_CLAIMS,
                        _P.RECORD_DECISIONS}), office=True),
        Role("insatsagare", "Insatsägare", "Ansöker, avtalar, rekvirerar och följer upp för en part.",
             _INTERVENTIONS | {_P.READ_ASSOCIATION, _P.APPLY, _P.SIGN_AGREEMENTS, _P.REGISTER_CLAIMS,
                               _P.REPORT_INTERVENTIONS, _P.REPORT_PARTICIPANTS, _P.READ_PARTICIPANTS,
                               _P.GROUND_CASES}),
        Role("samordnare", "Samordnare", "Lämnar antal deltagare och skriver uppföljning om en parts insatser.",
             frozenset({_P.READ_ASSOCIATION, _P.READ_INTERVENTIONS, _P.REPORT_INTERVENTIONS, _P.REPORT_PARTICIPANTS,
                        _P.READ_PARTICIPANTS})),
        Role("deltagaransvarig", "Deltagaransvarig", "Registrerar ärenderader hos en part. Aldrig någon från kansliet.",
             frozenset({_P.READ_ASSOCIATION, _P.READ_INTERVENTIONS, _P.REPORT_PARTICIPANTS, _P.READ_PARTICIPANTS,
                        _P.WORK_WITH_CASES})),
        Role("beredning", "Beredning eller styrgrupp", "Läser och kommenterar ansökningar. Läser insatser, möten "
             "och rapporter.",
             frozenset({_P.READ_ASSOCIATION, _P.READ_REPORTS, _P.READ_INTERVENTIONS, _P.READ_APPLICATIONS,
                        _P.COMMENT_APPLICATIONS, _P.READ_MEETINGS, _P.READ_PARTICIPANTS})),
        Role("medlemsrepresentant", "Medlemsrepresentant", "Läser vad medlemmens pengar används till och "
             "bekräftar medlemmens belopp.",
             frozenset({_P.READ_ASSOCIATION, _P.READ_REPORTS, _P.READ_INTERVENTIONS, _P.READ_CONTRIBUTIONS,
                        _P.CONFIRM_CONTRIBUTIONS, _P.READ_MEETINGS, _P.READ_PARTICIPANTS})),
        Role("styrelseledamot", "Styrelseledamot", "Läser ekonomi, insatser, möten och rapporter. "
             "Ordföranden attesterar chefens egna kostnader.", _READ | {_P.ATTEST_CLAIMS}),
        Role("revisor", "Revisor", "Läser allt utom uppgifter om enskilda, under en begränsad tid.",
             _READ | _COUNTS | {_P.READ_EVENTS}),
    )
}  # fmt: skip

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


class PartyKind(StrEnum):
    STATE = "stat"
    REGION = "region"
    MUNICIPALITY = "kommun"


SHARES: Mapping[PartyKind, Decimal] = {  # finsamlagen 5 §
    PartyKind.STATE: Decimal("0.5"),
    PartyKind.REGION: Decimal("0.25"),
    PartyKind.MUNICIPALITY: Decimal("0.25"),
}


class PostKind(StrEnum):
    EMPLOYED = "anställd"
    TEMPORARY = "vikarie"
    BOUGHT = "köpt tjänst"
    EXTERNAL = "annan betalar"


def check_org_number(text: str) -> str:
    """The number as nnnnnn-nnnn. Raises ValueError with a Swedish sentence when the check digit is wrong."""
    try:
        return str(orgnr.format(orgnr.validate(text.strip())))
    except ValidationError:
        raise ValueError(
            f"'{text}' är inget organisationsnummer. Skriv tio siffror, till exempel 222000-1990."
        ) from None


def share_of_period(start: date, end: date | None, first: date, last: date) -> Fraction:
    """The part of `first`–`last` that lies between two dates, all included, by days (0 to 1)."""
    days = (min(end or last, last) - max(start, first)).days + 1
    return Fraction(max(days, 0), (last - first).days + 1)


def share_of_year(start: date, end: date | None, year: int) -> Decimal:
    """The part of `year` between two dates, both included, by days (0 to 1)."""
    share = share_of_period(start, end, date(year, 1, 1), date(year, 12, 31))
    return Decimal(share.numerator) / Decimal(share.denominator)


@dataclass(frozen=True)
class PostTime:
    """A post's extent in percent of full time and its days; `end` None is until further notice."""

    kind: PostKind
    percent: Decimal
    start: date
    end: date | None = None

    @property
    def counted(self) -> bool:
        """Whether it counts as the association's own staff: bought services do not."""
        return self.kind is not PostKind.BOUGHT


def average_posts(posts: Iterable[PostTime], first: date, last: date) -> Decimal:
    """The average number of full-time posts over a period: extent times the part of the period, summed."""
    total = sum(
        (Fraction(post.percent) / 100 * share_of_period(post.start, post.end, first, last) for post in posts),
        Fraction(0),
    )
    return Decimal(total.numerator) / Decimal(total.denominator)


def membership_problems(held: Collection[str], role: str, until: date | None, today: date) -> list[str]:
    """Why a person who holds some roles (ids) may not get another one; [] when all is well."""
    if role not in ROLES:
        return [f"Rollen '{role}' finns inte."]
    problems = []
    if role in held:
        problems.append(f"Personen är redan {ROLES[role].name.lower()} här.")
    roles = [ROLES[id_] for id_ in {*held, role} if id_ in ROLES]
    if CASE_ROLE in (one.id for one in roles) and any(one.office for one in roles):
        problems.append(
            "Ingen kan arbeta på kansliet och vara deltagaransvarig: förbundets egen personal "
            "ska inte kunna läsa uppgifter om enskilda deltagare."
        )
    if role == AUDITOR and until is None:
        problems.append("En revisor behöver ett slutdatum, till exempel när granskningen är klar.")
    if until is not None and until < today:
        problems.append("Slutdatumet har redan varit. Välj ett datum framåt i tiden.")
    return problems


AUDITOR = "revisor"
PARTY_ROLES = frozenset({"insatsagare", "samordnare", "deltagaransvarig", "medlemsrepresentant"})
"""Roles held for a party: they open that party's rows and nobody else's."""
CASE_ROLE = "deltagaransvarig"


def without_party(roles: Iterable[str]) -> str:
    """Why roles (ids) cannot be held for no party at all; '' when none of them is held for one."""
    names = [ROLES[role].name.lower() for role in dict.fromkeys(roles) if role in PARTY_ROLES]
    return f"Välj vilken part personen företräder. Det behövs för {', '.join(names)}." if names else ""


@dataclass(frozen=True)
class ShareFinding:
    """A kind of party whose contribution differs from its share by law."""

    kind: PartyKind
    paid: int  # öre
    due: int  # öre


def share_findings(paid: Mapping[PartyKind, int]) -> list[ShareFinding]:
    """Who does not pay its share (finsamlagen 5 §: ½, ¼, ¼) of the total, in öre; ± 1 kr is tolerated."""
    total = sum(paid.values())
    due = {kind: int(total * share) for kind, share in SHARES.items()}
    return [
        ShareFinding(kind, paid.get(kind, 0), due[kind]) for kind in SHARES if abs(paid.get(kind, 0) - due[kind]) > 100
    ]


CONTRIBUTION = "medlemsbidrag"


def in_own_words(text: str, word: str) -> str:
    """A text of ours with the association's own word for medlemsbidrag, in the definite form too.

    'Eget kapital av medlemsbidraget' → 'Eget kapital av medlemstilldelningen'.
    """
    if word == CONTRIBUTION:
        return text
    neuter = word.endswith(("bidrag", "anslag", "stöd", "belopp"))
    plural = f"{word}{'en' if neuter else 'arna' if word.endswith('ning') else 'erna'}"
    forms = {"medlemsbidraget": f"{word}{'et' if neuter else 'en'}", "medlemsbidragen": plural, CONTRIBUTION: word}
    for ours, own in forms.items():
        text = text.replace(ours, own).replace(ours.capitalize(), own[:1].upper() + own[1:])
    return text


WORDS: Mapping[str, tuple[str, str]] = {
    "contribution": ("Det parterna betalar kallas", CONTRIBUTION),
    "intervention": ("Det förbundet finansierar kallas", "insats"),
    "head": ("Den som leder kansliet kallas", "förbundschef"),
    "office": ("Kansliet kallas", "kansli"),
}
"""The association's own words: key → (label in the settings, the word used when nothing is chosen)."""
