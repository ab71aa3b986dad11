"""Kontokopplingens filer: rows of mapping.csv and labels.csv to rules and wordings, and back. All faults at once."""

from collections.abc import Mapping, Sequence

from samsyn.associations.domain.presentation import KINDS
from samsyn.core.tablefile import RowReader, TableRow
from samsyn.ledger.definitions.statements import Basis, Line, line_by_label
from samsyn.ledger.domain.mapping import AccountMap, Rule, Wording

MAPPING_COLUMNS = ("konto_fran", "konto_till", "underlag", "rapport", "rad", "not", "notrad", "driftrad")
MAPPING_OPTIONAL = ("dimension", "objekt", "tecken", "ordning")
LABEL_COLUMNS = ("konto_fran", "konto_till", "kolumn", "rapport", "fran_ar", "till_ar", "etikett")

HIGHEST_ACCOUNT = 99_999_999
STATEMENTS: Mapping[Basis, str] = {Basis.CLOSING: "BR", Basis.MOVEMENT: "RR"}
_DIMENSIONS = {"": "", "1": "1", "6": "6", "kostnadsställe": "1", "projekt": "6"}
_SIGNS = {"": 1, "1": 1, "+": 1, "som bokfört": 1, "-1": -1, "-": -1, "omvänt": -1}


def account_text(number: int) -> str:
    """An account as people write it: at least four digits."""
    return f"{number:04d}"


def range_text(rule: Rule | Wording) -> str:
    """'1510–1519' or '2099'."""
    if rule.account_from == rule.account_to:
        return account_text(rule.account_from)
    return f"{account_text(rule.account_from)}–{account_text(rule.account_to)}"


def describe(rule: Rule) -> str:
    """One rule in words, for history: '1510–1519 → Fordringar, not 3 Kundfordringar'."""
    words = [f"{range_text(rule)} → {rule.target.label}"]
    if rule.object_code:
        words.append(f"{'kostnadsställe' if rule.dimension == '1' else 'projekt'} {rule.object_code}")
    if rule.note:
        words.append(f"not {rule.note} {rule.note_row}")
    if rule.operating_row:
        words.append(f"driftrad {rule.operating_row}")
    if rule.sign < 0:
        words.append("omvänt tecken")
    return ", ".join(words)


def describe_wording(wording: Wording) -> str:
    """One dated label in words, for history."""
    where = KINDS.get(wording.report, "alla rapporter")
    years = f"{wording.from_year or ''}–{wording.to_year or ''}" if wording.from_year or wording.to_year else "alla år"
    return f"{range_text(wording)} {wording.column} i {where}, {years}: {wording.label}"


# --- rules --------------------------------------------------------------------------------------------------------


