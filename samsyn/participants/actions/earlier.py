"""Counts of whole years before periods were reported here, as earlier reports have them."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.words import note
from samsyn.participants.definitions.variables import DERIVED, VARIABLES
from samsyn.participants.domain.words import Sex
from samsyn.participants.models import EarlierYear, ReportingPeriod

MOST = 100_000
Counts = Mapping[tuple[str, Sex], int]
"""(what is counted, sex; ALL for what is not told by sex) → persons."""


@transaction.atomic
def take_over_year(*, association: Association, year: int, counts: Counts, source: str, by: User | str) -> None:
    """A year's counts by the report they are taken from; what was taken over for the year before goes.

    Raises PermissionDenied, and Refused with every reason.
    """
    require(by, Permission.MANAGE_PARTICIPANTS, association)
    if errors := _errors(association, year, counts, source):
        raise Refused(errors)
    own = EarlierYear.objects.select_for_update().filter(association=association, year=year)
    before = _counted(own)
    own.delete()
    made = EarlierYear.objects.bulk_create(
        EarlierYear(association=association, year=year, variable=what, sex=sex, count=count, source=source.strip())
        for (what, sex), count in counts.items()
    )
    if before != (after := _counted(made)):
        changed = {"ändrade uppgifter": str(len({key for key, _ in before.items() ^ after.items()}))}
        note("participants.earlier", f"Tog över antal för {year} ur {source.strip()}", made[0], by, after=changed)


def _errors(association: Association, year: int, counts: Counts, source: str) -> list[str]:
    errors = [] if counts else ["Skriv minst ett antal."]
    if not source.strip() or len(source.strip()) > 200:
        errors.append("Skriv vilken rapport antalen kommer ur, med högst 200 tecken.")
    if ReportingPeriod.objects.filter(association=association, year=year).exists():
        errors.append(f"{year} rapporteras insats för insats. Rätta rapporterna i stället.")
    if unknown := sorted({what for what, _ in counts if what not in VARIABLES and what not in DERIVED}):
        errors.append(f"Räknas inte: {', '.join(unknown)}.")
    if not all(0 <= count <= MOST for count in counts.values()):
        errors.append("Antalen ska vara noll eller fler, och rimliga.")
    return errors


def _counted(rows: Iterable[EarlierYear]) -> dict[tuple[str, str], int]:
    """What is compared; the event log tells no numbers, since more read it than may see small counts."""
    return {(row.variable, row.sex): row.count for row in rows}
