"""Counts from a file: the template filled in is what is handed in; every fault names its cell and repeats nothing."""

import io
import logging

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.core.tablefile import write_csv, write_xlsx
from samsyn.interventions.models import Intervention
from samsyn.participants.actions import importing as actions
from samsyn.participants.domain.importing import COLUMNS, address
from samsyn.participants.models import Count, Report
from samsyn.participants.tests.builder import NOON, T1, T2, collects, handed_in, opened, running

WOMEN, MEN, UNSTATED, PLAIN, REASON = (
    COLUMNS.index(name) for name in ("kvinnor", "män", "ej angivet", "antal", "orsak")
)


@pytest.fixture
def office(world):
    collects(world.association, "outcome", "joint_plans")
    running(world.association, name="Vägval")
    running(world.association, "steget", name="Steget")
    return world


@pytest.fixture
def t1(office):
    return opened(office.association, T1)[0]


def rows(period, by="prov"):
    return [list(row) for row in actions.template(period, by).rows]


def filled(period, numbers, owner="Vägval"):
    """The template with 0 everywhere for one intervention, but for `numbers` by what they are."""
    found = rows(period)
    for row in found:
        if row[0] == owner:
            wanted = numbers.get(row[1], (0, 0, 0))
            row[:] = [cell or (wanted[place - WOMEN] if place < PLAIN else 0 if place == PLAIN else "")
                      for place, cell in enumerate(row)]  # fmt: skip
    return found


PERIOD = {
    "Kvar sedan förra perioden": (9, 8, 0), "Nya": (5, 6, 0), "Avslutade": (4, 5, 0),
    "Vart gick de som avslutade: arbete": (4, 5, 0),
}  # fmt: skip


def read(period, found, by="prov", columns=COLUMNS, csv=False):
    data = write_csv(columns, found).encode() if csv else write_xlsx(columns, found)
    return actions.read_file(period=period, data=data, filename="antal.xlsx", by=by)


def test_the_template_asks_what_the_form_asks_of_those_who_have_not_handed_in(office, t1):
    assert [row[:3] for row in rows(t1)][:2] == [
        ["Steget", "Kvar sedan förra perioden", "alla"], ["Steget", "In i räkningen", "alla"],
    ]  # fmt: skip
    assert next(row[3:] for row in rows(t1) if row[1] == "Samordnade planer") == ["-", "-", "-", "", "-"]
    handed_in(running(office.association, "klar", name="Klar"), t1, {})
    assert {row[0] for row in rows(t1)} == {"Vägval", "Steget"}


def test_ages_have_rows_of_their_own(office):
    collects(office.association, "exit_reason", by_age=True)
    (t1,) = opened(office.association, T1)
    assert [row[2] for row in rows(t1) if row[:2] == ["Vägval", "Avslutsanledning: annat"]] == [
        "alla",
        "15–29 år",
        "30 år och äldre",
    ]


@pytest.mark.parametrize("csv", [True, False])
def test_a_filled_template_is_seen_first_and_then_handed_in(office, t1, csv):
    preview = read(t1, filled(t1, PERIOD), csv=csv)
    assert preview.errors == ()
    assert preview.left_out == ("Steget",)
    assert [str(one.intervention) for one in preview.planned] == ["Vägval"]
    assert preview.planned[0].flow == {"opening": 17, "entry": 0, "new": 11, "ended": 9, "closed": 0}
    assert not Report.objects.exists()
    made = actions.import_reports(period=t1, kept=[one.kept for one in preview.planned], by="prov", at=NOON)
    assert [report.state for report in made] == ["inlämnad"]
    assert Count.objects.get(variable="new", sex="men").count == 6
    assert Event.objects.filter(verb="participants.imported").count() == 1


def test_every_fault_is_told_at_its_cell(office, t1):
    found = filled(t1, PERIOD | {"Nya": ("fem", -1, "2,5")})
    place = next(number for number, row in enumerate(found, start=2) if row[:2] == ["Vägval", "Nya"])
    errors = read(t1, found).errors
    assert [error.split(":")[0] for error in errors] == [f"{letter}{place}" for letter in "DEF"]
    assert errors[0] == f"D{place}: Nya, kvinnor: Skriv ett helt tal, till exempel 4."


