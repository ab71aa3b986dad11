"""Tables of the association and its people. Every row but a user's carries `association`."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q

from samsyn.associations.domain.parties import PartyKind, check_org_number
from samsyn.associations.domain.posts import PostKind
from samsyn.associations.domain.roles import ROLES
from samsyn.associations.domain.words import CONTRIBUTION, in_own_words
from samsyn.core.money import NBSP


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who logs in with an e-mail address."""

    email = models.EmailField("e-post", unique=True)
    name = models.CharField("namn", max_length=120)
    is_active = models.BooleanField("aktiv", default=True)
    is_staff = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Association(models.Model):
    """A samordningsförbund (finsamlagen 4 §). `words` are its own terms, `presentation` how its reports print."""

    name = models.CharField("namn", max_length=200)
    short_name = models.CharField("kort namn", max_length=60)
    slug = models.SlugField("adress", unique=True, max_length=40)
    org_number = models.CharField("organisationsnummer", max_length=11)
    seat = models.CharField("säte", max_length=80, blank=True)
    formed = models.PositiveSmallIntegerField("bildat år", null=True, blank=True)
    words = models.JSONField("ord", default=dict, blank=True)
    presentation = models.JSONField("utskriftsval", default=dict, blank=True)
    data_note = models.CharField("upplysning om uppgifterna", max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.org_number = check_org_number(self.org_number)
        super().save(*args, **kwargs)

    def word(self, key: str, default: str) -> str:
        """The association's own term: 'medlemsbidrag', 'medlemstilldelning', 'driftbidrag' …"""
        return str(self.words.get(key) or default)

    def in_own_words(self, text: str) -> str:
        """A label of ours with the association's own term for medlemsbidrag."""
        return in_own_words(text, self.word("contribution", CONTRIBUTION))


class OwnRow(models.Model):
    """Base of everything an association owns."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+", verbose_name="förbund")

    class Meta:
        abstract = True


class VersionedRow(OwnRow):
    """Base of what two may be writing at once: a later save is told of the one in between."""

    version = models.PositiveIntegerField(default=1, editable=False)  # grows with every change
    changed = models.DateTimeField(null=True, editable=False)
    changed_by = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True


class Party(OwnRow):
    """A member (1 §). The state pays through Försäkringskassan for both state parties."""

    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=10, choices=[(k.value, k.value) for k in PartyKind])
    pays_for = models.CharField("betalar även för", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    from_year = models.PositiveSmallIntegerField("medlem från år", null=True, blank=True)
    to_year = models.PositiveSmallIntegerField("till och med år", null=True, blank=True)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "name"],
                name="party_once",
                violation_error_message="En part med det namnet finns redan.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Contribution(OwnRow):
    """What a party is to pay for a year, in öre (5 §)."""

    party = models.ForeignKey(Party, verbose_name="part", on_delete=models.CASCADE, related_name="contributions")
    year = models.PositiveSmallIntegerField("år")
    amount = models.BigIntegerField("belopp i öre")

    class Meta:
        ordering = ["year", "party__position"]
        constraints = [
            models.UniqueConstraint(fields=["association", "party", "year"], name="contribution_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="contribution_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.year}"


class OfficePost(OwnRow):
    """A post of the office: who holds it is not recorded, only function, extent and period."""

    title = models.CharField("befattning", max_length=120)
    kind = models.CharField("slag", max_length=20, choices=[(k.value, k.value) for k in PostKind])
    percent = models.DecimalField("omfattning i procent", max_digits=5, decimal_places=2)
    start = models.DateField("från")
    end = models.DateField("till", null=True, blank=True)
    seller = models.CharField("säljare eller betalare", max_length=120, blank=True)

    class Meta:
        ordering = ["start", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=models.F("start")), name="post_period"),
            models.CheckConstraint(condition=Q(percent__gt=0) & Q(percent__lte=100), name="post_percent"),
        ]

    def __str__(self) -> str:
        extent = f"{self.percent.normalize():f}".replace(".", ",")
        return f"{self.title} {extent}{NBSP}%"


class StaffYear(OwnRow):
    """The year's average number in the office where posts are not recorded (taken over from earlier reports)."""

    year = models.PositiveSmallIntegerField("år")
    average = models.DecimalField("årsmedelantal", max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["association", "year"], name="staff_year_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.average}"


class Mandate(OwnRow):
    """A seat on the board, or an auditor's assignment, by mandate period (12 and 25 §§)."""

    class Kind(models.TextChoices):
        CHAIR = "ordförande", "Ordförande"
        VICE = "vice ordförande", "Vice ordförande"
        MEMBER = "ledamot", "Ledamot"
        DEPUTY = "ersättare", "Ersättare"
        AUDITOR = "revisor", "Revisor"

    person = models.CharField("namn", max_length=120)
    kind = models.CharField("uppdrag", max_length=20, choices=Kind)
    party = models.ForeignKey(
        Party, verbose_name="part", on_delete=models.SET_NULL, null=True, blank=True, related_name="mandates"
    )
    start = models.DateField("från")
    end = models.DateField("till", null=True, blank=True)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=models.F("start")), name="mandate_period")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.kind}"


class Membership(OwnRow):
    """A user's role in an association; `until` ends it by itself (auditors)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("roll", max_length=30, choices=[(role.id, role.name) for role in ROLES.values()])
    party = models.ForeignKey(
        Party, verbose_name="part", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    until = models.DateField("till och med", null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["user__name", "role"]
        constraints = [models.UniqueConstraint(fields=["association", "user", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class FaultReport(models.Model):
    """A reported accessibility fault (DOS-lagen 2018:1937, 13 and 15 §§): whoever reads must be able to answer."""

    at = models.DateTimeField(auto_now_add=True)
    page = models.CharField("sida", max_length=300, blank=True)
    text = models.TextField("vad som inte fungerar")
    contact = models.CharField("kontaktuppgift", max_length=200, blank=True)
    answer = models.TextField("svar", blank=True)
    answered = models.DateTimeField("besvarad", null=True, blank=True)
    answered_by = models.CharField("besvarad av", max_length=200, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.text[:40]}"
