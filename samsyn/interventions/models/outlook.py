"""What is typed for the forecast and the plan of several years, and what was handed to the accounting system."""

from django.db import models
from django.db.models import Q

from samsyn.associations.models import OwnRow
from samsyn.core.uploads import place
from samsyn.interventions.models.interventions import Intervention


class ForecastOverride(OwnRow):
    """The year's cost of an intervention as typed instead of computed, with its reason."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="forecasts")
    year = models.PositiveSmallIntegerField("år")
    month = models.PositiveSmallIntegerField("efter månad")
    amount = models.BigIntegerField("helårets kostnad i öre")
    computed = models.BigIntegerField("beräknat i öre")
    reason = models.CharField("skäl", max_length=300)
    by = models.CharField(max_length=200)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["intervention", "year", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "intervention", "year", "month"], name="forecast_override_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="forecast_override_why"),
        ]

    def __str__(self) -> str:
        return f"{self.intervention} {self.year}"


class Assumption(OwnRow):
    """A typed amount in the plan of several years (contributions or the office of a coming year)."""

    class Kind(models.TextChoices):
        CONTRIBUTIONS = "medlemsbidrag", "Medlemsbidrag"
        OFFICE = "kansli", "Kansli och eget arbete"
        OTHER = "övrigt", "Övriga intäkter"

    kind = models.CharField("vad", max_length=15, choices=Kind)
    year = models.PositiveSmallIntegerField("år")
    amount = models.BigIntegerField("belopp i öre")
    reason = models.CharField("skäl", max_length=300)
    by = models.CharField(max_length=200)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["association", "kind", "year"], name="assumption_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="assumption_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class ExportBatch(OwnRow):
    """Vouchers handed to the accounting system in one file, kept as it was written."""

    kind = models.CharField("slag", max_length=10)  # 'sie', 'xlsx', 'pdf'
    created = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)
    start = models.DateField("från")
    end = models.DateField("till")
    vouchers = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField("summa debet i öre", default=0)
    name = models.CharField(max_length=120)
    file = models.FileField(upload_to=place)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name


class ExportedItem(OwnRow):
    """What a batch held: each source is handed over once."""

    batch = models.ForeignKey(ExportBatch, on_delete=models.CASCADE, related_name="items")
    source = models.CharField(max_length=60)  # 'claim:12', 'payment:12', 'accrual:7', 'dissolved:7' …
    series = models.CharField(max_length=4)
    number = models.PositiveIntegerField()
    date = models.DateField()
    amount = models.BigIntegerField("belopp i öre")

    class Meta:
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["association", "source"], name="exported_once")]

    def __str__(self) -> str:
        return self.source


class ReconciliationNote(OwnRow):
    """Why the ledger's project and the claims differ for an intervention and year."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="reconciliations")
    year = models.PositiveSmallIntegerField("år")
    difference = models.BigIntegerField("skillnad i öre")
    text = models.CharField("förklaring", max_length=300)
    by = models.CharField(max_length=200)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year", "intervention"]
        constraints = [
            models.UniqueConstraint(fields=["association", "intervention", "year"], name="reconciliation_note_once")
        ]

    def __str__(self) -> str:
        return self.text
