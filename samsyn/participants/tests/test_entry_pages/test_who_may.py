"""Who opens which page of reporting."""

import pytest

from samsyn.participants.models import Report
from samsyn.participants.tests.test_entry_pages.laying import ALL, ONE, WHOLE, address, at


@pytest.mark.parametrize("view", ALL)
def test_a_stranger_gets_404_on_every_page(world, vagval, tertial, view):
    assert world.client("stranger").get(address(view, vagval)).status_code == 404


@pytest.mark.parametrize("view", ONE)
def test_a_coordinator_of_another_party_gets_404(world, vagval, tertial, view):
    other = world.login(world.party_user("samordnare", "Byns kommun"))
    assert other.get(address(view, vagval)).status_code == (403 if view == "entry-excuse" else 404)
    assert other.post(address(view, vagval), WHOLE).status_code == (403 if view == "entry-excuse" else 404)
    assert not Report.objects.exists()


def test_a_party_that_only_takes_part_gets_404_too(world, vagval, tertial):
    other = world.login(world.party_user("samordnare", "Region Ån"))
    assert other.get(address("entry", vagval)).status_code == 404


POWER = {  # reporting, period-open, entry, entry-correct, entry-history, period-close, entry-import, entry-template
    "forbundschef": "200 200 200 302 200 200 200 200", "verksamhetsutvecklare": "200 200 200 302 200 200 200 200",
    "ekonom": "403 403 200 403 200 403 403 403", "revisor": "403 403 200 403 200 403 403 403",
    "styrelseledamot": "403 403 403 403 403 403 403 403", "beredning": "403 403 403 403 403 403 403 403",
    "registrator": "403 403 403 403 403 403 403 403", "systemforvaltare": "403 403 403 403 403 403 403 403",
}  # fmt: skip


@pytest.mark.parametrize("role", POWER)
def test_each_role_opens_what_its_power_says(world, vagval, tertial, role):
    views = ("reporting", "period-open", "entry", "entry-correct", "entry-history", "period-close", "entry-import",
             "entry-template")  # fmt: skip
    client = world.client(role)
    assert " ".join(str(client.get(address(view, vagval)).status_code) for view in views) == POWER[role]


def test_the_coordinator_reports_but_opens_and_closes_no_period(vagval, tertial, sam):
    found = {view: sam.get(address(view, vagval)).status_code for view in ALL}
    shut = {view for view, status in found.items() if status == 403}
    assert shut == {"period-open", "period-close", "period-reopen", "entry-excuse"}


@pytest.mark.parametrize("code", ["2024-T2", "2024-T9", "hej", "2024-01"])
def test_a_period_that_is_not_open_or_none_is_404(vagval, tertial, sam, office, code):
    assert sam.get(at("entry", vagval.pk, code)).status_code == 404
    assert office.get(at("period-close", code)).status_code == 404
