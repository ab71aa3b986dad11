"""Code lists an association starts with. They are its own rows from then on: editable and dated.

Provisional marks what the field has not settled (the national code lists are not public in full).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CodeStart:
    """`merged` is the class it goes into where an association asks for merged classes only."""

    key: str
    label: str
    provisional: bool = False
    merged: str = ""
    public: bool | None = None  # income: whether it is public support


C = CodeStart
LISTS: Mapping[str, str] = {
    "outcome": "Utgång",
    "exit_reason": "Avslutsanledning",
    "referral": "Vem som visade vägen",
    "age_class": "Åldersklass",
    "education": "Utbildning",
    "support_months": "Tid med offentlig försörjning",
    "income": "Inkomst",
    "occupation": "Sysselsättning",
    "days_class": "Tid i insatsen",
}
"""Each code list and what it is called on the page."""
ORDERED = frozenset({"age_class", "education", "support_months", "days_class"})
"""Lists whose neighbours may be merged where single classes are too small to show."""

CODES: Mapping[str, Sequence[CodeStart]] = {
    "outcome": (C("work", "arbete"), C("study", "studier"), C("work_oriented", "arbetsinriktad insats"),
                C("other", "annan insats")),
    "exit_reason": (C("1", "arbetssökande, anställning eller studier"),
                    C("2", "fortsatt rehabilitering hos ordinarie myndighet"), C("3", "flytt", True),
                    C("4", "sjukdom", True), C("5", "egen begäran", True), C("7", "annat", True)),
    "referral": (C("kommun_forsorjningsstod", "kommunens försörjningsstöd", True, "kommun"),
                 C("arbetsformedlingen", "Arbetsförmedlingen", True), C("forsakringskassan", "Försäkringskassan", True),
                 C("psykiatrin", "psykiatrin", True, "region"), C("primarvarden", "primärvården", True, "region"),
                 C("kommun_lss", "kommunens LSS-handläggare", True, "kommun"),
                 C("kommun_kaa", "kommunens aktivitetsansvar", True, "kommun"),
                 C("egen_ansokan", "egen ansökan", True, "egen"), C("anhorig", "anhörig", True, "egen")),
    "age_class": (C("15-19", "15–19 år", merged="15-29"), C("20-29", "20–29 år", merged="15-29"),
                  C("30-39", "30–39 år", merged="30-49"), C("40-49", "40–49 år", merged="30-49"),
                  C("50-59", "50–59 år", merged="50-"), C("60-", "60 år och äldre", merged="50-")),
    "education": (C("grundskola_ej_slutford", "grundskola, ej slutförd", True, "hogst_grundskola"),
                  C("grundskola", "grundskola", True, "hogst_grundskola"),
                  C("gymnasium_ej_slutford", "gymnasium, ej slutfört", True, "gymnasium_eller_ej"),
                  C("gymnasium", "gymnasium", True, "gymnasium_eller_ej"),
                  C("eftergymnasial", "eftergymnasial", True), C("okand", "okänd", True)),
    "support_months": (C("none", "ingen", True), C("1-12", "1–12 månader", True, "1-24"),
                       C("13-24", "13–24 månader", True, "1-24"), C("25-35", "25–35 månader", True, "25-60"),
                       C("36-60", "36–60 månader", True, "25-60"), C("61-108", "61–108 månader", True, "61-"),
                       C("109-", "mer än 9 år", True, "61-")),
    "income": (C("forsorjningsstod", "försörjningsstöd", True, public=True),
               C("aktivitetsstod", "aktivitetsstöd", True, public=True),
               C("aktivitetsersattning", "aktivitetsersättning", True, public=True),
               C("sjukpenning", "sjukpenning", True, public=True),
               C("rehabpenning", "rehabiliteringspenning", True, public=True),
               C("sjukersattning", "sjukersättning", True, public=True),
               C("a_kassa", "a-kassa", True, public=True),
               C("etableringsersattning", "etableringsersättning", True, public=True),
               C("lon", "lön", True, public=False), C("studiemedel", "studiemedel", True, public=False),
               C("ingen", "ingen", True, public=False)),
    "occupation": (C("arbete_osubventionerat", "arbete utan stöd", True), C("arbete_subventionerat", "arbete med stöd",
                   True), C("studier", "studier", True), C("arbetstraning",
                   "arbetsträning", True), C("aktivt_arbetssokande", "aktivt arbetssökande", True),
                   C("ingen", "ingen", True)),
    "days_class": (C("0-90", "högst 3 månader"), C("91-180", "4–6 månader"), C("181-365", "7–12 månader"),
                   C("366-730", "1–2 år"), C("731-", "mer än 2 år")),
}  # fmt: skip
MERGED_WORDS: Mapping[str, str] = {
    "kommun": "kommunen", "region": "regionens vård", "egen": "egen ansökan eller anhörig", "15-29": "15–29 år",
    "30-49": "30–49 år", "50-": "50 år och äldre", "hogst_grundskola": "högst grundskola",
    "gymnasium_eller_ej": "gymnasium, slutfört eller ej", "1-24": "1–24 månader", "25-60": "25–60 månader",
    "61-": "mer än 60 månader",
}  # fmt: skip
"""What a merged class is called."""
CROSS_SEP = "__"
"""Between before and after in a category of `income_change`."""
