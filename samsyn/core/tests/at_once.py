"""Two at the same second: acts run side by side, each in a thread and a connection of its own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from samsyn.core.refused import Refused
from samsyn.core.tenancy import EVERYTHING, enter

# SQLite locks the whole database for whoever writes: no two acts are ever inside at the same time there, so a race says
# nothing of the row locks that these tests ask about, with or without them. Only PostgreSQL can answer.
SIDE_BY_SIDE = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),  # what one thread writes, the other must be able to see
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time"),
]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Runs each in a thread and a connection of its own, started together. Returns what each was refused ('')."""
    gate, said = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        enter(EVERYTHING)
        gate.wait(10)
        try:
            act()
        except Refused as refused:
            said[place] = " ".join(refused.errors)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said
