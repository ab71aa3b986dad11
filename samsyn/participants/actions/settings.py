"""Writes about what is collected, in which classes, how often, and how small counts are protected.

What is handed in is never touched: a change holds from a year, or a day, that nobody has answered for.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from samsyn.associations.access import require
from samsyn.associations.actions.words import described
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.words import note
from samsyn.participants.actions.telling import keep_pages
from samsyn.participants.definitions.codes import CODES, LISTS
from samsyn.participants.definitions.variables import STANDARD, VARIABLES, Variable
from samsyn.participants.domain.words import Rhythm
from samsyn.participants.models import Code, Collected, ProtectionPolicy, ReportingRule
from samsyn.participants.queries.protecting import Earlier
from samsyn.participants.queries.settings import (
    ages_possible,
    begun_year,
    last_counted,
    last_year_handed_in,
    merging_possible,
    started,
)

_P = Permission.MANAGE_PARTICIPANTS
MOST_DAYS = 120
FIRST_YEAR = 2004  # finsamlagen in force


# --- rhythm ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_rule(*, association: Association, rhythm: str, days: int, by: User | str) -> ReportingRule:
    """How often is reported and how many days after a period's end. Raises Refused in the middle of a year's rhythm."""
    require(by, _P, association)
    row = ReportingRule.objects.get_or_create(association=association)[0]
    errors = [] if rhythm in set(Rhythm) else ["Välj tertial, kvartal eller månad."]
    if not 1 <= days <= MOST_DAYS:
        errors.append(f"Skriv ett antal dagar från 1 till {MOST_DAYS}.")
    begun = begun_year(association)
    if begun is not None and rhythm != row.rhythm:
        errors.append(f"{begun.year} är påbörjat med {row.rhythm}. Byt när årets sista period är öppnad.")
    if errors:
        raise Refused(errors)
    before = described(row, ("rhythm", "days"))
    row.rhythm, row.days = rhythm, days
    row.save()
    after = described(row, ("rhythm", "days"))
    if before != after:
        note("participants.rule", "Ändrade hur ofta deltagare rapporteras", row, by, before, after)
    return row


# --- what is collected -----------------------------------------------------------------------------------------------


def _own_choices(association: Association) -> None:
    """What the association collected without having said so becomes its own rows, so that adding takes nothing away."""
    if not Collected.objects.filter(association=association).exists():
        Collected.objects.bulk_create(
            Collected(association=association, variable=key, from_year=FIRST_YEAR, by_age=VARIABLES[key].by_age)
            for key in STANDARD
        )


def _collectable(variable: str) -> Variable:
    one = VARIABLES.get(variable)
    if one is None or one.rows_only:
        raise Refused("Uppgiften går inte att samla in som antal.")
    return one


def _first_free(association: Association, variable: Variable) -> int:
    newest = last_year_handed_in(association, variable)
    return FIRST_YEAR if newest is None else newest + 1


@transaction.atomic
def collect(
    *, association: Association, variable: str, from_year: int, by: User | str, by_age: bool = False,
    merged: bool = False,
) -> Collected:  # fmt: skip
    """Collects a variable from a year on, by age group too and in merged classes as told.

    Raises Refused with every reason: a year that somebody has answered for, a form that the variable does not have.
    """
    require(by, _P, association)
    one, errors = _collectable(variable), []
    first = _first_free(association, one)
    if from_year < first:
        errors.append(f"Rapporter för {first - 1} är redan inlämnade. Välj från {first}, så blir året helt.")
    if by_age and not ages_possible(one):
        errors.append(f"{one.label} samlas inte in per åldersgrupp.")
    if merged and not merging_possible(one):
        errors.append(f"{one.label} har inga klasser att slå ihop.")
    if errors:
        raise Refused(errors)
    _own_choices(association)
    own = Collected.objects.select_for_update().filter(association=association, variable=variable)
    before = _collecting(list(own))
    own.filter(from_year__gt=from_year).delete()
    own.filter(from_year__lt=from_year, to_year__isnull=True).update(to_year=from_year - 1)
    own.filter(from_year__lt=from_year, to_year__gte=from_year).update(to_year=from_year - 1)
    values = {"to_year": None, "by_age": by_age, "merged": merged}
    row = own.update_or_create(association=association, variable=variable, from_year=from_year, defaults=values)[0]
    after = _collecting(list(own.all()))
    if before != after:
        note("participants.collect", f"Samlar in {one.label.lower()} från {from_year}", row, by, before, after)
    return row


@transaction.atomic
def stop_collecting(*, association: Association, variable: str, to_year: int, by: User | str) -> None:
    """The last year that a variable is collected. Raises Refused for a year before one that is answered for."""
    require(by, _P, association)
    one = _collectable(variable)
    if one.flow:
        raise Refused("Flödet samlas alltid in: utan det går inget annat att räkna.")
    _own_choices(association)
    newest = last_year_handed_in(association, one)
    own = Collected.objects.select_for_update().filter(association=association, variable=variable)
    row = own.filter(to_year__isnull=True).first() or own.filter(to_year__gt=to_year).last()
    if row is None:
        raise Refused(f"{one.label} samlas inte in.")
    if newest is not None and to_year < newest:
        raise Refused(f"Rapporter för {newest} är redan inlämnade. Sista året kan tidigast vara {newest}.")
    before = _collecting(list(own))
    own.filter(from_year__gt=to_year).delete()
    own.filter(pk=row.pk).update(to_year=to_year)
    note("participants.collect_stop", f"Slutar samla in {one.label.lower()} efter {to_year}", row, by, before,
         _collecting(list(own.all())))  # fmt: skip


def _collecting(rows: list[Collected]) -> dict[str, str]:
    """Years and form of each row, in words."""
    said = {}
    for row in rows:
        ways = [word for word, on in (("per åldersgrupp", row.by_age), ("sammanslagna klasser", row.merged)) if on]
        until = f"till {row.to_year}" if row.to_year else "tills vidare"
        said[f"från {row.from_year}"] = ", ".join([until, *ways])
    return said


# --- code lists ------------------------------------------------------------------------------------------------------

_CODE = ("label", "merged_label", "public", "provisional", "position", "start", "end")


@transaction.atomic
def own_list(*, association: Association, list: str, by: User | str) -> None:
    """Makes a list the association's own, with what it starts with. Nothing happens when it is. Raises Refused."""
    require(by, _P, association)
    if list not in LISTS:
        raise Refused("Listan finns inte.")
    if Code.objects.filter(association=association, list=list).exists():
        return
    made = Code.objects.bulk_create(started(association, list))
    note("participants.codes", f"Gjorde listan {LISTS[list].lower()} till förbundets egen", made[0], by)


