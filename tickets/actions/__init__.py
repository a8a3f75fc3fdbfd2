"""The verbs of the case desk. Pages, REST and jobs call these; nothing else changes a case."""

from tickets.actions.admission import case_admit
from tickets.actions.assignment import case_assign, cases_assign
from tickets.actions.attachments import Upload
from tickets.actions.contacts import contact_log
from tickets.actions.conversation import message_add
from tickets.actions.copying import watcher_add, watcher_remove
from tickets.actions.coverage import advice_record, coverage_decide, version_note
from tickets.actions.drafts import Newer, draft_clear, draft_discard, draft_save
from tickets.actions.ending import case_close, case_reopen
from tickets.actions.filing import KeptElsewhere, case_file
from tickets.actions.holding import cases_hold, cases_release
from tickets.actions.linking import case_link, case_unlink
from tickets.actions.merging import case_merge
from tickets.actions.rating import case_rate
from tickets.actions.saved_views import view_drop, view_save
from tickets.actions.severity import severity_set
from tickets.actions.solving import case_resolve, case_workaround
from tickets.actions.tagging import case_tag
from tickets.actions.templating import template_change, template_create, template_retire
from tickets.actions.waiting import case_resume, case_wait

__all__ = [
    "KeptElsewhere",
    "Newer",
    "Upload",
    "advice_record",
    "case_admit",
    "case_assign",
    "case_close",
    "case_file",
    "case_link",
    "case_merge",
    "case_rate",
    "case_reopen",
    "case_resolve",
    "case_resume",
    "case_tag",
    "case_unlink",
    "case_wait",
    "case_workaround",
    "cases_assign",
    "cases_hold",
    "cases_release",
    "contact_log",
    "coverage_decide",
    "draft_clear",
    "draft_discard",
    "draft_save",
    "message_add",
    "severity_set",
    "template_change",
    "template_create",
    "template_retire",
    "version_note",
    "view_drop",
    "view_save",
    "watcher_add",
    "watcher_remove",
]
