"""The pages of case rows: what each role meets, and what a page never repeats."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse

from samsyn.core.tablefile import write_csv
from samsyn.participants.cases import store
from samsyn.participants.cases.access import ground_of
from samsyn.participants.cases.rows import COLUMNS, to_text
from samsyn.participants.domain.words import Sex
from samsyn.participants.tests.casework import GROUND, KEY, ROW, own, row, with_rows, worker

pytestmark = pytest.mark.django_db(databases=["default", "cases"])


@pytest.fixture(autouse=True)
def _on(settings):
    settings.CASES_KEY = KEY


def at(name: str, **kwargs) -> str:
    return reverse(f"participants:{name}", kwargs={"association": "an", "period": "2024", **kwargs})


def body(response) -> str:
    return response.content.decode()


def texts(one=ROW, **changes) -> dict[str, object]:
    """A form as a browser posts it: several values as lists."""
    held = {name: text.split("|") if COLUMNS[name].several or name == "psychiatry_years" else text
            for name, text in to_text(one).items()}  # fmt: skip
    return {name: value for name, value in {**held, **changes}.items() if value != [""]}


def file(*rows, name="rader.csv", **kwargs) -> SimpleUploadedFile:
    data = write_csv([column.name for column in COLUMNS.values()], [list(to_text(one).values()) for one in rows])
    return SimpleUploadedFile(name, data.encode(), **kwargs)


PAGES = (
    "cases",
    "cases-ground",
    "cases-stop",
    "cases-of",
    "cases-log",
    "case-new",
    "cases-import",
    "case",
    "case-remove",
)


def address(name: str, one, pk: int = 0) -> str:
    kwargs = {} if name == "cases" else {"pk": one.pk}
    return at(name, **kwargs, **({"case": pk} if name in ("case", "case-remove") else {}))


def test_an_installation_without_a_key_says_so_plainly_on_every_page(world, settings):
    one = with_rows(world)
    settings.CASES_KEY = ""
    for role in ("insatsagare", "deltagaransvarig"):
        client = world.login(world.party_user(role))
        answers = [client.get(address(name, one, 1)) for name in PAGES]
        assert {answer.status_code for answer in answers} <= {200, 403}
        told = [answer for answer in answers if answer.status_code == 200]
        assert told
        assert all("inte påslagna i den här installationen" in body(answer) for answer in told)


@pytest.mark.parametrize("role", ["forbundschef", "verksamhetsutvecklare", "ekonom", "registrator", "systemforvaltare",
                                  "beredning", "styrelseledamot", "revisor"])  # fmt: skip
def test_nobody_outside_the_party_opens_any_page(world, role):
    one = with_rows(world)
    client = world.client(role)
    assert {client.get(address(name, one, 1)).status_code for name in PAGES} == {403}
    assert {client.post(address(name, one, 1)).status_code for name in (*PAGES, "case-find")} == {403}


def test_a_samordnare_opens_no_page_and_an_insatsagare_only_what_is_about_the_ground(world):
    one = with_rows(world)
    samordnare, owner = world.login(world.party_user("samordnare")), world.login(world.party_user("insatsagare"))
    assert {samordnare.get(address(name, one, 1)).status_code for name in PAGES} == {403}
    answers = {name: owner.get(address(name, one, 1)).status_code for name in PAGES}
    assert {name for name, status in answers.items() if status == 200} == {"cases", "cases-ground", "cases-stop",
                                                                           "cases-log"}  # fmt: skip


def test_another_party_and_a_stranger_find_nothing(world):
    one = with_rows(world)
    for client in (world.login(world.party_user("deltagaransvarig", "Bergets kommun")), world.client("stranger")):
        pages = [name for name in PAGES if name not in ("cases", "cases-ground", "cases-stop")]
        assert {client.get(address(name, one, 1)).status_code for name in pages} == {404}
    theirs = world.login(world.party_user("insatsagare", "Bergets kommun"))
    assert {theirs.get(at(name, pk=one.pk)).status_code for name in ("cases-ground", "cases-stop", "cases-log")} == {
        404
    }
    assert "Vägval" not in body(theirs.get(at("cases")))


def test_whoever_also_works_in_the_office_is_turned_away(world):
    one, who = with_rows(world), worker(world)
    who.memberships.create(association=world.association, role="registrator")
    client = world.login(who)
    assert client.get(at("cases-of", pk=one.pk)).status_code == 403


def test_the_insatsagare_records_the_ground_and_is_told_everything_that_is_missing(world):
    one = own(world)
    client = world.login(world.party_user())
    assert "Antal lämnas, inga rader" in body(client.get(at("cases")))
    empty = body(client.post(at("cases-ground", pk=one.pk), {"basis": ""}))
    assert "8 saker att rätta" in empty
    told = {name: getattr(GROUND, name) for name in GROUND.__dataclass_fields__}
    consent = client.post(at("cases-ground", pk=one.pk), {**told, "basis": "samtycke"})
    assert ground_of(one) is None
    assert consent.status_code == 200
    assert client.post(at("cases-ground", pk=one.pk), told).status_code == 302
    assert ground_of(one).statute == GROUND.statute
    assert "Rader sedan" in body(client.get(at("cases")))
    assert GROUND.statute in body(client.get(at("cases-ground", pk=one.pk)))


def test_rows_end_after_a_second_question(world):
    one = with_rows(world)
    store.add(intervention=one, by=worker(world), row=ROW)
    client = world.login(world.party_user())
    client.post(at("cases-stop", pk=one.pk), {})
    assert ground_of(one)
    assert client.post(at("cases-stop", pk=one.pk), {"sure": "on"}).status_code == 302
    assert ground_of(one) is None
    assert "Avslutade" in body(client.get(at("cases")))


def test_a_row_is_written_found_changed_and_removed(world):
    one = with_rows(world)
    client = world.login(worker(world))
    assert client.post(at("case-new", pk=one.pk), texts()).status_code == 302
    assert "JH-17919" in body(client.get(at("cases-of", pk=one.pk)))
    found = client.post(at("case-find", pk=one.pk), {"pseudonym": "JH-17919"})
    assert "JH" not in found["Location"]
    page = client.get(found["Location"])
    assert 'value="JH-17919"' in body(page)
    assert page["Cache-Control"] == "private, no-store"
    changed = texts(end="2024-06-01", outcome="study", exit_reason="1", income_after=["studiemedel"], version="0")
    assert client.post(found["Location"], changed).status_code == 302
    pk = store.find(intervention=one, by=worker(world), pseudonym="JH-17919")
    assert store.one(intervention=one, by=worker(world), pk=pk).row == row(
        end=date(2024, 6, 1), outcome="study", exit_reason="1", income_after=("studiemedel",)
    )
    assert client.post(f"{found['Location']}ta-bort/").status_code == 302
    assert client.get(found["Location"]).status_code == 404


def test_two_at_once_are_told_and_what_was_typed_stays(world):
    one = with_rows(world)
    pk = store.add(intervention=one, by=worker(world), row=ROW)
    store.change(intervention=one, by=worker(world), pk=pk, version=0, row=row(sex=Sex.MEN))
    page = body(world.login(worker(world)).post(at("case", pk=one.pk, case=pk), texts(birth_year="1990", version="0")))
    assert "Någon annan har ändrat raden" in page
    assert 'value="1990"' in page


@pytest.mark.parametrize("name", ["pseudonym", "birth_year", "start", "end", "support_months", "education", "sex",
                                  "income_before", "psychiatry_years", "reporting_from"])  # fmt: skip
@pytest.mark.parametrize("typed", ["19850101-1234", "Zelda Ask"])
def test_what_looks_personal_is_refused_in_the_form_and_not_sent_back(world, name, typed):
    one = with_rows(world)
    several = COLUMNS[name].several or name == "psychiatry_years"
    answer = world.login(worker(world)).post(at("case-new", pk=one.pk), texts(**{name: [typed] if several else typed}))
    assert answer.status_code == 200
    assert "att rätta" in body(answer)
    assert "19850101" not in body(answer)
    assert "Zelda" not in body(answer)


def test_a_file_is_read_in_whole_or_not_at_all(world):
    one = with_rows(world)
    client = world.login(worker(world))
    assert "måste finnas" in body(client.get(at("cases-import", pk=one.pk)))
    bad = client.post(at("cases-import", pk=one.pk), {"file": file(ROW, row(pseudonym="Zelda Ask"))})
    assert "Inget är inläst" in body(bad)
    assert "rad 3, kolumn pseudonym" in body(bad)
    assert "Zelda" not in body(bad)
    assert store.some(intervention=one, by=worker(world), first=0, most=9)[1] == 0
    good = client.post(at("cases-import", pk=one.pk), {"file": file(ROW, row(pseudonym="JH-2222"))}, follow=True)
    assert "2 nya rader och 0 ändrade" in body(good)


def test_the_empty_file_reads_back(world):
    one = with_rows(world)
    client = world.login(worker(world))
    for form in ("csv", "xlsx"):
        empty = client.get(at("cases-template", pk=one.pk, form=form))
        name = f"850101-1234.{form}"
        answer = client.post(at("cases-import", pk=one.pk), {"file": SimpleUploadedFile(name, empty.content)})
        assert "filen har ingen rad under rubriken" in body(answer)
        assert "850101" not in body(answer)
    assert client.get(at("cases-template", pk=one.pk, form="pdf")).status_code == 404


def test_a_file_is_never_laid_on_a_disk(world, monkeypatch, settings):
    one = with_rows(world)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100  # a file over it is laid on a disk everywhere else

    def refuse(*args, **kwargs):
        raise AssertionError("written to a disk")

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", refuse)
    answer = world.login(worker(world)).post(at("cases-import", pk=one.pk), {"file": file(ROW)})
    assert answer.status_code == 302


def test_a_file_over_the_limit_is_refused_in_words(world, monkeypatch):
    one = with_rows(world)
    monkeypatch.setattr("samsyn.participants.views.cases_wall.MOST_BYTES", 100)
    monkeypatch.setattr("samsyn.participants.views.cases_import.MOST_BYTES", 100)
    answer = world.login(worker(world)).post(at("cases-import", pk=one.pk), {"file": file(ROW)})
    assert "Filen är för stor" in body(answer)


def test_an_import_asks_where_it_was_posted_from(world):
    one = with_rows(world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker(world), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(at("cases-import", pk=one.pk), {"file": file(ROW)}).status_code == 403


def test_the_list_is_leafed_through(world):
    one = with_rows(world)
    rows = [row(pseudonym=f"JH-{n}") for n in range(1000, 1120)]
    store.save_all(intervention=one, by=worker(world), rows=rows)
    client = world.login(worker(world))
    first, last = body(client.get(at("cases-of", pk=one.pk))), body(client.get(at("cases-of", pk=one.pk) + "?sida=3"))
    assert "JH-1119" in first
    assert "JH-1000" not in first
    assert "JH-1000" in last
    for slip in ("?sida=x", "?sida=0", "?sida=99999999", "?lage=slut", "?lage=x"):
        assert client.get(at("cases-of", pk=one.pk) + slip).status_code == 200


def test_who_has_read_is_told_to_the_party_and_not_whom(world):
    one = with_rows(world)
    client = world.login(worker(world))
    client.post(at("case-new", pk=one.pk), texts())
    client.get(at("cases-of", pk=one.pk))
    log = body(world.login(world.party_user()).get(at("cases-log", pk=one.pk)))
    assert "Läste rader 1–1 av 1: Vägval" in log
    assert "deltagaransvarig Åns kommun" in log
    assert "JH-17919" not in log


def test_where_the_party_has_recorded_nothing_the_page_says_who_does(world):
    one = own(world)
    page = body(world.login(worker(world)).get(at("cases-of", pk=one.pk)))
    assert "Partens insatsägare har inte fört in" in page


def test_codes_are_the_associations_own(world):
    one = with_rows(world)
    page = body(world.login(worker(world)).get(at("case-new", pk=one.pk)))
    assert "Psykiatrin" in page
    assert "Tas bara ur räkningen, har inte slutat" in page


def test_an_excel_file_with_the_kits_headings_is_read(world):
    import_ = pytest.importorskip("xlsxwriter")
    out = io.BytesIO()
    with import_.Workbook(out) as book:
        sheet = book.add_worksheet()
        for place, (name, text) in enumerate(to_text(ROW).items()):
            sheet.write(0, place, COLUMNS[name].other)
            sheet.write(1, place, text)
    one = with_rows(world)
    answer = world.login(worker(world)).post(
        at("cases-import", pk=one.pk), {"file": SimpleUploadedFile("rader.xlsx", out.getvalue())}
    )
    assert answer.status_code == 302
    assert store.find(intervention=one, by=worker(world), pseudonym="JH-17919")
