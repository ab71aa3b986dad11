"""Amounts, dates, accounts and objects out of their fields. Nothing here raises: what cannot be read is None."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .model import Objects
from .tokens import Braces

_AMOUNT = re.compile(r"(-?)([0-9]+)(?:([.,])([0-9]{1,2}))?")
_DATE = re.compile(r"[0-9]{8}")
_PERIOD = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])")
_ACCOUNT = re.compile(r"[0-9]{1,20}")
_YEAR = re.compile(r"-?0|-[1-9][0-9]?")
_DIGITS = 24  # more than any limit needs; int() on endless digits is slow and refused by Python


class Amount(NamedTuple):
    """`ore` is the amount in öre; `comma` tells that a decimal comma was read as a dot."""

    ore: int
    comma: bool = False


def amount(text: str) -> Amount | None:
    """`-?digits` with at most two decimals after a dot (or, with a warning, a comma)."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    sign, whole, mark, part = match.groups()
    ore = int(whole.lstrip("0")[:_DIGITS] or "0") * 100 + int((part or "0").ljust(2, "0"))
    return Amount(-ore if sign else ore, mark == ",")


@lru_cache(maxsize=8192)
def calendar_day(text: str) -> date | None:
    """YYYYMMDD as a date, or None when the calendar has no such day."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def is_period(text: str) -> bool:
    """YYYYMM with a month that exists."""
    return _PERIOD.fullmatch(text) is not None


def is_account(text: str) -> bool:
    """Account numbers are digits only; leading zeros and any length are kept as they stand."""
    return _ACCOUNT.fullmatch(text) is not None


def year_index(text: str) -> int | None:
    """0 for the file's own year, negative for years before it."""
    return int(text) if _YEAR.fullmatch(text) else None


def pairs(items: Braces) -> Objects | None:
    """The pairs of an object list, or None when an item lacks its other half."""
    return None if len(items) % 2 else tuple(zip(items[::2], items[1::2], strict=True))


def repeated_dimension(objects: Objects) -> str:
    """The dimension that a list names twice, or empty."""
    seen: set[str] = set()
    for dimension, _ in objects:
        if dimension in seen:
            return dimension
        seen.add(dimension)
    return ""


def organisation_number(text: str) -> str:
    """nnnnnn-nnnn whatever way it is written; anything else as it stands."""
    digits = re.sub(r"[ -]", "", text)
    if re.fullmatch(r"[0-9]{12}", digits) and digits[:2] in ("16", "19", "20"):
        digits = digits[2:]
    return f"{digits[:6]}-{digits[6:]}" if re.fullmatch(r"[0-9]{10}", digits) else text.strip()
