"""What every action of a meeting does: lock it, see that it is not justerat, check the row."""

from django.core.exceptions import ValidationError
from django.db import models

from samsyn.associations.actions.words import validation_sentences
from samsyn.core.refused import Refused
from samsyn.governance.models import Meeting


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now with its body and association, held until the transaction ends (one query)."""
    now = Meeting.objects.select_for_update(of=("self",)).select_related("association", "body")
    meeting.refresh_from_db(from_queryset=now)
    return meeting


def opened(meeting: Meeting) -> Meeting:
    """The meeting, locked and as it is now. Raises Refused when its minutes are justerade: then nothing changes."""
    locked(meeting)
    if meeting.state == Meeting.State.ADJUSTED:
        raise Refused(
            f"Protokollet från {meeting} är justerat och kan inte ändras. Fatta ett nytt beslut på ett senare möte."
        )
    return meeting


def checked(row: models.Model) -> None:
    """Raises Refused with every fault in the row's own fields."""
    try:
        row.full_clean(exclude=["association"])
    except ValidationError as error:
        raise Refused(validation_sentences(error, row)) from None
