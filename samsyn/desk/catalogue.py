"""The catalogue as a page shows it: figures by kind, with search in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samsyn.catalogue import figure_book
from samsyn.core.figure import Figure, FigureBook, Scope
from samsyn.core.money import Unit
from samsyn.core.table import Cell, State
from samsyn.participants.domain.printed import tells_of_people
from samsyn.reports.definitions.statements import BALANCE, CASH, INCOME

__all__ = ["Entry", "Group", "entry", "figure_book", "group_of", "groups", "matching"]

ACCOUNTS = "Konton"
ONE_BY_ONE = "En insats i taget"
MANY = (ACCOUNTS, ONE_BY_ONE)  # shown only when searched for
_MANY_PREFIXES = ("ledger.account.", "intervention.")
_STATEMENTS = (("Resultaträkning", INCOME), ("Balansräkning", BALANCE), ("Kassaflöde", CASH))
_STATEMENT_OF = {
    row.figure: title for title, rows in reversed(_STATEMENTS) for row in rows
    if not row.figure.startswith("commitments.")
}  # fmt: skip
_PREFIXES = (
    ("ledger.cash.", "Kassaflöde"),
    ("ledger.note", "Noter"),
    ("ledger.operating.", "Driftredovisning"),
    ("ledger.requirement.", "Balanskrav"),
    ("ledger.split.", "Kostnadsfördelning"),
    ("ledger.account.", ACCOUNTS),
    ("commitments.", "Återstående belopp"),
    ("contributions.", "Medelstilldelning"),
    ("outlook.", "Flerårsplan"),
    ("interventions.", "Insatser"),
    ("intervention.", ONE_BY_ONE),
    ("participants.of.", ONE_BY_ONE),
    ("participants.", "Deltagare"),
    ("structure.", "Forum och träffar"),
    ("finsam.planned.", ONE_BY_ONE),
    ("finsam.", "Uppföljning Finsam"),
    ("effect.", "Ekonomisk effekt"),
    ("association.", "Förbundet"),
    ("control.", "Underlag för avstämning"),
    ("ledger.", "Nyckeltal och övriga rader"),
)
ORDER = ("Resultaträkning", "Balansräkning", "Kassaflöde", "Nyckeltal och övriga rader", "Driftredovisning", "Noter",
         "Insatser", "Återstående belopp", "Deltagare", "Forum och träffar", "Ekonomisk effekt", ONE_BY_ONE,
         "Uppföljning Finsam", "Balanskrav", "Kostnadsfördelning", "Medelstilldelning", "Flerårsplan", "Förbundet",
         "Underlag för avstämning", ACCOUNTS, "Övrigt")  # fmt: skip
MOST_OF_MANY = 40


@dataclass(frozen=True)
class Entry:
    """A figure with its value in the page's period."""

    figure: Figure
    cell: Cell


@dataclass(frozen=True)
class Group:
    title: str
    entries: tuple[Entry, ...]
    left_out: int = 0


def group_of(key: str) -> str:
    """The heading a figure stands under."""
    if key in _STATEMENT_OF:
        return _STATEMENT_OF[key]
    return next((title for prefix, title in _PREFIXES if key.startswith(prefix)), "Övrigt")


def matching(figures: Iterable[Figure], text: str) -> list[Figure]:
    """Figures that hold every word in name, definition or key; those with it in the name first."""
    words = text.casefold().split()
    left: dict[str, list[str]] = {}  # many figures share a definition: the words that it does not hold

    def holds(figure: Figure) -> bool:
        if figure.definition not in left:
            said = figure.definition.casefold()
            left[figure.definition] = [word for word in words if word not in said]
        rest = left[figure.definition]
        return not rest or _in(f"{figure.label} {figure.key}", rest)

    found = [figure for figure in figures if holds(figure)]
    return sorted(found, key=lambda figure: not _in(figure.label, words)) if words else found


def _in(text: str, words: Sequence[str]) -> bool:
    said = text.casefold()
    return all(word in said for word in words)


def entry(book: FigureBook, figure: Figure, scope: Scope, *, true_counts: bool) -> Entry:
    """Without the right to true counts a figure of people has no number here: it is read in protected tables."""
    if tells_of_people(figure.key) and not true_counts:
        return Entry(figure, Cell(None, figure.unit, figure.key, scope, State.PROTECTED))
    value = book.value(figure.key, scope)
    state = State.UNKNOWN if value is None else State.KNOWN
    unit = Unit.KR if figure.unit in (Unit.KR, Unit.TKR) else figure.unit
    return Entry(figure, Cell(value, unit, figure.key, scope, state, figure.decimals))


def groups(book: FigureBook, scope: Scope, text: str, *, accounts: bool, true_counts: bool) -> list[Group]:
    """The catalogue narrowed by words. Accounts and single interventions are many: they show when searched for."""
    by_title: dict[str, list[Figure]] = {}
    listed = book.figures() if text else book.figures(without=_MANY_PREFIXES)
    for figure in matching(listed, text):
        by_title.setdefault(group_of(figure.key), []).append(figure)
    for title in MANY if not text else () if accounts else (ACCOUNTS,):
        by_title.pop(title, None)
    return [_group(book, scope, title, by_title[title], true_counts) for title in ORDER if title in by_title]


def _group(book: FigureBook, scope: Scope, title: str, figures: Sequence[Figure], true_counts: bool) -> Group:
    shown = figures[:MOST_OF_MANY] if title in MANY else figures
    return Group(
        title, tuple(entry(book, figure, scope, true_counts=true_counts) for figure in shown), len(figures) - len(shown)
    )
