"""Disclosure control: how long a whole report takes, and what protection keeps beside two common ways.

usage: python bench/disclosure.py [--publications N] [--reports N] [--publication FILE.json]

A report of 30 linked tables, some 600 counts with percentages, is to be protected in under 2 s (median of the process's
own time, which other work on the machine hardly stretches), and the attack is to find nothing in what is protected.
FILE.json is a publication as `Publication.as_json` writes it, taken in place of made-up ones. Ends with exit code 1
when a bar is missed."""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import HERE, machine, table, verdict

sys.path.insert(0, str(HERE.parent))

from samsyn.disclosure.attack import attack
from samsyn.disclosure.compare import Outcome, compare
from samsyn.disclosure.madeup import publication
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import protect
from samsyn.disclosure.publication import Publication

MOST_S = 2.0
REPORT = (40, 150)
"""About how many women and men: a report's tables are of the ended of a whole association."""
WAYS = {"protected": "protect", "margins": "threshold and margins", "tables": "whole tables left out"}


@dataclass(frozen=True)
class Timed:
    counts: int
    shares: int
    protect: float
    attack: float
    unsafe: int


def timed(made: Publication) -> Timed:
    start = time.process_time()
    protection = protect(made, Policy())
    protected = time.process_time()
    unsafe = attack(protection.view, Policy())
    return Timed(len(made.cells), len(made.shares), protected - start, time.process_time() - protected, len(unsafe))


def report_times(made: Sequence[Publication]) -> bool:
    runs = [timed(one) for one in made]
    median = statistics.median(run.protect for run in runs)
    held = median < MOST_S and not any(run.unsafe for run in runs)
    print(f"\nWhole reports of 30 tables: {len(runs)} of them; {machine()}")
    rows = [
        [
            name,
            _of(runs, "counts", pick),
            _of(runs, "shares", pick),
            _of(runs, "protect", pick, 2),
            _of(runs, "attack", pick, 2),
        ]
        for name, pick in (("least", min), ("median", statistics.median), ("most", max))
    ]
    table(["", "counts", "percentages", "protect, s of processor", "attack, s"], rows)
    print(f"Median under {MOST_S:.0f} s and nothing unsafe: {verdict(0 if held else 1, 0)}")
    return held


def _of(runs: Sequence[Timed], name: str, pick, decimals: int = 0) -> str:
    return f"{pick([getattr(run, name) for run in runs]):.{decimals}f}"


def report_ways(made: Sequence[Publication]) -> bool:
    total = {name: Outcome(0, 0, 0, 0, 0) for name in WAYS}
    for one in made:
        for name, outcome in compare(one, Policy()).items():
            total[name] += outcome
    print(f"\nWhat is kept of {len(made)} publication{'s' if len(made) > 1 else ''}")
    rows = [
        [
            WAYS[name],
            f"{_percent(one.shown, one.cells)} of {one.cells}",
            f"{_percent(one.shares_shown, one.shares)} of {one.shares}",
            one.unsafe,
        ]
        for name, one in total.items()
    ]
    table(["way", "counts shown", "percentages shown", "counts the attack works out"], rows)
    return total["protected"].unsafe == 0


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--publications", type=int, default=40)
    parser.add_argument("--reports", type=int, default=12)
    parser.add_argument("--publication", type=Path)
    given = parser.parse_args()
    if given.publication:
        made = [Publication.from_json(json.loads(given.publication.read_text(encoding="utf-8")))]
        reports = made
    else:
        made = [publication(seed, 2 + seed % 12) for seed in range(given.publications)]
        reports = [publication(seed, 30, REPORT) for seed in range(given.reports)]
    held = report_times(reports)
    sys.exit(0 if report_ways(made) and held else 1)


if __name__ == "__main__":
    main()
