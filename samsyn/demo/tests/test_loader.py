"""What `samsyn demo` leaves behind, and that it can be asked again, interrupted and undone."""

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory

from samsyn.associations.access import roles_of
from samsyn.associations.models import Association, OwnRow, User
from samsyn.core.figure import Scope
from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.demo import loader
from samsyn.demo.people import PASSWORD, PEOPLE
from samsyn.demo.removal import owned_models
from samsyn.governance.models import Paper
from samsyn.interventions.models import Document, Intervention
from samsyn.ledger.models import FiscalYear, Plan, SourceFile, Voucher
from samsyn.ledger.queries.books import Books
from samsyn.reports.build import Builder

pytestmark = pytest.mark.one_database


def _counts() -> dict[str, int]:
    models = [model for model in apps.get_models() if issubclass(model, OwnRow)]
    return {model._meta.label: model._default_manager.count() for model in (*models, Association, User, Event)}


def test_a_second_load_changes_nothing(demo):
    before = _counts()
    assert loader.load() is False
    assert _counts() == before


@pytest.fixture
def books_alone(monkeypatch):
    """A load that leaves out interventions and texts, which take most of its time: the package's one load has them."""
    for step in ("ops.fill", "texts.write"):
        monkeypatch.setattr(f"samsyn.demo.{step}", lambda *_: None)


def test_a_removed_demo_leaves_the_log_and_the_others_and_can_be_loaded_again(demo, world, books_alone):
    rows, files = _counts(), [source.file.name for source in SourceFile.objects.filter(association=demo)]
    files += [paper.file.name for paper in (*Paper.objects.all(), *Document.objects.all())]
    world.user("ekonom")
    events = Event.objects.filter(association_id=demo.pk).count()
    assert loader.remove() is True
    assert not loader.exists() and not Voucher.objects.exists() and not Intervention.objects.exists()
    assert {model._meta.label for model in owned_models() if model._default_manager.exists()} <= {
        "associations.Party", "associations.Membership",
    }  # fmt: skip
    assert list(User.objects.values_list("email", flat=True)) == ["ekonom@an.example"]
    assert Event.objects.filter(association_id=demo.pk).count() == events > 0
    assert not any(default_storage.exists(name) for name in files)
    assert loader.remove() is False
    assert loader.load() is True
    again = _counts()
    kept = {label for label in rows if again[label] == rows[label]}
    assert {"ledger.Voucher", "ledger.Entry", "ledger.Plan", "associations.Party"} <= kept
    assert again["associations.User"] == rows["associations.User"] + 1


def test_files_of_an_association_with_a_like_address_are_left_alone(demo):
    name = default_storage.save("ledger/2025/01/jamtland-ost-0123456789abcdef.se", ContentFile(b"#FLAGGA 0"))
    loader.remove()
    assert default_storage.exists(name)


def test_a_load_that_dies_leaves_no_rows_and_the_next_one_succeeds(demo, monkeypatch, books_alone):
    loader.remove()
    empty = _counts()

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("samsyn.demo.texts.write", die)  # the books are laid in by then
        with pytest.raises(KeyboardInterrupt):
            loader.load()
    assert _counts() == empty
    assert loader.load() is True
    kept = {source.file.name.rpartition("/")[2] for source in SourceFile.objects.all()}
    folder = SourceFile.objects.all()[0].file.name.rpartition("/")[0]
    assert {name for name in default_storage.listdir(folder)[1] if name.startswith("jamtland-")} == kept


def test_everyone_listed_can_log_in_and_has_the_role_said(demo):
    for person in PEOPLE:
        user = authenticate(RequestFactory().post("/"), username=person.email, password=PASSWORD)
        where = Association.objects.get(slug=person.slug)
        assert user is not None, person.email
        assert roles_of(user, where) == list(person.roles)
    assert len(PASSWORD) >= 12


