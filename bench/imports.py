"""How long the import of a large year takes against hledger in the same run, and how fast its pages are after it.

usage: python bench/imports.py [--vouchers N] [--repeat N] [--sie FILE --journal FILE] [--only sqlite|postgres]

The import is `samsyn sie import FÖRBUND FIL --yes` in a process of its own: read with every check, then written with
every row searchable. At most 1.5 of `hledger bal` into SQLite and 2 into PostgreSQL. Pages then take at most 100 ms
of server time and a text search 300 ms, with the same number of queries in a year of 2 000 vouchers and in this one.
Ends with exit code 1 when a bar is missed."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from gen import write
from measure import Run, environment, inside, machine, middle, postgres, postgres_bin, run, samsyn, table, verdict

BARS = {"SQLite": 1.5, "PostgreSQL": 2.0}
PAGE_MS, SEARCH_MS = 100.0, 300.0
LARGE, SMALL, FEW = "matdalen", "smadalen", 2000
ASSOCIATION = """
name: {name}
short_name: {name}
slug: {slug}
org_number: 222000-0000
seat: Mätstad
formed: 2020
parties:
- name: Försäkringskassan
  kind: stat
  pays_for: [Arbetsförmedlingen]
  share: 0.5
  contributions: {{2025: 4000000}}
- {{name: Region Mätland, kind: region, share: 0.25, contributions: {{2025: 2000000}}}}
- {{name: Mätstads kommun, kind: kommun, share: 0.25, contributions: {{2025: 2000000}}}}
"""


def prepare(env: dict[str, str], folder: Path) -> None:
    """Two associations with a mapping and a tiny year in the second."""
    samsyn(env, "manage", "migrate", "-v0")
    for slug, name in ((LARGE, "Mätdalen"), (SMALL, "Smådalen")):
        description = folder / f"{slug}.yaml"
        description.write_text(ASSOCIATION.format(slug=slug, name=name), encoding="utf-8")
        samsyn(env, "association", "create", description)
        samsyn(env, "manage", "shell", "-v0", "-c", PRESET.format(slug=slug))
    tiny, _ = write(FEW, folder)
    samsyn(env, "sie", "import", SMALL, tiny, "--yes")


PRESET = """
from samsyn.associations.models import Association
from samsyn.core.tenancy import enter
from samsyn.ledger.actions.mapping_whole import start_from_preset
enter("*")
start_from_preset(association=Association.objects.get(slug="{slug}"), key="bas", by="mätning")
"""


class Yardstick:
    """One database: an import each time it is asked, then the pages of the last."""

    def __init__(self, name: str, new_database, sie: Path, folder: Path) -> None:  # type: ignore[no-untyped-def]
        self.name, self.new_database, self.sie, self.folder = name, new_database, sie, folder
        self.env: dict[str, str] = {}

    def __call__(self) -> Run:
        data = self.folder / self.name
        shutil.rmtree(data, ignore_errors=True)
        self.env = environment(data, self.new_database())
        prepare(self.env, self.folder)
        return samsyn(self.env, "sie", "import", LARGE, self.sie, "--yes")


def measure(sie: Path, journal: Path, repeat: int, sticks: list[Yardstick]) -> bool:
    """Prints the tables; True when every bar is held."""
    runs: dict[str, list[Run]] = {stick.name: [] for stick in sticks}
    peer: list[Run] = []
    for _ in range(repeat):  # in turns, so that a busy moment strikes all alike
        if shutil.which("hledger"):
            peer.append(run(["hledger", "-f", str(journal), "bal"]))
        for stick in sticks:
            runs[stick.name].append(stick())
    return all([_import_table(sie, runs, peer), *(_page_table(stick) for stick in sticks)])


def _import_table(sie: Path, runs: dict[str, list[Run]], peer: list[Run]) -> bool:
    whole = middle(peer) if peer else None
    held, rows = True, []
    for name, times in runs.items():
        own = middle(times)
        ratio = own.seconds / whole.seconds if whole else None
        held = held and (ratio is None or ratio <= BARS[name])
        rows.append([f"import into {name}", f"{own.seconds:.1f}", f"{ratio:.2f}" if ratio else "–", BARS[name],
                     f"{own.peak:.0f}", verdict(ratio, BARS[name]) if ratio else "–"])  # fmt: skip
    if whole:
        rows.append(["hledger bal", f"{whole.seconds:.1f}", "1", "", f"{whole.peak:.0f}", ""])
    else:
        print("\nhledger is not installed: no ratio (apt-get install hledger)")
    print(f"\n{sie.name}, {sie.stat().st_size / 1e6:.1f} MB; {machine()}")
    table(["", "seconds", "of hledger", "at most", "peak MiB", "held"], rows)
    return held


def _page_table(stick: Yardstick) -> bool:
    found = inside(stick.env, "pages", LARGE, SMALL)
    held, rows = True, []
    for one in found:
        most = SEARCH_MS if "text" in one["what"] else PAGE_MS
        good = one["least"] <= most and one["queries"] == one["few"]
        held = held and good
        rows.append([one["what"], f"{one['least']:.0f}", f"{one['median']:.0f}", f"{one['cpu']:.0f}", f"{most:.0f}",
                     one["queries"], one["few"], "yes" if good else "**NO**"])  # fmt: skip
    print(f"\nPages after the import, {stick.name}")
    table(["page", "ms, least", "median", "of processor", "at most", "queries", f"with {FEW} vouchers", "held"], rows)
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vouchers", type=int, default=333_000)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--sie", type=Path, help="another SIE file of 2025")
    parser.add_argument("--journal", type=Path, help="the same books for hledger")
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = (given.sie, given.journal) if given.sie else write(given.vouchers, folder / "books")
        sys.exit(0 if _measure(books, folder, given.repeat, given.only) else 1)


def _measure(books: tuple[Path, Path], folder: Path, repeat: int, only: str | None) -> bool:
    sticks = [Yardstick("SQLite", lambda: "", books[0], folder)] if only != "postgres" else []
    found = postgres_bin() if only != "sqlite" else None
    if found is None:
        if only != "sqlite":
            print("PostgreSQL is not installed: left out (apt-get install postgresql)")
        return measure(*books, repeat, sticks)
    with postgres(found) as server:
        return measure(*books, repeat, [*sticks, Yardstick("PostgreSQL", server.database, books[0], folder)])


if __name__ == "__main__":
    main()
