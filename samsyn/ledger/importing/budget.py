"""The budget inside a SIE file (#PBUDGET) as a plan of its own, kept beside what was decided elsewhere."""

from collections.abc import Mapping

from samsyn.ledger.domain.sie import SieFile
from samsyn.ledger.models import Import, Plan, PlanRow

ORIGIN = "#PBUDGET i "
RESULT_CLASSES = range(3, 9)
CLOSING_ACCOUNT = 8999  # the year's result booked away: never a budget

Amounts = Mapping[tuple[int, int], int]  # (account, month) → öre with the result's sign


def budgets_of(file: SieFile) -> dict[int, dict[tuple[int, int], int]]:
    """Calendar year → (account, month) → öre with the result's sign: the ledger's turned. No years of zeros."""
    found: dict[int, dict[tuple[int, int], int]] = {}
    for month in file.month_budgets:
        account = int(month.account)
        if account == CLOSING_ACCOUNT or int(month.account.lstrip("0")[:1] or 0) not in RESULT_CLASSES:
            continue
        year = found.setdefault(int(month.period[:4]), {})
        key = (account, int(month.period[4:]))
        year[key] = year.get(key, 0) - month.amount
    return {year: amounts for year, amounts in found.items() if any(amounts.values())}


def store_sie_budget(item: Import, file: SieFile, *, by: str) -> list[str]:
    """Saves each year's budget unless just the same one has come from a SIE file before. Answers in plain sentences.

    It is put in force only where no budget of that year is.
    """
    return [_store(item, year, amounts, by) for year, amounts in sorted(budgets_of(file).items())]


def _store(item: Import, year: int, amounts: Amounts, by: str) -> str:
    plans = list(Plan.objects.filter(association=item.association, year=year, kind=Plan.Kind.BUDGET))
    equal = next((plan for plan in plans if _months_equal(plan, amounts)), None)
    if equal and equal.origin.startswith(ORIGIN):
        return f"Budgeten för {year} i filen är lika med den som redan finns ({equal.name})."
    alike = equal or next((plan for plan in plans if _years_equal(plan, amounts)), None)
    plan = Plan.objects.create(
        association=item.association,
        year=year,
        kind=Plan.Kind.BUDGET,
        name="Budget ur bokföringen",
        origin=f"{ORIGIN}{item.source.name}"[:200],
        in_force=not any(plan.in_force for plan in plans),
        equal_to=alike,
        created_by=by,
    )
    PlanRow.objects.bulk_create(
        PlanRow(association=item.association, plan=plan, account=account, month=month, amount=amount)
        for (account, month), amount in sorted(amounts.items())
    )
    item.difference.setdefault("plans", []).append(plan.pk)
    if alike:
        return f"Budgeten för {year} i filen sparades och är lika med {alike.name}."
    if plan.in_force:
        return f"Budgeten för {year} i filen gäller nu."
    return f"Budgeten för {year} i filen sparades bredvid den som gäller."


def _months_equal(plan: Plan, amounts: Amounts) -> bool:
    held = {(a, m): amount for a, m, amount in plan.rows.values_list("account", "month", "amount") if amount}
    return held == {key: amount for key, amount in amounts.items() if amount}


def _years_equal(plan: Plan, amounts: Amounts) -> bool:
    """Equal per account over the year: a budget without months is compared so."""
    mine: dict[int | None, int] = {}
    for (account, _), amount in amounts.items():
        mine[account] = mine.get(account, 0) + amount
    held: dict[int | None, int] = {}
    for number, amount in plan.rows.values_list("account", "amount"):
        held[number] = held.get(number, 0) + amount
    return {a: v for a, v in held.items() if v} == {a: v for a, v in mine.items() if v}


def take_back(item: Import) -> None:
    """Removes the plans that this import made, when it is undone."""
    made = item.difference.get("plans", [])
    Plan.objects.filter(association=item.association, pk__in=made, origin__startswith=ORIGIN).delete()
