"""The demo association's books, plans and what no ledger says, read through the same doors as a user's files."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

from samsyn.associations.actions import save_mandate
from samsyn.associations.models import Association, Mandate, Party
from samsyn.demo.files import DATA, BrokenDemo, read_yaml
from samsyn.ledger import importing
from samsyn.ledger.actions import manual
from samsyn.ledger.figures.requirement import LABELS
from samsyn.ledger.files import KINDS
from samsyn.ledger.importing.actions import close_year
from samsyn.ledger.models import FiscalYear, Import

TABLES = ("mapping", "labels", "budget", "forecast", "history", "contributions", "staff")
Say = Callable[[str], object]


def fill(association: Association, say: Say, by: str) -> None:
    """Ledgers, tables, keys, reasons and mandates; then the years that are closed."""
    for path in sorted((DATA / association.slug / "ledger").glob("*.se")):
        item = importing.run(association, path, by=by, yes=True)
        if item.state != Import.State.ACTIVE:
            raise BrokenDemo(f"{path.name}: {item.findings} {item.reconciliation}")
        say(f"Läste in {path.name}: {item.voucher_count} verifikationer")
    for key in TABLES:
        say(_table(association, key, by))
    own = read_yaml(association.slug, "own.yaml")
    _keys_and_reasons(association, own, by)
    _mandates(association, own["mandates"], by)
    for year in FiscalYear.objects.filter(association=association, start__year__in=own["closed_years"]):
        close_year(year=year, by=by)


def _table(association: Association, key: str, by: str) -> str:
    path = DATA / association.slug / f"{key}.csv"
    kind = KINDS[key]
    result = kind.read(association, path.read_bytes(), path.name)
    if result.errors:
        raise BrokenDemo(f"{path.name}: {result.errors}")
    return kind.store(association, result.value, by=by, filename=path.name)


def _keys_and_reasons(association: Association, own: Mapping[str, Any], by: str) -> None:
    for rule in own["cost_rules"]:
        shares = {name: Decimal(rule.get(name, 0)) for name in ("individual", "structure", "administration")}
        manual.save_cost_rule(association=association, values={**rule, **shares}, by=by)
    for line in own["legacy_lines"]:
        manual.save_legacy_line(association=association, by=by, **line)
    for waived in own["waived"]:
        notes = {"waived": (int(Decimal(waived["kr"]) * 100), waived["reason"])}
        manual.set_balance_notes(association=association, year=waived["year"], notes=notes, labels=LABELS, by=by)


def _mandates(association: Association, own: Mapping[str, Any], by: str) -> None:
    parties = {party.name: party for party in Party.objects.filter(association=association)}
    for term, seat in product(own["periods"], own["seats"]):
        party = parties[seat["party"]] if "party" in seat else None
        mandate = Mandate(association=association, person=seat["person"], kind=seat["kind"], party=party, **term)
        save_mandate(mandate, by=by)
