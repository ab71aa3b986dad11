"""The collector of findings: all of them at once, the endless ones counted instead of repeated."""

from dataclasses import dataclass, field

from .model import Finding, Level
from .words import counted

LISTED = {Level.F: 1000, Level.V: 1000, Level.W: 100, Level.I: 100}  # per code; the rest become a number
KINDS = 200  # different things of one code that are told apart by `once`


@dataclass(slots=True)
class _Once:
    level: Level
    line: int
    text: str
    count: int


@dataclass
class Findings:
    """`add` for what is told each time, `once` for what is told with its first line and a count."""

    errors: int = 0  # how many of level F and V so far
    _listed: list[Finding] = field(default_factory=list)
    _counts: dict[tuple[Level, str], int] = field(default_factory=dict)
    _hidden: dict[tuple[Level, str], int] = field(default_factory=dict)  # first line beyond the list
    _once: dict[tuple[str, str], _Once] = field(default_factory=dict)
    _kinds: dict[str, int] = field(default_factory=dict)

    def add(self, level: Level, code: str, line: int, text: str) -> None:
        """One finding. Beyond the limit for its code it is only counted, never forgotten."""
        self.errors += level in (Level.F, Level.V)
        key = (level, code)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if count <= LISTED[level]:
            self._listed.append(Finding(level, code, line, text))
        else:
            self._hidden.setdefault(key, line)

    def once(self, level: Level, code: str, kind: str, line: int, text: str, count: int = 1) -> None:
        """One finding per `kind`, however many lines it stands on; the text of the first is kept."""
        known = self._once.get((code, kind))
        if known is not None:
            known.count += count
            return
        seen = self._kinds[code] = self._kinds.get(code, 0) + 1
        if seen > KINDS:
            self.add(level, code, line, text)
        else:
            self._once[code, kind] = _Once(level, line, text, count)

    def has(self, code: str) -> bool:
        """Whether anything has been said under that code."""
        return any(known == code for _, known in self._counts)

    def result(self) -> list[Finding]:
        """All findings in the order of the file."""
        found = list(self._listed)
        for (code, _), once in self._once.items():
            more = f" Gäller {counted(once.count, 'rad', 'rader')}." if once.count > 1 else ""
            found.append(Finding(once.level, code, once.line, once.text + more))
        for (level, code), line in self._hidden.items():
            rest = self._counts[level, code] - LISTED[level]
            text = f"Ytterligare {counted(rest, 'anmärkning', 'anmärkningar')} av samma slag, den första på denna rad."
            found.append(Finding(level, code, line, text))
        return sorted(found, key=lambda finding: (finding.line, finding.code, finding.text))