def _new_key(association: Association, list: str, label: str) -> str:
    """A key of plain letters that counts are stored under for ever."""
    plain = slugify(label.casefold().translate(str.maketrans("åäöéü", "aaoeu"))).replace("-", "_")[:34] or "klass"
    taken = {*Code.objects.filter(association=association, list=list).values_list("key", flat=True),
             *(one.key for one in CODES.get(list, ())), *(one.merged for one in CODES.get(list, ()))}  # fmt: skip
    return next(key for key in (plain, *(f"{plain}_{n}" for n in range(2, 1000))) if key not in taken)


@transaction.atomic
def save_code(
    *, association: Association, list: str, label: str, by: User | str, code: Code | None = None, **fields: Any
) -> Code:  # fmt: skip
    """A new class of a list, or another name or place for one it has. The key stays: counts are stored under it.

    `fields`: merged (the key of the larger class it goes into, '' for none), merged_label, public (income only),
    provisional, position, start. Raises Refused with every reason.
    """
    require(by, _P, association)
    own_list(association=association, list=list, by=by)
    row = code or Code(association=association, list=list, key=_new_key(association, list, label))
    before = described(row, _CODE) if code else {}
    row.label = label.strip()[:120]
    for name in ("merged", "merged_label", "public", "provisional", "position", "start"):
        if name in fields:
            setattr(row, name, fields[name])
    if errors := _code_faults(row):
        raise Refused(errors)
    row.save()
    after = described(row, _CODE)
    if code is None:
        note("participants.code_new", f"Lade till {row.label} i listan {LISTS[list].lower()}", row, by, {}, after)
    elif before != after:
        note("participants.code_change", f"Ändrade {row.label} i listan {LISTS[list].lower()}", row, by, before, after)
    return row


