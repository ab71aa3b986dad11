"""A report that leaves the house: protected, attacked, kept as it was, and what differs since is shown."""

import json
from dataclasses import replace

import pytest
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.disclosure.attack import Unsafe, attack
from samsyn.disclosure.publication import View
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.models import Count, ProtectionPolicy, ReportingPeriod, Told
from samsyn.participants.queries import protecting
from samsyn.participants.queries.policy import policy_on
from samsyn.participants.queries.protecting import Earlier, earlier_of
from samsyn.participants.tests.counted import handed_in, retotal
from samsyn.participants.views.pages import TOGETHER, pages_of
from samsyn.participants.views.people import People
from samsyn.reports import publishing
from samsyn.reports.build import Builder
from samsyn.reports.models import Publication, Report, SectionText
from samsyn.reports.protected import as_read, protected
from samsyn.reports.render.json import to_json
from samsyn.reports.tests.small_books import two_years

pytestmark = pytest.mark.django_db
YEAR, KIND = Period(2024), "arsredovisning"
COUNTS = {"year_opening": (30, 28), "new": (20, 21), "ended": (22, 24), "outcome.work": (9, 11),
          "outcome.study": (1, 2), "outcome.other": (12, 11), "psychiatry": (11, 12), "consultations": 14}  # fmt: skip


@pytest.fixture
def association(world):
    two_years(world.association)
    handed_in(intervention(world.association, "stegen", name="Stegen"), "2024-T3", COUNTS)
    return world.association


def published(association, by="kontoret") -> Publication:
    return publishing.publish(association=association, kind=KIND, period=YEAR, by=by)


def cells(tree):
    for section in tree["sections"]:
        for block in section["blocks"]:
            for row in (block.get("table") or {}).get("rows", ()):
                yield from ((row["label"], cell) for cell in row["cells"])


def test_small_counts_are_hidden_and_nothing_of_them_is_left_in_the_document(association):
    kept = published(association)
    study = [cell for label, cell in cells(kept.document) if cell["figure"] == "participants.outcome.study.women"]
    assert study
    assert {cell["state"] for cell in study} == {"protected"}
    assert all(cell["value"] is None and cell["exact"] is None for cell in study)
    assert "participants.outcome.study.women@2024" not in kept.told.view["shown"]


def test_the_attack_finds_nothing_in_what_was_published(association):
    kept = published(association)
    (earlier,) = earlier_of(association, YEAR)
    assert attack(earlier.view, policy_on(association, YEAR.end)) == ()
    assert earlier.truth["participants.outcome.study.women@2024"] == 1
    assert kept.number == 1


def test_the_result_of_the_attack_is_in_the_event_log(association):
    kept = published(association)
    event = Event.objects.get(verb="report.published")
    assert "inget litet antal går att räkna ut" in event.summary
    assert event.after == kept.sha256


def test_a_sentence_with_a_hidden_figure_prints_two_dots(association):
    report = Report.objects.create(association=association, kind=KIND, year=2024, created_by="k")
    SectionText.objects.create(
        association=association, report=report, section="interventions", version=1, created_by="k", state="klar",
        markdown="Till studier gick {{ participants.outcome.study.women }} kvinnor.",
        shown={"participants.outcome.study.women": "77\u00a0personer"},
    )  # fmt: skip
    text = json.dumps(published(association).document, ensure_ascii=False)
    assert "77\u00a0personer" not in text
    assert '"shown": ".."' in text


def test_what_is_published_stays_and_a_late_correction_is_shown_beside_it(association):
    kept = published(association)
    before = kept.document
    row = Count.objects.get(variable="new", sex="women")
    row.count = 26
    row.save()
    retotal(row.report.period)
    kept.refresh_from_db()
    assert kept.document == before
    moved = {one.place: (one.then, one.now) for one in publishing.moved(kept)}
    assert ("41", "47") in moved.values()


def test_a_second_edition_gets_its_own_number_and_is_protected_against_the_first(association, monkeypatch):
    published(association)
    asked = []
    real = protecting.protect
    monkeypatch.setattr(protecting, "caches", {"made": DummyCache("", {})})
    monkeypatch.setattr(
        protecting, "protect", lambda p, q, earlier, changed: (asked.append(earlier), real(p, q, earlier, changed))[1]
    )
    ProtectionPolicy.objects.create(association=association, start="2024-01-01", smallest=6)
    assert published(association).number == 2
    first = Publication.objects.get(number=1).told.view
    assert first in [view.as_json() for view in asked[-1]]


def test_a_publication_that_can_be_seen_through_is_refused_and_nothing_is_kept(association, monkeypatch):
    def leaky(publication, policy, earlier, changed):
        made = real(publication, policy, earlier, changed)
        shown = {cell.key: cell.value for cell in publication.cells if "study.men" not in cell.key}
        hidden = frozenset(cell.key for cell in publication.cells if "study.men" in cell.key)
        return replace(made, view=replace(made.view, shown=shown, hidden=hidden, latent=frozenset()))

    real = protecting.protect
    monkeypatch.setattr(protecting, "protect", leaky)
    monkeypatch.setattr(protecting, "caches", {"made": DummyCache("", {})})  # what was made before is no excuse
    with pytest.raises(Refused):
        published(association)
    assert not Publication.objects.exists()
    assert not Told.objects.exists()


