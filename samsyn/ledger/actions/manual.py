"""Every write of figures no ledger holds: history, pension provision, legacy lines, cost rules, notes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.actions.words import Words, difference, kronor, spoken
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, OwnRow, User
from samsyn.core.events import record
from samsyn.core.refused import Refused
from samsyn.ledger.definitions.statements import LINES
from samsyn.ledger.domain.files_manual import History, history_lines, printed_sign
from samsyn.ledger.models import (
    BalanceNote,
    CostRule,
    HistoryAmount,
    LegacyLine,
    ProvisionMovement,
)

_P = Permission.MANAGE_PLANS
M = TypeVar("M", bound=OwnRow)


def _swap(
    association: Association,
    held: models.QuerySet[M],
    new: Sequence[M],
    words: Callable[[Iterable[M]], Words],
    summary: str,
    by: User | str,
) -> bool:
    """Lets `new` rows take the place of `held` and records what differs; False when nothing does."""
    require(by, _P, association)
    was, now = difference(words(held), words(new))
    if not was and not now:
        return False
    held.delete()
    type(new[0])._default_manager.bulk_create(new) if new else None
    record("ledger.manual", summary, by=by, association_id=association.pk, before=was, after=now)
    return True


# --- history ------------------------------------------------------------------------------------------------------


def _listed(years: Sequence[int]) -> str:
    return "inga år" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _history_words(rows: Iterable[HistoryAmount]) -> Words:
    labels = history_lines()
    return {
        f"{row.year} {labels.get(row.line, row.line)}": f"{kronor(row.amount)} {row.source}".strip() for row in rows
    }


@transaction.atomic
def set_history(*, association: Association, years: Iterable[int], items: Sequence[History], by: User | str) -> str:
    """Figures taken over from earlier reports: the items are all there is of those years. Öre in the printed sign."""
    wanted = sorted(set(years))
    unknown = [item.line for item in items if item.line not in history_lines()]
    if unknown:
        raise Refused([f"{line} är ingen rad i resultat- eller balansräkningen." for line in unknown])
    new = [
        HistoryAmount(
            association=association, year=item.year, line=item.line, source=item.source,
            amount=printed_sign(item.line, item.amount),
        )
        for item in items
    ]  # fmt: skip
    held = HistoryAmount.objects.filter(association=association, year__in=wanted)
    summary = f"Ändrade tidigare års siffror för {_listed(wanted)} ({len(new)} belopp)"
    _swap(association, held, new, _history_words, summary, by)
    return summary


# --- pension provision --------------------------------------------------------------------------------------------


def _provision_words(rows: Iterable[ProvisionMovement]) -> Words:
    return {
        f"{row.get_kind_display()} {'med' if row.includes_tax else 'utan'} löneskatt": kronor(row.amount)
        for row in rows
    }


@transaction.atomic
def set_provisions(
    *, association: Association, year: int, amounts: Mapping[tuple[str, bool], int | None], by: User | str
) -> None:
    """The year's roll-forward by (kind, with payroll tax), öre as the note prints it; None leaves a row out."""
    new = [
        ProvisionMovement(association=association, year=year, kind=kind, includes_tax=tax, amount=amount)
        for (kind, tax), amount in amounts.items()
        if amount is not None
    ]
    held = ProvisionMovement.objects.filter(association=association, year=year)
    _swap(association, held, new, _provision_words, f"Ändrade pensionsavsättningens förändring för {year}", by)


# --- legacy lines -------------------------------------------------------------------------------------------------


@transaction.atomic
def save_legacy_line(*, association: Association, line: str, year: int, reason: str, by: User | str) -> None:
    """Shows a line the statement no longer has, for one year, with a reason. Raises Refused."""
    require(by, _P, association)
    if line not in LINES:
        raise Refused("Välj en rad.")
    if not reason.strip():
        raise Refused("Skriv skälet till att raden visas.")
    held = LegacyLine.objects.filter(association=association, line=line, year=year).first()
    before = held.reason if held else ""
    LegacyLine.objects.update_or_create(
        association=association, line=line, year=year, defaults={"reason": reason.strip()[:500]}
    )
    summary = f"Visar raden {LINES[line].label} för {year}"
    record("ledger.manual", summary, by=by, association_id=association.pk, before=before, after=reason.strip())


@transaction.atomic
def delete_legacy_line(*, line: LegacyLine, by: User | str) -> None:
    """Hides the line again; amounts on its accounts stay where they are mapped."""
    require(by, _P, line.association)
    label = LINES[line.line].label if line.line in LINES else line.line
    summary = f"Slutade visa raden {label} för {line.year}"
    record("ledger.manual", summary, by=by, association_id=line.association_id, before=line.reason)
    line.delete()


# --- cost rules ---------------------------------------------------------------------------------------------------


