"""Applications, decisions and agreements: what was applied for, granted, agreed, changed and given back."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from samsyn.associations.models import User
from samsyn.demo.ops.cast import CHECKER, HEAD, SETTLED, Cast, Deeds, Turn
from samsyn.demo.ops.meetings import granted
from samsyn.demo.ops.reading import DecisionRow, day, decisions, many, ore, rows, texts
from samsyn.governance.actions.delegated import record_delegated
from samsyn.interventions.actions.agreements import draft_agreement, sign_agreement
from samsyn.interventions.actions.applications import create_application, move_application
from samsyn.interventions.actions.decisions import decide, grant, reject, take_over
from samsyn.interventions.actions.returns import return_unused
from samsyn.interventions.domain.words import DecisionKind, UnusedRule

TO_BOARD = timedelta(days=7)
YEARLY = ("arbetsterapeut",)  # granted with the rule that a year's unused amount returns
OPENINGS = (DecisionKind.OPENING, DecisionKind.HISTORY)
PAY_SHARE = 90  # per cent of an application's budget that is pay


def plan(cast: Cast, deeds: Deeds) -> None:
    """Adds every application, decision and agreement of the files to the deeds."""
    slug = cast.association.slug
    given = decisions(slug)
    words = texts(slug)
    by_application = {row.application: row for row in given if row.application}
    for row in rows(slug, "applications"):
        _application(cast, deeds, row, by_application[row["number"]], words)
    for decision in given:
        _decision(cast, deeds, decision, words)
    for agreement in rows(slug, "agreements"):
        signed = day(agreement["signed"])
        deeds.add(signed, Turn.AGREEMENT, partial(_agree, cast, agreement, signed))
    for year in sorted({row.date.year for row in given if row.date.year >= 2021}):
        if year < 2025:
            deeds.add(date(year + 1, *SETTLED), Turn.RETURN, partial(_by_rule, cast, year))


# --- applications ---------------------------------------------------------------------------------------------------


def _application(
    cast: Cast, deeds: Deeds, row: Mapping[str, str], decision: DecisionRow, words: Mapping[str, Any]
) -> None:
    deeds.add(day(row["received"]), Turn.APPLICATION, partial(_apply, cast, row, decision.amounts, words))
    deeds.add(day(row["first_response"]), Turn.APPLICATION, partial(_move, cast, row["number"], "prepare",
                                                                    day(row["first_response"])))  # fmt: skip
    up = day(row["decided"]) - TO_BOARD
    deeds.add(up, Turn.APPLICATION, partial(_move, cast, row["number"], "to_board", up))


def _apply(cast: Cast, row: Mapping[str, str], amounts: Mapping[int, int], words: Mapping[str, Any]) -> None:
    of = cast.interventions.get(row["intervention"])
    by = cast.owners[cast.parties[row["applicant"]].pk] if row["applicant"] else cast.users[HEAD]
    own = words["interventions"].get(row["intervention"]) or words["applications"][row["number"]]
    made = create_application(
        association=cast.association,
        applicant=cast.parties[row["applicant"]] if row["applicant"] else None,
        title=row["title"],
        by=by,
        parties=[(cast.parties[name], "") for name in many(row["co_parties"])],
        budget=budget(applied(row, amounts)),
        start=day(row["period_from"]),
        end=day(row["period_to"]),
        direction=of.direction if of else own["direction"],
        intervention=of,
        **{name: own[name] for name in ("need", "target_group", "goals")},
        **words["common"],
    )
    cast.applications[row["number"]] = move_application(application=made, name="submit", on=day(row["received"]), by=by)


def applied(row: Mapping[str, str], amounts: Mapping[int, int]) -> dict[int, int]:
    """Öre by year that was applied for: as was granted, and what was applied for beyond it in the first year."""
    years = dict(amounts) or dict.fromkeys(range(day(row["period_from"]).year, day(row["period_to"]).year + 1), 0)
    years[min(years)] += ore(row["amount"]) - sum(years.values())
    return years


def budget(years: Mapping[int, int]) -> dict[tuple[int, Any], int]:
    """Nine tenths pay, the rest other costs; whole kronor."""
    pay = {year: amount * PAY_SHARE // 10000 * 100 for year, amount in years.items()}
    return {(year, "löner"): pay[year] for year in years} | {(y, "övrigt"): a - pay[y] for y, a in years.items()}


def _move(cast: Cast, number: str, name: str, on: date) -> None:
    application = cast.applications[number]
    move_application(application=application, name=name, on=on, by=cast.users[CHECKER])


# --- decisions ------------------------------------------------------------------------------------------------------


def _decision(cast: Cast, deeds: Deeds, row: DecisionRow, words: Mapping[str, Any]) -> None:
    """A return that a rule makes is not laid in: the rule makes it, when the year's answers are in."""
    if row.kind in OPENINGS:
        deeds.add(row.date, Turn.DECISION, partial(_take_over, cast, row))
    elif row.application:
        deeds.add(row.date, Turn.DECISION, partial(_answer, cast, row, words))
    elif not by_rule(cast, row):
        deeds.add(date(row.date.year + 1, *SETTLED), Turn.DECISION, partial(_take_back, cast, row, words))


