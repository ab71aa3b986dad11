"""Minutes (or the calling) as blocks of a letter."""

from collections.abc import Iterator

from samsyn.governance.domain.minutes import Item, Minutes, Person
from samsyn.ui.formats import swedish_date
from samsyn.ui.pdf import Block, Bullets, Heading, KeyValues, Paragraph, SignatureLines, Table, letter

CALLED = "planerat"
ADJUSTED = "justerat"


def write(minutes: Minutes) -> bytes:
    """The PDF. The same minutes give the same bytes."""
    title = f"{minutes.title} {swedish_date(minutes.day)}"
    note = "" if minutes.state in (ADJUSTED, CALLED) else "Utkast. Protokollet är inte justerat."
    return letter(title, list(_blocks(minutes)), author=minutes.association, note=note, dated=minutes.day)


def _blocks(minutes: Minutes) -> Iterator[Block]:
    yield KeyValues(_facts(minutes))
    if minutes.present or minutes.absent or minutes.others:
        yield from _people(minutes)
    if minutes.items:
        yield Heading("Dagordning" if minutes.state == CALLED else "Ärenden")
    for item in minutes.items:
        yield from _called(item) if minutes.state == CALLED else _decided(item)
    if minutes.delegated:
        yield Heading("Anmälda delegationsbeslut")
        rows = [(number, swedish_date(day), who, text) for number, day, who, text in minutes.delegated]
        yield Table(("Nummer", "Datum", "Beslutad av", "Beslut"), rows)
    if minutes.state != CALLED:
        yield from _signing(minutes)


def _facts(minutes: Minutes) -> list[tuple[str, str]]:
    when = swedish_date(minutes.day) + (f", {minutes.hours}" if minutes.hours else "")
    return [
        ("Grupp", minutes.body), ("Möte", minutes.kind), ("Tid", when), ("Plats", minutes.place),
        ("Paragrafer", minutes.numbers), ("Sekreterare", minutes.secretary),
        ("Justerare", minutes.adjuster), ("Justerat", swedish_date(minutes.adjusted)),
    ]  # fmt: skip


def _people(minutes: Minutes) -> Iterator[Block]:
    called = minutes.state == CALLED
    groups = (
        ("Kallade" if called else "Beslutande", minutes.present),
        ("Övriga kallade" if called else "Övriga närvarande", minutes.others),
        ("Meddelat förhinder" if called else "Frånvarande", minutes.absent),
    )
    for heading, people in groups:
        if people:
            yield Heading(heading)
            yield Bullets([_person(person) for person in people])


def _person(person: Person) -> str:
    said = [person.name, person.role, person.of, f"tjänstgör för {person.instead_of}" if person.instead_of else ""]
    return ", ".join(filter(None, said))


def _called(item: Item) -> Iterator[Block]:
    yield Heading(item.heading, 3)
    yield from _text("", item.background)
    yield from _text("Förslag till beslut", item.proposal)
    if item.papers:
        yield KeyValues((("Handlingar", ", ".join(item.papers)),))


def _decided(item: Item) -> Iterator[Block]:
    yield Heading(item.heading, 3)
    yield from _text("", item.background)
    yield from _aside(item)
    yield from _text("Förslag", item.proposal if item.proposal != item.decision else "")
    yield from _text(item.outcome, item.decision)
    if not item.decision:
        yield Paragraph("", f"{item.outcome or 'Inte behandlat'}.")
    yield from _text("Reservation", item.reservation)
    if item.papers:
        yield KeyValues((("Bilagor", ", ".join(item.papers)),))


def _aside(item: Item) -> Iterator[Block]:
    """Who took no part in the item and who entered instead, in words."""
    for one in item.participation.aside:
        how = "anmälde jäv" if one.source == "anmält" else "är jävig enligt ordförandens notering"
        why = f" ({one.reason})" if one.reason else ""
        instead = f" {one.deputy} gick in som ersättare." if one.deputy else ""
        yield Paragraph(f"{one.person} {how}{why} och deltog varken i beredningen eller i beslutet.{instead}")


def _text(label: str, text: str) -> Iterator[Block]:
    if text:
        yield Paragraph(text, f"{label}:" if label else "")


def _signing(minutes: Minutes) -> Iterator[Block]:
    people = [(minutes.secretary, "Sekreterare"), (minutes.chair, "Ordförande"), (minutes.adjuster, "Justerare")]
    yield Heading("Underskrifter")
    yield SignatureLines([(name or "\u00a0", function) for name, function in people])
    if minutes.posted:
        yield Heading("Anslag")
        dates = (("Justeringsdatum", minutes.adjusted), ("Anslaget sätts upp", minutes.posted),
                 ("Anslaget tas ned", minutes.posted_until))  # fmt: skip
        yield KeyValues([(label, swedish_date(day)) for label, day in dates])
