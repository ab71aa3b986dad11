"""Å, ä and ö come out right whatever the file says about itself."""

import pytest

from samsyn.ledger.domain import sie

from .builders import BALANCES, HEAD, VOUCHER, lines, read


def named(data: bytes) -> tuple[str, str, list[str]]:
    file, _ = read(data)
    return file.company, file.encoding, [one.code for one in file.findings]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp437", []), ("cp1252", ["encoding"]), ("utf-8", ["encoding"]), ("utf-8-sig", ["encoding"])],
)
def test_the_bytes_decide_the_encoding(encoding: str, said: list[str]) -> None:
    data = lines(HEAD, BALANCES, VOUCHER, encoding="utf-8").decode("utf-8").encode(encoding)
    assert named(data) == ("Samordningsförbundet Ån", encoding, said)


def test_plain_ascii_counts_as_pc8() -> None:
    head = [line.replace("ö", "o").replace("Å", "A") for line in HEAD]
    assert named(lines(head, BALANCES, VOUCHER, encoding="ascii"))[1:] == ("cp437", [])


def test_the_whole_file_is_looked_at_and_not_only_its_head() -> None:
    head = [line.replace("ö", "o").replace("Å", "A") for line in HEAD]
    filling = [f"#KONTO {number} Konto" for number in range(100_000, 170_000)]
    data = lines(head, BALANCES, VOUCHER, filling, "#KONTO 9000 Övrigt", encoding="utf-8")
    assert len(data) > 1 << 20
    file = sie.read(data)
    assert file.encoding == "utf-8"
    assert file.accounts["9000"].name == "Övrigt"


def test_one_letter_cut_in_half_does_not_spoil_the_rest() -> None:
    data = lines(HEAD, BALANCES, '#PROSA "Räksmörgås på ån"', VOUCHER, encoding="utf-8")
    half = data.replace('ån"'.encode(), b'\xc3"')
    company, encoding, codes = named(half)
    assert (company, encoding) == ("Samordningsförbundet Ån", "utf-8")
    assert "mojibake" in codes


@pytest.mark.parametrize(
    "text",
    [
        "Lev" + "ö".encode().decode("cp1252") + "rantör",  # UTF-8 read as 1252 and written again
        "F÷rening",  # 1252 read as cp437
        "Str" + "ö".encode().decode("cp437") + "m",  # UTF-8 read as cp437
        "L” n".replace(" ", ""),  # cp437 read as 1252
        "F\ufffdrening",
    ],
)
def test_text_that_was_damaged_before_is_told(text: str) -> None:
    file, _ = read(lines(HEAD, BALANCES, f'#PROSA "{text} åäö åäö"', VOUCHER, encoding="utf-8"))
    assert "mojibake" in [one.code for one in file.findings]


def test_ordinary_signs_are_not_taken_for_damage() -> None:
    for text, encoding in (
        ("½ m² à 5 °C, µ, é, ü, ±", "cp437"),
        ("”citat” – 5 € à la “x”", "utf-8"),
        ("”citat”", "cp1252"),
    ):
        file, _ = read(lines(HEAD, BALANCES, f'#PROSA "{text}"', VOUCHER, encoding=encoding))
        assert "mojibake" not in [one.code for one in file.findings], text


def test_the_old_end_of_file_mark_is_no_control_character() -> None:
    file, _ = read(lines(HEAD, BALANCES, VOUCHER) + b"\x1a")
    assert file.findings == []
    file, _ = read(lines(HEAD, BALANCES, VOUCHER) + b"\x1a\r\n")
    assert file.findings == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_a_line_end(end: str) -> None:
    file, vouchers = read(lines(HEAD, BALANCES, VOUCHER, end=end))
    assert file.findings == []
    assert vouchers[0].line == len(HEAD) + len(BALANCES) + 1


def test_a_file_without_a_last_line_end_is_whole() -> None:
    assert read(lines(HEAD, BALANCES, VOUCHER).rstrip())[0].findings == []
