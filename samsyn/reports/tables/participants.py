"""Tables and charts of participants in reports: made where the pages make them, from the report's own cells."""

from dataclasses import dataclass, replace
from functools import cached_property

from samsyn.associations.domain.presentation import People
from samsyn.core.chart import Chart
from samsyn.core.table import Table
from samsyn.participants import charts
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tables import PeopleTables
from samsyn.reports.tables.base import TableBase

CHARTS = ("flow", "outcome", "income", "age", "support")


@dataclass
class ParticipantTables(TableBase):
    """Two sexes in columns as reports print them; those of unstated sex are told of in a footnote."""

    counted: Tally | None = None

    @cached_property
    def people(self) -> PeopleTables:
        """Every table, from this maker's cells: what must stay in the house is hidden in all of them."""
        tally = self.counted or Tally(self.books.association)
        return PeopleTables(self, tally, self.portfolio, self.period, unstated=False, outside=self.outside)

    def participant_tables(self) -> list[Table]:
        """Tables 1–3, the summary, or both, as the association chose; [] where nothing is counted."""
        people, choice = self.people, self.presentation.participants
        if not people.tally.years:
            return []
        made = [people.summary()] if choice is not People.TABLES else []
        if choice is not People.SUMMARY:
            made += [people.by_year() if self.period.whole_year else None, people.flow(), people.outcome()]
        return [table for table in made if table]

    def participant_chart(self, name: str) -> Chart | None:
        """One of CHARTS; None where its counts are not known."""
        people = replace(self.people, unstated=True)  # the third tone
        if not people.tally.years:
            return None
        return {
            "flow": lambda: charts.flow(people),
            "outcome": lambda: charts.outcome(people),
            "income": lambda: charts.before_after(people),
            "age": lambda: charts.classes(people, "age_class", "Deltagarnas ålder"),
            "support": lambda: charts.classes(people, "support_months", "Tid med offentlig försörjning före start"),
        }[name]()
