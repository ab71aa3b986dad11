"""Which single slip of a digit explains a sum that came out wrong."""

from collections.abc import Sequence


def meant(values: Sequence[int], wanted: int) -> tuple[int, int | None]:
    """The place to look at, and what may have been meant there; None when no slip or several would explain it.

    `meant([1, 0, 12, 2], 5)` → (2, 2). Without a slip the place is the largest number's.
    A zero is meant: nobody types it by a slip.
    """
    off = wanted - sum(values)
    places = [place for place, value in enumerate(values) if value and value + off >= 0]
    found = [(place, values[place] + off) for place in places if one_slip(values[place], values[place] + off)]
    if len(found) == 1:
        return found[0]
    return max(range(len(values)), key=lambda place: values[place]), None


def one_slip(typed: int, wanted: int) -> bool:
    """Whether one digit too many, too few, wrong, or two swapped is all that tells them apart."""
    a, b = str(typed), str(wanted)
    if len(a) == len(b):
        differ = [place for place in range(len(a)) if a[place] != b[place]]
        if len(differ) == 2:
            first, second = differ
            return second == first + 1 and a[first] == b[second] and a[second] == b[first]
        return len(differ) == 1
    short, long = sorted((a, b), key=len)
    return len(long) == len(short) + 1 and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
