"""The demo's interventions, their money and participants, through the actions that users trigger, each on its day."""

from collections.abc import Callable

from samsyn.associations.models import Association
from samsyn.demo.ops import (
    claims,
    contributions,
    counting_rules,
    grants,
    interventions,
    live,
    meetings,
    occasions,
    participants,
)
from samsyn.demo.ops.cast import Deeds, assemble

Say = Callable[[str], object]


def fill(association: Association, say: Say, by: str) -> None:
    """Contributions first; then meetings, decisions, requisitions and answers in the order of their days."""
    people = assemble(association, by)
    say(f"Lade in medelstilldelning och {contributions.fill(people)} betalningar från parterna")
    counting_rules.fill(people)
    deeds = Deeds()
    interventions.plan(people, deeds)
    meetings.plan(people, deeds)
    grants.plan(people, deeds)
    claims.plan(people, deeds)
    live.plan(people, deeds)
    occasions.plan(people, deeds)
    participants.plan(people, deeds)
    say(f"Lade in {len(people.interventions)} insatser med {deeds.run()} händelser: möten, beslut, deltagare …")
