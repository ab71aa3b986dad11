"""What stands behind a figure of the interventions: decisions, claims and year-end answers, each with its page."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import Q

from samsyn.associations.models import Association
from samsyn.core.figure import Explanation, Figure, Link, Part, Scope, SourceRow, Value
from samsyn.core.models import Event
from samsyn.interventions.domain.commitments import COSTS, TAKEN_OVER, Entry, EntryKind, Movement
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ui.formats import swedish_date

MOST = 100  # documents told one by one
_EVENTS = ("claim.", "decision.", "confirmation.", "attest.")

TERMS: Sequence[tuple[str, str, str]] = (
    ("opening", "Återstod vid periodens början", ""),
    ("decided", "Beviljat under perioden", "+"),
    ("cost", "Kostnad", "−"),
    ("returned", "Återgick enligt beslutets regel", "−"),
    ("reduced", "Minskat genom beslut", "−"),
)
"""opening + decided − cost − returned − reduced = what remains."""
AMOUNTS: Mapping[str, Callable[[Movement], int]] = {
    "opening": lambda moved: moved.opening,
    "decided": lambda moved: moved.decided,
    "cost": lambda moved: moved.cost,
    "returned": lambda moved: moved.returned,
    "reduced": lambda moved: moved.reduced,
    "remaining": lambda moved: moved.closing,
}
WORDS: Mapping[str, tuple[str, str]] = {
    "opening": ("återstod vid periodens början",
                "Det som återstod av beslutad finansiering när perioden började, och det som tagits över under den."),
    "decided": ("beviljat", ("Det som beviljats under perioden: nya beslut, utökningar och förlängningar, alla år som "
                "besluten gäller. Flytt mellan år tar ut sig själv.")),
    "cost": ("kostnad", ("Godkända rekvisitioner och fakturor med kostnadsdatum i perioden, årsskiftets upparbetade "
             "men ej rekvirerade belopp, skillnaden när en sen rekvisition avräknar ett sådant, och minus det av dem "
             "som lösts upp.")),
    "returned": ("återgick enligt beslutets regel",
                 "Oförbrukat belopp som återgått av sig självt, eftersom beslutet säger det."),
    "reduced": ("minskat genom beslut", "Beviljat belopp som minskats eller lämnats tillbaka genom ett eget beslut."),
    "remaining": ("återstår", ("Det som återstår av beslutad finansiering vid periodens slut: beviljat minus kostnad "
                  "minus det som återgått eller minskats, över alla år.")),
}  # fmt: skip
_KINDS: Mapping[str, Iterable[EntryKind]] = {
    "decided": (EntryKind.DECIDED,),
    "cost": COSTS,
    "returned": (EntryKind.RETURNED,),
    "reduced": (EntryKind.REDUCED,),
}


def terms(moved: Movement, prefix: str, scope: Scope, *, flows: bool = True) -> tuple[Part, ...]:
    """The formula of what remains with its amounts, each a door; nothing when the flows are not known."""
    if not flows:
        return ()
    return tuple(
        Part(label, AMOUNTS[name](moved), operator, f"{prefix}{name}", scope) for name, label, operator in TERMS
    )


def of(what: str, entries: Iterable[Entry], scope: Scope) -> list[Entry]:
    """The entries that a figure adds up: those of its kind in the period, or what came before it."""
    first, last = scope.period.start, scope.period.end
    if what == "opening":
        return [e for e in entries if e.date < first or (e.date <= last and e.kind in TAKEN_OVER)]
    inside = [e for e in entries if first <= e.date <= last and e.kind not in TAKEN_OVER]
    return inside if what == "remaining" else [e for e in inside if e.kind in _KINDS[what]]


def entry_rows(entries: Sequence[Entry], sign: int = 1, names: Callable[[int], str] | None = None) -> list[SourceRow]:
    """Entries as rows with the day and the page behind each, newest first; beyond the first hundred in one sum."""
    newest = sorted(entries, key=lambda entry: (entry.date, entry.pk), reverse=True)
    rows = [
        SourceRow(
            f"{names(e.intervention)}: {e.label}" if names else e.label,
            sign * e.amount,
            Link(e.view, {"pk": e.pk}) if e.view else None,
            swedish_date(e.date),
        )
        for e in newest[:MOST]
    ]
    rest = newest[MOST:]
    if rest:
        rows.append(SourceRow(f"{len(rest)} tidigare poster", sign * sum(e.amount for e in rest)))
    return rows


def rows_of(
    what: str, entries: Sequence[Entry], scope: Scope, names: Callable[[int], str] | None = None
) -> list[SourceRow]:
    """The documents behind one term of the formula, or behind what remains: those of the period and what it began at.

    Amounts carry the sign of the figure: a cost is positive in the cost, negative in what remains.
    """
    found = of(what, entries, scope)
    rows = entry_rows(found, 1 if what in ("opening", "decided", "remaining") else -1, names)
    if what == "remaining" and (before := sum(e.amount for e in of("opening", entries, scope))):
        rows.append(SourceRow("Återstod vid periodens början", before))
    return rows


def intervention_row(item: Intervention, value: Value, note: str = "") -> SourceRow:
    """An intervention behind a figure, with the way to its page."""
    return SourceRow(item.name, value, Link("interventions:intervention", {"pk": item.pk}), note)


def explained(
    portfolio: Portfolio,
    figure: Figure,
    scope: Scope,
    value: Value,
    *,
    parts: Sequence[Part] = (),
    sources: Sequence[SourceRow] = (),
    remarks: Sequence[str] = (),
    basis: str = "",
) -> Explanation:
    """An explanation with what all of them share: the data used, and who changed it last."""
    last = changed(portfolio.association)
    said = basis or f"Beslut, årsbesked och godkända rekvisitioner till och med {swedish_date(scope.period.end)}"
    if value is None:
        said = f"Inga uppgifter om insatserna för {scope.label}"
    return Explanation(
        figure, scope, value, tuple(parts), tuple(sources), said,
        last.at if last else None, last.actor if last else "", remarks=tuple(remarks),
    )  # fmt: skip


def changed(association: Association) -> Event | None:
    """The newest event about the interventions' money (one query)."""
    about = Q()
    for verb in _EVENTS:
        about |= Q(verb__startswith=verb)
    return Event.objects.filter(about, association_id=association.pk).first()
