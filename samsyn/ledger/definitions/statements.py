"""The statements' skeletons as LKBR (2018:597) has them, as data: lines that accounts feed, and totals over lines.

Which accounts feed a line is the association's own data (MappingRow). Printed signs: income +, cost −; assets +;
equity and liabilities + when they are credit balances.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """Which of its amounts an account gives a line."""

    MOVEMENT = "RES"  # what happened in the period
    CLOSING = "UB"  # what stood at its end


@dataclass(frozen=True)
class Line:
    """A line that accounts feed. `credit` lines print the ledger's credit as plus."""

    key: str
    label: str
    basis: Basis
    credit: bool
    definition: str
    law: str = ""
    aliases: tuple[str, ...] = ()  # other wordings met in files


@dataclass(frozen=True)
class Total:
    """The sum of lines and totals above it."""

    key: str
    label: str
    terms: tuple[str, ...]
    definition: str
    law: str = ""


_M, _C = Basis.MOVEMENT, Basis.CLOSING
_RR, _BR, _CF = "LKBR 5 kap.", "LKBR 6 kap.", "LKBR 8 kap."

INCOME_LINES: Sequence[Line] = (
    Line("revenue", "Verksamhetens intäkter", _M, True,
         "Årets intäkter: medlemmarnas bidrag och övriga intäkter.", _RR),
    Line("costs", "Verksamhetens kostnader", _M, True,
         "Årets kostnader: bidrag till insatser, personal och övriga kostnader. Minus betyder kostnad.", _RR),
    Line("depreciation", "Avskrivningar", _M, True, "Årets avskrivningar på anläggningstillgångar.", _RR),
    Line("tax_revenue", "Skatteintäkter", _M, True, "Ett samordningsförbund har inga skatteintäkter.", _RR),
    Line("state_grants", "Generella statsbidrag och utjämning", _M, True,
         "Ett samordningsförbund har inga generella statsbidrag.", _RR),
    Line("financial_income", "Finansiella intäkter", _M, True, "Ränteintäkter och liknande.", _RR),
    Line("financial_costs", "Finansiella kostnader", _M, True,
         "Räntekostnader och liknande, även räntedelen av pensionsavsättningen. Minus betyder kostnad.", _RR),
    Line("extraordinary", "Extraordinära poster", _M, True, "Extraordinära intäkter minus kostnader.", _RR),
    Line("taxes", "Övriga skatter", _M, True,
         "Skatt som bokförts på skattekonton. Ett förbund är befriat från inkomstskatt (IL 7 kap. 2 §); raden visas "
         "bara för år där den redan är redovisad, med skäl.", ""),
    Line("result_transfer", "Årets resultat (bokslutsomföring)", _M, True,
         "Bokslutets omföring av årets resultat till eget kapital. Räknas inte in i resultatet.", "",
         ("Årets resultat (bokslutsomföring)",)),
)  # fmt: skip

BALANCE_LINES: Sequence[Line] = (
    Line("intangible", "Immateriella anläggningstillgångar", _C, False, "Immateriella anläggningstillgångar.", _BR),
    Line("tangible", "Materiella anläggningstillgångar", _C, False, "Mark, byggnader, maskiner och inventarier.", _BR),
    Line("financial_assets", "Finansiella anläggningstillgångar", _C, False,
         "Långfristiga fordringar och värdepapper.", _BR),
    Line("infrastructure", "Bidrag till infrastruktur", _C, False, "Bidrag till infrastruktur.", _BR),
    Line("inventory", "Förråd", _C, False, "Förråd och lager.", _BR),
    Line("receivables", "Fordringar", _C, False,
         "Det andra är skyldiga förbundet: medlemsbidrag, skattekonto, moms, förutbetalda kostnader.", _BR),
    Line("short_investments", "Kortfristiga placeringar", _C, False, "Placeringar på högst ett år.", _BR),
    Line("cash", "Kassa och bank", _C, False, "Pengar på bankkonton och plusgiro.", _BR),
    Line("result_account", "Årets resultat", _C, True, "Kontot dit bokslutet för årets resultat.", _BR),
    Line("result_reserve", "Resultatreserv", _C, True, "Resultatreserv enligt KL 11 kap. 14 §.", _BR),
    Line("other_equity", "Övrigt eget kapital", _C, True, "Eget kapital utom årets resultat.", _BR),
    Line("pension_provisions", "Avsättningar för pensioner och liknande förpliktelser", _C, True,
         "Det förbundet beräknas betala i framtida pensioner, inklusive särskild löneskatt.", _BR),
    Line("other_provisions", "Andra avsättningar", _C, True, "Andra avsättningar än pensioner.", _BR),
    Line("long_liabilities", "Långfristiga skulder", _C, True, "Skulder som betalas efter mer än ett år.", _BR),
    Line("current_liabilities", "Kortfristiga skulder", _C, True,
         "Skulder som betalas inom ett år: leverantörer, skatter, upplupna kostnader.", _BR),
)  # fmt: skip

