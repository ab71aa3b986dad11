"""Every yardstick in turn (`make bench`), or those one picks.

usage: python bench/run.py [sie_read] [imports] [report] [interventions] [disclosure] [participants] [--vouchers N]

Ends with exit code 1 when a bar is missed."""

import argparse
import subprocess
import sys

from measure import HERE

ALL = ("sie_read", "imports", "report", "interventions", "disclosure", "participants")
SIZED = ("sie_read", "imports")  # these take --vouchers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", nargs="*", help=f"of {', '.join(ALL)}; all when none is named")
    parser.add_argument("--vouchers", type=int, default=333_000)
    given = parser.parse_args()
    if unknown := set(given.which) - set(ALL):
        parser.error(f"no yardstick is called {', '.join(sorted(unknown))}")
    missed = [name for name in ALL if name in (given.which or ALL) and not _held(name, given.vouchers)]
    print(f"\nMissed: {', '.join(missed)}" if missed else "\nEvery bar is held.")
    sys.exit(1 if missed else 0)


def _held(name: str, vouchers: int) -> bool:
    print(f"\n## {name}", flush=True)
    size = ["--vouchers", str(vouchers)] if name in SIZED else []
    return subprocess.run([sys.executable, HERE / f"{name}.py", *size], check=False).returncode == 0


if __name__ == "__main__":
    main()
