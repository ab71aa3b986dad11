"""Numbers that follow on: paragraphs through the year in each body, decisions on delegation through the year."""

from collections.abc import Collection

HIGHEST = 9999


def following(taken: Collection[int], count: int = 1) -> list[int]:
    """The next `count` numbers after the highest one taken; 1, 2, 3 … in an empty year."""
    first = max(taken, default=0) + 1
    return list(range(first, first + count))


def number_problems(number: int, taken: Collection[int], sign: str = "§") -> list[str]:
    """Why a number written by hand cannot be used; [] when it can."""
    if not 0 < number <= HIGHEST:
        return [f"{sign} {number} går inte. Skriv ett nummer från 1 till {HIGHEST}."]
    if number in taken:
        return [f"{sign} {number} finns redan i år. Nästa lediga är {sign} {following(taken)[0]}."]
    return []