LINES: Mapping[str, Line] = {line.key: line for line in (*INCOME_LINES, *BALANCE_LINES)}

INCOME_TOTALS: Sequence[Total] = (
    Total("net", "Verksamhetens nettokostnader", ("revenue", "costs", "depreciation"),
          "Verksamhetens intäkter minus verksamhetens kostnader och avskrivningar.", _RR),
    Total("operating", "Verksamhetens resultat", ("net", "tax_revenue", "state_grants"),
          "Nettokostnaderna plus skatteintäkter och generella statsbidrag.", _RR),
    Total("financial_net", "Finansnetto", ("financial_income", "financial_costs"),
          "Finansiella intäkter minus finansiella kostnader. Plus är intäkt.", _RR),
    Total("after_financial", "Resultat efter finansiella poster", ("operating", "financial_net"),
          "Verksamhetens resultat plus finansnettot.", _RR),
    Total("result", "Årets resultat", ("after_financial", "extraordinary", "taxes"),
          "Det som blir kvar av årets intäkter när alla kostnader är dragna. Minus betyder att eget kapital minskar.",
          _RR),
)  # fmt: skip

BALANCE_TOTALS: Sequence[Total] = (
    Total("fixed_assets", "Summa anläggningstillgångar", ("intangible", "tangible", "financial_assets"),
          "Tillgångar som används i flera år.", _BR),
    Total("current_assets", "Summa omsättningstillgångar", ("inventory", "receivables", "short_investments", "cash"),
          "Tillgångar som omsätts inom ett år.", _BR),
    Total("assets", "Summa tillgångar", ("fixed_assets", "infrastructure", "current_assets"),
          "Allt förbundet äger och har att fordra.", _BR),
    Total("provisions", "Avsättningar", ("pension_provisions", "other_provisions"),
          "Åtaganden där belopp eller tidpunkt är osäker.", _BR),
    Total("liabilities", "Skulder", ("long_liabilities", "current_liabilities"), "Allt förbundet är skyldigt.", _BR),
    Total("total_equity_liabilities", "Summa eget kapital, avsättningar och skulder",
          ("equity", "provisions", "liabilities"), "Hur tillgångarna är finansierade.", _BR),
)  # fmt: skip


@dataclass(frozen=True)
class Derived:
    """A line that a rule computes, not accounts alone; the rule is in domain.statements under the same key."""

    key: str
    label: str
    definition: str
    law: str = ""


EQUITY: Sequence[Derived] = (
    Derived("equity_result", "Årets resultat",
            "Årets resultat ur resultaträkningen. Samma sak vare sig året är avslutat i bokföringen eller inte.", _BR),
    Derived("equity_rest", "Övrigt eget kapital",
            "Det egna kapitalet vid årets början: tidigare års sparade resultat.", _BR),
    Derived("equity", "Eget kapital",
            "Tillgångarna minus avsättningar och skulder: förbundets sparade pengar.", _BR),
    Derived("opening_equity", "Eget kapital vid årets början", "Eget kapital den 1 januari.", _BR),
)  # fmt: skip

