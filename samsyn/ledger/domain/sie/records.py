"""The records outside vouchers: identification, chart, balances, months. What each must hold: SIE 4B §12."""

from collections.abc import Callable
from typing import NamedTuple

from . import values
from .model import Account, Balance, Level, Objects
from .state import MonthRow, State
from .tokens import Braces, Field
from .words import kronor, quoted

Handler = Callable[[State, str, list[Field], int], None]


def text_at(fields: list[Field], index: int) -> str:
    """The field as text; empty when it is not there."""
    if index >= len(fields):
        return ""
    field = fields[index]
    return " ".join(field) if isinstance(field, Braces) else field


def read_account(state: State, label: str, text: str, line: int) -> str:
    """The account number, or empty with a finding."""
    if values.is_account(text):
        return text
    if text:
        message = f"{label}: {quoted(text)} är inget kontonummer (bara siffror)."
        state.findings.add(Level.V, "bad_account", line, message)
    else:
        state.lacks(label, "kontonummer", line, Level.V, "bad_account")
    return ""


def read_amount(state: State, label: str, text: str, line: int) -> int | None:
    """The amount in öre, or None with a finding."""
    read = values.amount(text)
    if read is None:
        if text:
            advice = "är inget belopp (punkt före högst två decimaler, inga mellanrum)"
            state.findings.add(Level.V, "bad_amount", line, f"{label}: {quoted(text)} {advice}.")
        else:
            state.lacks(label, "belopp", line, Level.V, "bad_amount")
        return None
    if abs(read.ore) > state.limits.amount:
        most = kronor(state.limits.amount)
        state.findings.add(Level.F, "limits", line, f"{label}: beloppet {quoted(text)} är större än {most} kr.")
        return None
    if read.comma:
        message = f"{label}: decimalkomma i {quoted(text)} lästes som punkt."
        state.findings.once(Level.W, "comma_decimal", "", line, message)
    return read.ore


def read_objects(state: State, label: str, fields: list[Field], index: int, line: int) -> Objects | None:
    """The object list at `index`, which is put in place when the line has none. None with a finding if unreadable."""
    if index >= len(fields) or not isinstance(fields[index], Braces):
        fields.insert(index, Braces())
        message = f"{label} saknar objektlista {{}}; raden lästes som om den fanns och var tom."
        state.findings.once(Level.W, "missing_objects", label, line, message)
        return ()
    items = fields[index]
    assert isinstance(items, Braces)
    objects = values.pairs(items)
    shown = "{" + " ".join(items) + "}"
    if objects is None:
        message = f"{label}: objektlistan {shown} kan inte läsas: dimension och objekt ska stå i par."
        state.findings.add(Level.V, "odd_objects", line, message)
    elif twice := values.repeated_dimension(objects):
        message = f"{label}: objektlistan {shown} kan inte läsas: dimension {twice} står två gånger."
        state.findings.add(Level.V, "duplicate_dim", line, message)
        return None
    return objects


def read_year(state: State, label: str, text: str, line: int) -> int | None:
    """The year index, or None with a finding."""
    index = values.year_index(text)
    if index is not None:
        return index
    if text:
        message = f"{label}: {quoted(text)} är inget årsnummer (0 är årets, -1 förra året och så vidare)."
        state.findings.add(Level.V, "bad_year", line, message)
    else:
        state.lacks(label, "årsnummer", line, Level.V, "bad_year")
    return None


def _konto(state: State, label: str, fields: list[Field], line: int) -> None:
    number = read_account(state, label, text_at(fields, 1), line)
    if not number:
        return
    name = text_at(fields, 2).strip()
    if len(fields) < 3:
        state.lacks(f"#KONTO {number}", "namn", line)
    known = state.sie.accounts.get(number)
    if known and known.name != name:
        message = f"Konto {number} har två namn: {quoted(known.name)} och {quoted(name)}. Det senare används."
        state.findings.add(Level.W, "duplicate", line, message)
    state.sie.accounts[number] = Account(number, name)


def _ktyp(state: State, label: str, fields: list[Field], line: int) -> None:
    number = read_account(state, label, text_at(fields, 1), line)
    kind = text_at(fields, 2).upper()
    if number and kind in ("T", "S", "K", "I"):
        state.account_types[number] = (kind, line)
    elif number:
        message = f"#KTYP {number}: {quoted(kind)} är ingen kontotyp (T, S, K eller I); typen tas ur kontonumret."
        state.findings.add(Level.W, "bad_ktyp", line, message)


