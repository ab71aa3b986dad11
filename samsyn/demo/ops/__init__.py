"""The demo's interventions and their money, loaded through the actions that users trigger, each deed on its day."""

from collections.abc import Callable

from samsyn.associations.models import Association
from samsyn.demo.ops import claims, contributions, grants, interventions, live, meetings
from samsyn.demo.ops.cast import Deeds, assemble

Say = Callable[[str], object]


def fill(association: Association, say: Say, by: str) -> None:
    """Contributions first; then meetings, decisions, requisitions and answers in the order of their days."""
    people = assemble(association, by)
    say(f"Lade in medelstilldelning och {contributions.fill(people)} betalningar från parterna")
    deeds = Deeds()
    interventions.plan(people, deeds)
    meetings.plan(people, deeds)
    grants.plan(people, deeds)
    claims.plan(people, deeds)
    live.plan(people, deeds)
    say(f"Lade in {len(people.interventions)} insatser med {deeds.run()} händelser: möten, beslut, rekvisitioner …")
