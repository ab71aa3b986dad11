"""How long the whole annual report 2024 of the demo takes: queries, the page, and each file, cold and warm.

usage: python bench/report.py [--repeat N]

At most 40 queries and 300 ms for the page; a PDF in 3 s by the command line in a process of its own that draws every
chart, and in 0.7 s by a process that already runs. Ends with exit code 1 when a bar is missed."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from measure import Run, environment, inside, machine, run, samsyn, table, verdict

SLUG, KIND, PERIOD = "jamtland", "arsredovisning", "2024"
QUERIES = 40
COLD = 3.0
WARM_MS = {"Whole report as a page (server time)": 300.0, "PDF from the database, charts kept": 700.0}


def cold(env: dict[str, str], folder: Path, format: str) -> Run:
    """A file by the command line, nothing kept from before: every chart is drawn anew."""
    shutil.rmtree(folder / "made", ignore_errors=True)
    return samsyn(env, "report", SLUG, KIND, PERIOD, f"--{format}", "-o", folder / f"report.{format}")


def measure(folder: Path, repeat: int) -> bool:
    env = environment(folder)
    samsyn(env, "manage", "migrate", "-v0")
    samsyn(env, "demo")
    held, rows = True, []
    bare = [run([sys.executable, "-c", "import django; django.setup()"], env) for _ in range(repeat)]
    rows.append(["an empty Django process with the same settings", *_least(bare), "", "", "", ""])
    for format in ("json", "html", "xlsx", "pdf"):
        runs = [cold(env, folder, format) for _ in range(repeat)]
        least, most = min(one.seconds for one in runs), COLD if format == "pdf" else None
        held = held and (most is None or least <= most)
        size = (folder / f"report.{format}").stat().st_size / 1024
        rows.append([f"samsyn report … --{format}", *_least(runs), f"{most:.0f}" if most else "–",
                     f"{max(one.peak for one in runs):.0f}", f"{size:.0f}",
                     verdict(least, most) if most else "–"])  # fmt: skip
    print(f"\nThe annual report 2024 of the demo, cold, least of {repeat}; {machine()}")
    table(["process", "seconds", "of processor", "at most", "peak MiB", "file KiB", "held"], rows)
    return _warm(env) and held


def _least(runs: list[Run]) -> tuple[str, str]:
    """Wall and processor seconds: on a busy machine the second tells what the first would be on a free one."""
    return f"{min(one.seconds for one in runs):.2f}", f"{min(one.cpu for one in runs):.2f}"


def _warm(env: dict[str, str]) -> bool:
    held, rows = True, []
    for one in inside(env, "report", SLUG):
        most = WARM_MS.get(one["what"])
        good = (most is None or one["least"] <= most) and (one["queries"] or 0) <= QUERIES
        held = held and good
        rows.append([one["what"], f"{one['least']:.0f}", f"{one['median']:.0f}", f"{one['cpu']:.0f}",
                     f"{most:.0f}" if most else "–",
                     "–" if one["queries"] is None else one["queries"], "yes" if good else "**NO**"])  # fmt: skip
    print("\nThe same in a running process")
    table(["what", "ms, least", "median", "of processor", "at most", f"queries, at most {QUERIES}", "held"], rows)
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if measure(Path(folder), given.repeat) else 1)


if __name__ == "__main__":
    main()
