"""Budget and forecast in versions."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import OwnRow


class Plan(OwnRow):
    """A version of budget or forecast for a year. Exactly one of each kind (and forecast month) is in force."""

    class Kind(models.TextChoices):
        BUDGET = "budget", "Budget"
        REVISED = "reviderad", "Reviderad budget"
        FORECAST = "prognos", "Prognos"

    year = models.PositiveSmallIntegerField("år")
    kind = models.CharField("slag", max_length=10, choices=Kind)
    name = models.CharField("benämning", max_length=80)  # 'Budget 2024 ur bokföringen', 'Prognos T2'
    month = models.PositiveSmallIntegerField("gjord efter månad", default=0)  # forecasts: 4, 8 …; 0 for budgets
    origin = models.CharField(
        "källa", max_length=200, blank=True
    )  # '#PBUDGET i 2024.se', 'budget.csv', 'skriven på sidan'
    in_force = models.BooleanField("gäller", default=True)
    equal_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided = models.DateField("beslutad", null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "kind", "-created"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "year", "kind", "month"],
                condition=Q(in_force=True),
                name="one_plan_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class PlanRow(OwnRow):
    """An amount of a plan, in öre with the result's sign (income +, cost −), on an account or on a report row.

    `month` None means the whole year, spread evenly over its months. `operating_row` is a mapping of
    its own: the row of the operating statement where the budget was decided, when that differs from the account's.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rows")
    account = models.PositiveIntegerField("konto", null=True, blank=True)
    row = models.CharField("rad", max_length=160, blank=True)  # wording of a note or statement row, when no account
    note = models.PositiveSmallIntegerField("not", null=True, blank=True)
    operating_row = models.CharField("driftrad", max_length=160, blank=True)
    month = models.PositiveSmallIntegerField("månad", null=True, blank=True)
    amount = models.BigIntegerField("belopp i öre")
    proposed = models.BigIntegerField("föreslaget belopp i öre", null=True, blank=True)  # forecasts: before typing over
    reason = models.CharField("skäl", max_length=500, blank=True)

    class Meta:
        ordering = ["account", "row", "month"]
        constraints = [
            models.CheckConstraint(condition=Q(account__isnull=False) | ~Q(row=""), name="plan_row_has_target"),
            models.CheckConstraint(
                condition=Q(proposed__isnull=True) | Q(proposed=F("amount")) | ~Q(reason=""),
                name="typed_over_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account or self.row}: {self.amount}"
