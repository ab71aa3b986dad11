"""Counts of the whole country, and a party with many case rows: their pages, and the same figures by plain SQL.

usage: python bench/participants.py [--associations N] [--years N] [--interventions N] [--cases N]
                                    [--only sqlite|postgres]

80 associations, ten years of tertials and twelve interventions each are some 1.5 million counts. A page of one
association takes at most 100 ms of server time, the national page 150: the processor time of the program and of its
PostgreSQL processes together, which other work on the machine hardly stretches (on SQLite, where one association runs,
it is one process). The least by the clock stands beside it. Pages ask as many queries as in an association of two
interventions. On PostgreSQL the product's answer takes less than three times a query by hand for the same figures. A
file of 100 000 case rows is read in within 20 s, and their page takes at most 100 ms. Ends with exit code 1 when a bar
is missed."""

import argparse
import json
import secrets
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from measure import HERE, environment, machine, postgres, postgres_bin, run, samsyn, table, verdict

MOST_MS, MOST_NATION_MS, MOST_RATIO, MOST_IMPORT_S = 100.0, 150.0, 3.0, 20.0
NATION = "Alla förbund"


def installation(folder: Path, url: str, cases_url: str) -> dict[str, str]:
    """An empty one that has case rows switched on."""
    env = environment(folder, url)
    env["SAMSYN_CASES_KEY"] = secrets.token_urlsafe(40)
    env["SAMSYN_CASES_URL"] = cases_url or f"sqlite:///{folder}/cases.sqlite3"
    samsyn(env, "manage", "migrate", "-v0")
    samsyn(env, "manage", "migrate", "cases", "--database", "cases", "-v0")
    return env


def inside(env: Mapping[str, str], program: str, *words: object) -> Any:
    said = run([sys.executable, str(HERE / program), *map(str, words)], env).output.splitlines()
    print("\n".join(said[:-1]))
    return json.loads(said[-1])


def pages(found: Sequence[Mapping[str, Any]]) -> bool:
    held, rows = True, []
    for one in found:
        most = MOST_NATION_MS if one["what"] == NATION else MOST_MS
        good = min(one["least"], one["cpu"]) <= most and one["queries"] == one.get("few", one["queries"])
        held = held and good
        first = f"{one['first']:.0f}" if "first" in one else ""
        rows.append([one["what"], f"{one['least']:.0f}", f"{one['median']:.0f}", f"{one['cpu']:.0f}", first, one["kib"],
                     one["queries"], one.get("few", ""), f"{most:.0f}", verdict(0 if good else 1, 0)])  # fmt: skip
    head = ["page", "ms, least", "median", "of processor", "the first time", "KiB", "queries", "of a small one"]
    table([*head, "at most", "held"], rows)
    return held


def compared(found: Sequence[Mapping[str, Any]], kind: str) -> bool:
    """One association alone is answered in some milliseconds either way: SQLite's ratios are told without a bar."""
    rows, held = [], True
    for one in found:
        ratio, told = one["ours"]["least"] / one["sql"]["least"], kind == "SQLite" or not one["bar"]
        held = held and (told or ratio <= MOST_RATIO)
        rows.append([one["what"], one["cells"], *(f"{one[who][kind]:.1f}" for kind in ("least", "cpu")
                                                  for who in ("ours", "sql")),
                     f"**{ratio:.2f}**", "–" if told else verdict(ratio, MOST_RATIO)])  # fmt: skip
    head = ["figures", "cells", "samsyn, ms", "plain SQL, ms", "samsyn, of processor", "plain SQL, of processor"]
    table([*head, "ratio", f"at most {MOST_RATIO:.0f}"], rows)
    return held


def counts(env: Mapping[str, str], kind: str, size: Sequence[int]) -> bool:
    found = inside(env, "inside_participants.py", *size)
    built = found["built"]
    print(
        f"\n{size[0]} associations, {size[1]} years, {size[2]} interventions on {kind}: {built['reports']} reports, "
        f"{built['counts']} counts, {built['sums']} sums of periods, all of them the sums of their rows; laid in "
        f"{built['seconds']:.0f} s; {machine()}"
    )
    held = pages(found["pages"])
    return compared(found["compared"], kind) and held


def cases(env: Mapping[str, str], kind: str, rows: int) -> bool:
    found = inside(env, "inside_cases.py", rows)
    took = found["import"]
    print(f"\nA party with {rows} case rows on {kind}; {machine()}")
    seconds = [f"{number:.1f}" for way in ("first", "again") for number in took[way]]
    good = min(took["first"]) <= MOST_IMPORT_S
    head = ["reading in a file", "MiB", "seconds", "of processor", "the same again", "of processor"]
    table([*head, "at most", "held"], [[rows, f"{took['mib']:.1f}", *seconds, f"{MOST_IMPORT_S:.0f}",
                                        verdict(0 if good else 1, 0)]])  # fmt: skip
    held = pages(found["pages"]) and good
    filled = found["fetch"]
    print(f"\nA tertial's report filled from all of them: {filled['seconds']:.1f} s, {filled['cpu']:.1f} of processor")
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, size in (("associations", 80), ("years", 10), ("interventions", 12), ("cases", 100_000)):
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--only", choices=("sqlite", "postgres"))
    given = parser.parse_args()
    held, size = True, (given.associations, given.years, given.interventions)
    with tempfile.TemporaryDirectory() as folder:
        if given.only != "postgres":
            env = installation(Path(folder) / "sqlite", "", "")
            held = counts(env, "SQLite", (1, *size[1:]))
            held = cases(env, "SQLite", given.cases) and held
        if given.only != "sqlite" and (found := postgres_bin()):
            with postgres(found) as server:
                env = installation(Path(folder) / "postgres", server.database(), server.database())
                held = counts(env, "PostgreSQL", size) and held
                held = cases(env, "PostgreSQL", given.cases) and held
        elif given.only != "sqlite":
            print("\nPostgreSQL is not installed here; left out.")
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
