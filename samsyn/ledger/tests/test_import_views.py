"""Import as pages: the conversation, who may, and that a stranger sees nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samsyn.core.models import Event, Job
from samsyn.ledger.models import FiscalYear, Import, Voucher
from samsyn.ledger.tests.sie_builder import SIE, VOUCHERS, V

State = Import.State
SMALLER = SIE.but(vouchers=VOUCHERS[:1])


def to(name, **kwargs):
    return reverse(f"ledger:{name}", kwargs={"association": "an", "period": "2024", **kwargs})


def send(client, sie=SIE, name="2024.se"):
    content = sie if isinstance(sie, bytes) else sie.bytes()
    return client.post(to("import-upload"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def booked(client, sie=SIE, name="2024.se", **data):
    send(client, sie, name)
    item = Import.objects.first()
    page = client.post(to("import-confirm", pk=item.pk), data, follow=True)
    item.refresh_from_db()
    return item, page


@pytest.fixture
def client(world):
    return world.client("ekonom")


def test_the_first_page_teaches_and_takes_a_file(client):
    page = client.get(to("import"))
    assert "Ingen bokföring ännu" in page.text and 'type="file"' in page.text


def test_a_file_is_read_shown_and_booked_with_one_button(client):
    page = send(client)
    for words in ("Samordningsförbundet Ån", "hela bokföringen med verifikationer", "Lägg i bokföringen",
                  "stämmer på alla konton", "2024 är nytt", "Ingenting. Filen följer SIE-standarden"):  # fmt: skip
        assert words in page.text, words
    assert not Voucher.objects.exists()
    item, page = booked(client, name="igen.se")
    assert item.state == State.ACTIVE
    assert "2024 ligger nu i bokföringen: 4 verifikationer, 8 rader." in page.text
    assert "Ångra inläsningen" in page.text
    assert "2024.se" in client.get(to("import")).text


def test_answering_twice_books_once_and_says_how_the_file_stands(client):
    item, _ = booked(client)
    again = client.post(to("import-confirm", pk=item.pk), follow=True)
    assert "Filen väntar inte längre på besked. Läge: gäller." in again.text
    assert Voucher.objects.count() == 4


def test_findings_stand_with_their_line_numbers_and_can_be_fetched_as_text(client):
    page = send(client, SIE.but(extra=("#MOMSKOD 1 2",)))
    item = Import.objects.get()
    line = item.findings[0]["line"]
    assert f"rad {line}</p>" in page.text and "#MOMSKOD" in page.text
    text = client.get(to("import-findings", pk=item.pk)).text
    assert text.startswith(f"2024.se:{line}: I unknown_label: ")


def test_what_a_second_file_changes_is_shown_before_it_replaces(client):
    booked(client)
    page = send(client, SMALLER, "ny.se")
    assert "Konton vars saldo ändras" in page.text and "borttagen" in page.text
    assert "−5\u00a0000,50" in page.text
    item, page = booked(client, SMALLER, "ny.se")
    assert item.replaces.source.name == "2024.se" and "Ångras inläsningen läggs 2024.se tillbaka" in page.text


def test_undo_is_one_button(client):
    item, _ = booked(client)
    page = client.post(to("import-undo", pk=item.pk), follow=True)
    assert "är ångrad" in page.text and not FiscalYear.objects.exists()


def test_a_refused_file_says_everything_and_offers_no_button(client):
    page = send(client, b"<html><body>Sidan finns inte</body></html>", "2024.se")
    assert "Filen går inte att läsa in" in page.text and "webbsida" in page.text
    assert "Lägg i bokföringen" not in page.text


def test_another_companys_file_offers_no_button(client):
    page = send(client, SIE.but(org_number="232100-0016", company="Bäcken"))
    assert "kan inte läggas i bokföringen" in page.text and "232100-0016" in page.text
    assert ">Lägg i bokföringen<" not in page.text
    item = Import.objects.get()
    page = client.post(to("import-confirm", pk=item.pk), follow=True)
    assert "kan inte läggas in" in page.text and not Voucher.objects.exists()


def test_the_file_already_held_is_said_to_be_and_discarded(client):
    booked(client)
    page = send(client, name="kopia.se")
    assert "Just den här filen gäller redan" in page.text
    page = client.post(to("import-discard", pk=Import.objects.first().pk), follow=True)
    assert "Bokföringen är som den var" in page.text


def test_faulty_vouchers_need_a_tick(client):
    sie = SIE.but(vouchers=(*VOUCHERS, V("5", "20240401", "Sned", ((5010, 1_00), (1930, -2_00)))))
    item, page = booked(client, sie)
    assert item.state == State.READ and "kryssa i" in page.text
    page = client.post(to("import-confirm", pk=item.pk), {"skip": "1"}, follow=True)
    assert "utan de felaktiga verifikationerna" in page.text and Voucher.objects.count() == 4


def test_no_file_chosen_is_told_at_the_field(client):
    page = client.post(to("import-upload"), {})
    assert page.status_code == 422 and "Välj en fil först" in page.text


def test_a_file_above_the_limit_is_told_at_the_field(client, settings):
    settings.SIE_MAX_BYTES = 100
    page = send(client)
    assert page.status_code == 422 and "Gränsen är" in page.text and not Import.objects.exists()


def test_a_year_is_closed_and_opened_with_a_reason(client):
    item, _ = booked(client)
    page = client.post(to("year-close", pk=item.year_id), follow=True)
    assert "2024 är stängt" in page.text
    assert "kan inte ångras" in client.get(to("import-one", pk=item.pk)).text
    page = client.post(to("year-open", pk=item.year_id), {"reason": ""})
    assert page.status_code == 422 and "Skriv varför" in page.text
    client.post(to("year-open", pk=item.year_id), {"reason": "Rättelse"})
    assert FiscalYear.objects.get().closed is None
    assert Event.objects.get(verb="ledger.year.open").after.endswith("Rättelse")


def test_long_work_shows_a_bar_that_asks_for_itself_and_reloads_without_script(client, world):
    send(client)
    item = Import.objects.get()
    job = Job.objects.create(
        association_id=world.association.pk, kind="x", title="x", state=Job.State.RUNNING, done=50, total=200,
        step="Läser filen",
    )  # fmt: skip
    Import.objects.filter(pk=item.pk).update(state=State.READING, job=job.pk)
    page = client.get(to("import-one", pk=item.pk))
    assert "Läser filen, 25 procent" in page.text and 'http-equiv="refresh"' in page.text
    part = client.get(to("import-progress", pk=item.pk))
    assert 'value="50"' in part.text and "hx-get" in part.text and "<html" not in part.text
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    Import.objects.filter(pk=item.pk).update(state=State.READ)
    assert client.get(to("import-progress", pk=item.pk))["HX-Refresh"] == "true"


def test_a_lost_worker_is_told_and_can_be_replaced(client, world):
    send(client)
    item = Import.objects.get()
    job = Job.objects.create(association_id=world.association.pk, kind="x", title="x", state=Job.State.RUNNING)
    Import.objects.filter(pk=item.pk).update(state=State.WRITING, job=job.pk)
    Job.objects.filter(pk=job.pk).update(changed="2020-01-01T00:00:00Z")
    assert "Arbetet har stannat" in client.get(to("import-one", pk=item.pk)).text
    page = client.post(to("import-again", pk=item.pk), follow=True)
    assert "Lägg i bokföringen" in page.text


def test_the_file_can_be_fetched_as_it_came(client):
    send(client)
    response = client.get(to("import-file", pk=Import.objects.get().pk))
    assert b"".join(response.streaming_content) == SIE.bytes()
    assert 'filename="2024.se"' in response["Content-Disposition"]


PAGES = ("import", "import-one", "import-progress", "import-file", "import-findings")
POSTS = ("import-upload", "import-confirm", "import-discard", "import-undo", "import-again", "year-close", "year-open")


def addresses(item):
    for name in (*PAGES, *POSTS):
        needs = "pk" if name not in ("import", "import-upload") else None
        pk = item.year_id if name.startswith("year") else item.pk
        yield name, to(name, **({"pk": pk} if needs else {}))


def test_a_stranger_gets_404_on_every_page_download_and_button(world, client):
    item, _ = booked(client)
    stranger = world.client("stranger")
    for name, address in addresses(item):
        assert stranger.get(address).status_code == 404, name
        assert stranger.post(address).status_code == 404, name


def test_another_associations_import_is_404_under_ones_own_address(world, client):
    item, _ = booked(client)
    stranger = world.client("stranger")
    for name, address in addresses(item):
        if name not in ("import", "import-upload"):
            own = address.replace("/an/", "/backen/")
            assert stranger.get(own).status_code in (404, 405), name
            assert stranger.post(own).status_code == 404 or name in PAGES, name


@pytest.mark.parametrize("role", ["styrelseledamot", "revisor"])
def test_readers_see_but_do_not_change(world, client, role):
    item, _ = booked(client)
    reader = world.client(role)
    page = reader.get(to("import"))
    assert page.status_code == 200 and 'type="file"' not in page.text
    assert "Ångra inläsningen" not in reader.get(to("import-one", pk=item.pk)).text
    for name in POSTS:
        response = reader.post(dict(addresses(item))[name])
        assert response.status_code == 403, name
        assert "Bara ekonom och förbundschef" in response.text, name
    item.refresh_from_db()
    assert item.state == State.ACTIVE


def test_the_case_workers_of_a_party_do_not_see_the_books(world, client):
    item, _ = booked(client)
    for name, address in addresses(item):
        assert world.client("samordnare").get(address).status_code == 403, name


def test_the_pages_cost_the_same_number_of_queries_whatever_they_hold(client, django_assert_max_num_queries):
    for number in range(3):
        booked(client, SIE.but(program=f"Testbok {number}"), f"{number}.se")
    item = Import.objects.first()
    with django_assert_max_num_queries(18):
        client.get(to("import"))
    with django_assert_max_num_queries(18):
        client.get(to("import-one", pk=item.pk))
