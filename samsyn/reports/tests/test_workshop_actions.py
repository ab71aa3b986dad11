"""Writing a report: versions, conflicts, changed figures, last year's texts, the order of sections."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.reports import actions
from samsyn.reports.actions import Conflict
from samsyn.reports.build import Builder
from samsyn.reports.domain.arrange import Placed, hidden_keys, moved
from samsyn.reports.domain.document import SectionState
from samsyn.reports.domain.rollforward import BLANK, carried
from samsyn.reports.models import Report, SectionChoice, SectionText
from samsyn.reports.queries import arranged
from samsyn.reports.tests.writing import association_with_books, begin, newest, rebook

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"
RESULT = "Resultatet blev {{ ledger.result }}."


@pytest.fixture
def association(world):
    return association_with_books(world.association)


def state(association, section):
    return next(s for s in Builder(association, "arsredovisning", Period(2024)).document().sections if s.key == section)


# --- begin -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "period", "word"),
    [
        ("arsredovisning", Period(2024, 8), "helt år"),
        ("redovisning", Period(2024, 3), "helt år"),
        ("tertial", Period(2024, 5), "april, augusti eller december"),
    ],
)
def test_a_kind_is_not_made_on_a_period_that_does_not_fit(association, kind, period, word):
    with pytest.raises(Refused, match=word):
        actions.create_report(association, kind, period, by="test")
    assert not Report.objects.exists()


def test_the_same_report_is_begun_once(association):
    begin(association)
    with pytest.raises(Refused, match="finns redan"):
        begin(association)


def test_only_the_office_writes(world, association):
    ledamot = world.user("styrelseledamot")
    report = begin(association)
    with pytest.raises(PermissionDenied, match="kansliet"):
        actions.create_report(association, "ekonomi", Period(2024, 3), by=ledamot)
    with pytest.raises(PermissionDenied):
        actions.save_section(report, "outlook", "Text", version=0, by=ledamot)
    with pytest.raises(PermissionDenied):
        actions.arrange(association, "arsredovisning", [], by=ledamot)
    assert not SectionText.objects.exists()


def test_the_date_on_the_cover_is_an_event_with_before_and_after(association):
    report = actions.set_date(begin(association), date(2025, 3, 17), by="Karin")
    assert Builder(association, "arsredovisning", Period(2024)).document().date == "2025-03-17"
    event = Event.objects.filter(verb="report.date").get()
    assert (event.before, event.after, event.actor) == ("inget datum", "2025-03-17", "Karin")
    actions.set_date(report, date(2025, 3, 17), by="Karin")
    assert Event.objects.filter(verb="report.date").count() == 1


# --- write -------------------------------------------------------------------------------------------------------


def test_each_save_is_a_version_that_remembers_what_its_figures_printed(association):
    report = begin(association, outlook=RESULT)
    text = newest(report, "outlook")
    assert (text.version, text.state, text.shown) == (1, "klar", {"ledger.result": f"−595{NBSP}kr"})
    actions.save_section(report, "outlook", f"{RESULT} Mer.", version=1, by="Karin")
    assert [t.version for t in SectionText.objects.filter(section="outlook")] == [2, 1]
    event = Event.objects.filter(verb="report.text").first()
    assert (event.before, event.after) == ("version 1, klar, 5 ord", "version 2, utkast, 6 ord")


def test_saving_the_same_text_makes_no_version(association):
    report = begin(association, outlook=RESULT)
    actions.save_section(report, "outlook", f"{RESULT}\r\n", version=1, by="test", done=True)
    assert SectionText.objects.count() == 1


def test_an_unknown_figure_is_saved_as_draft_and_named_at_its_sentence(association):
    report = begin(association)
    saved = actions.save_section(
        report, "outlook", "Bra. Blev {{ ingen.sadan }} kronor.", version=0, by="test", done=True
    )
    assert saved.text.state == "utkast"
    assert "ingen.sadan" in saved.errors[0]
    assert "Blev {{ ingen.sadan }} kronor." in saved.errors[0]


def test_an_empty_section_cannot_be_done(association):
    saved = actions.save_section(begin(association), "outlook", "  ", version=0, by="test", done=True)
    assert saved.text.state == "utkast"
    assert saved.errors == ("Avsnittet är tomt.",)


def test_a_figure_that_is_not_known_says_so_and_may_be_done(association):
    report = begin(association, outlook="Prognosen är {{ ledger.result prognos }}.")
    assert newest(report, "outlook").state == "klar"
    document = Builder(association, "arsredovisning", Period(2024)).document()
    assert document.unknown == ("Årets resultat prognos 2024",)


def test_two_writers_get_both_texts_and_nothing_is_overwritten(association):
    report = begin(association, outlook="Första")
    actions.save_section(report, "outlook", "Eriks", version=1, by="Erik")
    with pytest.raises(Conflict) as conflict:
        actions.save_section(report, "outlook", "Karins", version=1, by="Karin")
    assert (conflict.value.theirs.markdown, conflict.value.theirs.created_by) == ("Eriks", "Erik")
    assert newest(report, "outlook").markdown == "Eriks"


def test_two_first_versions_at_once_are_a_conflict_too(association):
    report = begin(association, outlook="Första")
    with pytest.raises(Conflict):
        actions.save_section(report, "outlook", "Andra", version=0, by="Erik")


@pytest.mark.parametrize("section", ["income", "note1", "finns.inte"])
def test_only_sections_with_prose_are_written(association, section):
    with pytest.raises(Refused):
        actions.save_section(begin(association), section, "Text", version=0, by="test")


# --- changed figures ---------------------------------------------------------------------------------------------


def test_a_sentence_whose_figure_changed_says_what_it_was_and_is(association):
    begin(association, outlook=RESULT)
    rebook(association, 3010, 2024, -6000)
    section = state(association, "outlook")
    figure = section.blocks[0].nodes[0].content[1]
    assert section.state is SectionState.CHANGED
    assert (figure.was, figure.shown) == (f"−595{NBSP}kr", f"406{NBSP}kr")


def test_keeping_the_sentence_takes_the_new_figure_and_only_that(association):
    report = begin(association, outlook=f"{RESULT}\n\nIntäkterna blev {{{{ ledger.revenue }}}}.")
    rebook(association, 3010, 2024, -6000)
    text = actions.keep_figures(report, "outlook", ["ledger.result"], version=1, by="Karin")
    assert text.shown == {"ledger.result": f"406{NBSP}kr", "ledger.revenue": f"5{NBSP}000{NBSP}kr"}
    assert (text.version, text.state) == (2, "klar")
    assert state(association, "outlook").state is SectionState.CHANGED
    actions.keep_figures(report, "outlook", ["ledger.revenue"], version=2, by="Karin")
    assert state(association, "outlook").state is SectionState.DONE
    event = Event.objects.filter(verb="report.keep").last()
    assert event.after.endswith(f"−595{NBSP}kr → 406{NBSP}kr")


def test_keeping_a_text_that_someone_changed_is_a_conflict(association):
    report = begin(association, outlook=RESULT)
    actions.save_section(report, "outlook", f"{RESULT} Mer.", version=1, by="Erik")
    with pytest.raises(Conflict):
        actions.keep_figures(report, "outlook", ["ledger.result"], version=1, by="Karin")


def test_writing_one_sentence_does_not_take_the_mark_off_another(association):
    report = begin(association, outlook=RESULT)
    rebook(association, 3010, 2024, -6000)
    actions.save_section(report, "outlook", f"{RESULT} Bidraget sänks.", version=1, by="test", done=True)
    assert state(association, "outlook").state is SectionState.CHANGED
    actions.save_section(report, "outlook", "Resultatet ökade till {{ ledger.result }}.", version=2, by="t", done=True)
    assert state(association, "outlook").state is SectionState.DONE


def test_a_restored_version_is_a_draft_with_its_old_figures_marked(association):
    report = begin(association, outlook=RESULT)
    actions.save_section(report, "outlook", "Annat.", version=1, by="test", done=True)
    rebook(association, 3010, 2024, -6000)
    text = actions.restore_version(report, "outlook", 1, by="Karin")
    assert (text.version, text.markdown, text.state) == (3, RESULT, "utkast")
    assert state(association, "outlook").state is SectionState.CHANGED
    assert Event.objects.filter(verb="report.restore", summary__startswith="Återställde version 1 av").exists()
    with pytest.raises(Refused, match="finns inte"):
        actions.restore_version(report, "outlook", 9, by="Karin")


# --- last year's texts -------------------------------------------------------------------------------------------

OLD = """Vi hade 12 insatser och {{ ledger.result }} i resultat, {{ ledger.result 2022 }} året före.

