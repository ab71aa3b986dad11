"""Which database a table lives in: case rows in `cases`, everything else in `default`; neither reaches the other."""

from typing import Any

CASES = "cases"


class CaseRouter:
    """Django asks it before every query and migration."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return CASES if model._meta.app_label == CASES else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return CASES if model._meta.app_label == CASES else None

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        sides = {one._meta.app_label == CASES, other._meta.app_label == CASES}
        return None if len(sides) == 1 else False

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return (db == CASES) == (app_label == CASES)
