"""What waits for this very person in interventions and governance, as values beside the work of the economy."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from samsyn.associations.access import parties_of, roles_of
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.figure import Link
from samsyn.core.money import NBSP, Unit, grouped, in_unit
from samsyn.desk.menu import May
from samsyn.desk.work import Work
from samsyn.governance.domain.year_plan import Duty, DutyState
from samsyn.governance.queries.year import obligations
from samsyn.interventions.domain.words import AttestStep
from samsyn.interventions.queries import attest, duties, scope
from samsyn.interventions.queries.attest import Task
from samsyn.participants.models import Report
from samsyn.participants.queries.waiting import Standing, saved, to_close, to_reopen
from samsyn.ui.formats import swedish_date

MOST = 4  # of one kind, told one by one
_STEPS = {
    AttestStep.CERTIFY: ("Intyga", "Intyga"), AttestStep.CHECK: ("Sakattestera", "Sakattestera"),
    AttestStep.DECIDE: ("Beslutsattestera", "Beslutsattestera"),
}  # fmt: skip
_ENTRY = "participants:entry"
_FURTHER: dict[str, tuple[str, str]] = {
    Report.State.DRAFT: ("Fortsätt", "Påbörjad"),
    Report.State.HANDED_IN: ("Rätta", "Ska rättas"),
}
_ATTEST = Link("interventions:attest")
_OPEN = (DutyState.LATE, DutyState.NOW)


def own_tasks(user: User, association: Association, today: date, may: May) -> list[Work]:
    """Documents to certify or attest, what is owed, applications to handle or complete, the year plan."""
    found: list[Work] = []
    if may(Permission.READ_CLAIMS) and (may(Permission.ATTEST_CLAIMS) or may(Permission.REGISTER_CLAIMS)):
        found += _attest(attest.waiting_for(user, association, today))
    if may(Permission.MANAGE_PARTICIPANTS):
        found += _periods(to_close(association, today))
        found += map(_reopened, to_reopen(association))
    if may(Permission.READ_INTERVENTIONS):
        owed = _owed(*duties.waiting_for(user, association, today, MOST))
        found += _as_far(owed, association)
    if may(Permission.HANDLE_APPLICATIONS) or may(Permission.APPLY):
        found += list(_applications(user, association, may))
    if may(Permission.READ_MEETINGS):
        found += _year_plan(obligations(association, today.year, today), set(roles_of(user, association)))
    return found


def _attest(tasks: Sequence[Task]) -> list[Work]:
    """One by one while they are few, else how many there are and where they stand."""
    if len(tasks) > MOST:
        first = tasks[0].claim.received
        text = f"Det äldsta kom {swedish_date(first)}." if first else ""
        return [Work(f"{len(tasks)} rekvisitioner och fakturor väntar på dig", text, _ATTEST, "Öppna", "Väntar på dig")]
    return [_attested(task) for task in tasks]


def _attested(task: Task) -> Work:
    claim, (verb, action) = task.claim, _STEPS[task.step]
    amount = f"{grouped(in_unit(claim.amount, Unit.KR))}{NBSP}kr"
    text = f"{claim.intervention}, {amount}."
    received = f"Kom {swedish_date(claim.received)}" if claim.received else ""
    title = f"{verb} {claim.form} {claim.number}"
    return Work(title, text, Link("interventions:claim", {"pk": claim.pk}), action, received)


def _owed(first: Sequence[duties.Waiting], count: int) -> list[Work]:
    shown = [Work(w.title, w.text, w.link, w.action, w.when, late=w.late) for w in first]
    if rest := count - len(first):
        said = "En sak" if rest == 1 else f"{rest} saker"
        shown.append(Work(f"{said} till att lämna eller svara på", "", Link("interventions:dues"), "Visa alla"))
    return shown


def _as_far(found: list[Work], association: Association) -> list[Work]:
    """Counts that someone has begun to type are gone on with; what is handed in and still owed is to be corrected."""
    words = {place: one.link.kwargs for place, one in enumerate(found) if one.link and one.link.view == _ENTRY}
    if not words:
        return found
    states = saved(association, {int(own["pk"]) for own in words.values()})
    said = {place: _FURTHER.get(states.get((int(own["pk"]), str(own["part"])), "")) for place, own in words.items()}
    return [
        replace(one, action=more[0], text=f"{one.text}. {more[1]}.") if (more := said.get(place)) else one
        for place, one in enumerate(found)
    ]


def _periods(waiting: Sequence[Standing]) -> list[Work]:
    """Reporting periods that are late, or whole and still open."""
    found = []
    for one in waiting:
        part, when, year = one.part, f"Senast {swedish_date(one.due)}", {"period": str(one.part.year)}
        if one.missing:
            count = "En insats" if len(one.missing) == 1 else f"{len(one.missing)} insatser"
            text, link = f"{_some(one.missing)}.", Link("participants:reporting", year)
            found.append(Work(f"{count} har inte rapporterat {part.label}", text, link, "Visa", when, late=True))
        else:
            link = Link("participants:period-close", {**year, "part": part.code})
            found.append(Work(f"Stäng rapporteringen för {part.label}", "Alla har lämnat.", link, "Stäng", when))
    return found


def _reopened(one: Standing) -> Work:
    """A closed period where an earlier correction has left a report wrong: its coordinator cannot mend it till then."""
    link = Link("participants:period-reopen", {"period": str(one.part.year), "part": one.part.code})
    return Work(
        f"Öppna {one.part.label} igen", f"{_some(one.missing)} ska rättas.", link, "Öppna", "Ska rättas", late=True
    )


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST]) + (" med flera" if len(names) > MOST else "")


def _applications(user: User, association: Association, may: May) -> Iterable[Work]:
    """Applications whose next move is the office's, or the applicant's own."""
    office = may(Permission.HANDLE_APPLICATIONS) and parties_of(user, Permission.APPLY, association) is None
    mine = ("inlämnad",) if office else ("komplettering",)
    found = list(scope.applications(user, association).filter(state__in=mine).order_by("received", "pk")[: MOST + 1])
    for one in found[:MOST]:
        came = f"Kom in {swedish_date(one.received)}" if one.received else ""
        title = f"Ta hand om ansökan {one.title}" if office else f"Komplettera ansökan {one.title}"
        yield Work(title, "", Link("interventions:application", {"pk": one.pk}), "Öppna", came)
    if len(found) > MOST:
        yield Work("Fler ansökningar väntar", "", Link("interventions:applications"), "Visa alla")


def _year_plan(found: Iterable[Duty], roles: set[str]) -> list[Work]:
    """What the year asks of the user's roles that is late or due now, in one row."""
    own = [duty for duty in found if duty.rule.owner in roles and duty.state in _OPEN]
    if not own:
        return []
    late = [duty for duty in own if duty.state is DutyState.LATE]
    named = ", ".join(f"{d.title[0].lower()}{d.title[1:]}" for d in own[:MOST])
    more = f" och {len(own) - MOST} till" if len(own) > MOST else ""
    title = own[0].title if len(own) == 1 else f"{len(own)} saker i årshjulet"
    text = "" if len(own) == 1 else f"{named[0].upper()}{named[1:]}{more}."
    when = f"Senast {swedish_date(own[0].due)}"
    return [Work(title, text, Link("governance:year-plan"), "Öppna", when, late=bool(late))]
