"""Follow-up and final reports, and what is due from whom."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import OwnRow, Party
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models.choices import Choice
from samsyn.interventions.models.interventions import Intervention


class DateMoved(Exception):
    """A due date was about to change: it never does. Drop the old one with its reason and make another."""


class DueQuerySet(models.QuerySet["Due"]):
    def update(self, **kwargs: Any) -> int:
        if "due" in kwargs:
            raise DateMoved("ett datum som är satt flyttas inte")
        return super().update(**kwargs)


class Due(OwnRow):
    """Something owed by a date. The date never moves; what arrives late was late."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, null=True, blank=True, related_name="dues")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in DueKind])
    title = models.CharField(max_length=200)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    due = models.DateField("senast")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=30)  # whose it is: a role id, at `party` when one is given
    done = models.DateField("klart", null=True, blank=True)
    dropped = models.CharField("utgår eftersom", max_length=200, blank=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["association", "due", "id"], name="open_due_by_date", condition=Q(done__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "intervention", "kind", "due", "period_to"], name="due_of_period_once"
            ),
            models.UniqueConstraint(
                fields=["association", "intervention", "kind", "due"],
                condition=models.Q(period_to__isnull=True),
                name="due_without_period_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.due}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        held = Due.objects.filter(pk=self.pk).values_list("due", flat=True).first() if self.pk else None
        if held is not None and held != self.due:
            raise DateMoved("ett datum som är satt flyttas inte")
        super().save(*args, **kwargs)

    @property
    def open(self) -> bool:
        return self.done is None and not self.dropped

    @property
    def named(self) -> str:
        """'Rekvisition januari–april 2024, Vägval'."""
        return f"{self.title}, {self.intervention.name}" if self.intervention else self.title


class Reminder(OwnRow):
    """A reminder that was sent: once per step and person."""

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=20)  # 'innan', 'på dagen', 'försenat'
    email = models.EmailField()
    sent = models.DateTimeField()

    class Meta:
        ordering = ["sent"]
        constraints = [models.UniqueConstraint(fields=["association", "due", "step", "email"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.step} {self.email}"


class FollowUp(OwnRow):
    """A report from an intervention on a period, or its final one: texts by theme."""

    class State(models.TextChoices):
        DRAFT = "utkast", "Utkast"
        SENT = "inlämnad", "Inlämnad"
        READ = "läst", "Läst av kansliet"

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="reports")
    final = models.BooleanField("slutrapport", default=False)
    period_from = models.DateField("från")
    period_to = models.DateField("till")
    state = models.CharField("läge", max_length=10, choices=State, default=State.DRAFT)
    outcome = models.TextField("vad det ledde till", blank=True)
    implemented = models.CharField("implementerad", max_length=10, choices=Intervention.Implemented, blank=True)
    implemented_where = models.CharField("var", max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)
    sent = models.DateField("inlämnad", null=True, blank=True)
    read = models.DateField("läst", null=True, blank=True)

    class Meta:
        ordering = ["-period_to", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "intervention", "final", "period_to"], name="follow_up_once"
            ),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="follow_up_period"),
            models.CheckConstraint(
                condition=Q(final=False) | Q(state="utkast") | ~Q(implemented=""), name="final_report_says_implemented"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention} {self.period_to}"


class FollowUpText(OwnRow):
    """What a report says on one theme."""

    report = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="texts")
    theme = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("text")

    class Meta:
        ordering = ["report", "theme__position"]
        constraints = [models.UniqueConstraint(fields=["association", "report", "theme"], name="follow_up_text_once")]

    def __str__(self) -> str:
        return f"{self.theme}"
