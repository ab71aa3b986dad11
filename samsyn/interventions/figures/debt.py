"""The short-term debt to interventions: what year-end answers made, what took it away, and what the books say."""

from collections.abc import Callable, Mapping, Sequence

from samsyn.core.figure import Figure, Link, Part, Scope, SourceRow, Value
from samsyn.core.money import Unit
from samsyn.interventions.domain.commitments import EntryKind
from samsyn.interventions.domain.debts import DebtChange, DebtMovement, debt_movement
from samsyn.interventions.figures import books as booked
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books
from samsyn.ui.formats import swedish_date

PREFIX = "interventions."
_LAW = "LKBR 4 kap."
TERMS: Sequence[tuple[str, str, str]] = (
    ("debt_opening", "Skuld vid början", ""),
    ("debt_accrued", "Upparbetat vid årets slut", "+"),
    ("debt_settled", "Reglerat av rekvisitioner", "−"),
    ("debt_dissolved", "Upplöst", "−"),
)
"""opening + accrued − settled − dissolved = the debt at the period's end."""
CLOSING = "accrued"
FIGURES: Sequence[Figure] = (
    Figure(f"{PREFIX}{CLOSING}", "Skuld till insatser, upparbetat men ej rekvirerat", Unit.KR,
           "Summan av årsbesked om upparbetade men ej rekvirerade kostnader som ingen senare rekvisition har avräknat "
           "och som inte lösts upp vid periodens slut. Bara årsskiften ger skuld; under året bokförs det som kommit "
           "in.", _LAW),
    Figure(f"{PREFIX}debt_opening", "Skuld till insatser vid periodens början", Unit.KR,
           "Årsbesked från tidigare år som varken var avräknade eller upplösta när perioden började.", _LAW),
    Figure(f"{PREFIX}debt_accrued", "Ny skuld till insatser", Unit.KR,
           "Det som årsbeskeden säger är upparbetat men inte rekvirerat vid årets slut.", _LAW),
    Figure(f"{PREFIX}debt_settled", "Skuld till insatser som rekvisitioner reglerat", Unit.KR,
           "Skuld från tidigare år som sena rekvisitioner har avräknat under perioden."),
    Figure(f"{PREFIX}debt_dissolved", "Upplöst skuld till insatser", Unit.KR,
           "Skuld från tidigare år som ingen rekvisition avräknade och som kansliet löst upp under perioden. Periodens "
           "kostnad blir lika mycket lägre."),
    Figure(f"{PREFIX}accrued_booked", "Skuld till insatser enligt bokföringen", Unit.KR,
           "Raden för skuld till insatser i noten om kortfristiga skulder.", "LKBR 6 kap."),
)  # fmt: skip
_KINDS = {
    "debt_accrued": EntryKind.ACCRUED,
    "debt_settled": EntryKind.SETTLED,
    "debt_dissolved": EntryKind.DISSOLVED,
}
About = tuple[Sequence[Part], Sequence[SourceRow], Sequence[str]]


class DebtFigures:
    """The part of `interventions.…` that is debt: `accrued`, its terms, and `accrued_booked`."""

    def __init__(self, portfolio: Portfolio, books: Books) -> None:
        self.portfolio = portfolio
        self.books = books
        self.rules: Mapping[str, Callable[[Scope], Value]] = {
            CLOSING: self._closing,
            "debt_opening": lambda scope: self._flow(scope, lambda moved: moved.opening),
            "debt_accrued": lambda scope: self._flow(scope, lambda moved: moved.accrued),
            "debt_settled": lambda scope: self._flow(scope, lambda moved: moved.settled),
            "debt_dissolved": lambda scope: self._flow(scope, lambda moved: moved.dissolved),
            "accrued_booked": lambda scope: booked.debt(self.portfolio, self.books, scope),
        }

    def _moved(self, scope: Scope) -> DebtMovement:
        return debt_movement(self.portfolio.debt_changes, scope.period.start, scope.period.end)

    def _closing(self, scope: Scope) -> int | None:
        return self._moved(scope).closing if self.portfolio.known(scope.period).stock else None

    def _flow(self, scope: Scope, term: Callable[[DebtMovement], int]) -> int | None:
        return term(self._moved(scope)) if self.portfolio.known(scope.period).flows else None

    def about(self, name: str, scope: Scope) -> About:
        """What stands behind a known figure."""
        if name == "accrued_booked":
            return self._about_booked(scope)
        end = scope.period.end
        if name == CLOSING:
            flows = self.portfolio.known(scope.period).flows
            return self._terms(scope) if flows else (), self._rows(self.portfolio.debts(end)), ()
        if name == "debt_opening":
            return (), self._rows([row for row in self.portfolio.debts(end) if row.date < scope.period.start]), ()
        inside = [row for row in self.portfolio.debts(end) if row.date >= scope.period.start]
        sign = 1 if name == "debt_accrued" else -1
        return (), self._rows([row for row in inside if row.kind is _KINDS[name]], sign), ()

    def _terms(self, scope: Scope) -> tuple[Part, ...]:
        amounts = {name: rule(scope) for name, rule in self.rules.items() if name != "accrued_booked"}
        return tuple(Part(label, amounts[name], sign, f"{PREFIX}{name}", scope) for name, label, sign in TERMS)

    def _rows(self, rows: Sequence[DebtChange], sign: int = 1) -> list[SourceRow]:
        names = self.portfolio.interventions
        return [
            SourceRow(f"{names[row.intervention].name}: {row.label}", sign * row.amount,
                      Link(row.view, {"pk": row.pk}), swedish_date(row.date))
            for row in rows
        ]  # fmt: skip

    def _about_booked(self, scope: Scope) -> About:
        rows = booked.debt_rows(self.portfolio, self.books, scope.period.year)
        found = [(f"ledger.note{note}.{row.key}", row.label, row.rules) for note, row in rows]
        amounts = [(key, label, self.books.evaluation(scope).rules_sum(rules)) for key, label, rules in found]
        link = [Link("reports:notes", fragment=f"not-{note}") for note, _ in rows]
        parts = [Part(label, amount, "+", key, scope) for key, label, amount in amounts]
        return parts, [SourceRow(a[1], a[2], door) for a, door in zip(amounts, link, strict=True)], ()
