"""Which accounts are balance accounts, which are result accounts, and what the months of one should add up to."""

from .model import Balance, SieFile


def is_balance_account(sie: SieFile, number: str) -> bool:
    """By class: 1–2 balance, 3–8 result, whatever #KTYP says (programs get it wrong). Others (0, 9) by #KTYP, else by
    the records they have; result when they have none."""
    if number[0] in "12345678":
        return number[0] in "12"
    account = sie.accounts.get(number)
    if account and account.type:
        return account.type in "TS"
    balances = [year[number] for year in sie.balances.values() if number in year]
    if any(balance.res is not None for balance in balances):
        return False
    return bool(balances)


def movement(sie: SieFile, year_index: int, number: str) -> int | None:
    """The year's change of the account in öre (UB − IB, or RES); None when the file does not tell."""
    balances = sie.balances.get(year_index, {})
    balance = balances.get(number, Balance())
    if not is_balance_account(sie, number):
        told = any(other.res is not None or other.ub is not None for other in balances.values())
        return balance.res or 0 if told else None
    told_ib = year_index == 0 or any(other.ib is not None for other in balances.values())
    told_ub = any(other.ub is not None for other in balances.values())
    return (balance.ub or 0) - (balance.ib or 0) if told_ib and told_ub else None
