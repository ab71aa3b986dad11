"""The demo's register of occasions: forums, training, conferences and meetings, written in when over."""

from collections.abc import Mapping
from functools import partial

from samsyn.demo.ops.cast import CHECKER, Cast, Deeds, Turn
from samsyn.demo.ops.reading import day, maybe_int, maybe_ore, rows, texts
from samsyn.participants.actions.occasions import create_occasion
from samsyn.participants.domain.occasions import ATTENDANCE, Evaluated

COUNTS = ("participants", *ATTENDANCE, "unique")
WORDS = ("name", "kind", "purpose", "state")


def plan(cast: Cast, deeds: Deeds) -> None:
    """Adds every occasion of the file on its last day."""
    method = texts(cast.association.slug, "participants")["unique_method"]
    for row in rows(cast.association.slug, "occasions"):
        deeds.add(day(row["end"]), Turn.COUNTS, partial(_write, cast, row, method))


def _write(cast: Cast, row: Mapping[str, str], method: str) -> None:
    unique = maybe_int(row["unique"])
    create_occasion(
        association=cast.association, by=cast.users[CHECKER], evaluations=_evaluations(row),
        intervention=cast.interventions.get(row["intervention"]), start=day(row["start"]), end=day(row["end"]),
        times=int(row["times"]), unique_method="" if unique is None else method, budget=maybe_ore(row["budget"]),
        cost=maybe_ore(row["cost"]), counted=row["counted"] == "ja", **{name: row[name] for name in WORDS},
        **{name: maybe_int(row[name]) for name in COUNTS},
    )  # fmt: skip


def _evaluations(row: Mapping[str, str]) -> list[Evaluated]:
    if not row["question"]:
        return []
    return [Evaluated(row["question"], int(row["positive"]), int(row["valid"]))]
