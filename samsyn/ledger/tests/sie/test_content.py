"""What a file is taken to mean: types, years, balances, months, vouchers, checksum."""

import zlib
from datetime import date

import pytest

from samsyn.ledger.domain import sie

from .builders import BALANCES, BODY, HEAD, VOUCHER, export, lines, read, without


def months(*records: str, balances: tuple[str, ...] = BALANCES) -> sie.SieFile:
    return read(export(records, VOUCHER, balances=balances))[0]


def summed(rows: list[sie.MonthAmount]) -> dict[tuple[int, str], int]:
    sums: dict[tuple[int, str], int] = {}
    for row in rows:
        sums[row.year_index, row.account] = sums.get((row.year_index, row.account), 0) + row.amount
    return sums


def test_type_4_is_an_export_when_it_has_balances_and_an_import_file_when_it_has_not() -> None:
    assert read(export())[0].type == "4E"
    assert read(export(balances=()))[0].type == "4I"
    assert read(export(balances=BALANCES[:1]))[0].type == "4E"


def test_a_file_that_does_not_say_its_type_is_of_type_1() -> None:
    assert read(lines(without("#SIETYP"), BALANCES))[0].type == "1"


def test_an_import_file_needs_no_year() -> None:
    file, _ = read(lines(without("#RAR"), VOUCHER))
    assert not file.refused
    assert file.years == []


def test_broken_and_long_years_are_years() -> None:
    head = [*without("#RAR"), "#RAR 0 20240701 20251231", "#RAR -1 20230901 20240630"]
    file, _ = read(export(head=head))
    assert file.findings == []
    assert file.years == [
        sie.Year(0, date(2024, 7, 1), date(2025, 12, 31)),
        sie.Year(-1, date(2023, 9, 1), date(2024, 6, 30)),
    ]


def test_order_is_free_types_before_accounts_and_years_after_vouchers() -> None:
    head = ["#KTYP 9030 T", *without("#RAR"), "#KONTO 9030 Internt"]
    file, _ = read(lines(head, VOUCHER, BALANCES, "#RAR 0 20250101 20251231"))
    assert file.findings == []
    assert file.accounts["9030"].type == "T"


def test_labels_may_be_written_in_any_case() -> None:
    file, _ = read(export([line.replace("#VER", "#ver").replace("#TRANS", "#Trans") for line in VOUCHER]))
    assert (file.vouchers, file.rows) == (1, 2)
    assert file.findings == []


def test_a_file_dated_before_the_end_of_its_year_is_partial() -> None:
    assert months("#OMFATTN 20250831").partial
    assert not months("#OMFATTN 20251231").partial
    assert not months("#OMFATTN 19700101").partial


def test_a_year_is_closed_when_its_result_is_booked() -> None:
    assert not read(export())[0].closed
    closed = export("#RES 0 8999 100.00", VOUCHER)
    assert read(closed)[0].closed


def test_balances_are_told_and_what_is_not_there_is_none() -> None:
    file, _ = read(export())
    assert file.balances[0]["1930"] == sie.Balance(ib=50_000, ub=60_000, res=None)
    assert file.balances[0]["3010"] == sie.Balance(res=-10_000)


def test_openings_come_from_last_years_closings_when_they_are_left_out() -> None:
    file, _ = read(export(VOUCHER, balances=("#UB -1 1930 500", "#UB -1 2440 -500", *BALANCES[2:])))
    assert file.ib_derived
    assert file.balances[0]["1930"].ib == 50_000
    assert sie.mismatches(file) == []


def test_balances_on_result_accounts_are_not_added_to_the_result() -> None:
    file, _ = read(export("#UB 0 3010 -100.00", VOUCHER))
    assert file.balances[0]["3010"] == sie.Balance(res=-10_000)
    assert sie.mismatches(file) == []


def test_accounts_of_class_9_do_not_vanish() -> None:
    file, _ = read(export(VOUCHER, ["#VER A 2 20250304", "{", "#TRANS 9999 {} 5", "#TRANS 1930 {} -5", "}"]))
    assert file.sums["9999"] == 500
    assert [mismatch.account for mismatch in sie.mismatches(file)] == ["1930", "9999"]


def test_only_booked_rows_are_summed_and_the_others_are_kept() -> None:
    rows = ["#BTRANS 5010 {} 7.00", "#RTRANS 5010 {} 9.00", "#TRANS 5010 {} 9.00", "#TRANS 1930 {} -9.00"]
    file, vouchers = read(export(["#VER A 1 20250304", "{", *rows, "}"]))
    assert file.sums == {"5010": 900, "1930": -900}
    assert [row.kind for row in vouchers[0].rows] == ["B", "R", "T", "T"]
    assert file.rows == 2


def test_a_voucher_of_struck_rows_only_is_empty_and_no_error() -> None:
    file, _ = read(export(VOUCHER, ["#VER A 2 20250304", "{", "#BTRANS 5010 {} 7.00", "}"]))
    assert [(one.level.value, one.code) for one in file.findings] == [("I", "empty_voucher")]


