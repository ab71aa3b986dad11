"""What members are asked for, what they have paid and what is receivable, as figures: all of them and each party."""

from collections.abc import Iterable
from functools import cached_property

from samsyn.associations.domain.shares import Payer
from samsyn.associations.figures import party_keys
from samsyn.associations.queries import contribution_table
from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.ledger.figures.sources import account_rows
from samsyn.ledger.queries.books import Books
from samsyn.ledger.queries.contributions import Line, lines

INVOICED, RECEIVED, RECEIVABLE = "contributions.invoiced", "contributions.received", "contributions.receivable"
LATE, BOOKED = "contributions.late", "contributions.booked"
_LAW = "Lag (2003:1210) om finansiell samordning, 5 §"
_TEXTS = {
    INVOICED: ("Medlemsbidrag som begärts in", "Delbetalningar som skickats under perioden."),
    RECEIVED: ("Medlemsbidrag som betalats", "Det som medlemmarna betalat under perioden, vilket år det än gäller."),
    RECEIVABLE: ("Obetalda medlemsbidrag", "Det som begärts in till och med periodens slut och då inte var betalt."),
    LATE: ("Försenade medlemsbidrag", "Det obetalda som skulle ha betalats senast dagen före periodens slut."),
}
RECEIVABLE_ACCOUNTS = ("contribution_receivable_accounts", "1510-1519")
"""The association's word for the accounts of members' unpaid contributions, and what is meant without one."""


class ContributionFigures:
    """`contributions.invoiced`, `.received`, `.receivable`, `.late`, each also per party, and what the books hold.

    Unknown until the association registers instalments.
    """

    prefix = "contributions."

    def __init__(self, books: Books) -> None:
        self.books = books

    @cached_property
    def _parties(self) -> dict[str, Payer]:
        """The last part of a key → party."""
        keys = party_keys(contribution_table(self.books.association).payers)
        return {key.removeprefix("association.contribution."): payer for key, payer in keys.items()}

    @cached_property
    def _index(self) -> dict[str, Figure]:
        own = self.books.association.in_own_words
        found = {
            key: Figure(key, own(label), Unit.KR, own(text), _LAW) for key, (label, text) in _TEXTS.items()
        }  # fmt: skip
        text = "Fordran på medlemsbidrag enligt bokföringens konton vid periodens slut."
        found[BOOKED] = Figure(BOOKED, own("Bokförd fordran på medlemsbidrag"), Unit.KR, own(text))
        for slug, payer in self._parties.items():
            for key, (label, text) in _TEXTS.items():
                name = f"{key}.{slug}"
                found[name] = Figure(name, own(f"{label}: {payer.name}"), Unit.KR, own(text), _LAW)
        return found

    def figures(self) -> Iterable[Figure]:
        return self._index.values()

    @cached_property
    def _instalments(self) -> list[Line]:
        return lines(self.books.association, Period(2099).end)

    def _chosen(self, key: str) -> tuple[str, list[Line]]:
        """The kind of figure and the instalments it is about. Raises UnknownFigure."""
        if key not in self._index:
            raise UnknownFigure(key)
        kind = next((name for name in _TEXTS if key == name or key.startswith(f"{name}.")), BOOKED)
        payer = self._parties.get(key.removeprefix(f"{kind}."))
        found = self._instalments
        return kind, found if payer is None else [line for line in found if line.party.pk == payer.pk]

    def _amount(self, kind: str, line: Line, period: Period) -> int:
        at_end = Line(line.item, line.receipts, period.end)
        if kind == INVOICED:
            return line.item.amount if period.start <= line.item.invoiced <= period.end else 0
        if kind == RECEIVED:
            return sum(row.amount for row in line.receipts if period.start <= row.date <= period.end)
        return at_end.open if kind == RECEIVABLE or at_end.late else 0

    def value(self, key: str, scope: Scope) -> Value:
        kind, found = self._chosen(key)
        if scope.measure is not Measure.ACTUAL:
            return None
        if kind == BOOKED:
            return self._booked(scope)
        if not any(line.item.invoiced <= scope.period.end for line in self._instalments):
            return None
        return sum(self._amount(kind, line, scope.period) for line in found)

    def _booked_rows(self, scope: Scope) -> list[SourceRow]:
        first, _, last = self.books.association.word(*RECEIVABLE_ACCOUNTS).partition("-")
        rules = [rule for rule in self.books.accounts.rules if rule.line == "receivables"]
        rows = account_rows(self.books, scope, rules)
        return [row for row in rows if row.label[:4].isdecimal() and int(first) <= int(row.label[:4]) <= int(last)]

    def _booked(self, scope: Scope) -> int | None:
        found = self.books.evaluation(scope)
        if not (found.known and found.by_row) or found.lines.get("receivables") is None:
            return None
        return sum(int(row.value or 0) for row in self._booked_rows(scope))

    def explain(self, key: str, scope: Scope) -> Explanation:
        kind, found = self._chosen(key)
        value = self.value(key, scope)
        if kind == BOOKED:
            basis = self.books.evaluation(scope).basis
            return Explanation(self._index[key], scope, value, sources=tuple(self._booked_rows(scope)), basis=basis)
        rows = [(line, self._amount(kind, line, scope.period)) for line in found]
        sources = tuple(
            SourceRow(
                f"{line.party} {line.year}, nr {line.item.number}", amount,
                Link("ledger:instalment", {"pk": line.item.pk}), _note(line, scope.period),
            )
            for line, amount in rows if amount
        )  # fmt: skip
        parts = () if key != kind or value is None else self._parts(kind, scope)
        basis = "Delbetalningar och betalningar" if rows else "Inga delbetalningar är inlagda"
        return Explanation(self._index[key], scope, value, parts, sources, basis)

    def _parts(self, kind: str, scope: Scope) -> tuple[Part, ...]:
        """What is receivable rolls forward; the others are the parties' sums."""
        if kind == RECEIVABLE:
            before = Scope(Period(scope.period.year - 1))
            return (
                Part(f"Obetalt vid slutet av {before.period.year}", self.value(kind, before) or 0, "", kind, before),
                Part("Begärt in under perioden", self.value(INVOICED, scope), "+", INVOICED, scope),
                Part("Betalt under perioden", self.value(RECEIVED, scope), "−", RECEIVED, scope),
            )
        shown = [(f"{kind}.{slug}", payer) for slug, payer in self._parties.items()]
        return tuple(
            Part(payer.name, amount, "+", key, scope) for key, payer in shown if (amount := self.value(key, scope))
        )


def _note(line: Line, period: Period) -> str:
    at_end = Line(line.item, line.receipts, period.end)
    paid = f", betalt {at_end.last_paid}" if at_end.last_paid else ""
    return f"skickad {line.item.invoiced}, förfaller {line.item.due}{paid}"
