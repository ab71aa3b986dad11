"""The kontokoppling as values."""

from dataclasses import fields

from samsyn.associations.models import Association
from samsyn.ledger.domain.mapping import AccountMap, Rule, Wording
from samsyn.ledger.models import MappingRow, RowLabel

_RULE = tuple(item.name for item in fields(Rule))
_WORDING = tuple(item.name for item in fields(Wording))


def account_map(association: Association) -> AccountMap:
    """The association's kontokoppling (two queries)."""
    rows = MappingRow.objects.filter(association=association).order_by("position", "account_from")
    labels = RowLabel.objects.filter(association=association).order_by("pk")
    return AccountMap(
        [Rule(**row) for row in rows.values(*_RULE)], [Wording(**row) for row in labels.values(*_WORDING)]
    )


def rule_of(row: MappingRow) -> Rule:
    """A stored row as a value."""
    return Rule(**{name: getattr(row, name) for name in _RULE})


def wording_of(row: RowLabel) -> Wording:
    """A stored label as a value."""
    return Wording(**{name: getattr(row, name) for name in _WORDING})