def test_all_fields_of_a_voucher_and_its_rows_are_kept_as_text() -> None:
    head = '#VER "LEV 1" 007 20250304 "Hyra \\"öst\\"" 20250401 "Eva Ek"'
    row = '#TRANS 0099 {"1" "010" "6" "P 1"} -12.5 20250305 "Text" 1.375 "Bo"'
    _, (one,) = read(export([head, "{", row, "#TRANS 1930 {} 12.50", "}"]))
    assert one[:7] == ("LEV 1", "007", "20250304", 'Hyra "öst"', "20250401", "Eva Ek", BODY)
    assert one.rows[0] == (
        "T", "0099", (("1", "010"), ("6", "P 1")), -1250, "20250305", "Text", "1.375", "Bo", BODY + 2
    )  # fmt: skip
    assert one.rows[1].date == "20250304"


def test_a_brace_may_end_the_voucher_line_and_blank_lines_are_nothing() -> None:
    file, _ = read(export([VOUCHER[0] + " {", "", VOUCHER[2], "  ", VOUCHER[3], "\t}\t"]))
    assert (file.vouchers, file.rows, file.findings) == (1, 2, [])


def test_the_same_number_in_another_year_is_another_voucher() -> None:
    other = [VOUCHER[0].replace("2025", "2024"), *VOUCHER[1:]]
    file, vouchers = read(export(VOUCHER, other, balances=()))
    assert (len(vouchers), file.findings) == (2, [])


def test_vouchers_without_number_are_never_taken_for_copies() -> None:
    bare = ['#VER "" "" 20250304', *VOUCHER[1:]]
    file, vouchers = read(lines(HEAD, bare, bare))
    assert (len(vouchers), file.findings) == (2, [])


def test_a_copied_voucher_is_booked_once() -> None:
    file, vouchers = read(export(VOUCHER, VOUCHER))
    assert (file.vouchers, len(vouchers), file.sums["1930"]) == (1, 1, 10_000)


def test_month_totals_with_a_breakdown_by_object_are_the_rows_without_objects() -> None:
    file = months("#PSALDO 0 202503 3010 {} -100", "#PSALDO 0 202503 3010 {1 a} -60", "#PSALDO 0 202503 3010 {1 b} -40")
    assert summed(file.month_balances) == {(0, "3010"): -10_000}
    assert summed(file.object_month_balances) == {(0, "3010"): -10_000}


def test_month_rows_where_the_one_without_objects_is_the_rest_are_all_added() -> None:
    file = months(
        "#PSALDO 0 202503 3010 {} -10",
        '#PSALDO 0 202503 3010 {"1" "a" "6" "p"} -90',
        "#PBUDGET 0 202503 5010 {} 1",
        "#PBUDGET 0 202503 5010 {1 a} 2",
    )
    assert summed(file.month_balances) == {(0, "3010"): -10_000}
    assert summed(file.month_budgets) == {(0, "5010"): 300}
    assert file.object_month_balances == []


def test_budgets_follow_the_standard_when_nothing_tells_otherwise() -> None:
    file = months("#PBUDGET 0 202503 5010 {} 3", "#PBUDGET 0 202503 5010 {1 a} 2", "#PBUDGET 0 202504 2440 {1 a} 2")
    assert summed(file.month_budgets) == {(0, "5010"): 300, (0, "2440"): 200}


def test_a_month_belongs_to_the_year_it_lies_in_whatever_its_index() -> None:
    file = months("#PSALDO 0 202412 3010 {} -7", "#PSALDO 0 202503 3010 {} -100")
    assert summed(file.month_balances) == {(-1, "3010"): -700, (0, "3010"): -10_000}


def test_a_misplaced_month_that_is_there_already_is_not_added() -> None:
    file = months("#PBUDGET 0 202503 5010 {} 3", "#PBUDGET -1 202503 5010 {} 3")
    assert summed(file.month_budgets) == {(0, "5010"): 300}


def test_the_same_month_twice_is_added_with_a_warning() -> None:
    file = months("#PSALDO 0 202503 3010 {} -60", "#PSALDO 0 202503 3010 {} -40")
    assert summed(file.month_balances) == {(0, "3010"): -10_000}
    assert [one.code for one in file.findings] == ["duplicate"]


def with_sum(content: str, encoding: str = "cp437", value: int | None = None) -> bytes:
    """A file whose #KSUMMA is right (or `value`), from the contents worked out by hand."""
    right = zlib.crc32(content.encode("cp437")) if value is None else value
    records = ["#KSUMMA", *HEAD[1:], *BALANCES, *VOUCHER, f"#KSUMMA {right}"]
    return lines(HEAD[0], records, encoding=encoding)


CONTENT = "".join(line.replace('"', "").replace("{}", "") for line in (*HEAD[1:], *BALANCES, *VOUCHER))
CONTENT = CONTENT.translate({ord(" "): None, ord("{"): None, ord("}"): None}).replace("förbundetÅn", "förbundet Ån")


@pytest.mark.parametrize("encoding", ["cp437", "utf-8"])
def test_a_right_checksum_is_silent_in_every_encoding(encoding: str) -> None:
    assert {one.code for one in read(with_sum(CONTENT, encoding))[0].findings} <= {"encoding"}


def test_a_checksum_may_be_written_as_a_signed_number() -> None:
    value = zlib.crc32(CONTENT.encode("cp437"))
    assert read(with_sum(CONTENT, value=value - (1 << 32)))[0].findings == []


def test_setting_the_flag_keeps_the_checksum() -> None:
    data = with_sum(CONTENT).replace(b"#FLAGGA 0", b"#FLAGGA 1")
    assert [one.code for one in read(data)[0].findings] == ["flag"]
