"""Kostnadsfördelningen as figures: `ledger.split.individual`, its share and its sub-rows."""

from collections.abc import Iterable
from decimal import Decimal

from samsyn.associations.domain.presentation import Presentation, SplitBase
from samsyn.core.figure import Explanation, Figure, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit, round_half_up
from samsyn.core.period import Period
from samsyn.ledger.definitions.statements import Basis
from samsyn.ledger.domain.mapping import slug
from samsyn.ledger.domain.split import SHARE_LABELS, Share, Split, split
from samsyn.ledger.figures.sources import account_link, explained
from samsyn.ledger.queries.books import Books

PREFIX = "ledger.split."


class SplitFigures:
    """Costs by kind of work. Shares are per cent of the base the association has chosen, which every share names."""

    prefix = PREFIX

    def __init__(self, books: Books) -> None:
        self.books = books
        self._splits: dict[tuple[Period, bool], Split | None] = {}

    @property
    def base(self) -> SplitBase:
        return Presentation.from_json(self.books.association.presentation).split_base

    @property
    def without(self) -> str:
        """The project that 'exklusive …' leaves out; '' when the association has named none."""
        return self.books.association.word("split_without_project", "")

    def split_of(self, period: Period, *, without: bool = False) -> Split | None:
        """The costs of a period divided; None when the books or the keys are not known."""
        wanted = (period, without)
        if wanted not in self._splits:
            movement = self.books.actuals(period).movement
            rules = self.books.split_rules
            if movement is None or not rules:
                self._splits[wanted] = None
            else:
                costs = {p: -a for p, a in movement.items() if self._is_cost(p)}
                left_out = [self.without] if without else []
                self._splits[wanted] = split(costs, rules, period.year, left_out)
        return self._splits[wanted]

    def _is_cost(self, posting: tuple[int, str, str]) -> bool:
        rule = self.books.accounts.rule_for(posting)
        return rule is not None and rule.target.basis is Basis.MOVEMENT and rule.line in ("costs", "depreciation")

    def figures(self) -> Iterable[Figure]:
        if not self.books.split_rules:
            return []
        base = "verksamhetens kostnader" if self.base is SplitBase.COSTS else "medlemsbidraget"
        base = self.books.association.in_own_words(base)
        found = []
        for share, label in SHARE_LABELS.items():
            found += [
                Figure(PREFIX + share, label, Unit.KR, f"Kostnader för {label.lower()} enligt fördelningsnycklarna."),
                Figure(f"{PREFIX}{share}_share", f"{label}, andel", Unit.PERCENT,
                       f"Kostnaden för {label.lower()} i procent av {base}.", decimals=0),
            ]  # fmt: skip
            if self.without:
                found.append(
                    Figure(f"{PREFIX}{share}_share_without", f"{label}, andel exklusive {self.without}", Unit.PERCENT,
                           f"Kostnaden för {label.lower()} i procent av {base}, utan projekt {self.without}.")
                )  # fmt: skip
            labels = dict.fromkeys(rule.label for rule in self.books.split_rules if rule.percent(share))
            found += [
                Figure(f"{PREFIX}{share}.{slug(name)}", name, Unit.KR, f"Del av {label.lower()}.") for name in labels
            ]
        return found

    def value(self, key: str, scope: Scope) -> Value:
        name, _, row = key.removeprefix(PREFIX).partition(".")
        without = name.endswith("_without")
        share_of = name.removesuffix("_without").removesuffix("_share")
        if share_of not in list(Share) or scope.measure is not Measure.ACTUAL:
            if share_of not in list(Share):
                raise UnknownFigure(key)
            return None
        found = self.split_of(scope.period, without=without)
        if found is None:
            return None
        share = Share(share_of)
        if row:
            return sum(a for (s, label), a in found.rows.items() if s is share and slug(label) == row)
        if name != share_of:
            base = self._base(scope, found)
            return None if not base else round_half_up(Decimal(abs(found.shares[share])) * 100 / base, 4)
        return found.shares[share]

    def _base(self, scope: Scope, found: Split) -> int | None:
        if self.base is SplitBase.CONTRIBUTIONS:
            return self.books.contributions.get(scope.period.year)
        return abs(found.total)

    def explain(self, key: str, scope: Scope) -> Explanation:
        figure = next((f for f in self.figures() if f.key == key), None)
        if figure is None:
            raise UnknownFigure(key)
        name = key.removeprefix(PREFIX).partition(".")[0]
        without = name.endswith("_without")
        share = Share(name.removesuffix("_without").removesuffix("_share"))
        found = self.split_of(scope.period, without=without)
        parts: list[Part] = []
        if name != share and found is not None:
            base = "Verksamhetens kostnader" if self.base is SplitBase.COSTS else "Medlemsbidrag"
            base = self.books.association.in_own_words(base)
            parts = [
                Part(SHARE_LABELS[share], abs(found.shares[share]), "", PREFIX + share, scope),
                Part(base, self._base(scope, found), "/"),
            ]
        rows = sorted(
            (number, amount) for (s, number), amount in (found.accounts if found else {}).items() if s is share
        )
        sources = [
            SourceRow(
                f"{number:04d} {self.books.account_names.get(number, '')}", amount, account_link(number, scope.period)
            )
            for number, amount in rows
            if amount
        ]
        keys = [f"{r.label}: {_percents(r)}" for r in self.books.split_rules if r.percent(share) not in (0, 100)]
        return explained(self.books, figure, scope, self.value(key, scope), parts=parts, sources=sources, remarks=keys)


def _percents(rule: object) -> str:
    parts = [(SHARE_LABELS[share].lower(), rule.percent(share)) for share in Share]  # type: ignore[attr-defined]
    return ", ".join(f"{percent:g} % {label}" for label, percent in parts if percent)
