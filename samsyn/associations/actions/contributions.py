"""Contributions and yearly staff: typed or imported, all or nothing."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import ProtectedError

from samsyn.associations.access import require
from samsyn.associations.actions.words import difference, kronor, spoken
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.files import ContributionRow, StaffRow, match_parties
from samsyn.associations.models import Association, Contribution, Party, StaffYear, User
from samsyn.core.events import record
from samsyn.core.refused import Refused

_P = Permission.MANAGE_ASSOCIATION
Amounts = Mapping[tuple[int, int], int | None]
"""Öre by (party's pk, year); None removes."""


@transaction.atomic
def set_contributions(
    association: Association, year: int, amounts: Mapping[int, int | None], *, by: User | str
) -> None:
    """What each party (by pk) is to pay for a year, in öre; None removes. Raises Refused."""
    require(by, _P, association)
    wanted = {(party, year): amount for party, amount in amounts.items()}
    _write(association, wanted, f"Ändrade bidragen för {year}", by)


@transaction.atomic
def set_final_contributions(association: Association, year: int, amounts: Mapping[int, int], *, by: User | str) -> None:
    """What the final medelstilldelning says that each party (by pk) is to pay, in öre; others pay nothing that year.

    Raises Refused, and PermissionDenied without the right to manage contributions.
    """
    require(by, Permission.MANAGE_CONTRIBUTIONS, association)
    held = Contribution.objects.filter(association=association, year=year).values_list("party_id", flat=True)
    wanted: Amounts = {(party, year): amounts.get(party) for party in {*held, *amounts}}
    _write(association, wanted, f"Slutlig medelstilldelning satte bidragen för {year}", by)


@transaction.atomic
def import_contributions(association: Association, rows: Sequence[ContributionRow], *, by: User | str) -> int:
    """Set the amounts of a file; years and parties it does not name are left alone. Returns the number of rows.

    Raises Refused with 'rad N, kolumn X: …' for every party that is not known.
    """
    require(by, _P, association)
    parties, errors = match_parties(rows, list(Party.objects.filter(association=association)))
    if errors:
        raise Refused(errors)
    wanted = {(parties[row.party].pk, row.year): row.amount for row in rows}
    years = sorted({row.year for row in rows})
    _write(association, wanted, f"Läste in bidrag för {_span(years)}", by)
    return len(rows)


def _span(years: Sequence[int]) -> str:
    if not years:
        return "inga år"
    return str(years[0]) if len(years) == 1 else f"{years[0]}\u2013{years[-1]}"


def _write(association: Association, wanted: Amounts, summary: str, by: User | str) -> None:
    names = dict(Party.objects.select_for_update().filter(association=association).values_list("pk", "name"))
    if strangers := {party for party, _ in wanted} - set(names):
        raise Refused(f"Parten med nummer {min(strangers)} finns inte i förbundet.")
    if any(amount is not None and amount < 0 for amount in wanted.values()):
        raise Refused("Ett bidrag kan inte vara mindre än noll.")
    held = {
        (row.party_id, row.year): row
        for row in Contribution.objects.filter(association=association, year__in={year for _, year in wanted})
    }
    changed = {key: value for key, value in wanted.items() if (held[key].amount if key in held else None) != value}
    if not changed:
        return
    before = {_label(names, key): kronor(held[key].amount if key in held else None) for key in changed}
    _remove(names, [held[key] for key, value in changed.items() if value is None])
    for key, amount in changed.items():
        if amount is not None and key in held:  # in place: instalments and payments hang on the row
            Contribution.objects.filter(pk=held[key].pk).update(amount=amount)
    Contribution.objects.bulk_create(
        Contribution(association=association, party_id=party, year=year, amount=amount)
        for (party, year), amount in changed.items()
        if amount is not None and (party, year) not in held
    )
    was, now = difference(before, {_label(names, key): kronor(value) for key, value in changed.items()})
    record("association.contributions", summary, by=by, association_id=association.pk, before=was, after=now)


def _remove(names: Mapping[int, str], rows: Sequence[Contribution]) -> None:
    """Take contributions away; one that has instalments stays, and the reason is told."""
    errors = []
    for row in rows:
        try:
            row.delete()
        except ProtectedError:
            errors.append(f"{names[row.party_id]} {row.year} har delbetalningar och kan inte tas bort.")
    if errors:
        raise Refused(errors)


def _label(names: Mapping[int, str], key: tuple[int, int]) -> str:
    return f"{names[key[0]]} {key[1]}"


@transaction.atomic
def import_staff(association: Association, rows: Sequence[StaffRow], *, by: User | str) -> int:
    """Set the yearly averages of a file; other years are left alone. Returns the number of rows."""
    require(by, _P, association)
    before = {str(row.year): spoken(row.average) for row in StaffYear.objects.filter(association=association)}
    for row in rows:
        StaffYear.objects.update_or_create(association=association, year=row.year, defaults={"average": row.average})
    was, now = difference(before, {**before, **{str(row.year): spoken(row.average) for row in rows}})
    if was or now:
        record("association.staff", "Läste in årsmedelantal", by=by, association_id=association.pk, before=was,
               after=now)  # fmt: skip
    return len(rows)
