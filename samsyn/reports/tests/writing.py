"""A report being written in a small association: what the tests of the workshop stand on."""

from django.urls import reverse

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.ledger.models import Balance, Movement
from samsyn.reports import actions
from samsyn.reports.models import Report, SectionText
from samsyn.reports.tests.small_books import budget, ore, two_years

YEAR = Period(2024)


def association_with_books(association: Association) -> Association:
    """Two years of books, a budget, and statements in kronor so that small amounts show."""
    two_years(association)
    budget(association, 2024, {3010: 5000, 4010: -3500, 5010: -800, 7010: -900})
    association.presentation = {"statements": "kr"}
    association.save()
    return association


def begin(association: Association, kind: str = "arsredovisning", period: Period = YEAR, **texts: str) -> Report:
    """A report with some sections written and marked as done."""
    report = actions.create_report(association, kind, period, by="test")
    for section, text in texts.items():
        actions.save_section(report, section, text, version=0, by="test", done=True)
    return report


def rebook(association: Association, account: int, year: int, kronor: float) -> None:
    """The account's movement of a year becomes another, in vouchers and in the file's own result."""
    Movement.objects.filter(association=association, account=account, month__year=year).update(amount=ore(kronor))
    Balance.objects.filter(association=association, account=account, start__year=year).update(res=ore(kronor))


def newest(report: Report, section: str) -> SectionText:
    return SectionText.objects.filter(report=report, section=section).latest("version")


def url(name: str, slug: str = "an", period: str = "2024", **kwargs: str) -> str:
    """An address of the reports app; of the annual report unless another kind is said."""
    if name != "reports":
        kwargs = {"kind": "arsredovisning", **kwargs}
    return reverse(f"reports:{name}", kwargs={"association": slug, "period": period, **kwargs})
