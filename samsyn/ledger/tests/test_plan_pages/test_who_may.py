"""Who may read and who may write a plan."""

import pytest

from samsyn.ledger.tests.test_plan_pages.addresses import at

READS = ["plan"]
WRITES = ["plan-edit", "plan-facts", "plan-read-template", "plan-in-force", "plan-delete"]


def test_a_stranger_gets_404_on_every_page(mapped, budget):
    client = mapped.client("stranger")
    for name in [*READS, *WRITES, "plan-filled-template"]:
        assert client.get(at(name, budget.pk)).status_code in (404, 405), name
        assert client.post(at(name, budget.pk)).status_code == 404, name
        assert client.post(at(name, budget.pk, slug="backen")).status_code == 404, name
    for name in ("plans", "plan-new", "plan-template"):
        assert client.get(at(name)).status_code == 404, name
    assert client.get(at("plan-compare", slug="backen") + f"?a={budget.pk}&b={budget.pk}").status_code == 404
    assert client.get(at("plan-file", "budget", "csv")).status_code == 404


@pytest.mark.parametrize("role", ["styrelseledamot", "revisor", "verksamhetsutvecklare"])
def test_those_who_may_only_read_get_403_with_the_reason_when_they_write(mapped, budget, role):
    client = mapped.client(role)
    assert client.get(at("plans")).status_code == 200
    for name, *args in [("plan-new",), ("plan-file-in", "budget"), *((name, budget.pk) for name in WRITES)]:
        answer = client.post(at(name, *args))
        assert answer.status_code == 403, name
        assert "Bara ekonom och förbundschef" in answer.content.decode()


def test_a_member_of_the_registry_does_not_read_plans(mapped):
    assert mapped.client("registrator").get(at("plans")).status_code == 403
