"""What may be written about an intervention, and what is refused with all its reasons."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from samsyn.associations.actions.versions import Overtaken
from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.interventions.actions import interventions as actions
from samsyn.interventions.actions.details import add_outside_money, set_contacts, set_note_group, set_planned, set_posts
from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.actions.settings import Wanted, set_choices, set_policy
from samsyn.interventions.domain.interventions import months, name_on, too_long
from samsyn.interventions.domain.words import ChoiceKind
from samsyn.interventions.models import Choice, Document, Intervention, Involvement, NoteLabel
from samsyn.interventions.queries.lists import choices, policy
from samsyn.interventions.tests.builder import agreed, decided, intervention

START, END = date(2023, 1, 1), date(2025, 12, 31)


def make(world, **fields):
    owner, region = world.party(), world.party("Region Ån", "region")
    values = {"key": "ny", "name": "Nya Vägval", "direction": "individ", "start": START, "end": END, "owner": owner,
              "co_parties": [region], "by": world.user("forbundschef")}  # fmt: skip
    return actions.create_intervention(association=world.association, **{**values, **fields})


def test_a_new_intervention_has_its_parties_its_first_name_and_a_row_in_the_note(world):
    made = make(
        world, areas=[world.party("Eds kommun")], unfinanced={world.party("Region Ån", "region"): "läkare 10 %"}
    )
    assert [name.name for name in made.names.all()] == ["Nya Vägval"]
    assert NoteLabel.objects.get(group=made.note_group).label == "Nya Vägval"
    assert {(row.party.name, row.role, row.unfinanced) for row in made.involvements.all()} == {
        ("Region Ån", "medverkar", "läkare 10 %"), ("Eds kommun", "område", "")}  # fmt: skip
    assert Event.objects.filter(verb="intervention.create").count() == 1


def test_one_kind_of_party_is_too_few_and_the_project_of_another_is_taken(world):
    intervention(world.association)
    with pytest.raises(Refused) as refused:
        make(world, co_parties=[world.party("Eds kommun")], project="P01", key="vagval")
    text = " ".join(refused.value.errors)
    assert "Minst två slag av parter" in text
    assert "P01" in text and "vagval" in text
    assert Intervention.objects.count() == 1


def test_own_running_needs_no_party_and_has_no_row_in_the_note(world):
    made = make(world, run_by="egen", owner=None, co_parties=[])
    assert made.note_group is None


def test_a_period_past_the_policy_is_a_warning_and_no_refusal(world):
    set_policy(association=world.association, longest_months=24, by=world.user("forbundschef"))
    make(world)
    assert "längsta finansiering är 24" in Event.objects.get(verb="intervention.create").after.replace("\u00a0", " ")
    assert months(START, END) == 36
    assert too_long(START, END, 36) == "" and too_long(START, None, 1) == ""


def test_a_name_holds_from_its_day_and_the_older_one_before(world):
    made = make(world)
    boss = world.user("forbundschef")
    actions.rename_intervention(intervention=made, name="STAR", start=date(2024, 1, 1), by=boss, in_note=True)
    assert made.name == "STAR"
    names = list(made.names.all())
    assert name_on(date(2023, 12, 31), names, made.name) == "Nya Vägval"
    assert name_on(date(2024, 1, 1), names, made.name) == "STAR"
    assert name_on(date(2020, 1, 1), names, made.name) == "Nya Vägval"
    assert name_on(START, [], "I dag") == "I dag"
    assert NoteLabel.objects.get(group=made.note_group, from_year=2024).label == "STAR"
    with pytest.raises(Refused, match="före insatsens början"):
        actions.rename_intervention(intervention=made, name="För tidigt", start=date(2022, 1, 1), by=boss)


def test_a_change_says_before_and_after_and_keeps_what_was_not_given(world):
    made, boss = make(world), world.user("forbundschef")
    actions.update_intervention(intervention=made, by=boss, target_group="Unga 16-29 år")
    event = Event.objects.get(verb="intervention.update")
    assert event.after == "målgrupp: Unga 16-29 år"
    assert made.involvements.filter(role=Involvement.Role.CO_PARTY).count() == 1
    with pytest.raises(Refused, match="Minst två slag"):
        actions.update_intervention(intervention=made, by=boss, co_parties=[])


def test_the_second_of_two_writers_is_told_who_saved_the_facts_and_takes_nothing_away(world):
    made, region, eds = make(world), world.party("Region Ån", "region"), world.party("Eds kommun")
    seen = made.version
    actions.update_intervention(intervention=made, by="Eva Ek", version=seen, purpose="Evas", areas=[eds])
    with pytest.raises(Overtaken, match="Eva Ek sparade uppgifterna") as late:
        actions.update_intervention(intervention=made, by="Bo", version=seen, purpose="Mitt", co_parties=[region],
                                    areas=[], goals="Egna")  # fmt: skip
    assert late.value.theirs == {"syfte": "Evas", "egna mål": "–", "kommuner": "Eds kommun"}
    made.refresh_from_db()
    assert (made.purpose, made.involvements.filter(role=Involvement.Role.AREA).count()) == ("Evas", 1)
    actions.update_intervention(intervention=made, by="Bo", version=late.value.version, goals="Egna")
    assert (made.purpose, made.goals) == ("Evas", "Egna")


def test_an_end_that_comes_with_the_state_is_a_version_and_another_name_is_none(world):
    made = make(world, end=None)
    seen = made.version
    actions.rename_intervention(intervention=made, name="STAR", start=START, by="Bo")
    assert made.version == seen
    actions.set_state(intervention=made, state="pågår", on=START, by="Bo")
    actions.set_state(intervention=made, state="avslutad", on=END, by="Eva Ek")
    with pytest.raises(Overtaken, match="Eva Ek"):
        actions.update_intervention(intervention=made, by="Bo", version=seen, end=None)


def test_nothing_changed_is_no_event(world):
    made = make(world)
    actions.update_intervention(intervention=made, by=world.user("forbundschef"), purpose="")
    assert not Event.objects.filter(verb="intervention.update").exists()


def test_an_intervention_of_another_association_s_party_is_refused(world):
    from_there = world.other
    other = type(world.party()).objects.create(association=from_there, name="Främmande kommun", kind="kommun")
    with pytest.raises(Refused, match="annat förbund"):
        make(world, owner=other)
    with pytest.raises(Refused, match="annat förbund"):
        make(world, areas=[other])


def test_a_mixed_one_becomes_two_with_the_reason(world):
    made, boss = make(world), world.user("forbundschef")
    split = actions.split_intervention(intervention=made, key="ny-s", name="Vägval struktur", direction="struktur",
                                       reason="Både enskilda och samverkan.", by=boss)  # fmt: skip
    assert (split.split_from, split.direction, split.note_group) == (made, "struktur", made.note_group)
    assert made.involvements.count() == split.involvements.count()
    with pytest.raises(Refused) as refused:
        actions.split_intervention(intervention=made, key="b", name="B", direction="individ", reason=" ", by=boss)
    assert len(refused.value.errors) == 2


def test_states_follow_each_other_and_an_early_end_says_why(world):
    made, boss = make(world), world.user("forbundschef")
    actions.set_state(intervention=made, state="beviljad", on=START, by=boss)
    actions.set_state(intervention=made, state="beviljad", on=START, by=boss)  # it is there: nothing happens
    assert Event.objects.filter(verb="intervention.state").count() == 1
    with pytest.raises(Refused, match="Skriv varför"):
        actions.set_state(intervention=made, state="avslutad i förtid", on=START, by=boss)
    with pytest.raises(Refused, match="kan inte bli 'förbereds'"):
        actions.set_state(intervention=made, state="förbereds", on=START, by=boss)


def test_the_owner_s_signature_starts_it_but_nobody_else_s(world):
    made = make(world)
    actions.set_state(intervention=made, state="pågår", on=START, by=world.party_user())
    other = make(world, key="annan")
    with pytest.raises(PermissionDenied):
        actions.set_state(intervention=other, state="pågår", on=START, by=world.party_user(party="Eds kommun"))


def test_the_end_says_whether_it_lives_on_and_where(world):
    made, boss = make(world), world.user("forbundschef")
    actions.set_state(intervention=made, state="pågår", on=START, by=boss)
    with pytest.raises(Refused, match="lever vidare"):
        actions.finish(intervention=made, implemented="ja", where="", on=END, by=boss)
    actions.finish(intervention=made, implemented="delvis", where="Kommunens jobbcenter", on=END, by=boss)
    assert (made.state, made.implemented) == ("avslutad", "delvis")


def test_posts_and_plan_are_the_year_s_whole_truth(world):
    made, boss = make(world), world.user("forbundschef")
    set_posts(intervention=made, year=2024, posts=[("coach", Decimal("1.5"), None)], by=boss)
    set_posts(intervention=made, year=2024, posts=[("samordnare", Decimal(1), Decimal(1))], by=boss)
    assert [post.function for post in made.posts.all()] == ["samordnare"]
    with pytest.raises(Refused, match="två gånger"):
        set_posts(intervention=made, year=2024, by=boss, posts=[("a", Decimal(1), None)] * 2)
    set_planned(intervention=made, year=2024, participants=30, by=boss)
    assert made.years.get().participants == 30
    set_planned(intervention=made, year=2024, participants=None, by=boss)
    assert not made.years.exists()


def test_outside_money_never_passes_what_its_source_granted(world):
    made, boss = make(world), world.user("forbundschef")
    add_outside_money(intervention=made, source="ESF", step="beviljat", on=START, amount=100, by=boss)
    add_outside_money(intervention=made, source="ESF", step="mottaget", on=START, amount=60, by=boss)
    with pytest.raises(Refused, match="Tillsammans"):
        add_outside_money(intervention=made, source="ESF", step="mottaget", on=START, amount=41, by=boss)
    with pytest.raises(Refused, match="större än noll"):
        add_outside_money(intervention=made, source="ESF", step="sökt", on=START, amount=0, by=boss)


def test_contacts_are_counted_in_the_log_but_not_named(world):
    made = make(world)
    set_contacts(intervention=made, rows=[{"person": "Påhittad Person"}], by=world.user("forbundschef"))
    event = Event.objects.get(verb="intervention.contacts")
    assert "Påhittad" not in event.summary + event.after


def test_two_interventions_share_a_row_of_the_note(world):
    first, second, boss = make(world), make(world, key="star"), world.user("forbundschef")
    for one in (first, second):
        set_note_group(intervention=one, key="krokom", label="Krokom", from_year=2024, own_row=True, by=boss)
    assert first.note_group == second.note_group
    assert first.note_group.labels.get().label == "Krokom"


def test_a_file_is_let_in_by_size_kind_and_content(world):
    made, boss = make(world), world.user("forbundschef")
    attach_document(file=ContentFile(b"%PDF-1.7 x"), name="../../plan.pdf", kind="plan", by=boss,
                            intervention=made)  # fmt: skip
    document = Document.objects.get()
    assert document.name == "plan.pdf" and "plan" not in document.file.name
    with pytest.raises(Refused, match="tas inte emot"):
        attach_document(file=ContentFile(b"MZ..."), name="virus.exe", by=boss, intervention=made)
    with pytest.raises(PermissionDenied):
        attach_document(file=ContentFile(b"%PDF"), name="a.pdf", by=world.party_user(party="Eds kommun"),
                                intervention=made)  # fmt: skip


def test_lists_keep_what_is_in_use_and_take_new_names(world):
    boss = world.user("forbundschef")
    a, b = list(choices(world.association, ChoiceKind.ORIENTATION))[:2]
    make(world, orientation=a)
    with pytest.raises(Refused, match="används"):
        set_choices(association=world.association, kind=ChoiceKind.ORIENTATION, by=boss,
                            rows=[Wanted(b.label, b.pk)])  # fmt: skip
    assert Choice.objects.filter(kind=ChoiceKind.ORIENTATION).count() == 6
    set_choices(association=world.association, kind=ChoiceKind.ORIENTATION, by=boss,
                        rows=[Wanted(b.label, a.pk, end=END), Wanted(a.label, b.pk), Wanted("Ny")])  # fmt: skip
    assert [row.label for row in choices(world.association, ChoiceKind.ORIENTATION)] == [b.label, a.label, "Ny"]
    with pytest.raises(Refused, match="två gånger"):
        set_choices(association=world.association, kind=ChoiceKind.METHOD, by=boss,
                            rows=[Wanted("IPS"), Wanted("ips")])  # fmt: skip


def test_the_policy_refuses_a_day_no_calendar_has(world):
    boss = world.user("forbundschef")
    with pytest.raises(Refused, match="kalendern"):
        set_policy(association=world.association, confirmation_month=2, confirmation_day=31, by=boss)
    assert policy(world.association).confirmation_month == 1


@pytest.mark.parametrize("role", ["ekonom", "styrelseledamot", "revisor", "beredning"])
def test_only_the_office_changes_an_intervention(world, role):
    made = make(world)
    user = world.user(role)
    with pytest.raises(PermissionDenied):
        actions.update_intervention(intervention=made, by=user, purpose="x")
    with pytest.raises(PermissionDenied):
        set_policy(association=world.association, by=user, longest_months=3)
    with pytest.raises(PermissionDenied):
        make(world, key="b", by=user)


def test_what_has_an_agreement_stays_as_it_is_run(world):
    of = intervention(world.association)
    agreed(decided(of, {2024: 100_000}))
    with pytest.raises(Refused, match="byta mellan part och egen regi"):
        actions.update_intervention(intervention=of, by=world.user("forbundschef"), run_by="egen")
