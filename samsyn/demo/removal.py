"""Takes whole associations away: every row they own, case rows too, the people who belong nowhere else, their files."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction

from samsyn.associations.models import Association, Membership, OwnRow, User
from samsyn.core.models import Job
from samsyn.participants.actions.case_retention import forget

LEDGER_FILES = "ledger"


def remove_associations(slugs: Iterable[str]) -> bool:
    """All rows of these associations in one transaction; False when there were none. The event log is never deleted."""
    found = Association.objects.filter(slug__in=list(slugs))
    kept = list(found.values_list("pk", "slug"))
    if not kept:
        return False
    keys = [pk for pk, _ in kept]
    files = [file for model in owned_models() for file in _files(model, keys)]
    with transaction.atomic():
        for association in found:
            forget(association)
        people = list(Membership.objects.filter(association__in=keys).values_list("user", flat=True))
        for model in owned_models():
            _delete(model, keys)
        Job.objects.filter(association_id__in=keys).delete()
        User.objects.filter(pk__in=people, memberships__isnull=True, is_superuser=False).delete()
        Association.objects.filter(pk__in=keys).delete()
    for name in files:
        default_storage.delete(name)
    for _, slug in kept:
        sweep_files(slug)
    return True


def _files(model: type[models.Model], keys: Sequence[int]) -> Iterator[str]:
    """Names of the files that the rows keep."""
    for field in model._meta.get_fields():
        if isinstance(field, models.FileField):
            named = model._default_manager.filter(association__in=keys).exclude(**{field.name: ""})
            yield from named.values_list(field.name, flat=True)


def _delete(model: type[models.Model], keys: Sequence[int]) -> None:
    """All rows of a table; of those that point at one another (a credit at its original) the last ones first."""
    rows = model._default_manager.filter(association__in=keys)
    inward = [field.name for field in model._meta.get_fields() if field.many_to_one and field.related_model is model]
    while inward and rows.exists():
        pointed_at = [pk for name in inward for pk in rows.values_list(name, flat=True) if pk is not None]
        rows.exclude(pk__in=pointed_at).delete()
    rows.delete()


def owned_models() -> list[type[models.Model]]:
    """Every table of an association's rows, those that point at others first."""
    waiting = {model for model in apps.get_models() if issubclass(model, OwnRow)}
    ordered: list[type[models.Model]] = []
    while waiting:
        pointed_at = {target for model in waiting for target in _targets(model) if target is not model}
        free = sorted(waiting - pointed_at, key=lambda model: model._meta.label)
        ordered += free
        waiting -= set(free)
    return ordered


def _targets(model: type[models.Model]) -> set[object]:
    return {field.related_model for field in model._meta.fields if field.many_to_one or field.one_to_one}


def sweep_files(slug: str) -> None:
    """Deletes the association's kept ledger files: ledger/<year>/<month>/<slug>-<hash>.se."""
    own = re.compile(rf"{re.escape(slug)}-[0-9a-f]{{16}}(?:_\w+)?\.se")  # not those of jamtland-ost
    for month in (month for year in _folders(LEDGER_FILES) for month in _folders(year)):
        for name in filter(own.fullmatch, default_storage.listdir(month)[1]):
            default_storage.delete(f"{month}/{name}")


def _folders(place: str) -> list[str]:
    if not default_storage.exists(place):
        return []
    return [f"{place}/{name}" for name in default_storage.listdir(place)[0]]
