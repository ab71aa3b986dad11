"""The wall around case rows, walked from outside: one planted person is looked for everywhere that is not her party's.

Every model, page, export, log, job, file and letter, with the accounts of office, board, auditor, systemförvaltare and
superuser. The pseudonym and the year of birth are such that they stand nowhere by chance.
"""

import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as live
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from samsyn.associations.domain.roles import ROLES
from samsyn.associations.models import Membership, User
from samsyn.cli import main
from samsyn.core.tablefile import write_csv
from samsyn.ledger.files import KINDS
from samsyn.participants.actions.reporting import open_period
from samsyn.participants.cases import store
from samsyn.participants.cases.rows import COLUMNS, to_text
from samsyn.participants.cases.wall import opened
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import CaseGround, Collected
from samsyn.participants.tests.casework import KEY, row, with_rows, worker

pytestmark = pytest.mark.django_db(databases=["default", "cases"])

PSEUDONYM, YEAR, PERSON = "ZQX-7391846", 1947, "19470131-0019"
PLANTED = re.compile(rf"{PSEUDONYM}|7391846|(?<!\d){YEAR}(?!\d)|{PERSON[:8]}|{PERSON[2:8]}")
ZARA = row(
    pseudonym=PSEUDONYM, birth_year=YEAR, end=date(2024, 3, 3), outcome="work", income_before=("sjukpenning",),
    income_after=("lon",),
)  # fmt: skip
OUTSIDE = [role.id for role in ROLES.values() if role.office] + [
    "systemforvaltare", "beredning", "styrelseledamot", "revisor"
]  # fmt: skip
WORDS = {
    "association": "an", "period": "2024", "year": 2024, "kind": "arsredovisning", "section": "finances",
    "format": "json", "form": "csv", "number": 1930, "key": "ledger.result", "scope": "2024", "part": "2024-T1",
    "list": "outcome", "variable": "outcome",
}  # fmt: skip


@pytest.fixture
def planted(world, settings, request) -> Iterator[dict[str, int]]:
    """Zara is written, imported, read, found, counted and handed in by her party, over the web; all of it is logged
    for the tests that read the log."""
    settings.CASES_KEY = KEY
    if "caplog" in request.fixturenames:
        request.getfixturevalue("caplog").set_level(logging.DEBUG)
    one = with_rows(world)
    CaseGround.objects.update(keep_months=120)
    for variable in ("outcome", "income_change", "new", "ended"):
        Collected.objects.create(association=world.association, variable=variable, from_year=2020)
    open_period(association=world.association, part=Part.parse("2024-T1"), by="prov")
    client = world.login(worker(world))
    yield {"pk": one.pk, "case": _everything_done(client, one)}


def _everything_done(client: Client, one) -> int:
    base = reverse("participants:cases-of", kwargs={"association": "an", "period": "2024", "pk": one.pk})
    form = {name: text for name, text in to_text(ZARA).items() if text}
    form |= {"income_before": ["sjukpenning"], "income_after": ["lon"]}
    assert client.post(f"{base}ny/", form).status_code == 302
    assert client.post(f"{base}ny/", form | {"pseudonym": PERSON}).status_code == 200
    found = client.post(f"{base}sok/", {"pseudonym": PSEUDONYM})["Location"]
    assert PSEUDONYM in client.get(found).content.decode()
    assert PSEUDONYM in client.get(base).content.decode()
    assert client.post(f"{base}las-in/", {"file": _file(ZARA)}).status_code == 302
    assert client.post(f"{base}las-in/", {"file": _file(row(pseudonym=PERSON))}).status_code == 200
    entry = client.post(f"{base}rapport/2024-T1/")["Location"]
    draft = {"version": "1", "do": "send", **_draft()}
    assert client.post(entry, draft).status_code == 302
    return int(found.rstrip("/").split("/")[-1])


def _draft() -> dict[str, str]:
    report = apps.get_model("participants", "Report").objects.get()
    return {**report.draft, "opening-women": "0", "opening-men": "0"}


def _file(*rows) -> SimpleUploadedFile:
    columns = [column.name for column in COLUMNS.values()]
    return SimpleUploadedFile(f"{PERSON}.csv", write_csv(columns, [[*to_text(one).values()] for one in rows]).encode())


def the_mighty(world) -> User:
    """A superuser with every role outside the parties at once."""
    user = User.objects.create_superuser("allt@an.example", "ett långt lösenord", name="Allt")
    for role in OUTSIDE:
        Membership.objects.create(association=world.association, user=user, role=role)
    return user


