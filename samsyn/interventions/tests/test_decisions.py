"""Decisions through the actions: grants, rejections, changes, what returns by itself; never changed afterwards."""

from argparse import Namespace
from datetime import date as d

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.cli.reminders import remind
from samsyn.core.events import Event
from samsyn.core.refused import Refused
from samsyn.governance.actions.delegated import record_delegated
from samsyn.governance.models import ParagraphLink
from samsyn.interventions.actions.applications import move_application
from samsyn.interventions.actions.decisions import decide, grant, reject, take_over
from samsyn.interventions.actions.returns import return_unused, return_when_due
from samsyn.interventions.domain.commitments import EntryKind, remaining
from samsyn.interventions.domain.words import DecisionKind, UnusedRule
from samsyn.interventions.models import Application, Confirmation, Decision
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.tests import builder
from samsyn.interventions.tests.cases import KR, at_board, handed_in, paragraph, written

THREE_YEARS = {2025: 400_000 * KR, 2026: 400_000 * KR, 2027: 400_000 * KR}
DAY = d(2024, 11, 25)


def granted(world, **changed):
    """Vägval granted 1 200 000 kr for three years, § 48."""
    values = {"paragraph": paragraph(world), "amounts": THREE_YEARS, "on": DAY, **changed}
    return grant(application=at_board(world), by=world.user("forbundschef"), **values)


def left(of, day=d(2099, 1, 1)):
    return remaining(entries(of.association, [of.pk]), day) // KR


# --- grants and rejections ------------------------------------------------------------------------------------------


def test_a_grant_makes_the_intervention_and_points_both_ways(world):
    made = granted(world, conditions="Följs upp varje tertial", unused=UnusedRule.RETURNS)
    of = made.intervention
    assert (of.key, of.name, of.state, of.owner, of.run_by) == ("vägval", "Vägval", "beviljad", world.party(), "part")
    assert (of.start, of.end, of.target_group) == (d(2025, 1, 1), d(2027, 12, 31), "Unga 16–29 år")
    assert [str(row.party) for row in of.involvements.all() if row.role == "medverkar"] == ["Region Ån"]
    assert (made.kind, made.unused, left(of)) == (DecisionKind.GRANT, "återgår", 1_200_000)
    application = Application.objects.get(pk=made.application_id)
    assert (application.state, application.decided, application.intervention) == ("beviljad", DAY, of)
    link = ParagraphLink.objects.get(paragraph=made.paragraph)
    assert (link.view, link.pk_there, link.amount) == ("interventions:decision", made.pk, 1_200_000 * KR)
    assert "1\u00a0200\u00a0000 kr" in Event.objects.filter(verb="decision.grant").get().summary


def test_a_grant_on_delegation_points_at_it(world):
    head = world.user("forbundschef")
    delegated = record_delegated(association=world.association, on=DAY, delegate="Chefen", text="Beviljas", by=head)
    assert granted(world, paragraph=None, delegated=delegated).delegated == delegated


def test_a_grant_says_where_it_was_taken_and_lies_after_the_meeting(world):
    with pytest.raises(Refused) as refused:
        granted(world, paragraph=None, amounts={2025: 0})
    assert len(refused.value.errors) == 2
    with pytest.raises(Refused) as refused:
        granted(world, on=d(2024, 11, 24))
    assert "2024-11-25" in refused.value.errors[0]
    with pytest.raises(Refused):
        granted(world, paragraph=paragraph(world, outcome="återremiss", number=50))
    assert not Decision.objects.exists()


def test_an_application_is_decided_once(world):
    made = granted(world)
    with pytest.raises(Refused) as refused:
        grant(application=made.application, amounts={2025: 5}, on=DAY, by="Demodata")
    assert "beviljad" in refused.value.errors[0]
    assert Decision.objects.count() == 1


