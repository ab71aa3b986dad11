"""Large files and odd streams: batches, progress, limits; and what is shown of a file."""

import json
import tracemalloc
from io import BytesIO, RawIOBase
from pathlib import Path

import pytest

from samsyn.ledger.domain import sie

from .builders import BODY, VOUCHER, export, found, lines, read
from .ledgers import ledger


class Pipe(RawIOBase):
    """A stream that cannot be rewound and gives little at a time."""

    def __init__(self, data: bytes) -> None:
        self._data = BytesIO(data)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._data.read(100 if size < 0 else min(size, 100))


def test_path_bytes_stream_and_pipe_give_the_same(tmp_path: Path) -> None:
    data = ledger(5)
    path = tmp_path / "fil.se"
    path.write_bytes(data)
    expected = sie.read(data)
    assert sie.read(path) == expected
    assert sie.read(BytesIO(data)) == expected
    assert sie.read(Pipe(data)) == expected  # type: ignore[arg-type]


def test_a_stream_is_read_from_where_it_stands_and_left_open() -> None:
    stream = BytesIO(b"brev" + export())
    stream.seek(4)
    assert sie.read(stream).findings == []
    assert not stream.closed


def test_vouchers_come_in_batches_in_the_order_of_the_file() -> None:
    batches: list[list[sie.Voucher]] = []
    sie.read(ledger(6, vouchers=5000), on_vouchers=batches.append)
    assert [len(batch) for batch in batches] == [2000, 2000, 1000]
    every = [one.line for batch in batches for one in batch]
    assert every == sorted(every)


def test_progress_rises_to_the_whole() -> None:
    seen: list[tuple[int, int]] = []
    data = ledger(7, vouchers=9000)
    sie.read(data, progress=lambda done, whole: seen.append((done, whole)))
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == (len(data), len(data))


def peak_memory(rows: int) -> int:
    row = "#TRANS 1930 {} 1.00 20250304\n#TRANS 1930 {} -1.00 20250304\n"
    data = export() + b"".join(f"#VER A {n} 20250304 x\n{{\n{row * rows}}}\n".encode() for n in range(2, 300))
    tracemalloc.start()
    try:
        sie.read(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows() -> None:
    assert peak_memory(300) < peak_memory(100) * 1.5


def test_a_file_over_the_limit_is_refused_with_the_number() -> None:
    limits = sie.Limits(file_bytes=1024 * 1024)
    data = export() + b" " * 1024 * 1024
    assert found(data, limits) == [("F", "limits", 1)]
    assert "1 MB" in sie.read(data, limits=limits).findings[0].text


def test_an_endless_line_is_skipped_and_the_rest_read() -> None:
    data = export() + b"#PROSA " + b"x" * 5_000_000 + b"\r\n" + lines([VOUCHER[0].replace(" 1 ", " 2 "), *VOUCHER[1:]])
    file, vouchers = read(data)
    assert ("F", "limits", BODY + 5) in [(one.level.value, one.code, one.line) for one in file.findings]
    assert vouchers[1].line == BODY + 6


def test_lower_limits_of_amount_hold_on_both_paths() -> None:
    assert ("F", "limits", BODY + 2) in found(export(), sie.Limits(amount=9_999))


def test_json_holds_what_the_command_promises() -> None:
    shown = json.loads(json.dumps(sie.to_json(read(export())[0])))
    assert list(shown) == [
        "type", "encoding", "company", "orgnr", "years", "accounts", "vouchers", "rows", "balances", "findings",
    ]  # fmt: skip
    assert shown["years"][0] == {"index": 0, "start": "2025-01-01", "end": "2025-12-31"}
    assert shown["balances"]["2440"] == {"ib": "-500.00", "ub": "-500.00", "res": None}
    assert (shown["accounts"], shown["vouchers"], shown["rows"]) == (4, 1, 2)


def test_json_of_a_refused_file_has_the_same_keys() -> None:
    shown = sie.to_json(read(b"<html>")[0])
    assert shown["findings"][0]["level"] == "F"  # type: ignore[index]
    assert shown["vouchers"] == 0


@pytest.mark.parametrize("data", [export(), b"", export(VOUCHER, "}")])
def test_the_summary_says_what_was_read_and_what_was_found(data: bytes) -> None:
    file, _ = read(data)
    text = sie.summary(file, "bok.se")
    for finding in file.findings:
        assert finding.format("bok.se") in text
    if file.type:
        assert "Samordningsförbundet Ån (222000-0000)" in text
        assert "4 konton, 1 verifikation, 2 rader" in text
