"""Logging in and out, being locked out, the start page, and the accessibility statement."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from samsyn.associations import actions
from samsyn.associations.models import FaultReport, Membership, User
from samsyn.associations.views.public import REPORTS_AN_HOUR, waiting
from samsyn.core.models import Event
from samsyn.core.refused import Refused

PASSWORD = "ett långt lösenord"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def log_in(client, email: str, password: str = PASSWORD):
    return client.post("/konto/login/", {"login": email, "password": password})


def test_a_person_logs_in_with_e_mail_and_password(world, client):
    user = world.user("ekonom")
    assert log_in(client, user.email)["Location"] == "/"
    assert client.get("/")["Location"] == "/an/"


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(world, client):
    html = log_in(client, world.user("ekonom").email, "fel").content.decode()
    assert 'value="ekonom@an.example"' in html
    assert 'role="alert"' in html


def test_repeated_failures_lock_that_address_out_and_say_how_long(world, client, settings):
    settings.AXES_FAILURE_LIMIT = 3
    user, other = world.user("ekonom"), world.user("revisor")
    for _ in range(2):
        assert log_in(client, user.email, "fel").status_code == 200
    locked = log_in(client, user.email, "fel")
    assert locked.status_code == 429
    assert "stängd i en timme" in locked.content.decode()
    assert log_in(client, user.email).status_code == 429, "the right password does not help now"
    assert log_in(client, user.email.upper()).status_code == 429, "nor does another spelling"
    assert log_in(client, other.email).status_code == 302, "others on the same network go on"


def test_a_success_forgets_earlier_failures(world, client, settings):
    settings.AXES_FAILURE_LIMIT = 3
    user = world.user("ekonom")
    for _ in range(3):
        log_in(client, user.email, "fel")
        assert log_in(client, user.email).status_code == 302
        client.logout()


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(hours=1), "en timme"),
        (timedelta(hours=3), "3 timmar"),
        (timedelta(minutes=90), "90 minuter"),
    ],
)
def test_the_wait_is_said_in_words(wait, words):
    assert waiting(wait) == words


def test_nobody_signs_up_and_the_pages_say_whom_to_ask(client, db):
    assert "systemförvaltaren" in client.get("/konto/login/").content.decode()
    response = client.post("/konto/signup/", {"email": "ny@exempel.se", "password1": PASSWORD, "password2": PASSWORD})
    assert "Konton läggs upp av förbunden" in response.content.decode()
    assert not User.objects.exists()


def test_a_forgotten_password_is_reset_by_mail(world, client):
    user = world.user("ekonom")
    assert client.post("/konto/password/reset/", {"email": user.email}).status_code == 302
    assert mail.outbox[0].subject.endswith("Välj ett nytt lösenord i Samsyn")
    assert "/konto/password/reset/key/" in mail.outbox[0].body


def test_the_reset_page_does_not_tell_whether_an_account_exists(world, client):
    known = client.post("/konto/password/reset/", {"email": world.user("ekonom").email}, follow=True)
    unknown = client.post("/konto/password/reset/", {"email": "ingen@exempel.se"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain


def test_logging_out_asks_first(world):
    client = world.client("ekonom")
    assert "Logga ut?" in client.get("/konto/logout/").content.decode()
    assert client.get("/").status_code == 302
    client.post("/konto/logout/")
    assert client.get("/")["Location"].startswith("/konto/login/")


@pytest.mark.parametrize(
    "page", ["login/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/", "signup/",
             "password/reset/key/1-nonsens/"])  # fmt: skip
def test_the_account_pages_are_ours_and_in_swedish(client, db, page):
    html = client.get(f"/konto/{page}", follow=True).content.decode()
    assert 'lang="sv"' in html
    assert html.count("<h1") == 1
    assert "skal" in html


def test_the_password_page_is_ours_for_who_is_logged_in(world):
    html = world.client("ekonom").get("/konto/password/change/").content.decode()
    assert "Byt lösenord" in html
    assert "Minst 12 tecken" in html


def test_a_person_in_several_associations_chooses(world):
    user = world.user("ekonom")
    Membership.objects.create(association=world.other, user=user, role="revisor")
    html = world.client("ekonom").get("/").content.decode()
    assert 'href="/an/"' in html
    assert 'href="/backen/"' in html


def test_a_person_without_a_role_is_told_whom_to_ask(world, client):
    client.force_login(User.objects.create_user("x@exempel.se", PASSWORD, name="X"),
                       backend="django.contrib.auth.backends.ModelBackend")  # fmt: skip
    assert "Be förbundschefen" in client.get("/").content.decode()


def test_the_start_page_asks_who_you_are(client, db):
    assert client.get("/")["Location"] == "/konto/login/?next=/"


@pytest.mark.parametrize(
    ("came_from", "then"),
    [
        ("http://testserver/an/2024/installningar/anvandare/?sida=2", "/an/2024/installningar/anvandare/%3Fsida%3D2"),
        ("https://annan.example/an/2024/", "/"),
        ("http://testserver.annan.example/", "/"),
        ("http://[annan", "/"),
        ("", "/"),
    ],
)
def test_who_was_logged_out_before_a_button_comes_back_to_the_page_it_stood_on(world, client, came_from, then):
    """The button's own address may take nothing but what is posted, and would answer with an empty page."""
    answer = client.post("/an/2024/installningar/anvandare/1/ny-lank/", headers={"referer": came_from})
    assert answer["Location"] == f"/konto/login/?next={then}"