def routes(patterns: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            yield f"{space}{pattern.name}", pattern


def addresses(planted: dict[str, int]) -> dict[str, str]:
    """Every named address; numbers are those of what holds the planted person, or the first there is."""
    known = {**WORDS, **planted}
    return {
        name: reverse(name, kwargs={word: fitting(converter, known.get(word)) for word, converter in parts.items()})
        for name, parts in ((name, pattern.pattern.converters) for name, pattern in routes(get_resolver().url_patterns))
        if not name.startswith("account_")
    }


def fitting(converter: Any, value: Any) -> Any:
    """The value, or one that an address of that form can have."""
    return value if re.fullmatch(converter.regex, str(value)) else 1 if isinstance(converter, IntConverter) else "x"


def told(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace") + str(answer.headers)


def held(text: object) -> list[str]:
    """Where the planted person stands in a text."""
    return PLANTED.findall(str(text))


# --- data ------------------------------------------------------------------------------------------------------------


def test_no_model_of_the_ordinary_database_holds_the_person(planted):
    found, seen = {}, 0
    for model in apps.get_models():
        if model._meta.app_label == "cases":
            continue
        for values in model._base_manager.using("default").values_list():
            seen += 1
            if held(values):
                found[model._meta.label] = values
    assert found == {}
    assert seen > 30


def test_no_table_of_the_ordinary_database_does_even_one_that_no_model_knows(planted):
    connection = connections["default"]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        assert "cases_case" not in tables
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert [held(values) for values in cursor.fetchall() if held(values)] == [], table


def test_the_cases_database_holds_her_only_sealed(planted, world):
    with opened(world.association.pk, planted["pk"]), connections["cases"].cursor() as cursor:
        cursor.execute("SELECT * FROM cases_case")
        ((*_, ), ) = rows = cursor.fetchall()  # fmt: skip
    clear = b"".join(bytes(value) for value in rows[0] if isinstance(value, bytes | memoryview))
    assert not held(clear.decode("latin-1"))
    assert len(clear) > 60


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.one_database
def test_no_page_and_no_file_shows_the_person_to_whoever_holds_every_role_outside_the_party(planted, world):
    client = world.login(the_mighty(world))
    client.raise_request_exception = False
    shown, opened_pages = {}, 0
    for name, path in addresses(planted).items():
        answer = client.get(path)
        opened_pages += answer.status_code == 200
        if held(told(answer)):
            shown[name] = path
    assert shown == {}
    assert opened_pages > 80


def test_no_account_outside_the_party_opens_a_page_of_rows(planted, world):
    found = [path for name, path in addresses(planted).items() if name.startswith("participants:case")]
    assert len(found) >= 12
    for role in OUTSIDE:
        client = world.client(role)
        met = {path: (client.get(path).status_code, client.post(path).status_code) for path in found}
        assert met == dict.fromkeys(found, (403, 403)), role


def test_a_superuser_without_a_role_is_a_stranger(planted, world):
    client = world.login(User.objects.create_superuser("rot@an.example", "ett långt lösenord", name="Rot"))
    found = [path for name, path in addresses(planted).items() if name.startswith("participants:case")]
    assert {client.get(path).status_code for path in found} == {404}


@pytest.mark.one_database
def test_the_partys_own_deltagaransvarig_does_see_her(planted, world):
    """The walk would prove nothing if she could not be seen at all."""
    client = world.login(worker(world))
    seen = {name for name, path in addresses(planted).items() if held(told(client.get(path)))}
    assert seen == {"participants:cases-of", "participants:case"}


def test_there_is_no_admin():
    assert not apps.is_installed("django.contrib.admin")


# --- exports, logs, jobs, files, letters -----------------------------------------------------------------------------


def test_no_export_holds_the_person(planted, world):
    assert [kind for kind, one in KINDS.items() if held(one.export(world.association))] == []


def test_no_command_prints_the_person(planted, capsysbinary):
    for command in (["report", "an", "arsredovisning", "2024"], ["figures", "an"], ["check", "an", "2024"]):
        with pytest.raises(SystemExit):
            main([*command, "--json"])
        printed = capsysbinary.readouterr().out.decode()
        json.loads(printed)
        assert not held(printed), command


def test_what_is_logged_says_nothing_of_her(planted, caplog):
    assert not held(caplog.text)
    assert not held([record.__dict__ for record in caplog.records])


def test_not_even_a_fault_in_the_program_says_who_was_written(planted, world, caplog, monkeypatch):
    def broken(**kwargs: Any) -> None:
        raise RuntimeError("broken")

    for name in ("add", "save_all", "find"):
        monkeypatch.setattr(store, name, broken)
    client = world.login(worker(world))
    client.raise_request_exception = False
    base = addresses(planted)["participants:cases-of"]
    form = {name: text for name, text in to_text(ZARA).items() if text}
    answers = [
        client.post(f"{base}ny/", form | {"income_before": ["sjukpenning"], "income_after": ["lon"]}),
        client.post(f"{base}las-in/", {"file": _file(ZARA)}),
        client.post(f"{base}sok/", {"pseudonym": PSEUDONYM}),
    ]
    assert [answer.status_code for answer in answers] == [500, 500, 500]
    assert "RuntimeError" in caplog.text
    assert not held(caplog.text)
    assert not held("".join(told(answer) for answer in answers))


def test_no_file_and_no_letter_holds_the_person(planted):
    files = [path for path in Path(live.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path for path in files if held(path.name) or held(path.read_bytes().decode("latin-1"))] == []
    assert not held([letter.message() for letter in mail.outbox])


def test_no_module_outside_participants_names_the_rows():
    root = Path(__file__).parents[1] / "samsyn"
    sources = [
        path for path in root.rglob("*.py") if root / "participants" not in path.parents and "tests" not in path.parts
    ]
    named = [path.name for path in sources if "participants.cases" in path.read_text(encoding="utf-8")]
    assert named == ["settings.py"]
