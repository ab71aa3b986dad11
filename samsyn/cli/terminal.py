"""What commands share: finding the association, telling faults, writing out."""

import json
import sys
from pathlib import Path
from typing import Any

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.core.tenancy import enter

BY = "kommandoraden"


def fail(*lines: str) -> int:
    """Prints faults to standard error and gives exit code 1."""
    for line in lines:
        print(line, file=sys.stderr)
    return 1


def association(slug: str) -> Association:
    """The association with that address; leaves with 2 and the known ones when there is none."""
    enter("*")
    found = Association.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Association.objects.values_list("slug", flat=True)) or "inget än"
        fail(f"Det finns inget förbund med adressen '{slug}'. Upplagda förbund: {known}.")
        raise SystemExit(2)
    enter(found.pk)
    return found


def period(text: str) -> Period:
    """The period, or exit code 2 with what to write."""
    try:
        return Period.parse(text)
    except ValueError as error:
        fail(str(error))
        raise SystemExit(2) from None


def content(path: str) -> bytes:
    """A file's bytes, or exit code 2."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        fail(f"{path}: filen går inte att läsa ({error.strerror}).")
        raise SystemExit(2) from None


def write(data: bytes, path: str | None) -> None:
    """To a file, or standard out."""
    if path and path != "-":
        Path(path).write_bytes(data)
    else:
        sys.stdout.buffer.write(data)


def say_json(value: Any) -> None:
    """Print a value as indented JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
