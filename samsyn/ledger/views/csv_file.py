"""CSV as Swedish spreadsheets open it: semicolon, decimal comma, UTF-8 with a mark; no text runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

_AMOUNT = re.compile(r"-?\d+\.\d\d")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """A file written while it is read. Amounts come as '-12.50' and are written '-12,50'."""
    response = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow(header)
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(value) for value in row])
        if not number % 500:
            yield _taken(out)
    yield _taken(out)


def _cell(value: str) -> str:
    if _AMOUNT.fullmatch(value):
        return value.replace(".", ",")
    return f"'{value}" if value.startswith(_FORMULA) else value


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
