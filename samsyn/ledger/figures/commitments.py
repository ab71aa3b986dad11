"""Remaining commitments 'inom linjen' as figures, until the interventions state them under the same keys."""

from collections.abc import Iterable

from samsyn.core.figure import Explanation, Figure, Link, Measure, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.ledger.definitions.statements import COMMITMENTS
from samsyn.ledger.queries.books import Books

PREFIX = "commitments."


class CommitmentFigures:
    """`commitments.remaining` and one figure per row of the note. A year without rows is not known."""

    def __init__(self, books: Books) -> None:
        self.books = books

    def figures(self) -> Iterable[Figure]:
        text = "Det som återstår av redan beslutad finansiering av insatser: beslutat minus rekvirerat och återlämnat."
        found = [
            Figure(COMMITMENTS, "Återstående belopp för redan beslutad finansiering", Unit.KR, text, "LKBR 6 kap.")
        ]
        groups = {
            row.group: row.label for year in sorted(self.books.commitments) for row in self.books.commitments[year]
        }
        return found + [
            Figure(f"{PREFIX}{group}", f"Återstår: {label}", Unit.KR, f"Återstående belopp för {label}.")
            for group, label in groups.items()
        ]

    def value(self, key: str, scope: Scope) -> Value:
        group = key.removeprefix(PREFIX)
        rows = self.books.commitments.get(scope.period.year)
        if key != COMMITMENTS and all(f.key != key for f in self.figures()):
            raise UnknownFigure(key)
        if rows is None or scope.measure is not Measure.ACTUAL or not scope.period.whole_year:
            return None
        return sum(row.amount for row in rows if key == COMMITMENTS or row.group == group)

    def explain(self, key: str, scope: Scope) -> Explanation:
        figure = next((f for f in self.figures() if f.key == key), None)
        if figure is None:
            raise UnknownFigure(key)
        group = key.removeprefix(PREFIX)
        rows = [r for r in self.books.commitments.get(scope.period.year, ()) if key == COMMITMENTS or r.group == group]
        link = Link("ledger:manual-commitments")
        sources = tuple(
            SourceRow(row.label, row.amount, link, "" if row.own_row else "ingår i summan utan egen rad i noten")
            for row in rows
        )
        basis = f"Införda för hand för {scope.period.year}" if rows else "Inga uppgifter införda för året"
        return Explanation(figure, scope, self.value(key, scope), sources=sources, basis=basis)
