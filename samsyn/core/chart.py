"""A chart as a value: what pages draw and documents print."""

from collections.abc import Mapping
from dataclasses import dataclass

from samsyn.core.table import Table


@dataclass(frozen=True)
class Chart:
    """One Vega-Lite spec for page and PDF, a Swedish sentence that says what it shows, and its numbers as a table."""

    key: str
    title: str
    spec: Mapping[str, object]
    description: str
    table: Table
