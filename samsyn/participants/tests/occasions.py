"""Occasions for tests, and the kit's activities as the register takes them."""

import csv
import os
from datetime import date
from pathlib import Path

from samsyn.interventions.models import Intervention
from samsyn.participants.actions.occasions import create_occasion
from samsyn.participants.domain.occasions import Evaluated
from samsyn.participants.models import Occasion

BESIDE = Path(__file__).resolve().parents[4] / "shared"
OPS = Path(os.environ.get("SAMSYN_SHARED", BESIDE)) / "cases" / "jamtland" / "ops"
KINDS = {
    "forum": "forum", "training": "utbildning", "lecture": "utbildning", "seminar": "utbildning",
    "conference": "konferens", "county_event": "konferens", "group": "grupp", "network": "grupp",
    "workgroup": "grupp", "dialogue": "dialog",
}  # fmt: skip
STATES = {"held": "genomförd", "planned": "planerad", "uncertain": "osäker"}
METHOD = "uppskattat av kansliet"


def forum(association, name="Handläggarforum", **fields) -> Occasion:
    """78 came on 6 April 2022: 10, 6, 19, 41 and 2; some 48 different people."""
    values = {
        "name": name, "kind": "forum", "purpose": "struktur", "state": "genomförd", "start": date(2022, 4, 6),
        "participants": 78, "from_af": 10, "from_fk": 6, "from_region": 19, "from_municipalities": 41,
        "from_others": 2, "unique": 48, "unique_method": METHOD, "cost": 31_200_00, "budget": 50_000_00,
    }  # fmt: skip
    return create_occasion(association=association, by="prov", **{**values, **fields})


def bare(association, name="Träff", **fields) -> Occasion:
    """One without a single count."""
    day = fields.pop("start", date(2022, 5, 1))
    return create_occasion(association=association, by="prov", name=name, kind="grupp", start=day, **fields)


def from_kit(association, interventions: dict[str, Intervention]) -> list[Occasion]:
    """Every activity of the kit with its evaluations."""
    said: dict[str, list[Evaluated]] = {}
    for row in _rows("activity_evaluations"):
        one = Evaluated(row["question"], int(row["positive"]), int(row["valid"]))
        said.setdefault(row["activity"], []).append(one)
    return [_one(association, row, interventions, said.get(row["activity"], [])) for row in _rows("activities")]


def _rows(name: str) -> list[dict[str, str]]:
    with (OPS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _one(association, row, interventions, said) -> Occasion:
    def count(name: str) -> int | None:
        return int(row[name]) if row[name] else None

    def ore(name: str) -> int | None:
        return int(row[name]) * 100 if row[name] else None

    return create_occasion(
        association=association, by="prov", name=row["name"], kind=KINDS[row["tag"]], evaluations=said,
        purpose="kunskap" if row["report_group"] == "knowledge" else "struktur", organiser="Kansliet",
        intervention=interventions.get(row["intervention"]), state=STATES[row["status"]],
        start=date.fromisoformat(row["from"]), end=date.fromisoformat(row["to"]), times=int(row["occasions"]),
        participants=count("participants"), from_af=count("p_af"), from_fk=count("p_fk"),
        from_region=count("p_region"), from_municipalities=count("p_kommun"), from_others=count("p_other"),
        unique=count("unique_estimate"), unique_method=METHOD if row["unique_estimate"] else "",
        budget=ore("budget"), cost=ore("cost"), counted=row["counted_in_report"] == "1",
    )  # fmt: skip
