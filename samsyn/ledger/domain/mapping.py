"""Kontokoppling as values: which rule takes a posting, what its row is called, and what is wrong with the whole."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samsyn.ledger.definitions.statements import LINES, Basis, Line

Posting = tuple[int, str, str]
"""(account, cost centre, project)"""

BASE_REPORT = "arsredovisning"  # whose wordings hold where a kind of report has none of its own


@dataclass(frozen=True)
class Rule:
    """One row of the mapping; see models.MappingRow."""

    account_from: int
    account_to: int
    line: str
    note: int | None = None
    note_row: str = ""
    operating_row: str = ""
    dimension: str = ""
    object_code: str = ""
    sign: int = 1
    position: int = 0

    @property
    def target(self) -> Line:
        return LINES[self.line]

    def covers(self, account: int) -> bool:
        return self.account_from <= account <= self.account_to

    def takes(self, posting: Posting) -> bool:
        """True when the account is in range and the object, if the rule names one, is the posting's."""
        account, cost_centre, project = posting
        if not self.covers(account):
            return False
        return not self.dimension or self.object_code == (cost_centre if self.dimension == "1" else project)


@dataclass(frozen=True)
class Wording:
    """Another label of a row in some years or kinds of report; see models.RowLabel."""

    account_from: int
    account_to: int
    column: str
    label: str
    report: str = ""
    from_year: int | None = None
    to_year: int | None = None

    def applies(self, rule: Rule, column: str, report: str, year: int) -> bool:
        return (
            self.column == column
            and self.report in ("", report)
            and (self.from_year or year) <= year <= (self.to_year or year)
            and self.account_from <= rule.account_from
            and rule.account_to <= self.account_to
        )


@dataclass(frozen=True)
class MappedRow:
    """A row of a note or of the operating statement: its stable key, its label here and now, the rules that feed it."""

    key: str
    label: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Problem:
    """Something wrong with the mapping. `accounts` are those it concerns; `code` is stable."""

    code: str
    text: str
    accounts: tuple[int, ...] = ()


