"""Kinds of report as sections in order. What stands in a section is named here; how it is computed is in tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Block(StrEnum):
    """What can stand in a section beside prose."""

    OVERVIEW = "overview"
    OVERVIEW_CHART = "overview_chart"
    INCOME = "income"
    BALANCE = "balance"
    CASH_FLOW = "cash_flow"
    OPERATING = "operating"
    OPERATING_CHART = "operating_chart"
    COST_SPLIT = "cost_split"
    COST_CHART = "cost_chart"
    REQUIREMENT = "requirement"
    INTERVENTIONS = "interventions"
    COST_TABLE = "cost_table"
    COST_TYPES = "cost_types"
    COMMITMENTS = "commitments"
    PARTICIPANTS = "participants"  # tables 1–3 or the summary, as the association chose
    BY_INTERVENTION = "participants_by_intervention"
    FLOW_CHART = "flow_chart"
    OUTCOME_CHART = "outcome_chart"
    INCOME_CHART = "income_chart"
    AGE_CHART = "age_chart"
    SUPPORT_CHART = "support_chart"
    NOTE = "note"  # note:1 …
    SIGNATURES = "signatures"


@dataclass(frozen=True)
class SectionDefinition:
    """A heading and what stands under it. `prose` sections have a text of the office's own; `guide` says what about."""

    key: str
    title: str
    level: int = 2
    blocks: tuple[Block, ...] = ()
    prose: bool = False
    guide: str = ""
    law: str = ""
    new_page: bool = False


S = SectionDefinition
B = Block
NOTES = S("notes", "Noter", 1, new_page=True)  # one section a note is put after it

_FINANCIAL: Sequence[SectionDefinition] = (
    S("income", "Resultaträkning", 1, (B.INCOME,), law="LKBR 5 kap.", new_page=True),
    S("balance", "Balansräkning", 1, (B.BALANCE,), law="LKBR 6 kap."),
    S("cash_flow", "Kassaflödesanalys", 1, (B.CASH_FLOW,), law="LKBR 8 kap.", new_page=True),
    S("operating", "Driftredovisning", 1, (B.OPERATING, B.OPERATING_CHART), prose=True, law="LKBR 10 kap.",
      guide="Skriv vad som förklarar de största avvikelserna mot budget."),
    S("cost_split", "Kostnadsfördelning", 1, (B.COST_SPLIT, B.COST_CHART), prose=True,
      guide="Hur kostnaderna fördelar sig på individ, struktur och administration, och vilka nycklar som använts."),
)  # fmt: skip
INTERVENTION_MONEY = "intervention_money"
_PEOPLE = (B.PARTICIPANTS, B.FLOW_CHART, B.OUTCOME_CHART)
_ABOUT_PEOPLE = (B.INCOME_CHART, B.AGE_CHART, B.SUPPORT_CHART)
_MONEY_BLOCKS = (B.COST_TABLE, B.COST_TYPES, B.COMMITMENTS)
_PRINCIPLES = S(
    "principles", "Redovisningsprinciper", 2, prose=True, law="LKBR 9 kap. och 4 kap. 3 §",
    guide="Vilka lagar och rekommendationer som följs, och skälen där förbundet avviker.",
)  # fmt: skip

ANNUAL: Sequence[SectionDefinition] = (
    S("management", "Förvaltningsberättelse", 1, law="LKBR 11 kap., RKR R15", new_page=True),
    S("organisation", "Organisation, uppdrag och finansiering", prose=True,
      guide="Vilka medlemmarna är, vad förbundet har till uppgift och hur det finansieras."),
    S("overview", "Översikt över verksamhetens utveckling", 2, (B.OVERVIEW, B.OVERVIEW_CHART), prose=True,
      guide="Det viktigaste i siffrorna över åren."),
    S("conditions", "Viktiga förhållanden för resultat och ekonomisk ställning", prose=True,
      guide="Sådant i omvärlden och i förbundet som påverkat resultatet och ställningen."),
    S("events", "Händelser av väsentlig betydelse", prose=True,
      guide="Vad som hänt under året, och efter årets slut, som läsaren behöver känna till."),
    S("governance", "Styrning och uppföljning av verksamheten", prose=True,
      guide="Styrelse, kansli, beredning, intern kontroll, revision och samråd."),
    S("interventions", "Insatser och deltagare", 2, (B.INTERVENTIONS, *_PEOPLE, *_ABOUT_PEOPLE), prose=True,
      guide="Vilka insatser som finansierats, hur många som deltagit och vad det blev av det."),
    S(INTERVENTION_MONEY, "Insatsernas pengar", 2, _MONEY_BLOCKS),
    S("surveys", "Vad deltagare och medarbetare säger", prose=True,
      guide="Resultat ur årets enkäter, alltid med antal svar."),
    S("goals", "Mål och måluppfyllelse", prose=True, guide="Varje mål, utfallet och styrelsens bedömning."),
    S("finances", "God ekonomisk hushållning och ekonomisk ställning", prose=True,
      guide="Resultat, eget kapital mot rekommendationen och styrelsens samlade bedömning."),
    S("requirement", "Balanskravsresultat", 2, (B.REQUIREMENT,), prose=True,
      law="LKBR 11 kap. 10 §, KL 11 kap. 12–13 §§",
      guide="Hur ett negativt resultat återställs, eller de synnerliga skälen att inte göra det."),
    S("staff", "Väsentliga personalförhållanden", prose=True, guide="Kansliets bemanning och köpta tjänster."),
    S("outlook", "Förväntad utveckling", prose=True, guide="Nästa års medlemsbidrag, budget och vad som väntar."),
    *_FINANCIAL,
    NOTES,
    _PRINCIPLES,
    S("signatures", "Underskrifter", 1, (B.SIGNATURES,), new_page=True),
)  # fmt: skip