def by_rule(cast: Cast, row: DecisionRow) -> bool:
    """Whether a rule gives the return: the intervention ends with the year, or was granted so."""
    end = cast.interventions[row.intervention].end
    over = end is not None and end <= row.date and row.intervention not in stopped_early(cast)
    return row.kind == DecisionKind.RETURN and (over or row.intervention in YEARLY)


def stopped_early(cast: Cast) -> Sequence[str]:
    """Keys of those that ended before their time."""
    return [row["key"] for row in rows(cast.association.slug, "interventions") if row["state"] == "avslutad i förtid"]


def _take_over(cast: Cast, row: DecisionRow) -> None:
    text = (
        "Det som återstod av tidigare beslut när uppgifterna lades in i Samsyn."
        if row.kind == DecisionKind.OPENING
        else "Använt eller återfört 2018–2019. Det saknas uppgifter om hur."
    )
    cast.decisions[row.number] = take_over(
        intervention=cast.interventions[row.intervention], kind=DecisionKind(row.kind), amounts=row.amounts,
        on=row.date, text=text, unused=UnusedRule.CARRIED, by=cast.by,
    )  # fmt: skip


def _answer(cast: Cast, row: DecisionRow, words: Mapping[str, Any]) -> None:
    application = cast.applications[row.application]
    paragraph, by = cast.paragraph(row.date, row.paragraph), cast.users["registrator"]
    if row.kind == DecisionKind.REJECTION:
        reject(application=application, reasons=words["rejected"], on=row.date, paragraph=paragraph, by=by)
    elif row.kind == DecisionKind.WITHDRAWAL:
        move_application(
            application=application, name="withdraw", on=row.date, note=words["withdrawn"], paragraph=paragraph,
            by=cast.users[HEAD],
        )  # fmt: skip
    else:
        cast.decisions[row.number] = grant(
            application=application, amounts=row.amounts, on=row.date,
            paragraph=paragraph, unused=UnusedRule.RETURNS if row.intervention in YEARLY else UnusedRule.CARRIED,
            text=granted(application.title, row.amounts), by=by,
        )  # fmt: skip


def _take_back(cast: Cast, row: DecisionRow, words: Mapping[str, Any]) -> None:
    """What was given back without a rule: reduced by the board or on delegation, stopped early, or as published."""
    intervention, last = cast.interventions[row.intervention], date(row.date.year, 12, 31)
    common: dict[str, Any] = {"intervention": intervention, "on": last, "by": cast.by}
    if row.intervention in stopped_early(cast):
        made = decide(kind=DecisionKind.EARLY_STOP, amounts={}, new_end=last, reason=words["early_stop"], **common)
    elif row.kind == DecisionKind.REDUCTION:
        paragraph = cast.paragraph(row.date, row.paragraph)
        delegated = None if paragraph else _delegated(cast, row, words["reduction"])
        made = decide(
            kind=DecisionKind.REDUCTION, amounts=row.amounts, reason=words["reduction"], paragraph=paragraph,
            delegated=delegated, **common,
        )  # fmt: skip
    else:
        made = decide(kind=DecisionKind.RETURN, amounts=row.amounts, reason=words["unused"], **common)
    cast.decisions[row.number] = made


def _delegated(cast: Cast, row: DecisionRow, text: str) -> Any:
    return record_delegated(
        association=cast.association, on=row.date, delegate="Förbundschef", rule="Minskning av beviljat belopp",
        text=f"{cast.interventions[row.intervention]}: {text}", by=cast.users[HEAD],
    )  # fmt: skip


def _by_rule(cast: Cast, year: int) -> None:
    return_unused(association=cast.association, year=year, by=cast.by)


# --- agreements -----------------------------------------------------------------------------------------------------


def _agree(cast: Cast, row: Mapping[str, str], signed: date) -> None:
    decision = cast.decisions[row["decision"]]
    taken_over = decision.kind == DecisionKind.OPENING
    draft = draft_agreement(
        decision=decision,
        number=row["number"],
        valid_from=day(row["valid_from"]),
        valid_to=day(row["valid_to"]),
        terms="Övertagen: överenskommelsen fanns när förbundet började använda Samsyn." if taken_over else "",
        by=cast.users[CHECKER],
    )
    of = decision.intervention
    assert of is not None
    sign_agreement(
        agreement=draft, on=signed, signed_by=f"Förbundschef och {of.owner}", by=_signer(cast, of.key)
    )  # fmt: skip


def _signer(cast: Cast, key: str) -> User:
    return cast.owner_of(key)
