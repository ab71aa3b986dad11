"""Papers of a meeting or an item."""

from typing import Any

from django.core.files import File
from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.events import actor_name, tell
from samsyn.core.refused import Refused
from samsyn.core.uploads import check_upload
from samsyn.governance.actions.rows import opened
from samsyn.governance.models import Meeting, Paper, Paragraph

_P = Permission.MANAGE_MEETINGS


@transaction.atomic
def attach_paper(
    *, meeting: Meeting, file: File[Any], name: str, by: User | str, paragraph: Paragraph | None = None
) -> Paper:
    """A paper to the meeting or to one of its items. Raises Refused with every reason (kind, size, content).

    When the minutes are justerade an item gets no more papers; the meeting still does, such as the signed minutes.
    """
    require(by, _P, meeting.association)
    if paragraph is not None:
        opened(meeting)
        if paragraph.meeting_id != meeting.pk:
            raise Refused("Ärendet hör till ett annat möte.")
    short, digest = check_upload(file, name)
    paper = Paper.objects.create(
        association=meeting.association, meeting=meeting, paragraph=paragraph, name=short, file=File(file, name=short),
        sha256=digest, size=int(file.size or 0), uploaded_by=actor_name(by),
    )  # fmt: skip
    to = paragraph or meeting
    tell("meeting.paper", f"Bifogade {short} till {to}", paper, by, after=f"SHA-256: {digest}")
    return paper


@transaction.atomic
def remove_paper(*, paper: Paper, by: User | str) -> None:
    """Take a paper away, as long as the minutes are not justerade."""
    require(by, _P, paper.association)
    opened(paper.meeting)
    tell("meeting.paper", f"Tog bort {paper.name} från {paper.paragraph or paper.meeting}", paper, by,
         before=f"SHA-256: {paper.sha256}")  # fmt: skip
    drop_file(paper)
    paper.delete()


def drop_file(paper: Paper) -> None:
    """The stored file goes when, and only when, the row's going is certain."""
    storage, name = paper.file.storage, str(paper.file.name)
    transaction.on_commit(lambda: storage.delete(name), robust=True)
