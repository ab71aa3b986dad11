"""Who was called to a meeting and who came: the rules of a list of attendance."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CHAIR, MEMBER, DEPUTY, OFFICE, GUEST = "ordförande", "ledamot", "ersättare", "tjänsteperson", "inbjuden"
SEATED = (CHAIR, MEMBER)
"""Roles that hold a seat of their own; a deputy votes only in someone's place."""
LONGEST_NAME = 120


@dataclass(frozen=True)
class Called:
    """A person called to a meeting. `replaces` names whose place a deputy took, '' when none; `mandate` is a pk."""

    person: str
    role: str
    present: bool = True
    replaces: str = ""
    mandate: int | None = None


def attendance_problems(rows: Sequence[Called]) -> list[str]:
    """Everything wrong with a list of attendance, in Swedish; [] when all is well."""
    return [*_names(rows), *_chair(rows), *_places(rows)]


def _names(rows: Sequence[Called]) -> list[str]:
    problems = [f"{row.person[:40]}…: namnet är för långt." for row in rows if len(row.person) > LONGEST_NAME]
    problems += [f"Skriv namnet på den som är {row.role}." for row in rows if not row.person.strip()]
    problems += [
        f"{row.person}: '{row.role}' är ingen roll på ett möte."
        for row in rows
        if row.role not in (*SEATED, DEPUTY, OFFICE, GUEST)
    ]
    counted = Counter(row.person.strip().casefold() for row in rows if row.person.strip())
    first = {row.person.strip().casefold(): row.person.strip() for row in reversed(rows)}
    return problems + [f"{first[name]} står två gånger." for name, times in counted.items() if times > 1]


def _chair(rows: Iterable[Called]) -> list[str]:
    chairs = [row.person for row in rows if row.role == CHAIR and row.present]
    if len(chairs) < 2:
        return []
    return [f"{' och '.join(chairs)} kan inte båda vara ordförande på samma möte."]


def _places(rows: Sequence[Called]) -> list[str]:
    """A deputy who is there takes the place of one absent member, and no one else takes it too."""
    known = {row.person: row for row in rows}
    problems = []
    for row in rows:
        if not row.replaces:
            continue
        taken = known.get(row.replaces)
        if row.role != DEPUTY:
            problems.append(f"{row.person} är {row.role} och kan inte tjänstgöra för någon annan.")
        elif not row.present:
            problems.append(f"{row.person} är inte närvarande och kan inte tjänstgöra för {row.replaces}.")
        elif taken is None or taken.role not in SEATED:
            problems.append(f"{row.person}: {row.replaces} har ingen plats som {row.person} kan ta.")
        elif taken.present:
            problems.append(f"{row.replaces} är närvarande. {row.person} kan inte tjänstgöra i samma plats.")
    counted = Counter(row.replaces for row in rows if row.replaces)
    return problems + [f"Två ersättare tjänstgör för {name}." for name, times in counted.items() if times > 1]