def slug(label: str) -> str:
    """A stable key of a wording: 'Bidrag till insatser' -> 'bidrag_till_insatser'."""
    plain = unicodedata.normalize("NFKD", label.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "rad"


@dataclass
class AccountMap:
    """All rules and wordings of an association, with the questions the statements ask of them."""

    rules: Sequence[Rule]
    wordings: Sequence[Wording] = ()
    _found: dict[Posting, Rule | None] = field(default_factory=dict, repr=False)
    _on_account: dict[int, list[Rule]] = field(default_factory=dict, repr=False)

    def rule_for(self, posting: Posting) -> Rule | None:
        """The rule that takes a posting; one that names an object goes before one that does not."""
        if posting not in self._found:
            fits = [rule for rule in self._covering(posting[0]) if rule.takes(posting)]
            self._found[posting] = next((r for r in fits if r.dimension), fits[0] if fits else None)
        return self._found[posting]

    def _covering(self, account: int) -> list[Rule]:
        """Rules whose range holds the account: looked up once, however many projects it has."""
        if account not in self._on_account:
            self._on_account[account] = [rule for rule in self.rules if rule.covers(account)]
        return self._on_account[account]

    def label(self, rule: Rule, column: str, report: str, year: int) -> str:
        """The row's wording in a kind of report and year: its own, else the annual report's, else the newest."""
        for kind in dict.fromkeys((report, BASE_REPORT)):
            for wording in self.wordings:
                if wording.applies(rule, column, kind, year):
                    return wording.label
        return _newest(rule, column)

    def rows(self, column: str, rules: Iterable[Rule], report: str, year: int) -> list[MappedRow]:
        """Rules grouped by the label they carry here; rows that share a label are one row."""
        groups: dict[str, list[Rule]] = {}
        for rule in rules:
            groups.setdefault(self.label(rule, column, report, year), []).append(rule)
        return [MappedRow(self._key(column, label, group), label, tuple(group)) for label, group in groups.items()]

    def _key(self, column: str, label: str, group: list[Rule]) -> str:
        """The newest wording's key when the row is the same rules under another name, else a key of its own."""
        newest = {_newest(rule, column) for rule in group}
        name = newest.pop()
        if not newest and len(self._named(column, name, group[0])) == len(group):
            return slug(name)
        taken = {slug(_newest(rule, column)) for rule in self.rules}
        own = slug(label)
        return f"{own}_{group[0].account_from}" if own in taken else own

    def _named(self, column: str, name: str, like: Rule) -> list[Rule]:
        """Rules whose newest wording is `name`, in the same note when it is a note's row."""
        return [
            rule
            for rule in self.rules
            if _newest(rule, column) == name and (column == "driftrad" or rule.note == like.note)
        ]

    def notes(self) -> list[int]:
        return sorted({rule.note for rule in self.rules if rule.note})

    def note_rows(self, note: int, report: str, year: int) -> list[MappedRow]:
        """Rows of a note in order of position; an association keeps rows that are zero."""
        rules = [rule for rule in self.rules if rule.note == note]
        return self.rows("notrad", sorted(rules, key=lambda r: r.position), report, year)

    def operating_rows(self, lines: Sequence[str], report: str, year: int) -> list[MappedRow]:
        """Rows of the operating statement fed by some statement lines."""
        rules = [rule for rule in self.rules if rule.line in lines and rule.operating_row]
        return self.rows("driftrad", sorted(rules, key=lambda r: r.position), report, year)

    def rule_by_wording(self, label: str, note: int | None = None) -> Rule | None:
        """The rule a file means by a row's wording, new or old; statement lines count as wordings too."""
        wanted = slug(label)
        pool = [rule for rule in self.rules if note is None or rule.note == note]
        for rule in pool:
            names = {rule.note_row, rule.operating_row, rule.target.label} if note is None else {rule.note_row}
            if wanted in {slug(name) for name in names if name}:
                return rule
        for wording in self.wordings:
            if slug(wording.label) == wanted:
                for rule in pool:
                    if wording.account_from <= rule.account_from and rule.account_to <= wording.account_to:
                        return rule
        return None

    def unmapped(self, amounts: Mapping[Posting, int]) -> dict[int, int]:
        """Accounts with postings that no rule takes, and their sums in öre: they block the report."""
        missing: dict[int, int] = {}
        for posting, amount in amounts.items():
            if self.rule_for(posting) is None:
                missing[posting[0]] = missing.get(posting[0], 0) + amount
        return missing

    def problems(self) -> list[Problem]:
        """Ranges that overlap, lines on the wrong kind of account, a note row without a note: all at once."""
        found = []
        general = sorted((r for r in self.rules if not r.dimension), key=lambda r: r.account_from)
        for first, second in itertools.pairwise(general):
            if second.account_from <= first.account_to:
                both = (second.account_from, min(first.account_to, second.account_to))
                found.append(
                    Problem(
                        "overlap",
                        f"Konto {both[0]}–{both[1]} står på två rader: {first.target.label} och "
                        f"{second.target.label}. Ändra ett av intervallen.",
                        both,
                    )
                )
        for rule in self.rules:
            found += _rule_problems(rule)
        return found


def _newest(rule: Rule, column: str) -> str:
    return rule.note_row if column == "notrad" else rule.operating_row


def _rule_problems(rule: Rule) -> list[Problem]:
    found = []
    accounts = (rule.account_from, rule.account_to)
    balance = rule.account_to < 3000
    if balance != (rule.target.basis is Basis.CLOSING) and rule.account_from < 9000:
        kind = "balansräkningen" if balance else "resultaträkningen"
        found.append(
            Problem("wrong_side", f"Konto {accounts[0]}–{accounts[1]} hör till {kind}, inte till {rule.target.label}.",
                    accounts)
        )  # fmt: skip
    if bool(rule.note) != bool(rule.note_row):
        found.append(
            Problem("half_note", f"Konto {accounts[0]}–{accounts[1]}: ange både not och notrad, eller ingen.", accounts)
        )
    return found
