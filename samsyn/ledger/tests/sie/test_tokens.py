"""Fields, quotes and object lists, as the standard says and as programs write them."""

import pytest

from samsyn.ledger.domain.sie.tokens import Braces, split
from samsyn.ledger.domain.sie.values import Amount, amount, calendar_day, organisation_number, year_index

SPLITS = [
    ("#A b c", ["#A", "b", "c"]),
    ("#A\t b  \t", ["#A", "b"]),
    ('#A "b c" ""', ["#A", "b c", ""]),
    (r'#A "b \"c\" d"', ["#A", 'b "c" d']),
    (r'#FNR "C:\ProgramData\SPCS" x', ["#FNR", r"C:\ProgramData\SPCS", "x"]),
    (r'#FNR "C:\data\"', ["#FNR", "C:\\data\\"]),
    (r'#FNR "C:\\data"', ["#FNR", r"C:\\data"]),
    ("#T 1 {} 5", ["#T", "1", Braces(), "5"]),
    ("#T 1 { } 5", ["#T", "1", Braces(), "5"]),
    ('#T 1 {1 "0123"} 5', ["#T", "1", Braces(("1", "0123")), "5"]),
    ('#T 1 {"1" "456" "7" "47"} 5', ["#T", "1", Braces(("1", "456", "7", "47")), "5"]),
    ('#T 1 { "1" "10 {x}"}5', ["#T", "1", Braces(("1", "10 {x}")), "5"]),
    ('#T "{1 2}"', ["#T", "{1 2}"]),
    ("#T it's", ["#T", "it's"]),
]


@pytest.mark.parametrize(("line", "fields"), SPLITS, ids=[line for line, _ in SPLITS])
def test_a_line_is_split_by_the_rules_of_sie_and_no_other(line: str, fields: list[object]) -> None:
    assert split(line) == (fields, "", "")


def test_a_quoted_brace_is_text_and_a_bare_one_is_a_list() -> None:
    quoted, bare = split('#T "{}" {}').fields[1:]
    assert isinstance(quoted, str)
    assert isinstance(bare, Braces)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('#A "b c', "unclosed_quote"),
        ('#A "', "unclosed_quote"),
        ("#T 1 {1 2 5", "unclosed_objects"),
        ('#T 1 {1 "2} 5', "unclosed_objects"),
        ("#T 1 {1 {2} 3} 5", "nested_objects"),
    ],
)
def test_what_cannot_be_split_keeps_what_came_before(line: str, error: str) -> None:
    found = split(line)
    assert found.error == error
    assert found.fields[0] == line.split()[0]


@pytest.mark.parametrize(
    ("text", "ore"),
    [("1", 100), ("-1", -100), ("1.5", 150), ("1.05", 105), ("-0", 0), ("-0.00", 0), ("-0.01", -1), ("007", 700)],
)
def test_amounts_are_whole_ore(text: str, ore: int) -> None:
    assert amount(text) == Amount(ore)


def test_a_decimal_comma_is_read_and_remembered() -> None:
    assert amount("-12,5") == Amount(-1250, comma=True)


def test_many_zeros_before_an_amount_do_not_change_it() -> None:
    assert amount("0" * 5000 + "12.34") == Amount(1234)


def test_days_must_be_in_the_calendar() -> None:
    assert calendar_day("20240229") is not None
    assert calendar_day("20250229") is None
    assert calendar_day("00000101") is None


def test_organisation_numbers_are_written_one_way() -> None:
    for text in ("2220000000", "222000-0000", "162220000000", "222000 0000"):
        assert organisation_number(text) == "222000-0000"
    assert organisation_number("") == ""
    assert organisation_number("SE 1") == "SE 1"


def test_year_indexes_count_backwards() -> None:
    assert [year_index(text) for text in ("0", "-1", "-12", "1", "x", "", "-123")] == [
        0,
        -1,
        -12,
        None,
        None,
        None,
        None,
    ]
