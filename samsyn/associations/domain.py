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


@dataclass(frozen=True)
class Role:
    """A plain role; memberships store its `id`, so renaming `name` breaks nothing."""

    id: str
    name: str
    description: str
    permissions: frozenset[Permission]
    office: bool = False


_P = Permission
_READ = frozenset({_P.READ_ASSOCIATION, _P.READ_LEDGER, _P.READ_REPORTS})
_MONEY = frozenset({_P.IMPORT_LEDGER, _P.CLOSE_PERIOD, _P.MANAGE_MAPPING, _P.MANAGE_PLANS})

ROLES: Mapping[str, Role] = {
    role.id: role
    for role in (
        Role("systemforvaltare", "Systemförvaltare", "Sköter användare och inställningar.",
             frozenset({_P.READ_ASSOCIATION, _P.MANAGE_ASSOCIATION, _P.MANAGE_USERS, _P.READ_EVENTS})),
        Role("forbundschef", "Förbundschef", "Leder kansliet och svarar för ekonomi och rapporter.",
             _READ | _MONEY | {_P.MANAGE_ASSOCIATION, _P.MANAGE_USERS, _P.WRITE_REPORTS, _P.READ_EVENTS}, office=True),
        Role("verksamhetsutvecklare", "Verksamhetsutvecklare", "Skriver rapporter och följer upp insatser och mål.",
             _READ | {_P.WRITE_REPORTS}, office=True),
        Role("ekonom", "Ekonom", "Läser in bokföringen, kopplar konton, lägger budget och prognos.",
             _READ | _MONEY | {_P.WRITE_REPORTS, _P.READ_EVENTS}, office=True),
        Role("registrator", "Registrator", "Diarieför och håller ordning på handlingar.",
             frozenset({_P.READ_ASSOCIATION, _P.READ_REPORTS}), office=True),
        Role("insatsagare", "Insatsägare", "Ansöker, avtalar och rekvirerar för en part.",
             frozenset({_P.READ_ASSOCIATION})),
        Role("samordnare", "Samordnare", "Rapporterar antal deltagare och vad som hänt i en insats.",
             frozenset({_P.READ_ASSOCIATION})),
        Role("deltagaransvarig", "Deltagaransvarig", "Registrerar hos en part. Aldrig någon från kansliet.",
             frozenset({_P.READ_ASSOCIATION})),
        Role("beredning", "Beredning eller styrgrupp", "Läser ansökningar och uppföljning i sitt område.",
             frozenset({_P.READ_ASSOCIATION, _P.READ_REPORTS})),
        Role("medlemsrepresentant", "Medlemsrepresentant", "Läser vad medlemmens pengar används till.",
             frozenset({_P.READ_ASSOCIATION, _P.READ_REPORTS})),
        Role("styrelseledamot", "Styrelseledamot", "Läser ekonomi och rapporter.", _READ),
        Role("revisor", "Revisor", "Läser allt utom uppgifter om enskilda, under en begränsad tid.",
             _READ | {_P.READ_EVENTS}),
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
CASE_ROLE = "deltagaransvarig"


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