TERTIAL: Sequence[SectionDefinition] = (
    S("summary", "Sammanfattning", 1, prose=True, guide="Läget i korthet: verksamhet, ekonomi, prognos."),
    S("goals", "Mål och prognos för målen", 1, prose=True, guide="Varje mål och hur det ser ut att gå på helåret."),
    S(
        "interventions",
        "Insatser",
        1,
        (*_PEOPLE, B.BY_INTERVENTION),
        prose=True,
        guide="Vad som hänt i insatserna under perioden.",
    ),
    S(INTERVENTION_MONEY, "Insatsernas pengar", 2, (B.COST_TABLE, B.COMMITMENTS)),
    S("economy", "Ekonomi", 1, prose=True, guide="Periodens resultat och helårsprognosen, med det som förklarar dem."),
    S("income", "Resultaträkning", 2, (B.INCOME,)),
    S("operating", "Driftredovisning", 2, (B.OPERATING, B.OPERATING_CHART)),
    S("balance", "Balansräkning", 2, (B.BALANCE,)),
    NOTES,
)

ECONOMY: Sequence[SectionDefinition] = (
    S("comment", "Kommentar", 1, prose=True, guide="Det styrelsen behöver veta om ekonomin just nu."),
    S("overview", "Översikt över verksamhetens utveckling", 1, (B.OVERVIEW, B.OVERVIEW_CHART)),
    *(replace(s, prose=False, guide="") for s in _FINANCIAL),
    S(INTERVENTION_MONEY, "Insatsernas pengar", 1, _MONEY_BLOCKS),
    NOTES,
)

STATEMENTS: Sequence[SectionDefinition] = (
    *(replace(s, prose=False, guide="") for s in _FINANCIAL),
    NOTES,
    _PRINCIPLES,
)

DOCUMENTS: Mapping[str, tuple[str, Sequence[SectionDefinition]]] = {
    "arsredovisning": ("Årsredovisning", ANNUAL),
    "tertial": ("Tertialuppföljning", TERTIAL),
    "ekonomi": ("Ekonomirapport", ECONOMY),
    "redovisning": ("Ekonomisk redovisning", STATEMENTS),
}
TERTIAL_NOTES = (1, 2)  # a part of the year states income and costs; the balance sheet's notes wait for the year's end

PRINCIPLES_PROPOSAL = """\
Årsredovisningen är upprättad enligt lag (2018:597) om kommunal bokföring och redovisning i de delar som är \
tillämpliga på ett samordningsförbund, och enligt god redovisningssed. Rekommendationerna från Rådet för kommunal \
redovisning (RKR) följs där inget annat sägs.

- **Intäkter och kostnader** hör till den period de avser. Utfört men ännu inte rekvirerat arbete i insatserna \
bokförs som kostnad och kortfristig skuld vid årets slut.
- **Återstående beslutad finansiering** av insatser är inte skuld utan redovisas inom linjen, i en not per insats.
- **Pensioner** redovisas enligt RKR R10. Avsättningen innehåller särskild löneskatt.
- **Inventarier** av mindre värde kostnadsförs direkt.
- **Belopp** avrundas en gång, från ören, när de skrivs ut. Visade delar kan därför skilja sig från den visade summan.
"""
