"""Writes of reports: begin one, write its sections, keep or restore a text, arrange the sections."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name, record, tell
from samsyn.core.period import MONTHS, Period
from samsyn.core.refused import Refused
from samsyn.reports.build import Builder
from samsyn.reports.definitions.documents import DOCUMENTS, SectionDefinition
from samsyn.reports.domain.arrange import Placed
from samsyn.reports.domain.prose import still_marked
from samsyn.reports.domain.rollforward import BLANK, carried
from samsyn.reports.models import Report, SectionChoice, SectionText
from samsyn.reports.queries import arranged, forerunner, newest_texts, report_of, versions

WHOLE_YEARS = ("arsredovisning", "redovisning")
TERTIALS = (4, 8, 12)
LONGEST = 100_000  # characters in one section
_P = Permission.WRITE_REPORTS
_State = SectionText.State


class Conflict(Refused):
    """Someone else saved while this was written. `theirs` is the newest version; nothing was changed."""

    def __init__(self, theirs: SectionText) -> None:
        super().__init__(f"{theirs.created_by} har sparat en nyare text medan du skrev.")
        self.theirs = theirs


@dataclass(frozen=True)
class Saved:
    """A stored version. `errors` tell why it could not be marked as done, when that was asked for."""

    text: SectionText
    errors: tuple[str, ...] = ()


def period_error(kind: str, period: Period) -> str:
    """Why a kind of report cannot be made on a period, '' when it can."""
    if kind in WHOLE_YEARS and not period.whole_year:
        return f"{DOCUMENTS[kind][0]} görs för ett helt år."
    if kind == "tertial" and period.month not in TERTIALS:
        months = ", ".join(MONTHS[month - 1] for month in TERTIALS)
        return f"En tertialuppföljning görs till och med {months.replace(', december', ' eller december')}."
    return ""


@transaction.atomic
def create_report(
    association: Association, kind: str, period: Period, *, by: User | str, carry: bool = False
) -> Report:
    """Begin a report; `carry` takes last year's texts along as drafts, with the figures of the new period.

    Raises Refused when it exists already, the period doesn't fit or there is nothing to carry.
    """
    require(by, _P, association)
    if error := period_error(kind, period):
        raise Refused(error)
    if report_of(association, kind, period):
        raise Refused(f"{DOCUMENTS[kind][0]} {period.label} finns redan.")
    source = forerunner(association, kind, period) if carry else None
    if carry and source is None:
        raise Refused("Det finns ingen tidigare rapport av det slaget att hämta texter ur.")
    report = Report.objects.create(
        association=association, kind=kind, year=period.year, month=period.month, created_by=actor_name(by)
    )
    if source:
        _carry_texts(source, report, by)
    after = f"Texter ur {source} som utkast" if source else "Utan texter"
    tell("report.create", f"Började skriva {report}", report, by, after=after)
    return report


def _carry_texts(source: Report, report: Report, by: User | str) -> None:
    """Last year's newest texts as first drafts. What the figures printed then is not taken along."""
    for text in newest_texts(source.association).filter(report=source):
        if not text.markdown.strip():
            continue
        SectionText.objects.create(
            association=report.association,
            report=report,
            section=text.section,
            version=1,
            markdown=carried(text.markdown, source.period, report.period),
            carried=str(source),
            created_by=actor_name(by),
        )


@transaction.atomic
def set_date(report: Report, day: date | None, *, by: User | str) -> Report:
    """The date printed on the cover, that of the board's decision; None takes it away."""
    require(by, _P, report.association)
    row = Report.objects.select_for_update().get(pk=report.pk)
    before, row.date = row.date, day
    if before != day:
        row.save(update_fields=["date"])
        tell("report.date", f"Ändrade datum på {row}", row, by, before=_day(before), after=_day(day))
    return row


def _day(day: date | None) -> str:
    return day.isoformat() if day else "inget datum"


# --- prose -------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_section(
    report: Report, section: str, markdown: str, *, version: int, by: User | str, done: bool = False
) -> Saved:
    """A new version of a section's text, with what its figures print now. Unchanged text makes none.

    `version` is the one the writer started from: Conflict when a newer one exists. A text with errors is kept as a
    draft though `done` was asked for, and `Saved.errors` says why. Raises Refused.
    """
    require(by, _P, report.association)
    definition = prose_section(report, section)
    markdown = markdown.replace("\r\n", "\n").strip()
    if len(markdown) > LONGEST:
        raise Refused(f"Texten är för lång: {len(markdown)} tecken. Högst {LONGEST} går att spara.")
    newest = _newest(report, section, version)
    shown, errors = Builder(report.association, report.kind, report.period, texts={}).printed(markdown)
    if newest:
        shown |= still_marked(newest.markdown, markdown, newest.shown, shown)
    hinders = (*errors, *_unfinished(markdown)) if done else ()
    state = _State.DONE if done and not hinders else _State.DRAFT
    if newest and (newest.markdown, newest.state, newest.shown, newest.carried) == (markdown, state, shown, ""):
        return Saved(newest, hinders)
    text = _store(report, section, newest, markdown, state, shown, by)
    _record_text("report.text", f"Skrev {definition.title} i {report}", newest, text, by)
    return Saved(text, hinders)


def _unfinished(markdown: str) -> list[str]:
    if not markdown:
        return ["Avsnittet är tomt."]
    if BLANK in markdown:
        return [f"Texten har {BLANK} kvar där fjolåret hade ett tal. Sätt in årets siffra eller ta bort meningen."]
    return []


