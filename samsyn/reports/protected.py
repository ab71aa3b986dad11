"""Reports as they leave the house: all tables, charts and sentences protected together, against earlier ones too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samsyn.core.refused import Refused
from samsyn.core.table import Table
from samsyn.disclosure.policy import Policy
from samsyn.participants.domain.printed import tells_of_people
from samsyn.participants.queries.policy import policy_on
from samsyn.participants.queries.protecting import Earlier, Shield, earlier_of, shield
from samsyn.reports.build import Builder
from samsyn.reports.domain.document import ChartBlock, Document, Section, TableBlock


@dataclass(frozen=True)
class Public:
    """A protected document, what protects it and the true values of what is behind it (which stay in the house)."""

    document: Document
    shield: Shield
    policy: Policy


def protected(builder: Builder, earlier: Sequence[Earlier] | None = None, *, strict: bool = True) -> Public:
    """The builder's document with its small counts hidden, without empty sections.

    Built twice: first to learn all that it prints, then with what must stay in the house left out. Raises Refused when
    the attack finds that a count could still be computed; not `strict` all figures of people are hidden then.
    """
    policy = builder.maker.outside = policy_on(builder.association, builder.period.end)
    builder.document()
    known = earlier_of(builder.association, builder.period) if earlier is None else earlier
    asked = [
        (figure, scope.period, builder.figures.figure(figure).decimals)
        for figure, scope in builder.maker.asked
        if tells_of_people(figure)
    ]
    made = shield(builder.tally, asked, policy, known)
    if made.unsafe and strict:
        raise Refused([one.sentence for one in made.unsafe])
    builder.unknown.clear()
    builder.errors.clear()
    builder.maker.shield = made.closed if made.unsafe else made
    document = builder.document()
    return Public(with_rules(document, policy), made, policy)


def with_rules(document: Document, policy: Policy) -> Document:
    """The rule for small counts beside every table and chart that tells of people."""
    return replace(document, sections=tuple(_section(section, policy) for section in document.sections))


def _section(section: Section, policy: Policy) -> Section:
    blocks = tuple(
        replace(block, table=noted(block.table, policy)) if isinstance(block, TableBlock | ChartBlock) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def noted(table: Table, policy: Policy) -> Table:
    """The table with the rule as a footnote, when it tells of people."""
    if not any(tells_of_people(cell.figure) for row in table.rows for cell in row.cells):
        return table
    return replace(table, footnotes=(*table.footnotes, ("", " ".join(policy.sentences()))))
