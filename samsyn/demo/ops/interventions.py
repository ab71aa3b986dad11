"""The interventions themselves: what they are, their rows of the note, their posts, names over time and ends."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from samsyn.associations.models import Party
from samsyn.demo.ops.cast import CHECKER, HEAD, SETTLED, Cast, Deeds, Turn
from samsyn.demo.ops.reading import EVERYWHERE, day, many, maybe_day, rows, texts
from samsyn.interventions.actions.details import set_contacts, set_note_group, set_posts
from samsyn.interventions.actions.interventions import create_intervention, finish, rename_intervention, set_state
from samsyn.interventions.domain.interventions import ENDED, ENDED_EARLY, ONGOING
from samsyn.interventions.domain.words import ChoiceKind, RunBy
from samsyn.interventions.models import Choice, Intervention, NoteGroup
from samsyn.interventions.queries.lists import choices

COUNTED_OWN, UNCOUNTED = "Deltagare med antal", "Ingen deltagarräkning"
FUNCTION = "samordnare och coach"


def plan(cast: Cast, deeds: Deeds) -> None:
    """Lays up every intervention at once; new names and ends are deeds of their days."""
    words = texts(cast.association.slug)["interventions"]
    lists = {choice.label: choice for choice in choices(cast.association, ChoiceKind.FOLLOW_UP)}
    labels = _labels(cast)
    for row in rows(cast.association.slug, "interventions"):
        made = _create(cast, row, words.get(row["key"], {}), lists)
        cast.interventions[row["key"]] = made
        if row["group"]:
            _note_row(cast, made, labels[row["group"]])
        _later(cast, deeds, made, row)
    _posts(cast)


def _create(
    cast: Cast, row: Mapping[str, str], words: Mapping[str, str], lists: Mapping[str, Choice]
) -> Intervention:  # fmt: skip
    own = row["run_by"] == RunBy.OWN
    return create_intervention(
        association=cast.association,
        key=row["key"],
        name=row["name"],
        direction=row["direction"],
        run_by=row["run_by"],
        start=day(row["start"]),
        end=maybe_day(row["end"]),
        owner=cast.parties[row["owner"]] if row["owner"] else None,
        co_parties=[cast.parties[name] for name in many(row["co_parties"])],
        areas=_areas(cast, row["areas"]),
        by=cast.users[HEAD],
        methods=row["methods"],
        project=row["project"],
        follow_up=lists[UNCOUNTED if own or row["direction"] == "struktur" else COUNTED_OWN],
        note_group=NoteGroup.objects.filter(association=cast.association, key=row["group"]).first(),
        **{name: words[name] for name in ("purpose", "target_group", "goals") if name in words},
    )


def _areas(cast: Cast, text: str) -> list[Party]:
    if text == EVERYWHERE:
        return [party for party in cast.parties.values() if party.kind == "kommun"]
    return [cast.parties[name] for name in many(text)]


def _labels(cast: Cast) -> Mapping[str, list[dict[str, str]]]:
    """The rows of the note by key, oldest words first."""
    out: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(cast.association.slug, "note_rows"):
        out[row["group"]].append(row)
    return out


def _note_row(cast: Cast, made: Intervention, labels: list[dict[str, str]]) -> None:
    """Its row of the note. The first on a row gives it its words of each year; those that follow only stand on it."""
    if made.note_group is not None and made.note_group.key == labels[0]["group"] != made.key:
        return
    for label in labels:
        set_note_group(
            intervention=made, key=label["group"], label=label["label"], from_year=int(label["from_year"]),
            own_row=label["own_row"] == "ja", position=int(label["position"]), by=cast.users[HEAD],
        )  # fmt: skip


def _later(cast: Cast, deeds: Deeds, made: Intervention, row: Mapping[str, str]) -> None:
    if row["run_by"] == RunBy.OWN or row["key"].startswith("h_"):
        deeds.add(made.start, Turn.START, partial(_state, cast, made, ONGOING, made.start))
    if row["new_name"]:
        on = day(row["renamed"])
        deeds.add(on, Turn.START, partial(_rename, cast, made, row["new_name"], on))
    if row["state"] in (ENDED, ENDED_EARLY) and made.end:
        known = made.end if row["state"] == ENDED else date(made.end.year + 1, *SETTLED)  # an early stop decides first
        deeds.add(known, Turn.END, partial(_end, cast, made, row))


def _state(cast: Cast, made: Intervention, state: str, on: date) -> None:
    set_state(intervention=made, state=state, on=on, by=cast.by)


def _rename(cast: Cast, made: Intervention, name: str, on: date) -> None:
    rename_intervention(intervention=made, name=name, start=on, by=cast.users[CHECKER])


def _end(cast: Cast, made: Intervention, row: Mapping[str, str]) -> None:
    """Ended as planned. An early stop is a decision of its own, and has said so when this is done."""
    made.refresh_from_db()
    assert made.end is not None
    if row["implemented"]:
        where = "" if row["implemented"] == "nej" else "I parternas ordinarie verksamhet (påhittat)"
        finish(
            intervention=made, implemented=row["implemented"], where=where, on=made.end, by=cast.users[CHECKER]
        )  # fmt: skip
    elif made.state == ONGOING:
        set_state(intervention=made, state=ENDED, on=made.end, by=cast.by)


def _posts(cast: Cast) -> None:
    for row in rows(cast.association.slug, "posts"):
        full = Decimal(row["full_year"]) if row["full_year"] else None
        set_posts(
            intervention=cast.interventions[row["intervention"]], year=int(row["year"]),
            posts=[(FUNCTION, Decimal(row["positions"]), full)], by=cast.users[CHECKER],
        )  # fmt: skip
    for key in ("harjedalen", "psykiatri", "star_krokom"):
        contact = {"person": "Samordnaren", "role": "samordnare", "email": f"{key.replace('_', '-')}@jamtland.example"}
        set_contacts(intervention=cast.interventions[key], rows=[contact], by=cast.users[CHECKER])
