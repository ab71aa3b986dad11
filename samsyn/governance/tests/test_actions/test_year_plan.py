"""The year plan: what is done, what the association changes, and what is its own."""

from datetime import date

from samsyn.governance import actions
from samsyn.governance.domain.year_plan import DutyState
from samsyn.governance.models import Obligation, ObligationDone
from samsyn.governance.queries.year import obligations, rules
from samsyn.governance.tests.factories import BY
from samsyn.governance.tests.test_actions.doing import DAY, refused, summaries


def state_of(world, key, year=2024, today=date(2030, 1, 1)):
    return next(duty for duty in obligations(world.association, year, today) if duty.rule.key == key)


def test_an_obligation_is_marked_done_for_the_year_it_is_about(world):
    fields = {"association": world.association, "key": "arsredovisning", "year": 2023}
    actions.mark_obligation(**fields, on=date(2024, 3, 17), note="§ 14", by=BY)
    actions.mark_obligation(**fields, on=date(2024, 3, 18), note="§ 14", by=BY)
    assert ObligationDone.objects.count() == 1
    assert state_of(world, "arsredovisning").done.on == date(2024, 3, 18)
    assert state_of(world, "arsredovisning", 2025).state is DutyState.LATE
    actions.unmark_obligation(**fields, by=BY)
    assert state_of(world, "arsredovisning").state is DutyState.LATE
    assert summaries() == ["Årsredovisning 2023 är klart", "Årsredovisning 2023 är klart",
                           "Årsredovisning 2023 är inte klart"]  # fmt: skip


def test_an_unknown_obligation_is_refused(world):
    assert refused(actions.mark_obligation, association=world.association, key="hittepå", year=2024, on=DAY)
    assert refused(actions.set_obligation, association=world.association, key="hittepå", title="X", month=1, day=1,
                   owner="ekonom")  # fmt: skip


def test_the_association_changes_a_date_and_adds_its_own(world):
    a = world.association
    actions.set_obligation(association=a, key="samrad", month=4, day=15, owner="registrator", by=BY)
    assert state_of(world, "samrad").due == date(2024, 4, 15)
    assert state_of(world, "samrad").rule.title == "Samråd med medlemmarna om nästa års budget"
    own = actions.set_obligation(association=a, title="Brandskyddsrond", month=2, day=29, owner="registrator", by=BY)
    assert own.key == "egen-1"
    assert state_of(world, "egen-1", 2023).due == date(2023, 2, 28)
    actions.set_obligation(association=a, key="tertial1", active=False, by=BY)
    assert "tertial1" not in {duty.rule.key for duty in obligations(a, 2024, DAY)}
    actions.remove_obligation(obligation=Obligation.objects.get(association=a, key="samrad"), by=BY)
    assert state_of(world, "samrad").due == date(2024, 9, 30)
    assert len(rules(world.other)) == len(rules(a)) - 1


def test_every_fault_of_an_own_obligation_is_said_at_once(world):
    said = refused(actions.set_obligation, association=world.association, title=" ", month=4, day=31, year_offset=3)
    for words in ("Skriv vad", "Dagen ska", "Välj vem", "samma år"):
        assert words in said


def test_a_new_own_obligation_never_gets_an_old_ones_marks(world):
    a = world.association
    own = actions.set_obligation(association=a, title="A", month=1, day=1, owner="ekonom", by=BY)
    actions.mark_obligation(association=a, key=own.key, year=2024, on=DAY, by=BY)
    actions.remove_obligation(obligation=own, by=BY)
    again = actions.set_obligation(association=a, title="B", month=1, day=1, owner="ekonom", by=BY)
    assert again.key == "egen-2"


def test_obligations_take_two_queries(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        obligations(world.association, 2024, DAY)
