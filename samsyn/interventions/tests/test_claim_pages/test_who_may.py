"""Who may see and do what with documents."""

from datetime import date

import pytest

from samsyn.interventions.models import (
    AttestRight,
    Confirmation,
)
from samsyn.interventions.tests.test_claim_pages.laying import at, text_of


def every(office):
    """Each address with the roles that may open it (GET) or do it (POST, answered by anything but 403)."""
    claim = office.register(number="9")
    office.confirmation = Confirmation.objects.create(
        association=office.of.association, intervention=office.of, year=2024, asked=date(2024, 12, 1),
        due=date(2025, 1, 15),
    )  # fmt: skip
    right = AttestRight.objects.first()
    reads = {
        "forbundschef",
        "verksamhetsutvecklare",
        "ekonom",
        "registrator",
        "insatsagare",
        "styrelseledamot",
        "revisor",
    }
    registers = {"forbundschef", "verksamhetsutvecklare", "ekonom", "registrator", "insatsagare"}
    attests = {"forbundschef", "verksamhetsutvecklare", "ekonom", "styrelseledamot"}
    pays, manages = {"forbundschef", "ekonom"}, {"forbundschef", "systemforvaltare"}
    return [
        ("claims", (), "get", reads), ("claim", (claim.pk,), "get", reads),
        ("claim-new", (office.of.pk,), "get", registers), ("claim-edit", (claim.pk,), "get", registers),
        ("claim-correct", (claim.pk,), "get", registers), ("claim-certify", (claim.pk,), "post", registers),
        ("claim-check", (claim.pk,), "post", attests), ("claim-approve", (claim.pk,), "post", attests),
        ("claim-return", (claim.pk,), "post", attests), ("claim-cancel", (claim.pk,), "post", registers),
        ("claim-record", (claim.pk,), "post", pays), ("claim-pay", (claim.pk,), "post", pays),
        ("attest", (), "get", reads), ("setting-attest", (), "get", reads),
        ("setting-attest-new", (), "get", manages), ("setting-attest-end", (right.pk,), "get", manages),
        ("confirmations", (), "get", reads), ("confirmation", (office.confirmation.pk,), "get", reads),
        ("confirmation-ask", (), "post", pays),
    ]  # fmt: skip


ROLES = (
    "systemforvaltare",
    "forbundschef",
    "verksamhetsutvecklare",
    "ekonom",
    "registrator",
    "insatsagare",
    "samordnare",
    "deltagaransvarig",
    "beredning",
    "medlemsrepresentant",
    "styrelseledamot",
    "revisor",
)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_it_may_and_is_told_why_not(world, office, role):
    client = world.login(world.party_user(role) if role in ("insatsagare", "samordnare") else world.user(role))
    for name, args, method, may in every(office):
        status = getattr(client, method)(at(name, *args)).status_code
        assert (status != 403) is (role in may), (name, role, status)
        assert status != 404 or role not in may, (name, role)


def test_a_stranger_gets_404_everywhere(world, office):
    stranger = world.client("stranger")
    for name, args, method, _ in every(office):
        assert getattr(stranger, method)(at(name, *args)).status_code == 404, name


def test_another_partys_user_gets_404_on_what_is_not_theirs(world, office):
    client = world.login(world.party_user(party="Bergs kommun"))
    for name, args, method, may in every(office):
        if args and "insatsagare" in may:
            assert getattr(client, method)(at(name, *args)).status_code == 404, name
    assert "Vägval" not in text_of(client.get(at("claims")))
    assert "Vägval" not in text_of(client.get(at("confirmations")))


def test_a_party_that_only_takes_part_does_not_requisition(world, office):
    assert world.login(world.party_user(party="Region Ån")).get(at("claim-new", office.of.pk)).status_code == 403
    claim = office.register()
    assert world.login(world.party_user(party="Region Ån")).get(at("claim", claim.pk)).status_code == 404


def test_a_partys_draft_is_its_own(world, office):
    claim = office.register(submit=False)
    assert world.client("ekonom").get(at("claim", claim.pk)).status_code == 404
    assert world.login(office.owner).get(at("claim", claim.pk)).status_code == 200
