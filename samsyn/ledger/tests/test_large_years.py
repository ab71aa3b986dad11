"""Indexes that keep pages fast in a year of a million rows: each is told by the plan of the query it is for."""

import pytest
from django.db import connection
from django.db.models import Sum

from samsyn.ledger.models import Entry, Movement
from samsyn.ledger.queries import vouchers

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole, whatever the indexes"
)


@pytest.mark.parametrize(
    ("cost_centre", "project", "index", "column"),
    [("", "P1", "entry_by_project", "project"), ("10", "", "entry_by_cost_centre", "cost_centre")],
)
def test_rows_with_a_code_are_found_in_an_index_of_their_own(world, cost_centre, project, index, column):
    own = Entry.objects.filter(association=world.association, year_id=1, account__in=[4010, 4011])
    plan = own.filter(vouchers.coded(cost_centre, project)).explain()
    assert f"{index} (association_id=? AND year_id=? AND {column}=? AND account=?)" in plan


def test_what_a_statement_is_summed_from_lies_in_one_index_in_its_order(world):
    own = Movement.objects.filter(association=world.association, origin_id=1, source="vouchers").order_by()
    plan = own.values_list("account", "cost_centre", "project").annotate(Sum("amount")).explain()
    assert "COVERING INDEX movement_sums" in plan and "TEMP B-TREE" not in plan
