"""Random but sound ledgers in the many spellings that programs use, and ways of spoiling them."""

import random
from collections.abc import Callable

from .builders import HEAD, lines

PLACES = ("{}", "{ }", '{1 "10"}', '{"1" "20" "6" "P 1"}', "{6 P2}", "\t{}")
TEXTS = ("Hyra", '"Hyra lokal Östra"', '""', r'"C:\data \"x\""', '"a { b }"', "Lön")


def ledger(seed: int, vouchers: int = 40, encoding: str = "cp437", end: str = "\r\n") -> bytes:
    """Vouchers that balance, with blanks, tabs, dates, texts, and amounts of no, one or two decimals."""
    chance = random.Random(seed)
    made: list[str] = []
    for number in range(1, vouchers + 1):
        made += _voucher(chance, number)
    return lines(HEAD, made, encoding=encoding, end=end)


def _voucher(chance: random.Random, number: int) -> list[str]:
    day = f"2025{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    gap = chance.choice((" ", "  ", "\t"))
    series = chance.choice(("A", '"B"', "11", '"LEV 1"', '""'))
    tail = chance.choice(("", f" {day}", f" {day} sign", ' "" "Eva Ek"'))
    head = f"#VER{gap}{series}{gap}{number} {day} {chance.choice(TEXTS)}{tail}"
    amounts = [chance.choice((100, 1250, 99_999, 1)) * chance.choice((1, -1)) for _ in range(chance.randint(1, 4))]
    rows = [_row(chance, day, ore) for ore in [*amounts, -sum(amounts)]]
    if chance.random() < 0.1:
        rows.insert(1, rows[0].replace("#TRANS", "#BTRANS"))
    return [head, chance.choice(("{", " {", "{\t")), *rows, chance.choice(("}", "\t}"))]


def _row(chance: random.Random, day: str, ore: int) -> str:
    account = chance.choice(("1930", "2440", "3010", "5010", "9999"))
    tail = chance.choice(("", f" {day}", f" {day} {chance.choice(TEXTS)}", f' "" {chance.choice(TEXTS)} 12.5 "Eva Ek"'))
    blank = chance.choice(("", "  ", "\t"))
    return f"{blank}#TRANS {account} {chance.choice(PLACES)} {_kronor(ore)}{tail}"


def _kronor(ore: int) -> str:
    text = f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"
    return text.removesuffix(".00") if text.endswith(".00") else text.removesuffix("0")


def _swap(chance: random.Random, data: bytearray) -> None:
    data[chance.randrange(len(data))] = chance.choice(b'"{}\\ #\t\r\n-.,0AZ\x00\x1a\x86\xe5\xc3')


def _drop(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 2, 10, 200))]


def _repeat(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.choice((1, 30, 400))]


def _cut(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data)) :]


def _drop_line(chance: random.Random, data: bytearray) -> None:
    start = data.find(b"\n", chance.randrange(len(data)))
    del data[start : data.find(b"\n", start + 1)]


def _word(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    words = (
        b"#VER",
        b"#TRANS",
        b"#KSUMMA",
        b"{1 {",
        b'"',
        b"\n}\n",
        b"\n{\n",
        b" 20250230 ",
        b"#RAR 0",
        b"\xef\xbb\xbf",
    )
    data[start:start] = chance.choice(words)


MUTATIONS: tuple[Callable[[random.Random, bytearray], None], ...] = (
    _swap,
    _swap,
    _drop,
    _repeat,
    _cut,
    _drop_line,
    _word,
)


def spoiled(data: bytes, seed: int) -> bytes:
    """The same file with one to five accidents."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        if changed:
            chance.choice(MUTATIONS)(chance, changed)
    return bytes(changed)
