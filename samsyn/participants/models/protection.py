"""How small counts are protected, what has been sent to Uppföljning Finsam, and the ground for case rows."""

from django.db import models
from django.db.models import Q

from samsyn.associations.models import OwnRow, Party
from samsyn.interventions.models import Intervention


class ProtectionPolicy(OwnRow):
    """The rule for small counts from a date on. Before the first row the defaults hold."""

    start = models.DateField("gäller från")
    smallest = models.PositiveSmallIntegerField("minsta antal som visas", default=5)
    zeros = models.BooleanField("noll visas", default=True)
    base = models.PositiveSmallIntegerField("minsta antal bakom en andel", default=10)
    split_both = models.BooleanField("könsuppdelning bara när båda räcker till", default=True)
    decided = models.CharField("beslutat", max_length=200, blank=True)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["association", "start"], name="protection_policy_once"),
            models.CheckConstraint(condition=Q(smallest__gte=2) & Q(base__gte=2), name="protection_policy_least"),
        ]

    def __str__(self) -> str:
        return f"{self.start}: {self.smallest}"


class Told(OwnRow):
    """What readers have been told of people, once and for all: later outputs are protected against it too."""

    year = models.PositiveSmallIntegerField("år")
    name = models.CharField("i vad", max_length=200)
    view = models.JSONField()  # what a reader can compute with: shown values, identities, shares
    truth = models.JSONField()  # every true count behind it then: stays in the house
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["association", "year"], name="told_by_year")]

    def __str__(self) -> str:
        return self.name


class FinsamReturn(OwnRow):
    """What was copied to Uppföljning Finsam, so that the next time shows what changed."""

    class Sheet(models.TextChoices):
        OFFICE = "kansli", "Kansliets uppgifter"
        PARTICIPANTS = "deltagare", "Deltagaransvarigs uppgifter"

    year = models.PositiveSmallIntegerField("år")
    sheet = models.CharField("blad", max_length=10, choices=Sheet)
    content = models.JSONField()  # {field: value}
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["year", "sheet", "at"]

    def __str__(self) -> str:
        return f"{self.sheet} {self.year}"


class CaseGround(OwnRow):
    """What a party has recorded before case rows may be written for its intervention. It is their controller."""

    intervention = models.OneToOneField(Intervention, on_delete=models.PROTECT, related_name="case_ground")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField("rättslig grund", max_length=40)  # never consent
    statute = models.CharField("författning", max_length=300)
    secrecy_waiver = models.CharField("häver sekretess mellan myndigheter", max_length=300, blank=True)
    processor_agreement = models.CharField("personuppgiftsbiträdesavtal", max_length=200)
    impact_assessment = models.CharField("konsekvensbedömning", max_length=200)
    date = models.DateField("beslutat")
    diary_number = models.CharField("diarienummer", max_length=80)
    information = models.TextField("information till den enskilde")
    keep_months = models.PositiveSmallIntegerField("månader en rad sparas efter avslut")
    started = models.DateTimeField(auto_now_add=True)
    started_by = models.CharField(max_length=200)
    stopped = models.DateTimeField("avslutat", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(basis="samtycke"), name="case_ground_not_consent"),
            models.CheckConstraint(condition=Q(keep_months__gte=1) & Q(keep_months__lte=120), name="case_ground_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.intervention}"
