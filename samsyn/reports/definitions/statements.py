"""The printed statements as rows of figures: what a row amounts to is the figure's business, how it looks is here."""

from collections.abc import Sequence
from dataclasses import dataclass

from samsyn.core.table import RowKind
from samsyn.ledger.definitions.statements import COMMITMENTS

PLAIN, SUBTOTAL, TOTAL, HEADING = RowKind.PLAIN, RowKind.SUBTOTAL, RowKind.TOTAL, RowKind.HEADING


@dataclass(frozen=True)
class RowDefinition:
    """A row of a printed statement. `terms` are the rows whose shown numbers should add up to this one's.

    `optional` rows are left out when every column is zero; `cost` rows print with the sign the association chose.
    """

    key: str
    label: str
    figure: str = ""
    kind: RowKind = PLAIN
    level: int = 0
    note: int | None = None
    optional: bool = False
    legacy: bool = False  # shown only for a year with a reason
    terms: tuple[str, ...] = ()


Rows = Sequence[RowDefinition]
R = RowDefinition

INCOME: Rows = (
    R("revenue", "Verksamhetens intäkter", "ledger.revenue", note=1),
    R("costs", "Verksamhetens kostnader", "ledger.costs", note=2),
    R("depreciation", "Avskrivningar", "ledger.depreciation", optional=True),
    R("net", "Verksamhetens nettokostnader", "ledger.net", SUBTOTAL, terms=("revenue", "costs", "depreciation")),
    R("tax_revenue", "Skatteintäkter", "ledger.tax_revenue", optional=True),
    R("state_grants", "Generella statsbidrag och utjämning", "ledger.state_grants", optional=True),
    R("operating", "Verksamhetens resultat", "ledger.operating", SUBTOTAL,
      terms=("net", "tax_revenue", "state_grants")),
    R("financial_net", "Finansnetto", "ledger.financial_net"),
    R("financial_income", "Finansiella intäkter", "ledger.financial_income"),
    R("financial_costs", "Finansiella kostnader", "ledger.financial_costs"),
    R("after_financial", "Resultat efter finansiella poster", "ledger.after_financial", SUBTOTAL,
      terms=("operating", "financial_net", "financial_income", "financial_costs")),
    R("extraordinary", "Extraordinära poster", "ledger.extraordinary", optional=True),
    R("taxes", "Övriga skatter", "ledger.taxes", legacy=True),
    R("result", "Årets resultat", "ledger.result", TOTAL, terms=("after_financial", "extraordinary", "taxes")),
)  # fmt: skip

BALANCE: Rows = (
    R("h_assets", "Tillgångar", kind=HEADING),
    R("intangible", "Immateriella anläggningstillgångar", "ledger.intangible", level=1, optional=True),
    R("tangible", "Materiella anläggningstillgångar", "ledger.tangible", level=1, optional=True),
    R("financial_assets", "Finansiella anläggningstillgångar", "ledger.financial_assets", level=1, optional=True),
    R("fixed_assets", "Summa anläggningstillgångar", "ledger.fixed_assets", SUBTOTAL, optional=True,
      terms=("intangible", "tangible", "financial_assets")),
    R("infrastructure", "Bidrag till infrastruktur", "ledger.infrastructure", optional=True),
    R("inventory", "Förråd", "ledger.inventory", level=1, optional=True),
    R("receivables", "Fordringar", "ledger.receivables", level=1, note=3),
    R("short_investments", "Kortfristiga placeringar", "ledger.short_investments", level=1, optional=True),
    R("cash", "Kassa och bank", "ledger.cash", level=1, note=3),
    R("current_assets", "Summa omsättningstillgångar", "ledger.current_assets", SUBTOTAL,
      terms=("inventory", "receivables", "short_investments", "cash")),
    R("assets", "Summa tillgångar", "ledger.assets", TOTAL, terms=("fixed_assets", "infrastructure", "current_assets")),
    R("h_equity", "Eget kapital, avsättningar och skulder", kind=HEADING),
    R("equity", "Eget kapital", "ledger.equity", SUBTOTAL, terms=("equity_result", "result_reserve", "equity_rest")),
    R("equity_result", "Årets resultat", "ledger.equity_result", level=1),
    R("result_reserve", "Resultatreserv", "ledger.result_reserve", level=1, optional=True),
    R("equity_rest", "Övrigt eget kapital", "ledger.equity_rest", level=1),
    R("provisions", "Avsättningar", "ledger.provisions", SUBTOTAL, terms=("pension_provisions", "other_provisions")),
    R("pension_provisions", "Avsättningar för pensioner och liknande förpliktelser", "ledger.pension_provisions",
      level=1, note=4),
    R("other_provisions", "Andra avsättningar", "ledger.other_provisions", level=1, optional=True),
    R("liabilities", "Skulder", "ledger.liabilities", SUBTOTAL, terms=("long_liabilities", "current_liabilities")),
    R("long_liabilities", "Långfristiga skulder", "ledger.long_liabilities", level=1, optional=True),
    R("current_liabilities", "Kortfristiga skulder", "ledger.current_liabilities", level=1, note=5),
    R("total_el", "Summa eget kapital, avsättningar, skulder", "ledger.total_equity_liabilities", TOTAL,
      terms=("equity", "provisions", "liabilities")),
    R("contingent", "Panter och ansvarsförbindelser (återstående belopp för redan beslutad finansiering av insatser)",
      COMMITMENTS, note=6),
)  # fmt: skip

