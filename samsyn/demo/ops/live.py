"""What goes on in the demo in the spring of 2025, all of it invented: something to see on every page."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from samsyn.demo.ops.cast import ACCOUNTANT, BOARD, CHECKER, HEAD, Cast, Deeds, Turn
from samsyn.demo.ops.claims import hand_in
from samsyn.demo.ops.grants import budget
from samsyn.demo.ops.reading import ClaimRow, ore, texts
from samsyn.governance.actions.attendance import recuse
from samsyn.governance.actions.delegated import record_delegated, report_delegated
from samsyn.governance.actions.items import add_item
from samsyn.governance.actions.meetings import plan_meeting
from samsyn.governance.actions.papers import attach_paper
from samsyn.governance.actions.year import mark_obligation
from samsyn.governance.models import DelegatedDecision
from samsyn.interventions.actions.applications import comment_application, create_application, move_application
from samsyn.interventions.actions.claim_steps import approve_claim, certify_claim, check_claim, pay_claim, return_claim
from samsyn.interventions.actions.decisions import decide
from samsyn.interventions.actions.details import add_outside_money
from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.actions.duties import plan_dues, plan_final
from samsyn.interventions.actions.followup import Content, read_report, save_report, send_report, start_report
from samsyn.interventions.actions.outlook import set_assumption, set_forecast
from samsyn.interventions.domain.words import CHOICES, ChoiceKind, DecisionKind
from samsyn.interventions.models import Agreement, Claim
from samsyn.interventions.queries.lists import choices

TERM = (date(2025, 1, 1), date(2025, 4, 30))
Given = Mapping[str, Any]


def plan(cast: Cast, deeds: Deeds) -> None:
    """Adds the deeds of live.yaml."""
    live: Given = texts(cast.association.slug, "live")
    common = texts(cast.association.slug)["common"]
    recusal = live["recusal"]
    deeds.add(recusal["meeting"], Turn.DECISION, partial(_step_aside, cast, recusal))
    for money in live["outside_money"]:
        deeds.add(money["date"], Turn.DECISION, partial(_outside, cast, money))
    for budgets in live["own_budgets"]:
        deeds.add(budgets["date"], Turn.DECISION, partial(_own_budgets, cast, budgets))
    deeds.add(live["delegated_told"], Turn.DECISION, partial(_tell, cast, live["delegated_told"]))
    for given in live["claims"]:
        deeds.add(given["received"], Turn.CLAIM, partial(_claim, cast, given))
    for given in live["applications"]:
        deeds.add(given.get("received") or given["begun"], Turn.APPLICATION, partial(_apply, cast, given, common))
    for report in live["reports"]:
        deeds.add(report.get("sent", TERM[1]), Turn.END, partial(_report, cast, report))
    for document in live["documents"]:
        deeds.add(document["date"], Turn.END, partial(_keep, cast, document))
    for decided in live["delegated"]:
        deeds.add(decided["date"], Turn.DECISION, partial(_delegated, cast, decided))
    for done in live["done"]:
        deeds.add(done["date"], Turn.END, partial(_mark, cast, done))
    deeds.add(TERM[1], Turn.END, partial(_dues, cast, live))
    deeds.add(TERM[1], Turn.RETURN, partial(_look_ahead, cast, live))
    deeds.add(TERM[1], Turn.MEETING, partial(_call, cast, live["next_meeting"]))


# --- meetings and the year plan -------------------------------------------------------------------------------------


def _step_aside(cast: Cast, given: Given) -> None:
    meeting = cast.meetings[BOARD, given["meeting"]]
    people = {row.person: row for row in meeting.attendances.all()}
    recuse(
        paragraph=cast.paragraphs[given["meeting"], given["number"]], attendance=people[given["person"]],
        source="anmält", reason=given["reason"], deputy=people[given["deputy"]], by=cast.users["registrator"],
    )  # fmt: skip


def _call(cast: Cast, given: Given) -> None:
    by = cast.users["registrator"]
    meeting = plan_meeting(body=cast.bodies[BOARD], date=given["date"], place="Kansliet", topics=given["topics"], by=by)
    for item in given["items"]:
        add_item(meeting=meeting, by=by, **item)
    attach_paper(meeting=meeting, file=_file(given["paper"]), name="kallelse.txt", by=by)


def _file(text: str) -> ContentFile[bytes]:
    return ContentFile(f"{text}\n".encode())


def _delegated(cast: Cast, given: Given) -> None:
    record_delegated(
        association=cast.association, on=given["date"], delegate="Förbundschef", rule=given["rule"],
        text=given["text"], by=cast.users[HEAD],
    )  # fmt: skip


def _tell(cast: Cast, on: date) -> None:
    """The board is told of what was decided for it since its last meeting."""
    waiting = DelegatedDecision.objects.filter(association=cast.association, reported_in=None)
    report_delegated(meeting=cast.meetings[BOARD, on], decisions=waiting, by=cast.users["registrator"])


def _mark(cast: Cast, given: Given) -> None:
    mark_obligation(
        association=cast.association, key=given["key"], year=given["year"], on=given["date"],
        note=given.get("note", ""), by=cast.users[HEAD],
    )  # fmt: skip


# --- money ----------------------------------------------------------------------------------------------------------


def _outside(cast: Cast, given: Given) -> None:
    add_outside_money(
        intervention=cast.interventions[given["intervention"]], source=given["source"], step=given["step"],
        on=given["date"], amount=ore(given["kr"]), by=cast.users[HEAD],
    )  # fmt: skip


def _own_budgets(cast: Cast, given: Given) -> None:
    """What the office may spend on its own, year by year; the costs are the books'."""
    for key, kr in given["kr"].items():
        decide(
            intervention=cast.interventions[key], kind=DecisionKind.MORE, amounts={given["year"]: ore(kr)},
            on=given["date"], reason=f"Verksamhetsplan och budget {given['year']} (påhittat belopp)",
            paragraph=cast.paragraph(given["date"], given.get("number", 0)), by=cast.by,
        )  # fmt: skip


