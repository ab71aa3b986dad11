"""Background jobs of the import: thin, so that the same steps run in a request, a worker and a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from django_tasks import task

from samsyn.associations.models import User
from samsyn.core import jobs
from samsyn.ledger.importing import steps
from samsyn.ledger.models import Import

UNTOUCHED = " Bokföringen är som den var."


def _who(user_id: int | None, name: str) -> User | str:
    return User.objects.filter(pk=user_id).first() or name if user_id else name


@contextmanager
def _work(job_id: int, association_id: int, import_id: int, words: str) -> Iterator[tuple[jobs.Progress, Import]]:
    with jobs.running(job_id, association_id) as progress:
        progress.unforeseen = jobs.UNFORESEEN + UNTOUCHED
        progress.step(words)
        item = Import.objects.select_related("association", "source", "year").get(
            association_id=association_id, pk=import_id
        )
        yield progress, item


@task()
def read_job(job_id: int, association_id: int, import_id: int, user_id: int | None, name: str) -> None:
    """Reads a large file. If that cannot be done the import is refused, with the reason in the job."""
    with _work(job_id, association_id, import_id, "Läser filen") as (progress, item):
        try:
            steps.read_import(item, _who(user_id, name), progress)
        except BaseException:
            Import.objects.filter(pk=import_id, state=Import.State.READING).update(state=Import.State.REFUSED)
            raise


@task()
def write_job(
    job_id: int, association_id: int, import_id: int, user_id: int | None, name: str, skip_bad_vouchers: bool
) -> None:
    """Books a large file. If that cannot be done the file waits for an answer again."""
    with _work(job_id, association_id, import_id, "Lägger in verifikationer") as (progress, item):
        try:
            steps.write_import(item, _who(user_id, name), progress, skip_bad_vouchers=skip_bad_vouchers)
        except BaseException:
            Import.objects.filter(pk=import_id, state=Import.State.WRITING).update(state=Import.State.READ)
            raise


@task()
def undo_job(job_id: int, association_id: int, import_id: int, user_id: int | None, name: str) -> None:
    """Puts back what a large file replaced."""
    with _work(job_id, association_id, import_id, "Lägger tillbaka den förra filen") as (progress, item):
        steps.undo_import(item, _who(user_id, name), progress)
