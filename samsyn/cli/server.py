"""`samsyn demo` and `samsyn serve`."""

import argparse
import multiprocessing
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from gunicorn.app.base import BaseApplication

from samsyn.associations.models import Association
from samsyn.cli.terminal import fail
from samsyn.core.routing import CASES
from samsyn.core.tenancy import enter
from samsyn.demo import loader
from samsyn.demo.people import SLUG
from samsyn.participants.tasks import protect_years
from samsyn.wsgi import application


def demo(arguments: argparse.Namespace) -> int:
    """Load the demo association once; a second call only prints the logins."""
    if settings.HTTPS:
        return fail("Demoförbundet har kända lösenord och läggs inte upp i en skarp installation (SAMSYN_HTTPS=1).")
    migrate()
    enter("*")
    if arguments.reset:
        loader.remove()
    made = loader.load(say=print)
    if made:
        print("Små antal skyddas.")
        protect_years(Association.objects.get(slug=SLUG))
    print("Demoförbundet är upplagt." if made else "Demoförbundet finns redan.")
    print_logins()
    return 0


def migrate() -> None:
    """Brings the database up to date, and that of case rows where the installation has switched them on."""
    call_command("migrate", verbosity=0)
    if settings.CASES_KEY:
        call_command("migrate", "cases", database=CASES, verbosity=0)


def print_logins() -> None:
    """The demo's people and how to log in as them."""
    print("Inloggningar (lösenordet är detsamma för alla):")
    width = max(len(person.email) for person in loader.PEOPLE)
    for person in loader.PEOPLE:
        print(f"  {person.email:<{width}} {person.title}")
    print(f"  lösenord: {loader.PASSWORD}")


class _Web(BaseApplication):  # type: ignore[misc]
    """Gunicorn with settings of ours."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        return application


def serve(arguments: argparse.Namespace) -> int:
    """Migrate, start the background worker, and serve until interrupted."""
    migrate()
    address = f"http://{arguments.host}:{arguments.port}/"
    worker = subprocess.Popen([sys.executable, "-m", "samsyn", "manage", "db_worker", "--no-startup-delay"])
    if loader.exists():
        print_logins()
    print(f"Samsyn finns på {address} (avsluta med Ctrl+C)", flush=True)
    try:
        _Web(
            {
                "bind": f"{arguments.host}:{arguments.port}",
                "workers": min(arguments.workers, max(1, multiprocessing.cpu_count())),
                "threads": 4,
                "timeout": 120,
                "control_socket_disable": True,
            }
        ).run()
    finally:
        worker.terminate()
        worker.wait(timeout=20)
    return 0
