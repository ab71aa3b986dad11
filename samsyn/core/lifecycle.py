"""Lifecycles as data: which states a thing has, which moves lead between them and who may make them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """`label` is what the office reads, `outside` what the applicant reads (the same when empty)."""

    key: str
    label: str
    outside: str = ""
    tone: str = ""  # 'bra', 'varning', 'fel' or nothing: how a status word is drawn
    final: bool = False

    def seen(self, *, by_office: bool) -> str:
        return self.label if by_office or not self.outside else self.outside


@dataclass(frozen=True)
class Move:
    """One step: `permission` is the value of a Permission, `label` the words on its button."""

    name: str
    start: tuple[str, ...]
    to: str
    permission: str
    label: str
    needs_reason: bool = False


@dataclass(frozen=True)
class Lifecycle:
    """Raises ValueError at import when a move names a state that does not exist or two moves share a name."""

    states: tuple[State, ...]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        known = {state.key for state in self.states}
        lost = {name for move in self.moves for name in (*move.start, move.to)} - known
        names = [move.name for move in self.moves]
        if lost or len(known) != len(self.states) or len(set(names)) != len(names):
            raise ValueError(f"lifecycle: unknown states {sorted(lost)} or something named twice")

    def state(self, key: str) -> State:
        """Raises KeyError."""
        return {state.key: state for state in self.states}[key]

    def move(self, name: str) -> Move:
        """Raises KeyError."""
        return {move.name: move for move in self.moves}[name]

    def open_moves(self, key: str) -> Iterable[Move]:
        """The moves that lead from a state."""
        return [move for move in self.moves if key in move.start]

    def choices(self) -> list[tuple[str, str]]:
        """For a model's field."""
        return [(state.key, state.label) for state in self.states]
