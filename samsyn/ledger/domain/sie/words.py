"""Swedish words and numbers for findings."""

NBSP = "\u00a0"


def kronor(ore: int) -> str:
    """Öre as kronor with two decimals, as Swedes write them: 5100000 → 51 000,00."""
    whole, part = divmod(abs(ore), 100)
    return f"{'−' if ore < 0 else ''}{f'{whole:,}'.replace(',', NBSP)},{part:02d}"


def plain(ore: int | None) -> str | None:
    """Öre as kronor for machines: -12345 → "-123.45"; None stays None."""
    if ore is None:
        return None
    whole, part = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole}.{part:02d}"


def day(yyyymmdd: str) -> str:
    """20250304 → 2025-03-04; anything else as it stands."""
    if len(yyyymmdd) != 8:
        return yyyymmdd
    return f"{yyyymmdd[:4]}-{yyyymmdd[4:6]}-{yyyymmdd[6:]}"


def quoted(text: str, longest: int = 40) -> str:
    """A piece of the file, shown between quotes and cut so that a finding stays readable."""
    shown = text if len(text) <= longest else text[:longest] + "…"
    return f"”{shown}”"


def voucher_name(series: str, number: str) -> str:
    """How a person names a voucher: series and number, or that it has none."""
    return f"{series} {number}".strip() or "utan nummer"


def counted(count: int, one: str, many: str) -> str:
    """1 rad, 2 rader; thousands with a space that does not break."""
    return f"{f'{count:,}'.replace(',', NBSP)} {one if count == 1 else many}"
