"""Money: integer öre in, whole numbers in kr or tkr out. Rounding happens here and only here, at display."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"


class Unit(StrEnum):
    """What a number counts. Money is stored in öre and shown in kr or tkr."""

    KR = "kr"
    TKR = "tkr"
    PERCENT = "%"
    PERSONS = "personer"
    FTE = "årsarbetare"
    COUNT = "antal"
    DAYS = "dagar"
    YEARS = "år"


MOST_ORE = 10**15  # ten thousand milliards of kronor: a thousand such sums still fit the database's whole numbers
ORE_PER = {Unit.KR: 100, Unit.TKR: 100_000}


def round_half_up(value: Decimal, decimals: int = 0) -> Decimal:
    """Round half up on the absolute value (LKBR reports round öre this way); minus zero becomes zero."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def in_unit(ore: int, unit: Unit) -> int:
    """Öre to whole kr or tkr, rounded once, half up on the absolute value."""
    size = ORE_PER[unit]
    whole, rest = divmod(abs(ore), size)
    whole += 2 * rest >= size
    return -whole if ore < 0 else whole


def kronor(ore: int) -> str:
    """Öre as an exact string in kronor with a dot: -59443050 -> '-594430.50'."""
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"


def grouped(value: int | Decimal, decimals: int = 0, *, signed: bool = False) -> str:
    """A number as Swedish print: narrow thousands, decimal comma, true minus; `signed` adds a plus sign.

    Zero prints as 0; callers that print zero as a dash decide so themselves.
    """
    number = round_half_up(Decimal(value), decimals)
    text = f"{abs(number):,.{decimals}f}".replace(",", NBSP).replace(".", ",")
    if number < 0:
        return MINUS + text
    return f"+{text}" if signed and number > 0 else text


def parse_ore(text: str) -> int:
    """An amount in kronor as people write it ('1 234,50', '−12', '1234.5') to öre. Raises ValueError otherwise."""
    plain = text.strip().replace(MINUS, "-").replace("\u2013", "-")
    for space in (" ", NBSP, "\u202f", "\u2009"):
        plain = plain.replace(space, "")
    plain = plain.removesuffix("kr").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"'{text}' är inte ett belopp") from None
    if number.is_finite() and number.adjusted() >= len(str(MOST_ORE)) - 3:
        raise ValueError(f"'{text[:40]}' är ett för stort belopp")
    ore = number * 100
    if not ore.is_finite() or ore != ore.to_integral_value():
        raise ValueError(f"'{text}' är inte ett belopp med högst två decimaler")
    return int(ore)
