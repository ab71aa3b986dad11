"""The common shape of a voucher in one regular expression, a million rows in seconds. Whatever it does not match, or
matches with something to remark on, it leaves untouched to `vouchers.take_line`: both give the same result."""

import re

from . import values
from .model import Objects, Row, Voucher
from .state import Dated, State
from .tokens import Braces, split
from .words import day, voucher_name

_BLANK = r"[ \t]*+"
_GAP = r"[ \t]++"
_TOKEN = r'(?:"[^"\\\n]*+"|[^ \t\n"{}\\]++)'
_DAY = r'[0-9]{8}|""'
_VOUCHER = re.compile(
    rf"{_BLANK}#VER{_GAP}({_TOKEN}){_GAP}({_TOKEN}){_GAP}([0-9]{{8}})"
    rf"(?:{_GAP}({_TOKEN})(?:{_GAP}({_DAY})(?:{_GAP}({_TOKEN}))?+)?+)?+{_BLANK}\n"
    rf"{_BLANK}\{{{_BLANK}\n((?:{_BLANK}#TRANS[^\n]*+\n)++){_BLANK}\}}{_BLANK}\n"
)
_ROW = re.compile(
    rf"^{_BLANK}#TRANS{_GAP}([0-9]++{_GAP}\{{[^{{}}\n]*+\}}){_GAP}(-?[0-9]{{1,13}}+(?:\.[0-9]{{1,2}}+)?+)"
    rf"(?:{_GAP}({_DAY})((?:{_GAP}{_TOKEN}){{0,3}}+))?+{_BLANK}\n",
    re.MULTILINE,
)
_MOST_PLACES = 50_000  # account and object lists remembered at a time
_LEAST_LIMIT = 10**15  # the amounts of _ROW are all below this

Rows = list[tuple[str, str, str, str]]  # place ('1930 {1 "10"}'), amount, date, what follows


class FastPath:
    """Takes whole vouchers off the text, and keeps the sums of their rows until `book`."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._sums: dict[str, int] = {}  # place → öre
        self._places: dict[str, tuple[str, Objects]] = {}
        self._days: dict[str, str] = {'""': "", "": ""}  # what has been seen to be a day

    @property
    def usable(self) -> bool:
        """Not inside a voucher, and not while a checksum runs: that needs every field by itself."""
        state = self._state
        return state.open is None and not state.checksum.running and state.limits.amount >= _LEAST_LIMIT

    def run(self, text: str, position: int, line: int) -> tuple[int, int]:
        """Takes as many vouchers as it can from `position`; answers with where it stopped and that line's number."""
        state, seen, remember = self._state, self._state.seen.numbers, self._state.seen.add
        match_voucher, find_rows, days = _VOUCHER.match, _ROW.findall, self._days
        if len(self._sums) > _MOST_PLACES:
            self.book()
        taken = rows_taken = 0
        first = line
        while (match := match_voucher(text, position)) is not None:
            series, number, date, title, registered, sign, body = match.groups("")
            rows: Rows = find_rows(body)
            count = len(rows)
            if count != body.count("\n") or not (self._is_day(date) and self._is_day(registered)):
                break
            series, number, date = _unquoted(series).strip(" \t"), _unquoted(number).strip(" \t"), days[date]
            numbers = seen.get(series)
            if numbers is None:
                numbers = seen[series] = {}
            if number in numbers or (amounts := self._amounts(rows, line + 2)) is None:
                break
            self._count(rows, amounts)
            if number:
                remember(numbers, number, hash(match.group()), date, line)
            self._date(series, number, date, line)
            if state.sink is not None:
                head = (series, number, date, _unquoted(title), days[registered], _unquoted(sign), line)
                state.deliver(Voucher(*head, self._built(rows, amounts, date, line + 2), True))
            taken += 1
            rows_taken += count
            line += count + 3
            position = match.end()
        if taken:
            state.labels.setdefault("#VER", first)
            state.sie.vouchers += taken
            state.sie.rows += rows_taken
            state.last_line = line - 1
        return position, line

    def book(self) -> None:
        """Moves the sums to their accounts."""
        for place, ore in self._sums.items():
            self._state.book(self._places[place][0], ore)
        self._sums.clear()
        self._places.clear()

    def _is_day(self, text: str) -> bool:
        if text in self._days:
            return True
        if values.calendar_day(text) is None:
            return False
        self._days[text] = text
        return True

    def _amounts(self, rows: Rows, line: int) -> list[int] | None:
        """The amounts in öre, or None when a row has something to remark on or they do not balance."""
        sums, days = self._sums, self._days
        amounts: list[int] = []
        for place, text, date, _ in rows:
            if (place not in sums and not self._learn(place, line + len(amounts))) or (
                date not in days and not self._is_day(date)
            ):
                return None
            if text[-3:-2] == ".":
                amounts.append(int(text[:-3] + text[-2:]))
            elif text[-2:-1] == ".":
                amounts.append(int(text[:-2] + text[-1]) * 10)
            else:
                amounts.append(int(text) * 100)
        return None if sum(amounts) else amounts

    def _count(self, rows: Rows, amounts: list[int]) -> None:
        sums = self._sums
        for row, ore in zip(rows, amounts, strict=True):
            sums[row[0]] += ore

    def _learn(self, place: str, line: int) -> bool:
        """Looks at an account with its objects the first time they stand together."""
        found = split(place)
        account, items = found.fields[0], found.fields[-1]
        if found.error or not isinstance(account, str) or not isinstance(items, Braces):
            return False
        objects = values.pairs(items)
        if not values.is_account(account) or objects is None or values.repeated_dimension(objects):
            return False
        self._state.use(account, objects, line)
        self._places[place] = (account, objects)
        self._sums[place] = 0
        return True

    def _date(self, series: str, number: str, date: str, line: int) -> None:
        dates = self._state.voucher_dates
        if date in dates:
            dates[date] += 1
        else:
            dates[date] = 1
            self._state.first_dated[date] = Dated(f"{voucher_name(series, number)} {day(date)}", line)

    def _built(self, rows: Rows, amounts: list[int], date: str, line: int) -> list[Row]:
        """The rows as the importer wants them."""
        built: list[Row] = []
        for number, ((place, _, row_date, rest), ore) in enumerate(zip(rows, amounts, strict=True), line):
            account, objects = self._places[place]
            text, quantity, sign = [*map(str, split(rest).fields), "", "", ""][:3] if rest else ("", "", "")
            when = self._days[row_date] or date
            built.append(Row("T", account, objects, ore, when, text, quantity, sign, number))
        return built


def _unquoted(token: str) -> str:
    return token[1:-1] if token[:1] == '"' else token
