"""A definition, an association's figures and the office's prose made into a document tree."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from samsyn.associations.models import Association, Mandate
from samsyn.catalogue import figure_book
from samsyn.core.chart import Chart
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import State
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books
from samsyn.participants.queries.tally import Tally
from samsyn.reports import charts
from samsyn.reports.definitions.documents import (
    DOCUMENTS,
    INTERVENTION_MONEY,
    NOTES,
    TERTIAL_NOTES,
    Block,
    SectionDefinition,
)
from samsyn.reports.domain.document import Block as Built
from samsyn.reports.domain.document import (
    Document,
    FigureRef,
    ProseBlock,
    Section,
    SectionState,
    SignatureBlock,
    TableBlock,
)
from samsyn.reports.domain.prose import Lookup, figure_refs, parse, references
from samsyn.reports.domain.reference import Reference, error_ref, refer
from samsyn.reports.models import Report
from samsyn.reports.queries import Written, arranged, report_of, texts_of, written
from samsyn.reports.tables import TableMaker
from samsyn.reports.tables.participants import CHARTS as PEOPLE_CHARTS

PRINCIPLES = "principles"
OFFICIAL = ("ordförande", "vice ordförande", "ledamot")


@dataclass
class Builder:
    """Builds one report. `document()` is the whole; `section()` one part, for the workshop."""

    association: Association
    kind: str
    period: Period
    texts: Mapping[str, Written] | None = None
    unknown: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.books = Books(self.association)
        self.portfolio = Portfolio(self.association)
        self.tally = Tally(self.association)
        self.figures = figure_book(self.books, self.portfolio, self.tally)
        self.maker = TableMaker(
            self.books, self.figures, self.period, self.kind, held=self.portfolio, counted=self.tally
        )
        if self.texts is None:
            found = texts_of(self.association, self.kind, self.period)
            self.texts = {key: written(text) for key, text in found.items()}

    @cached_property
    def report(self) -> Report | None:
        """The stored report, None while it has not begun; looked up when first asked for."""
        return report_of(self.association, self.kind, self.period)

    @property
    def title(self) -> str:
        """'Årsredovisning 2024'."""
        return f"{DOCUMENTS[self.kind][0]} {self.period.label}"

    # --- the whole -----------------------------------------------------------------------------------------------

    def document(self, *, with_empty: bool = False) -> Document:
        """The tree. Sections without text and blocks are left out, or kept with `with_empty`."""
        self.portfolio.read()
        sections = [
            section
            for definition in self.definitions()
            if (section := self.section(definition)).blocks or section.level == 1 or with_empty
        ]
        date = self.report.date.isoformat() if self.report and self.report.date else ""
        return Document(
            self.kind,
            self.title,
            self.kind,
            self.association.name,
            self.association.org_number,
            self.period.code,
            self.period.label,
            tuple(_without_hollow_parts(sections) if not with_empty else sections),
            note=self.association.data_note,
            date=date,
            unknown=tuple(dict.fromkeys(self.unknown)),
            errors=tuple(dict.fromkeys(self.errors)),
        )

    def definitions(self) -> list[SectionDefinition]:
        """Visible sections in order, with one section per note after 'Noter'."""
        visible = [item for item, hidden in arranged(self.association, self.kind) if not hidden and self._applies(item)]
        out: list[SectionDefinition] = []
        for index, item in enumerate(visible):
            out.append(item)
            if _notes_come_after(visible, index):
                out += self._note_definitions(NOTES.level + 1)
        return out

    def _applies(self, item: SectionDefinition) -> bool:
        """Cost split needs keys, the interventions' money interventions; a month has no row of years."""
        if item.key == "cost_split":
            return bool(self.books.split_rules)
        if item.key == INTERVENTION_MONEY:
            return bool(self.portfolio.interventions)
        return not (self.kind == "ekonomi" and item.key == "overview" and not self.period.whole_year)

    def _note_definitions(self, level: int) -> list[SectionDefinition]:
        numbers = self.maker.note_numbers()
        if self.kind == "tertial":
            numbers = [number for number in numbers if number in TERTIAL_NOTES]
        return [
            SectionDefinition(f"note{number}", self.maker.note_title(number), level, (Block.NOTE,))
            for number in numbers
        ]

    def section(self, definition: SectionDefinition) -> Section:
        """One section: its prose first, then its tables and charts."""
        blocks: list[Built] = []
        state = SectionState.DONE
        if definition.prose:
            text = (self.texts or {}).get(definition.key)
            state = SectionState(text.state) if text and text.markdown.strip() else SectionState.EMPTY
            if text and text.markdown.strip():
                nodes = parse(text.markdown, self.lookup(text))
                if any(ref.was for ref in figure_refs(nodes)):
                    state = SectionState.CHANGED
                blocks.append(ProseBlock(definition.key, nodes, state))
        for name in definition.blocks:
            blocks += self._block(name, definition)
        return Section(
            definition.key, definition.title, definition.level, tuple(blocks), state, new_page=definition.new_page
        )

    # --- prose ---------------------------------------------------------------------------------------------------

    def lookup(self, text: Written) -> Lookup:
        """Answers what a reference prints here and now, and what it printed when the text was written."""

        def find(reference: Reference) -> FigureRef:
            found = self._refer(reference)
            if self.maker.shield and not found.error:
                return found  # what leaves the house says nothing of what was printed before
            if found.error:
                self.errors.append(found.error)
            before = text.shown.get(reference.source.strip())
            return replace(found, was=before) if before and before != found.shown and not found.error else found

        return find

    def _refer(self, reference: Reference) -> FigureRef:
        if reference.key not in self.figures:
            return error_ref(replace(reference, error=f"Det finns ingen siffra som heter {reference.key}."))
        try:
            scope = reference.scope(self.period)
        except ValueError as error:
            return error_ref(replace(reference, error=str(error)))
        figure = self.figures.figure(reference.key)
        unit = self.maker.presentation.statements if figure.unit is Unit.KR else figure.unit
        cell = self.maker.cell(reference.key, scope, unit)
        if cell.state is State.UNKNOWN:
            self.unknown.append(f"{figure.label} {scope.label}")
        return refer(reference, cell, f"{figure.label} {scope.label}")

    def printed(self, markdown: str) -> tuple[dict[str, str], list[str]]:
        """What each reference in a text prints now, by what stands between its braces; and what is wrong with any."""
        shown: dict[str, str] = {}
        errors: list[str] = []
        for reference in references(markdown):
            found = error_ref(reference) if reference.error else self._refer(reference)
            if found.error:
                errors.append(found.error)
            else:
                shown[reference.source.strip()] = found.shown
        return shown, list(dict.fromkeys(errors))

    # --- blocks --------------------------------------------------------------------------------------------------

    def _block(self, name: Block, definition: SectionDefinition) -> Iterable[Built]:
        tables = {
            Block.OVERVIEW: self.maker.overview,
            Block.INCOME: self.maker.income,
            Block.BALANCE: self.maker.balance,
            Block.CASH_FLOW: self.maker.cash_flow,
            Block.OPERATING: self.maker.operating,
            Block.COST_SPLIT: self.maker.cost_split,
            Block.REQUIREMENT: self.maker.requirement,
            Block.INTERVENTIONS: self.maker.interventions,
            Block.COST_TABLE: self.maker.cost_table,
            Block.COST_TYPES: self.maker.cost_types,
            Block.COMMITMENTS: self.maker.roll_forward,
            Block.BY_INTERVENTION: self.maker.people.by_intervention,
        }
        if name in tables:
            table = tables[name]()
            return [TableBlock(table, wide=len(table.columns) > 5)] if table else []
        if name is Block.NOTE:
            return [TableBlock(self.maker.note(int(definition.key.removeprefix("note"))))]
        if name is Block.SIGNATURES:
            return [self._signatures()]
        if name is Block.PARTICIPANTS:
            return [TableBlock(table, wide=len(table.columns) > 5) for table in self.maker.participant_tables()]
        chart = self._charts[name]()
        return [chart] if chart else []

    @property
    def _charts(self) -> Mapping[Block, Callable[[], Chart | None]]:
        people = {Block(f"{name}_chart"): partial(self.maker.participant_chart, name) for name in PEOPLE_CHARTS}
        return {
            **people,
            Block.OVERVIEW_CHART: partial(charts.overview, self.maker),
            Block.OPERATING_CHART: partial(charts.operating, self.maker),
            Block.COST_CHART: partial(charts.cost_split, self.maker),
        }

    def _signatures(self) -> SignatureBlock:
        """Whoever sits on the board when the report is signed: a line each (finsamlagen, LKBR 4 kap.)."""
        on = self.report.date if self.report and self.report.date else self.period.end
        seats = Mandate.objects.filter(association=self.association, kind__in=OFFICIAL, start__lte=on)
        people = [
            (seat.person, seat.get_kind_display())
            for seat in seats.order_by("start", "pk")
            if seat.end is None or seat.end >= on
        ]
        order = {name: index for index, name in enumerate(("Ordförande", "Vice ordförande", "Ledamot"))}
        people.sort(key=lambda person: order.get(person[1], 9))
        named = [(name, "" if name.startswith(role) else role) for name, role in people]
        return SignatureBlock(self.association.seat, tuple(named))


def _without_hollow_parts(sections: Sequence[Section]) -> list[Section]:
    """Leave out a part's heading when nothing stands in it or under it."""
    kept: list[Section] = []
    for index, section in enumerate(sections):
        following = sections[index + 1] if index + 1 < len(sections) else None
        if section.blocks or (following is not None and following.level > section.level):
            kept.append(section)
    return kept


def _notes_come_after(sections: Sequence[SectionDefinition], index: int) -> bool:
    """Under 'Noter', and after redovisningsprinciperna where they follow that heading directly."""
    keys = [section.key for section in sections[: index + 2]]
    if keys[index] == NOTES.key:
        return keys[index + 1 :] != [PRINCIPLES]
    return keys[index] == PRINCIPLES and index > 0 and keys[index - 1] == NOTES.key
