"""What the books hold before a new file, read from the tables into values."""

from django.db.models import Q

from samsyn.associations.models import Association
from samsyn.ledger.importing.reconcile import Held, HeldYear
from samsyn.ledger.models import Balance, FiscalYear, Import
from samsyn.ui.formats import swedish_date


def held_by(association: Association) -> Held:
    """Every year, with what its next year must open with (three queries)."""
    active = active_imports(association)
    closing = _closing([item for item in active.values() if not item.partial])
    years = [
        _held_year(year, active.get(year.pk), closing) for year in FiscalYear.objects.filter(association=association)
    ]
    return Held(association.org_number, association.name, years)


def active_imports(association: Association) -> dict[int, Import]:
    """The import that each fiscal year shows, by the year's key."""
    found = Import.objects.filter(association=association, state=Import.State.ACTIVE).select_related("source", "year")
    return {item.year_id: item for item in found if item.year_id}


def described(item: Import) -> str:
    """'2024.se, inläst 12 februari 2025 av Eva Ek'."""
    when = swedish_date(item.confirmed or item.created)
    return f"{item.source.name}, inläst {when} av {item.confirmed_by or item.created_by}"


def _closing(complete: list[Import]) -> dict[int, dict[int, int]]:
    """import → account → closing balance in öre."""
    found: dict[int, dict[int, int]] = {item.pk: {} for item in complete}
    rows = Balance.objects.filter(Q(ub__isnull=False) | Q(ib__isnull=False), origin__in=complete, index=0)
    for origin, account, ub in rows.values_list("origin_id", "account", "ub"):
        found[origin][account] = ub or 0
    return found


def _held_year(year: FiscalYear, item: Import | None, closing: dict[int, dict[int, int]]) -> HeldYear:
    if item is None:
        return HeldYear(year.start, year.end, bool(year.closed))
    return HeldYear(
        year.start,
        year.end,
        bool(year.closed),
        described(item),
        item.source.sha256,
        item.covers_to if item.partial else None,
        item.voucher_count,
        closing.get(item.pk),
    )
