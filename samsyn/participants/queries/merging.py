"""Which classes stand together where small counts are hidden: one answer for every page, report, file and chart."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from django.core.cache import caches

from samsyn.core.period import Period
from samsyn.disclosure.merge import Class, Groups, merged
from samsyn.disclosure.policy import Policy
from samsyn.participants.definitions.codes import ORDERED
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.words import Sex
from samsyn.participants.queries.tally import Tally


def grouped(tally: Tally, variable: str, classes: Sequence[str], period: Period, policy: Policy) -> Groups:
    """A variable's classes, grouped by the whole association's counts of a period and nothing else: not by where they
    are printed, nor by what is hidden there."""

    def count(key: str, sex: Sex) -> int:
        return tally.value(Coordinate(variable, key, sex=sex), period) or 0

    rows = [Class(key, count(key, Sex.ALL), (count(key, Sex.WOMEN), count(key, Sex.MEN))) for key in classes]
    what = json.dumps([[asdict(row) for row in rows], asdict(policy), VARIABLES[variable].codes])
    key, made = f"classes-{hashlib.sha256(what.encode()).hexdigest()}", caches["made"]
    found: Groups | None = made.get(key)
    if found is None:
        found = merged(rows, policy, ordered=VARIABLES[variable].codes in ORDERED)
        made.set(key, found)
    return found
