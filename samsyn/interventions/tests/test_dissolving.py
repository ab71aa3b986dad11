"""What no document settles of a year-end answer: the office dissolves it in a later year, and takes that back."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from samsyn.catalogue import CHECKS, figure_book
from samsyn.core.check import Outcome
from samsyn.core.figure import Scope
from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions.confirmations import answer_confirmation, dissolve_debt, restore_debt
from samsyn.interventions.actions.exports import export_vouchers, set_accounts, undo_export
from samsyn.interventions.domain.commitments import movement
from samsyn.interventions.domain.debts import DebtMovement, debt_movement
from samsyn.interventions.domain.vouchers import USES, Use
from samsyn.interventions.models import Confirmation, Due
from samsyn.interventions.queries.duties import open_to
from samsyn.interventions.queries.exports import pending
from samsyn.interventions.queries.ledger import accrued_debt, debt_changes, entries
from samsyn.interventions.queries.reconciliation import matched, named
from samsyn.interventions.tests.builder import KR, claimed
from samsyn.interventions.tests.claiming import make_office
from samsyn.interventions.tests.test_claims.reading import left, words
from samsyn.ledger.models import FiscalYear
from samsyn.ledger.queries.books import Books

JANUARY, JUNE = date(2024, 1, 12), date(2024, 6, 3)
YEAR = date(2024, 1, 1), date(2024, 12, 31)
LATE = {"period_from": date(2023, 9, 1), "period_to": date(2023, 12, 31), "received": date(2024, 1, 29)}
WHY = "Rekvisitionen blev 12 000 kr lägre."


@pytest.fixture
def office(world):
    return make_office(world)


@pytest.fixture
def answer(office):
    """90 000 kr worked up in 2023 and not requisitioned."""
    row = Confirmation.objects.create(association=office.of.association, intervention=office.of, year=2023,
                                      asked=date(2023, 12, 15), due=date(2024, 1, 15))  # fmt: skip
    return answer_confirmation(confirmation=row, amount=90_000 * KR, on=JANUARY, by=office.owner)


def dissolve(office, answer, on=JUNE, reason=WHY, by=None):
    return dissolve_debt(confirmation=answer, on=on, reason=reason, by=by or office.checker)


def partly(office, answer, amount=78_000):
    """A document that settles a part of the answer, as one taken over may."""
    return claimed(office.of, amount, "R9", settles=answer, settled=amount * KR, cost_date=date(2024, 3, 1))


def moved(office, year=2024) -> DebtMovement:
    return debt_movement(debt_changes(office.of.association), date(year, 1, 1), date(year, 12, 31))


def closed(office, year):
    FiscalYear.objects.create(association=office.of.association, start=date(year, 1, 1), end=date(year, 12, 31),
                              closed=datetime(year + 1, 3, 1, tzinfo=UTC))  # fmt: skip


# --- the step -------------------------------------------------------------------------------------------------------


def test_the_debt_is_gone_the_year_costs_less_and_the_money_remains(office, answer):
    dissolve(office, answer)
    association = office.of.association
    found = movement(entries(association), *YEAR)
    assert (found.cost, found.dissolved, found.accrued) == (-90_000 * KR, 90_000 * KR, 0)
    assert movement(entries(association), date(2023, 1, 1), date(2023, 12, 31)).cost == 90_000 * KR
    assert (accrued_debt(association, date(2024, 6, 2)), accrued_debt(association, JUNE)) == (90_000 * KR, 0)
    assert left(office) == 600_000


def test_of_one_that_is_partly_settled_the_rest_is_dissolved_and_the_debt_foots(office, answer):
    partly(office, answer)
    assert dissolve(office, answer).dissolved_amount == 12_000 * KR
    assert moved(office) == DebtMovement(90_000 * KR, 0, 78_000 * KR, 12_000 * KR)
    assert (moved(office).closing, moved(office, 2023).closing) == (0, 90_000 * KR)
    with pytest.raises(Refused, match="Inget är kvar som skuld"):
        dissolve(office, answer)


def test_the_event_says_who_how_much_and_why(office, answer):
    dissolve(office, answer)
    event = Event.objects.get(verb="confirmation.dissolve")
    assert WHY in event.summary and "Vägval" in event.summary
    assert (answer.dissolved_by, event.actor) == (office.checker.name, office.checker.name)
    assert (answer.dissolved, answer.dissolved_why) == (JUNE, WHY)


@pytest.mark.parametrize(
    ("on", "reason", "sentence"),
    [
        (JUNE, " ", "Skriv varför skulden löses upp."),
        (date(2023, 12, 31), WHY, "ett senare år än 2023"),
        (date(2024, 1, 11), WHY, "Svaret lämnades 12 januari 2024"),
        (date(2098, 1, 1), WHY, "har inte varit än"),
        (date(2025, 2, 1), WHY, "Bokföringen för 2025 är stängd"),
    ],
)
def test_it_takes_a_reason_and_a_day_of_a_later_open_year(office, answer, on, reason, sentence):
    closed(office, 2025)
    with pytest.raises(Refused) as refused:
        dissolve(office, answer, on, reason)
    assert sentence in words(refused)
    assert accrued_debt(office.of.association, YEAR[1]) == 90_000 * KR


def test_a_late_document_that_waits_comes_first(office, answer):
    office.certified(**LATE)
    with pytest.raises(Refused, match="Rekvisition 1 för 2023 väntar på attest"):
        dissolve(office, answer)


def test_one_that_comes_after_all_is_the_open_years_cost(office, answer):
    dissolve(office, answer)
    claim = office.approved(78_000, on=date(2024, 6, 10), **LATE)
    assert (claim.cost_date, claim.settled) == (date(2024, 6, 10), 0)
    assert movement(entries(office.of.association), *YEAR).cost == (78_000 - 90_000) * KR


def test_the_answer_itself_is_then_not_changed(office, answer):
    dissolve(office, answer)
    with pytest.raises(Refused, match="Skulden är upplöst"):
        answer_confirmation(confirmation=answer, amount=0, on=JUNE, by=office.owner)


def test_only_those_who_ask_for_the_answers_dissolve_and_take_back(world, office, answer):
    for who in (office.owner, world.user("verksamhetsutvecklare"), world.user("revisor")):
        with pytest.raises(PermissionDenied):
            dissolve(office, answer, by=who)
        with pytest.raises(PermissionDenied):
            restore_debt(confirmation=answer, by=who)


def test_the_database_holds_that_a_dissolved_debt_is_whole_and_no_more_than_the_answer(answer):
    for fields in ({"dissolved": JUNE}, {"dissolved": JUNE, "dissolved_amount": 90_001 * KR, "dissolved_why": WHY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Confirmation.objects.filter(pk=answer.pk).update(**fields)


# --- taken back -----------------------------------------------------------------------------------------------------


def test_it_is_taken_back_while_the_year_is_open(office, answer):
    with pytest.raises(Refused, match="är inte upplöst"):
        restore_debt(confirmation=answer, by=office.checker)
    dissolve(office, answer)
    assert restore_debt(confirmation=answer, by=office.checker).dissolved is None
    assert moved(office) == DebtMovement(90_000 * KR)
    assert WHY in Event.objects.get(verb="confirmation.restore").before
    dissolve(office, answer)
    closed(office, 2024)
    with pytest.raises(Refused, match="Bokföringen för 2024 är stängd"):
        restore_debt(confirmation=answer, by=office.checker)


def test_it_is_not_taken_back_when_what_it_freed_is_used(office, answer):
    dissolve(office, answer)
    claimed(office.of, 520_000, "R2", year=2024)
    with pytest.raises(Refused) as refused:
        restore_debt(confirmation=answer, by=office.checker)
    assert "återstår bara 80 000 kr" in words(refused)


# --- what is owed, and what goes to the books -----------------------------------------------------------------------


def test_the_ekonom_is_to_settle_or_dissolve_it_before_the_next_year_end(world, office, answer):
    due = Due.objects.get(kind="skuld")
    assert (due.title, due.due, due.done) == ("Årsbesked 2023: skuld som inte är avräknad", date(2024, 12, 31), None)
    found = open_to(world.user("ekonom"), world.association, date(2024, 12, 20))
    (row,) = [one for one in found.shown(list(found.rows())) if one.due == due]
    assert (row.mine, row.action, row.link.kwargs["pk"]) == (True, "Öppna årsbeskedet", answer.pk)
    dissolve(office, answer)
    due.refresh_from_db()
    assert due.done == JUNE
    restore_debt(confirmation=answer, by=office.checker)
    due.refresh_from_db()
    assert due.done is None


def test_a_late_document_that_settles_it_is_the_end_of_that(office, answer):
    office.approved(78_000, on=date(2024, 2, 1), **LATE)
    assert Due.objects.get(kind="skuld").done == date(2024, 2, 1)


def test_an_answer_of_nothing_is_owed_by_no_one(office, answer):
    answer_confirmation(confirmation=answer, amount=0, on=JANUARY, by=office.owner)
    assert Due.objects.get(kind="skuld").done == JANUARY


def test_the_voucher_takes_the_debt_away_against_the_cost_on_the_project_once(office, answer):
    association = office.of.association
    set_accounts(
        association=association, series="S", accounts={use.value: n for use, (_, n) in USES.items()}, by="prov"
    )
    dissolve(office, answer)
    (draft,) = pending(association, *YEAR).drafts
    assert [(line.use, line.amount, line.project) for line in draft.lines] == [
        (Use.ACCRUED, 90_000 * KR, "P01"), (Use.COST, -90_000 * KR, "P01"),
    ]  # fmt: skip
    assert (draft.date, draft.text) == (JUNE, "Upplöst skuld, årsbesked 2023, Vägval")
    batch = export_vouchers(association=association, start=YEAR[0], end=YEAR[1], kind="sie", by="prov")
    assert pending(association, *YEAR).drafts == []
    with pytest.raises(Refused, match="Ångra underlaget först"):
        restore_debt(confirmation=answer, by=office.checker)
    undo_export(batch=batch, by="prov")
    assert restore_debt(confirmation=answer, by=office.checker).dissolved is None


def test_beside_the_books_it_is_a_document_of_its_own(office, answer):
    dissolve(office, answer)
    (one,) = named(office.of.association, matched(office.of.association, 2024)).only_asked
    assert (one.label, one.amount) == ("Upplöst: Upparbetat, ej rekvirerat 2023, Vägval", -90_000 * KR)


# --- figures and checks ---------------------------------------------------------------------------------------------


def figures(office):
    return figure_book(Books(office.of.association))


def said(office, year):
    check = next(one for one in CHECKS if one.id == "interventions.debt-forward")
    found = check.run(figures(office), Period(year))
    return [(one.outcome, one.sentence.replace("\N{NO-BREAK SPACE}", " ")) for one in found]


def test_the_figures_of_the_debt_are_its_roll_forward_and_are_explained_by_it(office, answer):
    partly(office, answer)
    dissolve(office, answer)
    book, scope = figures(office), Scope(Period(2024))
    names = ("debt_opening", "debt_accrued", "debt_settled", "debt_dissolved", "accrued")
    assert [book.value(f"interventions.{name}", scope) // KR for name in names] == [90_000, 0, 78_000, 12_000, 0]
    explained = book.explain("interventions.accrued", scope)
    assert [(part.operator, part.figure) for part in explained.parts] == list(
        zip(["", "+", "−", "−"], [f"interventions.{name}" for name in names[:4]], strict=True)
    )
    for name in names[:4]:
        sources = book.explain(f"interventions.{name}", scope).sources
        assert sum(row.value for row in sources) == book.value(f"interventions.{name}", scope)
    cost = book.explain("interventions.cost", scope).sources
    assert "Vägval: Upplöst skuld, årsbesked 2023" in [row.label for row in cost]


def test_the_check_tells_of_debt_that_nothing_has_settled_and_foots_when_it_is_dissolved(office, answer):
    assert said(office, 2023)[0] == (
        Outcome.HOLDS, "0 kr + upparbetat 90 000 kr − reglerat 0 kr − upplöst 0 kr = 90 000 kr."
    )  # fmt: skip
    assert said(office, 2024)[1][0] is Outcome.EXPLAIN
    assert "90 000 kr av skulden är från 2023 eller tidigare" in said(office, 2024)[1][1]
    dissolve(office, answer)
    assert said(office, 2024) == [
        (Outcome.HOLDS, "90 000 kr + upparbetat 0 kr − reglerat 0 kr − upplöst 90 000 kr = 0 kr.")
    ]
