"""Every write of this app. Keyword-only, atomic, asks for permission, records one event; refuses with `Refused`."""

from samsyn.associations.actions.contributions import import_contributions, import_staff, set_contributions
from samsyn.associations.actions.creating import Created, create_association
from samsyn.associations.actions.faults import answer_fault, report_fault
from samsyn.associations.actions.people import (
    Invitation,
    change_membership,
    end_membership,
    invite,
    new_link,
)
from samsyn.associations.actions.rows import (
    change_facts,
    change_presentation,
    remove_mandate,
    remove_party,
    remove_post,
    save_mandate,
    save_party,
    save_post,
    set_staff_year,
)

__all__ = [
    "Created",
    "Invitation",
    "answer_fault",
    "change_facts",
    "change_membership",
    "change_presentation",
    "create_association",
    "end_membership",
    "import_contributions",
    "import_staff",
    "invite",
    "new_link",
    "remove_mandate",
    "remove_party",
    "remove_post",
    "report_fault",
    "save_mandate",
    "save_party",
    "save_post",
    "set_contributions",
    "set_staff_year",
]
