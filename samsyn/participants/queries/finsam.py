"""What Uppföljning Finsam asks for, as boxes with the figures that fill them, and what was sent before."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.figure import Measure, Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.interventions.domain.words import Direction
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.scope import owned
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.finsam import FIXED, Box, Content, Line, Section, Sheet, sent
from samsyn.participants.domain.words import SEXES, Sex
from samsyn.participants.models import FinsamReturn

_SEX = {Sex.WOMEN: "Kvinnor", Sex.MEN: "Män", Sex.UNSTATED: "Ej angivet", Sex.ALL: "Totalt"}


def in_year(association: Association, year: int) -> list[Intervention]:
    """Interventions that run at some time of a year, by name."""
    found = Intervention.objects.filter(association=association, start__year__lte=year).filter(
        Q(end__isnull=True) | Q(end__year__gte=year)
    )
    running = found.exclude(state=Intervention.State.PREPARED)
    return list(running.select_related("orientation", "follow_up", "owner"))


def office_sheet(association: Association, year: int) -> list[Section]:
    """The office's boxes in the form's order: money and equity, administration, then each intervention."""
    found = in_year(association, year)
    individual = [one for one in found if one.direction == Direction.INDIVIDUAL]
    structure = [one for one in found if one.direction == Direction.STRUCTURE]
    sections = [_money(association, year), _administration(year), _registered(found)]
    for key, title, ones in (("individ", "Individinriktade insatser", individual),
                             ("struktur", "Strukturövergripande insatser", structure)):  # fmt: skip
        last = "Planerade deltagare" if key == "individ" else "Deltagare"
        lines = [Line(one.key, one.name, _yearly(one, year), one.pk) for one in ones]
        sections.append(Section(key, title, ("Budget, kr", "Utfall, kr", last), lines))
    return [section for section in sections if section.lines]


def _money(association: Association, year: int) -> Section:
    """Tilldelade medel by financier, and what is brought forward, entered there as eget kapital."""
    scope, own = Scope(Period(year)), association.in_own_words
    rows = (
        ("allocated.state", "Tilldelade medel, Försäkringskassan och Arbetsförmedlingen",
         "association.contributions.state"),
        ("allocated.region", "Tilldelade medel, regionen", "association.contributions.region"),
        ("allocated.municipalities", "Tilldelade medel, kommunerna", "association.contributions.municipalities"),
        ("allocated.total", "Tilldelade medel, summa", "association.contributions"),
        ("equity", f"Eget kapital vid ingången av {year}", "ledger.opening_equity"),
    )  # fmt: skip
    lines = [Line(key, own(label), (Box(key, "Belopp", figure, scope),)) for key, label, figure in rows]
    return Section("medel", "Tilldelade medel och eget kapital", ("Belopp, kr",), lines)


ADMINISTRATION = "finsam.administration"
PLANNED = "finsam.planned."


def _administration(year: int) -> Section:
    own = (
        Box("administration.budget", "Budget", ADMINISTRATION, Scope(Period(year), Measure.BUDGET)),
        Box("administration.outcome", "Utfall", ADMINISTRATION, Scope(Period(year))),
    )
    return Section("administration", "Administration", ("Budget, kr", "Utfall, kr"),
                   [Line("administration", "Administration", own)])  # fmt: skip


def _registered(found: Sequence[Intervention]) -> Section:
    """What is told when an intervention is registered there, and never changed."""
    columns = ("Insatsinriktning", "Uppföljningsmetod", "ESF-finansiering", "Preciserad inriktning")
    lines = [Line(one.key, one.name, _fixed(one, columns), one.pk) for one in found]
    return Section("uppgifter", "När insatsen läggs upp", columns, lines, fixed=True)


def _fixed(one: Intervention, columns: Sequence[str]) -> tuple[Box, ...]:
    kind = "Individinriktad" if one.direction == Direction.INDIVIDUAL else "Strukturövergripande"
    texts = (kind, str(one.follow_up or ""), "ja" if one.esf else "nej", str(one.orientation or ""))
    names = ("direction", "follow_up", "esf", "orientation")
    return tuple(
        Box(f"{FIXED}{one.key}.{name}", column, text=text, fixed=True)
        for name, column, text in zip(names, columns, texts, strict=True)
    )


def _yearly(one: Intervention, year: int) -> tuple[Box, ...]:
    scope = Scope(Period(year))
    if one.direction == Direction.INDIVIDUAL:
        last = Box(f"{one.key}.planned", "Planerade deltagare", f"{PLANNED}{one.key}", scope, Unit.PERSONS)
    else:
        last = Box(f"{one.key}.participants", "Deltagare", f"structure.of.{one.key}.participants", scope, Unit.COUNT)
    return (
        Box(f"{one.key}.budget", "Budget", f"intervention.{one.key}.budget", scope),
        Box(f"{one.key}.outcome", "Utfall", f"intervention.{one.key}.cost", scope),
        last,
    )


def participants_sheet(user: User, association: Association, year: int) -> list[Section]:
    """The deltagaransvarig's boxes: who took part in the year, by sex. A party's people see their own interventions."""
    own = set(owned(user, association, Permission.REPORT_PARTICIPANTS).values_list("pk", flat=True))
    found = [one for one in in_year(association, year) if one.direction == Direction.INDIVIDUAL and one.pk in own]
    sexes = (*SEXES, Sex.ALL)
    lines = [
        Line(one.key, one.name, tuple(_enrolled(one, sex, Scope(Period(year))) for sex in sexes), one.pk)
        for one in found
    ]
    section = Section("deltagare", "Deltagare i individinriktade insatser", [_SEX[sex] for sex in sexes], lines)
    return [section] if lines else []


def _enrolled(one: Intervention, sex: Sex, scope: Scope) -> Box:
    at = Coordinate("enrolled", sex=sex, where=f"of.{one.key}")
    return Box(f"{one.key}.enrolled.{sex.value or 'all'}", _SEX[sex], at.key, scope, Unit.PERSONS)


def returns(association: Association, sheet: Sheet, year: int) -> list[FinsamReturn]:
    """Everything sent on a sheet up to a year, oldest first."""
    found = FinsamReturn.objects.filter(association=association, sheet=sheet, year__lte=year)
    return list(found.order_by("at", "pk"))


def sent_before(found: Iterable[FinsamReturn], year: int) -> Content:
    return sent(((one.year, one.content) for one in found), year)
