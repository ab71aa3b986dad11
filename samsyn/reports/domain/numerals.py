"""Numbers written out by hand in running text, where a reference belongs: they go stale when the books change."""

import re

_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_COUNTED = r"(?:kr|tkr|mkr|kronor|miljoner|procent|personer|deltagare|kvinnor|män|insatser|timmar|dagar|%)"
_YEAR = r"(?:19|20)\d\d"
_ALLOWED = re.compile(
    rf"""(?ix)
    \bprop(?:osition|\.)?\s*{_YEAR}[/\d]*:\d+                                  # prop. 2017/18:149
    | \b(?:SFS\s*)?{_YEAR}:\d+                                                 # 2003:1210
    | \b(?:KL|LKBR|FinsamL|IL|OSL)\s*\d+(?::\d+)?(?:[-–]\d+)?(?:\s*kap\b\.?)?(?:\s*\d+(?:[-–]\d+)?\s*§+)?
    | \b\d+\s*kap\b\.?(?:\s*\d+(?:\s*(?:[-–,]|och)\s*\d+)*\s*[a-z]?\s*§+)?     # 5 kap. 3 §
    | \b\d+(?:\s*(?:[-–,]|och)\s*\d+)*\s*[a-z]?\s*§+(?:\s*\d+)?                # 24 §, 25–26 §§
    | §+\s*\d+(?:\s*(?:[-–,]|och)\s*\d+)*
    | \bR\d{{1,2}}\b                                                           # RKR:s rekommendationer
    | \bartikel\s+\d+
    | \b{_YEAR}-\d\d-\d\d\b
    | \b(?:den\s+)?\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}})?\s+(?:{_MONTH})\b(?:\s+{_YEAR}\b)?
    | \b{_YEAR}-(?:0[1-9]|1[0-2]|[TQ]\d)\b
    | \b(?:tertial|kvartal)\s+[1-4]\b | \b[TQ][1-4]\b
    | \bkl\.?\s*\d{{1,2}}(?:[.:]\d\d)?
    | (?<![\d.,:+−-])\b{_YEAR}(?:\s*[-–/]\s*(?:{_YEAR}|\d\d))?\b               # 2024, 2021–2024, 2024/25
      (?!\s*{_COUNTED}(?!\w))(?![.,]\d|[ \u00a0\u202f]\d{{3}}\b)                # but 2024 kr and 2024,5 are numbers
    """
)
_NUMERAL = re.compile(r"(?<!\w)(?<!\w[-–])[+−-]?\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:[.,:]\d+)*(?:[ \u00a0\u202f]?%)?")


def numerals(text: str) -> list[str]:
    """Numbers in the text that are no date or year and no law; as written, in order."""
    return _NUMERAL.findall(_ALLOWED.sub(" ", text))


def positions(text: str) -> list[tuple[int, int]]:
    """Where those numbers stand, as (start, end)."""
    masked = _ALLOWED.sub(lambda found: "\ufffc" * len(found[0]), text)
    return [found.span() for found in _NUMERAL.finditer(masked)]
