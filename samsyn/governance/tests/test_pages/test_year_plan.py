"""The year plan on its pages, and the calendar that needs only its secret address."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.associations.models import Membership
from samsyn.core.events import Event
from samsyn.governance import actions
from samsyn.governance.models import CalendarFeed, Obligation, ObligationDone
from samsyn.governance.tests.factories import BY, board, meeting
from samsyn.governance.tests.test_pages.addresses import at


def test_the_wheel_shows_the_year_and_its_meetings(world):
    meeting(world.association, people=False)
    client = world.client("styrelseledamot")
    text = client.get(at("year-plan")).content.decode()
    for words in ("Årsredovisning för 2023", "Budget för nästa år", "Styrelsen 4\xa0mar", "Försenat"):
        assert words in text, words
    assert "Markera klart" not in text
    assert "Kommer" in client.get(at("year-plan", period="2090")).content.decode()


def test_an_obligation_is_marked_and_unmarked(world):
    client = world.client("verksamhetsutvecklare")
    assert "vilken dag" in client.post(at("year-plan-done", "budget", 2024), {}).content.decode()
    client.post(at("year-plan-done", "budget", 2024), {"on": "2024-11-04", "note": "§ 52"})
    assert ObligationDone.objects.get().done == date(2024, 11, 4)
    assert "§ 52" in client.get(at("year-plan")).content.decode()
    client.post(at("year-plan-undone", "budget", 2024))
    assert not ObligationDone.objects.exists()
    for bad in (("hittepa", 2024), ("budget", 99999)):
        assert client.get(at("year-plan-done", *bad)).status_code == 404


def test_the_association_makes_the_plan_its_own(world):
    client = world.client()
    text = client.post(at("year-plan-rule-new"), {"title": "", "month": "4", "day": "31", "owner": ""}).content.decode()
    assert "Skriv vad som ska göras" in text
    assert "Dagen ska" in client.post(at("year-plan-rule", "budget"), {"month": "4", "day": "31"}).content.decode()
    client.post(
        at("year-plan-rule-new"), {"title": "Rond", "month": "4", "day": "30", "owner": "ekonom", "active": "on"}
    )
    client.post(at("year-plan-rule", "tertial1"), {"month": "", "day": "", "active": ""})
    text = client.get(at("year-plan-edit")).content.decode()
    assert "Rond" in text
    assert "Gäller inte oss" in text
    for row in Obligation.objects.all():
        client.post(at("year-plan-remove", row.pk))
    assert not Obligation.objects.exists()
    assert client.get(at("year-plan-rule", "hittepa")).status_code == 404


def feed(world, role="styrelseledamot"):
    world.client(role).post(at("year-plan-calendar"), {"new": "1"})
    return reverse("governance:year-plan-feed", args=["an", CalendarFeed.objects.get().token])


def test_the_calendar_needs_only_its_secret_address(world, client):
    actions.plan_meeting(body=board(world.association), date=timezone.localdate(), by=BY, topics="a, b; c")
    path = feed(world)
    answer = client.get(path)
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"].startswith("private")
    for words in ("BEGIN:VCALENDAR", "SUMMARY:Styrelsen", r"DESCRIPTION:a\, b\; c", "SUMMARY:Budget för nästa år"):
        assert words in text, words
    assert path in world.client("styrelseledamot").get(at("year-plan")).content.decode()
    assert path not in world.client("ekonom").get(at("year-plan")).content.decode()


def test_the_calendar_ends_with_the_address_the_role_or_the_person(world, client):
    first = feed(world)
    second = feed(world)
    assert first != second
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.get(second.replace("/an/", "/backen/")).status_code == 404
    membership = Membership.objects.get(role="styrelseledamot")
    membership.until = date(2020, 1, 1)
    membership.save()
    assert client.get(second).status_code == 404
    membership.until = None
    membership.save()
    world.client("styrelseledamot").post(at("year-plan-calendar"), {"end": "1"})
    assert client.get(second).status_code == 404
    assert "Bytte kalenderadress till årshjulet" in Event.objects.values_list("summary", flat=True)
    assert not Event.objects.filter(after__contains=second.split("/")[-1][:20]).exists()


@pytest.mark.parametrize("token", ["x", "a" * 500, "-"])
def test_a_guessed_calendar_address_finds_nothing(world, client, token):
    assert client.get(f"/an/kalender/{token}.ics").status_code == 404
