"""An association's own words for its classes, and what anything is known of: each looked up once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Sum

from samsyn.associations.models import Association
from samsyn.participants.definitions.codes import CODES, CROSS_SEP, MERGED_WORDS
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import AND
from samsyn.participants.models import Code, EarlierYear, PeriodTotal


@dataclass(frozen=True)
class ClassWord:
    """A class of a code list. `merged` is the class it goes into where only merged classes are handed in."""

    key: str
    label: str
    merged: str = ""
    merged_label: str = ""


@dataclass
class Wording:
    """Labels of classes by variable, in the association's order."""

    association: Association

    @cached_property
    def lists(self) -> Mapping[str, Sequence[ClassWord]]:
        """Each code list: the association's own rows, or the start where it has none."""
        own: dict[str, list[ClassWord]] = {}
        for row in Code.objects.filter(association=self.association):
            own.setdefault(row.list, []).append(ClassWord(row.key, row.label, row.merged, row.merged_label))
        first = {
            name: [ClassWord(code.key, code.label, code.merged) for code in codes] for name, codes in CODES.items()
        }
        return {**first, **own}

    def of_list(self, name: str) -> list[ClassWord]:
        """A list's classes in order, each merged class after the last of those that go into it."""
        found: list[ClassWord] = []
        rows = list(self.lists.get(name, ()))
        for number, row in enumerate(rows):
            found.append(row)
            if row.merged and all(later.merged != row.merged for later in rows[number + 1 :]):
                found.append(ClassWord(row.merged, row.merged_label or MERGED_WORDS.get(row.merged, row.merged)))
        return found

    def classes(self, variable: str) -> dict[str, str]:
        """A variable's classes with their words, in order; {} for one without."""
        found = VARIABLES.get(variable)
        return {row.key: row.label for row in self.of_list(found.codes)} if found and found.codes else {}

    def label(self, variable: str, category: str) -> str | None:
        """What a class is called, or classes counted together; None for one that is not in the list."""
        if VARIABLES[variable].rows_only:
            before, _, after = category.partition(CROSS_SEP)
            income = {row.key: row.label for row in self.of_list("income")}
            return f"{income[before]} → {income[after]}" if before in income and after in income else None
        known, wanted = self.classes(variable), set(category.split(AND))
        if not wanted <= known.keys():
            return None
        said = [word for key, word in known.items() if key in wanted]
        return said[0] if len(said) == 1 else self._own_merged(variable, wanted) or one_of(said)

    def _own_merged(self, variable: str, wanted: Collection[str]) -> str | None:
        """The association's own word for just these classes together, where nobody hands in that class itself."""
        rows = self.lists[VARIABLES[variable].codes]
        for name in {row.merged for row in rows if row.key in wanted} - {"", *self.known.get(variable, ())}:
            if {row.key for row in rows if row.merged == name} == wanted:
                return self.classes(variable)[name]
        return None

    @cached_property
    def known(self) -> Mapping[str, frozenset[str]]:
        """Everything that is counted in any year, with the classes anybody is in (two queries)."""
        found: dict[str, set[str]] = {}
        totals = PeriodTotal.objects.filter(association=self.association).order_by()
        for variable, category, persons in totals.values_list("variable", "category").annotate(Sum("count")):
            found.setdefault(variable, set()).update([category] if persons else [])
        earlier = EarlierYear.objects.filter(association=self.association).order_by()
        for variable in earlier.values_list("variable", flat=True).distinct():
            found.setdefault(variable, set()).add("")
        return {variable: frozenset(categories - {""}) for variable, categories in found.items()}


def one_of(words: Sequence[str]) -> str:
    """'15–19 år eller 20–29 år': a person is in one of them."""
    return f"{', '.join(words[:-1])} eller {words[-1]}"
