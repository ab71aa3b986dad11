"""Reads for the frame, the overview and the search."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from samsyn.associations.models import Association
from samsyn.core.models import Event
from samsyn.desk.periods import Known
from samsyn.ledger.models import Balance, FiscalYear, HistoryAmount, Import, Movement, Voucher
from samsyn.ledger.queries.vouchers import wanted_words
from samsyn.reports.definitions.documents import DOCUMENTS
from samsyn.reports.models import Report, SectionText

EVENTS = 6
_VOUCHER = re.compile(r"([^\W\d]{0,4})\s?(\d{1,8})")


def known_periods(association: Association) -> Known:
    """Which years and months can be chosen (two queries, whatever the number of vouchers)."""
    own = Import.objects.filter(association=association, state=Import.State.ACTIVE, year__start__month=1)
    booked = Movement.objects.filter(association=association, origin=OuterRef("pk"), source="vouchers")
    newest = booked.order_by("-month").values("month")[:1]  # found at once in the index, not among all months
    rows = own.annotate(last=Subquery(newest)).values_list("year__start", "year__closed", "partial", "last")
    whole = {start.year for start, _, partial, _ in rows if not partial}
    earlier = Balance.objects.filter(association=association, origin__in=own, index=-1).order_by()
    history = HistoryAmount.objects.filter(association=association).order_by()
    before = earlier.values_list("start__year").union(history.values_list("year"))
    months: dict[int, int] = {}
    for start, _, _, last in rows:
        if last and last.year > start.year:
            months[start.year] = 12  # a long year
        if last:
            months[last.year] = last.month
    return Known(
        frozenset(whole | {year for (year,) in before}),
        frozenset(whole),
        months,
        frozenset(start.year for start, closed, _, _ in rows if closed),
    )


def waiting_imports(association: Association) -> list[Import]:
    """Files that were read and wait for someone to say yes or no."""
    read = Import.objects.filter(association=association, state=Import.State.READ).select_related("source")
    return list(read.defer("findings", "reconciliation", "difference"))


def latest_events(association: Association) -> Sequence[Event]:
    """The newest events of the association, the newest first (one query)."""
    return list(Event.objects.filter(association_id=association.pk)[:EVENTS])


@dataclass(frozen=True)
class ProseUse:
    """A section of a report whose text names a figure."""

    report: Report
    section: str
    title: str


def prose_with(association: Association, key: str, year: int) -> list[ProseUse]:
    """Sections of a year's reports whose newest text names a figure (one query)."""
    newer = SectionText.objects.filter(
        report=OuterRef("report"), section=OuterRef("section"), version__gt=OuterRef("version")
    )
    named = SectionText.objects.filter(~Exists(newer), association=association, report__year=year)
    holds = re.compile(r"{{\s*" + re.escape(key) + r"[\s}]")
    return [
        ProseUse(text.report, text.section, _title(text.report.kind, text.section))
        for text in named.filter(markdown__contains=key).select_related("report")
        if holds.search(text.markdown)
    ]


def _title(kind: str, section: str) -> str:
    sections = DOCUMENTS[kind][1] if kind in DOCUMENTS else ()
    return next((item.title for item in sections if item.key == section), section)


def vouchers_with(association: Association, year: int, text: str) -> QuerySet[Voucher]:
    """A year's vouchers whose text or rows hold every word, or whose series and number it is; newest first."""
    years = FiscalYear.objects.filter(association=association, start__year=year)
    words = Q()
    for word in wanted_words(text):
        words &= Q(search__contains=word)
    # the year as an equality, so that the index gives the order
    return Voucher.objects.filter(words | _number(text), association=association, year=years.first())


def _number(text: str) -> Q:
    """'A12', 'A 12' or '12' as series and number; nothing for other words."""
    found = _VOUCHER.fullmatch(text.strip())
    if found is None:
        return Q(pk__in=[])
    series, number = found.groups()
    return Q(series__iexact=series, number=number) if series else Q(number=number)
