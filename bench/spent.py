"""Processor time of the program and of the databases' processes, beside the clock."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.cache import caches
from django.db import connections
from django.test import Client
from inside import timed as by_clock

from samsyn.associations.models import Association, Membership, Party, User


def timed(works: Sequence[Callable[[], object]]) -> list[dict[str, float]]:
    return [{**told, "cpu": spent} for told, spent in zip(by_clock(works), _processor(works), strict=True)]


def _processor(works: Sequence[Callable[[], object]], times: int = 5) -> list[float]:
    """Of each work: the least milliseconds of processor, PostgreSQL's own process for this connection included. What
    else goes on in the machine hardly stretches it."""
    found = []
    for work in works:
        each = []
        for _ in range(times):
            before = spent()
            work()
            each.append(spent() - before)
        found.append(min(each))
    return found


def spent() -> float:
    """Milliseconds of processor so far, here and in the databases' processes (Linux tells)."""
    total = time.process_time() * 1000
    for one in connections.all():
        if one.vendor == "postgresql" and one.connection is not None:
            told = Path(f"/proc/{one.connection.info.backend_pid}/schedstat")
            total += int(told.read_text().split()[0]) / 1_000_000
    return total


def once(work: Callable[[], object]) -> float:
    """Milliseconds of the first time, with nothing made before."""
    caches["made"].clear()
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def reader(role: str, owner: Association, party: Party | None = None) -> Client:
    user, _ = User.objects.get_or_create(email=f"{role}@{owner.slug}.example", defaults={"name": role})
    Membership.objects.get_or_create(association=owner, user=user, role=role, party=party)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