CASH: Rows = (
    R("result", "Årets resultat", "ledger.cash.result"),
    R("non_cash", "Justering för ej likviditetspåverkande poster", "ledger.cash.non_cash"),
    R("before_wc", "Medel från verksamheten före förändring av rörelsekapital", "ledger.cash.before_working_capital",
      SUBTOTAL, terms=("result", "non_cash")),
    R("d_liabilities", "Ökning(+)/minskning(−) kortfristiga skulder", "ledger.cash.liabilities"),
    R("d_receivables", "Ökning(−)/minskning(+) kortfristiga fordringar", "ledger.cash.receivables"),
    R("operating", "Kassaflöde för den löpande verksamheten", "ledger.cash.operating", SUBTOTAL,
      terms=("before_wc", "d_liabilities", "d_receivables")),
    R("investing", "Kassaflöde från investeringsverksamheten", "ledger.cash.investing"),
    R("financing", "Kassaflöde från finansieringsverksamheten", "ledger.cash.financing"),
    R("total", "Årets kassaflöde", "ledger.cash.total", TOTAL, terms=("operating", "investing", "financing")),
    R("opening", "Likvida medel vid årets början", "ledger.cash.opening"),
    R("closing", "Likvida medel vid årets slut", "ledger.cash.closing", SUBTOTAL, terms=("total", "opening")),
    R("h_spec", "Specifikation av ej likviditetspåverkande poster", kind=HEADING),
    R("spec_dep", "Justering för av- och nedskrivningar", "ledger.cash.depreciation", level=1),
    R("spec_prov", "Justering för gjorda avsättningar", "ledger.cash.provisions", level=1),
    R("spec_other", "Justering för övriga ej likviditetspåverkande poster", "ledger.cash.other", level=1),
)  # fmt: skip

REQUIREMENT: Rows = tuple(
    R(key, label, f"ledger.requirement.{key}", kind, optional=optional)
    for key, label, kind, optional in (
        ("result", "Årets resultat enligt resultaträkningen", PLAIN, False),
        ("gains", "Samtliga realisationsvinster", PLAIN, False),
        ("gains_exempt", "Realisationsvinster enligt undantagsmöjlighet", PLAIN, False),
        ("losses_exempt", "Realisationsförluster enligt undantagsmöjlighet", PLAIN, False),
        ("unrealised", "Orealiserade vinster och förluster i värdepapper", PLAIN, False),
        ("unrealised_back", "Återföring av orealiserade vinster och förluster", PLAIN, False),
        ("adjusted", "Årets resultat efter balanskravsjusteringar", SUBTOTAL, False),
        ("reserve_to", "Reservering av medel till resultatreserv", PLAIN, False),
        ("reserve_use", "Användning av medel från resultatreserv", PLAIN, False),
        ("balance", "Årets balanskravsresultat", TOTAL, False),
        ("opening_to_restore", "Ingående negativt resultat att återställa", PLAIN, False),
        ("waived", "Återställs inte på grund av synnerliga skäl", PLAIN, False),
        ("closing_to_restore", "Utgående negativt resultat att återställa", TOTAL, False),
    )
)


@dataclass(frozen=True)
class OverviewRow:
    """A row of the multi-year overview."""

    key: str
    label: str
    figure: str
    cost: bool = False


OVERVIEW: Sequence[OverviewRow] = (
    OverviewRow("revenue", "Verksamhetens intäkter", "ledger.revenue"),
    OverviewRow("costs", "Verksamhetens kostnader", "ledger.costs", cost=True),
    OverviewRow("result", "Årets resultat", "ledger.result"),
    OverviewRow("solvency", "Soliditet (procent)", "ledger.solvency"),
    OverviewRow("staff", "Antal anställda, kansli", "association.staff"),
    OverviewRow("contributions", "Medlemsbidrag", "association.contributions"),
    OverviewRow("saldo", "Medlemsbidrag minus kostnader", "ledger.saldo"),
    OverviewRow("equity", "Eget kapital vid årets slut", "ledger.equity"),
    OverviewRow("equity_share", "Eget kapital av medlemsbidraget (procent)", "ledger.equity_of_contributions"),
)
ROUNDING_NOTE = (
    "r",
    "Varje tal är avrundat från ören för sig. Där delarna inte ger den visade summan beror det på avrundning.",
)
