"""The handbook read as text and tables, for the tests that hold it to the program."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS, BOOK = ROOT / "docs", ROOT / "docs" / "handbok"


def text(name: str) -> str:
    """A page of the handbook."""
    return (BOOK / name).read_text(encoding="utf-8")


def cells(markdown: str, heading: str = "") -> list[list[str]]:
    """The rows of every table under a heading (of the whole page without one), the header lines left out."""
    if heading:
        found = re.search(rf"^##+ {re.escape(heading)}$(.*?)(?=^## |\Z)", markdown, re.M | re.S)
        assert found, f"no heading {heading}"
        markdown = found[1]
    rows = [line.strip("|").split("|") for line in markdown.splitlines() if line.startswith("|")]
    headers = {i - 1 for i, row in enumerate(rows) if set("".join(row)) <= set("-: ")}
    return [[c.strip() for c in row] for i, row in enumerate(rows) if i not in headers and i - 1 not in headers]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)
