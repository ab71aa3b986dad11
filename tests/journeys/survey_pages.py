"""Run inside an installation of the demo: every address of the URL conf with real values, and what answers there.

Prints JSON: [{name, who, path, permission, status, page, template}], `page` when it is a whole HTML page, `who` the
one that may open it. Where the demo
has nothing to show a sample is made: a post, a fault report, a file that waits and one that is refused. An address
whose values are not known here has status 0, so that a page nobody thought of is noticed.
"""

import json
from collections.abc import Iterator
from typing import Any

import django

django.setup()

from django.db.models import Model
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from survey_samples import CASE, HEAD, OTHERS, duties, rows, samples

from samsyn.associations import models as people
from samsyn.core.tenancy import enter
from samsyn.governance import models as governance
from samsyn.interventions import models as money
from samsyn.ledger import models as ledger
from samsyn.participants import models as counted
from samsyn.participants.actions import reporting
from samsyn.participants.domain.periods import Part
from samsyn.participants.queries.reports import period_of, running
from samsyn.reports.models import Publication

SLUG, PERIOD = "jamtland", "2024"
NEIGHBOUR = "forbundschef@exempel.example"
WORDS = {
    "association": SLUG, "period": PERIOD, "kind": "arsredovisning", "section": "finances", "format": "json",
    "form": "csv", "number": 1930, "key": "ledger.result", "scope": PERIOD, "part": "2024-T3",
    "list": "outcome", "variable": "outcome",
}  # fmt: skip
SPECIAL = {
    "ui:example-figure": {"key": "exempel.resultat"},
    "interventions:setting-choices": {"kind": "tema"},
    "ledger:mapping-file": {"kind": "mapping"}, "ledger:mapping-file-in": {"kind": "mapping"},
    "ledger:plan-file": {"kind": "budget"}, "ledger:plan-file-in": {"kind": "budget"},
    "ledger:manual-file": {"kind": "history"}, "ledger:manual-file-in": {"kind": "history"},
    "governance:year-plan-done": {"key": "budget", "year": 2024},
    "governance:year-plan-undone": {"key": "budget", "year": 2024},
    "governance:year-plan-rule": {"key": "budget"}, "governance:year-plan-feed": {"token": "prov"},
    "ledger:allocation": {"year": 2024}, "ledger:allocation-confirm": {"year": 2024},
    "associations:equity_edit": {"number": 0}, "associations:equity_remove": {"number": 0},
    "reports:publish": {"kind": "ekonomi"},
}  # fmt: skip
OBJECTS: dict[str, type[Model]] = {  # the beginning of an address's name → what its pk is
    "associations:party": people.Party,
    "associations:post": people.OfficePost,
    "associations:mandate": people.Mandate,
    "associations:new_link": people.User,
    "associations:membership": people.Membership,
    "associations:fault": people.FaultReport,
    "ledger:mapping-label": ledger.RowLabel,
    "ledger:mapping-revision": ledger.MappingRevision,
    "ledger:mapping-put-back": ledger.MappingRevision,
    "ledger:mapping-row": ledger.MappingRow,
    "ledger:plan": ledger.Plan,
    "ledger:manual-legacy": ledger.LegacyLine,
    "ledger:manual-cost-rule": ledger.CostRule,
    "ledger:import": ledger.Import,
    "ledger:year": ledger.FiscalYear,
    "ledger:voucher": ledger.Voucher,
    "ledger:instalment": ledger.ContributionInstalment,
    "ledger:instalment-receipt-remove": ledger.Receipt,
    "interventions:intervention": money.Intervention,
    "interventions:intervention-outside-remove": money.OutsideMoney,
    "interventions:card": money.Intervention,
    "interventions:document": money.Document,
    "interventions:setting-note": money.NoteGroup,
    "interventions:application": money.Application,
    "interventions:decision": money.Decision,
    "interventions:decision-new": money.Intervention,
    "interventions:agreement": money.Agreement,
    "interventions:agreement-new": money.Decision,
    "interventions:claim": money.Claim,
    "interventions:claim-new": money.Intervention,
    "interventions:claim-evidence-remove": money.Document,
    "interventions:confirmation": money.Confirmation,
    "interventions:setting-attest": money.AttestRight,
    "interventions:export": money.ExportBatch,
    "interventions:due": money.Due,
    "interventions:forecast": money.Intervention,
    "interventions:report": money.FollowUp,
    "interventions:report-new": money.Intervention,
    "interventions:reconciliation": money.Intervention,
    "participants:entry": money.Intervention,
    "participants:one": money.Intervention,
    "participants:case": money.Intervention,
    "participants:occasion": counted.Occasion,
    "participants:setting-code": counted.Code,
    "reports:publication": Publication,
    "governance:meeting": governance.Meeting,
    "governance:meeting-paper": governance.Paper,
    "governance:paragraph": governance.Paragraph,
    "governance:recusal": governance.Recusal,
    "governance:body": governance.Body,
    "governance:delegated": governance.DelegatedDecision,
    "governance:year-plan-remove": governance.Obligation,
}

PICKED: dict[str, dict[str, Any]] = {  # an address that not every row has a page at
    "interventions:application-letter": {"state__in": ["beviljad", "avslagen"]},
    "participants:one": {"counts__period__year": 2024, "counts__state": "inlämnad"},
    **{name: {"counts__period__year": 2024, "counts__period__last_month": 12, "counts__state": "inlämnad"}
       for name in ("participants:entry", "participants:entry-correct", "participants:entry-history",
                    "participants:entry-excuse")},
}  # fmt: skip


