"""Checks of the counts against themselves: what must add up, what should be explained, what is missing."""

from collections.abc import Sequence

from samsyn.core.check import Check, Finding, Outcome
from samsyn.core.figure import FigureBook, Link, Scope
from samsyn.core.money import grouped
from samsyn.core.period import Period
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import PREFIX, base_of, parse
from samsyn.participants.domain.printed import tells_of_people
from samsyn.participants.domain.words import SEX_WORDS, SEXES, Sex, Shape
from samsyn.participants.figures.asked import COUNT, MISSING, read

HOLDS, FAILS, EXPLAIN, UNKNOWN = Outcome.HOLDS, Outcome.FAILS, Outcome.EXPLAIN, Outcome.UNKNOWN
_REPORTING = Link("participants:reporting")
_WRONG = "Rätta i insatsernas rapporter."


def _value(figures: FigureBook, rest: str, scope: Scope) -> int | None:
    key = f"{PREFIX}{rest}"
    value = figures.value(key, scope) if key in figures else None
    return None if value is None else int(value)


def _none(period: Period) -> list[Finding]:
    return [Finding(UNKNOWN, f"Inga deltagare är rapporterade för {period.label}.", figure=f"{PREFIX}enrolled")]


def _sexes(figures: FigureBook, what: str, scope: Scope) -> list[tuple[str, str]]:
    """(what to add to a key, the words) of the whole and of each sex that is known."""
    return [("", ""), *((f".{sex.value}", f", {SEX_WORDS[sex]}") for sex in SEXES if sex is not Sex.UNSTATED)]