CASH_FLOW: Sequence[Derived | Total] = (
    Derived("cash.result", "Årets resultat", "Resultatet ur resultaträkningen.", _CF),
    Derived("cash.depreciation", "Justering för av- och nedskrivningar",
            "Avskrivningar läggs tillbaka: de är kostnader utan betalning.", _CF),
    Derived("cash.provisions", "Justering för gjorda avsättningar",
            "Avsättningarnas ökning läggs tillbaka, minskning dras av.", _CF),
    Derived("cash.other", "Justering för övriga ej likviditetspåverkande poster",
            "Förändring av eget kapital som inte gått över resultaträkningen.", _CF),
    Total("cash.non_cash", "Justering för ej likviditetspåverkande poster",
          ("cash.depreciation", "cash.provisions", "cash.other"), "Kostnader och intäkter utan betalning.", _CF),
    Total("cash.before_working_capital", "Medel från verksamheten före förändring av rörelsekapital",
          ("cash.result", "cash.non_cash"), "Resultatet rensat från poster utan betalning.", _CF),
    Derived("cash.liabilities", "Ökning(+)/minskning(−) kortfristiga skulder",
            "Kortfristiga skulder vid periodens slut minus vid dess början.", _CF),
    Derived("cash.receivables", "Ökning(−)/minskning(+) kortfristiga fordringar",
            "Fordringar och förråd vid periodens början minus vid dess slut.", _CF),
    Total("cash.operating", "Kassaflöde för den löpande verksamheten",
          ("cash.before_working_capital", "cash.liabilities", "cash.receivables"),
          "Pengar in och ut i verksamheten.", _CF),
    Derived("cash.investing", "Kassaflöde från investeringsverksamheten",
            "Köp och försäljning av anläggningstillgångar och placeringar.", _CF),
    Derived("cash.financing", "Kassaflöde från finansieringsverksamheten", "Nya lån minus amorteringar.", _CF),
    Total("cash.total", "Årets kassaflöde", ("cash.operating", "cash.investing", "cash.financing"),
          "Så mycket ändrades pengarna på bank och plusgiro.", _CF),
    Derived("cash.opening", "Likvida medel vid årets början", "Kassa och bank vid periodens början.", _CF),
    Derived("cash.closing", "Likvida medel vid årets slut", "Kassa och bank vid periodens slut.", _CF),
)  # fmt: skip

NOTE_TITLES: Mapping[int, str] = {
    1: "Verksamhetens intäkter",
    2: "Verksamhetens kostnader",
    3: "Omsättningstillgångar",
    4: "Avsättningar för pensioner",
    5: "Kortfristiga skulder",
    6: "Återstående belopp för beslutad finansiering av insatser",
}
NOTE_SUMS: Mapping[int, str] = {4: "Utgående avsättning"}
COMMITMENTS = "commitments.remaining"


def line_by_label(label: str) -> Line | None:
    """The line a file means by its wording, capitals and spaces aside; None when it is none of ours."""
    wanted = " ".join(label.lower().split())
    for line in LINES.values():
        if wanted in (line.key, line.label.lower(), *(alias.lower() for alias in line.aliases)):
            return line
    return None


def problems() -> list[str]:
    """What is wrong with the skeletons themselves: duplicate keys, a total over something not above it."""
    seen: set[str] = set()
    faults = []
    order: list[Line | Total | Derived] = [*INCOME_LINES, *INCOME_TOTALS, *BALANCE_LINES, *EQUITY, *BALANCE_TOTALS]
    for item in [*order, *CASH_FLOW]:
        if item.key in seen:
            faults.append(f"duplicate key {item.key}")
        if isinstance(item, Total):
            faults += [f"{item.key} sums {term}, which is not above it" for term in item.terms if term not in seen]
        seen.add(item.key)
    return faults
