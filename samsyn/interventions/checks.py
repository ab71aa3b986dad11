"""Checks of the interventions' money against the books and against itself."""

from collections.abc import Iterable, Mapping, Sequence

from samsyn.core.check import Check, Finding, Outcome
from samsyn.core.figure import FigureBook, Link, Scope
from samsyn.core.period import Period
from samsyn.interventions.figures.commitments import PREFIX as COMMITMENTS
from samsyn.interventions.figures.commitments import ROW
from samsyn.interventions.figures.debt import CLOSING, TERMS
from samsyn.interventions.figures.debt import PREFIX as DEBT
from samsyn.interventions.figures.one import PREFIX as ONE
from samsyn.ledger.checks import money

HOLDS, FAILS, EXPLAIN, UNKNOWN = Outcome.HOLDS, Outcome.FAILS, Outcome.EXPLAIN, Outcome.UNKNOWN
MOST = 12  # differences told one by one
_REMAINING = f"{COMMITMENTS}remaining"
_TERMS = ("opening", "decided", "cost", "returned", "reduced", "remaining")
_LIST, _RECONCILIATION = Link("interventions:list"), Link("interventions:reconciliation")
_ANSWERS = Link("interventions:confirmations")
_OUR_FAULT = "Anmäl felet: beloppen räknas ur samma poster."


def _value(figures: FigureBook, key: str, scope: Scope) -> int | None:
    value = figures.value(key, scope) if key in figures else None
    return None if value is None else int(value)


def _each(figures: FigureBook, what: str, scope: Scope, prefix: str = ONE) -> list[tuple[str, str, int | None]]:
    """(key of the intervention, its name, öre) of every intervention that has a figure."""
    found = figures.each(prefix, what, scope)
    return [(one.key, one.name, None if one.value is None else int(one.value)) for one in found]


def _missing(period: Period) -> list[Finding]:
    return [Finding(UNKNOWN, f"Uppgifter om insatserna saknas för {period.label}.", figure=_REMAINING)]


def _opening_apart(figures: FigureBook, opening: int, closing: str, period: Period) -> str:
    """What to say of an opening that is not what the figure `closing` was last year; '' when it is or none is known."""
    before = _value(figures, closing, Scope(Period(period.year - 1)))
    if before is None or before == opening:
        return ""
    return f"Ingående {money(opening)} är inte förra årets utgående {money(before)}."


