"""The pension provision's roll-forward where people enter it, with and without särskild löneskatt (RKR R10)."""

from collections.abc import Iterable

from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.ledger.models import ProvisionMovement
from samsyn.ledger.queries.books import Books

MEASURES = {
    True: ("ledger.provision.", "inklusive löneskatt"),
    False: ("ledger.provision_without_tax.", "utan löneskatt"),
}
CLOSING = "closing"
LABELS = {**dict(ProvisionMovement.Kind.choices), CLOSING: "Utgående avsättning"}


class ProvisionFigures:
    """`ledger.provision.earned` … `ledger.provision.closing`, and the same without tax. Not entered is not known."""

    prefix = "ledger.provision"

    def __init__(self, books: Books) -> None:
        self.books = books

    def figures(self) -> Iterable[Figure]:
        return [self._figure(with_tax, kind) for with_tax in MEASURES for kind in LABELS]

    def _figure(self, with_tax: bool, kind: str) -> Figure:
        prefix, words = MEASURES[with_tax]
        text = f"Pensionsavsättningens förändring under året, {words}, enligt pensionsbolagets uppgift."
        return Figure(f"{prefix}{kind}", f"{LABELS[kind]} ({words})", Unit.KR, text, "RKR R10")

    def _find(self, key: str) -> tuple[bool, str]:
        for with_tax, (prefix, _) in MEASURES.items():
            kind = key.removeprefix(prefix)
            if key.startswith(prefix) and kind in LABELS:
                return with_tax, kind
        raise UnknownFigure(key)

    def value(self, key: str, scope: Scope) -> Value:
        with_tax, kind = self._find(key)
        rows = self.books.provisions.get((scope.period.year, with_tax))
        if not rows or scope.measure is not Measure.ACTUAL or not scope.period.whole_year:
            return None
        return sum(rows.values()) if kind == CLOSING else rows.get(kind, 0)

    def explain(self, key: str, scope: Scope) -> Explanation:
        with_tax, kind = self._find(key)
        rows = self.books.provisions.get((scope.period.year, with_tax), {})
        prefix, _ = MEASURES[with_tax]
        parts = [Part(LABELS[k], amount, "+", f"{prefix}{k}", scope) for k, amount in rows.items()]
        shown = rows if kind == CLOSING else {k: a for k, a in rows.items() if k == kind}
        link = Link("ledger:manual")
        return Explanation(
            self._figure(with_tax, kind),
            scope,
            self.value(key, scope),
            tuple(parts) if kind == CLOSING else (),
            tuple(SourceRow(LABELS[k], amount, link) for k, amount in shown.items()),
            "Inskrivet för hand" if rows else "Inget är inskrivet för året",
        )
