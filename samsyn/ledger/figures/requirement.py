"""Balanskravsutredningen (LKBR 11 kap. 10 §) as figures: the year's result cleared of what the requirement excludes."""

from collections.abc import Iterable, Mapping

from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.ledger.figures.lines import leaf_lines
from samsyn.ledger.figures.sources import account_rows, explained
from samsyn.ledger.queries.books import Books

PREFIX = "ledger.requirement."
LAW = "LKBR 11 kap. 10 §"
ENTERED: Mapping[str, tuple[str, int]] = {  # key -> (label, sign in the sum); amounts are entered without sign
    "gains": ("Samtliga realisationsvinster", -1),
    "gains_exempt": ("Realisationsvinster enligt undantagsmöjlighet", 1),
    "losses_exempt": ("Realisationsförluster enligt undantagsmöjlighet", 1),
    "unrealised": ("Orealiserade vinster och förluster i värdepapper", -1),
    "unrealised_back": ("Återföring av orealiserade vinster och förluster i värdepapper", 1),
}
RESERVE: Mapping[str, tuple[str, int]] = {
    "reserve_to": ("Reservering av medel till resultatreserv", -1),
    "reserve_use": ("Användning av medel från resultatreserv", 1),
}
RESTORE: Mapping[str, str] = {
    "opening_to_restore": "Ingående negativt resultat att återställa",
    "waived": "Återställs inte på grund av synnerliga skäl",
}
LABELS: Mapping[str, str] = {
    "result": "Årets resultat enligt resultaträkningen",
    **{key: label for key, (label, _) in ENTERED.items()},
    "adjusted": "Årets resultat efter balanskravsjusteringar",
    **{key: label for key, (label, _) in RESERVE.items()},
    "balance": "Årets balanskravsresultat",
    **RESTORE,
    "closing_to_restore": "Utgående negativt resultat att återställa",
}

_BY_HAND = (*ENTERED, *RESERVE, *RESTORE)
_ON_RESULT = ("result", "adjusted", "balance", "closing_to_restore")  # rows that the result's accounts stand behind


class RequirementFigures:
    """`ledger.requirement.balance` and the rows above and below it. What is not entered counts as none."""

    prefix = PREFIX

    def __init__(self, books: Books) -> None:
        self.books = books

    def figures(self) -> Iterable[Figure]:
        return [
            Figure(PREFIX + key, label, Unit.KR, f"Rad i balanskravsutredningen: {label.lower()}.", LAW)
            for key, label in LABELS.items()
        ]

    def value(self, key: str, scope: Scope) -> Value:
        name = key.removeprefix(PREFIX)
        if name not in LABELS:
            raise UnknownFigure(key)
        if scope.measure is not Measure.ACTUAL:
            return None
        return self._value(name, scope)

    def _entered(self, name: str, scope: Scope) -> int:
        note = self.books.balance_notes.get((scope.period.year, name))
        sign = {**ENTERED, **RESERVE}.get(name, ("", 1))[1]
        return sign * (note.amount or 0) if note else 0

    def _value(self, name: str, scope: Scope) -> int | None:
        result = self.books.evaluation(scope).lines.get("result")
        if name == "result":
            return result
        if name not in ("adjusted", "balance", "closing_to_restore"):
            return self._entered(name, scope)
        if result is None:
            return None
        adjusted = result + sum(self._entered(key, scope) for key in ENTERED)
        if name == "adjusted":
            return adjusted
        balance = adjusted + sum(self._entered(key, scope) for key in RESERVE)
        if name == "balance":
            return balance
        return max(0, self._entered("opening_to_restore", scope) - balance) - self._entered("waived", scope)

    def explain(self, key: str, scope: Scope) -> Explanation:
        name = key.removeprefix(PREFIX)
        figure = next((f for f in self.figures() if f.key == key), None)
        if figure is None:
            raise UnknownFigure(key)
        note = self.books.balance_notes.get((scope.period.year, name))
        link = Link("ledger:manual-balance")
        sources = []
        if name in _BY_HAND:
            text, amount = (note.text or LABELS[name], note.amount) if note else ("Inget är infört för året", 0)
            sources.append(SourceRow(text, amount, link))
        if name in _ON_RESULT:
            lines = set(leaf_lines("result"))
            sources += account_rows(self.books, scope, [r for r in self.books.accounts.rules if r.line in lines])
        return explained(
            self.books, figure, scope, self.value(key, scope), parts=self._parts(name, scope), sources=sources
        )

    def _parts(self, name: str, scope: Scope) -> list[Part]:
        terms = {
            "result": [],
            "adjusted": ["result", *ENTERED],
            "balance": ["adjusted", *RESERVE],
            "closing_to_restore": ["opening_to_restore", "balance", "waived"],
        }.get(name, [])
        parts = [Part(LABELS[t], self._value(t, scope), "+", PREFIX + t, scope) for t in terms]
        if name == "result":
            parts = [Part("Årets resultat", self._value("result", scope), "", "ledger.result", scope)]
        return parts
