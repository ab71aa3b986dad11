"""What no ledger holds and people enter: earlier years, pensions, texts."""

from django.db import models
from django.utils import timezone

from samsyn.associations.models import OwnRow


class HistoryAmount(OwnRow):
    """A figure of a year that no ledger holds, taken over from an earlier report: last in the order of truth."""

    year = models.PositiveSmallIntegerField("år")
    line = models.CharField("rad", max_length=40)  # a key of definitions.statements
    amount = models.BigIntegerField("belopp i öre")  # with the sign the statement prints
    source = models.CharField("källa", max_length=200, blank=True)

    class Meta:
        ordering = ["year", "line"]
        constraints = [models.UniqueConstraint(fields=["association", "year", "line"], name="history_once")]

    def __str__(self) -> str:
        return f"{self.line} {self.year}"


class ProvisionMovement(OwnRow):
    """A row of the pension provision's roll-forward, where accounts do not give it. Öre, as the note prints it."""

    class Kind(models.TextChoices):
        OPENING = "opening", "Ingående avsättning"
        EARNED = "earned", "Nyintjänad pension"
        INTEREST = "interest", "Förändring p.g.a. ränte- och basbeloppsändringar"
        PAID = "paid", "Årets utbetalningar"
        PAYROLL_TAX = "payroll_tax", "Förändring av löneskatt"
        OTHER = "other", "Övrig post"

    year = models.PositiveSmallIntegerField("år")
    kind = models.CharField("rad", max_length=12, choices=Kind)
    amount = models.BigIntegerField("belopp i öre")
    includes_tax = models.BooleanField("inklusive löneskatt", default=True)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "kind", "includes_tax"], name="provision_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class BalanceNote(OwnRow):
    """Reasons and texts that belong to a year's figures: synnerliga skäl of the balanskravsutredning and the like."""

    year = models.PositiveSmallIntegerField("år")
    key = models.CharField(max_length=40)  # 'synnerliga_skal', 'gains', 'losses', 'reserve_to' …
    text = models.TextField(blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    updated = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["year", "key"]
        constraints = [models.UniqueConstraint(fields=["association", "year", "key"], name="balance_note_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"
