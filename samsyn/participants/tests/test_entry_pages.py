"""The pages where counts are reported: who gets in, what is shown, kept, refused, corrected and remembered."""

from datetime import date as d

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.interventions.tests import builder as money
from samsyn.participants.actions import reporting as actions
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import Collected, Report, ReportingPeriod
from samsyn.participants.queries import reports as queries
from samsyn.reports.tests.counting import queries as counted_queries

PART = "2024-T1"


def at(name, *args, slug="an", period="2024"):
    return reverse(f"participants:{name}", args=[slug, period, *args])


def text(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def vagval(world):
    return money.intervention(world.association)


@pytest.fixture
def tertial(world, vagval):
    for variable in ("outcome", "consultations"):
        Collected.objects.create(association=world.association, variable=variable, from_year=2020)
    return actions.open_period(association=world.association, part=Part.parse(PART), by="prov")


@pytest.fixture
def coordinator(world):
    return world.login(world.party_user("samordnare"))


def page_of(vagval, part=PART):
    return at("entry", vagval.pk, part)


def test_the_form(world, vagval, tertial, coordinator):
    assert "Kvar sedan förra perioden" in text(coordinator.get(page_of(vagval)))
