"""The one door into the event log."""

from typing import Any

from samsyn.core.models import Event


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
    actor = by if isinstance(by, str) else (getattr(by, "name", "") or str(by))
    return Event.objects.create(
        association_id=association_id,
        actor_id=getattr(by, "pk", None),
        actor=actor[:200],
        verb=verb,
        summary=summary[:500],
        subject=subject,
        before=before,
        after=after,
    )
