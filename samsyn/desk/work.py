"""Att göra and nästa steg: what waits for someone, as values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samsyn.associations.domain.permissions import Permission
from samsyn.catalogue import CHECKS
from samsyn.core.check import Finding, Outcome
from samsyn.core.figure import Link, Measure, Scope
from samsyn.core.money import NBSP, Unit, grouped, in_unit
from samsyn.ledger.models import Import
from samsyn.participants.checks import for_reader
from samsyn.reports.economy import Economy

May = Callable[[Permission], bool]
MOST_FAILING = 4
CHECKS_PAGE = Link("reports:checks")


@dataclass(frozen=True)
class Work:
    """One thing to do. `late` makes `when` stand out; nothing here has a date of its own yet."""

    title: str
    text: str
    link: Link | None
    action: str
    when: str = ""
    late: bool = False


@dataclass(frozen=True)
class Step:
    """One step from an empty association to a report; state 'done', 'now' or ''."""

    label: str
    text: str
    link: Link
    state: str
    action: str = ""

    @property
    def verb(self) -> str:
        """The action without its object, where the row already names it: 'Lägg in'."""
        return self.action.rpartition(" ")[0]


def to_do(economy: Economy, waiting: Sequence[Import], may: May) -> list[Work]:
    """What waits in the economy of a period, what blocks most first."""
    found = [_awaiting(item, may) for item in waiting]
    if not economy.known and may(Permission.IMPORT_LEDGER):
        found.append(
            Work(f"Läs in bokföringen för {economy.period.label}", "Utan den finns inga siffror för perioden.",
                 Link("ledger:import"), "Läs in", "Blockerar rapporten", late=False)
        )  # fmt: skip
    if economy.unmapped:
        found.append(_unmapped(economy, may))
    return found + failing(economy, true_counts=may(Permission.READ_TRUE_COUNTS))


def _awaiting(item: Import, may: May) -> Work:
    able = may(Permission.IMPORT_LEDGER)
    text = f"{grouped(item.voucher_count)} verifikationer är lästa men ligger inte i bokföringen än."
    link = Link("ledger:import-one", {"pk": item.pk})
    return Work(f"Ta ställning till {item.source.name}", text, link, "Granska" if able else "Visa",
                "Väntar på besked" if able else "Väntar på andra")  # fmt: skip


def _unmapped(economy: Economy, may: May) -> Work:
    count, first = len(economy.unmapped), economy.unmapped[0]
    title = "Koppla ett konto till en rad" if count == 1 else f"Koppla {count} konton till rader"
    named = f"{first.number} {first.name}".strip()
    amount = f"{grouped(in_unit(abs(first.amount), Unit.KR))}{NBSP}kr"
    text = f"{named}, {amount}." if count == 1 else f"Störst är {named}, {amount}."
    able = may(Permission.MANAGE_MAPPING)
    return Work(title, text, Link("ledger:mapping"), "Koppla" if able else "Visa",
                "Blockerar rapporten" if able else "Väntar på andra", late=able)  # fmt: skip


def failing(economy: Economy, *, true_counts: bool) -> list[Work]:
    """Checks that fail, the first few of them, the rest counted; then how many ask for an explanation.

    Without `true_counts` those of people say how it went and no number.
    """
    if not economy.known:
        return []
    ran = [(check.title, check.run(economy.figures, economy.period)) for check in CHECKS]
    found = [(title, finding) for title, made in ran for finding in for_reader(made, true_counts=true_counts)]
    fails = [(title, finding) for title, finding in found if finding.outcome is Outcome.FAILS]
    shown = [_failing(title, finding) for title, finding in fails[:MOST_FAILING]]
    if len(fails) > MOST_FAILING:
        shown.append(Work(f"{len(fails) - MOST_FAILING} kontroller till faller", "", CHECKS_PAGE, "Visa alla"))
    asked = [title for title, finding in found if finding.outcome is Outcome.EXPLAIN]
    if asked:
        count = "En sak" if len(asked) == 1 else f"{len(asked)} saker"
        names = ", ".join(f"{title[0].lower()}{title[1:]}" for title in dict.fromkeys(asked))
        shown.append(Work(f"{count} behöver förklaras i rapporten", f"{names.capitalize()}.", CHECKS_PAGE, "Visa"))
    return shown


def _failing(title: str, finding: Finding) -> Work:
    text = f"{finding.sentence} {finding.remedy}".strip()
    return Work(f"Reda ut: {title[0].lower()}{title[1:]}", text, CHECKS_PAGE, "Öppna", "Kontroll faller")


def steps(economy: Economy, *, has_contributions: bool) -> list[Step]:
    """The way from an empty association to its first report."""
    year = economy.period.year
    budget = economy.books.plan(Scope(economy.period, Measure.BUDGET)) is not None
    mapped = bool(economy.books.accounts.rules) and not economy.unmapped
    plan = [
        ("Medlemsbidrag", f"Parterna och vad var och en betalar {year}", Link("associations:contributions"),
         has_contributions, "Lägg in bidragen"),
        ("Bokföring", f"SIE-filen för {economy.period.label}", Link("ledger:import"), economy.known,
         "Läs in bokföringen"),
        ("Kontokoppling", "Varje konto på en rad", Link("ledger:mapping"), mapped and economy.known, "Koppla kontona"),
        ("Budget", f"Att jämföra utfallet {year} med", Link("ledger:plans"), budget, "Lägg in budgeten"),
        ("Rapport", "Årsredovisning, tertialuppföljning", Link("reports:reports"), False, "Skriv rapporten"),
    ]  # fmt: skip
    now = next(index for index, (_, _, _, done, _) in enumerate(plan) if not done)
    return [
        Step(label, text, link, "done" if done else "now" if index == now else "", action)
        for index, (label, text, link, done, action) in enumerate(plan)
    ]
