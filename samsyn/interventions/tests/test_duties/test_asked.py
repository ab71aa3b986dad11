"""What waits for a person, and the command line."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn import cli
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Due
from samsyn.interventions.queries.duties import waiting_for
from samsyn.interventions.tests.builder import intervention
from samsyn.interventions.tests.test_duties.laying import signed


def test_the_overview_asks_what_waits_for_me(world, vagval):
    owner, head = world.party_user("insatsagare"), world.user("forbundschef")
    signed(vagval)
    found, count = waiting_for(owner, world.association, date(2023, 5, 1), 4)
    assert [(one.title, one.text, one.when, one.late) for one in found] == [
        ("Rekvisition januari–april 2023", "Vägval", "om 19\u00a0dagar", False),
        ("Uppföljning januari–april 2023", "Vägval", "om 19\u00a0dagar", False),
    ]
    assert count == 2
    assert waiting_for(head, world.association, date(2023, 5, 1), 4) == ([], 0)
    late, count = waiting_for(owner, world.association, date(2023, 6, 1), 1)
    assert ([one.late for one in late], count) == ([True], 2)


def test_the_list_costs_the_same_number_of_queries_however_much_is_owed(world, django_assert_num_queries):
    def owed(key):
        of = intervention(world.association, key, project=key)
        Due.objects.create(association=of.association, intervention=of, kind=DueKind.CLAIM, title="Rekvisition",
                           due=date(2024, 5, 1), role="insatsagare", party=of.owner)  # fmt: skip

    client, url = world.client(), reverse("interventions:dues", args=["an", "2024"])
    for key in ("a", "b"):
        owed(key)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for key in ("c", "d", "e", "f"):
        owed(key)
    with django_assert_num_queries(len(few)):
        client.get(url)


def command(*words):
    with pytest.raises(SystemExit) as left:
        cli.main(["remind", *words])
    return left.value.code


def test_the_command_reminds_every_association_and_says_how_many(world, vagval, capsys):
    world.party_user("insatsagare")
    signed(vagval)
    assert command("--date", "2023-05-20") == 0
    said = capsys.readouterr().out
    assert "Samordningsförbundet Ån: 2 påminnelser till 1 personer." in said
    assert "Samordningsförbundet Bäcken: 0 påminnelser till 0 personer." in said
    assert command("an", "--date", "2023-05-20") == 0
    assert "0 påminnelser" in capsys.readouterr().out


def test_a_date_that_is_none_is_answered_with_what_to_write(world, capsys):
    assert command("--date", "20/5") == 2
    assert "'20/5' är inget datum" in capsys.readouterr().err
