"""The fast path and the line by line path give the same, also for files that no one should have written."""

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.ledger.domain import sie

from .builders import export, read, read_twice
from .corpus import FILES, needs_corpus
from .ledgers import ledger, spoiled

LONG = os.environ.get("SAMSYN_TEST_LONG") == "1"
EXAMPLES = 10_000 if LONG else 200


@pytest.mark.parametrize("seed", range(40))
def test_ledgers_in_every_spelling_are_read_without_error_either_way(seed: int) -> None:
    end = random.Random(seed).choice(("\n", "\r\n", "\r"))
    encoding = ("cp437", "utf-8", "utf-8-sig", "cp1252")[seed % 4]
    file, vouchers = read(ledger(seed, encoding=encoding, end=end))
    assert file.vouchers == len(vouchers) == 40
    assert not file.refused
    assert not file.has_voucher_errors
    assert sum(file.sums.values()) == 0
    assert {row.account for one in vouchers for row in one.rows} <= {"1930", "2440", "3010", "5010", "9999"}


def test_the_sums_are_those_of_the_booked_rows() -> None:
    file, vouchers = read(ledger(1, vouchers=300))
    sums: dict[str, int] = {}
    for row in (row for one in vouchers for row in one.rows if row.kind == "T"):
        sums[row.account] = sums.get(row.account, 0) + row.amount
    assert file.sums == sums
    assert file.rows == sum(row.kind == "T" for one in vouchers for row in one.rows)


def test_every_row_knows_its_line() -> None:
    data = ledger(2)
    text = data.decode("cp437").split("\r\n")
    _, vouchers = read(data)
    for one in vouchers:
        assert text[one.line - 1].startswith("#VER")
        for row in one.rows:
            assert row.account in text[row.line - 1]
            assert "TRANS" in text[row.line - 1]


def test_a_record_in_the_text_of_a_row_is_not_a_row() -> None:
    inside = '#TRANS 1930 {} 5 "a b" #TRANS 1930 {} 5 x'
    file, vouchers = read(export(["#VER A 1 20250304", "{", inside, "#TRANS 3010 {} -5", "}"]))
    assert file.rows == 2
    assert [row.amount for row in vouchers[0].rows] == [500, -500]


def test_small_chunks_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = ledger(3, vouchers=200)
    whole = sie.read(data)
    for size in (1, 7, 100, 4096):
        monkeypatch.setattr("samsyn.ledger.domain.sie.encoding.BLOCK", size)
        assert read(data)[0] == whole


@given(seed=st.integers(min_value=0, max_value=2**32))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_accident_makes_the_reader_fail_or_the_paths_differ(seed: int) -> None:
    read_twice(spoiled(ledger(seed % 50, vouchers=12), seed))


@given(data=st.binary(max_size=400))
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_bytes_after_a_flag_are_read_or_refused(data: bytes) -> None:
    read_twice(b"#FLAGGA 0\n" + data)


@needs_corpus
def test_real_files_with_accidents_neither_fail_nor_differ() -> None:
    chance = random.Random(20250304)
    files = [path.read_bytes() for path in FILES]
    for seed in range(EXAMPLES):
        read_twice(spoiled(chance.choice(files), seed))
