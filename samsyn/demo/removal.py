"""Takes whole associations away: every row they own, the people who belong nowhere else, their files."""

import re
from collections.abc import Iterable

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction

from samsyn.associations.models import Association, Membership, OwnRow, User
from samsyn.core.models import Job

LEDGER_FILES = "ledger"


def remove_associations(slugs: Iterable[str]) -> bool:
    """All rows of these associations in one transaction; False when there were none. The event log is never deleted."""
    found = Association.objects.filter(slug__in=list(slugs))
    kept = list(found.values_list("pk", "slug"))
    if not kept:
        return False
    keys = [pk for pk, _ in kept]
    with transaction.atomic():
        people = list(Membership.objects.filter(association__in=keys).values_list("user", flat=True))
        for model in owned_models():
            model._default_manager.filter(association__in=keys).delete()
        Job.objects.filter(association_id__in=keys).delete()
        User.objects.filter(pk__in=people, memberships__isnull=True, is_superuser=False).delete()
        Association.objects.filter(pk__in=keys).delete()
    for _, slug in kept:
        sweep_files(slug)
    return True


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
    return {field.related_model for field in model._meta.get_fields() if field.many_to_one or field.one_to_one}


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
