"""Small counts stay in the house: every address is walked twice, with other numbers behind what is hidden.

Two towns are alike in all that may be shown and unlike in what may not: as many went to work, but of the women in one
it was three and in the other four. Whoever may not see small counts must meet the very same pages and files in both,
letter by letter; the office must not. The usual run asks the board, the registrar and a coordinator of another party,
the long one every role without the right.
"""

import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from conftest import World
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.roles import PARTY_ROLES
from samsyn.associations.models import Association
from samsyn.catalogue import figures_of
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.desk.explaining import shown_explanation
from samsyn.interventions.models import Intervention
from samsyn.interventions.tests.builder import intervention, party
from samsyn.participants.actions import earlier, effect
from samsyn.participants.actions.finsam import mark_copied, seal
from samsyn.participants.domain.finsam import Sheet, content
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.printed import tells_of_people
from samsyn.participants.domain.words import Sex
from samsyn.participants.figures.finsam import fill
from samsyn.participants.models import ReportingPeriod
from samsyn.participants.queries.finsam import participants_sheet
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tests.builder import collects, corrected, handed_in, opened
from samsyn.reports import actions, publishing
from samsyn.reports.tests.small_books import two_years, two_years_of_interventions

pytestmark = [
    pytest.mark.django_db(databases=["default", "cases"]),  # so that they are made; `walks` fills them
    pytest.mark.one_database,
]
YEAR, T3 = Period(2024), Part.parse("2024-T3")
LONG = os.environ.get("SAMSYN_TEST_LONG") == "1"
OTHERS = ("medlemsrepresentant", "beredning", "systemforvaltare")
PROTECTED = ("styrelseledamot", "registrator", "samordnare", *(OTHERS if LONG else ()))
READERS = ("styrelseledamot", "medlemsrepresentant", "beredning", "registrator")  # of reports
WHOLE = "styrelseledamot"  # reads most: meets every address, the others those where counts could be
OFFICE = "forbundschef"
ABOUT_COUNTS = (
    "participants:",
    "reports:",
    "desk:",
    "associations:events",
    "associations:settings",
    "interventions:intervention",
    "interventions:list",
    "interventions:report",
    "interventions:dues",
)
KINDS = ("arsredovisning", "ekonomi")
HIDDEN = (
    "participants.outcome.work.women", "participants.outcome.work.men", "participants.share.outcome.work.women",
    "participants.of.stegen.new.women", "participants.of.stegen.new", "participants.of.stegen.opening.women",
)  # fmt: skip
WORDS = ("arbete", "nya")
PROSE = (
    "Av kvinnorna gick {{ participants.outcome.work.women }} till arbete, {{ participants.share.outcome.work.women }}."
)

# --- the two towns ---------------------------------------------------------------------------------------------------


def numbers(women: tuple[int, int, int], men: tuple[int, int, int], work: tuple[int, int], study: tuple[int, int],
            consultations: int) -> dict[str, int]:  # fmt: skip
    """(opening, new, ended) of women and of men, how they went to work and studies, and the rest to something else."""
    found = {"consultations": consultations}
    for sex, (opening, new, ended), to_work, to_study in zip(("women", "men"), (women, men), work, study, strict=True):
        found |= {f"opening-{sex}": opening, f"new-{sex}": new, f"ended-{sex}": ended,
                  f"outcome.work-{sex}": to_work, f"outcome.study-{sex}": to_study,
                  f"outcome.other-{sex}": ended - to_work - to_study}  # fmt: skip
    return found


_OWN = numbers((20, 12, 15), (20, 13, 15), (0, 0), (0, 0), 0)
TOWNS = (
    {"vagval": numbers((30, 25, 22), (28, 21, 26), (3, 12), (4, 11), 2),
     "stegen": numbers((11, 3, 9), (14, 0, 13), (0, 0), (0, 0), 1),
     "nya-vagar": numbers((20, 12, 15), (10, 0, 5), (0, 0), (0, 0), 0), "eget": _OWN, "earlier": (3, 20)},
    {"vagval": numbers((30, 25, 22), (28, 21, 26), (4, 11), (3, 12), 1),
     "stegen": numbers((10, 4, 9), (14, 0, 13), (0, 0), (0, 0), 2),
     "nya-vagar": numbers((21, 11, 15), (10, 0, 5), (0, 0), (0, 0), 0), "eget": _OWN, "earlier": (4, 19)},
)  # fmt: skip
DALEN = "Dalens kommun"


