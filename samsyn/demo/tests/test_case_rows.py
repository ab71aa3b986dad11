"""Case rows and counts tell of the same people: a copy of the association that reports out of rows has the same tables.

Without the shared files this is skipped; rules of rows have tests of their own beside them.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from samsyn.associations.models import Association, Membership, Party, User
from samsyn.core.period import Period
from samsyn.demo.ops.counts import begun, reported
from samsyn.demo.ops.reading import texts
from samsyn.interventions.models import Intervention
from samsyn.participants.actions.case_counts import fetch, hand_in
from samsyn.participants.actions.periods import excuse, open_period
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import Collected, Count, PeriodTotal, ReportingPeriod
from samsyn.participants.queries.reports import running, typed_of
from samsyn.participants.tests.casework import KEY
from samsyn.participants.tests.kit_rows import ROWS, files, lay_in
from samsyn.reports.build import Builder

pytestmark = [
    pytest.mark.one_database,
    pytest.mark.django_db(databases=["default", "cases"]),
    pytest.mark.skipif(not ROWS.exists(), reason="the shared case files are not here"),
    pytest.mark.skipif(os.environ.get("SAMSYN_TEST_LONG") != "1", reason="a whole association anew: in the long run"),
]
PARTS = [Part.parse(f"{year}-T{number}") for year in range(2020, 2025) for number in (1, 2, 3)]
GIVEN = texts("jamtland", "participants")


@dataclass
class Copy:
    """The demo's parties and interventions again, with nothing reported."""

    association: Association
    interventions: dict[str, Intervention]

    def someone(self, role: str, party: Party) -> User:
        user, made = User.objects.get_or_create(email=f"{role}@{party.pk}.example", defaults={"name": role})
        if made:
            Membership.objects.create(association=self.association, user=user, role=role, party=party)
        return user


def _again(row, **changes):
    """A row once more, with something changed."""
    row.pk, row._state.adding = None, True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row


@pytest.fixture
def copy(demo, settings, monkeypatch) -> Copy:
    settings.CASES_KEY = KEY
    monkeypatch.setattr("samsyn.participants.cases.within.may_be_gone", lambda *_: False)  # whatever year this is run
    made = _again(Association.objects.get(pk=demo.pk), slug="kopia", name="Kopian")
    parties = {row.pk: _again(row, association=made) for row in list(Party.objects.filter(association=demo))}
    for row in list(Collected.objects.filter(association=demo)):
        _again(row, association=made)
    none = dict.fromkeys(("orientation", "follow_up", "note_group", "split_from"))
    held = Intervention.objects.filter(association=demo, direction="individ", start__year__gte=2018)
    own = {row.key: _again(row, association=made, owner=parties[row.owner_id], **none) for row in list(held)}
    return Copy(made, own)


def _report_out_of_rows(copy: Copy) -> None:
    rows, counts = files(), reported("jamtland")
    for own in copy.interventions.values():
        people = {"controller": copy.someone("insatsagare", own.owner), "worker": _worker(copy, own)}
        lay_in(own, rows.pop(own.key, None), **people)
    assert not rows
    for part in PARTS:
        period = open_period(association=copy.association, part=part, by="Kansliet")
        for own in running(copy.association, part):
            if own.key in GIVEN["uncounted"]:
                excuse(intervention=own, period=period, reason="Inga egna deltagare.", by="Kansliet")
            else:
                _hand_in(own, period, _worker(copy, own), counts.get((part.code, own.key), {}))


def _worker(copy: Copy, own: Intervention) -> User:
    return copy.someone("deltagaransvarig", own.owner)


def _hand_in(own: Intervention, period: ReportingPeriod, by: User, counts) -> None:
    """As fetched, and what rows know nothing of as the party counted it."""
    report, _ = fetch(intervention=own, period=period, by=by)
    plain = {"consultations": "0", "joint_plans": "0", **begun({key: n for key, n in counts.items() if not key.sex})}
    reasons = {"entry": "Kom in i räkningen.", "closed": "Togs ur räkningen."}
    hand_in(intervention=own, period=period, typed={**typed_of(report), **plain}, reasons=reasons,
            version=report.version, by=by)  # fmt: skip


def _totals(association: Association) -> Iterator[tuple]:
    held = PeriodTotal.objects.filter(association=association, period__year__lte=2024)
    return held.order_by().values_list(
        "period__year", "period__last_month", "variable", "category", "sex", "age", "count"
    )  # fmt: skip


def _counts(association: Association) -> Iterator[tuple]:
    held = Count.objects.filter(association=association, report__period__year__lte=2024)
    return held.values_list("report__intervention__key", "report__period__year", "report__period__last_month",
                            "variable", "category", "sex", "age", "count")  # fmt: skip


def _printed(association: Association) -> list:
    people = {year: Builder(association, "arsredovisning", Period(year), {}).maker.people for year in (2022, 2024)}
    tables = [people[2022].summary(), people[2024].by_year(), people[2024].flow(), people[2024].outcome()]
    return [[(row.label, [cell.value for cell in row.cells]) for row in table.rows] for table in tables]


def test_a_copy_that_reports_out_of_case_rows_has_identical_tables(demo, copy):
    _report_out_of_rows(copy)
    assert set(_counts(copy.association)) == set(_counts(demo))
    assert set(_totals(copy.association)) == set(_totals(demo))
    assert _printed(copy.association) == _printed(demo)
