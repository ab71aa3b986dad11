"""A new association from plain data: facts, parties with shares and amounts, presentation, first users."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from samsyn.associations.actions.contributions import set_contributions
from samsyn.associations.actions.people import Invitation, invite
from samsyn.associations.domain.parties import PartyKind, check_org_number
from samsyn.associations.domain.presentation import presentation_errors
from samsyn.associations.domain.roles import without_party
from samsyn.associations.domain.shares import SHARES
from samsyn.associations.models import Association, Party, User
from samsyn.core.events import record
from samsyn.core.money import parse_ore
from samsyn.core.refused import Refused
from samsyn.core.tenancy import EVERYTHING, tenant

KEYS = ("name", "short_name", "slug", "org_number", "seat", "formed", "data_note", "words", "parties", "presentation",
        "equity_rule", "users")  # fmt: skip
PARTY_KEYS = ("name", "kind", "pays_for", "share", "from_year", "to_year", "contributions", "remark")
USER_KEYS = ("email", "name", "roles")  # and party, for those who work for one
KINDS = {
    "stat": PartyKind.STATE, "state": PartyKind.STATE, "staten": PartyKind.STATE,
    "region": PartyKind.REGION,
    "kommun": PartyKind.MUNICIPALITY, "municipality": PartyKind.MUNICIPALITY,
}  # fmt: skip
RESERVED = ("konto", "tillganglighet", "byggdelar", "static", "files", "api")
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Created:
    """The new association and how its first users choose their passwords."""

    association: Association
    invitations: tuple[Invitation, ...] = ()


def create_association(data: object, *, by: User | str) -> Created:
    """Make an association from a mapping such as a YAML file holds; the keys are `KEYS`.

    Only the command line and superusers make associations. Raises Refused with every error in Swedish; nothing is
    saved then.
    """
    if not isinstance(by, str) and not by.is_superuser:
        raise PermissionDenied("Bara den som sköter installationen lägger upp nya förbund.")
    if not isinstance(data, Mapping):
        raise Refused("Filen ska innehålla namn med värden: name, slug, org_number, parties …")
    if errors := association_errors(data):
        raise Refused(errors)
    with tenant(EVERYTHING), transaction.atomic():
        return _create(data, by)


def _create(data: Data, by: User | str) -> Created:
    presentation = dict(data.get("presentation") or {})
    if data.get("equity_rule"):
        presentation["equity_rule"] = _plain(data["equity_rule"])
    row = Association.objects.create(
        name=data["name"], short_name=data.get("short_name") or data["name"][:60], slug=data["slug"],
        org_number=str(data["org_number"]), seat=data.get("seat") or "", formed=data.get("formed"),
        data_note=data.get("data_note") or "", words=dict(data.get("words") or {}), presentation=presentation,
    )  # fmt: skip
    record("association.create", f"Lade upp {row.name}", by=by, association_id=row.pk,
           subject=f"associations.Association:{row.pk}")  # fmt: skip
    _parties(row, data.get("parties") or [])
    paid: dict[int, dict[int, int | None]] = {}
    for party, given in zip(Party.objects.filter(association=row), data.get("parties") or [], strict=True):
        for year, amount in (given.get("contributions") or {}).items():
            paid.setdefault(int(year), {})[party.pk] = parse_ore(str(amount))
    for year, amounts in paid.items():
        set_contributions(row, year, amounts, by="installationen")
    parties = {party.name: party for party in Party.objects.filter(association=row)}
    people = [
        invite(row, email=user["email"], name=user["name"], roles=user["roles"], by="installationen",
               party=parties.get(user.get("party") or ""))
        for user in data.get("users") or []
    ]  # fmt: skip
    return Created(row, tuple(people))


def _parties(row: Association, parties: list[Data]) -> None:
    for position, party in enumerate(parties, start=1):
        Party.objects.create(
            association=row, name=party["name"], kind=KINDS[str(party["kind"]).lower()], position=position,
            pays_for=_pays_for(party), from_year=party.get("from_year"), to_year=party.get("to_year"),
        )  # fmt: skip


def _pays_for(party: Data) -> str:
    """The other parties one pays for; its own name in the list says nothing new."""
    given = party.get("pays_for") or []
    names = [given] if isinstance(given, str) else given
    return ", ".join(str(name) for name in names if name != party["name"])


def _plain(value: Any) -> Any:
    """YAML's dates and numbers as JSON can hold them."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def association_errors(data: Data) -> list[str]:
    """Every fault in the data of a new association, in Swedish; [] when it can be made."""
    errors = [f"{key}: fältet finns inte. Fälten är {', '.join(KEYS)}." for key in data if key not in KEYS]
    errors += [f"{key}: saknas." for key in ("name", "slug", "org_number") if not str(data.get(key) or "").strip()]
    errors += _slug_errors(str(data.get("slug") or ""))
    if data.get("org_number"):
        try:
            check_org_number(str(data["org_number"]))
        except ValueError as error:
            errors.append(f"org_number: {error}")
    for key, longest in (("name", 200), ("short_name", 60), ("seat", 80), ("data_note", 300)):
        if len(str(data.get(key) or "")) > longest:
            errors.append(f"{key}: är längre än {longest} tecken.")
    if data.get("formed") is not None and not (isinstance(data["formed"], int) and 2004 <= data["formed"] <= 2099):
        errors.append(f"formed: '{data['formed']}' är inget år från 2004.")
    if not isinstance(data.get("words") or {}, Mapping):
        errors.append("words: skriv ord med värden, till exempel contribution: medlemsbidrag.")
    errors += _presentation_errors(data)
    errors += _party_errors(data.get("parties") or [])
    return errors + _user_errors(data.get("users") or [], data.get("parties") or [])