def _reported(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """Every intervention for individuals has handed in every opened period."""
    missing = _value(figures, "missing_reports", Scope(period))
    if missing is None:
        return _none(period)
    if missing:
        count = "En deltagarrapport saknas" if missing == 1 else f"{missing} deltagarrapporter saknas"
        remedy = "Påminn insatserna. Till dess räknas bara det som är inlämnat."
        return [Finding(EXPLAIN, f"{count} för {period.label}.", remedy, MISSING, _REPORTING)]
    return [Finding(HOLDS, f"Alla insatser har rapporterat för {period.label}.", figure=MISSING)]


def _flow(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """Nobody ends who is not enrolled, and the year begins with those who were left when the last one ended."""
    scope = Scope(period)
    closing = _value(figures, "closing", scope)
    if closing is None:
        return _none(period)
    found = []
    for end, words in _sexes(figures, "closing", scope):
        left = _value(figures, f"closing{end}", scope)
        if left is not None and left < 0:
            text = f"Fler har avslutats än som varit inskrivna{words}: {grouped(left)} blir kvar."
            found.append(Finding(FAILS, text, _WRONG, f"{PREFIX}closing{end}", _REPORTING))
    return [*found, *_carried(figures, period)] or [
        Finding(HOLDS, f"Inskrivna, avslutade och kvarvarande går ihop: {grouped(closing)} är kvar.",
                figure=f"{PREFIX}closing")
    ]  # fmt: skip


def _carried(figures: FigureBook, period: Period) -> Sequence[Finding]:
    before = Period(period.year - 1)
    left, opening = _value(figures, "closing", Scope(before)), _value(figures, "opening", Scope(period))
    if left is None or opening is None or left == opening:
        return []
    text = f"{grouped(left)} var kvar vid slutet av {before.label}, men {period.year} börjar med {grouped(opening)}."
    remedy = "Rätta rapporterna, eller för skillnaden som personer som kommer in i eller tas ur räkningen."
    return [Finding(EXPLAIN, text, remedy, f"{PREFIX}opening", _REPORTING)]


def _breaks(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """People who come into the counting or leave it without starting or ending are a break in the series."""
    scope = Scope(period)
    entry, closed = (_value(figures, what, scope) for what in ("entry", "closed"))
    if entry is None and closed is None:
        return _none(period)
    said = [
        f"{grouped(number)} {words}"
        for number, words in ((entry, "kom in i räkningen utan att börja"), (closed, "togs ur den utan att avslutas"))
        if number
    ]
    if not said:
        return [Finding(HOLDS, f"Räkningen är obruten {period.label}.")]
    remedy = "Förklara det i rapporten: talen går inte att jämföra rakt av med året före."
    return [Finding(EXPLAIN, f"{' och '.join(said)} {period.label}.", remedy, f"{PREFIX}entry")]


def _classes(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """Exclusive classes sum to the persons they tell of, for everybody and by sex."""
    scope, tried, found = Scope(period), 0, []
    for what, keys in _by_variable(figures).items():
        base = VARIABLES[what].base
        for end, words in _sexes(figures, what, scope):
            counts = [_value(figures, f"{key}{end}", scope) for key in keys]
            whole = _value(figures, f"{base}{end}", scope)
            if whole is None or None in counts:
                continue
            tried += 1
            total = sum(count or 0 for count in counts)
            if total != whole:
                name = VARIABLES[what].label.rstrip("?")
                text = f"”{name}”{words} summerar till {grouped(total)} men ska vara {grouped(whole)}."
                found.append(Finding(FAILS if what == "outcome" else EXPLAIN, text, _WRONG, f"{PREFIX}{base}{end}"))
    if not tried:
        return _none(period)
    return found or [Finding(HOLDS, "Varje uppdelning i klasser summerar till rätt antal.")]


def _by_variable(figures: FigureBook) -> dict[str, list[str]]:
    """Each exclusive variable's listed classes, of everybody."""
    found: dict[str, list[str]] = {}
    for figure in figures.figures_of(PREFIX):
        asked = read(figure.key)
        if asked is None or asked.kind != COUNT:
            continue
        variable = VARIABLES.get(asked.at.what)
        exclusive = variable is not None and variable.shape is Shape.CLASSES and not variable.rows_only
        if exclusive and asked.at.category and not asked.at.sex and not asked.at.where:
            found.setdefault(asked.at.what, []).append(asked.at.rest)
    return found


def _within(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """No part is more than what it is a part of."""
    scope, tried, found = Scope(period), 0, []
    for what, variable in VARIABLES.items():
        base = base_of(parse(what))
        if base is None or variable.codes or variable.rows_only or variable.shape is Shape.DAYS:
            continue
        for end, words in _sexes(figures, what, scope):
            part, whole = _value(figures, f"{what}{end}", scope), _value(figures, f"{base.rest}{end}", scope)
            if part is None or whole is None:
                continue
            tried += 1
            if part > whole:
                text = f"”{variable.label}”{words} är {grouped(part)}, fler än de {grouped(whole)} det gäller."
                found.append(Finding(FAILS, text, _WRONG, f"{PREFIX}{what}{end}"))
    if not tried:
        return _none(period)
    return found or [Finding(HOLDS, "Inget antal är större än det antal det är en del av.")]


_SOURCE = "Samma personer, räknade en gång"
CHECKS: tuple[Check, ...] = (
    Check("participants.reported", "Deltagarrapporterna är inlämnade", "Finsamlagen 7 §", _reported),
    Check("participants.flow", "Inskrivna, avslutade och kvarvarande går ihop", _SOURCE, _flow),
    Check("participants.breaks", "Räkningen är obruten", "God redovisningssed", _breaks),
    Check("participants.classes", "Uppdelningar summerar till rätt antal", _SOURCE, _classes),
    Check("participants.within", "Delar är högst det de är delar av", _SOURCE, _within),
)


# --- who reads -------------------------------------------------------------------------------------------------------

_KEPT = {HOLDS: "Det går ihop.", FAILS: "Det går inte ihop.", EXPLAIN: "Det behöver förklaras."}
_WHO = "Talen visas för kansliet och revisorerna."


def for_reader(findings: Sequence[Finding], *, true_counts: bool) -> list[Finding]:
    """What whoever may not see true counts is told of people: how it went, without a number."""
    told: list[Finding] = []
    for finding in findings:
        kept = not true_counts and finding.outcome in _KEPT and tells_of_people(finding.figure)
        said = Finding(finding.outcome, f"{_KEPT[finding.outcome]} {_WHO}") if kept else finding
        if not kept or said not in told:
            told.append(said)
    return told