NAMES = (("Ån", "an", "222000-1990"), ("Bäcken", "backen", "232100-0016"))


def empty_world() -> World:
    made = (Association(name=f"Samordningsförbundet {name}", short_name=name, slug=slug, org_number=number)
            for name, slug, number in NAMES)  # fmt: skip
    world = World(*made)
    world.association.save()
    world.other.save()
    return world


def built(town: dict, world: World) -> World:
    """Ån with its books, a report, an example and everything that is counted."""
    own = world.association
    two_years(own)
    two_years_of_interventions(own)
    Intervention.objects.filter(association=own, key="stegen").update(end=date(2025, 12, 31))
    intervention(own, "eget", name="Eget", owner=party(own, DALEN))
    collects(own, "outcome", "consultations")
    counts = {("new", sex): number for sex, number in zip((Sex.WOMEN, Sex.MEN), town["earlier"], strict=True)}
    earlier.take_over_year(association=own, year=2022, counts=counts, source="Årsredovisning 2022", by="prov")
    period = opened(own, T3)[0]
    for key in ("vagval", "stegen", "nya-vagar", "eget"):
        one = Intervention.objects.get(association=own, key=key)
        report = handed_in(one, period, town[key] | {"consultations": 7})
        corrected(report, town[key])
    ReportingPeriod.objects.update(closed=timezone.now())  # else whoever may not see true counts sees nothing
    _written(world)
    return world


def _written(world: World) -> None:
    """A report that names a small count, an example in kronor, and a sheet that the party has sent."""
    own, person = world.association, world.party_user("samordnare")
    effect.save_example(
        association=own, year=2024, by="prov", source="En rapport", before="bidrag", after="arbete", price_year=2024,
        municipality=1_000_000, region=160_000, state=-170_000, persons=None, persons_reason="", months=12,
        cost_side="insatser", deflate=False, with_state=False, low_share=Decimal(0), low_months=6,
        high_share=Decimal(0), high_months=24,
    )  # fmt: skip
    report = actions.create_report(own, "arsredovisning", YEAR, by="prov")
    actions.save_section(report, "events", PROSE, version=0, by="prov", done=True)
    sections = fill(participants_sheet(person, own, 2024), None, Tally(own))
    mark_copied(association=own, year=2024, sheet=Sheet.PARTICIPANTS, sections=sections, seen=seal(content(sections)),
                by=person)  # fmt: skip


# --- the walk --------------------------------------------------------------------------------------------------------


@dataclass
class Walk:
    """What each role met, by role and address: the text, '403' where it is shut."""

    seen: dict[tuple[str, str], str] = field(default_factory=dict)


SKIPPED = ("ui", "account", "admin")
WORDS_OF = {
    "kind": "arsredovisning", "section": "events", "form": "csv", "part": T3.code, "list": "outcome",
    "variable": "outcome", "number": 4010, "year": 2024, "scope": "2024", "key": "samrad",
}  # fmt: skip
ECONOMY = {
    f"reports:{name}"
    for name in ("income", "balance", "cashflow", "operating", "notes", "overview_years", "cost_split", "requirement")
}
ROWS = {"participants:entry": "vagval", "participants:one": "vagval", "interventions:intervention": "vagval",
        "interventions:card": "vagval", "interventions:forecast": "vagval", "interventions:reconciliation": "vagval",
        "participants:setting": ""}  # fmt: skip


def routes() -> Iterator[tuple[str, URLPattern]]:
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace and entry.namespace not in SKIPPED:
            for pattern in entry.url_patterns:
                if "<period:period>" in str(pattern.pattern):
                    yield f"{entry.namespace}:{pattern.name}", pattern


def at(name: str, period: str = "2024", **values: object) -> str:
    return reverse(name, kwargs={"association": "an", "period": period, **values})


