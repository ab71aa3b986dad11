"""Background jobs: true progress, plain endings, and a worker that is gone is seen to be."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from samsyn.core import jobs
from samsyn.core.models import Job
from samsyn.core.refused import Refused

ASSOCIATION = 7


@task()
def _count(job_id: int, association_id: int, to: int) -> None:
    with jobs.running(job_id, association_id) as progress:
        progress.step("Räknar")
        if to < 0:
            raise Refused("Det går inte att räkna till mindre än noll.")
        progress.message = f"Räknade till {to}, {100 // to} procent per steg."


def start(to):
    return jobs.start(_count, kind="test", title="Räknar", association_id=ASSOCIATION, to=to)


@pytest.fixture
def running(db):
    return Job.objects.create(association_id=ASSOCIATION, kind="test", title="x", state=Job.State.RUNNING)


def test_a_job_ends_with_its_message(db):
    job = start(4)
    assert (job.state, job.message) == (Job.State.DONE, "Räknade till 4, 25 procent per steg.")


def test_a_refused_job_ends_with_the_reason(db):
    job = start(-1)
    assert (job.state, job.message) == (Job.State.FAILED, "Det går inte att räkna till mindre än noll.")


def test_an_unforeseen_fault_is_told_plainly(db):
    job = start(0)
    assert (job.state, job.message) == (Job.State.FAILED, jobs.UNFORESEEN)


def test_progress_is_seen_while_the_jobs_own_transaction_is_open(running):
    progress = jobs.Progress(running.pk, ASSOCIATION)
    with transaction.atomic():
        progress.step("Lägger in")
        progress._said = 0.0
        progress(30, 120)
        job = jobs.look(ASSOCIATION, running.pk)
    if progress._other is None:  # on PostgreSQL a test's own transaction hides the job from the other connection
        assert (job.step, job.percent) == ("Lägger in", 25)
    progress.close()
    assert jobs.look(ASSOCIATION, running.pk).percent == 0


def test_progress_is_said_at_most_twice_a_second(running):
    progress = jobs.Progress(running.pk, ASSOCIATION)
    progress.step("Läser")
    progress(1, 2)
    assert jobs.look(ASSOCIATION, running.pk).total == 0
    progress.close()


def test_a_job_that_has_been_silent_too_long_is_lost(running):
    assert not jobs.lost(running)
    running.changed = timezone.now() - jobs.SILENCE - timedelta(seconds=1)
    assert jobs.lost(running)
    running.state = Job.State.DONE
    assert not jobs.lost(running)


def test_another_associations_job_is_not_found(running):
    assert jobs.look(ASSOCIATION + 1, running.pk) is None and jobs.look(ASSOCIATION, None) is None
