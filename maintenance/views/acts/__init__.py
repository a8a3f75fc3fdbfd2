"""The verbs on a window, each with its words, its form and the action that it calls."""

from maintenance.views.acting import WindowAct
from maintenance.views.acts.planning import Accept, Announce, Counter, Decide, Plan, Propose, TakeIn
from maintenance.views.acts.records import Consult, Convert, Decline, Link, Tell
from maintenance.views.acts.work import Cancel, Finish, Report, Start

__all__ = ["ACTS"]

# In the order in which the page shows them.
ACTS: tuple[type[WindowAct], ...] = (
    Accept, Plan, Propose, Counter, Start, Announce, Decide, Finish, Report, Consult, Tell, Convert, Decline, TakeIn,
    Link, Cancel,
)  # fmt: skip
