"""Meetings, paragraphs, decisions on delegation and the year plan. Every row carries `association`."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import Mandate, OwnRow, Party, User
from samsyn.core.uploads import place


class Body(OwnRow):
    """Who meets: the board, samråd, a local steering group, the beredningsgrupp …"""

    class Kind(models.TextChoices):
        BOARD = "styrelse", "Styrelse"
        CONSULTATION = "samråd", "Medlemssamråd"
        STEERING = "styrgrupp", "Lokal styrgrupp"
        PREPARATION = "beredning", "Beredningsgrupp"
        OTHER = "annat", "Annan grupp"

    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=12, choices=Kind)
    party = models.ForeignKey(
        Party, verbose_name="kommun", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    active = models.BooleanField("används", default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["association", "name"], name="body_once")]

    def __str__(self) -> str:
        return self.name


class Meeting(OwnRow):
    """One meeting. Minutes are justerade and posted (anslagna); then nothing in them is changed."""

    class State(models.TextChoices):
        PLANNED = "planerat", "Planerat"
        HELD = "hållet", "Hållet, inte justerat"
        ADJUSTED = "justerat", "Justerat"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings", verbose_name="grupp")
    date = models.DateField("datum")
    start_time = models.TimeField("börjar", null=True, blank=True)
    end_time = models.TimeField("slutar", null=True, blank=True)
    place = models.CharField("plats", max_length=120, blank=True)
    kind = models.CharField("slag av möte", max_length=40, blank=True)  # 'extra', 'per capsulam'; empty is ordinary
    state = models.CharField("läge", max_length=10, choices=State, default=State.PLANNED)
    secretary = models.CharField("sekreterare", max_length=120, blank=True)
    topics = models.CharField("om", max_length=300, blank=True)
    adjuster = models.CharField("justerare", max_length=200, blank=True)
    adjusted = models.DateField("justerat", null=True, blank=True)
    posted = models.DateField("anslag satt upp", null=True, blank=True)
    posted_until = models.DateField("anslag tas ned", null=True, blank=True)
    published = models.DateField("publicerat", null=True, blank=True)

    class Meta:
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["association", "-date"], name="meeting_by_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(posted_until__isnull=True) | Q(posted_until__gte=F("posted")), name="meeting_posting"
            ),
            models.CheckConstraint(
                condition=~Q(state="justerat") | (Q(adjusted__isnull=False) & ~Q(adjuster="")),
                name="meeting_adjusted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.date:%Y-%m-%d}"


class Attendance(OwnRow):
    """A person called to a meeting: present or not, and for a deputy whose place was taken (empty: none)."""

    class Role(models.TextChoices):
        CHAIR = "ordförande", "Ordförande"
        MEMBER = "ledamot", "Ledamot"
        DEPUTY = "ersättare", "Ersättare"
        OFFICE = "tjänsteperson", "Från kansliet"
        GUEST = "inbjuden", "Inbjuden"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.CharField("namn", max_length=120)
    role = models.CharField("roll", max_length=15, choices=Role)
    mandate = models.ForeignKey(Mandate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    present = models.BooleanField("närvarande", default=True)
    replaces = models.ForeignKey(
        "self", verbose_name="tjänstgör för", on_delete=models.SET_NULL, null=True, blank=True, related_name="deputies"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["association", "meeting", "person"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"


class Paragraph(OwnRow):
    """An item of the agenda and, once numbered, a paragraph of the minutes. Numbers run through the year per body."""

    class Outcome(models.TextChoices):
        NONE = "", "Inte behandlat"
        APPROVED = "bifall", "Beslut enligt förslaget"
        OTHER = "annat beslut", "Annat beslut"
        REJECTED = "avslag", "Avslag"
        REFERRED = "återremiss", "Återremiss"
        TABLED = "bordlagt", "Bordläggs"
        NOTED = "information", "Tas till protokollet"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="paragraphs")
    position = models.PositiveSmallIntegerField("ordning", default=0)
    number = models.PositiveSmallIntegerField("paragraf", null=True, blank=True)
    title = models.CharField("ärende", max_length=200)
    background = models.TextField("bakgrund", blank=True)
    proposal = models.TextField("förslag till beslut", blank=True)
    outcome = models.CharField("utfall", max_length=15, choices=Outcome, blank=True, default="")
    decision = models.TextField("beslut", blank=True)
    reservation = models.TextField("reservation", blank=True)
    prepared_by = models.CharField("berett av", max_length=200, blank=True)

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "meeting", "number"],
                condition=Q(number__isnull=False),
                name="paragraph_number_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "bordlagt", "information"]) | ~Q(decision=""),
                name="paragraph_outcome_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"§ {self.number} {self.title}" if self.number else self.title


class ParagraphLink(OwnRow):
    """What a paragraph decided elsewhere: words, an amount and the page's URL name. Written by whoever acted on it."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=200)
    amount = models.BigIntegerField("belopp i öre", null=True, blank=True)
    view = models.CharField(max_length=60)
    pk_there = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class Recusal(OwnRow):
    """Jäv in one item: declared by the person or noted by the chair, never inferred. A deputy may enter."""

    class Source(models.TextChoices):
        SELF = "anmält", "Anmält av personen"
        CHAIR = "noterat", "Noterat av ordföranden"

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="recusals")
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="recusals")
    source = models.CharField("hur", max_length=10, choices=Source)
    reason = models.CharField("skäl", max_length=300, blank=True)
    deputy = models.ForeignKey(
        Attendance, verbose_name="ersättare", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["association", "paragraph", "attendance"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.attendance.person}: {self.source}"


class Paper(OwnRow):
    """A paper attached to a meeting or to one of its items; served only by a view that asks for permission."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, null=True, blank=True, related_name="papers")
    name = models.CharField("namn", max_length=255)
    file = models.FileField(upload_to=place)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    uploaded = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class DelegatedDecision(OwnRow):
    """A decision on delegation, numbered within its year and reported to a board meeting."""

    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveSmallIntegerField("nummer")
    date = models.DateField("datum")
    delegate = models.CharField("beslutad av", max_length=200)
    rule = models.CharField("punkt i delegationsordningen", max_length=120, blank=True)
    text = models.TextField("beslut")
    reported_in = models.ForeignKey(
        Meeting, verbose_name="anmält till", on_delete=models.SET_NULL, null=True, blank=True, related_name="delegated"
    )

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [models.UniqueConstraint(fields=["association", "year", "number"], name="delegated_once")]

    def __str__(self) -> str:
        return f"D {self.number}/{self.year}"


class Obligation(OwnRow):
    """The association's own change to an obligation of the year plan, or one it added itself (`own`)."""

    key = models.CharField(max_length=40)
    title = models.CharField("vad", max_length=200, blank=True)
    month = models.PositiveSmallIntegerField("månad", null=True, blank=True)
    day = models.PositiveSmallIntegerField("dag", null=True, blank=True)
    year_offset = models.SmallIntegerField("året efter", default=0)  # 1: due the year after the one it is about
    owner = models.CharField("ansvarig", max_length=40, blank=True)  # a role id
    active = models.BooleanField("gäller", default=True)
    own = models.BooleanField(default=False)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["association", "key"], name="obligation_once")]

    def __str__(self) -> str:
        return self.title or self.key


class ObligationDone(OwnRow):
    """A year's obligation marked as done."""

    key = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField("år")
    done = models.DateField("klart")
    done_by = models.CharField(max_length=200)
    note = models.CharField("anteckning", max_length=300, blank=True)

    class Meta:
        ordering = ["year", "key"]
        constraints = [models.UniqueConstraint(fields=["association", "key", "year"], name="obligation_done_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"


class CalendarFeed(OwnRow):
    """A person's secret address for the year plan as a calendar; a new one replaces it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["association", "user"], name="calendar_feed_once")]

    def __str__(self) -> str:
        return f"{self.user}"