def _stated(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """What remains of decided financing must be stated for the year and the year before (LKBR 6 kap.)."""
    if not period.whole_year:
        return [Finding(HOLDS, "Återstående belopp redovisas vid årets slut.")]
    if not _each(figures, "remaining", Scope(period)):
        text = "Inga insatser hos parter är upplagda, så inget belopp står inom linjen."
        return [Finding(EXPLAIN, text, "Lägg upp insatserna, om förbundet finansierar några.", _REMAINING, _LIST)]
    found = []
    for year in (period, period.previous):
        value = _value(figures, _REMAINING, Scope(year))
        if value is not None:
            found.append(Finding(HOLDS, f"Återstående belopp {year.label}: {money(value)}.", figure=_REMAINING))
            continue
        text = f"Återstående belopp inom linjen saknas för {year.label}."
        outcome = FAILS if year == period else UNKNOWN  # a first year has nothing to compare with
        found.append(Finding(outcome, text, "Lägg upp insatserna och det som återstod av dem.", _REMAINING, _LIST))
    return found


def _roll_forward(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """opening + decided − cost − returned − reduced = remaining, and the opening is what remained last year."""
    scope = Scope(period)
    amounts = [_value(figures, f"{COMMITMENTS}{name}", scope) for name in _TERMS]
    if None in amounts:
        return _missing(period)
    opening, decided, cost, returned, reduced, remaining = (amount or 0 for amount in amounts)
    made = opening + decided - cost - returned - reduced
    said = (
        f"{money(opening)} + beviljat {money(decided)} − kostnad {money(cost)} − återgått {money(returned)} "
        f"− minskat {money(reduced)}"
    )
    if made != remaining:
        text = f"{said} ger {money(made)}, men återstående belopp är {money(remaining)}."
        return [Finding(FAILS, text, _OUR_FAULT, _REMAINING)]
    found = [Finding(HOLDS, f"{said} = {money(remaining)}.", figure=_REMAINING)]
    if text := _opening_apart(figures, opening, _REMAINING, period):
        remedy = "Skillnaden är tagen över under året. Förklara den i noten."
        found.append(Finding(EXPLAIN, text, remedy, f"{COMMITMENTS}opening"))
    return found


def _rows(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """The note's rows, with what has no row of its own, are the amount below the balance sheet."""
    scope = Scope(period)
    whole = _value(figures, _REMAINING, scope)
    if whole is None:
        return _missing(period)
    by_row = sum(left or 0 for _, _, left in _each(figures, ROW, scope, COMMITMENTS))
    each = sum(left or 0 for _, _, left in _each(figures, "remaining", scope))
    if each != whole:
        text = f"Insatserna summerar till {money(each)} men beloppet under balansräkningen är {money(whole)}."
        return [Finding(FAILS, text, _OUR_FAULT, _REMAINING)]
    if by_row != whole:
        text = f"Notens rader summerar till {money(by_row)} av {money(whole)}. {money(whole - by_row)} saknar notrad."
        remedy = "Ge insatserna som saknar den en rad i noten. Till dess nämns de under noten."
        return [Finding(EXPLAIN, text, remedy, _REMAINING, _LIST)]
    return [Finding(HOLDS, f"Notens rader summerar till {money(whole)}, som under balansräkningen.", figure=_REMAINING)]


def _not_negative(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """No intervention has cost more than was decided for it."""
    found = []
    for key, name, left in _each(figures, "remaining", Scope(period)):
        if left is not None and left < 0:
            text = f"{name} har kostat {money(-left)} mer än vad som är beslutat."
            found.append(Finding(FAILS, text, "Fatta beslut om mer medel eller rätta.", f"{ONE}{key}.remaining"))
    return found or [Finding(HOLDS, "Ingen insats har kostat mer än vad som är beslutat.")]


def _projects(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """Each intervention's cost is what its project in the books says; differences are told one by one."""
    scope = Scope(period)
    costs = {key: cost for key, _, cost in _each(figures, "cost", scope)}
    pairs = [(key, name, costs.get(key), booked) for key, name, booked in _each(figures, "project", scope)]
    known = [(key, name, cost, booked) for key, name, cost, booked in pairs if cost is not None and booked is not None]
    if not known:
        return [Finding(UNKNOWN, f"Bokföringen har inga projekt att jämföra med för {period.label}.")]
    apart = [pair for pair in known if pair[2] != pair[3]]
    homeless = list(_without_project(figures, scope, costs, {key for key, *_ in pairs}))
    if not apart and homeless:
        return homeless
    if not apart:
        total = sum(cost for _, _, cost, _ in known)
        count = "En insats" if len(known) == 1 else f"{len(known)} insatser"
        text = f"{count} har samma kostnad, tillsammans {money(total)}, här och på sina projekt i bokföringen."
        return [Finding(HOLDS, text, figure="interventions.cost")]
    return [*_differences(apart), *homeless]


def _without_project(
    figures: FigureBook, scope: Scope, costs: Mapping[str, int | None], held: set[str]
) -> Iterable[Finding]:  # fmt: skip
    """Interventions with a cost that no project can be compared with."""
    for key, name, _ in _each(figures, "remaining", scope):
        cost = costs.get(key) if key not in held else None
        if cost:
            text = f"{name} har kostnad {money(cost)} men inget projekt i bokföringen att jämföra med."
            yield Finding(EXPLAIN, text, "Skriv projektets nummer på insatsen.", f"{ONE}{key}.cost", _LIST)


def _differences(apart: Sequence[tuple[str, str, int, int]]) -> Iterable[Finding]:
    remedy = "Se vad som fattas på ena sidan, och förklara det som ska skilja."
    for key, name, cost, booked in sorted(apart, key=lambda pair: -abs(pair[2] - pair[3]))[:MOST]:
        text = f"{name}: kostnad {money(cost)} här, {money(booked)} på projektet i bokföringen. "
        yield Finding(
            EXPLAIN, f"{text}Skillnad {money(cost - booked)}.", remedy, f"{ONE}{key}.project", _RECONCILIATION
        )
    if len(apart) > MOST:
        yield Finding(EXPLAIN, f"{len(apart) - MOST} insatser till skiljer.", remedy, "", _RECONCILIATION)


def _debt(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """What year-end answers made debt is what the note on current liabilities says."""
    scope = Scope(period)
    owed, booked = (
        _value(figures, "interventions.accrued", scope),
        _value(figures, "interventions.accrued_booked", scope),
    )
    if owed is None:
        return _missing(period)
    if booked is None and not owed:
        return [Finding(HOLDS, "Ingen skuld till insatser, varken här eller i noten.", figure="interventions.accrued")]
    if booked is None:
        text = f"Skulden till insatser är {money(owed)} enligt årsbeskeden, men noten har ingen egen rad för den."
        remedy = "Koppla kontot till en notrad vars namn säger insatser."
        return [Finding(UNKNOWN, text, remedy, "interventions.accrued", Link("ledger:mapping"))]
    if owed == booked:
        text = f"Skulden till insatser är {money(owed)} både enligt årsbeskeden och i noten."
        return [Finding(HOLDS, text, figure="interventions.accrued")]
    text = f"Skulden till insatser är {money(owed)} enligt årsbeskeden men {money(booked)} i bokföringen."
    remedy = "Bokför årsbeskeden och det som avräknats eller lösts upp, eller rätta beskeden."
    return [Finding(EXPLAIN, f"{text} Skillnad {money(owed - booked)}.", remedy, "interventions.accrued")]


def _debt_forward(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """opening + accrued − settled − dissolved = the debt, the opening is last year's, and none is older than a year."""
    scope = Scope(period)
    amounts = [_value(figures, f"{DEBT}{name}", scope) for name in (*(name for name, _, _ in TERMS), CLOSING)]
    if None in amounts:
        return _missing(period)
    opening, accrued, settled, dissolved, owed = (amount or 0 for amount in amounts)
    made, key = opening + accrued - settled - dissolved, f"{DEBT}{CLOSING}"
    said = f"{money(opening)} + upparbetat {money(accrued)} − reglerat {money(settled)} − upplöst {money(dissolved)}"
    if made != owed:
        text = f"{said} ger {money(made)}, men skulden till insatser är {money(owed)}."
        return [Finding(FAILS, text, _OUR_FAULT, key)]
    found = [Finding(HOLDS, f"{said} = {money(owed)}.", figure=key)]
    if text := _opening_apart(figures, opening, key, period):
        found.append(Finding(FAILS, text, _OUR_FAULT, f"{DEBT}debt_opening"))
    old = opening - settled - dissolved  # this year's answers are neither settled nor dissolved before next year
    if period.whole_year and old > 0:
        text = (
            f"{money(old)} av skulden är från {period.year - 1} eller tidigare och ingen rekvisition har avräknat den."
        )
        found.append(Finding(EXPLAIN, text, "Lös upp det som inte kommer att rekvireras.", key, _ANSWERS))
    return found


CHECKS: tuple[Check, ...] = (
    Check("interventions.stated", "Återstående belopp är angivna", "LKBR 6 kap.", _stated, blocks=True),
    Check("interventions.roll-forward", "Återstående belopp går ihop från år till år", "LKBR 9 kap.", _roll_forward,
          blocks=True),
    Check("interventions.note-rows", "Notens rader är beloppet under balansräkningen", "LKBR 9 kap.", _rows),
    Check("interventions.not-negative", "Ingen insats har kostat mer än beslutat", "God redovisningssed",
          _not_negative, blocks=True),
    Check("interventions.projects", "Insatsernas kostnad är densamma i bokföringen", "God redovisningssed", _projects),
    Check("interventions.debt", "Skulden till insatser är densamma i bokföringen", "LKBR 4 kap.", _debt),
    Check("interventions.debt-forward", "Skulden till insatser går ihop från år till år", "LKBR 4 kap.", _debt_forward),
)  # fmt: skip
