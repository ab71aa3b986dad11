"""Settings from the environment. Bad values are refused at start with a sentence that names the variable."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(SystemExit):
    """A variable has a value the program cannot run on."""


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that NAME_FILE points at (for secrets)."""
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(f"{name}_FILE: {error}") from None
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """True or False as the variable says (1/0, true/false, yes/no, on/off). Raises BadSetting for anything else."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("", None):
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise BadSetting(f"{name}={value!r}: skriv 1 eller 0")


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, at least `least`. Raises BadSetting."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or int(value) < least:
        raise BadSetting(f"{name}={value!r}: skriv ett heltal, minst {least}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """The words of the variable, parted by commas or spaces."""
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


def database(url: str) -> dict[str, object]:
    """`sqlite:///path` or `postgres://user:pw@host:port/name?sslmode=…` as a Django database setting."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)[1:]  # sqlite:///file is relative, sqlite:////file absolute
        if not path:
            raise BadSetting("DATABASE_URL: sqlite:/// måste följas av en fil")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
            },
        }
    if parts.scheme in ("postgres", "postgresql"):
        options = dict(parse_qsl(parts.query))
        name = unquote(parts.path.lstrip("/"))
        if not name:
            raise BadSetting("DATABASE_URL: databasens namn saknas efter sista snedstrecket")
        host = options.pop("host", None) or parts.hostname or ""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "CONN_MAX_AGE": 60,
            "OPTIONS": options,
        }
    raise BadSetting(f"DATABASE_URL={url!r}: skriv sqlite:///fil eller postgres://användare:lösenord@värd/databas")


def mail(url: str) -> dict[str, object]:
    """`smtp://user:pw@host:port?from=…` (STARTTLS) or `smtps://…` as Django settings; '' prints letters instead."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting(f"SAMSYN_EMAIL_URL={url!r}: skriv smtp://användare:lösenord@värd:587?from=avsändare")
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and bool(parts.username),
        "DEFAULT_FROM_EMAIL": dict(parse_qsl(parts.query)).get("from", "samsyn@localhost"),
    }
