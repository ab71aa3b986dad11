"""What the writer writes our reader reads back: the same vouchers, and nothing to remark on."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.ledger.domain import sie
from samsyn.ledger.domain.sie_writer import CannotWrite, Heading, OutRow, OutVoucher, in_pc8, quoted, write

HEADING = Heading(
    "Samordningsförbundet Ån", "222000-1990", date(2024, 5, 31), accounts={4010: "Bidrag till insatser",
    2440: "Leverantörsskulder"}, dimensions={"6": "Projekt"}, objects={("6", "P01"): 'Väg"val'},
)  # fmt: skip


def voucher(number=1, text="Rekvisition 7, Vägval", amount=40_000_50, code="P01", series="S"):
    rows = (OutRow(4010, amount, (("6", code),), "löner"), OutRow(2440, -amount))
    return OutVoucher(series, number, date(2024, 5, 11), text, rows)


def read_back(data):
    held = []
    found = sie.read(data, on_vouchers=held.extend)
    return found, held


def test_a_file_reads_back_as_it_was_meant_without_findings():
    found, held = read_back(write(HEADING, [voucher(), voucher(2, amount=-1)]))
    assert found.findings == []
    assert (found.type, found.encoding, found.flag) == ("4I", "cp437", "0")
    assert (found.company, found.orgnr) == ("Samordningsförbundet Ån", "222000-1990")
    assert found.objects == {("6", "P01"): 'Väg"val'}
    first = held[0]
    assert (first.series, first.number, first.date, first.text) == ("S", "1", "20240511", "Rekvisition 7, Vägval")
    assert [(r.account, r.amount, r.objects, r.text) for r in first.rows] == [
        ("4010", 40_000_50, (("6", "P01"),), "löner"), ("2440", -40_000_50, (), ""),
    ]  # fmt: skip


def test_a_voucher_that_does_not_balance_is_never_written():
    odd = OutVoucher("S", 3, date(2024, 1, 1), "x", (OutRow(4010, 100),))
    empty = OutVoucher("S", 4, date(2024, 1, 1), "x", ())
    with pytest.raises(CannotWrite) as refused:
        write(HEADING, [odd, empty, voucher(5), voucher(5)])
    assert len(refused.value.errors) == 3
    assert "balanserar inte: skillnaden är 1.00 kr" in refused.value.errors[0]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("8–9 § 5", "8-9 par. 5"), ("”Vägval”", '"Vägval"'), ("Łódź", "Lódz"), ("a\tb\nc", "a b c"), ("σ √ │", "? ? ?"),
     ("Bjørn", "Björn")],
)  # fmt: skip
def test_letters_that_pc8_lacks_become_the_nearest_plain_ones(text, plain):
    assert in_pc8(text) == plain


def test_a_quote_is_escaped_and_a_backslash_is_not():
    assert quoted('C:\\mapp "ny"') == '"C:\\mapp \\"ny\\""'
    assert quoted("C:\\") == '"C:\\ "'


WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(text=WORDS, code=st.text("ABCÅÄÖåäö0123456789 \"{}\\", min_size=1, max_size=12), name=WORDS,
       amount=st.integers(-(10**14), 10**14))  # fmt: skip
def test_whatever_is_written_in_texts_and_codes_reads_back_without_findings(text, code, name, amount):
    heading = Heading(name or "X", "222000-1990", date(2024, 5, 31), objects={("6", " ".join(code.split())): name})
    code = " ".join(code.split()) or "P"
    found, held = read_back(write(heading, [voucher(text=text, amount=amount, code=code)]))
    assert [str(f) for f in found.findings] == []
    assert [row.amount for row in held[0].rows] == [amount, -amount]
    assert held[0].text.strip() == " ".join(in_pc8(text).split())
    assert held[0].rows[0].objects[0][1].strip() == code