def test_the_empty_association_sees_nothing_of_the_demo(demo):
    empty = Association.objects.get(slug="exempel")
    assert Books(empty).years() == []
    user = User.objects.get(email="forbundschef@exempel.example")
    assert roles_of(user, demo) == []


def test_the_years_with_a_report_after_them_are_closed(demo):
    years = FiscalYear.objects.filter(association=demo)
    assert {year.start.year for year in years if year.closed} == {2021, 2022, 2023}
    assert {year.start.year for year in years if not year.closed} == {2020, 2024}


def test_the_budget_file_and_the_ledgers_own_budget_are_said_to_be_equal(demo):
    for year in range(2020, 2025):
        first, second = Plan.objects.filter(association=demo, year=year, kind="budget").order_by("pk")
        assert first.in_force and not second.in_force
        assert second.equal_to == first


def test_every_account_of_the_ledgers_stands_on_exactly_one_line(demo):
    books = Books(demo)
    assert books.accounts.problems() == []
    for period in (Period(2020, 8), *map(Period, range(2021, 2025))):
        assert books.unmapped(period) == {}, period


def _value(association, key: str, scope: str):
    return Builder(association, "arsredovisning", Period(2024), {}).figures.value(key, Scope.parse(scope))


@pytest.mark.parametrize("year", ["2022", "2023", "2024"])
def test_no_deficit_is_left_to_restore(demo, year):
    assert _value(demo, "ledger.requirement.balance", year) < 0
    assert _value(demo, "ledger.requirement.closing_to_restore", year) == 0


def test_costs_are_divided_to_the_last_ore(demo):
    shares = [_value(demo, f"ledger.split.{name}", "2024") for name in ("individual", "structure", "administration")]
    assert sum(shares) == _value(demo, "ledger.costs", "2024")


PUBLISHED = [  # kind, period, table, row, column, as printed
    ("arsredovisning", "2024", "income_statement", "Årets resultat", "a2024", -594),
    ("arsredovisning", "2024", "balance_sheet", "Summa tillgångar", "a2023", 8743),
    ("arsredovisning", "2024", "cash_flow", "Likvida medel vid årets slut", "a2024", 6904),
    ("arsredovisning", "2024", "operating_statement", "Personalkostnader", "d2024", -390),
    ("arsredovisning", "2024", "note5", "Leverantörsskulder", "a2024", 2_980_419),
    ("arsredovisning", "2024", "note6", "Summa", "a2023", 11_030_000),
    ("ekonomi", "2022", "income_statement", "Årets resultat", "a2022", -2317),
    ("tertial", "2020-T2", "income_statement", "Årets resultat", "f2020", 1004),
    ("tertial", "2020-T2", "note1", "Vidarefakturering processledarutbildning", "p2020", 96),
]


@pytest.mark.parametrize(("kind", "period", "table", "row", "column", "printed"), PUBLISHED)
def test_published_figures_come_out_of_the_books(demo, kind, period, table, row, column, printed):
    maker = Builder(demo, kind, Period.parse(period), {}).maker
    make = {
        "income_statement": maker.income, "balance_sheet": maker.balance, "cash_flow": maker.cash_flow,
        "operating_statement": maker.operating,
    }  # fmt: skip
    made = make[table]() if table in make else maker.note(int(table.removeprefix("note")))
    place = [found.key for found in made.columns].index(column)
    assert [found.cells[place].value for found in made.rows if found.label == row] == [printed]


@pytest.mark.parametrize(
    ("note", "first", "last"),
    [(1, "Bidrag Regionen", "Kron-/Öresutjämning"), (3, "Plus Giro Nordea", "Förutbetalda kostnader")],
)
def test_notes_list_their_rows_in_the_published_order(demo, note, first, last):
    rows = Builder(demo, "arsredovisning", Period(2024), {}).maker.note(note).rows
    assert (rows[0].label, rows[-2].label) == (first, last)