def overlaps(rules: Sequence[Rule]) -> list[tuple[int, int]]:
    """Indexes (first, second) of rules that take the same account and object; the second stands later."""
    groups: dict[tuple[str, str], list[int]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault((rule.dimension, rule.object_code), []).append(index)
    found = []
    for indexes in groups.values():
        indexes.sort(key=lambda index: (rules[index].account_from, index))
        widest = indexes[0]
        for index in indexes[1:]:
            if rules[index].account_from <= rules[widest].account_to:
                found.append((min(widest, index), max(widest, index)))
            if rules[index].account_to > rules[widest].account_to:
                widest = index
    return sorted(found, key=lambda pair: pair[1])


def overlap_text(first: Rule, second: Rule) -> str:
    """'konto 2090–2098 står redan på raden Övrigt eget kapital (2010–2098)'."""
    low, high = max(first.account_from, second.account_from), min(first.account_to, second.account_to)
    accounts = account_text(low) if low == high else f"{account_text(low)}–{account_text(high)}"
    return f"konto {accounts} står redan på raden {first.note_row or first.target.label} ({range_text(first)})"


def rule_errors(rules: Sequence[Rule]) -> list[str]:
    """What keeps a whole mapping from being saved: overlaps, wrong statement, half a note. Swedish sentences."""
    texts = [overlap_text(rules[first], rules[second]) for first, second in overlaps(rules)]
    found = [f"{text[0].upper()}{text[1:]}. Ändra ett av intervallen." for text in texts]
    return found + [problem.text for problem in AccountMap(rules).problems() if problem.code != "overlap"]


def read_mapping(rows: Sequence[TableRow]) -> tuple[list[Rule], list[str]]:
    """Rules in the order notes print them, and every fault. With the column ordning that order decides."""
    reader = RowReader()
    read = [(row, _rule(reader, row)) for row in rows]
    good = [(row, rule) for row, rule in read if rule is not None]
    rules = [rule for _, rule in good]
    for first, second in overlaps(rules):
        row, other = good[second][0], good[first][0]
        reader.fault(row, "konto_fran", f"{overlap_text(rules[first], rules[second])}, rad {other.number} i filen")
    for row, rule in good:
        for problem in AccountMap([rule]).problems():
            reader.fault(row, "not" if problem.code == "half_note" else "rad", problem.text)
    return renumbered(sorted(rules, key=lambda rule: rule.position)), reader.errors


def renumbered(rules: Sequence[Rule]) -> list[Rule]:
    """The rules with positions 1, 2, 3 … in the order given."""
    return [_at(rule, place) for place, rule in enumerate(rules, start=1)]


def _at(rule: Rule, position: int) -> Rule:
    values = {name: getattr(rule, name) for name in Rule.__dataclass_fields__}
    return Rule(**{**values, "position": position})


def _rule(reader: RowReader, row: TableRow) -> Rule | None:
    accounts = read_range(reader, row)
    line = _line(reader, row)
    before = len(reader.errors)
    note = reader.integer(row, "not", 1, 99) if row["not"] else None
    position = reader.integer(row, "ordning", 0, 32_000) if row["ordning"] else row.number
    dimension, sign = row["dimension"].lower(), row["tecken"].lower().replace("−", "-")
    if dimension not in _DIMENSIONS:
        reader.fault(row, "dimension", f"'{row['dimension']}' är varken 1 (kostnadsställe) eller 6 (projekt)")
    elif bool(dimension) != bool(row["objekt"]):
        reader.fault(row, "objekt", "ange både dimension och objekt, eller ingen av dem")
    if sign not in _SIGNS:
        reader.fault(row, "tecken", f"'{row['tecken']}' är varken 1 (som bokfört) eller -1 (omvänt)")
    _too_long(reader, row, {"notrad": 160, "driftrad": 160, "objekt": 60})
    if accounts is None or line is None or len(reader.errors) > before:
        return None
    return Rule(
        *accounts, line.key, note, row["notrad"], row["driftrad"], _DIMENSIONS[dimension], row["objekt"],
        _SIGNS[sign], position or 0,
    )  # fmt: skip


def read_range(reader: RowReader, row: TableRow) -> tuple[int, int] | None:
    """konto_fran and konto_till, in order."""
    low = reader.integer(row, "konto_fran", 1, HIGHEST_ACCOUNT)
    high = reader.integer(row, "konto_till", 1, HIGHEST_ACCOUNT)
    if low is None or high is None:
        return None
    if high < low:
        reader.fault(row, "konto_till", f"{high} är lägre än konto_fran {low}")
        return None
    return low, high


def _line(reader: RowReader, row: TableRow) -> Line | None:
    """The statement line, and whether underlag and rapport agree with it."""
    if not row["rad"]:
        reader.fault(row, "rad", "saknas")
        return None
    line = line_by_label(row["rad"])
    if line is None:
        reader.fault(row, "rad", f"'{row['rad']}' är ingen rad i resultat- eller balansräkningen")
        return None
    wanted = {"underlag": line.basis.value, "rapport": STATEMENTS[line.basis]}
    for column, value in wanted.items():
        if row[column] and row[column].upper() != value:
            reader.fault(row, column, f"'{row[column]}' stämmer inte med raden {line.label}, som har {value}")
    return line


def _too_long(reader: RowReader, row: TableRow, limits: Mapping[str, int]) -> None:
    for column, longest in limits.items():
        if len(row[column]) > longest:
            reader.fault(row, column, f"är längre än {longest} tecken")


def mapping_rows(rules: Sequence[Rule]) -> tuple[list[str], list[dict[str, object]]]:
    """Columns and rows of mapping.csv; the optional columns only when some rule needs them."""
    used = [rule for rule in rules if rule.dimension]
    extra = [*(("dimension", "objekt") if used else ()), *(("tecken",) if any(r.sign < 0 for r in rules) else ())]
    return [*MAPPING_COLUMNS, *extra], [_mapping_row(rule) for rule in sorted(rules, key=lambda r: r.position)]


def _mapping_row(rule: Rule) -> dict[str, object]:
    return {
        "konto_fran": account_text(rule.account_from),
        "konto_till": account_text(rule.account_to),
        "underlag": rule.target.basis.value,
        "rapport": STATEMENTS[rule.target.basis],
        "rad": rule.target.label,
        "not": rule.note,
        "notrad": rule.note_row,
        "driftrad": rule.operating_row,
        "dimension": rule.dimension,
        "objekt": rule.object_code,
        "tecken": rule.sign,
    }


# --- labels -------------------------------------------------------------------------------------------------------


def read_labels(rows: Sequence[TableRow]) -> tuple[list[Wording], list[str]]:
    """Dated wordings in the file's order, and every fault; two wordings for the same place and year are one."""
    reader = RowReader()
    good: list[tuple[TableRow, Wording]] = []
    for row in rows:
        wording = _wording(reader, row)
        if wording is None:
            continue
        for other_row, other in good:
            if ambiguous(other, wording):
                reader.fault(
                    row, "etikett", f"samma konton, rapport och år har redan en etikett på rad {other_row.number}"
                )
        good.append((row, wording))
    return [wording for _, wording in good], reader.errors


def ambiguous(first: Wording, second: Wording) -> bool:
    """True when two wordings name the same row of the same report in the same year."""
    place = ("account_from", "account_to", "column", "report")
    if any(getattr(first, name) != getattr(second, name) for name in place):
        return False
    starts = max(first.from_year or 0, second.from_year or 0)
    return starts <= min(first.to_year or 9999, second.to_year or 9999)


def _wording(reader: RowReader, row: TableRow) -> Wording | None:
    before = len(reader.errors)
    accounts = read_range(reader, row)
    label = reader.text(row, "etikett", longest=160)
    if row["kolumn"] not in ("notrad", "driftrad"):
        reader.fault(row, "kolumn", f"'{row['kolumn']}' är varken notrad eller driftrad")
    if row["rapport"] and row["rapport"] not in KINDS:
        reader.fault(row, "rapport", f"'{row['rapport']}' är ingen av {', '.join(KINDS)}")
    first = reader.year(row, "fran_ar") if row["fran_ar"] else None
    last = reader.year(row, "till_ar") if row["till_ar"] else None
    if first and last and last < first:
        reader.fault(row, "till_ar", f"{last} är före fran_ar {first}")
    if len(reader.errors) > before or accounts is None or label is None:
        return None
    return Wording(*accounts, row["kolumn"], label, row["rapport"], first, last)


def label_rows(wordings: Sequence[Wording]) -> tuple[list[str], list[dict[str, object]]]:
    """Columns and rows of labels.csv."""
    return list(LABEL_COLUMNS), [
        {
            "konto_fran": account_text(w.account_from),
            "konto_till": account_text(w.account_to),
            "kolumn": w.column,
            "rapport": w.report,
            "fran_ar": w.from_year,
            "till_ar": w.to_year,
            "etikett": w.label,
        }
        for w in wordings
    ]
