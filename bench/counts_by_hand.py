"""The same figures by the product and by SQL written by hand."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from counts_laid import LAST, PERIOD, SEXES
from django.db import connection
from spent import timed

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.words import Age, Sex
from samsyn.participants.queries.nation import nation
from samsyn.participants.queries.tally import Tally

_FLOW = """
  sum(CASE WHEN t.variable IN ('year_opening', 'entry', 'new') THEN t."count" END),
  sum(CASE WHEN t.variable = 'new' THEN t."count" END),
  sum(CASE WHEN t.variable = 'ended' THEN t."count" END),
  sum(CASE WHEN t.variable = 'outcome' AND t.category IN ('work', 'study') THEN t."count" END)"""
_WANTED = """t.age = '' AND (t.variable IN ('year_opening', 'entry', 'new', 'ended')
  OR (t.variable = 'outcome' AND t.category IN ('work', 'study')))"""
_FROM = {
    "sums": "participants_periodtotal t JOIN participants_reportingperiod p ON p.id = t.period_id",
    "counts": "participants_count t JOIN participants_report r ON r.id = t.report_id "
              "JOIN participants_reportingperiod p ON p.id = r.period_id",
}  # fmt: skip
Values = dict[tuple[Any, ...], tuple[int, ...]]


def _asked_by_hand(key: str, of: str, where: str, *values: object) -> Values:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {_FLOW} FROM {_FROM[of]} WHERE {where} AND {_WANTED} GROUP BY {key}", values)
        width = key.count(",") + 1
        return {row[:width]: tuple(map(int, row[width:])) for row in cursor.fetchall()}


_EVERY = """SELECT p.year, t.variable, t.category, t.sex, t.age, sum(t."count") FROM participants_count t
    JOIN participants_report r ON r.id = t.report_id JOIN participants_reportingperiod p ON p.id = r.period_id
    WHERE t.association_id = %s AND t.variable NOT IN ('opening', 'year_opening') AND r.state = 'inlämnad'
    GROUP BY p.year, t.variable, t.category, t.sex, t.age"""
WHATS = ("enrolled", "new", "ended", "work_study")


def _every_by_hand(owner: Association) -> Values:
    with connection.cursor() as cursor:
        cursor.execute(_EVERY, [owner.pk])
        return {row[:-1]: (int(row[-1]),) for row in cursor.fetchall()}


# --- as the product answers -------------------------------------------------------------------------------------------


def _of_nation() -> Values:
    found = nation(PERIOD)
    ids = dict(Association.objects.values_list("slug", "pk"))
    return {(ids[one.slug], period.year): tuple(one.count(what, period) or 0 for what in WHATS)
            for one in found.members for period in found.periods if period in one.reported}  # fmt: skip


def _of_years(owner: Association, years: Sequence[int]) -> Values:
    tally = Tally(owner)
    return {(year, sex): tuple(tally.value(Coordinate(what, sex=Sex(sex)), Period(year)) or 0 for what in WHATS)
            for year in years for sex in SEXES}  # fmt: skip


def _of_interventions(owner: Association) -> Values:
    tally = Tally(owner)
    return {(pk, sex): tuple(
                tally.value(Coordinate(what, sex=Sex(sex), where=f"of.{key}"), PERIOD) or 0 for what in WHATS)
            for key, pk in tally.keys.items() for sex in SEXES}  # fmt: skip


def _every_count(owner: Association, years: Sequence[int]) -> Values:
    tally = Tally(owner)
    return {(year, *row[1:5]): (tally.value(Coordinate(row.variable, row.category, Age(row.age), Sex(row.sex)),
                                            Period(year)) or 0,)
            for year in years for rows in tally.totals(year).values() for row in rows
            if row.variable not in ("opening", "year_opening")}  # fmt: skip


# --- the two beside each other ----------------------------------------------------------------------------------------

SOME = "One association, ten years by sex: sums"
TOLD = (SOME,)
"""Told without a bar: the product reads every count of the years there, which is what a page asks for next."""
Compared = tuple[str, str, Callable[[], Values], Callable[[], Values]]


def comparisons(owner: Association, years: Sequence[int]) -> list[Compared]:
    """(what, whose rows the reader may touch, the product's answer, the same by hand)."""
    both, two = "t.association_id, p.year", ("p.year IN (%s, %s)", LAST, LAST - 1)
    since = ("t.association_id = %s AND p.year >= %s", owner.pk, years[0])
    last = ("t.association_id = %s AND p.year = %s", owner.pk, LAST)
    own = str(owner.pk)
    return [
        ("Nation, two years: sums", EVERYTHING, _of_nation, partial(_asked_by_hand, both, "sums", *two)),
        ("Nation, two years: the counts themselves", EVERYTHING, _of_nation,
         partial(_asked_by_hand, both, "counts", *two)),
        (SOME, own, partial(_of_years, owner, years), partial(_asked_by_hand, "p.year, t.sex", "sums", *since)),
        ("Its every count of ten years, from the counts", own,
         partial(_every_count, owner, years), partial(_every_by_hand, owner)),
        ("Its interventions, one year by sex", own, partial(_of_interventions, owner),
         partial(_asked_by_hand, "r.intervention_id, t.sex", "counts", *last)),
    ]  # fmt: skip


def compared(owner: Association, years: Sequence[int]) -> list[dict[str, object]]:
    """Milliseconds of each answer beside those of the same by hand; leaves with words when they differ."""
    found: list[dict[str, object]] = []
    for what, whose, ours, by_hand in comparisons(owner, years):
        enter(whose)
        if ours() != by_hand():
            sys.exit(f"{what}: the product and the database do not say the same")
        mine, theirs = timed([ours, by_hand])
        cells = sum(map(len, ours().values()))
        found.append({"what": what, "ours": mine, "sql": theirs, "bar": what not in TOLD, "cells": cells})
    enter(EVERYTHING)
    return found
