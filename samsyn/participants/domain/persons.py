"""Recognises what belongs to a person and never to a count: personnummer, samordningsnummer."""

import re

_NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d\d(?P<month>\d\d)(?P<day>\d\d)[-+ \u2013\u2212]?\d{4}(?!\d)")


def like_a_person(text: str) -> bool:
    """Whether a text holds what looks like a personnummer or samordningsnummer (day + 60), with or without a dash."""
    return any(1 <= int(found["month"]) <= 12 and 1 <= int(found["day"]) % 60 <= 31 for found in _NUMBER.finditer(text))
