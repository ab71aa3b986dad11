"""Items of the agenda and what was decided. Numbers follow on through the year in each body."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from samsyn.associations.access import require
from samsyn.associations.actions.words import described, difference
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.events import tell
from samsyn.core.refused import Refused
from samsyn.governance.actions.papers import drop_file
from samsyn.governance.actions.rows import checked, opened
from samsyn.governance.domain.numbering import following, number_problems
from samsyn.governance.domain.participation import prepares
from samsyn.governance.models import Body, Meeting, Paragraph, ParagraphLink

_P = Permission.MANAGE_MEETINGS
_O = Paragraph.Outcome
TEXTS = ("title", "background", "proposal", "prepared_by")
WITHOUT_WORDS = (_O.NONE, _O.TABLED, _O.NOTED)
"""Outcomes that need no text of their own."""


@transaction.atomic
def add_item(
    *, meeting: Meeting, title: str, by: User | str, background: str = "", proposal: str = "", prepared_by: str = ""
) -> Paragraph:
    """An item last on the agenda. It gets its number when it is decided or the meeting is held."""
    require(by, _P, meeting.association)
    opened(meeting)
    last = meeting.paragraphs.aggregate(last=Max("position"))["last"] or 0
    item = Paragraph(
        association=meeting.association, meeting=meeting, position=last + 1, title=title.strip(),
        background=background.strip(), proposal=proposal.strip(), prepared_by=prepared_by.strip(),
    )  # fmt: skip
    checked(item)
    item.save()
    if meeting.state == Meeting.State.HELD:
        _number([item], meeting)
    tell("meeting.item", f"Tog upp ärendet {item.title} på {meeting}", item, by, after=item.proposal)
    return item


@transaction.atomic
def change_item(
    *, paragraph: Paragraph, title: str, by: User | str, background: str = "", proposal: str = "", prepared_by: str = ""
) -> Paragraph:
    """Change the words of an item. Whoever stepped aside for jäv cannot be written as having prepared it."""
    require(by, _P, paragraph.association)
    _opened_item(paragraph)
    before = described(paragraph, TEXTS)
    given = (title, background, proposal, prepared_by)
    for name, text in zip(TEXTS, given, strict=True):
        setattr(paragraph, name, text.strip())
    checked(paragraph)
    _refuse_recused_preparer(paragraph)
    paragraph.save()
    was, now = difference(before, described(paragraph, TEXTS))
    if was or now:
        tell("meeting.item", f"Ändrade ärendet {paragraph} på {paragraph.meeting}", paragraph, by, was, now)
    return paragraph


def _opened_item(paragraph: Paragraph) -> Meeting:
    """The item's meeting, locked and open, and the item as it is now."""
    meeting = opened(paragraph.meeting)
    paragraph.refresh_from_db()
    paragraph.meeting = meeting
    return meeting


def _refuse_recused_preparer(paragraph: Paragraph) -> None:
    names = paragraph.recusals.values_list("attendance__person", flat=True)
    found = [name for name in names if prepares(paragraph.prepared_by, name)]
    if found:
        raise Refused([f"{name} är jävig i ärendet och får inte bereda det. Skriv vem annan som berett det."
                       for name in found])  # fmt: skip


@transaction.atomic
def decide_item(
    *,
    paragraph: Paragraph,
    outcome: str,
    by: User | str,
    decision: str = "",
    number: int | None = None,
    reservation: str = "",
) -> Paragraph:
    """What was decided. `outcome` is one of Paragraph.Outcome's values; an approval without words takes the proposal's.

    The item gets the next number of its body and year, after those before it on the agenda, unless `number` is given.
    Raises Refused with every reason.
    """
    require(by, _P, paragraph.association)
    meeting = _opened_item(paragraph)
    taken = _taken(meeting)
    words = decision.strip() or (paragraph.proposal if outcome == _O.APPROVED else "")
    errors = _decision_problems(paragraph, outcome, words)
    if number is not None and number != paragraph.number:
        errors += number_problems(number, taken)
    if errors:
        raise Refused(errors)
    names = ("number", "outcome", "decision", "reservation")
    before = described(paragraph, names)
    paragraph.outcome, paragraph.decision, paragraph.reservation = outcome, words, reservation.strip()
    paragraph.number = number or paragraph.number
    checked(paragraph)
    paragraph.save()
    if paragraph.number is None and outcome:
        _number(_until(paragraph), meeting)
        paragraph.refresh_from_db()
    was, now = difference(before, described(paragraph, names))
    if was or now:
        tell("meeting.decision", f"Förde in beslutet i {paragraph}, {meeting}", paragraph, by, was, now)
    return paragraph


