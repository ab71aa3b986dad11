"""Handing vouchers to the accounting system, each once, and taking the latest file back."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.actions.words import difference, kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import record, tell
from samsyn.core.refused import Refused
from samsyn.interventions.domain.vouchers import USES, Numbered, Part, Use, numbered
from samsyn.interventions.models import ExportBatch, ExportedItem, Intervention, Policy
from samsyn.interventions.queries import exports as queries
from samsyn.interventions.queries.lists import policy
from samsyn.interventions.voucher_files import KINDS, Basis, write

_P = Permission.EXPORT_VOUCHERS
_SERIES = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789"


@transaction.atomic
def set_accounts(
    *, association: Association, series: str, accounts: Mapping[str, int | None], by: User | str
) -> Policy:  # fmt: skip
    """Which accounts and which series the vouchers are written on. An account left out is not set.

    Raises PermissionDenied, and Refused with every reason.
    """
    require(by, _P, association)
    series = series.strip().upper()
    errors = [f"{use} är ingen användning." for use in accounts if use not in set(Use)]
    if not series or len(series) > 4 or any(letter not in _SERIES for letter in series):
        errors.append("Serien skrivs med en till fyra bokstäver eller siffror, till exempel S.")
    if errors:
        raise Refused(errors)
    held = Policy.objects.select_for_update().get(pk=policy(association).pk)
    kept = {use: number for use, number in accounts.items() if number}
    before, after = difference(_words(held.export_series, held.export_accounts), _words(series, kept))
    if before or after:
        held.export_series, held.export_accounts = series, kept
        held.save(update_fields=["export_series", "export_accounts"])
        record("export.accounts", "Ändrade konton för underlag till bokföringen", by=by,
               association_id=association.pk, before=before, after=after)  # fmt: skip
    return held


def _words(series: str, accounts: Mapping[str, int]) -> dict[str, str]:
    return {"Serie": series} | {USES[Use(use)][0]: str(number) for use, number in accounts.items()}


@transaction.atomic
def export_vouchers(
    *, association: Association, start: date, end: date, kind: str, by: User | str,
    parts: Collection[Part] = queries.EVERY, made: date | None = None,
) -> ExportBatch:  # fmt: skip
    """Write everything from `start` to `end` that has not gone before to a kept file; `made` is its date (today).

    What lacks a project or lies in a closed year stays behind. Raises PermissionDenied, and Refused when nothing goes
    or an account is not set.
    """
    require(by, _P, association)
    Policy.objects.select_for_update().get(pk=policy(association).pk)  # two at once would number the same
    found = queries.pending(association, start, end, parts)
    if errors := _reasons(found, start, end, kind):
        raise Refused(errors)
    going = numbered(found.drafts, found.accounts, found.series, queries.last_numbers(association, found.series))
    content = write(kind, _basis(association, start, end, made or timezone.localdate(), going, by))
    return _keep(association, start, end, kind, going, content, by)


def _reasons(found: queries.Pending, start: date, end: date, kind: str) -> list[str]:
    errors = [] if kind in KINDS else [f"'{kind}' är inget slag av fil. Välj {', '.join(KINDS)}."]
    if end < start:
        errors.append("Perioden slutar före den börjar.")
    elif start.year != end.year:
        errors.append(f"Ett underlag gäller ett räkenskapsår. Dela perioden vid {start.year}-12-31.")
    elif not found.drafts:
        errors.append("Det finns inget att lämna för perioden.")
    if found.missing:
        errors.append(f"Konto saknas för: {', '.join(USES[use][0] for use in found.missing)}. Skriv kontona först.")
    return errors


def _basis(
    association: Association, start: date, end: date, made: date, going: list[Numbered], by: User | str
) -> Basis:  # fmt: skip
    names = {number: USES[Use(use)][0] for use, number in queries.account_numbers(policy(association)).items()}
    projects = Intervention.objects.filter(association=association).exclude(project="")
    return Basis(
        association.name, association.org_number, start, end, made, str(by), going,
        names | queries.account_names(association), dict(projects.values_list("project", "name")),
    )  # fmt: skip


def _keep(
    association: Association, start: date, end: date, kind: str, going: list[Numbered], content: bytes,
    by: User | str,
) -> ExportBatch:  # fmt: skip
    first, last = going[0], going[-1]
    batch = ExportBatch(
        association=association, kind=kind, by=str(by), start=start, end=end, vouchers=len(going),
        total=sum(one.draft.debit for one in going), sha256=hashlib.sha256(content).hexdigest(),
        name=f"underlag-{association.slug}-{start:%Y%m%d}-{end:%Y%m%d}.{KINDS[kind][1]}",
    )  # fmt: skip
    batch.file.save(batch.name, ContentFile(content), save=False)
    batch.save()
    try:
        with transaction.atomic():
            ExportedItem.objects.bulk_create(_item(association, batch, one) for one in going)
    except IntegrityError:
        raise Refused("Någon annan lämnade samma underlag nyss. Ladda om sidan.") from None
    summary = (
        f"Lämnade {len(going)} verifikationer ({first.series} {first.number}–{last.number}), "
        f"{kronor(batch.total)}, till bokföringen som {KINDS[kind][0]}"
    )
    tell("export.made", summary, batch, by, after=f"{batch.name}\n{batch.sha256}")
    return batch


def _item(association: Association, batch: ExportBatch, one: Numbered) -> ExportedItem:
    return ExportedItem(
        association=association, batch=batch, source=one.draft.source, series=one.series, number=one.number,
        date=one.draft.date, amount=one.draft.debit,
    )  # fmt: skip


@transaction.atomic
def undo_export(*, batch: ExportBatch, by: User | str) -> None:
    """The file was never booked: what it held can go again, with the same numbers. The event keeps what it was.

    Raises PermissionDenied, and Refused when a later file has been made.
    """
    association = batch.association
    require(by, _P, association)
    Policy.objects.select_for_update().get(pk=policy(association).pk)
    if not queries.is_latest(batch):
        raise Refused("Bara den senaste filen kan ångras, så att numren i serien hänger ihop.")
    said = "\n".join(f"{item.series} {item.number} {item.date}: {item.source}" for item in batch.items.all())
    what = f"Ångrade underlaget {batch.name} ({batch.vouchers} verifikationer)"
    tell("export.undone", what, batch, by, before=f"{batch.sha256}\n{said}")
    storage, name = batch.file.storage, str(batch.file.name)
    batch.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)
