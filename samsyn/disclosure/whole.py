"""Whole numbers under linear conditions, asked of the optimiser HiGHS. Every answer is checked in exact arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "mip_rel_gap": 0.0,
    "time_limit": 30.0,
    "presolve": "off",
}
Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Row:
    """low <= sum of factor * variable <= high. None is no bound."""

    terms: Terms
    low: int | None = 0
    high: int | None = 0

    def holds(self, values: Sequence[int] | Mapping[int, int]) -> bool:
        total = sum(values[index] * factor for index, factor in self.terms)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


class Impossible(ArithmeticError):
    """No whole numbers meet the conditions."""


class Unsure(ArithmeticError):
    """The optimiser's answer does not stand in exact arithmetic, or it gave up."""


class Program:
    """Variables between low and high (both given: no program is without bounds), and rows over them.

    The reductions that HiGHS makes before it solves an integer program have called possible ones impossible, and so
    they are left out wherever the answer is to be trusted."""

    def __init__(self, low: Sequence[int], high: Sequence[int], rows: Sequence[Row]) -> None:
        self.low, self.high, self.rows = tuple(low), tuple(high), tuple(rows)
        self._broken: highspy.Highs | None = None
        self._whole: highspy.Highs | None = None

    def least(self, costs: Mapping[int, float]) -> tuple[int, ...]:
        """Values that meet every condition at the least cost. Raises Impossible or Unsure.

        Sums of counts mostly give whole numbers by themselves, which is quick and which nothing whole can be below."""
        if self._broken is None:
            self._broken = _solver(self.low, self.high, self.rows, whole=False)
        found = _solve(self._broken, costs, len(self.low))
        values = tuple(map(round, found))
        if all(abs(value - one) < 1e-6 for value, one in zip(values, found, strict=True)) and self._fits(values):
            return values
        return self.least_whole(costs)

    def least_whole(self, costs: Mapping[int, float], reduced: bool = False) -> tuple[int, ...]:
        """The same, straight by integer programming. reduced: quicker, but may raise Impossible wrongly."""
        if self._whole is None:
            self._whole = _solver(self.low, self.high, self.rows, whole=True)
        self._whole.setOptionValue("presolve", "on" if reduced else "off")
        values = tuple(map(round, _solve(self._whole, costs, len(self.low))))
        if not self._fits(values):
            raise Unsure
        return values

    def _fits(self, values: tuple[int, ...]) -> bool:
        within = all(low <= value <= high for low, value, high in zip(self.low, values, self.high, strict=True))
        return within and all(row.holds(values) for row in self.rows)


def _solve(solver: highspy.Highs, costs: Mapping[int, float], size: int) -> list[float]:
    price = np.zeros(size)
    price[list(costs)] = list(costs.values())
    solver.changeColsCost(size, np.arange(size, dtype=np.int32), price)
    solver.run()
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        raise Impossible
    if status != highspy.HighsModelStatus.kOptimal:
        raise Unsure(str(status))
    return list(solver.getSolution().col_value)


def _solver(low: Sequence[int], high: Sequence[int], rows: Sequence[Row], whole: bool) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(low), len(rows)
    model.col_cost_ = np.zeros(len(low))
    model.col_lower_, model.col_upper_ = np.array(low, dtype=float), np.array(high, dtype=float)
    model.row_lower_ = np.array([-highspy.kHighsInf if row.low is None else row.low for row in rows], dtype=float)
    model.row_upper_ = np.array([highspy.kHighsInf if row.high is None else row.high for row in rows], dtype=float)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row.terms) for row in rows)])
    matrix.index_ = np.array([index for row in rows for index, _ in row.terms], dtype=np.int32)
    matrix.value_ = np.array([factor for row in rows for _, factor in row.terms], dtype=float)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(low)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.passModel(model)
    return solver
