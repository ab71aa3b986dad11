"""Våra pengar: what a member's money did, for the member and for nobody else's."""

from datetime import date

from samsyn.core.money import NBSP
from samsyn.interventions.models import FollowUp, Involvement
from samsyn.interventions.tests.builder import claimed, decided, intervention
from samsyn.interventions.tests.test_outlook.plans import at


def test_a_member_sees_what_its_money_did_here(mapped, vagval):
    world = mapped
    away = intervention(world.association, "borta", name="Långt borta", owner=world.party("Bäckens kommun"))
    decided(away, {2024: 100_000})
    claimed(away, 100_000, "9", year=2024)
    Involvement.objects.filter(intervention=away).delete()
    client = world.login(world.party_user("medlemsrepresentant", "Åns kommun"))
    text = client.get(at("our-money", period="2024")).content.decode()
    assert "25,00 %" in text  # 2 of 8 Mkr
    assert f"350{NBSP}000" in text and f"87{NBSP}500" in text  # the cost, and our part
    assert "Vägval" in text and "Långt borta" not in text
    assert f"100{NBSP}000{NBSP}kr, vår del 25{NBSP}000{NBSP}kr" in text  # interventions elsewhere
    region = world.client("ekonom").get(at("our-money", period="2024"), {"part": world.party("Region Ån").pk})
    assert "Långt borta" in region.content.decode()


def test_what_came_of_it_and_where_it_lives_on(mapped, vagval):
    vagval.state, vagval.end = "avslutad", date(2024, 12, 31)
    vagval.implemented, vagval.implemented_where = "delvis", "i kommunens ordinarie verksamhet"
    vagval.save()
    FollowUp.objects.create(
        association=mapped.association, intervention=vagval, final=True, period_from=date(2023, 1, 1),
        period_to=date(2024, 12, 31), state="inlämnad", outcome="Elva personer fick arbete.", implemented="delvis",
        created_by="prov",
    )  # fmt: skip
    text = mapped.login(mapped.party_user("medlemsrepresentant")).get(at("our-money", period="2024")).content.decode()
    assert "Lever vidare delvis: i kommunens ordinarie verksamhet." in text
    assert "Elva personer fick arbete." in text


def test_a_member_gets_404_on_anothers_money_and_the_office_chooses(mapped, vagval):
    own, other = mapped.party("Åns kommun"), mapped.party("Region Ån")
    client = mapped.login(mapped.party_user("medlemsrepresentant", "Åns kommun"))
    assert client.get(at("our-money"), {"part": own.pk}).status_code == 200
    assert client.get(at("our-money"), {"part": other.pk}).status_code == 404
    assert client.get(at("our-money"), {"part": "x"}).status_code == 404
    for role in ("forbundschef", "ekonom", "verksamhetsutvecklare", "styrelseledamot", "revisor"):
        assert mapped.client(role).get(at("our-money"), {"part": other.pk}).status_code == 200
    for role in ("systemforvaltare", "registrator", "beredning"):
        assert mapped.client(role).get(at("our-money")).status_code == 403
    assert mapped.login(mapped.party_user("insatsagare")).get(at("our-money")).status_code == 403
