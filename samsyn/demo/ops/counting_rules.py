"""What the demo association asks for of participants, how it protects small counts, what it took over, its example."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from samsyn.demo.ops.cast import CHECKER, HEAD, Cast
from samsyn.demo.ops.reading import ore, rows, texts
from samsyn.participants.actions.earlier import take_over_year
from samsyn.participants.actions.effect import save_example, save_index
from samsyn.participants.actions.settings import collect, save_policy, save_rule, stop_collecting
from samsyn.participants.domain.price_index import YearIndex
from samsyn.participants.domain.words import Sex


def fill(cast: Cast) -> None:
    """Before anything is reported."""
    given = texts(cast.association.slug, "participants")
    by = cast.users[CHECKER]
    save_rule(association=cast.association, by=by, **given["rule"])
    for step in given["collected"]:
        for variable in step["variables"]:
            collect(association=cast.association, variable=variable, from_year=step["year"], by=by,
                    by_age=variable in given["by_age"])  # fmt: skip
        for variable, year in step.get("not_after", {}).items():
            stop_collecting(association=cast.association, variable=variable, to_year=year, by=by)
    save_policy(association=cast.association, told={}, by=cast.users[HEAD], **given["policy"])
    _earlier(cast, given["earlier_source"])
    _effect(cast, given["effect"])


def _earlier(cast: Cast, source: str) -> None:
    years: dict[int, dict[tuple[str, Sex], int]] = defaultdict(dict)
    for row in rows(cast.association.slug, "earlier_years"):
        years[int(row["year"])][row["variable"], Sex(row["sex"])] = int(row["count"])
    for year, counts in years.items():
        take_over_year(association=cast.association, year=year, counts=counts, source=source.format(year),
                       by=cast.users[CHECKER])  # fmt: skip


def _effect(cast: Cast, given: Mapping[str, Any]) -> None:
    """The price index, and the year's example of what those who went to work may be worth to each party."""
    index = [YearIndex(int(row["year"]), Decimal(row["index"]), row["final"] == "ja")
             for row in rows(cast.association.slug, "price_index")]  # fmt: skip
    save_index(association=cast.association, rows=index, by=cast.users[CHECKER])
    values: dict[str, Any] = {party: ore(kr) for party, kr in given["kr"].items()}
    values |= {name: Decimal(text) for name, text in given["shares"].items()}
    save_example(association=cast.association, by=cast.users[CHECKER], **given["example"], **values)
