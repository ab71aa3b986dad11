"""Letters and agreements as PDF: what the rows say, in sentences."""

from collections.abc import Mapping
from itertools import chain

from samsyn.interventions.domain.words import DecisionKind, PaymentForm, RunBy, Surplus, UnusedRule
from samsyn.interventions.models import Agreement, Application, Decision
from samsyn.interventions.queries.applications import by_year
from samsyn.interventions.queries.decisions import agreed_decisions, agreed_years
from samsyn.ui.formats import money, money_text, swedish_date
from samsyn.ui.pdf import Block, Heading, KeyValues, Paragraph, SignatureLines, Table, letter

UNUSED: Mapping[str, str] = {
    UnusedRule.RETURNS: "Det som inte används under ett år återgår till förbundet när året är slut.",
    UnusedRule.CARRIED: "Det som inte används under ett år förs vidare till nästa år inom överenskommelsens tid.",
    UnusedRule.DECISION: "Vad som ska hända med det som inte används under ett år beslutar förbundet om särskilt.",
}
SURPLUS: Mapping[str, str] = {
    Surplus.REPAID: "betalas skillnaden tillbaka till förbundet",
    Surplus.RECEIVABLE: "blir skillnaden en fordran för förbundet",
    Surplus.CARRIED: "förs skillnaden vidare till nästa period",
}
RHYTHM: Mapping[int, str] = {1: "varje månad", 2: "varannan månad", 3: "varje kvartal", 4: "varje tertial",
                             6: "varje halvår", 12: "varje år"}  # fmt: skip


def place_words(decision: Decision) -> str:
    """Who decided: 'Styrelsen § 48, 25 november 2024' or 'Delegationsbeslut D 3/2024'."""
    if decision.paragraph:
        meeting = decision.paragraph.meeting
        number = f" § {decision.paragraph.number}" if decision.paragraph.number else ""
        return f"{meeting.body}{number}, {swedish_date(meeting.date)}"
    return f"Delegationsbeslut {decision.delegated}" if decision.delegated else ""


def _place_or_day(decision: Decision) -> str:
    return place_words(decision) or f"Beslut {swedish_date(decision.date)}"


def _years(amounts: Mapping[int, int], caption: str) -> Table:
    rows = [(str(year), money(amount)) for year, amount in sorted(amounts.items())]
    total = ("Summa", money(sum(amounts.values())))
    return Table(("År", "Belopp, kr"), (*rows, total), caption, frozenset({1}), frozenset({len(rows)}))


# --- the decision on an application ---------------------------------------------------------------------------------


def decision_letter(decision: Decision) -> bytes:
    """The letter to the applicant: what was decided, and for a rejection its reasons."""
    one = decision.application
    assert one is not None, "a letter is about an application"
    rejected = decision.kind == DecisionKind.REJECTION
    title = "Beslut: ansökan avslås" if rejected else "Beslut: ansökan beviljas"
    blocks: list[Block] = [_facts(decision, one), Heading("Beslut"), Paragraph(decision.text)]
    blocks += _rejected(decision) if rejected else _granted(decision)
    blocks.append(SignatureLines([(f"För {decision.association.name}", "Namn och uppdrag")]))
    association = decision.association
    return letter(title, blocks, author=association.name, dated=decision.date,
                  note=f"{association.name}, {association.org_number}")  # fmt: skip


def _facts(decision: Decision, one: Application) -> KeyValues:
    applied = by_year(one)
    return KeyValues(
        [
            ("Ansökan", one.title),
            ("Nummer", one.number),
            ("Sökande", str(one.applicant or "Kansliet")),
            ("Kom in", swedish_date(one.received)),
            ("Sökt belopp", money_text(sum(applied.values())) if applied else ""),
            ("Beslutat", place_words(decision)),
            ("Beslutets dag", swedish_date(decision.date)),
        ]
    )


def _rejected(decision: Decision) -> list[Block]:
    return [Heading("Skäl"), Paragraph(decision.reason)]


def _granted(decision: Decision) -> list[Block]:
    amounts = {row.year: row.amount for row in decision.years.all()}
    blocks: list[Block] = [_years(amounts, "Beviljat belopp per år")]
    if decision.conditions:
        blocks += [Heading("Villkor"), Paragraph(decision.conditions)]
    blocks += [Heading("Det som inte används"), Paragraph(UNUSED[decision.unused])]
    if decision.intervention and decision.intervention.run_by == RunBy.PARTY:
        blocks += [Heading("Vad som händer nu"), Paragraph(
            "Vi skickar en överenskommelse att skriva under. Kostnader kan ersättas när den är undertecknad."
        )]  # fmt: skip
    return blocks


