"""The year plan: what is done, the association's own dates and obligations, and a person's calendar address."""

import re
from datetime import date
from secrets import token_urlsafe

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.actions.words import described, difference, listed
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.roles import ROLES
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name, record, tell
from samsyn.core.refused import Refused
from samsyn.governance.actions.rows import checked
from samsyn.governance.definitions.year_plan import STANDARD
from samsyn.governance.domain.year_plan import Rule, rule_problems
from samsyn.governance.models import CalendarFeed, Obligation, ObligationDone
from samsyn.governance.queries.year import rule_of

_P = Permission.MANAGE_YEAR_PLAN
_FIELDS = ("title", "month", "day", "year_offset", "owner", "active")
_OWN = re.compile(r"egen-(\d+)")
_STANDARD = {rule.key: rule for rule in STANDARD}


@transaction.atomic
def mark_obligation(
    *, association: Association, key: str, year: int, on: date, by: User | str, note: str = ""
) -> ObligationDone:
    """The obligation is done for the year it is about, on a day. Marking again changes day and note."""
    require(by, _P, association)
    rule = _known(association, key)
    held = ObligationDone.objects.filter(association=association, key=key, year=year).first()
    before = listed(described(held, ("done", "note"))) if held else ""
    mark = held or ObligationDone(association=association, key=key, year=year)
    mark.done, mark.done_by, mark.note = on, actor_name(by), note.strip()
    checked(mark)
    mark.save()
    after = listed(described(mark, ("done", "note")))
    if before != after:
        tell("yearplan.done", f"{rule.title} {year} är klart", mark, by, before, after)
    return mark


def _known(association: Association, key: str) -> Rule:
    rule = rule_of(association, key)
    if rule is None:
        raise Refused("Det finns inte i årshjulet.")
    return rule


@transaction.atomic
def unmark_obligation(*, association: Association, key: str, year: int, by: User | str) -> None:
    """The obligation is not done after all."""
    require(by, _P, association)
    rule = _known(association, key)
    mark = ObligationDone.objects.filter(association=association, key=key, year=year).first()
    if mark:
        tell("yearplan.done", f"{rule.title} {year} är inte klart", mark, by,
             before=listed(described(mark, ("done", "note"))))  # fmt: skip
        mark.delete()


@transaction.atomic
def set_obligation(
    *,
    association: Association,
    by: User | str,
    key: str = "",
    title: str = "",
    month: int | None = None,
    day: int | None = None,
    year_offset: int | None = None,
    owner: str = "",
    active: bool = True,
) -> Obligation:
    """The association's own date, words or owner of an obligation, or (without `key`) one of its own.

    For a standard one, what is left empty stays as it is; `year_offset` counts only together with `month` and `day`.
    Raises Refused with every reason.
    """
    require(by, _P, association)
    Association.objects.select_for_update().get(pk=association.pk)
    held = Obligation.objects.filter(association=association, key=key).first() if key else None
    standard = _STANDARD.get(key)
    if key and held is None and standard is None:
        raise Refused("Det finns inte i årshjulet.")
    row = held or Obligation(association=association, key=key or _next_key(association), own=standard is None)
    before = described(row, _FIELDS)
    row.title, row.month, row.day, row.owner, row.active = title.strip(), month, day, owner, active
    row.year_offset = year_offset or 0
    _refuse_faults(row, standard)
    checked(row)
    row.save()
    was, now = difference(before, described(row, _FIELDS))
    name = row.title or (standard.title if standard else row.key)
    if was or now:
        tell("yearplan.change", f"Ändrade årshjulet: {name}", row, by, was if held else "", now)
    return row


def _refuse_faults(row: Obligation, standard: Rule | None) -> None:
    dated = row.month is not None or row.day is not None
    title = row.title or (standard.title if standard else "")
    errors = rule_problems(title, row.month, row.day) if dated or standard is None else []
    if row.owner and row.owner not in ROLES:
        errors.append("Välj en ansvarig roll i listan.")
    if not row.owner and standard is None:
        errors.append("Välj vem som är ansvarig.")
    if row.year_offset not in (0, 1):
        errors.append("Välj om det ska vara klart samma år eller året efter.")
    if errors:
        raise Refused(errors)


def _next_key(association: Association) -> str:
    """'egen-1', 'egen-2' … never one that was used before, so that old marks stay with what they were about."""
    used = [
        *Obligation.objects.filter(association=association, key__startswith="egen-").values_list("key", flat=True),
        *ObligationDone.objects.filter(association=association, key__startswith="egen-").values_list("key", flat=True),
    ]
    numbers = [int(found[1]) for key in used if (found := _OWN.fullmatch(key))]
    return f"egen-{max(numbers, default=0) + 1}"


@transaction.atomic
def remove_obligation(*, obligation: Obligation, by: User | str) -> None:
    """One's own obligation goes; a standard one becomes as it was again."""
    require(by, _P, obligation.association)
    name = obligation.title or obligation.key
    standard = _STANDARD.get(obligation.key)
    words = f"Återställde i årshjulet: {standard.title}" if standard else f"Tog bort ur årshjulet: {name}"
    tell("yearplan.change", words, obligation, by, before=listed(described(obligation, _FIELDS)))
    obligation.delete()


@transaction.atomic
def new_feed(*, association: Association, by: User) -> CalendarFeed:
    """The person's secret calendar address; an earlier one stops working."""
    require(by, Permission.READ_MEETINGS, association)
    feed, made = CalendarFeed.objects.update_or_create(
        association=association, user=by, defaults={"token": token_urlsafe(32)}
    )
    words = "Skapade en kalenderadress till årshjulet" if made else "Bytte kalenderadress till årshjulet"
    record("yearplan.feed", words, by=by, association_id=association.pk)
    return feed


@transaction.atomic
def end_feed(*, association: Association, by: User) -> None:
    """The person's calendar address stops working."""
    require(by, Permission.READ_MEETINGS, association)
    gone, _ = CalendarFeed.objects.filter(association=association, user=by).delete()
    if gone:
        record("yearplan.feed", "Tog bort sin kalenderadress till årshjulet", by=by, association_id=association.pk)
