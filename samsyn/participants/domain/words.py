"""The kinds that counts come in. Values are what the database stores and what figure keys hold."""

from enum import StrEnum


class Sex(StrEnum):
    """`ALL` is stored only for what is not asked by sex (consultations, joint plans); else it is the sum."""

    ALL = ""
    WOMEN = "women"
    MEN = "men"
    UNSTATED = "unstated"


SEXES = (Sex.WOMEN, Sex.MEN, Sex.UNSTATED)
SEX_WORDS = {Sex.ALL: "totalt", Sex.WOMEN: "kvinnor", Sex.MEN: "män", Sex.UNSTATED: "ej angivet"}


class Age(StrEnum):
    """A breakdown of a count beside its total; never of what is carried over, since people grow older."""

    ALL = ""
    YOUNG = "young"
    OLDER = "older"


AGES = (Age.YOUNG, Age.OLDER)
AGE_WORDS = {Age.ALL: "alla åldrar", Age.YOUNG: "15–29 år", Age.OLDER: "30 år och äldre"}


class Rhythm(StrEnum):
    """How often an association asks."""

    TERTIAL = "tertial"
    QUARTER = "kvartal"
    MONTH = "månad"


MONTHS_OF = {Rhythm.TERTIAL: 4, Rhythm.QUARTER: 3, Rhythm.MONTH: 1}


class Source(StrEnum):
    """Where a period's counts of an intervention come from: one source per period."""

    COUNTS = "antal"
    ROWS = "ärenderader"


class Shape(StrEnum):
    """What a variable's numbers are."""

    NUMBER = "antal per kön"
    PLAIN = "ett antal"  # not asked by sex
    CLASSES = "en klass per person"  # sums to its population
    SEVERAL = "flera per person"  # each at most its population
    DAYS = "summa dagar"


class Span(StrEnum):
    """Over what persons are counted once: the period, or the whole year (asked in the year's last period)."""

    PERIOD = "perioden"
    YEAR = "året"