def _look_ahead(cast: Cast, live: Given) -> None:
    guess = live["forecast"]
    set_forecast(
        cast.interventions[guess["intervention"]], year=guess["year"], month=guess["month"], amount=ore(guess["kr"]),
        reason=guess["reason"], by=cast.users[ACCOUNTANT],
    )  # fmt: skip
    for given in live["assumptions"]:
        set_assumption(cast.association, kind=given["kind"], year=given["year"], amount=ore(given["kr"]),
                       reason=given["reason"], by=cast.users[ACCOUNTANT])  # fmt: skip


def _claim(cast: Cast, given: Given) -> None:
    """As far as the file says: a draft, certified, sent back, checked, decided, paid."""
    lines = {label: ore(given[label]) for label in CHOICES[ChoiceKind.COST_TYPE] if label in given}
    row = ClaimRow(given["number"], given["intervention"], *TERM, "", given["received"], None, None, lines)
    draft, by_mail = given.get("draft", False), given.get("by_mail", False)
    by = cast.users["registrator"] if by_mail else cast.owner_of(row.intervention)
    claim = hand_in(cast, row, by=by, certify=False, submit=not draft, by_mail=by_mail)
    if "evidence" in given:
        attach_document(file=_file(given["evidence"]), name="underlag.txt", kind="underlag", claim=claim, by=by)
    if not draft and not by_mail:
        _attest(cast, claim, given)


def _attest(cast: Cast, claim: Claim, given: Given) -> None:
    certify_claim(claim=claim, on=given["received"], by=cast.owner_of(given["intervention"]))
    if "returned" in given:
        return_claim(claim=claim, reason=given["reason"], on=given["returned"], by=cast.users[CHECKER])
    if "checked" in given:
        check_claim(claim=claim, on=given["checked"], by=cast.users[CHECKER])
    if "decided" in given:
        approve_claim(claim=claim, on=given["decided"], by=cast.users[HEAD])
        pay_claim(claim=claim, on=given["paid"], by=cast.users[ACCOUNTANT])


# --- applications, reports, dues ------------------------------------------------------------------------------------


def _apply(cast: Cast, given: Given, common: Mapping[str, str]) -> None:
    applicant = cast.parties[given["applicant"]]
    by = cast.owners[applicant.pk]
    fields = {name: given[name] for name in ("start", "end", "need", "target_group", "goals", "participants")
              if name in given}  # fmt: skip
    made = create_application(
        association=cast.association, applicant=applicant, title=given["title"], by=by, direction="individ",
        parties=[(cast.parties[name], "") for name in given["co_parties"]],
        budget=budget({year: ore(kr) for year, kr in given["kr"].items()}),
        intervention=cast.interventions.get(given.get("intervention", "")), **fields, **common,
    )  # fmt: skip
    if "received" not in given:
        return
    move_application(application=made, name="submit", on=given["received"], by=by)
    for name in ("prepare", "ask"):
        if name in given:
            move_application(application=made, name=name, on=given[name], note=given.get(f"{name}_note", ""),
                             by=cast.users[CHECKER])  # fmt: skip
    made.refresh_from_db()
    if "comment" in given:
        comment_application(application=made, text=given["comment"], supports=True, by=cast.users["beredning"])
    if "to_board" in given:
        move_application(application=made, name="to_board", on=given["to_board"], by=cast.users[CHECKER])


def _report(cast: Cast, given: Given) -> None:
    by, of = cast.owner_of(given["intervention"]), cast.interventions[given["intervention"]]
    of.refresh_from_db()
    report = start_report(
        intervention=of, period_from=given["from"], period_to=given["to"], final=given.get("final", False), by=by
    )
    themes = {theme.label: theme.pk for theme in choices(cast.association, ChoiceKind.THEME)}
    content = Content({themes[label]: text for label, text in given["texts"].items()}, given.get("outcome", ""),
                      given.get("implemented", ""), given.get("where", ""))  # fmt: skip
    save_report(report=report, content=content, by=by)
    if "sent" in given:
        send_report(report=report, on=given["sent"], by=by)
    if "read" in given:
        read_report(report=report, on=given["read"], by=cast.users[CHECKER])


def _keep(cast: Cast, given: Given) -> None:
    attach_document(file=_file(given["text"]), name=given["name"], kind=given["kind"], by=cast.users[CHECKER],
                    intervention=cast.interventions[given["intervention"]])  # fmt: skip


def _dues(cast: Cast, live: Given) -> None:
    """Dates of the year in course. Older ones passed before anyone wrote anything here and are not asked for."""
    since = live["dues_since"]
    for key in live["dues"]:
        for agreement in Agreement.objects.filter(intervention=cast.interventions[key]):
            plan_dues(agreement, since)
    for key in live["final_reports_due"]:
        of = cast.interventions[key]
        of.refresh_from_db()
        plan_final(of, since=since)