# --- agreements -----------------------------------------------------------------------------------------------------


def agreement_letter(agreement: Agreement) -> bytes:
    """The agreement to sign: parties, time, money, how it is paid and followed up, conditions, signatures."""
    of, association = agreement.intervention, agreement.association
    parts = (_between(agreement), _money(agreement), _payment(agreement), _following(agreement), _terms(agreement),
             _signatures(agreement))  # fmt: skip
    state = "Utkast. " if agreement.state == Agreement.State.DRAFT else ""
    return letter(f"Överenskommelse om {of.name}", list(chain(*parts)), author=association.name,
                  dated=agreement.decision.date,
                  note=f"{state}Överenskommelse {agreement.number}, version {agreement.version}")  # fmt: skip


def _between(agreement: Agreement) -> list[Block]:
    of = agreement.intervention
    others = [str(row.party) for row in of.involvements.all() if row.role == "medverkar"]
    return [
        KeyValues(
            [
                ("Mellan", f"{agreement.association} och {of.owner or 'insatsägaren'}"),
                ("Medverkar", ", ".join(others)),
                ("Grundas på", "; ".join(_place_or_day(decision) for decision in agreed_decisions(agreement))),
                ("Gäller", f"{swedish_date(agreement.valid_from)} till {swedish_date(agreement.valid_to)}"),
                ("Nummer", f"{agreement.number}, version {agreement.version}"),
            ]
        ),
        *_part("Behov och syfte", of.purpose),
        *_part("Målgrupp", of.target_group),
        *_part("Mål", of.goals),
    ]


def _part(title: str, text: str) -> list[Block]:
    return [Heading(title), Paragraph(text)] if text else []


def _money(agreement: Agreement) -> list[Block]:
    amounts = agreed_years(agreement)
    rule = Paragraph(
        f"Förbundet ersätter kostnader för insatsen med högst {money_text(agreement.amount)}, utan moms. "
        f"{UNUSED[agreement.decision.unused]}"
    )
    return [Heading("Pengar"), rule, _years(amounts, "Beviljat belopp per år")]


def _payment(agreement: Agreement) -> list[Block]:
    claimed = (
        f"Rekvisition eller faktura lämnas {RHYTHM.get(agreement.claim_months, 'löpande')}, senast "
        f"{agreement.last_claim_days} dagar efter periodens slut, med kostnaderna uppdelade i kostnadsslag."
    )
    if agreement.payment == PaymentForm.ACTUAL:
        return [Heading("Betalning"), Paragraph(f"Betalning sker i efterskott för det som faktiskt kostat. {claimed}")]
    rows = [(swedish_date(row.due), money(row.amount)) for row in agreement.instalments.all()]
    return [
        Heading("Betalning"),
        Paragraph(
            "Betalning sker i förskott enligt tabellen och räknas av mot det som faktiskt kostat. Om förskotten är "
            f"mer än kostnaden {SURPLUS[agreement.surplus]}. {claimed}"
        ),
        Table(("Betalas", "Belopp, kr"), rows, "Förskott", frozenset({1})),
    ]


def _following(agreement: Agreement) -> list[Block]:
    rhythm = RHYTHM.get(agreement.report_months, "löpande")
    owner = agreement.intervention.owner or "Insatsägaren"
    return [
        Heading("Uppföljning"),
        Paragraph(
            f"{owner} lämnar en uppföljning {rhythm} och en slutrapport när insatsen är slut. Inga uppgifter om "
            "enskilda personer lämnas till förbundet."
        ),
    ]


def _terms(agreement: Agreement) -> list[Block]:
    conditions = dict.fromkeys(decision.conditions for decision in agreed_decisions(agreement))
    texts = [text for text in (*conditions, agreement.terms) if text]
    return [Heading("Villkor"), *(Paragraph(text) for text in texts)] if texts else []


def _signatures(agreement: Agreement) -> list[Block]:
    if agreement.signed:
        said = f"Undertecknad {swedish_date(agreement.signed)} av {agreement.signed_by}."
        return [Heading("Underskrifter"), Paragraph(said)]
    owner = str(agreement.intervention.owner or "Insatsägaren")
    people = [(f"För {party}", "Ort, datum, namn och uppdrag") for party in (str(agreement.association), owner)]
    return [Heading("Underskrifter"), SignatureLines(people)]