# --- accessibility ---


def test_anyone_may_report_a_fault_and_the_office_answers_by_mail(world, client, django_capture_on_commit_callbacks):
    page = client.get("/tillganglighet/")
    assert "2018:1937" in page.content.decode()
    data = {"text": "Knappen läses inte upp", "page": "/an/2024/balans/", "contact": "a@exempel.se"}
    assert client.post("/tillganglighet/", data).status_code == 302
    report = FaultReport.objects.get()
    chief = world.client()
    assert "Knappen läses" in chief.get("/an/2024/installningar/tillganglighet/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        chief.post(f"/an/2024/installningar/tillganglighet/{report.pk}/", {"answer": "Nu är den rättad."})
    report.refresh_from_db()
    assert report.answered
    assert mail.outbox[0].to == ["a@exempel.se"]
    assert "svar: Nu är den rättad." in Event.objects.get().after


def test_a_fault_on_another_association_s_page_is_not_shown(world):
    for page in ("/backen/2024/balans/", "/an/2024/", "", "Startsidan"):
        actions.report_fault(text=f"Fel på {page or 'okänd'}", page=page)
    html = world.client().get("/an/2024/installningar/tillganglighet/").content.decode()
    assert "backen" not in html
    assert "Fel på okänd" in html
    assert "Fel på Startsidan" in html


def test_an_empty_report_is_refused_and_what_was_typed_stays(client, db):
    html = client.post("/tillganglighet/", {"text": " ", "contact": "a@b.se"}).content.decode()
    assert "Beskriv vad som inte fungerar" in html
    assert 'value="a@b.se"' in html
    with pytest.raises(Refused):
        actions.report_fault(text="  ")


def test_a_flood_of_reports_is_slowed_but_nothing_typed_is_lost(client, db):
    for _ in range(REPORTS_AN_HOUR):
        client.post("/tillganglighet/", {"text": "x"})
    html = client.post("/tillganglighet/", {"text": "en till"}).content.decode()
    assert "Vänta en stund" in html
    assert "en till" in html
    assert FaultReport.objects.count() == REPORTS_AN_HOUR


def test_the_report_knows_which_page_one_came_from(client, db):
    html = client.get("/tillganglighet/", headers={"referer": "http://testserver/an/2024/"}).content.decode()
    assert 'value="/an/2024/"' in html
    html = client.get("/tillganglighet/", headers={"referer": "https://annan.example/x"}).content.decode()
    assert "annan.example" not in html
