"""Plain roles: which permissions each holds, and who may hold which."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samsyn.associations.domain.permissions import Permission


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

AUDITOR = "revisor"
PARTY_ROLES = frozenset({"insatsagare", "samordnare", "deltagaransvarig", "medlemsrepresentant"})
"""Roles held for a party: they open that party's rows and nobody else's."""
CASE_ROLE = "deltagaransvarig"


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


def without_party(roles: Iterable[str]) -> str:
    """Why roles (ids) cannot be held for no party at all; '' when none of them is held for one."""
    names = [ROLES[role].name.lower() for role in dict.fromkeys(roles) if role in PARTY_ROLES]
    return f"Välj vilken part personen företräder. Det behövs för {', '.join(names)}." if names else ""
