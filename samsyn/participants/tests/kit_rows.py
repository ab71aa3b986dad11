"""The case's rows of every intervention, laid into the store by the party's own people. Needs the shared files."""

import os
from collections import defaultdict
from datetime import date
from pathlib import Path

from samsyn.associations.models import User
from samsyn.interventions.models import Intervention
from samsyn.participants.cases import store
from samsyn.participants.cases.codes import code_book
from samsyn.participants.cases.grounds import record_ground
from samsyn.participants.cases.reading import Reader, read_file
from samsyn.participants.tests.casework import GROUND

SHARED = Path(os.environ.get("SAMSYN_SHARED") or Path(__file__).parents[4] / "shared")
ROWS = SHARED / "cases" / "jamtland" / "ops" / "enrolments.csv"


def files() -> dict[str, bytes]:
    """Intervention's key → its rows as a file."""
    header, *lines = ROWS.read_text(encoding="utf-8").splitlines()
    found: dict[str, list[str]] = defaultdict(lambda: [header])
    for line in lines:
        found[line.split(";")[1]].append(line)
    return {key: "\n".join(rows).encode() for key, rows in found.items()}


def lay_in(own: Intervention, file: bytes | None, *, controller: User, worker: User) -> None:
    """The party records its ground, and whoever is responsible for its participants reads the file in."""
    record_ground(intervention=own, ground=GROUND, by=controller)
    if file is None:
        return
    found = read_file(file, Reader(code_book(own.association).written, date(2025, 1, 31)), own.key)
    assert found.faults == []
    store.save_all(intervention=own, by=worker, rows=found.rows)
