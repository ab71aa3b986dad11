"""What figures of participants are called and what they mean, in plain words."""

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """`label` begins with a capital; `meaning` is a whole sentence."""

    label: str
    meaning: str


W = Words
COUNTS: Mapping[str, Words] = {
    "opening": W("Inskrivna vid årets början", "De som var kvar i insatserna när året började."),
    "entry": W("In i räkningen", "Personer som kommit med i räkningen under året utan att börja i en insats."),
    "new": W("Nya deltagare", "Personer som börjat i en insats under året. Den som börjar i två insatser räknas i "
             "båda."),
    "ended": W("Avslutade deltagare", "Personer som lämnat en insats under året."),
    "closed": W("Administrativt avslutade", "Personer som under året tagits ur räkningen utan att ha lämnat insatsen. "
                "De är inte avslutade."),
    "enrolled": W("Inskrivna deltagare", "Alla som varit inskrivna någon gång under året: de som var kvar från året "
                  "före, de som kommit in i räkningen och de nya."),
    "closing": W("Inskrivna vid periodens slut", "Inskrivna under året minus avslutade och administrativt "
                 "avslutade."),
    "work_study": W("Till arbete eller studier", "Avslutade deltagare som gick till arbete eller studier."),
    "net_work_study": W("Nettoförändring i arbete eller studier", "Avslutade i arbete eller studier efter insatsen "
                        "minus dem som var det före."),
    "outcome": W("Utgång", "Avslutade deltagare efter vart de gick. Varje person räknas en gång."),
    "work_subsidised": W("Till arbete med stöd", "Avslutade som gick till subventionerad anställning."),
    "exit_reason": W("Avslutsanledning", "Avslutade deltagare efter varför de lämnade insatsen."),
    "sickness_compensation": W("Beviljade sjukersättning", "Avslutade deltagare som beviljats sjukersättning."),
    "left_income_support": W("Lämnade försörjningsstöd", "Avslutade deltagare som inte längre har försörjningsstöd."),
    "wage_income": W("Fick lön som inkomst", "Avslutade deltagare som har lön som inkomst."),
    "days": W("Dagar i insatsen, sammanlagt", "Dagarna från start till slut, summan för alla avslutade."),
    "days_class": W("Tid i insatsen", "Avslutade deltagare efter hur länge de varit i insatsen."),
    "work_study_before": W("I arbete eller studier före", "Avslutade som arbetade eller studerade när de började."),
    "work_study_after": W("I arbete eller studier efter", "Avslutade som arbetade eller studerade när de slutade."),
    "unsubsidised_work_after": W("I arbete utan stöd efter", "Avslutade som hade arbete utan stöd när de slutade."),
    "income_ended_before": W("Inkomst före", "Avslutade deltagare efter inkomst när de började. En person kan ha "
                             "flera."),
    "income_ended_after": W("Inkomst efter", "Avslutade deltagare efter inkomst när de slutade. En person kan ha "
                            "flera."),
    "public_support_before": W("Offentlig försörjning före", "Avslutade som hade någon offentlig försörjning när de "
                               "började."),
    "public_support_after": W("Offentlig försörjning efter", "Avslutade som hade någon offentlig försörjning när de "
                              "slutade."),
    "occupation_before": W("Sysselsättning före", "Avslutade deltagare efter sysselsättning när de började. En person "
                           "kan ha flera."),
    "occupation_after": W("Sysselsättning efter", "Avslutade deltagare efter sysselsättning när de slutade. En person "
                          "kan ha flera."),
    "income_change": W("Inkomst före och efter", "Avslutade deltagare efter huvudsaklig inkomst före och efter "
                       "insatsen. Räknas ur ärenderader."),
    "consultations": W("Anonyma ärenden och konsultationer", "Ärenden som teamen rådfrågats om utan att personen är "
                       "känd. De räknas inte efter kön och är inte deltagare."),
    "joint_plans": W("Samordnade planer", "Samplaneringar och SIP som gjorts under året."),
    "joint_plans_present": W("Samordnade planer där personen deltog", "Samordnade planer där personen själv var med."),
    "protected_identity": W("Med skyddade personuppgifter", "Deltagare med skyddade personuppgifter. De räknas bara "
                            "som antal."),
    "referral": W("Vem som visade vägen", "Nya deltagare efter vem som visade vägen till insatsen."),
    "psychiatry": W("Med kontakt hos psykiatrin", "Inskrivna under året som haft kontakt med psykiatrin."),
    "age_class": W("Ålder", "Inskrivna under året efter ålder."),
    "education": W("Utbildning", "Inskrivna under året efter högsta avslutade utbildning."),
    "support_months": W("Tid med offentlig försörjning före start", "Inskrivna under året efter hur länge de haft "
                        "offentlig försörjning när de började."),
    "income_before": W("Inkomst vid starten", "Inskrivna under året efter inkomst när de började. En person kan ha "
                       "flera."),
    "public_support": W("Offentlig försörjning vid starten", "Inskrivna under året som hade någon offentlig "
                        "försörjning när de började."),
}  # fmt: skip
"""By what is counted, derived counts included."""
SHORT: Mapping[str, str] = {
    "enrolled": "Inskrivna", "new": "Nya", "ended": "Avslutade", "closing": "Kvar vid slutet",
    "opening": "Kvar från året före", "entry": "In i räkningen", "closed": "Administrativt avslutade",
    "work_study": "Till arbete/studier",
}  # fmt: skip
"""Headings of columns and rows where the table says what it is about."""
PER_POST = ("enrolled", "ended", "work_study")
COST_PER = ("enrolled", "ended", "work_study")
CHANGES = ("enrolled", "new", "ended", "work_study", "psychiatry")
"""What is listed; a change can be asked of any count."""
ROWS_NEEDED = "Tabellen kräver ärenderader, som någon insats behöver föra. Antal räcker inte till den."
