"""What the demo association asks for of participants, how it protects small counts, and what it took over."""

from collections import defaultdict

from samsyn.demo.ops.cast import CHECKER, HEAD, Cast
from samsyn.demo.ops.reading import rows, texts
from samsyn.participants.actions.earlier import take_over_year
from samsyn.participants.actions.settings import collect, save_policy, save_rule, stop_collecting
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
    save_policy(association=cast.association, by=cast.users[HEAD], **given["policy"])
    _earlier(cast, given["earlier_source"])


def _earlier(cast: Cast, source: str) -> None:
    years: dict[int, dict[tuple[str, Sex], int]] = defaultdict(dict)
    for row in rows(cast.association.slug, "earlier_years"):
        years[int(row["year"])][row["variable"], Sex(row["sex"])] = int(row["count"])
    for year, counts in years.items():
        take_over_year(association=cast.association, year=year, counts=counts, source=source.format(year),
                       by=cast.users[CHECKER])  # fmt: skip
