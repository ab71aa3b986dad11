"""Reports as they leave the house: all tables, charts and sentences protected together, against earlier ones too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samsyn.core.chart import Chart
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.table import Table
from samsyn.disclosure.policy import Policy
from samsyn.participants.domain.printed import tells_of_people, told_key
from samsyn.participants.queries.policy import dated_policy_on, policy_on
from samsyn.participants.queries.protecting import Shield, earlier_of, shield
from samsyn.participants.queries.settled import settled
from samsyn.participants.tables.small import noted, refers, whole
from samsyn.participants.views.pages import as_on_pages, kept_on_pages, pages_of
from samsyn.reports.build import Builder
from samsyn.reports.domain.document import (
    Document,
    Paragraph,
    ProseBlock,
    Section,
    Subheading,
    TableBlock,
    Text,
)
from samsyn.ui.html import RULE, SMALL_COUNTS

Asked = tuple[str, Period, int]
"""A printed figure: key, period, decimals."""


@dataclass(frozen=True)
class Public:
    """A protected document, what protects it and the true values of what is behind it (which stay in the house)."""

    document: Document
    shield: Shield
    policy: Policy


def protected(builder: Builder, *, strict: bool = True) -> Public:
    """The builder's document with its small counts hidden, without empty sections.

    Built twice: first to learn all that it prints, then with what must stay in the house left out. The report of a
    closed year tells what the pages of its years tell; any other is protected beside them and what was published
    before. Raises Refused when the attack finds that a count could still be computed; not `strict` all figures of
    people are hidden then.
    """
    policy, asked = _asked(builder)
    period = builder.period
    closed = period.whole_year and settled(builder.association, period.year)
    made = as_on_pages(builder.association, asked) if closed else _beside_pages(builder, asked, policy)
    if made.unsafe and strict:
        raise Refused([one.sentence for one in made.unsafe])
    return _under(builder, made.closed if made.unsafe else made, policy)


def _beside_pages(builder: Builder, asked: Sequence[Asked], policy: Policy) -> Shield:
    """Earlier years as their pages tell them, the rest protected against those and everything published."""
    year, known = builder.period.year, earlier_of(builder.association, builder.period)
    kept: dict[str, str] = {}
    if asked:
        known += [*pages_of(builder.association, Period(year)), *pages_of(builder.association, Period(year - 1))]
        kept = kept_on_pages(builder.association, [one for one in asked if one[1].year != year])
    made = shield(builder.tally, [one for one in asked if told_key(*one[:2]) not in kept], policy, known)
    return replace(made, hidden={**kept, **made.hidden}, keys=made.keys | kept.keys())


def as_read(builder: Builder) -> Public:
    """The document for readers who may not see true counts, before it is published: what their pages tell of people,
    and nothing besides."""
    policy, asked = _asked(builder)
    return _under(builder, as_on_pages(builder.association, asked), policy)


def _asked(builder: Builder) -> tuple[Policy, list[Asked]]:
    """The rule, and every figure of people that the document prints."""
    policy = builder.maker.outside = policy_on(builder.association, builder.period.end)
    builder.document()
    asked = [
        (figure, scope.period, builder.figures.figure(figure).decimals)
        for figure, scope in builder.maker.asked
        if tells_of_people(figure)
    ]
    return policy, asked


def _under(builder: Builder, made: Shield, policy: Policy) -> Public:
    builder.unknown.clear()
    builder.errors.clear()
    builder.maker.shield = made
    since = dated_policy_on(builder.association, builder.period.end)[1]
    return Public(with_rules(builder.document(), policy, since), made, policy)


def with_rules(document: Document, policy: Policy, since: date | None) -> Document:
    """A line of the rule for small counts beside every table and chart that it touches, and the whole of it last in
    the last section that has any."""
    sections = [_noted(section, policy) for section in document.sections]
    touched = [place for place, section in enumerate(sections) if refers(_tables(section))]
    if touched:
        last = sections[touched[-1]]
        sections[touched[-1]] = replace(last, blocks=(*last.blocks, _rule(policy, since)))
    return replace(document, sections=tuple(sections))


def _noted(section: Section, policy: Policy) -> Section:
    blocks = tuple(
        replace(block, table=noted(block.table, policy)) if isinstance(block, TableBlock | Chart) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _tables(section: Section) -> Iterator[Table]:
    return (block.table for block in section.blocks if isinstance(block, TableBlock | Chart))


def _rule(policy: Policy, since: date | None) -> ProseBlock:
    words = Paragraph((Text(" ".join(whole(policy, since))),))
    return ProseBlock(RULE, (Subheading(SMALL_COUNTS, 1), words))