def describe_cost_rule(rule: CostRule) -> str:
    """'Förbundschef: konto 7000–7699, 30 % individ, 70 % struktur, 0 % administration'."""
    parts = [f"{rule.label}: konto {rule.account_from:04d}–{rule.account_to:04d}"]
    parts += [f"kostnadsställe {rule.cost_centre}"] if rule.cost_centre else []
    parts += [f"projekt {rule.project}"] if rule.project else []
    if rule.from_year or rule.to_year:
        parts.append(f"{rule.from_year or ''}–{rule.to_year or ''}")
    shares = [
        (Decimal(rule.individual), "individ"),
        (Decimal(rule.structure), "struktur"),
        (Decimal(rule.administration), "administration"),
    ]
    return ", ".join([*parts, *(f"{spoken(percent)} % {name}" for percent, name in shares)])


@transaction.atomic
def save_cost_rule(
    *, association: Association, values: Mapping[str, Any], by: User | str, pk: int | None = None
) -> int:
    """Adds an allocation rule last, or changes one. Percentages must add up to 100. Returns its pk."""
    require(by, _P, association)
    held = CostRule.objects.filter(association=association, pk=pk).first() if pk else None
    if pk and held is None:
        raise Refused("Regeln är borttagen av någon annan.")
    before = describe_cost_rule(held) if held else ""
    rule = held or CostRule(
        association=association, position=CostRule.objects.filter(association=association).count() + 1
    )
    for name, value in values.items():
        setattr(rule, name, value)
    if rule.individual + rule.structure + rule.administration != 100:
        raise Refused("Procenten ska bli 100 tillsammans.")
    if rule.account_to < rule.account_from:
        raise Refused("Till-kontot är lägre än från-kontot.")
    rule.save()
    summary = f"{'Ändrade' if held else 'Lade till'} fördelningen av {rule.label}"
    after = describe_cost_rule(rule)
    if before != after:
        record("ledger.manual", summary, by=by, association_id=association.pk, before=before, after=after)
    return rule.pk


@transaction.atomic
def delete_cost_rule(*, rule: CostRule, by: User | str) -> None:
    """Takes a rule away; what it took falls to the rules after it."""
    require(by, _P, rule.association)
    summary = f"Tog bort fördelningen av {rule.label}"
    record("ledger.manual", summary, by=by, association_id=rule.association_id, before=describe_cost_rule(rule))
    rule.delete()


@transaction.atomic
def move_cost_rule(*, rule: CostRule, step: int, by: User | str) -> None:
    """One place up (−1) or down (+1); the first rule that fits a posting decides."""
    require(by, _P, rule.association)
    rules = list(CostRule.objects.filter(association=rule.association))
    place = next(index for index, item in enumerate(rules) if item.pk == rule.pk)
    other = place + (-1 if step < 0 else 1)
    if not 0 <= other < len(rules):
        return
    before = ", ".join(item.label for item in rules)
    rules[place], rules[other] = rules[other], rules[place]
    for position, item in enumerate(rules, start=1):
        item.position = position
    CostRule.objects.bulk_update(rules, ["position"])
    after = ", ".join(item.label for item in rules)
    summary = "Ändrade ordningen i kostnadsfördelningen"
    record("ledger.manual", summary, by=by, association_id=rule.association_id, before=before, after=after)


# --- notes to a year ----------------------------------------------------------------------------------------------


@transaction.atomic
def set_balance_notes(
    *,
    association: Association,
    year: int,
    notes: Mapping[str, tuple[int | None, str]],
    labels: Mapping[str, str],
    by: User | str,
) -> None:
    """Amounts (öre, None when there is none) and texts of a year by key; keys not named are left alone."""
    require(by, _P, association)
    held = {note.key: note for note in BalanceNote.objects.filter(association=association, year=year, key__in=notes)}

    def words(pairs: Mapping[str, tuple[int | None, str]]) -> Words:
        return {labels.get(key, key): f"{kronor(amount)} {text}".strip(" –") for key, (amount, text) in pairs.items()}

    before = {key: (note.amount, note.text) for key, note in held.items()}
    was, now = difference(words(before), words({key: (amount, text.strip()) for key, (amount, text) in notes.items()}))
    if not was and not now:
        return
    for key, (amount, text) in notes.items():
        _set_note(association, year, key, amount, text.strip())
    summary = f"Ändrade uppgifterna till balanskravet för {year}"
    record("ledger.manual", summary, by=by, association_id=association.pk, before=was, after=now)


def _set_note(association: Association, year: int, key: str, amount: int | None, text: str) -> None:
    rows = BalanceNote.objects.filter(association=association, year=year, key=key)
    if amount is None and not text:
        rows.delete()
        return
    if not rows.update(amount=amount, text=text, updated=timezone.now()):
        BalanceNote.objects.create(association=association, year=year, key=key, amount=amount, text=text)
