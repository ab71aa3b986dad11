"""What a row may hold and how a file of rows is refused: everything at once, and nothing of it repeated."""

import io
from datetime import date

import pytest
import xlsxwriter

from samsyn.core.tablefile import write_csv
from samsyn.participants.cases.personal import is_pseudonym, looks_personal
from samsyn.participants.cases.reading import Reader, ReadRows, read_file
from samsyn.participants.cases.rows import COLUMNS, CaseRow, from_bytes, to_bytes, to_text
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.domain.words import Sex
from samsyn.participants.tests.casework import ROW, row

TODAY = date(2025, 1, 15)
WRITTEN = {name: {code.key: code.key for code in codes} for name, codes in CODES.items()}
WRITTEN["exit_reason"]["97"] = "97"
WHOLE = CaseRow(
    "JH-17919", Sex.MEN, 1998, date(2023, 2, 1), date(2024, 5, 3), 2023, 2024, "psykiatrin", "gymnasium", 26,
    ("forsorjningsstod", "lon"), ("lon",), ("ingen",), ("studier",), "study", "1", (2023, 2024),
)  # fmt: skip
PERSONAL = [
    "19850101-1234", "850101-1234", "8501011234", "198501011234", "850101+1234", "850161-1234", "19850161 1234",
    "1985-01-01-1234", "1985 01 01 12 34", "850101–1234", "850101−1234", "850101/1234", "850101.1234",
    "８５０１０１１２３４", "850101\u200b1234", "850101\u00a01234", "Anna 850101-1234, Ån", "850101_1234",
    "'8501011234",
]  # fmt: skip


def read(*texts: dict[str, str], **kwargs) -> ReadRows:
    """A file with these rows, whose columns are those of the first."""
    names = [COLUMNS[name].name if name in COLUMNS else name for name in texts[0]]
    data = write_csv(names, [list(one.values()) for one in texts]).encode()
    return read_file(data, Reader(WRITTEN, TODAY), kwargs.get("intervention", "vagval"))


def texts(**changes: str) -> dict[str, str]:
    return {**to_text(ROW), **changes}


@pytest.mark.parametrize("one", [ROW, WHOLE, row(sex=Sex.UNSTATED, end=date(2024, 3, 1), exit_reason="97")])
def test_a_row_is_the_same_after_sealing_and_after_a_file(one):
    assert from_bytes(to_bytes(one)) == one
    assert read(to_text(one)).rows == [one]


@pytest.mark.parametrize("text", PERSONAL)
def test_a_number_of_a_person_is_seen_whatever_stands_between_its_digits(text):
    assert looks_personal(text)


@pytest.mark.parametrize("text", ["2019-04-02", "JH-17919", "2023|2024|2025", "1998", "144", "", "gymnasium"])
def test_what_a_row_may_hold_is_no_number_of_a_person(text):
    assert not looks_personal(text)


@pytest.mark.parametrize("text", ["JH-17919", "4711", "A123", "ABC-1234567"])
def test_a_pseudonym_is_letters_and_digits(text):
    assert is_pseudonym(text)


@pytest.mark.parametrize("text", ["", "Anna", "Anna Ask", "anna-1", "850101", "850161", "JH", "JH-", "JH-17 919",
                                  "ABCD-123", "12345678", "JH-17919 Anna", "ÅÄÖ-123", "jh-17919"])  # fmt: skip
def test_a_name_or_a_birth_date_is_no_pseudonym(text):
    assert not is_pseudonym(text)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("text", PERSONAL)
def test_a_number_of_a_person_is_refused_in_every_column_and_never_repeated(column, text):
    found = read(texts(**{column: text}))
    assert found.rows == []
    assert [fault for fault in found.faults if f"kolumn {COLUMNS[column].name}:" in fault]
    assert not any(part in " ".join(found.faults) for part in (text, text[:8], "1234", "Anna"))


@pytest.mark.parametrize("column", list(COLUMNS))
def test_a_name_is_refused_in_every_column_and_never_repeated(column):
    found = read(texts(**{column: "Anna Ask"}))
    assert found.rows == []
    assert "Anna" not in " ".join(found.faults)


def test_a_column_that_is_not_ours_is_refused_and_not_named():
    found = read({**texts(), "Anna Ask": "x"})
    assert found.faults == ["kolumn 18 i första raden har en rubrik som inte finns i formatet"]