def test_what_does_not_add_up_is_told_at_its_cell(office, t1):
    found = filled(t1, PERIOD | {"Vart gick de som avslutade: arbete": (4, 15, 0)})
    place = next(
        number for number, row in enumerate(found, start=2) if row[1].endswith(": arbete") and row[0] == "Vägval"
    )
    assert read(t1, found).errors == (
        f"E{place}: Arbete, män: Männens utgångar blir 15, men 5 avslutade. Menade du 5?",
    )  # fmt: skip


def test_a_fault_in_one_intervention_stops_all(office, t1):
    found = filled(t1, PERIOD)
    for row in found:
        row[WOMEN] = "1" if row[:2] == ["Steget", "Nya"] else row[WOMEN]
    preview = read(t1, found)
    assert preview.errors
    assert preview.planned == ()


@pytest.mark.parametrize("number", ["19850709-2384", "8507092384", "198507092384", "850769-2384", "850709 2384"])
@pytest.mark.parametrize("place", range(len(COLUMNS)))
def test_a_personnummer_in_any_column_is_refused_and_never_repeated(office, t1, place, number, caplog):
    caplog.set_level(logging.DEBUG)
    found = filled(t1, PERIOD)
    found[3][place] = number
    errors = read(t1, found, csv=True).errors
    assert errors == (f"{address(place, 5)}: ser ut som ett personnummer. Ta bort det. Inget ur filen är sparat.",)
    assert number not in caplog.text
    assert not Report.objects.exists()


def test_a_name_in_any_column_is_refused_and_never_repeated(office, t1):
    for place in range(len(COLUMNS) - 1):
        found = filled(t1, PERIOD)
        found[3][place] = "Bo Gran"
        errors = read(t1, found).errors
        assert any(error.startswith(f"{address(place, 5)}: ") for error in errors), place
        assert "Gran" not in " ".join(errors)


def test_a_column_of_names_is_refused_and_never_repeated(office, t1):
    found = [[*row, "Anna Andersson"] for row in filled(t1, PERIOD)]
    for columns in ((*COLUMNS, "Anna"), (*COLUMNS, "")):
        errors = read(t1, found, columns=columns).errors
        assert errors[0].startswith("I1: kolumnen finns inte" if columns[-1] else "I2: står utanför")
        assert "Anna" not in " ".join(errors)


def test_a_file_takes_the_place_of_a_draft_that_case_rows_had_filled(office, t1):
    """One source per period: what comes in a file is counts, whatever was begun."""
    own = Intervention.objects.get(name="Vägval")
    Report.objects.create(association=office.association, intervention=own, period=t1, source="ärenderader")
    preview = read(t1, filled(t1, PERIOD))
    actions.import_reports(period=t1, kept=[one.kept for one in preview.planned], by="prov")
    assert Report.objects.get(intervention=own).source == "antal"


def test_a_file_of_something_else_is_refused_without_repeating_it(office, t1):
    data = b"namn;telefon\nAnna Andersson;070\n"
    errors = actions.read_file(period=t1, data=data, filename="Anna.csv", by="prov").errors
    assert "Kolumnen insats saknas i första raden." in errors
    assert "Anna" not in " ".join(errors)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no workbook", b"\xff\xfe\x00", b"\x00\x01"])
def test_what_is_no_table_is_refused(office, t1, data):
    assert len(actions.read_file(period=t1, data=data, filename="x", by="prov").errors) == 1


def workbook(found, act):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Antal")
        for number, row in enumerate([COLUMNS, *found]):
            for place, text in enumerate(row):
                page.write(number, place, text)
        act(page)
    return out.getvalue()


def test_why_a_file_cannot_be_read_is_said_in_whole_sentences(office, t1):
    (said,) = actions.read_file(
        period=t1, data="insats,orsak\nÅre,x".encode("cp1252"), filename="a.csv", by="prov"
    ).errors
    assert said == "Rad 2 är inte UTF-8. Spara filen som 'CSV UTF-8' och försök igen."


def test_formulas_are_refused_at_their_cells(office, t1):
    data = workbook(filled(t1, PERIOD), lambda page: page.write_formula("D14", "=1+2", None, 3))
    errors = actions.read_file(period=t1, data=data, filename="x", by="prov").errors
    assert errors == ("D14: innehåller en formel. Skriv talet i stället.",)


