"""The verbs of the maintenance desk. Pages, REST and jobs call these; nothing else changes a window."""

from maintenance.actions.announcing import window_announce
from maintenance.actions.answering import consultation_log, notice_answer, window_acknowledge
from maintenance.actions.converting import conversion_decline, window_convert
from maintenance.actions.linking import window_link, window_unlink
from maintenance.actions.planning import window_change, window_create, window_decide, window_plan
from maintenance.actions.proposing import window_accept, window_counter, window_propose
from maintenance.actions.running import step_tick, window_cancel, window_finish, window_report, window_start
from maintenance.actions.telling import notice_told
from maintenance.actions.widening import window_take_in
from maintenance.actions.year_joining import plan_take_in
from maintenance.actions.year_plans import plan_change, plan_draft
from maintenance.actions.year_publishing import plan_acknowledge, plan_publish

__all__ = [
    "consultation_log",
    "conversion_decline",
    "notice_answer",
    "notice_told",
    "plan_acknowledge",
    "plan_change",
    "plan_draft",
    "plan_publish",
    "plan_take_in",
    "step_tick",
    "window_accept",
    "window_acknowledge",
    "window_announce",
    "window_cancel",
    "window_change",
    "window_convert",
    "window_counter",
    "window_create",
    "window_decide",
    "window_finish",
    "window_link",
    "window_plan",
    "window_propose",
    "window_report",
    "window_start",
    "window_take_in",
    "window_unlink",
]
