"""Writes: permission, rules, all or nothing, one event in words."""

import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from samsyn.associations import actions, files
from samsyn.associations.domain.presentation import Presentation
from samsyn.associations.domain.roles import PARTY_ROLES
from samsyn.associations.models import Association, Contribution, Mandate, Membership, Party, StaffYear, User
from samsyn.associations.tests.factories import PARTIES, with_contributions
from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.core.tablefile import write_xlsx

SHARED = Path(os.environ.get("SAMSYN_SHARED", Path(__file__).resolve().parents[4] / "shared")) / "cases" / "jamtland"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the case files are not here")
SOON = timezone.localdate() + timedelta(days=30)


def invite(world, email="ny@exempel.se", roles=("ekonom",), by="forbundschef", **more):
    return actions.invite(world.association, email=email, name="Ny Person", roles=list(roles),
                          by=world.user(by), **more)  # fmt: skip


# --- people ---


def test_who_is_invited_gets_an_account_without_a_password_and_a_link(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(world, "Ny@Exempel.se", site="https://samsyn.example")
    assert invitation.created
    assert invitation.user.email == "ny@exempel.se"
    assert not invitation.user.has_usable_password()
    assert f"https://samsyn.example{invitation.path}" in mail.outbox[0].body
    event = Event.objects.get()
    assert event.summary == "Gav ny@exempel.se rollen Ekonom"


def test_the_link_lets_the_person_choose_a_password_once(world, client):
    invitation = invite(world)
    page = client.get(invitation.path, follow=True)
    assert page.status_code == 200
    address = page.redirect_chain[-1][0]
    client.post(address, {"password1": "korrekt häst batteri", "password2": "korrekt häst batteri"})
    invitation.user.refresh_from_db()
    assert invitation.user.check_password("korrekt häst batteri")
    again = client.get(invitation.path, follow=True).content.decode()
    assert "Länken gäller inte längre" in again


def test_who_has_an_account_gets_the_role_and_no_link(world):
    invitation = actions.invite(world.association, email=world.stranger.email, name="", roles=["ekonom"],
                                by=world.user("forbundschef"))  # fmt: skip
    assert (invitation.created, invitation.path) == (False, "")
    assert Membership.objects.filter(user=world.stranger, association=world.association).count() == 1


def test_a_link_that_would_open_power_elsewhere_is_only_mailed(world, django_capture_on_commit_callbacks):
    waiting = User.objects.create_user("v@exempel.se", None, name="V")
    Membership.objects.create(association=world.other, user=waiting, role="forbundschef")
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(world, "v@exempel.se", site="https://x")
    assert invitation.path == ""
    assert mail.outbox[0].to == ["v@exempel.se"]


def test_every_reason_against_an_invitation_is_given_at_once(world):
    with pytest.raises(Refused) as refused:
        invite(world, roles=["ekonom", "deltagaransvarig", "revisor"], party=world.party())
    assert len(refused.value.errors) == 2
    assert not User.objects.filter(email="ny@exempel.se").exists()
    for bad in ({"email": "nej"}, {"roles": []}):
        with pytest.raises(Refused):
            invite(world, **bad)


def test_an_auditor_with_an_end_and_someone_with_two_roles_are_fine(world):
    invite(world, roles=["revisor"], until=SOON)
    invitation = invite(world, "tva@exempel.se", roles=["ekonom", "registrator"])
    assert Membership.objects.filter(user=invitation.user).count() == 2


def test_the_office_does_not_become_deltagaransvarig_by_a_second_invitation(world):
    invite(world, roles=["deltagaransvarig"], party=world.party())
    with pytest.raises(Refused, match="enskilda deltagare"):
        invite(world, roles=["registrator"])


def test_an_ended_office_role_does_not_open_the_door_to_both(world):
    user = invite(world, roles=["ekonom"]).user
    Membership.objects.filter(user=user).update(until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="enskilda deltagare"):
        invite(world, roles=["deltagaransvarig"], party=world.party())


@pytest.mark.parametrize("role", sorted(PARTY_ROLES))
def test_a_role_held_for_a_party_is_not_given_without_one_and_does_not_lose_it(world, role):
    with pytest.raises(Refused, match="Välj vilken part") as refused:
        invite(world, roles=["ekonom", role, "beredning"] if role != "deltagaransvarig" else [role])
    assert len(refused.value.errors) == 1 and not User.objects.filter(email="ny@exempel.se").exists()
    user = invite(world, roles=[role], party=world.party()).user
    membership, boss = Membership.objects.get(user=user), world.user("forbundschef")
    with pytest.raises(Refused, match="Välj vilken part"):
        actions.change_membership(membership, until=None, party=None, by=boss)
    with pytest.raises(Refused, match="Någon företräder Åns kommun"):
        actions.remove_party(world.party(), by=boss)
    assert actions.change_membership(membership, until=SOON, party=world.party(), by=boss).until == SOON


def test_nobody_represents_a_party_of_another_association(world):
    theirs = with_contributions(world.other)[0]
    with pytest.raises(Refused, match="ett annat förbund"):
        invite(world, roles=["samordnare"], party=theirs)


def test_an_end_may_be_moved_but_not_for_the_last_who_manages_users(world):
    chief = world.user("forbundschef")
    membership = Membership.objects.get(user=chief)
    with pytest.raises(Refused, match="sköta användarna"):
        actions.change_membership(membership, until=SOON, party=None, by=chief)
    with pytest.raises(Refused, match="sköta användarna"):
        actions.end_membership(membership, by=chief)
    world.user("systemforvaltare")
    assert actions.change_membership(membership, until=SOON, party=None, by=chief).until == SOON
    actions.end_membership(membership, by=world.user("systemforvaltare"))
    assert not Membership.objects.filter(user=chief).exists()


def test_a_new_link_is_only_for_who_has_not_chosen_a_password(world):
    user = invite(world).user
    assert actions.new_link(user, world.association, by=world.user("forbundschef")).path
    with pytest.raises(Refused, match="redan valt lösenord"):
        actions.new_link(world.user("ekonom"), world.association, by=world.user("forbundschef"))
    with pytest.raises(Refused, match="ingen roll"):
        actions.new_link(world.stranger, world.association, by=world.user("forbundschef"))


@pytest.mark.parametrize("who", ["ekonom", "revisor", "stranger"])
def test_only_some_may_write(world, who):
    user = world.stranger if who == "stranger" else world.user(who)
    party = with_contributions(world.association)[0]
    for attempt in (
        lambda: invite(world, by=who) if who != "stranger" else actions.invite(
            world.association, email="a@b.se", name="A", roles=["ekonom"], by=user),
        lambda: actions.save_party(party, by=user),
        lambda: actions.remove_party(party, by=user),
        lambda: actions.set_contributions(world.association, 2024, {}, by=user),
        lambda: actions.import_contributions(world.association, [], by=user),
        lambda: actions.import_staff(world.association, [], by=user),
        lambda: actions.set_staff_year(world.association, 2024, None, by=user),
        lambda: actions.change_facts(world.association, {}, {}, by=user),
        lambda: actions.change_presentation(world.association, {}, by=user),
        lambda: actions.answer_fault(
            actions.report_fault(text="x"), "y", association=world.association, by=user),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            attempt()
    assert not Event.objects.exists()


# --- rows ---


def test_a_change_that_changes_nothing_leaves_no_event(world):
    party = with_contributions(world.association)[0]
    actions.save_party(party, by=world.user("forbundschef"))
    actions.change_presentation(world.association, {}, by=world.user("forbundschef"))
    actions.set_contributions(world.association, 2024, {party.pk: 400_000_00}, by=world.user("forbundschef"))
    assert not Event.objects.exists()


def test_two_parties_with_one_name_are_refused_in_words(world):
    with_contributions(world.association)
    twin = Party(association=world.association, name="Region Ån", kind="region")
    with pytest.raises(Refused, match="En part med det namnet finns redan"):
        actions.save_party(twin, by="kommandoraden")


def test_an_amount_for_another_association_s_party_is_refused(world):
    theirs = with_contributions(world.other)[0]
    with pytest.raises(Refused, match="finns inte"):
        actions.set_contributions(world.association, 2024, {theirs.pk: 1}, by="kommandoraden")


def test_the_year_s_average_is_set_and_taken_away(world):
    actions.set_staff_year(world.association, 2020, Decimal("2.6"), by="kommandoraden")
    assert StaffYear.objects.get().average == Decimal("2.6")
    actions.set_staff_year(world.association, 2020, None, by="kommandoraden")
    assert not StaffYear.objects.exists()
    assert [event.before for event in Event.objects.all()] == ["årsmedelantal: 2,6", ""]


# --- files ---

HEAD = "part,ar,belopp_kr\n"


def test_contributions_are_read_written_and_read_again(world):
    with_contributions(world.association)
    text = files.export_contributions(world.association)
    assert text.splitlines()[1] == "Försäkringskassan,2024,400000"
    rows, errors = files.read_contributions(text)
    assert errors == []
    assert actions.import_contributions(world.association, rows, by="kommandoraden") == 4
    assert not Event.objects.exists()
    from_excel, _ = files.read_contributions(files.export_contributions_xlsx(world.association), "b.xlsx")
    assert from_excel == rows


def test_every_fault_of_a_file_is_named_with_row_and_column(world):
    _, errors = files.read_contributions(
        HEAD + "Region Ån,2024,tolv\n,2024,1\nRegion Ån,199,5\nRegion Ån,2023,-5\nB,2022,1\nB,2022,2\n"
    )
    assert [error.split(":")[0] for error in errors] == [
        "rad 2, kolumn belopp_kr", "rad 3, kolumn part", "rad 4, kolumn ar", "rad 5, kolumn belopp_kr",
        "rad 7, kolumn part",
    ]  # fmt: skip


def test_an_unknown_party_stops_the_whole_file(world):
    with_contributions(world.association)
    rows, _ = files.read_contributions(HEAD + "Region Ån,2024,1\nMånen,2024,2\nMars,2024,2\n")
    with pytest.raises(Refused) as refused:
        actions.import_contributions(world.association, rows, by="kommandoraden")
    assert [error[:19] for error in refused.value.errors] == ["rad 3, kolumn part:", "rad 4, kolumn part:"]
    assert Contribution.objects.get(party__name="Region Ån").amount == 200_000_00


def test_a_party_may_be_written_with_whom_it_pays_for(world):
    with_contributions(world.association)
    rows, _ = files.read_contributions(HEAD + "Försäkringskassan (även för Arbetsförmedlingen),2025,5\n")
    assert actions.import_contributions(world.association, rows, by="kommandoraden") == 1


def test_staff_is_read_with_point_or_comma_from_csv_or_excel(world):
    rows, errors = files.read_staff("ar;antal_anstallda_kansli\n2020;2,6\n2021;2\n")
    assert errors == []
    excel = write_xlsx(files.STAFF_COLUMNS, [(2020, Decimal("2.6")), (2021, 2)])
    assert files.read_staff(excel, "s.xlsx")[0] == rows
    actions.import_staff(world.association, rows, by="kommandoraden")
    assert files.export_staff(world.association) == "ar,antal_anstallda_kansli\n2020,2.6\n2021,2\n"
    assert "rad 2, kolumn antal" in files.read_staff("ar,antal_anstallda_kansli\n2020,många\n")[1][0]


@needs_shared
def test_the_files_of_the_case_are_read_unchanged(world):
    contributions, errors = files.read_contributions((SHARED / "contributions.csv").read_bytes())
    assert (errors, len({row.year for row in contributions})) == ([], 5)
    staff, errors = files.read_staff((SHARED / "staff.csv").read_bytes())
    assert (errors, staff[-1].average) == ([], Decimal("3.0"))


# --- a new association ---

SMALL = """
name: Samordningsförbundet Tredje
short_name: Tredje
slug: tredje
org_number: 212000-0142
seat: Tredje stad
formed: 2012
words: {contribution: driftbidrag}
parties:
- name: Försäkringskassan
  kind: state
  share: 0.5
  pays_for: [Försäkringskassan, Arbetsförmedlingen]
  contributions: {2024: 400000}
- {name: Region Tredje, kind: region, share: 0.25, contributions: {2024: "200 000,50"}}
- {name: Tredje kommun, kind: kommun, share: 0.25}
presentation: {statements: kr, operating: netto}
equity_rule:
  base: contributions
  tolerance_percent: 10
  rules: [{valid_from: 2022-01-01, brackets: [{up_to_kr: null, percent: 25}]}]
users:
- {email: chef@tredje.example, name: Chefen, roles: [forbundschef, systemforvaltare]}
- {email: ek@tredje.example, name: Ek, roles: [samordnare], party: Tredje kommun}
"""


def test_an_association_is_made_from_a_file(db):
    created = actions.create_association(yaml.safe_load(SMALL), by="kommandoraden")
    row = Association.objects.get(slug="tredje")
    assert created.association == row
    assert row.word("contribution", "") == "driftbidrag"
    assert Presentation.from_json(row.presentation).statements == "kr"
    assert Presentation.from_json(row.presentation).equity_rules[0].tolerance == 10
    parties = list(Party.objects.filter(association=row))
    assert [(party.kind, party.pays_for) for party in parties] == [
        ("stat", "Arbetsförmedlingen"), ("region", ""), ("kommun", "")]  # fmt: skip
    assert list(Contribution.objects.values_list("amount", flat=True)) == [400_000_00, 200_000_50]
    assert created.invitations[0].path.startswith("/konto/")
    assert Membership.objects.filter(association=row).count() == 3
    assert Membership.objects.get(role="samordnare").party.name == "Tredje kommun"


def test_every_fault_of_the_file_is_said_at_once_and_nothing_is_made(world):
    with pytest.raises(Refused) as refused:
        actions.create_association(
            {
                "slug": "An",
                "org_number": "1",
                "formed": 1066,
                "words": 3,
                "nyckel": 1,
                "users": [{"email": "x"}],
                "parties": [
                    {"name": "A", "kind": "planet"},
                    {"kind": "region"},
                    "x",
                    {"name": "B", "kind": "kommun", "contributions": {"x": "y"}},
                ],
                "presentation": {"notes": "mkr"},
                "equity_rule": {},
            },
            by="kommandoraden",
        )
    said = " ".join(refused.value.errors)
    for word in ("nyckel", "name: saknas", "slug", "org_number", "formed", "words", "presentation: notes", "planet",
                 "part 2: name", "part 3", "inget år", "inte ett belopp", "users, rad 1"):  # fmt: skip
        assert word in said, word
    assert Association.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"slug": "an"}, "upptagen"),
        ({"slug": "konto"}, "konto"),
        ({"slug": "å"}, "små bokstäver"),
        ({"parties": [{"name": "A", "kind": "stat", "share": 0.4}]}, "andelarna för stat"),
        ({"parties": [{"name": "A", "kind": "stat", "share": "halva"}]}, "inget tal"),
        ({"parties": [{"name": "A", "kind": "stat"}] * 2}, "flera gånger"),
        ({"parties": "x"}, "lista"),
        ({"users": [{"email": "a@b.se", "name": "A", "roles": ["revisor"]}]}, "slutdatum"),
        ({"users": [{"email": "a@b.se", "name": "A", "roles": "revisor"}]}, "lista"),
        ({"users": [{"email": "a@b.se", "name": "A", "roles": ["samordnare"]}]}, "rad 1: party saknas"),
        ({"users": [{"email": "a@b.se", "name": "A", "roles": ["samordnare"], "party": "X"}]}, "'X' är ingen"),
    ],
)
def test_a_faulty_value_is_refused_in_words_and_nothing_is_made(world, change, words):
    with pytest.raises(Refused, match=words):
        actions.create_association({**yaml.safe_load(SMALL), **change}, by="kommandoraden")
    assert Association.objects.count() == 2


def test_only_the_machine_and_superusers_make_associations(world):
    with pytest.raises(PermissionDenied):
        actions.create_association(yaml.safe_load(SMALL), by=world.user("forbundschef"))
    for nothing in (None, "x", []):
        with pytest.raises(Refused):
            actions.create_association(nothing, by="kommandoraden")


def test_the_factory_pays_by_the_law():
    assert [kronor for _, _, kronor in PARTIES] == [400_000, 200_000, 150_000, 50_000]


def test_the_log_names_a_mandates_party_in_swedish(world):
    party = Party.objects.create(association=world.association, name="Alvköping", kind="kommun")
    mandate = Mandate(association=world.association, person="A. B.", kind="revisor", party=party, start=SOON, end=SOON)
    actions.save_mandate(mandate, by=world.user("forbundschef"))
    event = Event.objects.latest("pk")
    assert f"part: {party.name}" in event.after.splitlines()