def test_only_those_who_record_decisions_do(world):
    application, place = at_board(world), paragraph(world)
    for role in ("verksamhetsutvecklare", "ekonom", "styrelseledamot"):
        with pytest.raises(PermissionDenied):
            grant(application=application, amounts=THREE_YEARS, on=DAY, by=world.user(role), paragraph=place)
    assert grant(
        application=application, amounts=THREE_YEARS, on=DAY, by=world.user("registrator"), paragraph=place
    ).pk  # fmt: skip


def test_more_money_and_more_time_for_an_intervention_that_exists(world):
    first = granted(world)
    again = at_board(world, title="Mer till Vägval", intervention=first.intervention)
    more = grant(application=again, amounts={2026: 50_000 * KR}, on=DAY, by="Demodata")
    assert (more.kind, more.intervention, left(first.intervention)) == (
        DecisionKind.MORE, first.intervention, 1_250_000,
    )  # fmt: skip
    longer = at_board(world, title="Längre", intervention=first.intervention, end=d(2028, 6, 30))
    extension = grant(application=longer, amounts={2028: 10_000 * KR}, on=DAY, by="Demodata")
    first.intervention.refresh_from_db()
    assert (extension.kind, first.intervention.end) == (DecisionKind.EXTENSION, d(2028, 6, 30))


def test_the_office_s_own_is_run_in_own_running(world):
    head = world.user("forbundschef")
    made = written(world, by=head, applicant=None, parties=[], title="Handläggarforum")
    for name in ("submit", "to_board"):
        made = move_application(application=made, name=name, on=d(2024, 9, 2), by=head)
    decision = grant(application=made, amounts={2025: 50_000 * KR}, on=DAY, by=head, paragraph=paragraph(world))
    assert (decision.intervention.run_by, decision.intervention.state) == ("egen", "pågår")
    assert entries(world.association) == []


def test_a_rejection_needs_written_reasons(world):
    application, head = at_board(world), world.user("forbundschef")
    with pytest.raises(Refused):
        reject(application=application, reasons=" ", on=DAY, by=head, paragraph=paragraph(world))
    made = reject(application=application, reasons="Ryms inom ordinarie verksamhet.", on=DAY, by=head,
                  paragraph=paragraph(world, number=49, outcome="avslag"))  # fmt: skip
    application.refresh_from_db()
    assert (application.state, application.reasons) == ("avslagen", "Ryms inom ordinarie verksamhet.")
    assert (made.kind, made.intervention, list(made.years.all())) == (DecisionKind.REJECTION, None, [])


def test_an_application_in_preparation_may_be_decided_on_delegation(world):
    head = world.user("forbundschef")
    made = move_application(application=handed_in(world), name="prepare", on=d(2024, 9, 3), by=head)
    assert reject(application=made, reasons="För sent.", on=DAY, by="Demodata").kind == DecisionKind.REJECTION


# --- changes --------------------------------------------------------------------------------------------------------


@pytest.fixture
def vagval(world):
    """600 000 kr a year 2023–2025, of which 500 000 kr are used in 2024."""
    of = builder.intervention(world.association)
    builder.agreed(builder.decided(of, {2023: 600_000, 2024: 600_000, 2025: 600_000}, unused=UnusedRule.RETURNS))
    builder.claimed(of, 500_000)
    return of


def change(world, of, kind, amounts, **changed):
    values = {"on": d(2024, 11, 25), "reason": "Färre deltagare än planerat", "paragraph": paragraph(world), **changed}
    return decide(intervention=of, kind=kind, amounts=amounts, by=world.user("forbundschef"), **values)


def test_money_moves_between_years_and_the_total_stays(world, vagval):
    made = change(world, vagval, DecisionKind.MOVE, {2023: -100_000 * KR, 2025: 100_000 * KR})
    assert left(vagval) == 1_300_000
    assert made.unused == UnusedRule.RETURNS  # the intervention's rule is kept
    with pytest.raises(Refused):
        change(world, vagval, DecisionKind.MOVE, {2024: -100_001 * KR, 2025: 100_001 * KR})
    with pytest.raises(Refused):
        change(world, vagval, DecisionKind.MOVE, {2023: -1, 2025: 2})


