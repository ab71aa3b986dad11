"""How numbers and dates are written on a page. Pure functions; rounding happens in core.money and nowhere else."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from samsyn.core.figure import Value
from samsyn.core.money import DASH, NBSP, Unit, grouped
from samsyn.core.period import MONTHS

UNKNOWN = "uppgift saknas"


def money(ore: int | None, unit: Unit = Unit.KR, decimals: int = 0) -> str:
    """Öre as a number in kr or tkr without its unit: '8 484'; '–' for zero, 'uppgift saknas' for None."""
    if ore is None:
        return UNKNOWN
    shown = grouped(Decimal(ore) / (100_000 if unit is Unit.TKR else 100), decimals)
    return shown if any(digit in "123456789" for digit in shown) else DASH


def money_text(ore: int | None, unit: Unit = Unit.KR, decimals: int = 0) -> str:
    """Öre with its unit, for a sentence: '8 484 tkr', '0 kr'; 'uppgift saknas' for None."""
    if ore is None:
        return UNKNOWN
    return f"{grouped(Decimal(ore) / (100_000 if unit is Unit.TKR else 100), decimals)}{NBSP}{unit}"


def has_ore(value: Value) -> bool:
    """Whether an amount is not whole kronor."""
    return isinstance(value, int) and value % 100 != 0


def quantity(value: Value, unit: Unit, decimals: int = 0, *, with_unit: bool = True) -> str:
    """A figure's exact value with its unit: money from öre in kr, anything else as it is."""
    if value is None:
        return UNKNOWN
    if unit in (Unit.KR, Unit.TKR):
        shown = grouped(Decimal(value) / 100, decimals)
        return f"{shown}{NBSP}kr" if with_unit else shown
    shown = grouped(value, decimals)
    return f"{shown}{NBSP}{unit}" if with_unit and unit is not Unit.COUNT else shown


def swedish_date(value: date | datetime | None, style: str = "") -> str:
    """'12 februari 2025'; style 'short' gives '12 feb', 'time' adds 'kl. 14.32'. Empty for None."""
    if value is None:
        return ""
    moment = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    month = MONTHS[moment.month - 1]
    if style == "short":
        return f"{moment.day}{NBSP}{month[:3]}"
    words = f"{moment.day}{NBSP}{month} {moment.year}"
    if style == "time" and isinstance(moment, datetime):
        return f"{words} kl.{NBSP}{moment:%H.%M}"
    return words