def test_only_those_who_may_publish_do(world, association):
    with pytest.raises(PermissionDenied):
        published(association, by=world.user("ekonom"))
    assert published(association, by=world.user("forbundschef")).by.startswith("forbundschef")


def test_what_was_told_is_read_back_as_it_was(association):
    published(association)
    (earlier,) = earlier_of(association, Period(2025))
    assert isinstance(earlier, Earlier)
    assert earlier_of(association, Period(2035)) == []


def test_what_an_annual_report_told_of_earlier_years_is_remembered_when_their_own_pages_are_made(association):
    published(association)
    assert earlier_of(association, Period(2021)), "a report prints five years"


def test_only_what_concerns_the_printed_years_is_held_against_them(association):
    published(association)
    (earlier,) = earlier_of(association, YEAR)
    none = earlier.of_years({2019})
    assert (dict(none.view.shown), none.view.identities, none.truth) == ({}, (), {})
    assert earlier.of_years({2024, 2023, 2022, 2021, 2020}).view.shown == earlier.view.shown


# --- beside the pages of counts --------------------------------------------------------------------------------------


def test_what_is_published_knows_what_readers_of_the_pages_have_and_leaves_the_pages_as_they_are(association):
    (pages,) = pages_of(association, YEAR)
    kept = View.from_json(published(association).told.view)
    assert attack(kept, policy_on(association, YEAR.end), [pages.view]) == ()
    caches["made"].clear()
    assert pages_of(association, YEAR) == [pages]


def test_before_it_is_published_a_report_tells_those_who_may_not_see_true_counts_no_more_than_the_pages(association):
    (pages,) = pages_of(association, YEAR)
    made = as_read(Builder(association, KIND, YEAR))
    counts = made.shield.keys & pages.view.keys
    assert len(counts) > 20
    assert {key for key in counts if key not in made.shield.hidden} <= pages.view.shown.keys()
    study = [cell for label, cell in cells(to_json(made.document))
             if cell["figure"] == "participants.outcome.study.women"]  # fmt: skip
    assert {cell["state"] for cell in study} == {"protected"}


def test_the_report_of_a_closed_year_tells_what_its_pages_tell_and_nothing_new_has_to_be_protected(
    association, monkeypatch
):
    pages_of(association, YEAR)
    monkeypatch.setattr(protecting, "protect", None)
    made = protected(Builder(association, KIND, YEAR))
    assert made.shield.hidden == as_read(Builder(association, KIND, YEAR)).shield.hidden != {}
    assert made.shield.view.shown == pages_of(association, YEAR)[0].view.shown


def test_pages_that_can_be_seen_through_are_shown_to_nobody_and_no_report_is_made_of_them(association, monkeypatch):
    unsafe = Unsafe("participants.new@2024", 2, 2, "Antalet nya går att räkna ut.")
    monkeypatch.setattr(protecting, "attack", lambda *_: (unsafe,))
    monkeypatch.setattr(protecting, "caches", {"made": DummyCache("", {})})
    people = People(association, YEAR, true=False)
    assert people.shield(TOGETHER).hidden.keys() == people.shield(TOGETHER).keys
    with pytest.raises(Refused, match="går att räkna ut"):
        protected(Builder(association, KIND, YEAR))


def test_a_report_on_an_open_year_tells_them_nothing_of_people_until_it_is_published(association):
    ReportingPeriod.objects.update(closed=None)
    made = as_read(Builder(association, KIND, YEAR))
    told = published(association).told.view["shown"].keys() & made.shield.keys
    assert "participants.new@2024" in told
    assert told <= made.shield.hidden.keys()


# --- pages -----------------------------------------------------------------------------------------------------------


def address(name, **kwargs):
    return reverse(f"reports:{name}", kwargs={"association": "an", "period": "2024", **kwargs})


def test_the_office_publishes_from_a_page_that_says_what_is_hidden(world, association):
    client = world.client()
    page = client.get(address("publish", kind=KIND)).content.decode()
    assert "siffror om deltagare" in page
    answer = client.post(address("publish", kind=KIND))
    kept = Publication.objects.get()
    assert answer.headers["Location"] == address("publication", pk=kept.pk)
    assert client.get(address("publication-file", pk=kept.pk, format="pdf")).content.startswith(b"%PDF")
    assert json.loads(client.get(address("publication-file", pk=kept.pk, format="json")).content) == kept.document


def test_the_board_reads_what_is_published_but_not_what_has_changed_since(world, association):
    kept = published(association)
    board = world.client("styrelseledamot")
    assert "Ändrat sedan dess" not in board.get(address("publication", pk=kept.pk)).content.decode()
    assert "Ändrat sedan dess" in world.client().get(address("publication", pk=kept.pk)).content.decode()
    assert board.get(address("publish", kind=KIND)).status_code == 403


@pytest.mark.parametrize("name", ["publications", "publication", "publication-file", "publish"])
def test_a_stranger_gets_404(world, association, name):
    kept = published(association)
    given = {"publication": {"pk": kept.pk}, "publication-file": {"pk": kept.pk, "format": "pdf"},
             "publish": {"kind": KIND}}  # fmt: skip
    assert world.client("stranger").get(address(name, **given.get(name, {}))).status_code == 404


def test_another_association_s_publication_is_not_found(world, association):
    kept = published(association)
    path = address("publication", pk=kept.pk).replace("/an/", "/backen/")
    assert world.login(world.stranger).get(path).status_code == 404
