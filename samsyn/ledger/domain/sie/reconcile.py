"""Do the file's own figures agree (identities a–e)? Findings per account, never adjustments."""

from collections.abc import Iterator
from typing import NamedTuple

from .accounts import is_balance_account, movement
from .model import Balance, Level, SieFile
from .state import State
from .words import kronor


class Mismatch(NamedTuple):
    """Two amounts in öre that ought to be equal. `identity` is a–e; `account` is empty when it is the whole file."""

    identity: str
    account: str
    found: int
    expected: int


_WORDS = {
    "a": "ingående balans + verifikationer = {found} men #UB 0 = {expected}",
    "b": "verifikationer = {found} men #RES 0 = {expected}",
    "c": "utgående balanser + resultat = {found} men ingående balanser = {expected}",
    "d": "#IB 0 = {found} men #UB -1 = {expected}",
    "e": "månadernas #PSALDO = {found} men årets förändring = {expected}",
}


def mismatches(sie: SieFile) -> list[Mismatch]:
    """Every identity that the file can be tested on and that fails."""
    found = [*_vouchers_against_balances(sie), *_whole(sie), *_openings(sie), *_months(sie)]
    return [mismatch for mismatch in found if mismatch.found != mismatch.expected]


def tell(state: State) -> None:
    """The mismatches as findings, at the line of the balance record."""
    for identity, account, found, expected in mismatches(state.sie):
        words = _WORDS[identity].format(found=kronor(found), expected=kronor(expected))
        name = f"Konto {account}" if account else "Hela filen"
        message = f"{name}: {words} (skillnad {kronor(found - expected)})."
        state.findings.add(Level.W, "reconcile", _line(state, identity, account), message)
    _tell_opening(state)


def _tell_opening(state: State) -> None:
    opening = sum(balance.ib or 0 for balance in state.sie.balances.get(0, {}).values())
    if not opening:
        return
    openings = (line for (label, year, _), line in state.balance_lines.items() if label == "#IB" and year == 0)
    message = f"De ingående balanserna summerar till {kronor(opening)} i stället för noll. Oftast är förra årets"
    told = f"{message} resultat inte omfört till eget kapital än."
    state.findings.add(Level.W, "opening_sum", min(openings, default=1), told)


def _line(state: State, identity: str, account: str) -> int:
    label = {"a": "#UB", "b": "#RES", "d": "#IB"}.get(identity)
    lines = state.balance_lines
    candidates = [label] if label else ["#UB", "#RES"]
    for one in candidates:
        if (line := lines.get((one, 0, account))) is not None:
            return line
    return state.used_accounts.get(account, 1)


def _told(sie: SieFile, part: str, year: int = 0) -> bool:
    return any(getattr(balance, part) is not None for balance in sie.balances.get(year, {}).values())


def _vouchers_against_balances(sie: SieFile) -> Iterator[Mismatch]:
    """(a) IB + vouchers = UB on balance accounts, (b) vouchers = RES on result accounts. Needs vouchers."""
    if sie.type != "4E" or not sie.vouchers:
        return
    balances = sie.balances.get(0, {})
    for account in sorted(balances.keys() | sie.sums.keys()):
        balance, booked = balances.get(account, Balance()), sie.sums.get(account, 0)
        if is_balance_account(sie, account):
            yield Mismatch("a", account, (balance.ib or 0) + booked, balance.ub or 0)
        else:
            yield Mismatch("b", account, booked, balance.res or 0)


def _whole(sie: SieFile) -> Iterator[Mismatch]:
    """(c) ΣUB + ΣRES = ΣIB."""
    balances = sie.balances.get(0, {}).values()
    if _told(sie, "ub"):
        closing = sum((balance.ub or 0) + (balance.res or 0) for balance in balances)
        yield Mismatch("c", "", closing, sum(balance.ib or 0 for balance in balances))


def _openings(sie: SieFile) -> Iterator[Mismatch]:
    """(d) this year opens as the last one closed, account by account."""
    before, now = sie.balances.get(-1, {}), sie.balances.get(0, {})
    if not (_told(sie, "ub", -1) and _told(sie, "ib")):
        return
    for account in sorted(before.keys() | now.keys()):
        if is_balance_account(sie, account):
            opening, closing = now.get(account, Balance()).ib or 0, before.get(account, Balance()).ub or 0
            yield Mismatch("d", account, opening, closing)


def _months(sie: SieFile) -> Iterator[Mismatch]:
    """(e) the months add up to the year's movement, for accounts that have months."""
    sums: dict[str, int] = {}
    for row in sie.month_balances:
        if row.year_index == 0:
            sums[row.account] = sums.get(row.account, 0) + row.amount
    for account, found in sorted(sums.items()):
        expected = movement(sie, 0, account)
        if expected is not None:
            yield Mismatch("e", account, found, expected)
