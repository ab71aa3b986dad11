"""Proposals to start a kontokoppling from: företags-BAS and Kommun-Bas, with note rows that suit an association.

They place whole groups of accounts, so that any chart of the kind is covered from the first day; the association then
splits rows and renames them. Accounts left out on purpose (untaxed reserves, appropriations, income tax) are such that
an association should not have: used, they stand as findings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.ledger.domain.mapping import Rule

TAX_ACCOUNTS = range(8900, 8990)
TAX_ADVICE = (
    "Ett samordningsförbund är befriat från inkomstskatt (IL 7 kap. 2 §). Boka om beloppet om det är fel, eller visa "
    "det som raden Övriga skatter för det året, med ett skäl."
)


@dataclass(frozen=True)
class Preset:
    """A whole mapping to start from."""

    key: str
    title: str
    description: str
    rules: tuple[Rule, ...]


_Row = tuple[int, int, str, int | None, str, str]


def _rules(rows: Sequence[_Row]) -> tuple[Rule, ...]:
    return tuple(
        Rule(low, high, line, note, note_row, operating_row, position=place)
        for place, (low, high, line, note, note_row, operating_row) in enumerate(rows, start=1)
    )


_MEMBERS, _OTHER_INCOME = "Medlemsbidrag", "Övriga intäkter"
_GRANTS, _OTHER_COSTS, _STAFF = "Bidrag till insatser", "Övriga kostnader", "Personalkostnader"
_RUNNING, _FINANCIAL = "Verksamhetskostnader", "Finansiella poster"
_RECEIVABLES, _SHORT_DEBTS = "Övriga kortfristiga fordringar", "Övriga kortfristiga skulder"

_ASSETS: tuple[_Row, ...] = (
    (1000, 1099, "intangible", None, "", ""),
    (1100, 1299, "tangible", None, "", ""),
    (1300, 1399, "financial_assets", None, "", ""),
    (1400, 1499, "inventory", None, "", ""),
    (1500, 1599, "receivables", 3, "Kundfordringar och obetalda medlemsbidrag", ""),
)

_BAS = _rules((
    *_ASSETS,
    (1630, 1639, "receivables", 3, "Medel på skattekontot", ""),
    (1650, 1659, "receivables", 3, "Momsfordran", ""),
    (1600, 1629, "receivables", 3, _RECEIVABLES, ""),
    (1640, 1649, "receivables", 3, _RECEIVABLES, ""),
    (1660, 1699, "receivables", 3, _RECEIVABLES, ""),
    (1700, 1799, "receivables", 3, "Förutbetalda kostnader och upplupna intäkter", ""),
    (1800, 1899, "short_investments", 3, "Kortfristiga placeringar", ""),
    (1900, 1919, "cash", 3, "Kassa", ""),
    (1920, 1929, "cash", 3, "Plusgiro", ""),
    (1930, 1999, "cash", 3, "Bank", ""),
    (2000, 2098, "other_equity", None, "", ""),
    (2099, 2099, "result_account", None, "", ""),
    (2200, 2239, "pension_provisions", 4, "Avsättning för pensioner", ""),
    (2240, 2299, "other_provisions", None, "", ""),
    (2300, 2399, "long_liabilities", None, "", ""),
    (2440, 2449, "current_liabilities", 5, "Leverantörsskulder", ""),
    (2500, 2599, "current_liabilities", 5, "Skatteskulder", ""),
    (2600, 2699, "current_liabilities", 5, "Moms", ""),
    (2700, 2719, "current_liabilities", 5, "Personalens källskatt", ""),
    (2720, 2799, "current_liabilities", 5, "Sociala avgifter", ""),
    (2910, 2929, "current_liabilities", 5, "Upplupna löner och semesterlöner", ""),
    (2930, 2939, "current_liabilities", 5, "Upplupna pensionskostnader", ""),
    (2940, 2959, "current_liabilities", 5, "Upplupna sociala avgifter", ""),
    (2970, 2979, "current_liabilities", 5, "Förutbetalda intäkter", ""),
    (2400, 2439, "current_liabilities", 5, _SHORT_DEBTS, ""),
    (2450, 2499, "current_liabilities", 5, _SHORT_DEBTS, ""),
    (2800, 2909, "current_liabilities", 5, _SHORT_DEBTS, ""),
    (2960, 2969, "current_liabilities", 5, "Upplupna kostnader", ""),
    (2980, 2999, "current_liabilities", 5, "Upplupna kostnader", ""),
    (3980, 3989, "revenue", 1, _MEMBERS, _MEMBERS),
    (3000, 3739, "revenue", 1, _OTHER_INCOME, _OTHER_INCOME),
    (3750, 3979, "revenue", 1, _OTHER_INCOME, _OTHER_INCOME),
    (3990, 3999, "revenue", 1, _OTHER_INCOME, _OTHER_INCOME),
    (3740, 3749, "revenue", 1, "Kron- och öresutjämning", _OTHER_INCOME),
    (4000, 4999, "costs", 2, _GRANTS, _GRANTS),
    (7000, 7699, "costs", 2, _STAFF, _STAFF),
    (6420, 6429, "costs", 2, "Räkenskapsrevision", _RUNNING),
    (5000, 6419, "costs", 2, _OTHER_COSTS, _RUNNING),
    (6430, 6999, "costs", 2, _OTHER_COSTS, _RUNNING),
    (7900, 7999, "costs", 2, _OTHER_COSTS, _RUNNING),
    (7700, 7899, "depreciation", None, "", "Avskrivningar"),
    (8000, 8399, "financial_income", None, "", _FINANCIAL),
    (8400, 8499, "financial_costs", None, "", _FINANCIAL),
    (8700, 8799, "extraordinary", None, "", "Extraordinära poster"),
    (8990, 8999, "result_transfer", None, "", ""),
))  # fmt: skip

_KOMMUN_BAS = _rules((
    *_ASSETS,
    (1600, 1699, "receivables", 3, _RECEIVABLES, ""),
    (1700, 1799, "receivables", 3, "Förutbetalda kostnader och upplupna intäkter", ""),
    (1800, 1899, "short_investments", 3, "Kortfristiga placeringar", ""),
    (1900, 1999, "cash", 3, "Kassa och bank", ""),
    (2000, 2099, "other_equity", None, "", ""),
    (2200, 2279, "pension_provisions", 4, "Avsättning för pensioner", ""),
    (2280, 2299, "other_provisions", None, "", ""),
    (2300, 2399, "long_liabilities", None, "", ""),
    (2440, 2449, "current_liabilities", 5, "Leverantörsskulder", ""),
    (2500, 2699, "current_liabilities", 5, "Moms och skatter", ""),
    (2700, 2799, "current_liabilities", 5, "Personalens skatter och avgifter", ""),
    (2400, 2439, "current_liabilities", 5, _SHORT_DEBTS, ""),
    (2450, 2499, "current_liabilities", 5, _SHORT_DEBTS, ""),
    (2800, 2899, "current_liabilities", 5, _SHORT_DEBTS, ""),
    (2900, 2999, "current_liabilities", 5, "Upplupna kostnader och förutbetalda intäkter", ""),
    (3500, 3599, "revenue", 1, _MEMBERS, _MEMBERS),
    (3000, 3499, "revenue", 1, _OTHER_INCOME, _OTHER_INCOME),
    (3600, 3999, "revenue", 1, _OTHER_INCOME, _OTHER_INCOME),
    (4500, 4599, "costs", 2, _GRANTS, _GRANTS),
    (4000, 4499, "costs", 2, "Köp av verksamhet och tjänster", _RUNNING),
    (4600, 4999, "costs", 2, "Köp av verksamhet och tjänster", _RUNNING),
    (5000, 5999, "costs", 2, _STAFF, _STAFF),
    (6000, 7899, "costs", 2, _OTHER_COSTS, _RUNNING),
    (7900, 7999, "depreciation", None, "", "Avskrivningar"),
    (8000, 8199, "tax_revenue", None, "", ""),
    (8200, 8399, "state_grants", None, "", ""),
    (8400, 8499, "financial_income", None, "", _FINANCIAL),
    (8500, 8599, "financial_costs", None, "", _FINANCIAL),
    (8700, 8899, "extraordinary", None, "", "Extraordinära poster"),
    (8990, 8999, "result_transfer", None, "", ""),
))  # fmt: skip

PRESETS: Mapping[str, Preset] = {
    preset.key: preset
    for preset in (
        Preset(
            "bas", "Företags-BAS", "Vanligast. Personalkostnader på 7000–7699, bidrag till insatser på 4000–4999.", _BAS
        ),
        Preset("kommunbas", "Kommun-Bas", "Personalkostnader på 5000–5999, lämnade bidrag på 4500–4599.", _KOMMUN_BAS),
    )
}
