"""#PSALDO and #PBUDGET made into one truth per account (spec: three traps, all met in real files).

1. The standard writes an account's total without objects and repeats it per object; other programs write only what is
   left without objects. The sum that equals the account's movement tells which.
2. A program may write last year's months under year 0: the month decides, by #RAR.
3. The same key may stand twice with different amounts: they are added."""

from collections.abc import Callable, Iterable
from itertools import groupby

from .accounts import movement
from .model import Level, MonthAmount, Objects, SieFile
from .state import MonthRow, State
from .values import calendar_day

Key = tuple[int, str, str, Objects]  # year, period, account, objects


def settle(state: State) -> None:
    """Fills the four month lists of the file."""
    sie = state.sie
    balances = _merged(state, "#PSALDO", _in_their_year(state, "#PSALDO", state.months))
    remainder: list[bool] = []  # for accounts with both kinds of rows: is the row without objects only the rest?
    for rows in _per_account(balances):
        chosen = _choose(rows, movement(sie, rows[0].year_index, rows[0].account))
        _note_style(rows, chosen, remainder)
        _place(rows, chosen, sie.month_balances, sie.object_month_balances)
    style = bool(remainder) and all(remainder)
    budgets = _merged(state, "#PBUDGET", _in_their_year(state, "#PBUDGET", state.budgets))
    for rows in _per_account(budgets):
        _place(rows, rows if style else _plain_or_all(rows), sie.month_budgets, sie.object_month_budgets)


def _in_their_year(state: State, label: str, rows: Iterable[MonthRow]) -> list[MonthRow]:
    """Each row under the year its month lies in."""
    placed: list[MonthRow] = []
    moved: list[MonthRow] = []
    for row in rows:
        index = _year_of_period(state.sie, row.period)
        if index == row.year_index or (index is None and state.sie.year(row.year_index) is None):
            placed.append(row)
        elif index is None:
            message = f"{label} för månad {row.period} ligger utanför räkenskapsåren; raden används inte."
            state.findings.once(Level.W, "outside_year", label, row.line, message)
        else:
            moved.append(row)
    own = {_key(row) for row in placed}
    for row in moved:
        right = row._replace(year_index=_year_of_period(state.sie, row.period) or 0)
        taken = _key(right) in own
        told = "där månaden redan finns; raden används inte" if taken else "och räknas dit"
        message = f"{label} {row.year_index} {row.period}: månaden hör till år {right.year_index} enligt #RAR, {told}."
        state.findings.once(Level.W, "month_year", f"{label} {told}", row.line, message)
        placed += [] if taken else [right]
    return placed


def _year_of_period(sie: SieFile, period: str) -> int | None:
    first = calendar_day(period + "01")
    if first is None:
        return None
    return next((year.index for year in sie.years if year.start.replace(day=1) <= first <= year.end), None)


def _key(row: MonthRow) -> Key:
    return row.year_index, row.period, row.account, tuple(sorted(row.objects))


def _merged(state: State, label: str, rows: list[MonthRow]) -> list[MonthAmount]:
    """One amount per key, in the order of the file."""
    sums: dict[Key, MonthAmount] = {}
    for row in rows:
        known = sums.get(_key(row))
        if known is None:
            sums[_key(row)] = MonthAmount(row.year_index, row.period, row.account, row.objects, row.amount)
            continue
        known.amount += row.amount
        message = f"{label} {row.year_index} {row.period} {row.account} står flera gånger; beloppen lades ihop."
        state.findings.once(Level.W, "duplicate", label, row.line, message)
    return list(sums.values())


def _per_account(rows: list[MonthAmount]) -> Iterable[list[MonthAmount]]:
    def place(row: MonthAmount) -> tuple[int, str]:
        return -row.year_index, row.account

    return (list(group) for _, group in groupby(sorted(rows, key=place), key=place))


def _plain_or_all(rows: list[MonthAmount]) -> list[MonthAmount]:
    """As the standard says: the rows without objects; all of them when there are none."""
    return [row for row in rows if not row.objects] or rows


def _choose(rows: list[MonthAmount], expected: int | None) -> list[MonthAmount]:
    """The rows whose sum is the account's movement; by the standard when none is, or it is not known."""
    first = _plain_or_all(rows)
    candidates: list[Callable[[], list[MonthAmount]]] = [lambda: first, lambda: rows]
    candidates += [lambda d=dimension: _only(rows, d) for dimension in _dimensions(rows)]  # type: ignore[misc]
    for candidate in candidates:
        chosen = candidate()
        if sum(row.amount for row in chosen) == expected:
            return chosen
    return first


def _dimensions(rows: list[MonthAmount]) -> list[str]:
    return sorted({row.objects[0][0] for row in rows if len(row.objects) == 1})


def _only(rows: list[MonthAmount], dimension: str) -> list[MonthAmount]:
    return [row for row in rows if len(row.objects) == 1 and row.objects[0][0] == dimension]


def _note_style(rows: list[MonthAmount], chosen: list[MonthAmount], remainder: list[bool]) -> None:
    plain = sum(1 for row in rows if not row.objects)
    objects = sum(row.amount for row in rows if row.objects)
    if 0 < plain < len(rows) and objects:
        remainder.append(len(chosen) == len(rows))


def _place(
    rows: list[MonthAmount], chosen: list[MonthAmount], main: list[MonthAmount], breakdown: list[MonthAmount]
) -> None:
    main += chosen
    picked = {id(row) for row in chosen}
    breakdown += [row for row in rows if id(row) not in picked and row.objects]
