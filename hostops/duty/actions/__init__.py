"""The verbs about duty. Everything that changes who is on call goes through here."""

from hostops.duty.actions.absences import absence_end, absence_set
from hostops.duty.actions.handovers import handover_confirm, handover_write
from hostops.duty.actions.planning import shift_change, shift_plan, shift_remove, shifts_draft
from hostops.duty.actions.trading import shift_cover, shift_swap

__all__ = [
    "absence_end",
    "absence_set",
    "handover_confirm",
    "handover_write",
    "shift_change",
    "shift_cover",
    "shift_plan",
    "shift_remove",
    "shift_swap",
    "shifts_draft",
]
