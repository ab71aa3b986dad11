"""One register of occasions: forums, training, conferences, group meetings. Structure figures are sums of it."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import OwnRow, VersionedRow
from samsyn.interventions.models import Intervention


class Occasion(VersionedRow):
    """What was held (or is planned), by whom and who came, as counts."""

    class Kind(models.TextChoices):
        FORUM = "forum", "Forum"
        TRAINING = "utbildning", "Utbildning"
        CONFERENCE = "konferens", "Konferens"
        GROUP = "grupp", "Grupp eller nätverk"
        DIALOGUE = "dialog", "Dialog"

    class State(models.TextChoices):
        HELD = "genomförd", "Genomförd"
        PLANNED = "planerad", "Planerad"
        UNCERTAIN = "osäker", "Osäker"
        CANCELLED = "inställd", "Inställd"

    class Purpose(models.TextChoices):
        STRUCTURE = "struktur", "Samverkansstruktur"
        KNOWLEDGE = "kunskap", "Kunskap och metod"

    name = models.CharField("namn", max_length=200)
    kind = models.CharField("slag", max_length=12, choices=Kind)
    purpose = models.CharField("räknas som", max_length=10, choices=Purpose, default=Purpose.STRUCTURE)
    intervention = models.ForeignKey(
        Intervention, verbose_name="insats", on_delete=models.PROTECT, null=True, blank=True, related_name="occasions"
    )
    organiser = models.CharField("arrangör", max_length=200, blank=True)
    joint_with = models.CharField("tillsammans med", max_length=200, blank=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.HELD)
    start = models.DateField("från")
    end = models.DateField("till")
    times = models.PositiveSmallIntegerField("antal tillfällen", default=1)
    participants = models.PositiveIntegerField("deltagare", null=True, blank=True)
    from_af = models.PositiveIntegerField("från Arbetsförmedlingen", null=True, blank=True)
    from_fk = models.PositiveIntegerField("från Försäkringskassan", null=True, blank=True)
    from_region = models.PositiveIntegerField("från regionen", null=True, blank=True)
    from_municipalities = models.PositiveIntegerField("från kommunerna", null=True, blank=True)
    from_others = models.PositiveIntegerField("från andra", null=True, blank=True)
    unique = models.PositiveIntegerField("olika personer, uppskattat", null=True, blank=True)
    unique_method = models.CharField("hur det uppskattats", max_length=200, blank=True)
    budget = models.BigIntegerField("budget i öre", null=True, blank=True)
    cost = models.BigIntegerField("kostnad i öre", null=True, blank=True)
    counted = models.BooleanField("räknas i rapporten", default=True)

    class Meta:
        ordering = ["start", "name"]
        indexes = [models.Index(fields=["association", "start"], name="occasion_by_date")]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="occasion_dates"),
            models.CheckConstraint(condition=Q(unique__isnull=True) | Q(unique__lte=F("participants")),
                                   name="occasion_unique"),
            models.CheckConstraint(condition=(Q(budget__isnull=True) | Q(budget__gte=0))
                                   & (Q(cost__isnull=True) | Q(cost__gte=0)), name="occasion_money"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class OccasionEvaluation(OwnRow):
    """What those who came said: positive answers of the valid ones."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="evaluations")
    question = models.CharField("fråga", max_length=200)
    positive = models.PositiveIntegerField("positiva")
    valid = models.PositiveIntegerField("svar")

    class Meta:
        ordering = ["occasion", "pk"]
        constraints = [models.CheckConstraint(condition=Q(positive__lte=F("valid")), name="evaluation_share")]

    def __str__(self) -> str:
        return self.question
