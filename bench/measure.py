"""What every yardstick uses: timed processes, a table to print, a PostgreSQL of its own that goes away."""

import json
import os
import pwd
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SAMSYN = [sys.executable, "-m", "samsyn"]


@dataclass(frozen=True)
class Run:
    """One process: wall seconds, peak MiB of its own, seconds of processor time, what it printed."""

    seconds: float
    peak: float
    cpu: float
    output: str = ""


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Run:
    """Runs a command to its end. Leaves the yardstick with its words when it fails."""
    with tempfile.TemporaryFile("w+") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=dict(env or os.environ))
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}\n{said[-3000:]}")
    return Run(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime, said)


def samsyn(env: Mapping[str, str], *words: str | Path) -> Run:
    """The product's own command line."""
    return run([*SAMSYN, *map(str, words)], env)


def inside(env: Mapping[str, str], *words: str | Path) -> list[dict[str, Any]]:
    """What `inside.py` measured in a process of its own."""
    said = run([sys.executable, str(HERE / "inside.py"), *map(str, words)], env).output
    found: list[dict[str, Any]] = json.loads(said.splitlines()[-1])
    return found


def environment(folder: Path, url: str = "") -> dict[str, str]:
    """An installation of its own: data in the folder, SQLite there unless another database is named.

    Python keeps what it has compiled, as it does for everyone who has not asked it not to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    own = {"SAMSYN_DATA": str(folder), "DATABASE_URL": url or f"sqlite:///{folder}/samsyn.sqlite3"}
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, **own, "DJANGO_SETTINGS_MODULE": "samsyn.settings"}


def middle(runs: Sequence[Run]) -> Run:
    """Median time, highest peak."""
    return Run(
        statistics.median(one.seconds for one in runs),
        max(one.peak for one in runs),
        statistics.median(one.cpu for one in runs),
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints rows as a Markdown table, ready for README.md."""
    print(f"\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")
    sys.stdout.flush()


def machine() -> str:
    """The machine without a date: '2 cores, Linux 6.1, Python 3.11'."""
    load = os.getloadavg()[0]
    python = ".".join(map(str, sys.version_info[:2]))
    busy = "other work on the machine" if load > 2 else "little else on the machine"
    return f"{os.cpu_count()} cores, {os.uname().sysname}, Python {python}, {busy} (load {load:.1f})"


def verdict(value: float, most: float) -> str:
    return "yes" if value <= most else "**NO**"


# --- a PostgreSQL of our own -----------------------------------------------------------------------------------------


def postgres_bin() -> Path | None:
    """Where the newest of Debian's servers lies; None when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _as_postgres(*command: str | Path) -> None:
    """PostgreSQL refuses to run as root."""
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*become, *map(str, command)], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def postgres(bin_: Path) -> Iterator["Server"]:
    """A server with its ordinary settings, a socket and no port, and an ordinary role that row-level security binds."""
    folder = Path(tempfile.mkdtemp())
    if os.geteuid() == 0:
        shutil.chown(folder, pwd.getpwnam("postgres").pw_name)
    folder.chmod(0o755)
    data = folder / "data"
    _as_postgres(bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-k {folder} -c listen_addresses=''"
    _as_postgres(bin_ / "pg_ctl", "-D", data, "-w", "-s", "-l", folder / "log", "-o", options, "start")
    pid = int((data / "postmaster.pid").read_text().splitlines()[0])
    try:
        server = Server(bin_, folder)
        server.say("CREATE ROLE samsyn LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
        yield server
    finally:
        os.kill(pid, signal.SIGINT)
        for _ in range(100):
            if not (data / "postmaster.pid").exists():
                break
            time.sleep(0.1)
        shutil.rmtree(folder)


@dataclass
class Server:
    bin: Path
    folder: Path
    made: int = 0

    def say(self, sql: str) -> None:
        _as_postgres(self.bin / "psql", "-q", "-h", self.folder, "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-c", sql)

    def database(self) -> str:
        """The address of a new, empty database."""
        self.made += 1
        self.say(f"CREATE DATABASE samsyn{self.made} OWNER samsyn")
        return f"postgres://samsyn@/samsyn{self.made}?host={self.folder}"
