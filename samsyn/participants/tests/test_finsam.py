"""Underlag till Uppföljning Finsam: what stands in its boxes, who sees which sheet, and what has changed since last."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.associations.models import Contribution
from samsyn.core.figure import Measure, Scope, UnknownFigure
from samsyn.core.models import Event
from samsyn.core.money import Unit
from samsyn.core.refused import Refused
from samsyn.interventions.models import InterventionYear
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.tests.builder import agreed, claimed, decided, intervention
from samsyn.ledger.queries.books import Books
from samsyn.participants.actions.finsam import mark_copied, seal
from samsyn.participants.actions.keeping import retotal
from samsyn.participants.domain.finsam import Box, Line, Section, Sheet, boxes, changes, content, sent, unsent
from samsyn.participants.figures.finsam import FinsamFigures, figures_for, fill
from samsyn.participants.models import Count, FinsamReturn, Report, ReportingPeriod
from samsyn.participants.queries.finsam import in_year, office_sheet, participants_sheet
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tests.occasions import forum

YEAR = 2024


def section(value: int | None = 5, esf: str = "nej") -> Section:
    number = Box("x.budget", "Budget", "f", Scope.parse("2024"), Unit.PERSONS, exact=value)
    return Section(
        "s", "S", ("Budget", "ESF"), [Line("x", "X", (number, Box("fast.x.esf", "ESF", text=esf, fixed=True)))]
    )


def filled(association, sheet: Sheet = Sheet.OFFICE, user=None, year: int = YEAR) -> list[Section]:
    if sheet is Sheet.PARTICIPANTS:
        return fill(participants_sheet(user, association, year), None, Tally(association))
    books = Books(association)
    return fill(office_sheet(association, year), figures_for(books, Portfolio(association)), Tally(association))


def held(sections) -> dict[str, object]:
    return dict(content(sections))


def counted(one, last_month: int = 4, **by_sex: int) -> None:
    """A handed-in report that opens the year: so many new, by sex."""
    period = ReportingPeriod.objects.get_or_create(
        association=one.association, year=YEAR, first_month=last_month - 3, last_month=last_month,
        defaults={"due": date(YEAR, last_month, 28)},
    )[0]  # fmt: skip
    report = Report.objects.create(association=one.association, intervention=one, period=period, state="inlämnad",
                                   handed_in=f"{YEAR}-05-02T10:00:00Z")  # fmt: skip
    for variable, counts in (("year_opening", dict.fromkeys(by_sex, 0)), ("new", by_sex)):
        for sex, count in counts.items():
            Count.objects.create(association=one.association, report=report, variable=variable, sex=sex, count=count)
    retotal(period)


@pytest.fixture
def vagval(world):
    """Vägval with 400 tkr for the year, 350 used, 30 participants planned; and a structure intervention."""
    made = intervention(world.association)
    agreed(decided(made, {YEAR: 400_000}))
    claimed(made, 350_000, year=YEAR)
    InterventionYear.objects.create(association=world.association, intervention=made, year=YEAR, participants=30)
    intervention(world.association, "natverk", name="Nätverk", direction="struktur", run_by="egen", project="P9")
    for name, kind, amount in (
        ("Försäkringskassan", "stat", 400),
        ("Region Ån", "region", 200),
        ("Åns kommun", "kommun", 200),
    ):
        Contribution.objects.create(association=world.association, party=world.party(name, kind), year=YEAR,
                                    amount=amount * 1000_00)  # fmt: skip
    return made


# --- values ----------------------------------------------------------------------------------------------------------


def test_a_box_holds_whole_kronor_persons_or_a_text():
    assert Box("a", "A", "f", unit=Unit.KR, exact=12_350).content == 124
    assert Box("a", "A", "f", unit=Unit.PERSONS, exact=7).content == 7
    assert Box("a", "A", "f", exact=None).content is None
    assert Box("a", "A", text="STAR").content == "STAR"


def test_what_differs_from_last_time_is_told_and_what_cannot_be_changed_is_marked():
    before = held([section(4)])
    assert changes([section(4)], before) == []
    (number,) = changes([section(5)], before)
    assert (number.line, number.label, number.was, number.now, number.fixed) == ("X", "Budget", "4", "5", False)
    assert [one.fixed for one in changes([section(4, "ja")], before)] == [True]
    assert changes([section(None)], before)[0].now == "uppgift saknas"
    assert (unsent([section()], {}), unsent([section()], before)) == (2, 0)


def test_each_sender_s_last_word_holds_and_what_is_fixed_stands_from_year_to_year():
    told = [(2023, {"a": 1, "fast.a.esf": "nej"}), (2024, {"b": 2}), (2024, {"b": 3, "c": 4})]
    assert sent(told, 2024) == {"fast.a.esf": "nej", "b": 3, "c": 4}


# --- the office's sheet ----------------------------------------------------------------------------------------------


def test_the_office_s_sheet_follows_the_form_s_order(vagval, world):
    keys = [one.key for one in office_sheet(world.association, YEAR)]
    assert keys == ["medel", "administration", "uppgifter", "individ", "struktur"]


def test_money_plans_and_structure_come_from_the_figures(vagval, world):
    forum(world.association, start=date(YEAR, 4, 6), intervention=in_year(world.association, YEAR)[0])
    told = held(filled(world.association))
    assert (told["allocated.state"], told["allocated.total"]) == (400_000, 800_000)
    assert (told["vagval.budget"], told["vagval.outcome"], told["vagval.planned"]) == (400_000, 350_000, 30)
    assert told["natverk.participants"] == 78
    assert told["natverk.budget"] is None  # nothing decided: not known, and not zero
    assert (told["fast.vagval.direction"], told["fast.natverk.direction"]) == (
        "Individinriktad",
        "Strukturövergripande",
    )
    assert told["equity"] is None  # no books


def test_every_box_with_a_number_names_a_figure_that_exists(vagval, world):
    book = figures_for(Books(world.association), Portfolio(world.association))
    numbers = [box for _, _, box in boxes(office_sheet(world.association, YEAR)) if box.figure]
    assert numbers
    assert [box.figure for box in numbers if box.figure not in book] == []
    for box in numbers:
        assert book.explain(box.figure, box.scope).value == book.value(box.figure, box.scope)


def test_interventions_that_do_not_run_in_the_year_are_left_out(vagval, world):
    assert [one.key for one in in_year(world.association, 2022)] == []
    intervention(world.association, "snart", name="Snart", state="förbereds")
    assert [one.key for one in in_year(world.association, YEAR)] == ["natverk", "vagval"]


def test_planned_participants_are_a_figure_of_the_year(vagval, world):
    figures = FinsamFigures(Portfolio(world.association), Books(world.association))
    assert figures.value("finsam.planned.vagval", Scope.parse("2024")) == 30
    assert figures.value("finsam.planned.vagval", Scope.parse("2023")) is None
    assert figures.explain("finsam.planned.vagval", Scope.parse("2024")).sources[0].value == 30
    assert figures.value("finsam.administration", Scope.parse("2024")) is None
    assert figures.value("finsam.administration", Scope(Scope.parse("2024").period, Measure.BUDGET)) is None
    with pytest.raises(UnknownFigure):
        figures.value("finsam.planned.okand", Scope.parse("2024"))


# --- the deltagaransvarig's sheet ------------------------------------------------------------------------------------


def test_participants_stand_by_sex_and_only_for_one_s_own(vagval, world):
    others = intervention(world.association, "annan", name="Annan", owner=world.party("Bys kommun"))
    counted(vagval, women=7, men=4, unstated=1)
    counted(others, women=2, men=2)
    own = filled(world.association, Sheet.PARTICIPANTS, world.party_user("deltagaransvarig"))
    assert held(own) == {"vagval.enrolled.women": 7, "vagval.enrolled.men": 4, "vagval.enrolled.unstated": 1,
                         "vagval.enrolled.all": 12}  # fmt: skip
    office = filled(world.association, Sheet.PARTICIPANTS, world.user("forbundschef"))
    assert [line.key for line in office[0].lines] == ["annan", "vagval"]


# --- marking as sent -------------------------------------------------------------------------------------------------


def mark(world, sections, by, sheet=Sheet.OFFICE, seen=None):
    return mark_copied(association=world.association, year=YEAR, sheet=sheet, sections=sections,
                       seen=seal(content(sections)) if seen is None else seen, by=by)  # fmt: skip


def test_marking_keeps_what_was_sent_and_the_same_again_writes_nothing(vagval, world):
    chief = world.user("forbundschef")
    first = mark(world, filled(world.association), chief)
    assert first.content["vagval.outcome"] == 350_000
    assert mark(world, filled(world.association), chief) == first
    assert (FinsamReturn.objects.count(), Event.objects.filter(verb="participants.finsam_sent").count()) == (1, 1)
    claimed(vagval, 10_000, "2", year=YEAR)
    mark(world, filled(world.association), chief)
    event = Event.objects.filter(verb="participants.finsam_sent").order_by("pk").last()
    assert (event.before, event.after) == ("Vägval, utfall: 350\u00a0000", "Vägval, utfall: 360\u00a0000")


def test_figures_that_changed_since_the_page_was_shown_are_not_marked(vagval, world):
    seen = seal(content(filled(world.association)))
    claimed(vagval, 10_000, "2", year=YEAR)
    with pytest.raises(Refused, match="har ändrats"):
        mark(world, filled(world.association), world.user("forbundschef"), seen=seen)
    assert not FinsamReturn.objects.exists()


def test_the_office_does_not_send_participants_and_a_party_not_money(vagval, world):
    party = world.party_user("deltagaransvarig")
    with pytest.raises(PermissionDenied, match="deltagaransvarig"):
        mark(
            world, filled(world.association, Sheet.PARTICIPANTS, party), world.user("forbundschef"), Sheet.PARTICIPANTS
        )
    with pytest.raises(PermissionDenied):
        mark(world, filled(world.association), party)
    with pytest.raises(PermissionDenied):
        mark(world, filled(world.association), world.user("styrelseledamot"))


def test_the_event_log_holds_no_small_counts(vagval, world):
    counted(vagval, women=3, men=2)
    party = world.party_user("samordnare")
    mark(world, filled(world.association, Sheet.PARTICIPANTS, party), party, Sheet.PARTICIPANTS)
    event = Event.objects.get(verb="participants.finsam_sent")
    assert (event.before, event.after) == ("", "uppgifter: 4")


# --- pages -----------------------------------------------------------------------------------------------------------

HOME = "/an/2024/deltagare/uppfoljning-finsam/"


def form(client, sheet: str = "kansli") -> dict[str, str]:
    return {"blad": sheet, "seal": client.get(f"{HOME}?blad={sheet}").context["seal"]}


def test_the_page_shows_the_sheet_marks_it_and_then_what_changed(vagval, world):
    client = world.client()
    page = client.get(HOME).content.decode()
    for words in ("350\u00a0000", "kan inte ändras efteråt", "inte markerade som inskickade än", "Kopiera"):
        assert words in page, words
    client.post(f"{HOME}inskickat/", form(client))
    page = client.get(HOME).content.decode()
    assert "Inget har ändrats sedan dess" in page
    assert "Markera som inskickat" not in page
    claimed(vagval, 10_000, "2", year=YEAR)
    vagval.esf = True
    vagval.save()
    page = client.get(HOME).content.decode()
    for words in ("Ändrat sedan sist", "360\u00a0000", "Kan inte ändras efteråt: lägg upp en ny insats där"):
        assert words in page, words
    stale = client.post(f"{HOME}inskickat/", {"blad": "kansli", "seal": "gammal"}, follow=True).content.decode()
    assert "Siffrorna har ändrats" in stale


def test_the_sheet_is_fetched_as_csv_in_whole_kronor(vagval, world):
    text = world.client().get(f"{HOME}underlag.csv").content.decode()
    assert "Individinriktade insatser,Vägval,Utfall,350000,,ja" in text
    assert "När insatsen läggs upp,Vägval,ESF-finansiering,nej,,nej" in text


def test_a_party_sees_its_own_participants_and_nothing_of_the_office_s(vagval, world):
    intervention(world.association, "annan", name="Annan insats", owner=world.party("Bys kommun"))
    counted(vagval, women=3, men=2)
    client = world.login(world.party_user("samordnare"))
    page = client.get(HOME).content.decode()
    assert "Vägval" in page
    assert "Annan insats" not in page
    assert "Kansliets uppgifter" not in page
    assert client.get(f"{HOME}?blad=kansli").status_code == 403
    assert client.get(f"{HOME}underlag.csv?blad=kansli").status_code == 403
    assert client.post(f"{HOME}inskickat/", {"blad": "kansli"}).status_code == 403
    client.post(f"{HOME}inskickat/", form(client, "deltagare"))
    assert FinsamReturn.objects.get().content == {"vagval.enrolled.women": 3, "vagval.enrolled.men": 2,
                                                  "vagval.enrolled.unstated": 0, "vagval.enrolled.all": 5}  # fmt: skip
    office = world.client().get(f"{HOME}?blad=deltagare").content.decode()
    assert "kan inte vara deltagaransvarig" in office
    assert "Markera som inskickat" not in office
    assert world.client().post(f"{HOME}inskickat/", form(world.client(), "deltagare")).status_code == 403


def test_two_parties_do_not_undo_each_other(vagval, world):
    others = intervention(world.association, "annan", name="Annan", owner=world.party("Bys kommun"))
    counted(vagval, women=3, men=2)
    counted(others, women=1, men=1)
    ours = world.login(world.party_user("samordnare"))
    theirs = world.login(world.party_user("samordnare", "Bys kommun"))
    ours.post(f"{HOME}inskickat/", form(ours, "deltagare"))
    assert "inte markerade som inskickade än" in theirs.get(HOME).content.decode()
    theirs.post(f"{HOME}inskickat/", form(theirs, "deltagare"))
    assert "Inget har ändrats sedan dess" in ours.get(HOME).content.decode()


def test_an_empty_year_teaches(world):
    page = world.client().get(f"{HOME}?blad=deltagare").content.decode()
    assert "Inga insatser 2024" in page


def test_strangers_find_nothing_and_those_who_only_read_are_told_why(world):
    pages = ("", "underlag.csv", "inskickat/")
    stranger, board = world.client("stranger"), world.client("styrelseledamot")
    assert {stranger.get(HOME + page).status_code for page in pages} == {404}
    assert stranger.post(f"{HOME}inskickat/").status_code == 404
    assert {board.get(HOME + page).status_code for page in pages} == {403}
