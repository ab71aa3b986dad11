"""The inputs of the economic example: a price index and what a change of support is worth to each party."""

from django.db import models
from django.db.models import Q

from samsyn.associations.models import OwnRow


class PriceIndex(OwnRow):
    """A year's mean of the consumer price index (1980 = 100, fixed figures), as imported."""

    year = models.PositiveSmallIntegerField("år")
    index = models.DecimalField("index", max_digits=8, decimal_places=2)
    final = models.BooleanField("hela året", default=True)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year"], name="price_index_once"),
            models.CheckConstraint(condition=Q(index__gt=0), name="price_index_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.index}"


class EffectExample(OwnRow):
    """A year's example as the office set it up. Amounts are öre per person and month; a cost to a party is negative."""

    class CostSide(models.TextChoices):
        INTERVENTIONS = "insatser", "Insatsernas kostnad"
        TOTAL = "alla", "Förbundets alla kostnader"

    year = models.PositiveSmallIntegerField("år")
    source = models.CharField("källa", max_length=200)
    before = models.CharField("från", max_length=200)
    after = models.CharField("till", max_length=200)
    price_year = models.PositiveSmallIntegerField("prisår för beloppen")
    municipality = models.BigIntegerField("kommun")
    region = models.BigIntegerField("region")
    state = models.BigIntegerField("staten")
    persons = models.PositiveIntegerField("antal personer", null=True, blank=True)  # None: those who went to work
    persons_reason = models.CharField("varför ett annat antal", max_length=300, blank=True)
    months = models.PositiveSmallIntegerField("månader", default=12)
    cost_side = models.CharField("kostnad", max_length=10, choices=CostSide, default=CostSide.INTERVENTIONS)
    deflate = models.BooleanField("kostnaden räknas om till beloppens prisår", default=False)
    with_state = models.BooleanField("statens del räknas in", default=False)
    low_share = models.DecimalField("låg: andel som annars fått arbete", max_digits=3, decimal_places=2, default=0)
    high_share = models.DecimalField("hög: andel som annars fått arbete", max_digits=3, decimal_places=2, default=0)
    low_months = models.PositiveSmallIntegerField("låg: månader", default=6)
    high_months = models.PositiveSmallIntegerField("hög: månader", default=24)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year"], name="effect_example_once"),
            models.CheckConstraint(
                condition=Q(low_share__gte=0) & Q(low_share__lte=1) & Q(high_share__gte=0) & Q(high_share__lte=1),
                name="effect_example_shares",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}"
