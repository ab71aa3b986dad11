"""What is collected, in which classes, how often, and the protection: what is handed in is never touched."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.disclosure.policy import Policy
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.actions import settings as actions
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.definitions.variables import STANDARD
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import Code, Collected, Count, ProtectionPolicy, Report, ReportingPeriod
from samsyn.participants.queries.collecting import asked, codes
from samsyn.participants.queries.policy import policy_on


def handed_in(association, code: str, **counts: int) -> Report:
    """A report of a period with some counts of 'variable__category'."""
    part = Part.parse(code)
    period = ReportingPeriod.objects.create(association=association, year=part.year, first_month=part.first_month,
                                            last_month=part.last_month, due=part.end)  # fmt: skip
    report = Report.objects.create(association=association, intervention=intervention(association, code.lower(),
                                   name=code), period=period, state="inlämnad", handed_in=timezone.now())  # fmt: skip
    for name, count in counts.items():
        variable, _, category = name.partition("__")
        Count.objects.create(association=association, report=report, variable=variable, category=category,
                             sex="women", count=count)  # fmt: skip
    return report


def wanted(association, code: str) -> dict[str, tuple[bool, bool]]:
    """What a report of a period is asked for beside the flow: by age, merged."""
    part = Part.parse(code)
    found = asked(association, part, last_of_year=part.last)
    return {one.variable.key: (one.by_age, one.merged) for one in found if not one.variable.flow}


# --- rhythm ----------------------------------------------------------------------------------------------------------


def test_the_rhythm_is_saved_with_one_event(world):
    for _ in range(2):
        actions.save_rule(association=world.association, rhythm="kvartal", days=20, by="prov")
    event = Event.objects.get(verb="participants.rule")
    assert "rapportperiod: kvartal" in event.after


@pytest.mark.parametrize(("rhythm", "days"), [("vecka", 20), ("tertial", 0), ("tertial", 121)])
def test_an_odd_rhythm_is_refused(world, rhythm, days):
    with pytest.raises(Refused):
        actions.save_rule(association=world.association, rhythm=rhythm, days=days, by="prov")


def test_the_rhythm_is_not_changed_in_the_middle_of_a_year(world):
    handed_in(world.association, "2024-T1")
    with pytest.raises(Refused, match="2024 är påbörjat"):
        actions.save_rule(association=world.association, rhythm="kvartal", days=28, by="prov")
    assert actions.save_rule(association=world.association, rhythm="tertial", days=14, by="prov").days == 14
    handed_in(world.association, "2024-T3")
    assert actions.save_rule(association=world.association, rhythm="kvartal", days=28, by="prov").rhythm == "kvartal"


# --- what is collected -----------------------------------------------------------------------------------------------


def collect(world, variable="referral", from_year=2024, **ways):
    return actions.collect(association=world.association, variable=variable, from_year=from_year, by="prov", **ways)


def test_adding_one_thing_takes_nothing_of_the_standard_away(world):
    before = wanted(world.association, "2024-T3")
    collect(world)
    assert {*wanted(world.association, "2024-T3")} == {*before, "referral"} == {*STANDARD, "referral"}
    assert "referral" not in wanted(world.association, "2023-T3")


def test_a_variable_changes_form_from_a_year_and_keeps_it_before(world):
    collect(world, "education", 2023)
    collect(world, "education", 2025, merged=True, by_age=True)
    assert wanted(world.association, "2024-T3")["education"] == (False, False)
    assert wanted(world.association, "2025-T3")["education"] == (True, True)
    rows = Collected.objects.filter(variable="education").values_list("from_year", "to_year")
    assert list(rows) == [(2023, 2024), (2025, None)]
    event = Event.objects.filter(verb="participants.collect").order_by("pk").last()
    assert "från 2025: tills vidare, per åldersgrupp, sammanslagna klasser" in event.after


def test_a_year_that_somebody_has_answered_for_is_not_changed(world):
    handed_in(world.association, "2024-T1")
    with pytest.raises(Refused, match="Välj från 2025"):
        collect(world)
    collect(world, "education")  # asked in the year's last report: nobody has answered yet
    handed_in(world.association, "2024-T3")
    with pytest.raises(Refused, match="Välj från 2025"):
        collect(world, "age_class")


def test_what_was_handed_in_stays_as_it_was(world):
    report = handed_in(world.association, "2024-T1", referral__psykiatrin=3)
    before = list(Count.objects.values_list("pk", "count"))
    collect(world, from_year=2025, merged=True)
    actions.stop_collecting(association=world.association, variable="referral", to_year=2025, by="prov")
    assert list(Count.objects.values_list("pk", "count")) == before
    assert report.rows.get().category == "psykiatrin"


def test_collecting_ends_after_a_year_and_not_before_one_that_is_answered(world):
    collect(world, from_year=2023)
    handed_in(world.association, "2024-T1")
    with pytest.raises(Refused, match="tidigast vara 2024"):
        actions.stop_collecting(association=world.association, variable="referral", to_year=2023, by="prov")
    actions.stop_collecting(association=world.association, variable="referral", to_year=2024, by="prov")
    assert "referral" in wanted(world.association, "2024-T3")
    assert "referral" not in wanted(world.association, "2025-T1")
    assert Event.objects.filter(verb="participants.collect_stop").count() == 1


@pytest.mark.parametrize(
    ("variable", "ways"),
    [("consultations", {"by_age": True}), ("outcome", {"merged": True}), ("income_change", {}), ("okänd", {})],
)
def test_a_form_that_the_variable_does_not_have_is_refused(world, variable, ways):
    with pytest.raises(Refused):
        collect(world, variable, **ways)


def test_the_flow_is_always_collected(world):
    with pytest.raises(Refused, match="Flödet"):
        actions.stop_collecting(association=world.association, variable="new", to_year=2024, by="prov")
    collect(world, "new", by_age=False)
    assert [one.by_age for one in asked(world.association, Part.parse("2024-T1"), last_of_year=False)
            if one.variable.key == "new"] == [False]  # fmt: skip


def test_what_is_not_collected_cannot_be_stopped(world):
    with pytest.raises(Refused, match="samlas inte in"):
        actions.stop_collecting(association=world.association, variable="referral", to_year=2024, by="prov")


# --- code lists ------------------------------------------------------------------------------------------------------


def code(world, label="Arbetsgivare", list="referral", **fields) -> Code:
    return actions.save_code(association=world.association, list=list, label=label, by="prov", **fields)


def test_the_first_change_makes_the_list_the_association_s_own(world):
    made = code(world, merged="kommun", merged_label="kommunen", start=date(2025, 1, 1))
    rows = {row.key: row for row in Code.objects.filter(list="referral")}
    assert len(rows) == len(CODES["referral"]) + 1
    assert (made.key, rows["psykiatrin"].merged, rows["psykiatrin"].provisional) == ("arbetsgivare", "region", True)
    assert "arbetsgivare" not in [row.key for row in codes(world.association, "referral", date(2024, 12, 31))]
    assert "arbetsgivare" in [row.key for row in codes(world.association, "referral", date(2025, 1, 1))]
    assert {event.verb for event in Event.objects.all()} == {"participants.codes", "participants.code_new"}


def test_a_class_changes_its_name_and_never_its_key(world):
    made = code(world, "Åhléns och söner")
    changed = code(world, "Åhléns", code=made)
    assert (made.key, changed.key, changed.label) == ("ahlens_och_soner", "ahlens_och_soner", "Åhléns")
    assert code(world, "Åhléns och söner").key == "ahlens_och_soner_2"


@pytest.mark.parametrize("label", ["", "  ", "psykiatrin", "Psykiatrin"])
def test_a_class_needs_a_name_of_its_own(world, label):
    with pytest.raises(Refused):
        code(world, label)
    assert not Code.objects.filter(label=label, provisional=False).exists()


def test_an_income_says_whether_it_is_public_support(world):
    with pytest.raises(Refused, match="offentlig försörjning"):
        code(world, "Omställningsstöd", "income")
    assert code(world, "Omställningsstöd", "income", public=True).public


def test_a_class_in_use_ends_no_earlier_than_it_was_used(world):
    actions.own_list(association=world.association, list="referral", by="prov")
    handed_in(world.association, "2024-T1", referral__psykiatrin=2)
    row = Code.objects.get(key="psykiatrin")
    with pytest.raises(Refused, match="2024-04-30"):
        actions.end_code(code=row, end=date(2023, 12, 31), by="prov")
    assert actions.end_code(code=row, end=date(2024, 4, 30), by="prov").end == date(2024, 4, 30)
    assert Count.objects.get().count == 2
    assert actions.end_code(code=row, end=None, by="prov").end is None
    with pytest.raises(Refused, match="börja gälla"):
        code(world, "psykiatrin", code=row, start=date(2025, 1, 1))


def test_a_class_does_not_end_before_it_begins(world):
    made = code(world, start=date(2025, 1, 1))
    with pytest.raises(Refused):
        actions.end_code(code=made, end=date(2024, 1, 1), by="prov")


# --- protection ------------------------------------------------------------------------------------------------------


def protect(world, start=date(2020, 1, 1), **rule) -> ProtectionPolicy:
    values = {"smallest": 5, "zeros": True, "base": 10, "split_both": True}
    return actions.save_policy(association=world.association, start=start, told={}, by="prov", **{**values, **rule})


def test_the_rule_of_a_day_is_the_newest_that_had_begun(world):
    assert policy_on(world.association, date(2019, 1, 1)) == Policy(5, True, 10, True)
    protect(world, smallest=3)
    later = timezone.localdate() + timedelta(days=30)
    protect(world, later, smallest=7, zeros=False, base=20)
    assert policy_on(world.association, date(2019, 12, 31)).smallest == 5
    assert policy_on(world.association, date(2020, 1, 1)).smallest == 3
    assert policy_on(world.association, later) == Policy(7, False, 20, True)
    assert policy_on(world.other, later) == Policy()


def test_a_later_rule_does_not_reach_back(world):
    protect(world)
    with pytest.raises(Refused, match="i dag eller senare"):
        protect(world, date(2021, 1, 1), smallest=3)


@pytest.mark.parametrize("rule", [{"smallest": 1}, {"smallest": 51}, {"base": 1}, {"base": 201}, {"base": 4}])
def test_a_rule_that_protects_nobody_is_refused(world, rule):
    with pytest.raises(Refused):
        protect(world, **rule)


def test_the_same_rule_again_writes_no_event(world):
    for _ in range(2):
        protect(world, timezone.localdate())
    assert Event.objects.filter(verb="participants.policy").count() == 1


# --- who may, and the pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["ekonom", "styrelseledamot", "revisor", "registrator"])
def test_only_the_head_and_the_developer_change_anything(world, role):
    by, own = world.user(role), {"association": world.association}
    made = code(world)
    for write in (
        lambda: actions.save_rule(**own, rhythm="kvartal", days=20, by=by),
        lambda: actions.collect(**own, variable="referral", from_year=2024, by=by),
        lambda: actions.stop_collecting(**own, variable="outcome", to_year=2024, by=by),
        lambda: actions.own_list(**own, list="income", by=by),
        lambda: actions.save_code(**own, list="referral", label="X", by=by),
        lambda: actions.end_code(code=made, end=date(2030, 1, 1), by=by),
        lambda: actions.save_policy(**own, start=date(2020, 1, 1), told={}, smallest=5, zeros=True, base=10,
                                    split_both=True, by=by),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            write()


HOME = "/an/2024/installningar/deltagare/"
PAGES = ("", "rytm/", "samlas-in/referral/", "listor/referral/", "listor/referral/ny/", "skydd/")


def test_the_page_says_what_holds(world):
    collect(world, "education", merged=True)
    page = world.client().get(HOME).content.decode()
    for words in ("varje tertial", "28 dagar", "sammanslagna klasser", "standardlistan",
                  "Antal från 1 till 4 visas inte", "Går också att samla in"):  # fmt: skip
        assert words in page, words


def test_the_rhythm_is_typed(world):
    world.client().post(f"{HOME}rytm/", {"rhythm": "kvartal", "days": "14"})
    assert "varje kvartal" in world.client().get(HOME).content.decode()


def test_a_variable_is_collected_and_stopped_on_its_page(world):
    client = world.client()
    client.post(f"{HOME}samlas-in/referral/", {"from_year": "2024", "merged": "on"})
    assert wanted(world.association, "2024-T1")["referral"] == (False, True)
    handed_in(world.association, "2024-T1")
    page = client.post(f"{HOME}samlas-in/referral/", {"from_year": "2024"})
    assert "redan inlämnade. Välj från 2025" in page.content.decode()
    assert client.post(f"{HOME}samlas-in/referral/", {"to_year": "2024"}).status_code == 302
    assert "referral" not in wanted(world.association, "2025-T1")
    assert client.get(f"{HOME}samlas-in/income_change/").status_code == 404
    assert client.get(f"{HOME}samlas-in/okand/").status_code == 404


def test_what_was_always_collected_says_so_without_a_year_that_nobody_chose(world):
    client = world.client()
    client.post(f"{HOME}samlas-in/referral/", {"from_year": "2024"})
    assert "<p>Från början" in client.get(f"{HOME}samlas-in/outcome/").content.decode()
    assert "<p>Från 2024" in client.get(f"{HOME}samlas-in/referral/").content.decode()


def test_a_list_becomes_one_s_own_and_gets_a_class(world):
    client = world.client()
    assert "standardlistan" in client.get(f"{HOME}listor/referral/").content.decode()
    client.post(f"{HOME}listor/referral/")
    client.post(f"{HOME}listor/referral/ny/", {"label": "Arbetsgivare", "merged": "egen", "position": "3"})
    made = Code.objects.get(key="arbetsgivare")
    assert (made.merged, made.merged_label, made.position) == ("egen", "egen ansökan eller anhörig", 2)
    typed = {"label": "Arbetsgivarna", "merged": "", "position": "4", "end": "2026-12-31"}
    client.post(f"{HOME}klass/{made.pk}/", typed)
    made.refresh_from_db()
    assert (made.label, made.merged, made.end) == ("Arbetsgivarna", "", date(2026, 12, 31))
    page = client.post(f"{HOME}klass/{made.pk}/", {**typed, "start": "2027-01-01", "label": "Annan"})
    assert "slutar gälla innan den börjar" in page.content.decode()
    made.refresh_from_db()
    assert made.label == "Arbetsgivarna"
    assert client.get(f"{HOME}listor/okand/").status_code == 404


def test_an_income_class_is_typed_with_its_kind(world):
    client = world.client()
    page = client.post(f"{HOME}listor/income/ny/", {"label": "Omställningsstöd", "position": "3"})
    assert page.status_code == 200
    client.post(f"{HOME}listor/income/ny/", {"label": "Omställningsstöd", "position": "3", "public": "nej"})
    assert Code.objects.get(label="Omställningsstöd").public is False


def test_the_protection_is_typed_and_dated(world):
    today = timezone.localdate()
    typed = {"start": f"{today}", "smallest": "7", "base": "12", "split_both": "on", "decided": "Styrelsen § 12"}
    assert world.client().post(f"{HOME}skydd/", typed).status_code == 302
    assert policy_on(world.association, today) == Policy(7, False, 12, True)
    page = world.client().get(HOME).content.decode()
    assert "Styrelsen § 12" in page
    bad = world.client().post(f"{HOME}skydd/", {**typed, "base": "3"}).content.decode()
    assert "kan inte vara lägre än minsta antal som visas" in bad


def test_strangers_parties_and_readers_are_kept_out(world):
    made = code(world)
    pages = [*PAGES, f"klass/{made.pk}/"]
    assert {world.client("stranger").get(HOME + page).status_code for page in pages} == {404}
    for client in (
        world.client("styrelseledamot"),
        world.client("ekonom"),
        world.login(world.party_user("samordnare")),
    ):
        assert {client.get(HOME + page).status_code for page in pages} == {403}
        assert client.post(f"{HOME}listor/income/").status_code == 403
    theirs = actions.save_code(association=world.other, list="referral", label="X", by="prov")
    assert world.client().get(f"{HOME}klass/{theirs.pk}/").status_code == 404
    assert {world.client().get(HOME + page).status_code for page in pages} == {200}
