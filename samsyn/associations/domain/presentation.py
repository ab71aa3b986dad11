"""How an association's reports print: units, signs, layouts. The association's own choices, kept as JSON.

A choice holds for every report unless a kind of report ('tertial') has its own. JSON holds only what differs from the
defaults: `{"statements": "kr", …, "kinds": {"tertial": {"notes": "kr"}}, "equity_rule": {…}}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum

from samsyn.associations.domain.equity import EquityRule, read_rules, rule_on
from samsyn.core.money import Unit
from samsyn.core.period import MONTHS

KINDS: Mapping[str, str] = {
    "arsredovisning": "Årsredovisning",
    "tertial": "Tertialuppföljning",
    "ekonomi": "Ekonomirapport",
}


class CostSign(StrEnum):
    """How a cost prints in a table."""

    NEGATIVE = "negative"
    POSITIVE = "positive"


class Financial(StrEnum):
    """Financial items on the face of the income statement."""

    NET = "net"
    TWO = "two"


class FinancialLabel(StrEnum):
    """The net line's label: always `financial_text`, or 'Finansiella intäkter'/'kostnader' by the amount's sign."""

    FIXED = "fixed"
    BY_SIGN = "by_sign"


class Operating(StrEnum):
    """Driftredovisning: line × outcome/budget/deviation for two years, or income/cost/net."""

    LINES = "lines"
    NETTO = "netto"


class Order(StrEnum):
    """The order of the overview's years."""

    NEWEST_FIRST = "newest_first"
    NEWEST_LAST = "newest_last"


class OverviewCost(StrEnum):
    """Whether the overview's cost is before or after financial items; the label says which."""

    BEFORE = "before_financial"
    AFTER = "after_financial"


class People(StrEnum):
    """How a report tables participants: year by year, flow and outcome; in five rows; or both."""

    TABLES = "tables"
    SUMMARY = "summary"
    BOTH = "both"


class SplitBase(StrEnum):
    """What a cost's share is taken of in kostnadsfördelningen."""

    COSTS = "costs"
    CONTRIBUTIONS = "contributions"


class DateFormat(StrEnum):
    """How dates print in reports."""

    ISO = "iso"  # 2024-12-31
    SHORT = "yymmdd"  # 241231
    LONG = "long"  # 31 december 2024


class Zero(StrEnum):
    """How an exact zero prints."""

    DASH = "dash"
    DIGIT = "digit"


@dataclass(frozen=True)
class Presentation:
    """Every choice with its default. Amounts are rounded once, from öre, in the unit chosen here."""

    statements: Unit = Unit.TKR
    notes: Unit = Unit.KR
    pension_note: Unit = Unit.TKR
    note_units: Mapping[str, Unit] = field(default_factory=dict, hash=False)  # note number → unit
    costs_in_statements: CostSign = CostSign.NEGATIVE
    costs_in_operating: CostSign = CostSign.NEGATIVE
    costs_in_notes: CostSign = CostSign.POSITIVE
    costs_in_overview: CostSign = CostSign.POSITIVE
    costs_on_face: bool = False  # the income statement's costs split into their kinds
    empty_lines: bool = False  # True shows lines where every column is zero
    zero: Zero = Zero.DASH
    financial_items: Financial = Financial.NET
    financial_label: FinancialLabel = FinancialLabel.FIXED
    financial_text: str = "Finansiella kostnader"
    operating: Operating = Operating.LINES
    overview_years: int = 7
    overview_order: Order = Order.NEWEST_FIRST
    overview_cost: OverviewCost = OverviewCost.BEFORE
    split_base: SplitBase = SplitBase.COSTS
    participants: People = People.TABLES
    date_format: DateFormat = DateFormat.ISO
    equity_rules: tuple[EquityRule, ...] = (EquityRule(),)

    @classmethod
    def from_json(cls, data: object) -> "Presentation":
        """The choices for every report. Raises `BadPresentation` with every error in Swedish."""
        return cls.for_kind(data, "")

    @classmethod
    def for_kind(cls, data: object, kind: str) -> "Presentation":
        """The choices for one kind of report ('arsredovisning', 'tertial', 'ekonomi').

        In order of power: the kind's own choice, the association's own choice, the kind's default, the default.
        Raises `BadPresentation` with every error in Swedish.
        """
        if errors := presentation_errors(data):
            raise BadPresentation(errors)
        given: Mapping[str, object] = data if isinstance(data, Mapping) else {}
        common, _ = _read(given, "")
        own, _ = _read(_mapping(_mapping(given.get("kinds")).get(kind)), kind)
        plain = cls()
        chosen = {key: value for key, value in common.items() if value != getattr(plain, key)}
        return replace(plain, **{**KIND_DEFAULTS.get(kind, {}), **chosen, **own})  # type: ignore[arg-type]

    def unit_of_note(self, note: int | str, *, pension: bool = False) -> Unit:
        """The unit a note prints in: its own choice, else the pension note's, else the notes'."""
        return self.note_units.get(str(note)) or (self.pension_note if pension else self.notes)

    def financial_name(self, net: int) -> str:
        """The label of the one net line, for a net in öre (income +)."""
        if self.financial_label is FinancialLabel.FIXED:
            return self.financial_text
        return "Finansiella intäkter" if net > 0 else "Finansiella kostnader"

    def date_text(self, day: date) -> str:
        """A date as this association prints it: '2024-12-31', '241231' or '31 december 2024'."""
        if self.date_format is DateFormat.SHORT:
            return f"{day:%y%m%d}"
        if self.date_format is DateFormat.LONG:
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        return day.isoformat()

    def equity_rule(self, on: date) -> EquityRule | None:
        """The rule for equity that holds on a day; None where the association has none."""
        return rule_on(self.equity_rules, on)


