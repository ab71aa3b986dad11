"""The demo's counts as they lie in the package, as what a coordinator types in a report's form."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from samsyn.demo.files import BrokenDemo
from samsyn.demo.ops.reading import rows
from samsyn.participants.domain.form import Asked, CountKey, fields, name
from samsyn.participants.domain.words import SEXES, Age

Counts = Mapping[CountKey, int]


def reported(slug: str) -> dict[tuple[str, str], Counts]:
    """(part, intervention) → its counts. What the file has by age alone is given its total too; zeros are left out."""
    found: dict[tuple[str, str], dict[CountKey, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows(slug, "participants"):
        own = found[row["part"], row["intervention"]]
        for key, count in _numbers(row):
            own[key] += count
            if key.age:
                own[key._replace(age=Age.ALL)] += count
    return {place: dict(own) for place, own in found.items()}


def _numbers(row: Mapping[str, str]) -> Iterator[tuple[CountKey, int]]:
    """A row's numbers; the column 'all' is of what is not counted by sex."""
    for column, sex in (*((sex.value, sex.value) for sex in SEXES), ("all", "")):
        if row[column]:
            yield CountKey(row["variable"], row["category"], sex, row["age"]), int(row[column])


def filled_in(asked: Sequence[Asked], counts: Counts) -> dict[str, str]:
    """Every field of the form, 0 where nobody is counted. A count that is not asked for is a fault of the package."""
    typed = {field.name: "0" for group in fields(asked) for field in group.all_fields}
    given = begun(counts)
    if unasked := set(given) - set(typed):
        raise BrokenDemo(f"frågas inte efter: {sorted(unasked)}")
    return typed | given


def begun(counts: Counts) -> dict[str, str]:
    """The fields that somebody has filled in so far."""
    return {name(key): str(count) for key, count in counts.items()}
