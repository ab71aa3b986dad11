"""What an intervention is: names over time, parties, posts, places, outside money."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import OwnRow, Party, VersionedRow
from samsyn.core.uploads import place
from samsyn.interventions.domain.words import Direction, OutsideStep, RunBy
from samsyn.interventions.models.choices import Choice


class NoteGroup(OwnRow):
    """A row of the note on what remains: an intervention and what followed it under a new name share one."""

    key = models.SlugField("nyckel", max_length=40, allow_unicode=True)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    own_row = models.BooleanField("egen rad i noten", default=True)

    class Meta:
        ordering = ["position", "key"]
        constraints = [models.UniqueConstraint(fields=["association", "key"], name="note_group_once")]

    def __str__(self) -> str:
        return self.key


class NoteLabel(OwnRow):
    """A note row's words from a year on."""

    group = models.ForeignKey(NoteGroup, on_delete=models.CASCADE, related_name="labels")
    from_year = models.PositiveSmallIntegerField("från år")
    label = models.CharField("text", max_length=200)

    class Meta:
        ordering = ["group", "from_year"]
        constraints = [models.UniqueConstraint(fields=["association", "group", "from_year"], name="note_label_once")]

    def __str__(self) -> str:
        return self.label


class Intervention(VersionedRow):
    """One insats, from its first application to its final report. `name` is today's; older ones are in `names`."""

    class State(models.TextChoices):
        PREPARED = "förbereds", "Förbereds"
        GRANTED = "beviljad", "Beviljad"
        ONGOING = "pågår", "Pågår"
        ENDED = "avslutad", "Avslutad"
        ENDED_EARLY = "avslutad i förtid", "Avslutad i förtid"

    class Implemented(models.TextChoices):
        YES = "ja", "Ja"
        PARTLY = "delvis", "Delvis"
        NO = "nej", "Nej"

    key = models.SlugField("nyckel", max_length=40, allow_unicode=True)  # stable: figure keys hold it
    name = models.CharField("namn", max_length=200)
    direction = models.CharField("slag", max_length=10, choices=[(d.value, d.value) for d in Direction])
    run_by = models.CharField("drivs", max_length=5, choices=[(r.value, r.value) for r in RunBy], default=RunBy.PARTY)
    state = models.CharField("läge", max_length=20, choices=State, default=State.PREPARED)
    orientation = models.ForeignKey(
        Choice, verbose_name="inriktning", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    follow_up = models.ForeignKey(
        Choice, verbose_name="uppföljningsmetod", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    methods = models.CharField("metoder", max_length=200, blank=True)  # 'STAR, IPS'
    esf = models.BooleanField("ESF-finansierad", default=False)
    target_group = models.TextField("målgrupp", blank=True)
    purpose = models.TextField("syfte", blank=True)
    goals = models.TextField("egna mål", blank=True)
    owner = models.ForeignKey(
        Party, verbose_name="insatsägare", on_delete=models.PROTECT, null=True, blank=True, related_name="interventions"
    )
    steering_group = models.CharField("styrgrupp", max_length=200, blank=True)
    start = models.DateField("från")
    end = models.DateField("till", null=True, blank=True)
    project = models.CharField("projekt i bokföringen", max_length=20, blank=True)
    note_group = models.ForeignKey(
        NoteGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="interventions"
    )
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="split_into")
    split_reason = models.CharField(max_length=300, blank=True)
    implemented = models.CharField("implementerad", max_length=10, choices=Implemented, blank=True)
    implemented_where = models.CharField("var", max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["association", "state", "name"], name="intervention_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["association", "key"], name="intervention_key_once"),
            models.UniqueConstraint(
                fields=["association", "project"], condition=~Q(project=""), name="intervention_project_once"
            ),
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="intervention_period"),
        ]

    def __str__(self) -> str:
        return self.name


