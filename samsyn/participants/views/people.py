"""What the pages of counts share: tables and charts of a period, small counts marked, or hidden for most readers."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from typing import Any

from django.core.cache import caches
from django.db.models import Count as Number
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from samsyn.associations.access import can
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import download
from samsyn.core.figure import FigureBook, Scope
from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.core.table import HIDDEN, Cell, State, Table
from samsyn.core.tablefile import write_csv, write_xlsx
from samsyn.interventions.figures.totals import TotalFigures
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.views.links import doors_for
from samsyn.ledger.queries.books import Books
from samsyn.participants.domain.printed import hidden_before, tells_of_people, told_key
from samsyn.participants.figures.asked import MISSING
from samsyn.participants.figures.people import ParticipantFigures
from samsyn.participants.models import EarlierYear, Report
from samsyn.participants.queries.policy import dated_policy_on
from samsyn.participants.queries.protecting import Earlier, Shield, earlier_than_pages, shield
from samsyn.participants.queries.settled import closed_at, settled
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tables import PeopleTables, small
from samsyn.participants.views.links import to
from samsyn.participants.views.pieces import Make, PageCells, Piece
from samsyn.ui.formats import swedish_date

WIDE = 5
ELSEWHERE = (
    "participants.drafted", "participants.occasion_new", "participants.occasion_change",
    "participants.occasion_remove", "participants.finsam_sent", "participants.effect", "participants.price_index",
    "participants.rule", "participants.excused", "intervention.contacts", "intervention.document",
    "intervention.choices", "intervention.policy", "intervention.planned", "intervention.posts",
    "intervention.outside", "intervention.note", "intervention.rename", "intervention.state", "intervention.finish",
)  # fmt: skip
"""Events that leave these pages' counts as they are: drafts and what is still to be handed in, the register of
occasions, what is computed beside, and of interventions all but which there are and for which municipalities. What a
count is divided by is known to everyone. Any other event counts, a new kind of event too."""


class People:
    """One association's counts of a period as a reader may see them: true, or protected.

    With `item` those of one intervention, true: what readers outside are shown of it stands on the pages of them all.
    """

    def __init__(
        self, association: Association, period: Period, *, true: bool, item: Intervention | None = None
    ) -> None:
        where = f"of.{item.key}" if item else ""
        self.association, self.true, self.where = association, true, where
        self.waiting = False  # what is hidden outside is not worked out yet
        self.tally = Tally(association, item.pk if item else None)
        self.period = period if true else Period(period.year)
        self.portfolio, self.books = Portfolio(association, item.pk if item else None), Books(association)
        self.counts = ParticipantFigures(self.tally, self.portfolio, self.books)
        self.cells = PageCells(FigureBook([self.counts, TotalFigures(self.portfolio, self.books), self.counts_money]))
        self.policy, self.policy_since = dated_policy_on(association, self.period.end)
        self._states: dict[tuple[str, ...], str] = {}
        self._shields: dict[str, Shield] = {}

    @cached_property
    def open(self) -> bool:
        """Whether it is too early to show this reader the year."""
        return not self.true and not settled(self.association, self.period.year)

    @property
    def counts_money(self) -> Any:
        """Interventions' own figures: the posts behind ratios."""
        return self.counts.sources.money

    @property
    def known(self) -> bool:
        """Whether anything is counted, in any year, that this reader may be shown."""
        return bool(self.tally.years) and not self.open

    def tables(self, *, true: bool) -> PeopleTables:
        """As they are, or as those read them who may not see true counts: small classes stand together."""
        outside = None if true else self.policy
        return PeopleTables(self.cells, self.tally, self.portfolio, self.period, self.where, outside=outside)

    def pieces(self, make: Make, together: Sequence[Make]) -> list[Piece]:
        """What a page shows, protected with all that stands on the other pages (`together`) of the same period."""
        if not self.known:
            return []
        if self.true and not self.worked_out(together):
            self.waiting = True
        else:
            self.cells.shield, self.cells.marks = self._shield(together), self.true
        made = make(self.tables(true=self.true))
        return [self._noted(piece) for piece in made if piece.table or piece.chart or piece.sentence]

    def state(self, together: Sequence[Make]) -> str:
        """Where what is hidden of these pages is kept, as long as nothing has changed."""
        names = tuple(make.__name__ for make in together)
        if names not in self._states:
            self._states[names] = self._state(names)
        return self._states[names]

    def worked_out(self, together: Sequence[Make]) -> bool:
        """Whether it is known which counts are hidden outside."""
        return self._kept(self.state(together)) is not None

    def _kept(self, key: str) -> Shield | None:
        if key not in self._shields and (found := caches["made"].get(key)) is not None:
            self._shields[key] = found
        return self._shields.get(key)

    def work_out(self, together: Sequence[Make]) -> None:
        """Finds it; takes seconds the first time."""
        self._shield(together)

    def shield(self, together: Sequence[Make]) -> Shield:
        """Which figures these pages show a reader without the right to true counts."""
        return self._shield(together)

    def told(self, together: Sequence[Make]) -> Earlier:
        """What these pages tell such a reader."""
        made = self._shield(together)
        return Earlier(made.view, made.truth)

    def _shield(self, together: Sequence[Make]) -> Shield:
        """Each year's counts are protected once, on that year's own pages: a later page that prints them again hides
        the same ones, so that one read beside the other tells no more."""
        key = self.state(together)
        found = self._kept(key)
        if found is None:
            self.cells.asked.clear()
            for make in together:
                make(self.tables(true=False))
            asked = [(figure, scope.period, places) for (figure, scope), places in self.cells.asked.items()
                     if tells_of_people(figure)]  # fmt: skip
            found = self._made(asked, together)
            caches["made"].set(key, found)
            self._shields[key] = found
        return found

    def _made(self, asked: Sequence[tuple[str, Period, int]], together: Sequence[Make]) -> Shield:
        own = [one for one in asked if one[1].year == self.period.year]
        before = self._before({one[1].year for one in asked} | {self.period.year - 1}, together)
        kept = {told_key(figure, period): "secondary" for figure, period, _ in asked
                if hidden_before(figure, period, self.period.year, before)}  # fmt: skip
        mine = [one for one in own if told_key(*one[:2]) not in kept]
        year = self.period.year
        told = earlier_than_pages(self.association, year, closed_at(self.association, year), self.policy)
        if (last := before.get(self.period.year - 1)) is not None:  # it ended where this year begins
            told.append(Earlier(last.view, last.truth))
        made = shield(Tally(self.association), mine, self.policy, told)
        safe = replace(made.closed, unsafe=made.unsafe) if made.unsafe else made
        keys = safe.keys | {told_key(figure, period) for figure, period, _ in asked}
        return replace(safe, hidden={**kept, **safe.hidden}, keys=keys)

    def _before(self, years: Collection[int], together: Sequence[Make]) -> dict[int, Shield]:
        """The shields of earlier years' own pages, for those years that anything is shown of."""
        known = [year for year in years if year in self.tally.years and year < self.period.year]
        found = {year: People(self.association, Period(year), true=False) for year in known}
        return {year: people._shield(together) for year, people in found.items() if not people.open}

    def _state(self, names: Sequence[str]) -> str:
        """All that the protection is made from, by what changes with it: every write that matters is an event. What is
        typed and not handed in is not in it, nor what other pages tell of."""
        own = self.association.pk
        about = Q(verb__startswith="participants.") | Q(verb__startswith="intervention.") | Q(verb="report.published")
        events = Event.objects.filter(about, association_id=own).exclude(verb__in=ELSEWHERE)
        event = events.order_by("-pk").values_list("pk", flat=True).first()
        handed_in = Report.objects.filter(association=own, state=Report.State.HANDED_IN)
        reports = handed_in.aggregate(at=Max("changed"), n=Number("pk"))
        earlier = EarlierYear.objects.filter(association=own).aggregate(at=Max("pk"), n=Number("pk"))
        what = [own, self.association.slug, self.period.code, event, reports, earlier, names]
        text = json.dumps([*what, asdict(self.policy)], default=str)
        return f"people-{hashlib.sha256(text.encode()).hexdigest()}"

    def _noted(self, piece: Piece) -> Piece:
        """The rule beside every table: where small counts are hidden, or which are. A table of dots is a sentence."""
        if piece.table and not piece.chart and small.silent(piece.table):
            return replace(piece, table=None, sentence=small.SILENT)
        chart = piece.chart
        if chart:
            chart = replace(chart, table=self._with_rule(chart.table))
        return replace(piece, table=piece.table and self._with_rule(piece.table), chart=chart)

    def _with_rule(self, table: Table) -> Table:
        return small.marked(table) if self.true else small.noted(table, self.policy)

    def rule(self, pieces: Iterable[Piece]) -> tuple[str, ...]:
        """The whole rule for small counts, once for all tables that lead to it; () where none does."""
        if not any(piece.sentence == small.SILENT or small.refers(piece.tables) for piece in pieces):
            return ()
        return (*([small.TRUE] if self.true else []), *small.whole(self.policy, self.policy_since))

    # --- what it rests on --------------------------------------------------------------------------------------------

    @property
    def basis(self) -> str:
        """'Inlämnat till och med 12 september 2024. 2 rapporter saknas.'"""
        last, _ = self.counts.sources.behind.last(self.period)
        said = f"Senaste rapporten lämnades in {swedish_date(last)}." if last else ""
        missing = self.counts.value(MISSING, Scope(self.period))
        late = "" if not missing else "En rapport saknas." if missing == 1 else f"{missing} rapporter saknas."
        return f"{said} {late}".strip()


