"""Everything that can be counted of participants. An association chooses what it collects; the flow is always asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from samsyn.participants.domain.words import Shape, Span


@dataclass(frozen=True)
class Variable:
    """`base` is the count whose persons it tells of ('ended'); `part_of` another count it is a part of ('varav').

    `codes` names its code list; `rows_only` needs case rows: counts cannot give it.
    """

    key: str
    label: str
    help: str = ""
    shape: Shape = Shape.NUMBER
    span: Span = Span.PERIOD
    base: str = ""
    part_of: str = ""
    codes: str = ""
    by_age: bool = False  # asked by age group too unless the association says no
    rows_only: bool = False
    flow: bool = False


V = Variable
_N, _P, _C, _S = Shape.NUMBER, Shape.PLAIN, Shape.CLASSES, Shape.SEVERAL
_YEAR = Span.YEAR

VARIABLES: Mapping[str, Variable] = {
    variable.key: variable
    for variable in (
        V("opening", "Kvar sedan förra perioden", "Hämtas från förra rapporten.", flow=True),
        V("entry", "In i räkningen", "Personer som kommer med i räkningen utan att börja i insatsen. Skriv varför.",
          flow=True),
        V("new", "Nya", "Personer som började under perioden.", flow=True, by_age=True),
        V("ended", "Avslutade", "Personer som lämnade insatsen under perioden.", flow=True, by_age=True),
        V("closed", "Administrativt avslutade", "Personer som tas ur räkningen utan att ha lämnat insatsen. "
          "Skriv varför.", flow=True),
        V("outcome", "Vart gick de som avslutade?", "Varje person räknas en gång. Summan ska bli lika med antalet "
          "avslutade.", _C, base="ended", codes="outcome", by_age=True),
        V("work_subsidised", "Varav arbete med stöd", "Subventionerad anställning, till exempel nystartsjobb.",
          base="ended", part_of="outcome.work"),
        V("exit_reason", "Avslutsanledning", "En anledning per person.", _C, base="ended", codes="exit_reason"),
        V("sickness_compensation", "Beviljade sjukersättning", base="ended"),
        V("left_income_support", "Lämnade försörjningsstöd", base="ended"),
        V("wage_income", "Fick lön som inkomst", base="ended"),
        V("days", "Dagar i insatsen, summa för dem som avslutade", "Räkna dagarna från start till slut för var och "
          "en och lägg ihop.", Shape.DAYS, base="ended"),
        V("days_class", "Tid i insatsen för dem som avslutade", shape=_C, base="ended", codes="days_class"),
        V("work_study_before", "I arbete eller studier före", base="ended"),
        V("work_study_after", "I arbete eller studier efter", base="ended"),
        V("unsubsidised_work_after", "I arbete utan stöd efter", base="ended", part_of="work_study_after"),
        V("income_ended_before", "Inkomst före, för dem som avslutade", "En person kan ha flera inkomster.", _S,
          base="ended", codes="income"),
        V("income_ended_after", "Inkomst efter, för dem som avslutade", "En person kan ha flera inkomster.", _S,
          base="ended", codes="income"),
        V("public_support_before", "Någon offentlig försörjning före", base="ended"),
        V("public_support_after", "Någon offentlig försörjning efter", base="ended"),
        V("occupation_before", "Sysselsättning före", "En person kan ha flera.", _S, base="ended", codes="occupation"),
        V("occupation_after", "Sysselsättning efter", "En person kan ha flera.", _S, base="ended", codes="occupation"),
        V("income_change", "Inkomst före och efter", shape=_C, base="ended", rows_only=True),
        V("consultations", "Konsultationer", "Anonyma ärenden som teamet rådfrågats om.", _P),
        V("joint_plans", "Samordnade planer", "Samplanering eller SIP som gjordes under perioden.", _P),
        V("joint_plans_present", "Varav där personen själv deltog", shape=_P, part_of="joint_plans"),
        V("protected_identity", "Varav med skyddade personuppgifter", "Räknas bara här, aldrig som rad.", _P),
        V("referral", "Vem visade vägen till insatsen?", "En aktör per ny person.", _C, base="new", codes="referral"),
        V("psychiatry", "Kontakt med psykiatrin under året", "Av alla som varit inskrivna någon gång under året.",
          span=_YEAR, base="enrolled"),
        V("age_class", "Ålder", "Alla som varit inskrivna någon gång under året.", _C, _YEAR, "enrolled",
          codes="age_class"),
        V("education", "Utbildning", "Högsta avslutade utbildning.", _C, _YEAR, "enrolled", codes="education",
          by_age=True),
        V("support_months", "Tid med offentlig försörjning före start", shape=_C, span=_YEAR, base="enrolled",
          codes="support_months", by_age=True),
        V("income_before", "Inkomst vid starten", "En person kan ha flera inkomster.", _S, _YEAR, "enrolled",
          codes="income"),
        V("public_support", "Någon offentlig försörjning vid starten", span=_YEAR, base="enrolled"),
    )
}  # fmt: skip
FLOW = tuple(key for key, variable in VARIABLES.items() if variable.flow)
"""Always asked: opening + entry + new − ended − closed = closing."""
DERIVED: Mapping[str, str] = {
    "enrolled": "Inskrivna",
    "closing": "Kvar vid periodens slut",
    "work_study": "Till arbete eller studier",
    "net_work_study": "Nettoförändring i arbete eller studier",
}
"""Counts that follow from others and are never entered."""
STANDARD = ("outcome", "consultations", "psychiatry", "joint_plans")
"""What a new association collects beside the flow."""


def variable(key: str) -> Variable:
    """Raises KeyError for what cannot be counted."""
    return VARIABLES[key]
