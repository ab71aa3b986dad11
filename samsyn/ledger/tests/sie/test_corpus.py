"""Files that real programs wrote: counts and identities as known, and every F and V verdict looked at by hand."""

import re

import pytest

from samsyn.ledger.domain import sie

from .builders import read
from .corpus import DEMO, FOLDER, manifest, needs_corpus, needs_demo

# Every file with a finding of level F or V: what it says on which lines, checked by reading the file.
VERDICTS: dict[str, tuple[dict[str, list[int]], str]] = {
    "Alipsa__9_sie-gruppen-e-conomic.se": (
        {"missing_block": [1459]},
        "#VER 19 is followed by a blank line where its { should be",
    ),
    "forsslund__test_sie4.se": (
        {"bad_date": [53, 54, 55, 60, 61, 62, 67, 68, 73, 74, 75, 80, 81, 82, 83, 88, 89, 90, 91]},
        'made by hand: the text stands where the date belongs, #TRANS 1910 {} -1000.00 "Kontantbetalning"',
    ),
    "idstam__BL0001_typ4.SE": (
        {"duplicate": [469, 478, 487, 496, 503, 510, 521, 532, 543, 554, 565]},
        "twelve monthly depreciation vouchers, all of them # 1",
    ),
    "idstam__Sie3.se": ({"bad_account": [670, 671, 701]}, "the program wrote FEL for accounts it did not find"),
    "idstam__Sie4.se": (
        {
            "bad_account": [
                *[592, 593, 721, 755, 760, 765, 806, 811, 823, 828, 833, 838, 843, 848, 852, 853, 869, 877, 893, 908],
                *[923, 935, 944, 953, 962, 971, 980, 989, 998, 1007, 1029, 1052, 1061, 1074, 1083, 1092, 1101, 1110],
                1170,
            ],
            "unclosed_quote": [1041, 1042, 1043],
        },
        "an account called DIFF, FEL for accounts not found, and three lines cut at 100 columns inside their text",
    ),
    "idstam__XE_SIE_4_20151125095119.SE": ({"unbalanced": [1356]}, "12.00 against -10.00"),
    "idstam__testWrite.se": ({"unbalanced": [1368]}, "the same ledger written by a library"),
    "idstam__transaktioner_ovnbolag-bad-balance.se": (
        {"unbalanced": [3905]},
        "made for the purpose: -12899.00 where the sound copy has -128.00",
    ),
    "neam__sie_file.se": ({"unbalanced": [18]}, "-200, 180 and -20"),
    "neam__sie_file_with_unknown_entries.se": ({"unbalanced": [22]}, "-200, 180 and -20"),
}

# Where we count otherwise than MANIFEST, and why.
OTHERWISE = {
    ("idstam__Sie4.se", "b"): 3,  # four there: FEL is counted as an account, here it is a V finding
    ("idstam__objektsaldo_ovnbolag.se", "e"): 0,  # 38 there: rows without objects are only the rest in this program
    ("idstam__sie_3.SE", "e"): 0,  # 6 there: likewise
}
NAMES = {"IB+TRANS": "a", "TRANS": "b", "PSALDO": "e"}
DOUBLED = "SoftOne XE", "jsiSIE"  # balances on result accounts repeat #RES: not added here, so UB+RES differs

ROWS = manifest()


@needs_corpus
@pytest.mark.parametrize("known", ROWS, ids=[row["file"] for row in ROWS])
def test_a_real_file_is_read_as_it_is_known(known: dict[str, str]) -> None:
    name = known["file"]
    file, vouchers = read(FOLDER / name)
    assert (file.type, file.vouchers, file.rows) == (known["type"], int(known["vouchers"]), int(known["trans rows"]))
    assert len(vouchers) == file.vouchers
    assert file.encoding == known["encoding"].replace("ascii", "cp437")
    grave: dict[str, list[int]] = {}
    for finding in file.findings:
        if finding.level in (sie.Level.F, sie.Level.V):
            grave.setdefault(finding.code, []).append(finding.line)
    assert grave == VERDICTS.get(name, ({}, ""))[0]
    _identities_hold_as_known(file, known)


def _identities_hold_as_known(file: sie.SieFile, known: dict[str, str]) -> None:
    failing = [mismatch.identity for mismatch in sie.mismatches(file)]
    for part in filter(None, known["identities"].split("; ")):
        if match := re.fullmatch(r"UB\+RES=(\S+)", part):
            total = sum((one.ub or 0) + (one.res or 0) for one in file.balances[0].values())
            if known["written by"] not in DOUBLED:
                assert total == round(float(match[1]) * 100)
            continue
        match = re.match(r"(\S+?)(!?)=\S+(?: on (\d+))?", part)
        assert match is not None
        identity = NAMES[match[1]]
        assert failing.count(identity) == OTHERWISE.get((known["file"], identity), int(match[3] or 0)), part


@needs_corpus
def test_nine_real_checksums_agree() -> None:
    agreeing = {row["file"] for row in ROWS if "KSUMMA ok" in row["peculiarities"]}
    assert len(agreeing) >= 8
    for name in agreeing:
        assert b"#KSUMMA" in (FOLDER / name).read_bytes()
        assert not [one for one in read(FOLDER / name)[0].findings if one.code.startswith("checksum")]


@needs_corpus
def test_one_letter_changed_spoils_a_real_checksum() -> None:
    data = (FOLDER / "Alipsa__44_sie4.se").read_bytes()
    changed = data.replace(b"#RES\t0\t", b"#RES\t0\t1", 1)
    assert changed != data
    assert [one.level for one in read(changed)[0].findings if one.code == "checksum"] == [sie.Level.V]


@needs_corpus
def test_the_three_month_traps_are_solved_on_the_files_they_were_met_in() -> None:
    remainder, _ = read(FOLDER / "idstam__objektsaldo_ovnbolag.se")
    assert any(row.objects for row in remainder.month_balances)
    standard, _ = read(FOLDER / "idstam__Test3.SE")
    assert standard.object_month_balances
    twice, _ = read(FOLDER / "idstam__MAMUT_SIE3_EXPORT.SE")
    keys = [(row.year_index, row.period, row.account, row.objects) for row in twice.month_balances]
    assert len(keys) == len(set(keys))


@needs_demo
@pytest.mark.parametrize("path", DEMO, ids=[path.name for path in DEMO])
def test_the_demo_ledgers_are_sound(path: object) -> None:
    file, _ = read(path)  # type: ignore[arg-type]
    assert [one.code for one in file.findings] == (["partial"] if file.partial else [])
    assert sie.mismatches(file) == []