def reads_true(request: HttpRequest, association: Association) -> bool:
    return can(request.user, Permission.READ_TRUE_COUNTS, association)


def respond(
    request: HttpRequest, people: People, title: str, lead: str, pieces: Sequence[Piece], **context: Any
) -> HttpResponse:
    """The page, or one of its tables as a file (`?fil=csv&tabell=…`)."""
    if wanted := request.GET.get("fil"):
        return _file(people, pieces, wanted, request.GET.get("tabell", ""))
    said = {
        "title": title, "heading": f"{title} {people.period.label}", "lead": f"{lead} {people.basis}".strip(),
        "pieces": pieces, "waiting": people.waiting, "known": people.known, "true": people.true, "wide": WIDE,
        "open": people.open, "rule": people.rule(pieces),
        "year_before": to(request, "flows", period=Period(people.period.year - 1)),
        "doors": doors_for(request) if people.true else None, "whole_year": people.period.whole_year,
        "year": people.period.year, "to_reporting": to(request, "reporting"),
    }  # fmt: skip
    return render(request, "participants/people.html", {**said, **context})


def _file(people: People, pieces: Sequence[Piece], kind: str, key: str) -> HttpResponse:
    table = next((table for piece in pieces for table in piece.tables if table.key == key), None)
    if table is None or kind not in ("csv", "xlsx"):
        raise Http404
    columns = ("Rad", *(column.label for column in table.columns))
    rows = [(row.label, *(_plain(cell) for cell in row.cells)) for row in table.rows]
    title = slugify(table.title.replace(people.period.label, "")) or table.key
    name = f"{people.association.slug}-{title}-{people.period.code}.{kind}"
    write = write_xlsx if kind == "xlsx" else write_csv
    notes = (small.IN_FILE,) if people.true else people.rule([Piece(table.title, table)])
    return download(write(columns, rows, notes), name)


def _plain(cell: Cell) -> object:
    return HIDDEN if cell.state is State.PROTECTED else cell.value