KIND_DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "tertial": {
        "notes": Unit.TKR,
        "costs_in_notes": CostSign.NEGATIVE,
        "empty_lines": True,
        "financial_items": Financial.TWO,
    }
}
"""Where a kind of report starts from something else than `Presentation()`."""

JSON_NAMES = {"equity_rules": "equity_rule"}
MAX_YEARS = 15
_MONEY_UNITS = (Unit.KR, Unit.TKR)
COMMON_ONLY = frozenset({"equity_rule"})


class BadPresentation(ValueError):
    """`errors` holds every fault as a Swedish sentence."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(" ".join(errors))
        self.errors = errors


def presentation_errors(data: object) -> list[str]:
    """Every fault in stored or imported choices, in Swedish; [] when they can be used."""
    if data in (None, ""):
        return []
    if not isinstance(data, Mapping):
        return ["Utskriftsvalen ska vara namn med värden, till exempel statements: tkr."]
    errors = _read({key: value for key, value in data.items() if key != "kinds"}, "")[1]
    kinds = data.get("kinds") or {}
    if not isinstance(kinds, Mapping):
        return [*errors, "kinds ska vara rapportslag med egna val, till exempel tertial: {notes: kr}."]
    for kind, own in kinds.items():
        if kind not in KINDS:
            errors.append(f"kinds: rapportslaget '{kind}' finns inte. Skriv {', '.join(KINDS)}.")
        elif not isinstance(own, Mapping):
            errors.append(f"kinds.{kind}: skriv val med värden.")
        else:
            errors += _read(own, kind)[1]
    return errors


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _read(data: Mapping[str, object], kind: str) -> tuple[dict[str, object], list[str]]:
    """Values by field name, and the errors. Unknown names are errors."""
    names = {JSON_NAMES.get(spec.name, spec.name): spec.name for spec in fields(Presentation)}
    found: dict[str, object] = {}
    errors: list[str] = []
    for key, value in data.items():
        if key == "kinds" and not kind:
            continue
        if key not in names or (kind and key in COMMON_ONLY):
            errors.append(f"{_place(kind, key)}: valet finns inte. Valen är {', '.join(names)}.")
            continue
        try:
            found[names[key]] = _value(names[key], value)
        except BadPresentation as error:
            errors += [f"{_place(kind, key)}: {text}" for text in error.errors]
        except ValueError as error:
            errors.append(f"{_place(kind, key)}: {error}")
    return found, errors


def _place(kind: str, key: object) -> str:
    return f"kinds.{kind}.{key}" if kind else str(key)


def _value(name: str, value: object) -> object:
    default = getattr(Presentation(), name)
    if name == "equity_rules":
        rules, errors = read_rules(value)
        if errors:
            raise BadPresentation(errors)
        return rules
    if name == "note_units":
        return _note_units(value)
    if isinstance(default, bool):
        return _flag(value)
    if isinstance(default, int):
        return _years(value)
    if isinstance(default, Unit):
        return _unit(value)
    if isinstance(default, StrEnum):
        return _choice(type(default), value)
    if not str(value).strip():
        raise ValueError("skriv en text.")
    return str(value).strip()


def _choice(enum: type[StrEnum], value: object) -> StrEnum:
    try:
        return enum(str(value))
    except ValueError:
        raise ValueError(f"'{value}' finns inte. Skriv {' eller '.join(enum)}.") from None


def _unit(value: object) -> Unit:
    if str(value) not in _MONEY_UNITS:
        raise ValueError(f"'{value}' är ingen enhet. Skriv kr eller tkr.")
    return Unit(str(value))


def _note_units(value: object) -> dict[str, Unit]:
    if not isinstance(value, Mapping):
        raise ValueError("skriv notens nummer och enhet, till exempel {5: tkr}.")
    return {str(note): _unit(unit) for note, unit in value.items()}


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"'{value}' går inte att läsa. Skriv true eller false.")
    return value


def _years(value: object) -> int:
    if isinstance(value, bool) or not str(value).isdecimal() or not 1 <= int(str(value)) <= MAX_YEARS:
        raise ValueError(f"'{value}' går inte. Skriv ett antal år från 1 till {MAX_YEARS}.")
    return int(str(value))
