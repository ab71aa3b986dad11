"""What a changed report does to the intervention's later ones. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.asking import Asked, asked_of, with_zeros
from samsyn.participants.domain.chain import Link, enrolled_before
from samsyn.participants.domain.checking import GUESS, Problem, check
from samsyn.participants.domain.form import stem_variable
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.words import SEX_WORDS, SEXES, Shape, Span

_GIVEN = {"entry": "skrivet", "closed": "skrivet"}


@dataclass(frozen=True)
class Consequence:
    """One thing that changes in a later report. `impossible` stops the change; `again` asks for that report anew."""

    part: Part
    sentence: str
    impossible: bool = False
    again: bool = False

    def __str__(self) -> str:
        return f"{self.part.label.capitalize()}: {self.sentence}"


def consequences(before: Sequence[Link], after: Sequence[Link], since: Part) -> list[Consequence]:
    """Everything that changes after `since`, in order. Both chains hold the same reports but that one."""
    was = {link.part: link for link in before}
    found: list[Consequence] = []
    for place, link in enumerate(after):
        if link.part <= since:
            continue
        found += _opened(was[link.part], link)
        old = {str(problem) for problem in _wrong(before, before.index(was[link.part]))}
        found += [_judged(link.part, one) for one in _wrong(after, place) if str(one) not in old]
    return found


def _opened(old: Link, new: Link) -> Iterator[Consequence]:
    was, now = old.of("opening"), new.of("opening")
    told = [f"{now[sex]} {SEX_WORDS[sex]} (var {was[sex]})" for sex in SEXES if now[sex] != was[sex]]
    if told:
        yield Consequence(new.part, f"kvar sedan förra perioden blir {', '.join(told)}.")


def _judged(part: Part, problem: Problem) -> Consequence:
    """The year's classes can be handed in again when the year's enrolled are right; what else is wrong cannot be."""
    variable = VARIABLES.get(stem_variable(problem.field))
    if variable and variable.span is Span.YEAR and variable.shape is Shape.CLASSES:
        return Consequence(part, f"måste rättas också. {problem.sentence.partition(GUESS)[0]}", again=True)
    return Consequence(part, problem.sentence, impossible=True)


def not_adding_up(links: Sequence[Link], part: Part, asked: Sequence[Asked] = ()) -> list[Problem]:
    """What is wrong in a report that was handed in: the year's enrolled may have changed since. `asked` gives its
    classes their words."""
    return next((_wrong(links, place, asked) for place, link in enumerate(links) if link.part == part), [])


def _wrong(links: Sequence[Link], place: int, asked: Sequence[Asked] = ()) -> list[Problem]:
    link = links[place]
    asked = asked or asked_of(link.counts)
    return check(
        with_zeros(link.counts, asked), asked, link.of("opening"), _GIVEN,
        enrolled=enrolled_before(links, link.part), on=link.part.end,
    )  # fmt: skip