1. Budget {{ ledger.result 2023:budget tkr }}
2. År 2021 blev det {{ ledger.result 2021 }}, 45 procent enligt 5 § lagen (2003:1210)."""


def test_last_years_text_follows_the_new_period_and_holds_no_old_number():
    assert carried(OLD, Period(2023), Period(2024)) == (
        f"Vi hade {BLANK} insatser och {{{{ ledger.result }}}} i resultat, {{{{ ledger.result förra }}}} året före.\n\n"
        "1. Budget {{ ledger.result budget tkr }}\n"
        f"2. År 2021 blev det {{{{ ledger.result 2022 }}}}, {BLANK} procent enligt 5 § lagen (2003:1210)."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{{ a.b 2022:budget }}", "{{ a.b förra:budget }}"),
        ("{{ a.b 2023-04 }}", "{{ a.b 2024-04 }}"),
        ("{{ a.b förra tkr 1d }}", "{{ a.b förra tkr 1d }}"),
        ("[sidan 7](https://x.se/12)", f"[sidan {BLANK}](https://x.se/12)"),
        ("{{ trasig 99", f"{{{{ trasig {BLANK}"),
    ],
)
def test_each_kind_of_reference_is_carried(old, new):
    assert carried(old, Period(2023), Period(2024)) == new


def test_a_report_begins_from_last_years_texts_as_unread_drafts(association):
    begin(association, period=Period(2023), outlook="Blev {{ ledger.result }} på 12 dagar.", events="Lugnt.")
    report = actions.create_report(association, "arsredovisning", Period(2024), by="Karin", carry=True)
    text = newest(report, "outlook")
    assert (text.version, text.state, text.carried, text.shown) == (1, "utkast", "Årsredovisning 2023", {})
    assert text.markdown == f"Blev {{{{ ledger.result }}}} på {BLANK} dagar."
    document = Builder(association, "arsredovisning", Period(2024)).document()
    figure = next(s for s in document.sections if s.key == "outlook").blocks[0].nodes[0].content[1]
    assert figure.shown == f"−595{NBSP}kr"
    assert Event.objects.filter(verb="report.create").first().after == "Texter ur Årsredovisning 2023 som utkast"


def test_a_carried_text_is_not_done_while_a_number_is_missing(association):
    begin(association, period=Period(2023), outlook="Vi hade 12 insatser.")
    report = actions.create_report(association, "arsredovisning", Period(2024), by="Karin", carry=True)
    saved = actions.save_section(report, "outlook", newest(report, "outlook").markdown, version=1, by="K", done=True)
    assert saved.text.state == "utkast"
    assert BLANK in saved.errors[0]
    assert saved.text.carried == ""


def test_the_same_part_of_last_year_is_carried_before_a_later_report(association):
    begin(association, "tertial", Period(2023, 8), summary="Augusti.")
    begin(association, "tertial", Period(2024, 4), summary="April.")
    report = actions.create_report(association, "tertial", Period(2024, 8), by="Karin", carry=True)
    assert newest(report, "summary").markdown == "Augusti."


def test_there_must_be_something_to_carry(association):
    with pytest.raises(Refused, match="ingen tidigare rapport"):
        actions.create_report(association, "arsredovisning", Period(2024), by="test", carry=True)


# --- arrangement -------------------------------------------------------------------------------------------------

PARTS = [Placed("a", 1), Placed("a1", 2), Placed("a2", 2), Placed("b", 1), Placed("c", 1), Placed("c1", 2)]


@pytest.mark.parametrize(
    ("key", "step", "order"),
    [
        ("a", 1, "b a a1 a2 c c1"),
        ("c", -1, "a a1 a2 c c1 b"),
        ("a", -1, "a a1 a2 b c c1"),
        ("c", 1, "a a1 a2 b c c1"),
        ("a2", -1, "a a2 a1 b c c1"),
        ("a2", 1, "a a1 b a2 c c1"),
        ("a1", -1, "a a1 a2 b c c1"),
        ("c1", 1, "a a1 a2 b c c1"),
        ("c1", -1, "a a1 a2 b c1 c"),
        ("finns inte", 1, "a a1 a2 b c c1"),
    ],
)
def test_a_part_moves_whole_and_a_section_over_its_neighbour(key, step, order):
    assert [section.key for section in moved(PARTS, key, step)] == order.split()


def test_a_hidden_part_hides_what_stands_under_it():
    assert hidden_keys([Placed("a", 1, hidden=True), *PARTS[1:]]) == {"a", "a1", "a2"}


def test_sections_are_moved_hidden_and_renamed_for_one_kind_and_association(world, association):
    now = actions.arrangement(association, "arsredovisning")
    wanted = [Placed(s.key, s.level, "Framåt" if s.key == "outlook" else "", s.key == "surveys") for s in now]
    actions.arrange(association, "arsredovisning", moved(wanted, "outlook", -1), by="Karin")
    found = {item.key: (item.title, hidden) for item, hidden in arranged(association, "arsredovisning")}
    assert found["outlook"] == ("Framåt", False)
    assert found["surveys"][1]
    order = list(found)
    assert order.index("outlook") < order.index("staff")
    assert "Framåt" in Event.objects.filter(verb="report.arrange").get().after
    assert next(i.title for i, _ in arranged(association, "tertial")) == "Sammanfattning"
    assert not any(hidden for _, hidden in arranged(world.other, "arsredovisning"))
    actions.arrange(association, "arsredovisning", [Placed(i.key, i.level) for i in now], by="Karin")
    assert not SectionChoice.objects.exists()


def test_an_arrangement_with_missing_or_foreign_sections_is_refused(association):
    now = actions.arrangement(association, "arsredovisning")
    with pytest.raises(Refused, match="stämmer inte"):
        actions.arrange(association, "arsredovisning", now[1:], by="Karin")
    with pytest.raises(Refused, match="för lång"):
        actions.arrange(association, "arsredovisning", [Placed(now[0].key, 1, "x" * 161), *now[1:]], by="Karin")


def test_the_principles_stand_before_the_notes_until_they_are_moved_away(association):
    def order():
        return [item.key for item in Builder(association, "arsredovisning", Period(2024)).definitions()]

    keys = order()
    assert keys[keys.index("notes") :][:3] == ["notes", "principles", "note1"]
    now = actions.arrangement(association, "arsredovisning")
    actions.arrange(association, "arsredovisning", moved(now, "principles", -1), by="Karin")
    keys = order()
    assert keys.index("principles") < keys.index("notes")
    assert keys[keys.index("notes") + 1] == "note1"