def addresses(pks: dict[str, int], *, whole: bool) -> list[str]:
    """Every GET address with real values; an address of a row of another kind asks for the first of its kind."""
    found = []
    for name, pattern in routes():
        if not (whole or name.startswith(ABOUT_COUNTS)) or (name in ECONOMY and not whole):
            continue
        words = [word for word in pattern.pattern.converters if word not in ("association", "period")]
        key = next((ROWS[start] for start in ROWS if name.startswith(start)), "vagval")
        known = WORDS_OF | {"pk": pks.get(key, 1), "case": 1}
        if "format" in words:
            continue  # files of reports are asked for below
        if name.startswith("ledger:") and "pk" in words:
            continue  # a file or a voucher
        found.append(at(name, **{word: known[word] for word in words if word in known}))
    found += [at("participants:one", pk=pks[key]) for key in ("stegen", "eget")]
    found += [at(f"participants:{name}", period) for name in ("flows", "results", "effect")
              for period in ("2022", "2024-12") if whole]  # fmt: skip
    found += [at("desk:figure", key=key, scope="2024") for key in HIDDEN]
    found += [f"{at(name)}?q={word}" for name in ("desk:figures", "desk:search") for word in WORDS[: 2 if whole else 1]]
    found += [at("reports:report", kind=kind) for kind in KINDS[1:] if whole]
    found += [f"{at('reports:workshop', kind='arsredovisning')}?avsnitt=alla"]
    return found


def files(role: str) -> list[str]:
    """A report's files; the slow ones once, since one document makes them all."""
    formats = ("json", "html", "xlsx", "pdf") if role == WHOLE else ("json",)
    return [at("reports:download", kind="arsredovisning", format=form) for form in formats]


def walked(world: World) -> Walk:
    """Everything that each role meets."""
    walk, own = Walk(), world.association
    pks = dict(Intervention.objects.filter(association=own).values_list("key", "pk"))
    for role in (*PROTECTED, OFFICE):
        client = _client(world, role)
        for path in [*addresses(pks, whole=role == WHOLE), *files(role)]:
            walk.seen[role, path] = read(client, path)
        for path in tables_in(walk, role) if role == WHOLE else ():
            walk.seen[role, path] = read(client, path)
    made = publishing.publish(association=own, kind="arsredovisning", period=YEAR, by="prov")
    published = {"page": at("reports:publication", pk=made.pk), "list": at("reports:publications")}
    for form in ("json", "pdf"):
        published[form] = at("reports:publication-file", pk=made.pk, format=form)
    for role in (WHOLE, "registrator", OFFICE):
        client = _client(world, role)
        walk.seen |= {(role, f"published {name}"): read(client, path) for name, path in published.items()}
    return walk


def _client(world: World, role: str) -> Client:
    if role in PARTY_ROLES:
        return world.login(world.party_user(role, DALEN))
    return world.client(role)


def tables_in(walk: Walk, role: str) -> list[str]:
    """The files of every table on the pages of counts."""
    found: dict[str, None] = {}
    for (who, path), text in list(walk.seen.items()):
        if who == role and "/deltagare/" in path and "?" not in path:
            for query in re.findall(r'href="(\?[^"]*fil=[^"]+)"', text):
                found[path + query.replace("&amp;", "&")] = None
    return list(found)