def test_a_reduction_stops_at_what_is_used_to_the_krona(world, vagval):
    with pytest.raises(Refused) as refused:
        change(world, vagval, DecisionKind.REDUCTION, {2025: -600_000 * KR, 2023: -700_001 * KR})
    assert "1\u00a0300\u00a0000" in refused.value.errors[0]
    change(world, vagval, DecisionKind.REDUCTION, {2025: -600_000 * KR, 2023: -700_000 * KR})
    assert left(vagval) == 0


def test_a_reduction_dated_before_a_claim_cannot_take_what_the_claim_used(world, vagval):
    with pytest.raises(Refused):
        change(world, vagval, DecisionKind.REDUCTION, {2025: -1_300_001 * KR}, on=d(2024, 1, 15),
               paragraph=paragraph(world, d(2024, 1, 15)))  # fmt: skip


def test_an_extension_moves_the_last_day(world, vagval):
    change(world, vagval, DecisionKind.EXTENSION, {2026: 100_000 * KR}, new_end=d(2026, 6, 30))
    assert (vagval.end, left(vagval)) == (d(2026, 6, 30), 1_400_000)


def test_an_early_stop_returns_what_remains_from_the_latest_years(world, vagval):
    made = change(world, vagval, DecisionKind.EARLY_STOP, {}, new_end=d(2024, 11, 25))
    assert {row.year: row.amount // KR for row in made.years.all()} == {2025: -600_000, 2024: -700_000}
    assert (vagval.state, vagval.end, left(vagval)) == ("avslutad i förtid", d(2024, 11, 25), 0)
    assert "återgår" in Event.objects.filter(verb="decision.change").latest("pk").summary


def test_an_early_stop_may_keep_what_is_not_asked_for_yet(world, vagval):
    change(world, vagval, DecisionKind.EARLY_STOP, {2025: -600_000 * KR}, new_end=d(2024, 12, 31))
    assert (left(vagval), vagval.state) == (700_000, "pågår")  # it goes on to the end of the year


def test_a_decision_changed_after_requisitions_must_be_a_change_decision(world, vagval):
    """There is no way to edit one: not in the actions, not in the row."""
    decision = vagval.decisions.get()
    decision.text = "Något annat"
    with pytest.raises(TypeError):
        decision.save()
    row = decision.years.first()
    row.amount = 1
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(ValueError, match="not a change"):
        change(world, vagval, DecisionKind.GRANT, {2025: 1})


def test_every_change_needs_a_reason_and_a_place(world, vagval):
    with pytest.raises(Refused) as refused:
        change(world, vagval, DecisionKind.MORE, {2025: 5}, reason=" ", paragraph=None)
    assert len(refused.value.errors) == 2
    with pytest.raises(PermissionDenied):
        decide(
            intervention=vagval, kind=DecisionKind.MORE, amounts={2025: 5}, on=DAY, by=world.party_user(), reason="x"
        )


def test_a_paragraph_of_another_association_is_refused(world, vagval):
    place = paragraph(world)
    type(place).objects.filter(pk=place.pk).update(association=world.other)
    place.refresh_from_db()
    with pytest.raises(Refused):
        change(world, vagval, DecisionKind.MORE, {2025: 5}, paragraph=place)


# --- taken over, and by itself --------------------------------------------------------------------------------------


def test_opening_positions_are_marked_and_history_takes_away(world):
    of = builder.intervention(world.association)
    take_over(intervention=of, kind=DecisionKind.OPENING, amounts={2020: 500 * KR}, on=d(2019, 12, 31),
              text="Övertaget", by="Demodata")  # fmt: skip
    take_over(intervention=of, kind=DecisionKind.HISTORY, amounts={2020: -200 * KR}, on=d(2019, 12, 31),
              text="Använt före", by="Demodata")  # fmt: skip
    assert (left(of), {entry.kind for entry in entries(of.association)}) == (
        300,
        {EntryKind.OPENING, EntryKind.HISTORY},
    )
    with pytest.raises(Refused):
        take_over(intervention=of, kind=DecisionKind.HISTORY, amounts={2020: 5}, on=d(2019, 12, 31), text="", by="x")
    with pytest.raises(PermissionDenied):
        take_over(
            intervention=of, kind=DecisionKind.OPENING, amounts={2020: 5}, on=DAY, text="", by=world.user("ekonom")
        )


def test_the_year_s_unused_amount_returns_by_itself_once(world, vagval):
    """1 200 000 kr to the end of 2024, 500 000 kr used; of 2024's own 600 000 kr at most that much returns."""
    made = return_unused(association=world.association, year=2024, by="Samsyn")
    assert [(one.automatic, one.date, -sum(row.amount for row in one.years.all()) // KR) for one in made] == [
        (True, d(2024, 12, 31), 600_000)
    ]
    assert made[0].rule_from == vagval.decisions.order_by("pk").first()
    assert "återgår enligt beslutet" in made[0].reason
    assert [e.kind for e in entries(world.association) if e.date == d(2024, 12, 31)] == [EntryKind.RETURNED]
    assert return_unused(association=world.association, year=2024, by="Samsyn") == []


def test_nothing_returns_before_the_year_is_settled(world, vagval):
    asked = Confirmation.objects.create(
        association=world.association, intervention=vagval, year=2024, asked=d(2025, 1, 2), due=d(2025, 1, 15)
    )
    assert return_unused(association=world.association, year=2024, by="Samsyn") == []
    Confirmation.objects.filter(pk=asked.pk).update(answered=d(2025, 1, 10), amount=50_000 * KR)
    builder.claimed(vagval, 1000, "2", state="intygad", approved=None, cost_date=None, decided=None, checked=None)
    assert return_unused(association=world.association, year=2024, by="Samsyn") == []
    vagval.claims.filter(number="2").delete()
    assert len(return_unused(association=world.association, year=2024, by="Samsyn")) == 1


def test_an_ended_intervention_gives_back_all_that_remains(world, vagval):
    made = return_unused(association=world.association, year=2025, by="Samsyn")
    assert left(vagval) == 0
    assert "slutar 2025" in made[0].reason


def test_what_needs_a_decision_does_not_return_by_itself(world):
    of = builder.intervention(world.association)
    builder.decided(of, {2024: 100_000})
    assert return_unused(association=world.association, year=2024, by="Samsyn") == []


def test_returns_wait_for_the_day_when_answers_are_due_and_for_the_year_s_end(world, vagval):
    assert return_when_due(association=world.association, today=d(2025, 1, 15), by="Samsyn") == []
    assert len(return_when_due(association=world.association, today=d(2025, 1, 16), by="Samsyn")) == 1
    with pytest.raises(Refused):
        return_unused(association=world.association, year=2098, by=world.user("forbundschef"))


def test_data_taken_over_may_say_how_much_returned_but_never_more_than_there_was(world, vagval):
    with pytest.raises(Refused):
        return_unused(association=world.association, year=2024, by="Demodata", amounts={vagval.pk: 1_300_001 * KR})
    return_unused(association=world.association, year=2024, by="Demodata", amounts={vagval.pk: 100 * KR})
    assert left(vagval) == 1_299_900


def test_the_daily_command_lets_it_return_by_itself(world, vagval, capsys):
    assert remind(Namespace(association="an", date="2025-01-16")) == 0
    assert "återgick från 1 insats." in capsys.readouterr().out
    assert left(vagval) == 700_000
    assert Event.objects.get(verb="decision.return").actor == "Samsyn"
    remind(Namespace(association="an", date="2025-01-17"))
    assert "återgick" not in capsys.readouterr().out