@transaction.atomic
def keep_figures(
    report: Report, section: str, sources: Collection[str], *, version: int, by: User | str
) -> SectionText:
    """Keep the words although figures changed: `sources` (what stands between the braces) count as read now.

    Raises Conflict when the text is no longer the one that was read, Refused when nothing is written.
    """
    require(by, _P, report.association)
    definition = prose_section(report, section)
    newest = _newest(report, section, version)
    if newest is None:
        raise Refused("Avsnittet har ingen text.")
    shown, _ = Builder(report.association, report.kind, report.period, texts={}).printed(newest.markdown)
    read = {source: shown[source] for source in sources if source in shown}
    changed = [f"{newest.shown.get(s, '')} → {now}" for s, now in read.items() if newest.shown.get(s) != now]
    if not changed:
        return newest
    text = _store(report, section, newest, newest.markdown, newest.state, {**newest.shown, **read}, by)
    what = f"Behöll {definition.title} i {report} med ändrade siffror"
    tell("report.keep", what, text, by, before=_words(newest), after="\n".join([_words(text), *changed]))
    return text


@transaction.atomic
def restore_version(report: Report, section: str, version: int, *, by: User | str) -> SectionText:
    """An earlier version as the newest, as a draft. Figures that changed since it was written are marked again.

    Raises Refused when there is no such version.
    """
    require(by, _P, report.association)
    definition = prose_section(report, section)
    old = versions(report, section).filter(version=version).first()
    newest = _newest(report, section, None)
    if old is None or newest is None:
        raise Refused(f"Version {version} finns inte.")
    text = _store(report, section, newest, old.markdown, _State.DRAFT, old.shown, by)
    what = f"Återställde version {version} av {definition.title} i {report}"
    _record_text("report.restore", what, newest, text, by)
    return text


def prose_section(report: Report, section: str) -> SectionDefinition:
    """The section's definition. Raises Refused when it has no prose of the office's own."""
    for item, _ in arranged(report.association, report.kind):
        if item.key == section and item.prose:
            return item
    raise Refused("Avsnittet har ingen egen text.")


def _newest(report: Report, section: str, version: int | None) -> SectionText | None:
    """The newest version, with the report held so that two savers queue. Conflict when it is not `version`."""
    Report.objects.select_for_update().get(pk=report.pk)
    newest = versions(report, section).order_by("-version").first()
    if version is not None and newest and newest.version != version:
        raise Conflict(newest)
    return newest


def _store(
    report: Report, section: str, newest: SectionText | None, markdown: str, state: str, shown: dict[str, str],
    by: User | str,
) -> SectionText:  # fmt: skip
    number = newest.version + 1 if newest else 1
    try:
        with transaction.atomic():
            return SectionText.objects.create(
                association=report.association, report=report, section=section, version=number, markdown=markdown,
                state=state, shown=shown, created_by=actor_name(by),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict(versions(report, section).order_by("-version")[0]) from None


# --- arrangement -------------------------------------------------------------------------------------------------


def arrangement(association: Association, kind: str) -> list[Placed]:
    """Every section of a kind in the association's order, with its own title where it has one."""
    standard = {item.key: item.title for item in DOCUMENTS[kind][1]}
    hidden = set(
        SectionChoice.objects.filter(association=association, kind=kind, hidden=True).values_list("section", flat=True)
    )
    return [
        Placed(item.key, item.level, "" if item.title == standard[item.key] else item.title, item.key in hidden)
        for item, _ in arranged(association, kind)
    ]


@transaction.atomic
def arrange(association: Association, kind: str, sections: Sequence[Placed], *, by: User | str) -> None:
    """Set order, titles and what is hidden for a kind of report. Raises Refused when the sections aren't the kind's."""
    require(by, _P, association)
    standard = [item.key for item in DOCUMENTS[kind][1]]
    if sorted(section.key for section in sections) != sorted(standard):
        raise Refused("Listan över avsnitt stämmer inte med rapporten. Ladda om sidan och försök igen.")
    long = [section.title for section in sections if len(section.title) > 160]
    if long:
        raise Refused([f"Rubriken ”{title[:40]}…” är för lång. Skriv högst 160 tecken." for title in long])
    before = _arranged_words(association, kind)
    SectionChoice.objects.filter(association=association, kind=kind).delete()
    own_order = [section.key for section in sections] != standard
    SectionChoice.objects.bulk_create(
        SectionChoice(
            association=association, kind=kind, section=section.key, title=section.title.strip(),
            hidden=section.hidden, position=index * 10 if own_order else None,
        )
        for index, section in enumerate(sections)
        if own_order or section.title.strip() or section.hidden
    )  # fmt: skip
    after = _arranged_words(association, kind)
    if before != after:
        summary = f"Ordnade avsnitten i {DOCUMENTS[kind][0].lower()}"
        record("report.arrange", summary, by=by, association_id=association.pk, subject=f"reports:{kind}",
               before=before, after=after)  # fmt: skip


def _arranged_words(association: Association, kind: str) -> str:
    return "\n".join(f"{item.title}{' (dold)' if hidden else ''}" for item, hidden in arranged(association, kind))


# --- the event log -----------------------------------------------------------------------------------------------


def _words(text: SectionText | None) -> str:
    """A version without its words: the text itself lies in the versions, where it can be taken away."""
    if text is None:
        return "tomt"
    return f"version {text.version}, {text.get_state_display()}, {len(text.markdown.split())} ord"


def _record_text(verb: str, summary: str, before: SectionText | None, after: SectionText, by: User | str) -> None:
    tell(verb, summary, after, by, before=_words(before), after=_words(after))
