"""The one door into the event log."""

from typing import Any

from samsyn.core.models import Event


def actor_name(by: Any) -> str:
    """The name that logs and lists show of who did it: a user's, or the one given by the command line."""
    return (by if isinstance(by, str) else getattr(by, "name", "") or str(by))[:200]


def record(
    verb: str,
    summary: str,
    *,
    by: Any,
    association_id: int | None,
    subject: str = "",
    before: str = "",
    after: str = "",
) -> Event:
    """Write one event. `by` is a user, or a plain name for the command line. Call it inside the write's transaction."""
    return Event.objects.create(
        association_id=association_id,
        actor_id=getattr(by, "pk", None),
        actor=actor_name(by),
        verb=verb,
        summary=summary[:500],
        subject=subject,
        before=before,
        after=after,
    )


def tell(verb: str, summary: str, row: Any, by: Any, before: str = "", after: str = "") -> Event:
    """One event about a row of an association, which is its subject."""
    return record(
        verb,
        summary,
        by=by,
        association_id=row.association_id,
        subject=f"{row._meta.label}:{row.pk}",
        before=before,
        after=after,
    )
