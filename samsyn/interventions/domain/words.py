"""The kinds that interventions, decisions and claims come in. Values are what the database stores."""

from enum import StrEnum


class Direction(StrEnum):
    """Uppföljning Finsam registers one with both kinds as two interventions (domain rules 3.1)."""

    INDIVIDUAL = "individ"
    STRUCTURE = "struktur"


class RunBy(StrEnum):
    """Who does the work of an intervention."""

    PARTY = "part"  # finansierad hos part: agreement and requisitions
    OWN = "egen"  # i egen regi: decision and budget, costs from the ledger's project; never in note 6


class DecisionKind(StrEnum):
    """Amounts are signed: what adds to the granted amount is positive."""

    OPENING = "ingående"  # taken over when the data begins
    GRANT = "beviljat"
    MORE = "utökning"
    EXTENSION = "förlängning"
    MOVE = "flytt mellan år"  # sums to zero
    REDUCTION = "minskning"
    EARLY_STOP = "avslut i förtid"
    RETURN = "återgår"  # unused at year-end or at the end; automatic when a rule did it
    HISTORY = "avslutad historik"  # used or returned before the data begins
    REJECTION = "avslag"
    WITHDRAWAL = "återtagen ansökan"


RAISING = frozenset({DecisionKind.GRANT, DecisionKind.MORE, DecisionKind.EXTENSION})
RETURNING = frozenset({DecisionKind.REDUCTION, DecisionKind.EARLY_STOP, DecisionKind.RETURN})


class UnusedRule(StrEnum):
    """What happens to a year's unused amount, as the decision says."""

    RETURNS = "återgår"  # by itself at year-end
    CARRIED = "förs vidare"
    DECISION = "kräver beslut"


class PaymentForm(StrEnum):
    """Whether the association pays after the cost or before it."""

    ACTUAL = "efterskott"  # actual cost is requisitioned
    ADVANCE = "förskott"  # instalments, then settlement against actual cost


class Surplus(StrEnum):
    """What happens when advances exceed the actual cost."""

    RECEIVABLE = "fordran"
    REPAID = "återbetalas"
    CARRIED = "förs vidare"


class ClaimForm(StrEnum):
    """What a document asks for, or changes in an earlier one."""

    REQUISITION = "rekvisition"
    INVOICE = "faktura"
    ADVANCE = "förskott"
    SETTLEMENT = "slutavräkning"
    CREDIT = "kredit"
    CORRECTION = "rättelse"


class AttestStep(StrEnum):
    """The steps before a document is paid, in order."""

    CERTIFY = "intygande"  # by the party
    CHECK = "sakattest"
    DECIDE = "beslutsattest"


class AttestPlace(StrEnum):
    """Where the association attests."""

    HERE = "här"  # attested in Samsyn, then handed to the accounting system
    ACCOUNTING = "ekonomisystemet"  # attested there; ledger rows are matched to claims by project


class OutsideStep(StrEnum):
    """What has happened to money from outside the association (ESF, vidarefakturering, another association)."""

    APPLIED = "sökt"
    GRANTED = "beviljat"
    RECEIVED = "mottaget"
    ACCRUED = "upplupet"
    WITHDRAWN = "återtaget"


UNSETTLED = "förskott, inte avräknade"
"""What stands for a cost type where an advance is paid and not settled yet."""


class DueKind(StrEnum):
    """What is to be done by a day."""

    AGREEMENT = "överenskommelse"
    CLAIM = "rekvisition"
    CONFIRMATION = "årsbesked"  # upparbetat, ej rekvirerat
    REPORT = "uppföljning"
    FINAL_REPORT = "slutrapport"
    PARTICIPANTS = "deltagare"  # counts of a reporting period
    DEBT = "skuld"  # what nothing has settled of a year-end answer


class ChoiceKind(StrEnum):
    """Lists that an association edits itself."""

    ORIENTATION = "inriktning"
    METHOD = "metod"
    COST_TYPE = "kostnadsslag"
    THEME = "tema"
    FOLLOW_UP = "uppföljningsmetod"
    FUNCTION = "funktion"


CHOICES: dict[ChoiceKind, tuple[str, ...]] = {
    ChoiceKind.ORIENTATION: (
        "Kartläggning av enskildas behov", "Förberedande insats", "Arbetslivsinriktad rehabilitering",
        "Kunskaps- och metodutveckling", "Samverkansstruktur", "Kartläggning och analys",
    ),
    ChoiceKind.METHOD: ("STAR", "IPS", "BIP", "Supported Employment"),
    ChoiceKind.COST_TYPE: (
        "löner", "lokal", "bil", "material", "konferens", "telefon", "ekonomitjänst", "övrigt",
    ),
    ChoiceKind.THEME: (
        "Framgångar", "Utmaningar", "Avvikelser", "Personal", "Kompetensutveckling", "Aktörer", "Lärdomar",
        "Jämställdhet",
    ),
    ChoiceKind.FOLLOW_UP: ("Deltagare med antal", "Endast antal", "Ingen deltagarräkning"),
    ChoiceKind.FUNCTION: ("samordnare", "coach", "handläggare", "arbetsterapeut", "projektledare"),
}  # fmt: skip
"""What every new association starts with."""
