"""Recognises what belongs to a person and never to a count: personnummer, samordningsnummer."""

import re
import unicodedata

_NUMBER = re.compile(
    r"(?<!\d)(?:19|20)?\d\d[-./ ]?(?P<month>\d\d)[-./ ]?(?P<day>\d\d) ?[-+/._\u2010-\u2015\u2212]? ?\d{4}(?!\d)"
)
_SPACES = re.compile(r"\s+")


def like_a_person(text: str) -> bool:
    """Whether a text holds what looks like a personnummer or samordningsnummer (day + 60), however it is spaced, with
    or without a dash, in any digits."""
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text))
    return any(
        1 <= int(found["month"]) <= 12 and 1 <= int(found["day"]) % 60 <= 31 for found in _NUMBER.finditer(plain)
    )
