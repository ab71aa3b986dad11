"""A whole Samsyn of a test's own: a data folder, a database, the `samsyn` command and a server.

The demo association is loaded once for the whole run (a template that every worker copies). With DATABASE_URL set to a
PostgreSQL server each site gets a database of its own there, so that the wall between associations stands in the
journeys too; otherwise a SQLite file in its folder.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

PASSWORD = "samsyn-demo-2024"
ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("DATABASE_URL", "")
ON_POSTGRES = SERVER.startswith("postgres")
STARTUP = 60  # seconds


@dataclass
class Site:
    """One installation. `run` is the command line, `serve` the web server with its worker."""

    folder: Path
    database: str = ""
    process: subprocess.Popen[bytes] | None = None
    url: str = ""
    states: dict[str, object] = field(default_factory=dict)  # e-mail → what a logged-in browser keeps
    settings: str = ""  # other settings than the program's own, from this folder

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("SAMSYN_", "DATABASE_URL"))}
        own = {"SAMSYN_DATA": str(self.folder), "PYTHONIOENCODING": "utf-8", "SAMSYN_LOGIN_FAILURES": "1000",
               "SAMSYN_CASES_KEY": "en nyckel som bara finns i proven, 1234"}  # fmt: skip
        if self.database:
            own["DATABASE_URL"] = address(self.database)
        if self.settings:
            own |= {"DJANGO_SETTINGS_MODULE": self.settings, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
        return kept | own

    def run(self, *words: str | Path, code: int | None = 0, timeout: float = 400) -> subprocess.CompletedProcess[str]:
        """`samsyn WORDS…`; the exit code must be `code` unless that is None."""
        done = subprocess.run(
            [sys.executable, "-m", "samsyn", *map(str, words)],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=timeout,
        )  # fmt: skip
        assert code is None or done.returncode == code, f"samsyn {words}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def raw(self, *words: str | Path) -> bytes:
        """What `samsyn WORDS…` writes to standard out, as bytes."""
        return subprocess.run(
            [sys.executable, "-m", "samsyn", *map(str, words)],
            env=self.environment, cwd=ROOT, capture_output=True, check=True, timeout=120,
        ).stdout  # fmt: skip

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """`samsyn WORDS…` in a process that the test may kill."""
        return subprocess.Popen(
            [sys.executable, "-m", "samsyn", *map(str, words)],
            env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def script(self, path: Path) -> str:
        """What a Python file prints when it runs inside this installation."""
        done = subprocess.run(
            [sys.executable, str(path)],
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "samsyn.settings", "PYTHONPATH": str(ROOT)},
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def serve(self) -> None:
        """Serves on a free port of this machine; returns when the first page answers."""
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        log = (self.folder / "server.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "samsyn", "serve", "--port", str(port), "--workers", "1"],
            env=self.environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        deadline = time.monotonic() + STARTUP
        while not self._answers():
            said = (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")
            assert self.process.poll() is None and time.monotonic() < deadline, said
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/tillganglighet/", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)
        self.process = None

    def remove(self) -> None:
        """Ends the server and takes the database away; the folder is pytest's to clean."""
        self.stop()
        if self.database:
            _drop(self.database)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- databases -------------------------------------------------------------------------------------------------------


def address(name: str) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def _on_server(statement: str) -> None:
    with psycopg.connect(SERVER.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        connection.execute(statement.encode())


def _drop(name: str) -> None:
    _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def make(folder: Path, name: str) -> Site:
    """An empty installation."""
    folder.mkdir(parents=True)
    if not ON_POSTGRES:
        return Site(folder)
    _drop(name)
    _on_server(f'CREATE DATABASE "{name}"')
    return Site(folder, name)


def copy(template: Site, folder: Path, name: str) -> Site:
    """An installation with everything the template has; the template must not be in use."""
    shutil.copytree(template.folder, folder)
    if not ON_POSTGRES:
        return Site(folder)
    _drop(name)
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template.database}"')
    return Site(folder, name)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """One worker of the test run at a time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
