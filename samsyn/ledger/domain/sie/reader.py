"""`read`: from bytes to a SieFile with all its findings."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from . import checks, months, reconcile, vouchers
from .encoding import Look, look
from .fast import FastPath
from .findings import Findings
from .model import Finding, Level, Limits, SieFile, Voucher
from .source import Chunk, Lines, opened
from .state import State
from .words import counted

OnVouchers = Callable[[list[Voucher]], None]
Progress = Callable[[int, int], None]

_LABELS = (b"#FLAGGA", b"#PROGRAM", b"#SIETYP")
_KINDS = (  # how the beginning betrays what the file is instead
    (b"PK\x03\x04", "en ZIP-fil; packa upp den först"),
    (b"%PDF", "en PDF"),
    (b"\x1f\x8b", "en packad fil (gzip); packa upp den först"),
    (b"\xd0\xcf\x11\xe0", "ett gammalt Office-dokument"),
    (b"\xff\xfe", "text i UTF-16; exportera den på nytt som SIE"),
    (b"\xfe\xff", "text i UTF-16; exportera den på nytt som SIE"),
)


def read(
    source: Path | BinaryIO | bytes,
    *,
    on_vouchers: OnVouchers | None = None,
    progress: Progress | None = None,
    limits: Limits | None = None,
    fast: bool = True,
) -> SieFile:
    """Reads a SIE file of type 1–4 with every check, and never raises for what the bytes hold (only OSError for a file
    that cannot be opened). Amounts are öre. `on_vouchers` gets the vouchers in batches, in the order of the file, while
    it is read: whether the file is refused is known only when this returns. `progress` gets bytes read and all.
    `fast=False` takes every line the slow way, for tests: the result is the same."""
    limits = limits or Limits()
    with opened(source, limits.file_bytes) as stream:
        start = stream.tell()
        seen = look(stream, limits.file_bytes)
        stream.seek(start)
        refusal = _refusal(seen, limits)
        if refusal is not None:
            return SieFile(encoding=seen.encoding, findings=[refusal])
        state = State(limits, Findings(), on_vouchers)
        state.sie.encoding = seen.encoding
        _read_lines(state, Lines(stream, seen.encoding, limits, state.findings), seen.size, progress, fast)
    return _settled(state)


def _refusal(seen: Look, limits: Limits) -> Finding | None:
    """What makes further reading pointless."""
    if seen.size > limits.file_bytes:
        message = f"Filen är större än {counted(limits.file_bytes // 1024**2, 'MB', 'MB')}, som är gränsen."
        return Finding(Level.F, "limits", 1, message)
    if seen.blank:
        return Finding(Level.F, "empty", 1, "Filen är tom. Exportera den på nytt ur ekonomisystemet.")
    known = any(label in seen.head.upper() for label in _LABELS)
    kind = _kind(seen.head)
    if known and not kind:
        return None
    guess = f" (det ser ut som {kind})" if kind else ""
    message = f"Det här är ingen SIE-fil av typ 1–4{guess}. Exportera bokföringen som SIE ur ekonomisystemet."
    return Finding(Level.F, "not_sie", 1, message)


def _kind(head: bytes) -> str:
    for start, kind in _KINDS:
        if head.startswith(start):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "en webbsida, kanske ett felmeddelande från nedladdningen"
    if text.startswith((b"<?xml", b"<sie")):
        return "XML, till exempel SIE 5"
    return "en fil som inte är text" if b"\0" in head else ""


def _read_lines(state: State, lines: Lines, size: int, progress: Progress | None, fast: bool) -> None:
    path = FastPath(state)
    for chunk in lines.chunks():
        _read_chunk(state, chunk, path if fast else None)
        if progress is not None:
            progress(min(chunk.read, size), size)
    vouchers.end_of_file(state)
    path.book()


def _read_chunk(state: State, chunk: Chunk, path: FastPath | None) -> None:
    text, number, _ = chunk
    position, end = 0, len(text)
    while position < end:
        if path is not None and path.usable:
            position, number = path.run(text, position, number)
            if position >= end:
                return
        stop = text.index("\n", position)
        vouchers.take_line(state, text[position:stop], number)
        position, number = stop + 1, number + 1


def _settled(state: State) -> SieFile:
    """Everything that needs the whole file."""
    sie = state.sie
    checks.decide_type(state)
    checks.check_years(state)
    checks.settle_accounts(state)
    checks.settle_balances(state)
    months.settle(state)
    checks.check_covering(state)
    checks.check_records(state)
    checks.check_declared(state)
    checks.check_dates(state)
    checks.check_sum(state)
    checks.check_encoding(state)
    reconcile.tell(state)
    closing = sie.balances.get(0, {}).get("8999")
    sie.closed = bool((closing and closing.res) or sie.sums.get("8999"))
    sie.findings = state.findings.result()
    return sie
