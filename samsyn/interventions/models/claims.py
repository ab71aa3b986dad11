"""Requisitions, invoices, advances, credits and what year-end adds. Amounts in öre, excluding VAT."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import OwnRow, User
from samsyn.interventions.definitions.lifecycles import CLAIM
from samsyn.interventions.domain.words import ClaimForm
from samsyn.interventions.models.choices import Choice
from samsyn.interventions.models.decisions import Agreement
from samsyn.interventions.models.interventions import Intervention


class Confirmation(OwnRow):
    """Year-end: what an intervention's owner has worked up but not requisitioned. The answer is cost and debt.

    What no document settles of the debt is dissolved by the office, on a day of a later year.
    """

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="confirmations")
    year = models.PositiveSmallIntegerField("år")
    asked = models.DateField("frågat")
    due = models.DateField("svar senast")
    answered = models.DateField("svarat", null=True, blank=True)
    amount = models.BigIntegerField("upparbetat i öre", null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    note = models.CharField("anteckning", max_length=300, blank=True)
    dissolved = models.DateField("skulden upplöst den", null=True, blank=True)  # a day of a later year
    dissolved_amount = models.BigIntegerField("upplöst i öre", null=True, blank=True)  # what nothing had settled
    dissolved_why = models.CharField("varför skulden löstes upp", max_length=300, blank=True)
    dissolved_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "intervention"]
        constraints = [
            models.UniqueConstraint(fields=["association", "intervention", "year"], name="confirmation_once"),
            models.CheckConstraint(
                condition=Q(answered__isnull=True, amount__isnull=True)
                | Q(answered__isnull=False, amount__isnull=False, amount__gte=0),
                name="confirmation_answer_whole",
            ),
            models.CheckConstraint(
                condition=Q(dissolved__isnull=True, dissolved_amount__isnull=True, dissolved_why="")
                | Q(
                    dissolved__isnull=False,
                    amount__isnull=False,
                    dissolved_amount__gt=0,
                    dissolved_amount__lte=F("amount"),
                )
                & ~Q(dissolved_why=""),
                name="confirmation_dissolved_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention} {self.year}"


class Claim(OwnRow):
    """One document that asks for money, or gives it back. Its cost is `approved` less what it `settles`.

    Two different people of the association attest, and neither is the one who certified: the database refuses else.
    """

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="claims")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    form = models.CharField("slag", max_length=15, choices=[(f.value, f.value) for f in ClaimForm])
    number = models.CharField("nummer", max_length=40)  # the party's own
    original = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    state = models.CharField("läge", max_length=15, choices=CLAIM.choices(), default="utkast")
    period_from = models.DateField("period från")
    period_to = models.DateField("period till")
    received = models.DateField("kom in", null=True, blank=True)
    by_mail = models.BooleanField("kom med post", default=False)
    amount = models.BigIntegerField("begärt i öre", default=0)  # the rows' sum; a credit is negative
    approved = models.BigIntegerField("godkänt i öre", null=True, blank=True)
    cost_date = models.DateField("kostnad den", null=True, blank=True)  # in the open year: the day it is a cost
    settles = models.ForeignKey(
        Confirmation, verbose_name="avräknar", on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    settled = models.BigIntegerField("avräknat i öre", default=0)  # the part already a cost of the closed year
    taken_over = models.BooleanField("övertagen uppgift", default=False)  # from before the association used Samsyn
    note = models.TextField("meddelande", blank=True)
    returned_why = models.TextField("varför återsänd eller nedsatt", blank=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    certified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    certified_name = models.CharField("intygat av", max_length=200, blank=True)  # on paper, when it came by mail
    certified = models.DateField("intygat", null=True, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked = models.DateField("sakattesterat", null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided = models.DateField("beslutsattesterat", null=True, blank=True)
    attested_there = models.CharField("attesterat i ekonomisystemet av", max_length=200, blank=True)  # names, as told
    paid = models.DateField("betalt", null=True, blank=True)
    payment_reference = models.CharField("betalningens referens", max_length=60, blank=True)

    class Meta:
        ordering = ["-period_from", "-pk"]
        indexes = [
            models.Index(fields=["association", "state", "-received"], name="claim_by_state"),
            # costs are added up from it alone
            models.Index(
                fields=["association", "intervention", "cost_date", "state", "approved", "settled"],
                name="claim_by_cost_date",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "intervention", "number"],
                condition=~Q(state__in=["makulerad"]),
                name="claim_number_once",
            ),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="claim_period"),
            models.CheckConstraint(
                condition=~Q(state__in=["godkänd", "betald"])
                | Q(approved__isnull=False, cost_date__isnull=False, decided__isnull=False),
                name="claim_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(checked__isnull=True) | Q(checked_by__isnull=False) | Q(taken_over=True),
                name="claim_checked_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(decided__isnull=True)
                | Q(decided_by__isnull=False, checked_by__isnull=False)
                | Q(taken_over=True)
                | ~Q(attested_there=""),
                name="claim_decided_after_check",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("checked_by")), name="claim_two_attest"
            ),
            models.CheckConstraint(
                condition=Q(certified_by__isnull=True) | Q(checked_by__isnull=True) | ~Q(certified_by=F("checked_by")),
                name="claim_certifier_does_not_check",
            ),
            models.CheckConstraint(
                condition=Q(certified_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(certified_by=F("decided_by")),
                name="claim_certifier_does_not_decide",
            ),
            models.CheckConstraint(
                condition=~Q(form__in=["kredit", "rättelse"]) | Q(original__isnull=False), name="claim_credit_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"


class ClaimRow(OwnRow):
    """A claim's amount in one cost type, excluding VAT; VAT that was on the document is noted beside."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="rows")
    cost_type = models.ForeignKey(Choice, verbose_name="kostnadsslag", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField("belopp i öre")
    vat = models.BigIntegerField("moms i öre", default=0)
    text = models.CharField("text", max_length=200, blank=True)

    class Meta:
        ordering = ["claim", "cost_type__position", "pk"]

    def __str__(self) -> str:
        return f"{self.cost_type}: {self.amount}"