def _decision_problems(paragraph: Paragraph, outcome: str, words: str) -> list[str]:
    if outcome not in _O.values:
        return [f"'{outcome}' är inget utfall. Välj ett i listan."]
    errors = []
    if not words and outcome not in WITHOUT_WORDS:
        errors.append("Skriv vad som beslutades.")
    if outcome in (*WITHOUT_WORDS, _O.REFERRED):
        errors += [f"Paragrafen har redan beslutat: {link.label}. Det beslutet behöver ändras först."
                   for link in paragraph.links.all()]  # fmt: skip
    return errors


def _taken(meeting: Meeting) -> set[int]:
    """Numbers used by the body this year; the body is locked, so that two never get the same."""
    Body.objects.select_for_update().get(pk=meeting.body_id)
    used = Paragraph.objects.filter(
        association=meeting.association, meeting__body=meeting.body_id, meeting__date__year=meeting.date.year,
        number__isnull=False,
    )  # fmt: skip
    return {number for number in used.values_list("number", flat=True) if number is not None}


def _until(paragraph: Paragraph) -> list[Paragraph]:
    """The unnumbered items of the agenda up to and with this one."""
    items = paragraph.meeting.paragraphs.filter(number__isnull=True, position__lte=paragraph.position)
    return list(items.order_by("position", "pk"))


def number_all(meeting: Meeting) -> list[int]:
    """Numbers the items that have none, in the agenda's order; all the meeting's numbers."""
    items = list(meeting.paragraphs.order_by("position", "pk"))
    _number((item for item in items if item.number is None), meeting)
    return sorted(item.number for item in items if item.number is not None)


def _number(items: Iterable[Paragraph], meeting: Meeting) -> None:
    waiting = list(items)
    if not waiting:
        return
    for item, number in zip(waiting, following(_taken(meeting), len(waiting)), strict=True):
        item.number = number
        item.save(update_fields=["number"])


@transaction.atomic
def move_item(*, paragraph: Paragraph, up: bool, by: User | str) -> None:
    """Changes place with the item before or after. Numbered items stand still."""
    require(by, _P, paragraph.association)
    meeting = _opened_item(paragraph)
    items = list(meeting.paragraphs.order_by("position", "pk"))
    at = [item.pk for item in items].index(paragraph.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(items):
        return
    if items[at].number is not None or items[other].number is not None:
        raise Refused("Ett ärende med nummer flyttas inte.")
    items[at], items[other] = items[other], items[at]
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])
    tell("meeting.item", f"Flyttade ärendet {paragraph.title} på {meeting}", paragraph, by)


@transaction.atomic
def remove_item(*, paragraph: Paragraph, by: User | str) -> None:
    """Take an item off the agenda. One that is decided stays: its number would be missing from the minutes."""
    require(by, _P, paragraph.association)
    meeting = _opened_item(paragraph)
    if paragraph.outcome or paragraph.links.exists():
        raise Refused("Ärendet är beslutat och tas inte bort.")
    if paragraph.number is not None and paragraph.number != max(_taken(meeting)):
        raise Refused("Ärendet har fått ett nummer och tas inte bort. Skriv att det bordlades.")
    tell("meeting.item", f"Tog bort ärendet {paragraph} från {meeting}", paragraph, by, before=paragraph.proposal)
    for paper in paragraph.papers.all():
        drop_file(paper)
    paragraph.delete()


@transaction.atomic
def link_paragraph(
    *, paragraph: Paragraph, label: str, amount: int | None, view: str, pk_there: int
) -> ParagraphLink:  # fmt: skip
    """Says on the paragraph what it decided elsewhere: words, öre and the page (URL name and pk). Once per page.

    Whoever acts calls it inside the action that acts; it asks no permission and writes no event of its own.
    """
    link, _ = ParagraphLink.objects.update_or_create(
        association=paragraph.association, paragraph=paragraph, view=view, pk_there=pk_there,
        defaults={"label": label[:200], "amount": amount},
    )  # fmt: skip
    return link
