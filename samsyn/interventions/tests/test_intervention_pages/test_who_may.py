"""Who may open which page, whose interventions it shows, and to whom a file is handed."""

import pytest
from django.core.files.base import ContentFile

from samsyn.associations.access import can
from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.associations.domain.roles import PARTY_ROLES
from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.models import Intervention
from samsyn.interventions.tests.builder import intervention
from samsyn.interventions.tests.test_intervention_pages.addresses import OF_AN_OBJECT, PAGES, address, html
from samsyn.interventions.tests.test_intervention_pages.laying import laid


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_gets_404_on_every_page(world, pks, name):
    client, url = world.client("stranger"), address(name, pks)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("name", OF_AN_OBJECT)
def test_what_belongs_to_another_association_is_404(world, pks, name):
    theirs = laid(world.other)
    assert world.client().get(address(name, theirs)).status_code == 404
    assert world.client().post(address(name, theirs)).status_code == 404


@pytest.mark.parametrize("name", OF_AN_OBJECT)
def test_another_party_s_user_never_reaches_the_intervention(world, pks, name):
    """404 where its power would do, 403 with the reason where it would not."""
    client = world.login(world.party_user(party="Eds kommun"))
    readable = PAGES[name] in (Permission.READ_INTERVENTIONS, Permission.REPORT_INTERVENTIONS)
    assert client.get(address(name, pks)).status_code == (404 if readable else 403)


@pytest.mark.parametrize("role", ["forbundschef", "ekonom", "styrelseledamot", "revisor", "beredning", "registrator",
                                  "medlemsrepresentant", "samordnare", "insatsagare", "deltagaransvarig",
                                  "systemforvaltare"])  # fmt: skip
def test_every_role_gets_what_its_power_says_and_the_reason_else(world, pks, role):
    user = world.party_user(role) if role in PARTY_ROLES else world.user(role)
    client = world.login(user)
    for name, permission in PAGES.items():
        response = client.get(address(name, pks))
        if can(user, permission, world.association):
            assert response.status_code == 200, name
        else:
            assert response.status_code == 403, name
            assert REASONS[permission] in response.content.decode(), name


@pytest.mark.parametrize("name", [n for n in PAGES if n not in ("document", "commitments-file")])
def test_every_page_is_whole(world, pks, name):
    text = world.client().get(address(name, pks)).content.decode()
    assert text.count("<h1") == 1
    assert "<c-" not in text and "{%" not in text and "{{" not in text


def test_a_party_sees_its_own_and_what_it_takes_part_in_and_nothing_else(world, pks):
    intervention(world.association, "eget", name="Eds egen", owner=world.party("Eds kommun"))
    own = html(world.login(world.party_user()).get(address("list", pks)))
    other = html(world.login(world.party_user(party="Eds kommun")).get(address("list", pks)))
    region = html(world.login(world.party_user("samordnare", "Region Ån")).get(address("list", pks)))
    assert "Vägval" in own and "Eds egen" not in own
    assert "Eds egen" in other and "Vägval" not in other
    assert "Vägval" in region and "Eds egen" in region


def test_a_co_party_reads_the_page_but_changes_nothing(world, pks):
    client = world.login(world.party_user("insatsagare", "Region Ån"))
    assert client.get(address("intervention", pks)).status_code == 200
    assert client.get(address("intervention-document", pks)).status_code == 403
    assert client.post(address("intervention-edit", pks)).status_code == 403


def test_a_file_is_only_ever_downloaded(world, pks):
    response = world.client("revisor").get(address("document", pks))
    assert response["Content-Disposition"].startswith("attachment")
    assert "plan.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"%PDF-1.7 plan"


def test_the_file_of_a_claim_is_hidden_from_who_may_not_read_claims(world, pks):
    claim = Intervention.objects.get(pk=pks["intervention"]).claims.first()
    attach_document(file=ContentFile(b"%PDF underlag"), name="underlag.pdf", by="prov", claim=claim)
    member = world.login(world.party_user("samordnare"))
    assert "underlag.pdf" in html(world.client().get(address("intervention", pks)))
    assert "underlag.pdf" not in html(member.get(address("intervention", pks)))
    hidden = address("document", {**pks, "document": claim.documents.get().pk})
    assert member.get(hidden).status_code == 404