def read(client: Client, path: str) -> str:
    """The answer as text, without what differs between any two answers."""
    answer = client.get(path)
    if answer.status_code != 200:
        return str(answer.status_code)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"%PDF"):
        return pdf_text(body)
    if body.startswith(b"PK"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        return "\n".join(str(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return without_chance(body.decode())


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


CHANCE = (
    (r'name="csrfmiddlewaretoken" value="[^"]+"', ""), (r'"X-CSRFToken": ?"[^"]+"', ""), (r'nonce="[^"]+"', ""),
    (r"/\d+/", "/#/"), (r'(<option value=)"\d+"', r"\1#"), (r"kl\.\s\d\d\.\d\d", "tid"), (r'value="[\w-]{40,}"', ""),
)  # fmt: skip


def without_chance(text: str) -> str:
    """Tokens, clocks and the numbers of rows."""
    for pattern, instead in CHANCE:
        text = re.sub(pattern, instead, text)
    return text


@pytest.fixture(scope="module")
def walks(django_db_setup, django_db_blocker, tmp_path_factory) -> list[Walk]:
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "small-counts"}
    given = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MEDIA_ROOT": tmp_path_factory.mktemp("small"), "CACHES": {"default": memory, "made": memory},
        "TASKS": {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    }  # fmt: skip
    found = []
    with django_db_blocker.unblock(), override_settings(**given):
        for town in TOWNS:
            enter(EVERYTHING)
            with transaction.atomic():
                found.append(walked(built(town, empty_world())))
                transaction.set_rollback(True)
    return found


def differing(walks: list[Walk], roles: Iterable[str]) -> list[tuple[str, str]]:
    one, other = walks
    return sorted(where for where in one.seen if where[0] in roles and one.seen[where] != other.seen.get(where))


# --- what must hold --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", PROTECTED)
def test_what_a_reader_without_the_right_meets_does_not_depend_on_what_is_hidden(walks, role):
    assert differing(walks, [role]) == []


def test_the_office_meets_the_true_numbers(walks):
    """Else the test above would hold of empty pages."""
    met = {path for _, path in differing(walks, [OFFICE])}
    pages = [at(f"participants:{name}") for name in ("flows", "results")]
    assert {*pages, at("reports:report", kind="arsredovisning"), at("desk:figures"),
            at("reports:download", kind="arsredovisning", format="json"),
            *(at("desk:figure", key=key, scope="2024") for key in HIDDEN)} <= met  # fmt: skip


LINK = re.compile(r'<a(?=[^>]*class="[^"]*\bfig\b)[^>]*/siffra/(participants\.[\w.-]+)/[^>]*>(.*?)</a>', re.S)


def linked(walks: list[Walk], role: str) -> list[tuple[str, str, str]]:
    """(address, figure, what is printed) of every number of a hidden figure that is a door."""
    return [(path, key, re.sub(r"<[^>]+>", "", shown)) for walk in walks for (who, path), text in walk.seen.items()
            if who == role for key, shown in LINK.findall(text) if key in HIDDEN]  # fmt: skip


@pytest.mark.parametrize("role", PROTECTED)
def test_a_number_of_a_hidden_figure_never_holds_a_digit(walks, role):
    assert [one for one in linked(walks, role) if any(character.isdigit() for character in one[2])] == []


def test_the_office_opens_those_numbers(walks):
    assert "3" in {shown for _, key, shown in linked(walks, OFFICE) if key == HIDDEN[0]}


def cells(node: object) -> Iterator[dict]:
    """Every cell of a document's tree."""
    if isinstance(node, dict):
        if "figure" in node and "state" in node:
            yield node
        node = list(node.values())
    for inner in node if isinstance(node, list) else ():
        yield from cells(inner)


@pytest.mark.parametrize("where", [
    *((role, at("reports:download", kind="arsredovisning", format="json")) for role in PROTECTED if role in READERS),
    ("styrelseledamot", "published json"), ("registrator", "published json"), (OFFICE, "published json"),
])  # fmt: skip
def test_a_documents_hidden_cells_are_marked_and_empty(walks, where):
    for walk in walks:
        found = [cell for cell in cells(json.loads(walk.seen[where])) if cell["figure"] in HIDDEN]
        assert {cell["figure"] for cell in found} >= {HIDDEN[0], HIDDEN[1]}
        assert {(cell["state"], cell["value"] or "..", cell["exact"]) for cell in found} == {("protected", "..", None)}


def test_the_true_number_stands_in_no_sentence(walks):
    for walk in walks:
        text = walk.seen[WHOLE, at("reports:download", kind="arsredovisning", format="pdf")]
        assert "Av kvinnorna gick .. till arbete" in " ".join(text.split())


def test_nothing_about_a_figure_of_people_is_told_to_whoever_may_not_see_true_counts(world):
    built(TOWNS[0], world)
    book, scope = figures_of(world.association), Scope(YEAR)
    told = [shown_explanation(book.explain(figure.key, scope), lambda what: what is not Permission.READ_TRUE_COUNTS)
            for figure in book.figures() if tells_of_people(figure.key)]  # fmt: skip
    assert len(told) > 100
    assert {(one.value, one.parts, one.sources, one.basis) for one in told} == {(None, (), (), "")}