def test_other_faults_are_told_beside_formulas(office, t1):
    found = filled(t1, PERIOD | {"Nya": ("fem", 1, 0)})
    place = next(number for number, row in enumerate(found, start=2) if row[:2] == ["Vägval", "Nya"])
    data = workbook(found, lambda page: page.write_formula(f"E{place}", "=1+2", None, 6))
    errors = actions.read_file(period=t1, data=data, filename="x", by="prov").errors
    assert [error.split(":")[0] for error in errors] == [f"E{place}", f"D{place}"]


def test_merged_cells_are_refused_at_their_cells(office, t1):
    data = workbook(filled(t1, PERIOD), lambda page: page.merge_range("A2:A5", "Vägval"))
    errors = actions.read_file(period=t1, data=data, filename="x", by="prov").errors
    assert errors == ("A2–A5: sammanslagna celler. Dela upp dem, så att varje cell har sitt eget värde.",)


def test_another_sheet_may_look_as_it_likes(office, t1):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        notes = book.add_worksheet("Anteckningar")
        notes.merge_range("A1:B1", "Så gör vi")
        page = book.add_worksheet("Antal")
        for number, row in enumerate([COLUMNS, *filled(t1, PERIOD)]):
            page.write_row(number, 0, row)
    assert actions.read_file(period=t1, data=out.getvalue(), filename="x", by="prov").errors == ()


def test_a_row_that_stands_twice_is_told(office, t1):
    found = filled(t1, PERIOD)
    errors = read(t1, [*found, found[-1]]).errors
    assert errors == (f"B{len(found) + 2}: står redan på rad {len(found) + 1}.",)


def test_a_number_in_the_wrong_column_is_told(office, t1):
    found = filled(t1, PERIOD)
    found[3][PLAIN] = 7
    assert read(t1, found).errors == ("G5: ska vara tom för den här uppgiften.",)


def test_the_reason_of_a_break_is_read(office, t1):
    found = filled(t1, PERIOD | {"In i räkningen": (2, 0, 0)})
    preview = read(t1, found)
    assert len(preview.errors) == 1 and "Skriv varför" in preview.errors[0]
    row = next(row for row in found if row[:2] == ["Vägval", "In i räkningen"])
    row[REASON] = "Ny räkning"
    actions.import_reports(period=t1, kept=[one.kept for one in read(t1, found).planned], by="prov", at=NOON)
    assert Report.objects.get().entry_reason == "Ny räkning"


def test_who_has_handed_in_since_the_preview_stops_all(office, t1):
    kept = [one.kept for one in read(t1, filled(t1, PERIOD)).planned]
    handed_in(running_named("Vägval"), t1, {})
    with pytest.raises(Refused):
        actions.import_reports(period=t1, kept=kept, by="prov", at=NOON)
    errors = read(t1, [*filled(t1, PERIOD), ["Vägval", "Nya", "alla", 1, 1, 0, "-", "-"]]).errors
    assert any("har redan lämnat in" in error for error in errors)


def running_named(name):
    return Report._meta.get_field("intervention").related_model.objects.get(name=name)


def test_a_party_fills_in_its_own_interventions_only(office, t1):
    other = office.party_user("samordnare", "Bys kommun")
    assert rows(t1, other) == []
    errors = read(t1, filled(t1, PERIOD), by=other).errors
    assert {error.split(": ")[1] for error in errors} == {"ingen insats i mallen heter så."}
    kept = [one.kept for one in read(t1, filled(t1, PERIOD)).planned]
    with pytest.raises(Refused):
        actions.import_reports(period=t1, kept=kept, by=other, at=NOON)
    with pytest.raises(PermissionDenied):
        read(t1, filled(t1, PERIOD), by=office.user("styrelseledamot"))


def test_the_opening_is_asked_in_the_first_report_only(office, t1):
    handed_in(running_named("Vägval"), t1, {"opening-women": 3})
    (t2,) = opened(office.association, T2)
    assert [row[0] for row in rows(t2) if row[1] == "Kvar sedan förra perioden"] == ["Steget"]
