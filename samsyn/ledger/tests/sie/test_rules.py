"""Every rule on what to refuse, warn about and tell, with the line it must point at."""

import re
from pathlib import Path

import pytest

from samsyn.ledger.domain import sie

from .builders import BALANCES, BODY, HEAD, VOUCHER, export, found, lines, read, without

ROW = BODY + 2  # the first row of a voucher that begins at BODY


def voucher(first_row: str, second_row: str = "#TRANS 3010 {} -100.00") -> bytes:
    return export(["#VER A 1 20250304 Bidrag", "{", first_row, second_row, "}"])


def header(label: str, line: str) -> bytes:
    """A sound file with one record of its head exchanged."""
    return export(head=[line if known.split()[0] == label else known for known in HEAD])


def year(*rar: str) -> bytes:
    return export(head=[*without("#RAR"), *rar], balances=BALANCES)


AT = {line.split()[0]: number for number, line in reversed(list(enumerate(HEAD, 1)))}
RAR = len(without("#RAR")) + 1

CASES = [
    ("no bytes", b"", "F", "empty", 1),
    ("only blanks", b" \r\n\t\r\n", "F", "empty", 1),
    ("a web page", b"<!DOCTYPE html><html><title>404</title>", "F", "not_sie", 1),
    ("a zip", b"PK\x03\x04" + bytes(40), "F", "not_sie", 1),
    ("SIE 5", b'\xef\xbb\xbf<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5">', "F", "not_sie", 1),
    ("UTF-16", "#FLAGGA 0\n#SIETYP 4\n".encode("utf-16"), "F", "not_sie", 1),
    ("a letter", b"Hej!\n" * 2000 + b"#FLAGGA 0\n", "F", "not_sie", 1),
    ("NUL in the beginning", lines(HEAD[0], "#PROSA \0", HEAD[1:]), "F", "not_sie", 1),
    ("NUL further on", export(VOUCHER, ["#PROSA " + "x" * 5000, "#PROSA \0"]), "F", "control_char", BODY + 6),
    ("a line that is no record", export("Sida 1", VOUCHER), "F", "no_label", BODY),
    ("text cut in its quotes", voucher('#TRANS 1930 {} 100.00 20250304 "Bidr'), "V", "unclosed_quote", ROW),
    ("no end of objects", voucher('#TRANS 1930 {1 "10" 100.00'), "V", "unclosed_objects", ROW),
    ("objects in objects", voucher("#TRANS 1930 {1 {2}} 100.00"), "V", "nested_objects", ROW),
    ("half a pair", voucher("#TRANS 1930 {6} 100.00"), "V", "odd_objects", ROW),
    ("a dimension twice", voucher("#TRANS 1930 {1 a 1 b} 100.00"), "V", "duplicate_dim", ROW),
    *[
        (f"amount {text}", voucher(f"#TRANS 1930 {{}} {text}"), "V", "bad_amount", ROW)
        for text in ('""', '"1 234,50"', "+5", "1e3", "12.345", "NaN", "1.2.3", "100.", ".50", "--5")
    ],
    (
        "digits of another script",
        lines(HEAD, BALANCES, [*VOUCHER[:2], "#TRANS 1930 {} ٣٣", *VOUCHER[2:]], encoding="utf-8"),
        "V",
        "bad_amount",
        ROW,
    ),
    ("no amount", voucher("#TRANS 1930 {}"), "V", "bad_amount", ROW),
    ("decimal comma", voucher("#TRANS 1930 {} 100,00"), "W", "comma_decimal", ROW),
    ("letters in an account", voucher("#TRANS 19A0 {} 100.00"), "V", "bad_account", ROW),
    ("no account", voucher('#TRANS "" {} 100.00'), "V", "bad_account", ROW),
    *[
        (f"date {text}", export([f"#VER A 1 {text} Bidrag", *VOUCHER[1:]]), "V", "bad_date", BODY)
        for text in ("20250230", "180501", "2018-05-01", '""')
    ],
    ("no date", export(["#VER A 1", *VOUCHER[1:]]), "V", "bad_date", BODY),
    ("a row's date", voucher("#TRANS 1930 {} 100.00 20250230"), "V", "bad_date", ROW),
    ("registered on no day", export(["#VER A 1 20250304 x 20250230", *VOUCHER[1:]]), "W", "bad_date", BODY),
    ("month 13", export("#PSALDO 0 202513 1930 {} 100.00", VOUCHER), "V", "bad_period", BODY),
    ("a year that is no index", export("#IB x 1930 0", VOUCHER), "V", "bad_year", BODY),
    ("a year to come", export("#IB 1 1930 0", VOUCHER), "V", "bad_year", BODY),
    ("no year at all", year(), "F", "no_rar", 1),
    ("only last year", year("#RAR -1 20240101 20241231"), "F", "no_rar", RAR),
    ("ends before it starts", year("#RAR 0 20250101 20241231"), "F", "bad_rar", RAR),
    ("a year of no days", year("#RAR 0 20250101 20251301"), "F", "bad_rar", RAR),
    ("nineteen months", year("#RAR 0 20250101 20260701"), "F", "bad_rar", RAR),
    (
        "last year of nineteen months",
        year("#RAR 0 20250101 20251231", "#RAR -1 20230601 20241231"),
        "W",
        "bad_rar",
        RAR + 1,
    ),
    ("years in each other", year("#RAR 0 20250101 20251231", "#RAR -1 20240201 20250131"), "F", "bad_rar", RAR + 1),
    ("two different years 0", year("#RAR 0 20250101 20251231", "#RAR 0 20240101 20241231"), "F", "bad_rar", RAR + 1),
    ("the same year twice", year("#RAR 0 20250101 20251231", "#RAR 0 20250101 20251231"), "W", "duplicate", RAR + 1),
    ("a row of no voucher", export(VOUCHER, "#TRANS 1930 {} 0"), "F", "trans_outside_ver", BODY + 5),
    ("no block", export("#VER A 1 20250304", VOUCHER), "F", "missing_block", BODY),
    ("no block at the end", export(VOUCHER, "#VER A 2 20250304"), "F", "missing_block", BODY + 5),
    ("no brace before the rows", export([VOUCHER[0], *VOUCHER[2:]]), "F", "missing_block", BODY),
    ("no end of block", export(VOUCHER[:-1], "#VER A 2 20250305", VOUCHER[1:]), "F", "unclosed_block", BODY + 4),
    ("the file ends in a block", export(VOUCHER[:-1]), "F", "unclosed_block", BODY + 3),
    ("a stray end", export(VOUCHER, "}"), "F", "unexpected_brace", BODY + 5),
    ("a stray beginning", export(VOUCHER, "{"), "F", "unexpected_brace", BODY + 5),
    ("a block begun twice", export([*VOUCHER[:2], "{", *VOUCHER[2:]]), "F", "unexpected_brace", BODY + 2),
    ("does not balance", voucher("#TRANS 1930 {} 101.00"), "V", "unbalanced", BODY),
    ("#KSUMMA never closed", lines(HEAD[0], "#KSUMMA", HEAD[1:], BALANCES, VOUCHER), "F", "truncated", BODY + 5),
    ("the last line is cut", export(VOUCHER, "#RES 0 30")[:-2], "F", "truncated", BODY + 5),
    ("the last text is cut", export(VOUCHER, '#KONTO 6110 "Kontors')[:-2], "F", "truncated", BODY + 5),
    (
        "#KSUMMA of something else",
        lines(HEAD[0], "#KSUMMA", HEAD[1:], BALANCES, VOUCHER, "#KSUMMA 1"),
        "V",
        "checksum",
        BODY + 6,
    ),
    (
        "#KSUMMA over letters outside PC8",
        lines(HEAD[0], "#KSUMMA", HEAD[1:], "#PROSA ☃", BALANCES, VOUCHER, "#KSUMMA 1", encoding="utf-8"),
        "I",
        "checksum_unverified",
        BODY + 7,
    ),
    ("a number used twice", export(VOUCHER, [*VOUCHER[:1], "{", "#TRANS 1930 {} 0", "}"]), "V", "duplicate", BODY + 5),
    ("a voucher written twice", export(VOUCHER, VOUCHER), "W", "duplicate", BODY + 5),
    ("a balance twice", export("#UB 0 1930 600.00", VOUCHER), "W", "duplicate", BODY),
    ("an account with two names", export("#KONTO 1930 Plusgiro", VOUCHER), "W", "duplicate", BODY),
    ("months in a 4I", lines(HEAD, "#PSALDO 0 202501 1930 {} 1", VOUCHER), "W", "wrong_type", len(HEAD) + 1),
    ("no company name", export(head=without("#FNAMN")), "W", "wrong_type", 1),
    ("vouchers in a type 1", header("#SIETYP", "#SIETYP 1"), "W", "wrong_type", BODY),
    ("a type that does not exist", header("#SIETYP", "#SIETYP 7"), "W", "wrong_type", AT["#SIETYP"]),
    ("outside the years", export([VOUCHER[0].replace("2025", "2026"), *VOUCHER[1:]]), "W", "outside_year", BODY),
    ("a month outside the years", export("#PSALDO 0 202601 1930 {} 0", VOUCHER), "W", "outside_year", BODY),
    ("a month of the other year", export("#PSALDO 0 202401 1930 {} 0", VOUCHER), "W", "month_year", BODY),
    ("an account not declared", voucher("#TRANS 1940 {} 100.00"), "W", "undeclared_account", ROW),
    ("an object not declared", voucher("#TRANS 1930 {1 10} 100.00"), "W", "undeclared_object", ROW),
    ("a dimension not declared", voucher("#TRANS 1930 {20 x} 100.00"), "W", "undeclared_dim", ROW),
    ("an unknown record", export("#MOMSKOD 1", VOUCHER), "I", "unknown_label", BODY),
    ("an unknown record in a block", voucher("#MOMSKOD 1", "#TRANS 1930 {} 0"), "I", "unknown_label", ROW),
    ("more fields than there are", export("#KPTYP BAS2025 x y", VOUCHER), "I", "extra_fields", BODY),
    ("no object list", voucher("#TRANS 1930 100.00"), "W", "missing_objects", ROW),
    ("budget without object list", export("#PBUDGET 0 202501 5010 100", VOUCHER), "W", "missing_objects", BODY),
    ("no #FORMAT", export(head=without("#FORMAT")), "I", "missing_format", 1),
    ("another #FORMAT", header("#FORMAT", "#FORMAT UTF8"), "I", "missing_format", AT["#FORMAT"]),
    ("program without version", header("#PROGRAM", "#PROGRAM Provbok"), "I", "missing_version", AT["#PROGRAM"]),
    ("account without name", export("#KONTO 6110", VOUCHER), "W", "missing_field", BODY),
    ("a type of account that is none", export("#KTYP 1930 X", VOUCHER), "W", "bad_ktyp", BODY),
    ("UTF-8", lines(HEAD, BALANCES, VOUCHER, encoding="utf-8"), "I", "encoding", AT["#FORMAT"]),
    ("damaged letters", export('#PROSA "F÷retag"', VOUCHER), "W", "mojibake", BODY),
    ("a control character", export("#PROSA a\x07b", VOUCHER), "W", "control_char", BODY),
    (
        "vouchers against a balance",
        export(VOUCHER, balances=[*BALANCES[:2], "#UB 0 1930 599.00", *BALANCES[3:]]),
        "W",
        "reconcile",
        len(HEAD) + 3,
    ),
    (
        "vouchers against a result",
        export(VOUCHER, balances=[*BALANCES[:4], "#RES 0 3010 -99.00"]),
        "W",
        "reconcile",
        len(HEAD) + 5,
    ),
    (
        "this opening and last closing",
        export("#UB -1 1930 499.00", "#UB -1 2440 -499.00", VOUCHER),
        "W",
        "reconcile",
        len(HEAD) + 1,
    ),
    ("months against the year", export("#PSALDO 0 202503 1930 {} 99.00", VOUCHER), "W", "reconcile", len(HEAD) + 3),
    ("openings that are not nil", export(VOUCHER, balances=BALANCES[1:]), "W", "opening_sum", len(HEAD) + 1),
    (
        "no opening, but last closing",
        export(VOUCHER, balances=["#UB -1 1930 500.00", "#UB -1 2440 -500", *BALANCES[2:]]),
        "I",
        "ib_derived",
        len(HEAD) + 1,
    ),
    (
        "no opening, and a closing of something else",
        export(VOUCHER, balances=["#UB -1 1930 9", "#UB 0 1930 100", BALANCES[4]]),
        "W",
        "ib_missing",
        len(HEAD) + 1,
    ),
    ("a balance on a result account", export("#UB 0 3010 -100.00", VOUCHER), "I", "balance_on_result", BODY),
    ("an empty voucher", export(VOUCHER, ["#VER A 2 20250305", "{", "}"]), "I", "empty_voucher", BODY + 5),
    ("a part of the year", export("#OMFATTN 20250831", VOUCHER), "I", "partial", BODY),
    ("covers a time before the year", export("#OMFATTN 19700101", VOUCHER), "W", "bad_date", BODY),
    ("marked as read", header("#FLAGGA", "#FLAGGA 1"), "I", "flag", 1),
    ("another currency", export("#VALUTA EUR", VOUCHER), "W", "currency", BODY),
    ("an endless line", export("#PROSA " + "x" * 70_000, VOUCHER), "F", "limits", BODY),
    ("an amount beyond reason", voucher("#TRANS 1930 {} 10000000000000.01"), "F", "limits", ROW),
    ("an amount of thousands of digits", voucher("#TRANS 1930 {} " + "9" * 9000), "F", "limits", ROW),
]


