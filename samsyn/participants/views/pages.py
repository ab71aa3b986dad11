"""What each page of counts holds, as pieces; all of them are protected together."""

from collections.abc import Sequence

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.participants import charts
from samsyn.participants.definitions.figures import ROWS_NEEDED
from samsyn.participants.queries.protecting import Earlier
from samsyn.participants.tables import PeopleTables
from samsyn.participants.views.people import Make, People, Piece


def flows(tables: PeopleTables) -> Sequence[Piece]:
    """Who came, who stayed, who left."""
    return [
        Piece("Över åren", chart=charts.flow(tables)),
        Piece("Från början till slut", tables.stock()),
        Piece("Mot året före", tables.flow()),
        Piece("År för år", tables.by_year()),
        Piece("Per insats", tables.by_intervention()),
        Piece("Nya efter ålder", tables.by_age("new", f"Nya deltagare efter ålder {tables.period.label}")),
        Piece("Avslutade efter ålder", tables.by_age("ended", f"Avslutade efter ålder {tables.period.label}")),
        Piece("Vem som visade vägen till insatsen", tables.classes("referral")),
    ]


def results(tables: PeopleTables) -> Sequence[Piece]:
    """What became of those who ended, and what it took."""
    return [
        Piece("I korthet", tables.summary()),
        Piece("Vart de som avslutade gick", tables.outcome(), charts.outcome(tables)),
        Piece("Steg mot egen försörjning", tables.steps()),
        Piece("Arbete och studier före och efter", tables.changes()),
        Piece("Avslutsanledning", tables.classes("exit_reason")),
        Piece("Tid i insatsen", tables.classes("days_class")),
        Piece("Per finansierad tjänst", tables.per_post()),
        Piece("Kostnad per deltagare", tables.cost_per()),
    ]


def support(tables: PeopleTables) -> Sequence[Piece]:
    """What people lived on, how long, and who they are."""
    cross = tables.cross()
    return [
        Piece("Försörjning före och efter", tables.before_after("income"), charts.before_after(tables)),
        Piece("Från vad till vad", cross, sentence="" if cross else ROWS_NEEDED),
        Piece("Inkomst vid starten", tables.classes("income_before")),
        Piece("Tid med offentlig försörjning", chart=charts.classes(tables, "support_months",
                                                                   "Tid med offentlig försörjning före start")),
        Piece("Ålder", chart=charts.classes(tables, "age_class", "Deltagarnas ålder")),
        Piece("Utbildning", tables.classes("education")),
        Piece("Sysselsättning före och efter", tables.before_after("occupation"),
              charts.before_after(tables, "occupation")),
    ]  # fmt: skip


def one(tables: PeopleTables) -> Sequence[Piece]:
    """An intervention by itself."""
    return [
        Piece("Från början till slut", tables.stock()),
        Piece("Mot året före", tables.flow()),
        Piece("År för år", tables.by_year(), charts.flow(tables)),
        Piece("Vart de som avslutade gick", tables.outcome(), charts.outcome(tables)),
        Piece("Per finansierad tjänst", tables.per_post()),
        Piece("Kostnad per deltagare", tables.cost_per()),
    ]


TOGETHER: Sequence[Make] = (flows, results, support)


def pages_of(association: Association, period: Period) -> list[Earlier]:
    """What readers of the pages are told of a period, for what they read beside them."""
    people = People(association, period, true=False)
    return [people.told(TOGETHER)] if people.known else []
