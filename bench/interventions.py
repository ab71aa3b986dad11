"""Pages of interventions with many of them: 500 with 20 000 requisitions.

usage: python bench/interventions.py [--interventions N] [--claims N] [--only sqlite|postgres]

Every page at most 100 ms of server time, 300 ms the catalogue with a row to each of several hundred figures, and as
many queries as in an association of five interventions. What decides is the least of fifteen by the clock or the
processor time of the program and its PostgreSQL process together, whichever is less: other work on the machine
stretches the clock. PostgreSQL is left out with a word where it is not installed.
Ends with exit code 1 when a bar is missed."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from measure import HERE, environment, machine, postgres, postgres_bin, run, samsyn, table, verdict

MOST_MS, MOST_LISTED_MS = 100.0, 300.0
LISTED = "Alla siffror"


def measure(folder: Path, url: str, interventions: int, claims: int) -> bool:
    env = environment(folder, url)
    samsyn(env, "manage", "migrate", "-v0")
    said = run([sys.executable, str(HERE / "inside_interventions.py"), str(interventions), str(claims)], env).output
    held, rows = True, []
    for one in json.loads(said.splitlines()[-1]):
        most = MOST_LISTED_MS if one["what"].startswith(LISTED) else MOST_MS
        good = min(one["least"], one["cpu"]) <= most and one["queries"] == one["few"]
        held = held and good
        rows.append([one["what"], f"{one['least']:.0f}", f"{one['median']:.0f}", f"{one['cpu']:.0f}", one["kib"],
                     one["queries"], one["few"], f"{most:.0f}", verdict(0 if good else 1, 0)])  # fmt: skip
    kind = "PostgreSQL" if url else "SQLite"
    print(f"\n{interventions} interventions with {claims} requisitions on {kind}; {machine()}")
    table(["page", "ms, least", "median", "of processor", "KiB", "queries", "of a small one",
           "at most", "held"], rows)  # fmt: skip
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interventions", type=int, default=500)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--only", choices=("sqlite", "postgres"))
    given = parser.parse_args()
    held, size = True, (given.interventions, given.claims)
    with tempfile.TemporaryDirectory() as folder:
        if given.only != "postgres":
            held = measure(Path(folder) / "sqlite", "", *size)
        if given.only != "sqlite" and (found := postgres_bin()):
            with postgres(found) as server:
                held = measure(Path(folder) / "postgres", server.database(), *size) and held
        elif given.only != "sqlite":
            print("\nPostgreSQL is not installed here; left out.")
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
