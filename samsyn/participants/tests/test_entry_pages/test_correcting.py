"""A report that is corrected, and a closed period."""

import re

import pytest

from samsyn.participants.domain.form import name
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries import reports as stored
from samsyn.participants.tests import builder
from samsyn.participants.tests.builder import T1, T2
from samsyn.participants.tests.test_entry_pages.laying import WHOLE, address, at, text


@pytest.fixture
def two(world, vagval, tertial):
    """Tertial 1 and 2 handed in: 9 + 5 − 4 women, then + 2."""
    first = builder.handed_in(vagval, tertial, builder.flow((9, 5, 4)))
    later = builder.opened(world.association, T2)[0]
    builder.handed_in(vagval, later, builder.flow((0, 2, 0)))
    return first


def test_a_correction_needs_a_reason_and_shows_what_it_changes_before_it_is_done(vagval, two, sam):
    typed = {**stored.typed_of(two), "new-women": "7", "version": two.version}
    place = address("entry-correct", vagval)
    answer = sam.post(place, typed)
    assert '<a href="#f-reason">' in answer.content.decode() and "Skriv varför rapporten rättas." in text(answer)
    answer = sam.post(place, {**typed, "reason": "Två glömdes"})
    assert "Nya, kvinnor: 5 blir 7." in text(answer)
    assert "Tertial 2 2024: kvar sedan förra perioden blir 12 kvinnor (var 10)." in text(answer)
    assert stored.counts_of(two) != {} and Report.objects.get(pk=two.pk).version == two.version
    seen = re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]
    done = sam.post(place, {**typed, "reason": "Två glömdes", "seen": seen})
    assert done.url == address("entry", vagval)
    page = text(sam.get(address("entry-history", vagval)))
    assert "Rättad, version 2" in page and "Två glömdes" in page and "Nya, kvinnor 5 7" in page
    assert "Kvar sedan förra perioden 12" in text(sam.get(address("entry", vagval, T2)))


def test_what_was_not_seen_is_shown_again(vagval, two, sam):
    typed = {**stored.typed_of(two), "new-women": "7", "version": two.version, "reason": "Fel"}
    seen = re.search(r'name="seen" value="(\w+)"', sam.post(address("entry-correct", vagval), typed).content.decode())
    answer = sam.post(address("entry-correct", vagval), {**typed, "new-women": "8", "seen": seen[1]})
    assert "Nya, kvinnor: 5 blir 8." in text(answer) and Report.objects.get(pk=two.pk).version == two.version


def test_a_correction_that_makes_a_later_report_impossible_is_refused(world, vagval, two, sam):
    later = ReportingPeriod.objects.get(last_month=8)
    builder.corrected(stored.report_of(vagval, later), {"ended-women": 12, "outcome.work-women": 12})
    typed = {**stored.typed_of(two), "new-women": "4", "version": two.version, "reason": "Fel"}
    answer = sam.post(address("entry-correct", vagval), typed)
    assert "Tertial 2 2024" in text(answer) and answer.status_code == 200
    assert stored.counts_of(two)[next(key for key in stored.counts_of(two) if name(key) == "new-women")] == 5


def test_a_closed_period_is_read_and_opened_again_with_a_reason(world, vagval, two, sam, office):
    assert office.post(at("period-close", T1.code)).url == at("reporting")
    assert sam.get(address("entry-correct", vagval)).url == address("entry", vagval)
    page = text(sam.get(address("entry", vagval)))
    assert "Perioden är stängd" in page and "Kansliet kan öppna perioden igen" in page
    office.post(at("period-reopen", T1.code), {"reason": ""})
    assert ReportingPeriod.objects.get(last_month=4).closed
    office.post(at("period-reopen", T1.code), {"reason": "Fel tal"})
    assert sam.get(address("entry-correct", vagval)).status_code == 200


def test_an_auditor_reads_a_report_and_its_history_and_changes_nothing(world, vagval, two):
    auditor = world.client("revisor")
    page = text(auditor.get(address("entry", vagval)))
    assert "Kvar vid periodens slut 10 – – 10" in page and "Rätta" not in page
    assert "Inlämnad" in text(auditor.get(address("entry-history", vagval)))
    assert auditor.post(address("entry", vagval), WHOLE).status_code == 200
    assert Report.objects.get(pk=two.pk).version == two.version
