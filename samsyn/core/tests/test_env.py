"""Settings from the environment: good ones are read, bad ones refused with the variable's name."""

import pytest

from samsyn.core import env
from samsyn.core.env import BadSetting


def test_a_secret_may_lie_in_a_file(monkeypatch, tmp_path):
    file = tmp_path / "secret"
    file.write_text("hemligt\n", encoding="utf-8")
    monkeypatch.setenv("X_FILE", str(file))
    assert env.text("X", "annat") == "hemligt"
    monkeypatch.setenv("X_FILE", str(tmp_path / "finns-inte"))
    with pytest.raises(BadSetting, match="X_FILE"):
        env.text("X")


@pytest.mark.parametrize(("value", "wanted"), [("1", True), ("on", True), ("0", False), ("False", False), ("", False)])
def test_a_flag_is_on_or_off(monkeypatch, value, wanted):
    monkeypatch.setenv("X", value)
    assert env.flag("X") is wanted


def test_nonsense_is_refused_with_the_name(monkeypatch):
    monkeypatch.setenv("X", "kanske")
    for read in (env.flag, lambda name: env.number(name, 1)):
        with pytest.raises(BadSetting, match="X='kanske'"):
            read("X")
    monkeypatch.setenv("X", "0")
    with pytest.raises(BadSetting, match="minst 1"):
        env.number("X", 5, least=1)


def test_words_are_split_on_blanks_and_commas(monkeypatch):
    monkeypatch.setenv("X", "a.se, b.se c.se")
    assert env.words("X") == ["a.se", "b.se", "c.se"]


@pytest.mark.parametrize(
    ("url", "name"),
    [("sqlite:///data/x.db", "data/x.db"), ("sqlite:////srv/x.db", "/srv/x.db"), ("sqlite:///a%20b.db", "a b.db")],
)
def test_a_sqlite_address_is_relative_or_absolute(url, name):
    assert env.database(url)["NAME"] == name


def test_a_postgres_address_names_its_socket_and_options():
    found = env.database("postgres://a:b%40c@db.example:5433/samsyn?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("a", "b@c", "db.example", "5433")
    assert found["OPTIONS"] == {"sslmode": "require"}
    assert env.database("postgres://a@/samsyn?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["mysql://a/b", "sqlite:///", "postgres://a@b", "data.db", ""])
def test_another_address_is_refused(url):
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        env.database(url)
