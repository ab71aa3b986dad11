"""Last year's prose made ready for this year's report: the words stay, the figures follow the new period, and no old
number is left standing."""

import re

from samsyn.core.figure import Measure, Scope
from samsyn.core.period import Period
from samsyn.reports.domain.numerals import positions

BLANK = "[siffra]"
"""Stands where a number was written out by hand. A text that holds it is not finished."""

_REFERENCE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_MARKERS = re.compile(r"(?m)^[ \t]*\d{1,9}[.)](?=\s)|\]\([^)\s]*\)|<[^<>\s]+>")
_SCOPE = re.compile(r"(?:19|20)\d\d(?:-\w+)?(?::\w+)?\Z")


def carried(markdown: str, old: Period, new: Period) -> str:
    """The text of a report on `old` for one on `new`.

    References to the old report's own period become references to the new one's own ('2023:budget' → 'budget'), those
    to the year before it 'förra'; other years move as far as the period did. Numbers written out become `BLANK`;
    dates, years and laws stay as they are.
    """
    return _REFERENCE.sub(lambda found: f"{{{{{_reference(found[1], old, new)}}}}}", _blanked(markdown))


def _blanked(markdown: str) -> str:
    kept = [found.span() for pattern in (_REFERENCE, _MARKERS) for found in pattern.finditer(markdown)]
    masked = markdown
    for start, end in kept:
        masked = masked[:start] + "\ufffc" * (end - start) + masked[end:]
    for start, end in reversed(positions(masked)):
        markdown = markdown[:start] + BLANK + markdown[end:]
    return markdown


def _reference(inside: str, old: Period, new: Period) -> str:
    words = inside.split()
    if not any(_SCOPE.match(word) for word in words[1:]):
        return inside
    said = [words[0], *(_word(word, old, new) for word in words[1:])]
    return f" {' '.join(word for word in said if word)} "


def _word(word: str, old: Period, new: Period) -> str:
    if not _SCOPE.match(word):
        return word
    try:
        scope = Scope.parse(word.casefold() if ":" in word else word)
    except ValueError:
        return word
    measure = "" if scope.measure is Measure.ACTUAL else str(scope.measure)
    if scope.period == old:
        return measure
    if scope.period == old.previous:
        return f"förra:{measure}" if measure else "förra"
    return Scope(Period(scope.period.year + new.year - old.year, scope.period.month), scope.measure).code
