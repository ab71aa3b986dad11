"""Medelstilldelning: what the parties are asked for, in versions, and what they have paid."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import Contribution, OwnRow, Party


class Allocation(OwnRow):
    """A version of a year's contributions: applied for, preliminary, confirmed by members, final."""

    class Stage(models.TextChoices):
        APPLIED = "ansökt", "Ansökt"
        PRELIMINARY = "preliminär", "Preliminärt belopp från staten"
        CONFIRMED = "bekräftad", "Bekräftad av medlemmarna"
        FINAL = "slutlig", "Slutlig"

    year = models.PositiveSmallIntegerField("år")
    stage = models.CharField("version", max_length=12, choices=Stage)
    number = models.PositiveSmallIntegerField(default=1)
    date = models.DateField("datum")
    total = models.BigIntegerField("belopp i öre")
    key = models.CharField("fördelning mellan kommunerna", max_length=200, blank=True)
    leftover = models.CharField("öre som inte gick jämnt upp", max_length=200, blank=True)
    note = models.CharField("ändrat efter samråd", max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "stage", "number"], name="allocation_once"),
            models.CheckConstraint(condition=Q(total__gte=0), name="allocation_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.stage}"


class AllocationShare(OwnRow):
    """A party's part of an allocation, and when the member confirmed it."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="shares")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField("belopp i öre")
    key_value = models.DecimalField("nyckeltal", max_digits=14, decimal_places=4, null=True, blank=True)
    confirmed = models.DateField("bekräftat", null=True, blank=True)

    class Meta:
        ordering = ["allocation", "party__position"]
        constraints = [
            models.UniqueConstraint(fields=["association", "allocation", "party"], name="allocation_share_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="allocation_share_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.amount}"


class ContributionInstalment(OwnRow):
    """An instalment of a contribution: the document that asked for it, its due date and what it is paid by."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField("nummer")
    document = models.CharField("underlag", max_length=40, default="faktura")  # 'faktura', 'rekvisition'
    reference = models.CharField("referens", max_length=60, blank=True)
    invoiced = models.DateField("skickat")
    due = models.DateField("förfaller")
    amount = models.BigIntegerField("belopp i öre")

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["association", "due"], name="instalment_by_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "contribution", "number"], name="contribution_instalment_once"
            ),
            models.CheckConstraint(condition=Q(due__gte=F("invoiced")), name="contribution_instalment_due"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="contribution_instalment_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.contribution} nr {self.number}"


class Receipt(OwnRow):
    """A payment of an instalment, whole or in part."""

    instalment = models.ForeignKey(ContributionInstalment, on_delete=models.CASCADE, related_name="receipts")
    date = models.DateField("betalt")
    amount = models.BigIntegerField("belopp i öre")
    reference = models.CharField("referens", max_length=60, blank=True)

    class Meta:
        ordering = ["date", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_positive")]

    def __str__(self) -> str:
        return f"{self.date}: {self.amount}"
