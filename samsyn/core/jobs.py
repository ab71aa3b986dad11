"""Long work in the background: start it, say truly how far it has come, and end it with a plain sentence.

A job's progress must be seen while its own transaction is still open. PostgreSQL gets it through a second connection;
SQLite, which lets one write at a time, through a small file beside the uploads.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from samsyn.core.models import Job
from samsyn.core.refused import Refused
from samsyn.core.tenancy import SETTING, tenant

SILENCE = timedelta(minutes=3)  # a running job that says nothing for this long has lost its worker
PAUSE = 0.5  # seconds between two reports
UNFORESEEN = "Något oväntat hände i programmet och arbetet avbröts. Felet är antecknat i serverns logg."
logger = logging.getLogger(__name__)


def start(
    task: Any, *, kind: str, title: str, association_id: int, by: Any = None, subject: str = "", **arguments: Any
) -> Job:
    """Puts work in the queue. `task` is a django-tasks task that takes job_id, association_id and `arguments`.

    Call it outside a transaction: a worker may begin at once.
    """
    job = Job.objects.create(
        association_id=association_id, kind=kind, title=title, subject=subject, created_by=getattr(by, "pk", None)
    )
    task.enqueue(job_id=job.pk, association_id=association_id, **arguments)
    job.refresh_from_db()
    return job


@contextmanager
def running(job_id: int, association_id: int) -> Iterator["Progress"]:
    """The length of a job, inside the wall of its association. Ends it as done, or as failed: in the words
    of Refused, or plainly when nobody foresaw it.

    Nothing is raised onwards: a failed job has told its user, and the queue has nothing to try again.
    """
    with tenant(association_id):
        progress = Progress(job_id, association_id)
        _end(job_id, Job.State.RUNNING, "")
        try:
            yield progress
        except Refused as refused:
            _end(job_id, Job.State.FAILED, str(refused))
        except Exception:
            logger.exception("job %s failed", job_id)
            _end(job_id, Job.State.FAILED, progress.unforeseen)
        else:
            _end(job_id, Job.State.DONE, progress.message)
        finally:
            progress.close()


def _end(job_id: int, state: str, message: str) -> None:
    Job.objects.filter(pk=job_id).update(state=state, message=message, changed=timezone.now())


def look(association_id: int, job_id: int | None) -> Job | None:
    """The job as it stands this moment, with the progress that its transaction has not yet shown."""
    job = Job.objects.filter(association_id=association_id, pk=job_id).first() if job_id else None
    if job and job.state == Job.State.RUNNING:
        with suppress(OSError, ValueError):
            file = _file(job.pk)
            for name, value in json.loads(file.read_text(encoding="utf-8")).items():
                setattr(job, name, value)
            job.changed = max(job.changed, datetime.fromtimestamp(file.stat().st_mtime, UTC))
    return job


def lost(job: Job) -> bool:
    """Whether a job that says it is running has been silent for so long that its worker must be gone."""
    return job.state == Job.State.RUNNING and timezone.now() - job.changed > SILENCE


def _file(job_id: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "progress" / f"{job_id}.json"


@dataclass
class Progress:
    """What a job calls while it works: `step` for a new part, the object itself with (done, total)."""

    job_id: int
    association_id: int
    message: str = ""  # what the user is told at the end
    unforeseen: str = UNFORESEEN
    _text: str = ""
    _said: float = 0.0
    _other: Any = field(default=None, repr=False)

    def step(self, text: str) -> None:
        """A new part of the work, in words ('Läser filen')."""
        self._text, self._said = text, 0.0
        self(0, 0)

    def __call__(self, done: int, total: int) -> None:
        """How much is done. Said at most twice a second, since telling costs more than working."""
        now = time.monotonic()
        if now - self._said < PAUSE:
            return
        self._said = now
        values = {"done": done, "total": total, "step": self._text}
        if not connection.in_atomic_block:
            Job.objects.filter(pk=self.job_id).update(**values, changed=timezone.now())
        elif connection.vendor == "postgresql":
            self._through_another_connection(done, total)
        else:
            self._through_a_file(values)

    def _through_another_connection(self, done: int, total: int) -> None:
        if self._other is None:
            self._other = connections.create_connection("default")
            with self._other.cursor() as cursor:
                cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, str(self.association_id)])
        with self._other.cursor() as cursor:
            cursor.execute(
                "UPDATE core_job SET done = %s, total = %s, step = %s, changed = now() WHERE id = %s",
                [done, total, self._text, self.job_id],
            )

    def _through_a_file(self, values: dict[str, object]) -> None:
        file = _file(self.job_id)
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(values), encoding="utf-8")
        draft.replace(file)

    def close(self) -> None:
        """Leaves nothing behind."""
        if self._other is not None:
            self._other.close()
        _file(self.job_id).unlink(missing_ok=True)


Report = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""
