"""A broken workbook is said to be broken, however it broke."""

import io
import zipfile

import pytest

from samsyn.core.workbook import Unreadable, workbook

CONTENT = bytes(range(256)) * 20
PACKINGS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def packed(packing: int = zipfile.ZIP_DEFLATED) -> bytearray:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.writestr("xl/workbook.xml", CONTENT)
    return bytearray(out.getvalue())


def changed(data: bytearray, *, listed: int, to: bytes, local: int | None = None) -> bytearray:
    """The archive with a field of its only item changed, where it is listed and, if told, at the item itself."""
    for place in [data.rfind(b"PK\x01\x02") + listed, *([] if local is None else [local])]:
        data[place : place + len(to)] = to
    return data


def smashed(packing: int) -> bytearray:
    data = packed(packing)
    data[60:80] = b"\xff" * 20
    return data


BROKEN = {
    "not a workbook": packed(),
    "no archive": bytearray(b"PK\x03\x04 no workbook"),
    "bytes missing": packed()[:40] + packed()[60:],
    "cut off": packed()[:100],
    "encrypted": changed(packed(), listed=8, local=6, to=b"\x01"),
    "unknown packing": changed(packed(), listed=10, local=8, to=b"\x63"),
    "ends too soon": changed(packed(zipfile.ZIP_STORED), listed=20, to=(1_000_000).to_bytes(4, "little") * 2),
    **{f"smashed, packed by {packing}": smashed(packing) for packing in PACKINGS},
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_workbook_is_unreadable_however_it_broke(how):
    with pytest.raises(Unreadable):
        workbook(bytes(BROKEN[how]))
