"""The verbs on a case, each with its words, its form and the action that it calls."""

from tickets.views.acting import CaseAct
from tickets.views.acts.records import Advise, Attribute, Contact, Coverage, Version
from tickets.views.acts.together import TOGETHER
from tickets.views.acts.words import Note, Reply
from tickets.views.acts.work import Admit, Assign, Close, Reopen, Resolve, Resume, Severity, Wait, Workaround

__all__ = ["ACTS", "Assign", "Note", "Reply"]

# In the order in which the page shows them.
ACTS: tuple[type[CaseAct], ...] = (
    Reply, Assign, Severity, Wait, Resume, Workaround, Resolve, Close, Reopen, Admit, Contact, Coverage, Note, Advise,
    Version, Attribute, *TOGETHER,
)  # fmt: skip
