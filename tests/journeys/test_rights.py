"""Every address of the program, asked by who may not: a stranger, an auditor who may only read, nobody at all."""

import sqlite3

import psycopg
import pytest

from journeys import site as sites
from journeys.browsing import logged_in

AUDITOR = "revisor@jamtland.example"  # reads everything, writes nothing

STRANGER = "forbundschef@exempel.example"
OPEN = ("/tillganglighet/", "/byggdelar/")  # for everyone, logged in or not
REASONS = ("Bara ", "bara av ", "läses av ", "Du behöver ")  # how a refusal begins or goes: see Permission's reasons
OWN_ROWS = ("django_session", "axes_", "django_tasks")  # what logging in and waiting write by themselves


@pytest.fixture(scope="module")
def known(pages):
    """Every address of an association that answers, as (name, path, permission)."""
    return [
        (page["name"], page["path"], page["permission"])
        for page in pages
        if page["path"].startswith("/jamtland/") and page["permission"]
    ]


@pytest.fixture
def ask(browser, demo):
    """ask(who, method, path) → status and text, redirects not followed; posts carry a valid CSRF token."""
    contexts = {}

    def asked(who, method, path):
        if who not in contexts:
            contexts[who] = _client(browser, demo, who)
        context, token = contexts[who]
        form = {"csrfmiddlewaretoken": token} if method == "POST" else None
        answer = context.request.fetch(demo.url + path, method=method, form=form, max_redirects=0)
        return answer.status, answer.headers.get("location", ""), answer

    yield asked
    for context, _ in contexts.values():
        context.close()


def _client(browser, site, who):
    context = browser.new_context(storage_state=logged_in(browser, site, who) if who else None)
    context.request.get(f"{site.url}/tillganglighet/")  # its form sets the token
    return context, next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")


def rows_of(site):
    """Every row of every table but those that logging in writes."""
    if sites.ON_POSTGRES:
        return _postgres_rows(site)
    connection = sqlite3.connect(site.folder / "samsyn.sqlite3")
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in _kept(names)}
    connection.close()
    return found


def _postgres_rows(site):
    with psycopg.connect(sites.address(site.database).replace("postgres://", "postgresql://", 1)) as connection:
        connection.execute("SELECT set_config('samsyn.association', '*', false)")
        listed = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'.encode())))
            for name in _kept(name for (name,) in listed)
        }


def _kept(names):
    return [name for name in names if not name.startswith(OWN_ROWS)]


def test_a_stranger_gets_404_on_every_page_and_download(ask, known):
    answers = {path: ask(STRANGER, "GET", path)[0] for _, path, _ in known}
    assert {path: status for path, status in answers.items() if status != 404} == {}


def test_who_is_logged_out_is_asked_to_log_in(ask, known):
    answers = {path: ask(None, "GET", path)[:2] for _, path, _ in known}
    assert {
        path: answer
        for path, answer in answers.items()
        if answer[0] != 302 or not answer[1].startswith("/konto/login/?next=/jamtland/")
    } == {}


def test_what_is_open_to_all_is_just_the_two_pages_outside_the_associations(ask, pages):
    outside = {
        page["path"] for page in pages if page["path"] and not page["path"].startswith(("/jamtland", "/exempel"))
    }
    assert {path for path in outside if ask(None, "GET", path)[0] == 200 and not path.startswith(OPEN)} == set()


def test_no_post_gets_through_without_the_right_to_it_and_none_leaves_a_trace(ask, known, demo):
    """Whoever may not write is refused with a reason, a stranger finds nothing; and the tables say the same."""
    for who in (STRANGER, AUDITOR, None):
        ask(who, "GET", "/tillganglighet/")  # logging in writes the time of it
    before = rows_of(demo)
    wrong = {}
    for name, path, permission in known:
        if (status := ask(STRANGER, "POST", path)[0]) != 404:
            wrong[f"{name} as a stranger"] = status
        if not ask(None, "POST", path)[1].startswith("/konto/login/"):
            wrong[f"{name} logged out"] = "not asked to log in"
        if fault := _too_little_power(ask, path, permission):
            wrong[name] = fault
    assert wrong == {}
    after = rows_of(demo)
    assert [name for name in before if before[name] != after[name]] == []


def _too_little_power(ask, path, permission):
    """What is wrong with how an auditor's post is met: 403 with a reason where the address is for writing."""
    status, _, answer = ask(AUDITOR, "POST", path)
    writes = not permission.startswith("read_")
    if status == 403:
        return "" if any(word in answer.text() for word in REASONS) else "refused without a reason"
    if writes:
        return status
    return "" if status in (200, 302, 404, 405, 422) else status  # it shows itself again, or a draft is not for others
