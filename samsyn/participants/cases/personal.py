"""What a case row may never hold: numbers that could be a personnummer. Pure; errors never repeat what was found."""

import re
import unicodedata

_BETWEEN = re.compile(r"[^\w|]|_")  # anything but letters, digits and our own mark between several values
_LONG = re.compile(r"\d{10}")
_BIRTH_DATE = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])")
_PSEUDONYM = re.compile(r"[A-Z]{1,3}-?\d{3,7}|\d{3,7}", re.ASCII)


def looks_personal(text: str) -> bool:
    """Whether a text holds ten digits or more in a row, whatever stands between them.

    A personnummer or samordningsnummer has ten or twelve; nothing that a row may hold has as many.
    """
    return bool(_LONG.search(_BETWEEN.sub("", unicodedata.normalize("NFKC", text))))


def is_pseudonym(text: str) -> bool:
    """At most three capital letters, then three to seven digits: 'JH-17919', '4711'.

    A name has no digits, and six digits alone that could be a birth date (samordningsnummer's too) are no pseudonym.
    """
    return bool(_PSEUDONYM.fullmatch(text)) and not _BIRTH_DATE.fullmatch(text)
