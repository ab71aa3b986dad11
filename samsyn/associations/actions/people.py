"""Users and memberships: invite, change, end. Who is invited chooses the password through a link that works once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.actions.words import spoken
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.roles import ROLES, membership_problems, without_party
from samsyn.associations.models import Association, Membership, Party, User
from samsyn.associations.queries import belongs_elsewhere, managers
from samsyn.core.events import record, tell
from samsyn.core.refused import Refused

_P = Permission.MANAGE_USERS
LAST_MANAGER = (
    "Någon måste kunna sköta användarna. Ge först en annan person rollen systemförvaltare eller förbundschef."
)


@dataclass(frozen=True)
class Invitation:
    """`path` is the address where the person chooses a password, '' when the account already has one or is not ours
    to open: then only the person gets the link, by mail."""

    user: User
    path: str
    created: bool


def password_path(user: User) -> str:
    """The address where a person chooses a password. It works once, and as long as PASSWORD_RESET_TIMEOUT says."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


@transaction.atomic
def invite(
    association: Association,
    *,
    email: str,
    name: str,
    roles: Sequence[str],
    by: User | str,
    party: Party | None = None,
    until: date | None = None,
    site: str = "",
) -> Invitation:
    """Give a person roles (ids) here, and an account if there is none. Raises Refused with every reason.

    `site` ('https://…') makes the mailed link whole; without it nothing is mailed.
    """
    require(by, _P, association)
    user, errors = _person(email, name)
    errors += _role_problems(user, association, roles, until)
    errors += _party_problems(association, roles, party)
    if errors:
        raise Refused(errors)
    created = user is None
    user = user or User.objects.create_user(email.strip(), None, name=name.strip())
    for role in roles:
        Membership.objects.create(association=association, user=user, role=role, party=party, until=until)
    names = ", ".join(ROLES[role].name for role in roles)
    record("association.member", f"Gav {user.email} rollen {names}", by=by, association_id=association.pk,
           subject=f"associations.User:{user.pk}", after=f"roller: {names}\ntill och med: {spoken(until)}")  # fmt: skip
    return _invitation(user, association, created, site)


def _person(email: str, name: str) -> tuple[User | None, list[str]]:
    """The account with that address, locked while its roles change."""
    try:
        validate_email(email.strip())
    except ValidationError:
        return None, [f"'{email}' är ingen e-postadress."]
    user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
    if user is None and not name.strip():
        return None, ["Skriv personens namn."]
    return user, []


def _role_problems(user: User | None, association: Association, roles: Sequence[str], until: date | None) -> list[str]:
    if not roles:
        return ["Välj minst en roll."]
    held = _held(user, association) if user else []
    problems: list[str] = []
    for role in dict.fromkeys(roles):
        problems += membership_problems(held, role, until, timezone.localdate())
        held.append(role)
    return list(dict.fromkeys(problems))


def _party_problems(association: Association, roles: Sequence[str], party: Party | None) -> list[str]:
    if party is not None:
        return [] if party.association_id == association.pk else ["Parten hör till ett annat förbund."]
    return [said] if (said := without_party(roles)) else []


def _held(user: User, association: Association) -> list[str]:
    """Roles held here, ended ones included: a role is given back by moving its end, not by a second row."""
    return list(Membership.objects.filter(user=user, association=association).values_list("role", flat=True))


def _invitation(user: User, association: Association, created: bool, site: str) -> Invitation:
    if user.has_usable_password():
        return Invitation(user, "", created)
    path = password_path(user)
    if site:
        transaction.on_commit(partial(_mail, user.email, association.name, site + path), robust=True)
    # the link opens the account: whoever holds power elsewhere gets it only by mail
    return Invitation(user, "" if belongs_elsewhere(user, association) else path, created)


def _mail(email: str, association: str, link: str) -> None:
    send_mail(
        f"Du har fått tillgång till {association} i Samsyn",
        f"Hej!\n\n{association} har gett dig tillgång till Samsyn.\n\nVälj ett lösenord här. Länken fungerar en "
        f"gång och i tre dygn:\n{link}\n\nVäntade du inte det här brevet kan du kasta det.\n",
        None,
        [email],
    )


@transaction.atomic
def new_link(user: User, association: Association, *, by: User | str, site: str = "") -> Invitation:
    """A new link for someone who has not chosen a password yet. Raises Refused when a password is already chosen."""
    require(by, _P, association)
    if not Membership.objects.filter(user=user, association=association).exists():
        raise Refused("Personen har ingen roll i förbundet.")
    if user.has_usable_password():
        raise Refused("Personen har redan valt lösenord. Glömt lösenord ordnas på inloggningssidan.")
    record("association.member", f"Gav {user.email} en ny länk för att välja lösenord", by=by,
           association_id=association.pk, subject=f"associations.User:{user.pk}")  # fmt: skip
    return _invitation(user, association, False, site)


@transaction.atomic
def change_membership(membership: Membership, *, until: date | None, party: Party | None, by: User | str) -> Membership:
    """Change a role's end and party. Raises Refused."""
    require(by, _P, membership.association)
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    today = timezone.localdate()
    others = Membership.objects.filter(user=row.user, association=row.association).exclude(pk=row.pk)
    held = list(others.filter(Q(until__isnull=True) | Q(until__gte=today)).values_list("role", flat=True))
    errors = membership_problems(held, row.role, until, today)
    errors += _party_problems(row.association, [row.role], party)
    if until is not None and _is_last_manager(row):
        errors.append(LAST_MANAGER)
    if errors:
        raise Refused(errors)
    before = f"till och med: {spoken(row.until)}\npart: {spoken(row.party)}"
    row.until, row.party = until, party
    row.save(update_fields=["until", "party"])
    tell("association.member", f"Ändrade rollen {row.get_role_display()} för {row.user.email}", row, by, before,
         f"till och med: {spoken(until)}\npart: {spoken(party)}")  # fmt: skip
    return row


@transaction.atomic
def end_membership(membership: Membership, *, by: User | str) -> None:
    """Take a role from a person at once. Raises Refused when nobody would be left to manage the users."""
    require(by, _P, membership.association)
    if _is_last_manager(membership):
        raise Refused(LAST_MANAGER)
    name = membership.get_role_display()
    tell("association.member", f"Tog rollen {name} från {membership.user.email}", membership, by,
         f"roll: {name}\ntill och med: {spoken(membership.until)}")  # fmt: skip
    membership.delete()


def _is_last_manager(membership: Membership) -> bool:
    able = managers(membership.association).select_for_update().filter(pk=membership.pk).exists()
    return able and not managers(membership.association, without=membership.pk).exists()