def test_headings_may_be_written_as_one_writes_them():
    told = {"sex": "Kön", "birth_year": "Födelseår", "support_months": "Månader försörjning"}
    assert read({told.get(name, name): text for name, text in texts().items()}).faults == []


def test_a_file_without_headings_does_not_have_its_first_row_repeated():
    found = read_file(b"JH-1234;kvinna;1985\n850101-1234;Anna;1985\n", Reader(WRITTEN, TODAY), "vagval")
    assert found.rows == []
    assert not any(word in " ".join(found.faults) for word in ("JH-1234", "850101", "Anna", "1985"))


def test_every_fault_comes_at_once_with_row_and_column():
    found = read(texts(sex="x", birth_year="98"), texts(pseudonym="JH-2222", start="i går"))
    assert found.rows == []
    assert found.faults == [
        "rad 2, kolumn kon: ska vara kvinna, man eller ej angivet",
        "rad 2, kolumn fodelsear: ska vara ett heltal från 1900 till 2025",
        "rad 3, kolumn start: är inget datum. Skriv som 2024-12-31",
    ]


@pytest.mark.parametrize(("changes", "column"), [
    ({"end": "2024-01-31", "outcome": "work"}, "slut"),
    ({"end": "2025-02-01", "outcome": "work"}, "slut"),
    ({"start": "2026-01-01"}, "start"),
    ({"outcome": "work"}, "slut"),
    ({"income_after": "lon"}, "slut"),
    ({"end": "2024-03-01"}, "avslutsanledning"),
    ({"end": "2024-03-01", "exit_reason": "97", "outcome": "work"}, "utgang"),
    ({"reporting_from": "2023"}, "raknas_fran"),
    ({"reporting_from": "2025", "reporting_to": "2024"}, "raknas_till"),
    ({"birth_year": "2015"}, "fodelsear"),
    ({"education": "magister"}, "utbildning"),
    ({"income_before": "lon|lon"}, "inkomst_fore"),
    ({"income_before": "lon|"}, "inkomst_fore"),
    ({"support_months": "-3"}, "manader_forsorjning"),
    ({"support_months": "2,5"}, "manader_forsorjning"),
    ({"psychiatry_years": "2023, 24"}, "psykiatri_ar"),
    ({"pseudonym": ""}, "pseudonym"),
    ({"start": ""}, "start"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_its_column(changes, column):
    found = read(texts(**changes))
    assert found.rows == []
    assert [fault.split(":")[0] for fault in found.faults] == [f"rad 2, kolumn {column}"]


def test_a_pseudonym_twice_is_refused_by_row_number():
    assert read(texts(), texts()).faults == ["rad 3, kolumn pseudonym: är densamma som på rad 2"]


def test_a_column_that_must_be_there_is_asked_for():
    assert "kolumnen pseudonym saknas" in read({"sex": "man"}).faults


def test_codes_may_be_written_as_their_names():
    reader = Reader({**WRITTEN, "education": {"gymnasium, slutfört": "gymnasium"}}, TODAY)
    found, faults = reader.row(texts(education="Gymnasium, slutfört"))
    assert faults == {}
    assert found.education == "gymnasium"


def test_another_intervention_s_rows_are_refused():
    assert read({**texts(), "insats": "vagval"}).rows == [ROW]
    assert read({**texts(), "insats": "annan"}).faults == [
        "rad 2, kolumn insats: är inte den här insatsens nyckel, vagval"
    ]


def test_excel_gives_the_same_rows_and_a_personnummer_typed_as_a_number_is_seen():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for place, (name, text) in enumerate(to_text(ROW).items()):
            sheet.write(0, place, COLUMNS[name].other)
            sheet.write(1, place, int(text) if text.isdigit() else text)
        sheet.write(2, 0, 8501011234)
    found = read_file(out.getvalue(), Reader(WRITTEN, TODAY), "vagval")
    assert found.faults[0] == (
        "rad 3, kolumn pseudonym: ser ut som ett personnummer. Det får aldrig stå i en ärenderad"
    )
    assert "8501011234" not in " ".join(found.faults)


def test_an_empty_file_is_no_rows():
    assert read_file(b"", Reader(WRITTEN, TODAY), "vagval").faults
    assert read_file(b"pseudonym,kon,fodelsear,start\n", Reader(WRITTEN, TODAY), "vagval").faults