def _code_faults(row: Code) -> list[str]:
    errors = [] if row.label else ["Skriv klassens namn."]
    others = Code.objects.filter(association=row.association, list=row.list).exclude(pk=row.pk)
    if row.label and others.filter(label__iexact=row.label, end__isnull=True).exists():
        errors.append(f"{row.label} finns redan i listan.")
    if row.list == "income" and row.public is None:
        errors.append("Säg om inkomsten är offentlig försörjning.")
    if row.merged and row.merged == row.key:
        errors.append("En klass kan inte gå in i sig själv.")
    if row.start and row.end and row.end < row.start:
        errors.append("Klassen slutar gälla innan den börjar.")
    first = _first_counted_before(row)
    if first is not None:
        errors.append(f"Klassen är använd till och med {first}. Den kan inte börja gälla senare än så.")
    return errors


def _first_counted_before(row: Code) -> date | None:
    """The last day that somebody stands in a class, when it would begin after that."""
    newest = last_counted(row) if row.pk and row.start else None
    return newest if newest and row.start and row.start > newest else None


@transaction.atomic
def end_code(*, code: Code, end: date | None, by: User | str) -> Code:
    """The last day of a class; None opens it again. Raises Refused before its start or while somebody stands in it."""
    require(by, _P, code.association)
    row = Code.objects.select_for_update().get(pk=code.pk)
    newest = last_counted(row)
    if end and row.start and end < row.start:
        raise Refused("Klassen slutar gälla innan den börjar.")
    if end and newest and end < newest:
        raise Refused(f"Klassen är använd till och med {newest}. Välj den dagen eller en senare.")
    before, row.end = described(row, ("end",)), end
    row.save(update_fields=["end"])
    after = described(row, ("end",))
    if before != after:
        text = f"{row.label} slutar gälla {end}" if end else f"{row.label} gäller tills vidare"
        note("participants.code_end", text, row, by, before, after)
    return row


@transaction.atomic
def save_and_end_code(
    *, association: Association, list: str, label: str, end: date | None, by: User | str, code: Code | None = None,
    **fields: Any,
) -> Code:  # fmt: skip
    """A class and its last day together: both or nothing. Raises Refused as `save_code` and `end_code` do."""
    row = save_code(association=association, list=list, label=label, by=by, code=code, **fields)
    return end_code(code=row, end=end, by=by) if row.end != end else row


# --- protection ------------------------------------------------------------------------------------------------------

_POLICY = ("smallest", "zeros", "base", "split_both", "decided")


@transaction.atomic
def save_policy(
    *, association: Association, start: date, smallest: int, zeros: bool, base: int, split_both: bool,
    told: Mapping[int, Earlier], by: User | str, decided: str = "",
) -> ProtectionPolicy:  # fmt: skip
    """The rule for small counts from a day on. The association's first may hold from any day, later ones from today.

    Raises Refused with every reason. What is published keeps the rule that it was published under, and what the pages
    have `told` of years that the rule reaches is kept: what they tell under it must be safe beside that.
    """
    require(by, _P, association)
    own = ProtectionPolicy.objects.select_for_update().filter(association=association)
    errors = []
    if own.exists() and start < timezone.localdate():
        errors.append("En ny regel gäller från i dag eller senare: det som är publicerat har sin regel.")
    if not 2 <= smallest <= 50:
        errors.append("Minsta antal som visas är ett tal från 2 till 50. Med 1 skyddas ingen.")
    if not 2 <= base <= 200:
        errors.append("Minsta antal bakom en andel är ett tal från 2 till 200.")
    elif base < smallest:
        errors.append("Minsta antal bakom en andel kan inte vara lägre än minsta antal som visas.")
    if errors:
        raise Refused(errors)
    latest = own.filter(start__lte=start).order_by("-start").first()
    before = described(latest, _POLICY) if latest else {}
    values = {"smallest": smallest, "zeros": zeros, "base": base, "split_both": split_both,
              "decided": decided.strip()[:200]}  # fmt: skip
    row = own.update_or_create(association=association, start=start, defaults=values)[0]
    after = described(row, _POLICY)
    if before != after:
        keep_pages(association, told)
        note("participants.policy", f"Ändrade skyddet av små antal från {start}", row, by, before, after)
    return row
