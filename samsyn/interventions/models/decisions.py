"""What the association decided, and the agreements that followed."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import OwnRow
from samsyn.governance.models import DelegatedDecision, Paragraph
from samsyn.interventions.domain.words import DecisionKind, PaymentForm, Surplus, UnusedRule
from samsyn.interventions.models.applications import Application
from samsyn.interventions.models.interventions import Intervention


class Unchanging(OwnRow):
    """Written once. Whoever wants it otherwise takes a new decision."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a decision is never changed: record a change decision")
        super().save(*args, **kwargs)


class Decision(Unchanging):
    """A decision on an intervention's money or on an application. Never changed: a change is a decision of its own."""

    intervention = models.ForeignKey(
        Intervention, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.PROTECT, null=True, blank=True, related_name="intervention_decisions"
    )
    delegated = models.ForeignKey(
        DelegatedDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="intervention_decisions"
    )
    kind = models.CharField("beslut", max_length=20, choices=[(k.value, k.value) for k in DecisionKind])
    date = models.DateField("datum")
    text = models.TextField("beslut", blank=True)
    reason = models.TextField("skäl", blank=True)
    conditions = models.TextField("villkor", blank=True)
    unused = models.CharField(
        "oförbrukat", max_length=15, choices=[(u.value, u.value) for u in UnusedRule], default=UnusedRule.DECISION
    )
    new_end = models.DateField("nytt slutdatum", null=True, blank=True)
    automatic = models.BooleanField("av regeln", default=False)  # the rule of `rule_from` did it
    rule_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["association", "intervention", "date"], name="decision_by_intervention")]
        constraints = [
            models.CheckConstraint(
                condition=Q(intervention__isnull=False) | Q(application__isnull=False), name="decision_on_something"
            ),
            models.CheckConstraint(condition=Q(automatic=False) | ~Q(reason=""), name="automatic_decision_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date}"


class DecisionYear(Unchanging):
    """A decision's amount for a year in öre, signed: what takes away is negative."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField("år")
    amount = models.BigIntegerField("belopp i öre")

    class Meta:
        ordering = ["decision", "year"]
        constraints = [models.UniqueConstraint(fields=["association", "decision", "year"], name="decision_year_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"


class Agreement(OwnRow):
    """Överenskommelse from a decision. Without a signed one nothing can be paid. A new version replaces the old."""

    class State(models.TextChoices):
        DRAFT = "utkast", "Ska undertecknas"
        SIGNED = "undertecknad", "Undertecknad"
        REPLACED = "ersatt", "Ersatt"

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="agreements")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="agreements")
    number = models.CharField("nummer", max_length=20)
    version = models.PositiveSmallIntegerField("version", default=1)
    state = models.CharField("läge", max_length=15, choices=State, default=State.DRAFT)
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till")
    amount = models.BigIntegerField("belopp i öre")
    payment = models.CharField(
        "betalning", max_length=12, choices=[(p.value, p.value) for p in PaymentForm], default=PaymentForm.ACTUAL
    )
    surplus = models.CharField(
        "överskott av förskott", max_length=12, choices=[(s.value, s.value) for s in Surplus], default=Surplus.REPAID
    )
    claim_months = models.PositiveSmallIntegerField("rekvireras var n:te månad", default=4)
    report_months = models.PositiveSmallIntegerField("följs upp var n:te månad", default=4)
    last_claim_days = models.PositiveSmallIntegerField("rekvisition senast, dagar efter perioden", default=20)
    terms = models.TextField("villkor", blank=True)
    signed = models.DateField("undertecknad", null=True, blank=True)
    signed_by = models.CharField("undertecknad av", max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["intervention", "valid_from", "version"]
        constraints = [
            models.UniqueConstraint(fields=["association", "number", "version"], name="agreement_once"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="agreement_period"),
            models.CheckConstraint(condition=Q(state="utkast") | Q(signed__isnull=False), name="agreement_signed_when"),
            models.CheckConstraint(
                condition=Q(claim_months__gte=1) & Q(report_months__gte=1), name="agreement_rhythms"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} version {self.version}"


class Instalment(OwnRow):
    """An advance that the agreement promises: paid by a claim of its own (form förskott)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="instalments")
    due = models.DateField("betalas")
    amount = models.BigIntegerField("belopp i öre")

    class Meta:
        ordering = ["agreement", "due"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_positive")]

    def __str__(self) -> str:
        return f"{self.due}: {self.amount}"
