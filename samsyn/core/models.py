"""The event log and background jobs: the two tables that know no business noun."""

from typing import Any, NoReturn

from django.db import models


class AppendOnly(Exception):
    """The event log is written once and never changed."""


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("händelseloggen kan inte ändras")

    def delete(self) -> NoReturn:
        raise AppendOnly("händelseloggen kan inte raderas")


class Event(models.Model):
    """Who did what, when, and what it was before and after, in words. No foreign keys: history survives deletion."""

    association_id = models.BigIntegerField(null=True, db_index=True)
    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)  # 'ledger.import', 'mapping.change'
    summary = models.CharField(max_length=500)  # 'Läste in bokföringen för 2024 (735 verifikationer)'
    subject = models.CharField(max_length=200, blank=True)  # 'ledger.FiscalYear:12'
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["association_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.summary}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise AppendOnly("händelseloggen kan inte ändras")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("händelseloggen kan inte raderas")


class Job(models.Model):
    """Long work in the background, with a bar that tells the truth."""

    class State(models.TextChoices):
        WAITING = "waiting", "väntar"
        RUNNING = "running", "pågår"
        DONE = "done", "klart"
        FAILED = "failed", "misslyckades"

    association_id = models.BigIntegerField(null=True, db_index=True)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)  # 'Läser verifikationer'
    message = models.TextField(blank=True)  # the result or the fault, in words
    subject = models.CharField(max_length=200, blank=True)
    created_by = models.BigIntegerField(null=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"

    @property
    def percent(self) -> int:
        """0–100; 0 while the total is not known."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)
