"""Every number that is a door opens on itself."""

import pytest

from samsyn.catalogue import figures_of
from samsyn.core.period import Period
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.commitments import commitments as read_commitments
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.movements import horizon
from samsyn.interventions.tests.test_intervention_pages.laying import everything_moves
from samsyn.interventions.views.amounts import by_year, commitment_table
from samsyn.interventions.views.money import card_money, own_money


def doors(*tables) -> list:
    return [cell for table in tables for row in table.rows for cell in row.cells if cell.figure]


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023, 2024, 2025])
def test_every_door_opens_on_the_number_it_hangs_on(world, year):
    first, second = everything_moves(world.association)
    own = Intervention.objects.get(key="utb")
    period, book = Period(year), figures_of(world.association)
    held, told = {one.pk: entries(world.association, [one.pk]) for one in (first, second)}, horizon(world.association)
    found = read_commitments(world.user("forbundschef"), world.association, period)
    cells = doors(
        *(by_year(one.key, held[one.pk], told) for one in (first, second)),
        *(card_money(one, held[one.pk], period, [], told)[0] for one in (first, second)),
        own_money(world.association, own, period).table,
        *([commitment_table(found, period)] if found.groups else []),
    )
    assert cells
    for cell in cells:
        assert book.value(cell.figure, cell.scope) == cell.exact, (cell.figure, cell.scope.code)
