"""What each page of counts holds, as pieces; all of them are protected together."""

from collections.abc import Mapping, Sequence

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.disclosure.publication import joined
from samsyn.participants import charts
from samsyn.participants.definitions.figures import ROWS_NEEDED
from samsyn.participants.domain.printed import Printed, cell_key, printed, told_key
from samsyn.participants.queries.protecting import Asked, Earlier, Shield, year_of
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tables import PeopleTables
from samsyn.participants.views.people import People
from samsyn.participants.views.pieces import Make, Piece


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
        Piece("Samplanering och SIP", tables.plans()),
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
        Piece("Samplanering och SIP", tables.plans()),
        Piece("Per finansierad tjänst", tables.per_post()),
        Piece("Kostnad per deltagare", tables.cost_per()),
    ]


TOGETHER: Sequence[Make] = (flows, results, support)


def pages_of(association: Association, period: Period) -> list[Earlier]:
    """What readers of the pages are told of a year, for what they read beside them; [] of one that is still open."""
    people = People(association, period, true=False)
    return [people.told(TOGETHER)] if people.known else []


def told_from(association: Association, year: int) -> dict[int, Earlier]:
    """What the pages have told readers of a closed year and of those after it, before anything of it is changed."""
    years = [one for one in Tally(association).years if one >= year]
    return {one: told for one in years for told in pages_of(association, Period(one))}


def as_on_pages(association: Association, asked: Asked) -> Shield:
    """What readers are shown outside published reports: what the pages of closed years tell, and nothing besides.

    However many such readings there are, they tell no more together than the pages do: the attack that matters is the
    one on each year's pages, whose findings are `unsafe`. The view is what the pages tell of those years.
    """
    items = [item for key, period, places in asked if (item := printed(key, period, places))]
    people = {year: People(association, Period(year), true=False) for year in {year_of(item.key) for item in items}}
    told = {year: one.shield(TOGETHER) for year, one in people.items() if one.known}
    tally = Tally(association)
    hidden = {item.key: "secondary" for item in items if _known(tally, item) and not _told(item, told)}
    unsafe = tuple(one for made in told.values() for one in made.unsafe)
    truth = {key: value for made in told.values() for key, value in made.truth.items()}
    keys = frozenset(item.key for item in items)
    return Shield(hidden, joined(made.view for made in told.values()), unsafe, keys, truth)


def kept_on_pages(association: Association, asked: Asked) -> dict[str, str]:
    """Figures that the pages of closed years print and hide, each with why."""
    keys = [told_key(figure, period) for figure, period, _ in asked]
    people = {year: People(association, Period(year), true=False) for year in {*map(year_of, keys)}}
    told = {year: one.shield(TOGETHER) for year, one in people.items() if one.known}
    return {key: reason for key in keys if (made := told.get(year_of(key))) and (reason := made.hidden.get(key))}


def _known(tally: Tally, item: Printed) -> bool:
    return all(tally.value(*at) is not None for at in item.cells)


def _told(item: Printed, pages: Mapping[int, Shield]) -> bool:
    """Whether the pages show a figure, or all the counts that it is made of."""
    own = pages.get(year_of(item.key))
    if own is not None and item.key in own.keys:
        return item.key not in own.hidden
    if item.mean or item.share:  # a percentage or a mean is shown where the rule for its base has been tried
        return False
    return all(period.year in pages and cell_key(at, period) in pages[period.year].view.shown
               for at, period in item.cells)  # fmt: skip