def test_a_sound_file_has_no_findings() -> None:
    file, vouchers = read(export())
    assert file.findings == []
    assert (file.type, file.encoding, file.company, file.orgnr) == (
        "4E",
        "cp437",
        "Samordningsförbundet Ån",
        "222000-0000",
    )
    assert (file.vouchers, file.rows, len(vouchers)) == (1, 2, 1)


@pytest.mark.parametrize(
    ("data", "level", "code", "line"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_each_fault_is_told_with_its_level_and_line(data: bytes, level: str, code: str, line: int) -> None:
    assert (level, code, line) in found(data)


def test_every_code_of_the_reader_has_a_case() -> None:
    folder = Path(sie.__file__).parent
    told = set(re.findall(r'Level\.[FVWI],\s*"([a-z_]+)"', "".join(path.read_text() for path in folder.glob("*.py"))))
    assert told <= {case[3] for case in CASES}
    assert len(told) > 30


def test_a_file_that_is_something_else_has_no_other_finding() -> None:
    for data in (b"", b"<html>", b"PK\x03\x04", b"\x00\x01\x02"):
        assert len(found(data)) == 1


def test_all_faults_are_told_at_once() -> None:
    data = export(
        ["#VER A 1 20250230 x", "{", "#TRANS 19X0 {} 5", "#TRANS 1930 {6} 1,5", "#TRANS 1930 {} abc", "}"],
        ["#VER A 2 20250304 x", "{", "#TRANS 1930 {} 5", "}"],
    )
    assert [code for level, code, _ in found(data) if level == "V"] == [
        "bad_date", "bad_account", "odd_objects", "bad_amount", "unbalanced",
    ]  # fmt: skip


def test_only_the_faulty_voucher_is_marked() -> None:
    wrong = ["#VER A 2 20250304 x", "{", "#TRANS 1930 {} 5", "}"]
    _, vouchers = read(export(VOUCHER, wrong, [VOUCHER[0].replace(" 1 ", " 3 "), *VOUCHER[1:]]))
    assert [(one.number, one.ok) for one in vouchers] == [("1", True), ("2", False), ("3", True)]


def test_a_row_that_cannot_be_read_does_not_also_make_its_voucher_unbalanced() -> None:
    codes = [code for level, code, _ in found(voucher("#TRANS 1930 {} hundra")) if level == "V"]
    assert codes == ["bad_amount"]


def test_findings_are_plain_swedish_with_place_and_amount() -> None:
    file, _ = read(voucher("#TRANS 1930 {} 5200.00"))
    finding = next(one for one in file.findings if one.code == "unbalanced")
    assert finding.format("fil.se").startswith(
        f"fil.se:{BODY}: unbalanced: Verifikation A 1 2025-03-04 balanserar inte"
    )
    assert "5\u00a0100,00" in str(finding)


def test_repeated_remarks_are_counted_and_never_lost() -> None:
    many = [line for _ in range(1500) for line in ("#VER A 1 20250304", "{", "#TRANS 1930 {} 5", "}")]
    file, vouchers = read(export(many))
    told = [one for one in file.findings if one.code == "unbalanced"]
    assert len(told) == 1001
    assert "500\u00a0" not in told[-1].text
    assert told[-1].text.startswith("Ytterligare 500 anmärkningar")
    assert file.has_voucher_errors
    assert not any(one.ok for one in vouchers)


def test_once_told_remarks_say_how_many_lines_they_hold_for() -> None:
    file, _ = read(export("#MOMSKOD 1", "#MOMSKOD 2", "#MOMSKOD 3", VOUCHER))
    assert [one.text for one in file.findings] == [
        "Etiketten ”#MOMSKOD” är okänd; raden hoppades över. Gäller 3 rader."
    ]


def test_refused_means_the_file_and_voucher_errors_mean_a_choice() -> None:
    assert read(export("}", VOUCHER))[0].refused
    wrong, _ = read(voucher("#TRANS 1930 {} 5"))
    assert not wrong.refused
    assert wrong.has_voucher_errors
