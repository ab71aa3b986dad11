"""Whole numbers under linear conditions, asked of the optimiser HiGHS. Every answer is checked in exact arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import highspy
import numpy as np
import numpy.typing as npt

OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "time_limit": 30.0,
    "presolve": "off",
    "mip_heuristic_run_feasibility_jump": False,
}
Whole = npt.NDArray[np.int64]
Broken = npt.NDArray[np.float64]
FAR = 2**60
ROUNDS = 6
"""So many times bounds are drawn tighter by each other; by then they seldom move."""
Terms = tuple[tuple[int, int], ...]


class Row(NamedTuple):
    """low <= sum of factor * variable <= high. None is no bound."""

    terms: Terms
    low: int | None = 0
    high: int | None = 0


class Impossible(ArithmeticError):
    """No whole numbers meet the conditions."""


class Unsure(ArithmeticError):
    """The optimiser's answer does not stand in exact arithmetic, or it gave up."""


@dataclass(frozen=True)
class Effort:
    """How far from the least cost an answer may be, and how many cases are looked into before the best one so far is
    taken. Cases, not seconds: the answer must not depend on the machine."""

    gap: float = 0.0
    nodes: int = 2**31 - 1


EXACT = Effort()
ANSWERED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit)
NO_ANSWER = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)


class Program:
    """Variables between low and high (both given: no program is without bounds), and rows over them.

    The reductions that HiGHS makes before it solves an integer program have called possible ones impossible, and so
    they are left out wherever the answer is to be trusted."""

    def __init__(self, low: Sequence[int], high: Sequence[int], rows: Sequence[Row]) -> None:
        self._exact = _Exact.of(low, high, rows)
        self._broken: highspy.Highs | None = None
        self._whole: highspy.Highs | None = None

    def least(self, costs: Mapping[int, int]) -> tuple[int, ...]:
        """Values that meet every condition at the least cost. Raises Impossible or Unsure."""
        return self.below(costs, None) or ()

    def below(self, costs: Mapping[int, int], cost: int | None) -> tuple[int, ...] | None:
        """Values that meet every condition at the least cost; None when no values cost less than the given. Raises
        Impossible or Unsure.

        Mostly the bounds alone tell that nothing costs less. Sums of counts mostly give whole numbers by themselves,
        which is quick. Nothing whole costs less than what is best when values may be broken."""
        if cost is not None and self._exact.cheapest(costs) >= cost:
            return None
        found = self.broken(costs)
        if cost is not None and sum(price * found[index] for index, price in costs.items()) > cost - 1 + 1e-4:
            return None
        values = np.rint(found)
        if np.abs(values - found).max(initial=0) < 1e-6 and self._exact.holds(values.astype(np.int64)):
            return tuple(values.astype(int).tolist())
        return self.least_whole(costs)

    def broken(self, costs: Mapping[int, float]) -> Broken:
        """The least cost when values need not be whole. Raises Impossible or Unsure."""
        if self._broken is None:
            self._broken = _solver(self._exact, whole=False)
        return _solve(self._broken, costs)

    def least_whole(self, costs: Mapping[int, float], reduced: bool = False, effort: Effort = EXACT) -> tuple[int, ...]:
        """The same, straight by integer programming. reduced: quicker, but may raise Impossible wrongly."""
        if self._whole is None:
            self._whole = _solver(self._exact, whole=True)
        options = ("presolve", "on" if reduced else "off"), ("mip_rel_gap", effort.gap), ("mip_max_nodes", effort.nodes)
        for name, value in options:
            self._whole.setOptionValue(name, value)
        values = np.rint(_solve(self._whole, costs)).astype(np.int64)
        if not self._exact.holds(values):
            raise Unsure
        return tuple(values.tolist())


@dataclass(frozen=True)
class _Exact:
    """Bounds and rows as whole numbers, to try an answer against. Each row stands twice: sum <= high, -sum <= -low."""

    low: Whole
    high: Whole
    index: Whole
    factor: Whole
    start: Whole
    most: Whole

    @classmethod
    def of(cls, low: Sequence[int], high: Sequence[int], rows: Sequence[Row]) -> "_Exact":
        index = [index for row in rows for index, _ in row.terms]
        factor = _whole([factor for row in rows for _, factor in row.terms])
        highs = [FAR if row.high is None else row.high for row in rows]
        lows = [FAR if row.low is None else -row.low for row in rows]
        sizes = [len(row.terms) for row in rows] * 2
        start = _whole(np.cumsum([0, *sizes]))
        return cls(
            _whole(low), _whole(high), _whole(index * 2), np.concatenate((factor, -factor)), start, _whole(highs + lows)
        )

    def holds(self, values: Whole) -> bool:
        inside = np.all(self.low <= values) and np.all(values <= self.high)
        return bool(inside and np.all(self._sums(values[self.index] * self.factor) <= self.most))

    def cheapest(self, costs: Mapping[int, int]) -> int:
        """No values that meet every condition cost less."""
        low, high = self._reach
        return sum(price * int((low if price > 0 else high)[index]) for index, price in costs.items())

    @cached_property
    def _reach(self) -> tuple[Whole, Whole]:
        """Bounds that follow from the rows one by one: what the other terms leave room for at most."""
        low, high, up = self.low.copy(), self.high.copy(), self.factor > 0
        row, size = np.repeat(np.arange(len(self.most)), np.diff(self.start)), np.abs(self.factor)
        for _ in range(ROUNDS):
            width = int((high - low).sum())
            least = np.where(up, low[self.index], high[self.index]) * self.factor
            room = (self.most - self._sums(least))[row] + least
            bound = np.where(size, room // np.maximum(size, 1), FAR)
            np.minimum.at(high, self.index[up], bound[up])
            np.maximum.at(low, self.index[~up], -bound[~up])
            if int((high - low).sum()) == width:
                break
        return low, high

    def _sums(self, terms: Whole) -> Whole:
        """Of each row: differences of one running sum."""
        running = np.concatenate((_whole([0]), np.cumsum(terms)))
        return running[self.start[1:]] - running[self.start[:-1]]


def _whole(numbers: Sequence[int] | Whole) -> Whole:
    return np.asarray(numbers, dtype=np.int64)


def _solve(solver: highspy.Highs, costs: Mapping[int, float]) -> Broken:
    size = solver.getNumCol()
    price = np.zeros(size)
    price[list(costs)] = list(costs.values())
    solver.changeColsCost(size, np.arange(size, dtype=np.int32), price)
    solver.run()
    status = solver.getModelStatus()
    if status in NO_ANSWER:
        raise Impossible
    if status not in ANSWERED:
        raise Unsure(str(status))
    return np.array(solver.getSolution().col_value)


def _solver(program: _Exact, whole: bool) -> highspy.Highs:
    columns, rows, terms = len(program.low), len(program.most) // 2, len(program.index) // 2
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.passModel(
        columns, rows, terms, int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
        np.zeros(columns), program.low.astype(float), program.high.astype(float),
        -_endless(program.most[rows:]), _endless(program.most[:rows]),
        program.start[:rows].astype(np.int32), program.index[:terms].astype(np.int32),
        program.factor[:terms].astype(float), np.full(columns, int(whole), dtype=np.int32),
    )  # fmt: skip
    return solver


def _endless(most: Whole) -> Broken:
    return np.where(most == FAR, highspy.kHighsInf, most)