def named(patterns: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from named(pattern.url_patterns, space + inner)
        else:
            yield space + str(pattern.name), pattern


def values(name: str, wanted: list[str], owner: people.Association) -> dict[str, Any] | None:
    """Real values for an address; None when one of them is not known here."""
    known = WORDS | SPECIAL.get(name, {})
    if "pk" in wanted:
        picked = {"case_ground__isnull": False} if name.startswith(CASE) else PICKED.get(name, {})
        model = next((OBJECTS[key] for key in sorted(OBJECTS, key=len, reverse=True) if name.startswith(key)), None)
        if model is None or (pk := _one(model, owner, picked)) is None:
            return None
        known = known | {"pk": pk}
    return {key: known[key] for key in wanted} if all(key in known for key in wanted) else None


def _one(model: type[Model], owner: people.Association, picked: dict[str, Any]) -> int | None:
    fields = {field.name for field in model._meta.get_fields()}
    rows = model._default_manager.filter(**picked)
    if "association" in fields:
        rows = rows.filter(association=owner)
    elif model is people.User:
        rows = rows.filter(memberships__association=owner)
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def opener(name: str) -> str:
    """Who opens an address."""
    return next((OTHERS[start] for start in sorted(OTHERS, key=len, reverse=True) if name.startswith(start)), HEAD)


def look(client: Client, name: str, pattern: URLPattern, owner: people.Association) -> dict[str, Any]:
    """What one address answers."""
    permission = getattr(pattern.callback, "permission", None)
    found = {
        "name": name,
        "who": opener(name),
        "path": "",
        "status": 0,
        "page": False,
        "template": "",
        "permission": str(permission or ""),
    }
    kwargs = values(name, list(pattern.pattern.converters), owner)
    if kwargs is None:
        return found
    return found | visited(client, reverse(name, kwargs=kwargs) + query(name, owner))


def visited(client: Client, path: str) -> dict[str, Any]:
    answer: Any = client.get(path)
    used = [template.name for template in getattr(answer, "templates", ()) if template.name]
    return {
        "path": path,
        "status": answer.status_code,
        "page": answer.status_code == 200 and not answer.streaming and b"<html" in answer.content,
        "template": next((name for name in used if "/_" not in name), ""),
    }


def query(name: str, owner: people.Association) -> str:
    """What an address needs after its question mark."""
    if name != "ledger:plan-compare":
        return ""
    plans = list(ledger.Plan.objects.filter(association=owner, year=2023).values_list("pk", flat=True)) * 2
    return f"?a={plans[0]}&b={plans[1]}"


def more(owner: people.Association) -> list[tuple[str, str]]:
    """Pages that look quite different from what their address alone shows: (name, path)."""
    base = f"/{SLUG}/{PERIOD}"
    imports = ledger.Import.objects.filter(association=owner)
    read, active = imports.get(state=ledger.Import.State.READ).pk, imports.filter(state=ledger.Import.State.ACTIVE)
    return [
        ("ledger:import-one, waiting", f"{base}/bokforing/import/{read}/"),
        ("ledger:import-one, in force", f"{base}/bokforing/import/{active.earliest('pk').pk}/"),
        ("ledger:vouchers, filtered", f"{base}/bokforing/verifikationer/?q=hyra&konto=5010"),
        ("reports:workshop, writing", f"{base}/rapporter/arsredovisning/?avsnitt=finances&redigera=1"),
        ("reports:workshop, all", f"{base}/rapporter/arsredovisning/?avsnitt=alla"),
        ("reports:report, tertial", f"/{SLUG}/2020-T2/rapporter/tertial/hela/"),
        ("reports:income, part of a year", f"/{SLUG}/2024-T2/ekonomi/resultat/"),
        ("reports:income, year without books", f"/{SLUG}/2016/ekonomi/resultat/"),
        ("participants:entry, to type", report_to_type(owner)),
        ("participants:reporting, nothing open", f"/{SLUG}/2030/deltagare/rapportering/"),
        ("desk:search, answered", f"{base}/sok/?q=hyra"),
        ("desk:overview, new association", "/exempel/2024/"),
        ("ledger:import, new association", "/exempel/2024/bokforing/import/"),
        ("ledger:mapping, new association", "/exempel/2024/kontokoppling/"),
        ("reports:reports, new association", "/exempel/2024/rapporter/"),
    ]


def report_to_type(owner: people.Association) -> str:
    """A report that nobody has begun."""
    part = Part.parse("2031-T1")
    if period_of(owner, part) is None:
        reporting.open_period(association=owner, part=part, by="prov")
    return f"/{SLUG}/2031/deltagare/rapport/{running(owner, part).order_by('pk')[0].pk}/{part}/"


def client_of(email: str) -> Client:
    client = Client()
    person = people.User.objects.get(email=email)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def survey() -> list[dict[str, Any]]:
    """Every address of ours, and further states of some; the login's own pages are the browser's to visit."""
    setup_test_environment()
    enter("*")
    owner = people.Association.objects.get(slug=SLUG)
    samples(owner)
    duties(owner)
    WORDS["case"] = rows(owner)
    own = [(name, pattern) for name, pattern in named(get_resolver().url_patterns) if not name.startswith("account_")]
    clients = {who: client_of(who) for who in (HEAD, NEIGHBOUR, *OTHERS.values())}
    found = [look(clients[opener(name)], name, pattern, owner) for name, pattern in own]
    enter("*")
    for name, path in more(owner):
        who = NEIGHBOUR if path.startswith("/exempel") else HEAD
        found.append({"name": name, "who": who, "permission": "", **visited(clients[who], path)})
    return found


if __name__ == "__main__":
    print(json.dumps(survey(), ensure_ascii=False))
