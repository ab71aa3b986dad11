"""The order of a report's sections: a part moves with everything under it, a section within and between parts."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """A section as the association has it. `level` 1 is a part; `title` is '' where the standard one is kept."""

    key: str
    level: int
    title: str = ""
    hidden: bool = False


def moved(sections: Sequence[Placed], key: str, step: int) -> list[Placed]:
    """The sections with one moved a step up (-1) or down (1). Where it cannot go further nothing changes.

    A part changes places with the whole part before or after it; a section with its neighbour, or over the heading
    into the part beside it. Nothing can be put above the first part's heading.
    """
    index = next((i for i, section in enumerate(sections) if section.key == key), None)
    if index is None or step not in (-1, 1):
        return list(sections)
    return _moved_part(sections, index, step) if sections[index].level == 1 else _moved_section(sections, index, step)


def _moved_part(sections: Sequence[Placed], index: int, step: int) -> list[Placed]:
    parts: list[list[Placed]] = []
    for section in sections:
        if section.level == 1 or not parts:
            parts.append([])
        parts[-1].append(section)
    own = next(i for i, part in enumerate(parts) if part[0] is sections[index])
    other = own + step
    if 0 <= other < len(parts) and parts[other][0].level == 1:
        parts[own], parts[other] = parts[other], parts[own]
    return [section for part in parts for section in part]


def _moved_section(sections: Sequence[Placed], index: int, step: int) -> list[Placed]:
    out, other = list(sections), index + step
    if (step < 0 and other < 1) or other >= len(out):
        return out
    out[index], out[other] = out[other], out[index]
    return out


def hidden_keys(sections: Sequence[Placed]) -> set[str]:
    """What is not printed: hidden sections, and everything under a hidden part."""
    found: set[str] = set()
    part_hidden = False
    for section in sections:
        if section.level == 1:
            part_hidden = section.hidden
        if section.hidden or part_hidden:
            found.add(section.key)
    return found