def _slug_errors(slug: str) -> list[str]:
    if not slug:
        return []
    try:
        validate_slug(slug)
    except ValidationError:
        return [f"slug: '{slug}' går inte. Använd små bokstäver a till z, siffror och bindestreck."]
    if slug != slug.lower() or slug in RESERVED or len(slug) > 40:
        return [f"slug: '{slug}' går inte. Använd högst 40 små bokstäver, och inte {', '.join(RESERVED)}."]
    with tenant(EVERYTHING):
        taken = Association.objects.filter(slug=slug).exists()
    return [f"slug: adressen '{slug}' är upptagen."] if taken else []


def _presentation_errors(data: Data) -> list[str]:
    given = data.get("presentation") or {}
    if isinstance(given, Mapping) and data.get("equity_rule"):
        given = {**given, "equity_rule": data["equity_rule"]}
    return [f"presentation: {error}" for error in presentation_errors(given)]


def _party_errors(parties: object) -> list[str]:
    if not isinstance(parties, list):
        return ["parties: skriv en lista med name och kind för varje part."]
    errors: list[str] = []
    for number, party in enumerate(parties, start=1):
        place = f"parties, part {number}"
        if not isinstance(party, Mapping):
            errors.append(f"{place}: skriv name och kind.")
            continue
        errors += [f"{place}: fältet '{key}' finns inte." for key in party if key not in PARTY_KEYS]
        if not str(party.get("name") or "").strip():
            errors.append(f"{place}: name saknas.")
        if str(party.get("kind") or "").lower() not in KINDS:
            errors.append(f"{place}: kind '{party.get('kind')}' finns inte. Skriv stat, region eller kommun.")
        errors += [f"{place}: {text}" for text in _amount_errors(party)]
    names = [str(party.get("name")) for party in parties if isinstance(party, Mapping)]
    errors += [f"parties: {name} står flera gånger." for name in dict.fromkeys(names) if names.count(name) > 1]
    return errors or _share_errors(parties)


def _amount_errors(party: Data) -> list[str]:
    amounts = party.get("contributions") or {}
    if not isinstance(amounts, Mapping):
        return ["contributions: skriv år med belopp i kronor, till exempel {2024: 4251000}."]
    errors = []
    for year, amount in amounts.items():
        if not str(year).isdigit() or not 2004 <= int(year) <= 2099:
            errors.append(f"contributions: '{year}' är inget år från 2004.")
        try:
            if parse_ore(str(amount)) < 0:
                errors.append(f"contributions {year}: beloppet kan inte vara mindre än noll.")
        except ValueError as error:
            errors.append(f"contributions {year}: {error}.")
    return errors


def _share_errors(parties: list[Data]) -> list[str]:
    """Given shares must be the law's: ½ for the state, ¼ for the regions and ¼ for the municipalities (5 §)."""
    if not any("share" in party for party in parties):
        return []
    sums = dict.fromkeys(PartyKind, Decimal(0))
    for party in parties:
        try:
            sums[KINDS[str(party["kind"]).lower()]] += Decimal(str(party.get("share") or 0))
        except InvalidOperation:
            return [f"parties: share '{party['share']}' för {party['name']} är inget tal, skriv till exempel 0.25."]
    return [
        f"parties: andelarna för {kind} är tillsammans {sums[kind]}, men ska vara {share} (finsamlagen 5 §)."
        for kind, share in SHARES.items()
        if abs(sums[kind] - share) > Decimal("0.0001")
    ]


def _user_errors(users: object, parties: object) -> list[str]:
    if not isinstance(users, list):
        return ["users: skriv en lista med email, name och roles."]
    names = [party.get("name") for party in parties if isinstance(party, Mapping)] if isinstance(parties, list) else []
    errors = []
    for number, user in enumerate(users, start=1):
        if not isinstance(user, Mapping) or not all(user.get(key) for key in USER_KEYS):
            errors.append(f"users, rad {number}: skriv email, name och roles.")
        elif not isinstance(user["roles"], list):
            errors.append(f"users, rad {number}: roles ska vara en lista, till exempel [forbundschef].")
        elif user.get("party") and user["party"] not in names:
            errors.append(f"users, rad {number}: '{user['party']}' är ingen av parterna i filen.")
        elif not user.get("party") and (said := without_party(map(str, user["roles"]))):
            errors.append(f"users, rad {number}: party saknas. {said}")
    return errors
