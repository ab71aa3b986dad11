"""How long a full reading of a large SIE file takes, against hledger on the same books in the same run.

usage: python bench/sie_read.py [--vouchers N] [--repeat N] [--sie FILE --journal FILE]

Each reading is a process of its own: wall time from start to exit, peak memory as the system counted it. The aim is
0.15 of `hledger bal`, 0.20 at most, under 500 MiB. Ends with exit code 1 when that is missed."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gen import write

RATIO, PEAK = 0.20, 500.0
READ = """
import sys
from pathlib import Path
from samsyn.ledger.domain import sie
rows = 0
def take(batch):
    global rows
    rows += sum(len(one.rows) for one in batch)
file = sie.read(Path(sys.argv[1]), on_vouchers=take if sys.argv[2] == "vouchers" else None)
grave = [str(one) for one in file.findings if one.level in "FV"]
assert not grave, grave[:3]
assert not sie.mismatches(file)
"""


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def median(runs: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(one[0] for one in runs), max(one[1] for one in runs)


def measure(sie: Path, journal: Path, repeat: int) -> int:
    """Prints the table; 0 when the aim is met or hledger is not here to compare with."""
    tools = {
        "samsyn, every check": [sys.executable, "-c", READ, str(sie), "checks"],
        "samsyn, every check, vouchers handed on": [sys.executable, "-c", READ, str(sie), "vouchers"],
    }
    if shutil.which("hledger"):
        tools["hledger bal"] = ["hledger", "-f", str(journal), "bal"]
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in tools}
    for _ in range(repeat):  # in turns, so that a busy moment strikes all alike
        for name, command in tools.items():
            runs[name].append(run(command))
    results = {name: median(times) for name, times in runs.items()}
    whole = results.get("hledger bal", (0.0, 0.0))[0]
    print(f"{sie.name}, {sie.stat().st_size / 1e6:.1f} MB, median of {repeat}\n")
    print("| tool | seconds | of hledger | peak MiB |\n|---|---|---|---|")
    for name, (seconds, peak) in results.items():
        print(f"| {name} | {seconds:.2f} | {f'{seconds / whole:.3f}' if whole else '–'} | {peak:.0f} |")
    if not whole:
        print("\nhledger is not installed: no ratio (apt-get install hledger)")
        return 0
    seconds, peak = results["samsyn, every check"]
    return int(seconds > RATIO * whole or peak > PEAK)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vouchers", type=int, default=333_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--sie", type=Path, help="another SIE file")
    parser.add_argument("--journal", type=Path, help="the same books for hledger")
    given = parser.parse_args()
    if given.sie:
        sys.exit(measure(given.sie, given.journal, given.repeat))
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(measure(*write(given.vouchers, Path(folder)), given.repeat))


if __name__ == "__main__":
    main()
