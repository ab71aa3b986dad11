"""Excel workbooks that people hand in, opened only when they are no larger than they say and hold no cell far away."""

import io
import re
import zipfile
from lzma import LZMAError
from zlib import error as zlib_error

from python_calamine import CalamineError, CalamineWorkbook

MOST_UNPACKED = 200 * 1024 * 1024  # bytes: a workbook that unpacks to more is no table of ours
_FAR = re.compile(rb"""\br\s*=\s*["'](?:[^"']*&|[D-Z][A-Z]\d|[A-Z]{3}\d|[A-Z]*(?:[2-9]\d{5}|\d{7}))""", re.IGNORECASE)
"""A cell right of column CZ or below row 199 999: one is enough to make the sheet between fill the memory."""
_BROKEN = (
    CalamineError,
    zipfile.BadZipFile,
    RuntimeError,  # an item that is encrypted, or (NotImplementedError) packed in a way that zipfile does not know
    EOFError,  # an item that ends too soon
    ValueError,  # a place before the file's beginning, when bytes are missing; a name that is no text
    zlib_error,  # what the packing says of broken bytes: deflate,
    OSError,  # bzip2,
    LZMAError,  # and lzma
)


class TooLarge(ValueError):
    """It would take more memory than a table does."""


class Unreadable(ValueError):
    """It is no workbook, or a broken one."""


def workbook(data: bytes) -> CalamineWorkbook:
    """The workbook. Raises TooLarge and Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            items = archive.infolist()
            if sum(item.file_size for item in items) > MOST_UNPACKED:
                raise TooLarge
            if any(_FAR.search(archive.read(item)) for item in items):  # BadZipFile when it holds more than it says
                raise TooLarge
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except TooLarge:  # a ValueError, too
        raise
    except _BROKEN as error:
        raise Unreadable from error
