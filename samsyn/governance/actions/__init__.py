"""Every write of meetings, paragraphs, decisions on delegation and the year plan."""

from samsyn.governance.actions.attendance import recuse, set_attendance, take_back_recusal
from samsyn.governance.actions.bodies import change_body, create_body
from samsyn.governance.actions.delegated import (
    change_delegated,
    record_delegated,
    report_delegated,
    unreport_delegated,
)
from samsyn.governance.actions.items import (
    add_item,
    change_item,
    decide_item,
    link_paragraph,
    move_item,
    remove_item,
)
from samsyn.governance.actions.meetings import (
    adjust_minutes,
    change_meeting,
    hold_meeting,
    plan_meeting,
    post_minutes,
    remove_meeting,
)
from samsyn.governance.actions.papers import attach_paper, remove_paper
from samsyn.governance.actions.year import (
    end_feed,
    mark_obligation,
    new_feed,
    remove_obligation,
    set_obligation,
    unmark_obligation,
)

__all__ = [
    "add_item",
    "adjust_minutes",
    "attach_paper",
    "change_body",
    "change_delegated",
    "change_item",
    "change_meeting",
    "create_body",
    "decide_item",
    "end_feed",
    "hold_meeting",
    "link_paragraph",
    "mark_obligation",
    "move_item",
    "new_feed",
    "plan_meeting",
    "post_minutes",
    "record_delegated",
    "recuse",
    "remove_item",
    "remove_meeting",
    "remove_obligation",
    "remove_paper",
    "report_delegated",
    "set_attendance",
    "set_obligation",
    "take_back_recusal",
    "unmark_obligation",
    "unreport_delegated",
]
