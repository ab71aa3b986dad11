"""Where the demo's data and texts lie in the package."""

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
_SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where it is built
DATA, PROSE = HERE / "data", HERE / "prose"


class BrokenDemo(Exception):
    """The package's own data could not be read: a fault in Samsyn."""


def read_yaml(slug: str, name: str) -> Any:
    """A data file of one of the demo's associations."""
    return yaml.load((DATA / slug / name).read_text(encoding="utf-8"), Loader=_SAFE)


def prose_of(kind: str, code: str) -> dict[str, str]:
    """Section → Markdown of a report, as the package has them: prose/arsredovisning-2024/overview.md."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((PROSE / f"{kind}-{code}").glob("*.md"))}