def _dim(state: State, label: str, fields: list[Field], line: int) -> None:
    number = text_at(fields, 1)
    if not number:
        state.lacks(label, "nummer", line)
        return
    state.sie.dimensions[number] = text_at(fields, 2)


def _objekt(state: State, label: str, fields: list[Field], line: int) -> None:
    if len(fields) < 3:
        state.lacks(label, "dimension eller objekt", line)
        return
    state.sie.objects[text_at(fields, 1), text_at(fields, 2)] = text_at(fields, 3)


def _balance(state: State, label: str, fields: list[Field], line: int) -> None:
    index = read_year(state, label, text_at(fields, 1), line)
    account = read_account(state, label, text_at(fields, 2), line)
    ore = read_amount(state, f"{label} {account}".rstrip(), text_at(fields, 3), line)
    if index is None or not account or ore is None:
        return
    state.use(account, (), line)
    balance = state.sie.balances.setdefault(index, {}).setdefault(account, Balance())
    _set_balance(state, balance, label, f"{label} {index} {account}", ore, line, account, index)


def _set_balance(
    state: State, balance: Balance, label: str, name: str, ore: int, line: int, account: str, index: int
) -> None:
    part = label.removeprefix("#").removeprefix("O").lower()
    before: int | None = getattr(balance, part)
    if before is not None:
        same = "samma belopp" if before == ore else f"{kronor(before)} och {kronor(ore)}; det senare används"
        state.findings.add(Level.W, "duplicate", line, f"{name} står två gånger i filen: {same}.")
    setattr(balance, part, ore)
    state.balance_lines.setdefault((label, index, account), line)


def _object_balance(state: State, label: str, fields: list[Field], line: int) -> None:
    index = read_year(state, label, text_at(fields, 1), line)
    account = read_account(state, label, text_at(fields, 2), line)
    objects = read_objects(state, label, fields, 3, line)
    ore = read_amount(state, f"{label} {account}".rstrip(), text_at(fields, 4), line)
    if index is None or not account or ore is None or objects is None:
        return
    state.use(account, objects, line)
    balance = state.sie.object_balances.setdefault(index, {}).setdefault((account, objects), Balance())
    shown = " ".join(f"{dimension} {code}" for dimension, code in objects)
    _set_balance(state, balance, label, f"{label} {index} {account} {{{shown}}}", ore, line, account, index)


def _month(state: State, label: str, fields: list[Field], line: int) -> None:
    index = read_year(state, label, text_at(fields, 1), line)
    period = text_at(fields, 2)
    if not values.is_period(period):
        message = f"{label}: {quoted(period)} är ingen månad (skrivs ÅÅÅÅMM)."
        state.lacking = state.lacking if period else (line, message)
        state.findings.add(Level.V, "bad_period", line, message)
    account = read_account(state, label, text_at(fields, 3), line)
    objects = read_objects(state, label, fields, 4, line)
    ore = read_amount(state, f"{label} {account}".rstrip(), text_at(fields, 5), line)
    if index is None or not values.is_period(period) or not account or objects is None or ore is None:
        return
    state.use(account, objects, line)
    target = state.months if label == "#PSALDO" else state.budgets
    target.append(MonthRow(index, period, account, objects, ore, line))


def _ignore(state: State, label: str, fields: list[Field], line: int) -> None:
    """Known, and of no use to a report."""


class Record(NamedTuple):
    """`most` is how many fields the standard knows, the label not counted."""

    most: int
    handler: Handler


CHART: dict[str, Record] = {
    "#KONTO": Record(2, _konto),
    "#KTYP": Record(2, _ktyp),
    "#ENHET": Record(2, _ignore),
    "#SRU": Record(2, _ignore),
    "#DIM": Record(2, _dim),
    "#UNDERDIM": Record(3, _dim),
    "#OBJEKT": Record(3, _objekt),
    "#IB": Record(4, _balance),
    "#UB": Record(4, _balance),
    "#RES": Record(4, _balance),
    "#OIB": Record(5, _object_balance),
    "#OUB": Record(5, _object_balance),
    "#PSALDO": Record(6, _month),
    "#PBUDGET": Record(6, _month),
    "#PROSA": Record(1, _ignore),
    "#FTYP": Record(1, _ignore),
    "#FNR": Record(1, _ignore),
    "#BKOD": Record(1, _ignore),
    "#ADRESS": Record(4, _ignore),
    "#TAXAR": Record(1, _ignore),
}
