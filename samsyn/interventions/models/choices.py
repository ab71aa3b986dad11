"""An association's own lists and rules for interventions."""

from django.db import models
from django.db.models import Q

from samsyn.associations.models import OwnRow, User
from samsyn.interventions.domain.words import AttestPlace, AttestStep, ChoiceKind


class Choice(OwnRow):
    """One entry of an editable list (orientation, method, cost type, theme …), valid between two dates."""

    kind = models.CharField("lista", max_length=20, choices=[(k.value, k.value) for k in ChoiceKind])
    label = models.CharField("namn", max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    start = models.DateField("från", null=True, blank=True)
    end = models.DateField("till", null=True, blank=True)

    class Meta:
        ordering = ["kind", "position", "label"]
        constraints = [models.UniqueConstraint(fields=["association", "kind", "label"], name="choice_once")]

    def __str__(self) -> str:
        return self.label


class Policy(OwnRow):
    """How this association handles interventions: one row, made with its defaults when first needed."""

    attest_place = models.CharField(
        "attest sker", max_length=20, choices=[(p.value, p.value) for p in AttestPlace], default=AttestPlace.HERE
    )
    longest_months = models.PositiveSmallIntegerField("längsta finansiering i månader", default=60)
    service_days = models.PositiveSmallIntegerField("dagar till beslut på en ansökan", default=61)
    agreement_days = models.PositiveSmallIntegerField("dagar från beslut till överenskommelse", default=31)
    final_report_days = models.PositiveSmallIntegerField("dagar till slutrapport", default=60)
    confirmation_month = models.PositiveSmallIntegerField("årsbesked senast, månad", default=1)
    confirmation_day = models.PositiveSmallIntegerField("årsbesked senast, dag", default=15)
    owner_word = models.CharField("den som driver insatsen kallas", max_length=40, default="insatsägare")
    export_series = models.CharField("verifikationsserie", max_length=4, default="S")
    export_accounts = models.JSONField("konton", default=dict, blank=True)
    # {'cost': 4010, 'payable': 2440, 'accrued': 2890, 'advance': 1690, 'receivable': 1510, 'contribution': 3980}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["association"], name="policy_once")]

    def __str__(self) -> str:
        return f"{self.association}"


class AttestRight(OwnRow):
    """Attestordning as dated data: who may take a step, up to which amount and for what; and who steps in."""

    class Scope(models.TextChoices):
        ALL = "alla", "Alla insatser"
        ONE = "en", "En insats"
        OWN_COSTS = "chefens", "Förbundschefens egna kostnader"

    step = models.CharField("steg", max_length=15, choices=[(s.value, s.value) for s in AttestStep])
    person = models.ForeignKey(User, verbose_name="person", on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(
        User, verbose_name="ersättare", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    limit = models.BigIntegerField("högsta belopp i öre", null=True, blank=True)
    scope = models.CharField("gäller", max_length=10, choices=Scope, default=Scope.ALL)
    intervention = models.ForeignKey(
        "interventions.Intervention", on_delete=models.CASCADE, null=True, blank=True, related_name="attest_rights"
    )
    start = models.DateField("från")
    end = models.DateField("till", null=True, blank=True)

    class Meta:
        ordering = ["step", "start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=models.F("start")), name="attest_period"),
            models.CheckConstraint(condition=Q(limit__isnull=True) | Q(limit__gt=0), name="attest_limit"),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=models.F("person")), name="attest_substitute"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.person}"
