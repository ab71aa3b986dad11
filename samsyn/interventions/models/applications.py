"""Applications by the parties: what is applied for, and the history that the service clock runs on."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import OwnRow, Party
from samsyn.interventions.definitions.lifecycles import APPLICATION
from samsyn.interventions.domain.words import Direction
from samsyn.interventions.models.choices import Choice
from samsyn.interventions.models.interventions import Intervention


class Application(OwnRow):
    """An application, new or for an intervention that exists. Its text is what the applicant wrote."""

    number = models.CharField("diarienummer", max_length=20, blank=True)
    title = models.CharField("rubrik", max_length=200)
    intervention = models.ForeignKey(
        Intervention, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    applicant = models.ForeignKey(
        Party, verbose_name="sökande", on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )  # empty: the office applies for something in its own running
    direction = models.CharField(
        "slag", max_length=10, choices=[(d.value, d.value) for d in Direction], default=Direction.INDIVIDUAL
    )
    orientation = models.ForeignKey(
        Choice, verbose_name="inriktning", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    start = models.DateField("från", null=True, blank=True)
    end = models.DateField("till", null=True, blank=True)
    need = models.TextField("behov", blank=True)
    target_group = models.TextField("målgrupp", blank=True)
    goals = models.TextField("mål", blank=True)
    activities = models.TextField("vad som ska göras", blank=True)
    equality = models.TextField("jämställdhet och likabehandling", blank=True)
    exit_plan = models.TextField("avslut och implementering", blank=True)
    participants = models.PositiveIntegerField("planerade deltagare per år", null=True, blank=True)
    state = models.CharField("läge", max_length=15, choices=APPLICATION.choices(), default="utkast")
    received = models.DateField("kom in", null=True, blank=True)
    first_response = models.DateField("första svar", null=True, blank=True)
    decided = models.DateField("avgjord", null=True, blank=True)
    reasons = models.TextField("skäl", blank=True)  # of a rejection
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)  # grows with each save: two people cannot overwrite each other

    class Meta:
        ordering = ["-received", "-pk"]
        indexes = [models.Index(fields=["association", "state"], name="application_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="application_period",
            ),
            models.CheckConstraint(condition=~Q(state="avslagen") | ~Q(reasons=""), name="application_rejected_why"),
        ]

    def __str__(self) -> str:
        return self.title


class ApplicationParty(OwnRow):
    """A party that applies together with the applicant."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    unfinanced = models.CharField("medverkan som inte finansieras", max_length=200, blank=True)

    class Meta:
        ordering = ["application", "party__position"]
        constraints = [
            models.UniqueConstraint(fields=["association", "application", "party"], name="application_party_once")
        ]

    def __str__(self) -> str:
        return str(self.party)


class ApplicationBudget(OwnRow):
    """What is applied for, per year and cost type, in öre."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="budget")
    year = models.PositiveSmallIntegerField("år")
    cost_type = models.ForeignKey(Choice, verbose_name="kostnadsslag", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField("belopp i öre")

    class Meta:
        ordering = ["application", "year", "cost_type__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "application", "year", "cost_type"], name="application_budget_once"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="application_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.cost_type}"


class ApplicationStep(OwnRow):
    """A move of an application with its date: what the service clock is computed from."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(max_length=20)
    date = models.DateField("datum")
    note = models.TextField("ord på vägen", blank=True)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["application", "date", "pk"]

    def __str__(self) -> str:
        return f"{self.date} {self.move}"


class Comment(OwnRow):
    """What beredning or the office says of an application; the applicant does not see it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField("kommentar")
    supports = models.BooleanField("tillstyrker", null=True, blank=True)
    by = models.CharField(max_length=200)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