class InterventionName(OwnRow):
    """What it was called from a date on; the newest is `Intervention.name`."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="names")
    name = models.CharField("namn", max_length=200)
    start = models.DateField("från")

    class Meta:
        ordering = ["intervention", "start"]
        constraints = [
            models.UniqueConstraint(fields=["association", "intervention", "start"], name="intervention_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Involvement(OwnRow):
    """A party that takes part beside the owner, or a municipality the intervention is for."""

    class Role(models.TextChoices):
        CO_PARTY = "medverkar", "Medverkar"
        AREA = "område", "Kommun insatsen gäller"

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="involvements")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    unfinanced = models.CharField("medverkan som inte finansieras", max_length=200, blank=True)

    class Meta:
        ordering = ["intervention", "role", "party__position"]
        constraints = [
            models.UniqueConstraint(fields=["association", "intervention", "party", "role"], name="involvement_once")
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.role}"


class InterventionYear(OwnRow):
    """What is planned for a year of an intervention in persons."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField("år")
    participants = models.PositiveIntegerField("planerade deltagare", null=True, blank=True)

    class Meta:
        ordering = ["intervention", "year"]
        constraints = [
            models.UniqueConstraint(fields=["association", "intervention", "year"], name="intervention_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.intervention} {self.year}"


class FinancedPost(OwnRow):
    """Posts paid by the association: positions held, and full-year equivalents where they are known."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="posts")
    year = models.PositiveSmallIntegerField("år")
    function = models.CharField("funktion", max_length=80, blank=True)
    positions = models.DecimalField("tjänster", max_digits=6, decimal_places=2)
    full_year = models.DecimalField("årsarbetare", max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["intervention", "year", "function"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "intervention", "year", "function"], name="financed_post_once"
            ),
            models.CheckConstraint(condition=Q(positions__gte=0), name="financed_post_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.intervention} {self.year}: {self.positions}"


class Contact(OwnRow):
    """A contact person of an intervention."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="contacts")
    person = models.CharField("namn", max_length=120)
    role = models.CharField("roll", max_length=120, blank=True)
    email = models.EmailField("e-post", blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)

    class Meta:
        ordering = ["intervention", "person"]

    def __str__(self) -> str:
        return self.person


class OutsideMoney(OwnRow):
    """One step of money from outside: ESF, vidarefakturering, another association as owner or co-financier."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="outside_money")
    source = models.CharField("från", max_length=120)
    step = models.CharField("vad", max_length=10, choices=[(s.value, s.value) for s in OutsideStep])
    date = models.DateField("datum")
    amount = models.BigIntegerField("belopp i öre")
    note = models.CharField("anteckning", max_length=300, blank=True)

    class Meta:
        ordering = ["intervention", "date", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="outside_money_positive")]

    def __str__(self) -> str:
        return f"{self.source}: {self.step}"


class Document(OwnRow):
    """A file of an intervention, application, agreement or claim: served only by a view that asks for permission."""

    intervention = models.ForeignKey(
        Intervention, on_delete=models.CASCADE, null=True, blank=True, related_name="documents"
    )
    application = models.ForeignKey(
        "interventions.Application", on_delete=models.CASCADE, null=True, blank=True, related_name="documents"
    )
    agreement = models.ForeignKey(
        "interventions.Agreement", on_delete=models.CASCADE, null=True, blank=True, related_name="documents"
    )
    claim = models.ForeignKey(
        "interventions.Claim", on_delete=models.CASCADE, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField("slag", max_length=40, blank=True)  # 'underlag', 'undertecknad överenskommelse' …
    name = models.CharField("namn", max_length=255)
    file = models.FileField(upload_to=place)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    uploaded = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-uploaded", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(intervention__isnull=False)
                | Q(application__isnull=False)
                | Q(agreement__isnull=False)
                | Q(claim__isnull=False),
                name="document_belongs_somewhere",
            )
        ]

    def __str__(self) -> str:
        return self.name
