"""What goes wrong in the demo, in the words of those who write about it.

Braces are filled in for each case: {server}, {site}, {domain}, {who} and {engineer} by first name, {n}, {m} and
{few} numbers, {percent}, {day} a weekday, {thing} one of the trouble's own `things`.
"""

from tickets.seed.troubles.erp import ERP
from tickets.seed.troubles.faults import FAULTS
from tickets.seed.troubles.outages import OUTAGES
from tickets.seed.troubles.questions import QUESTIONS
from tickets.seed.troubles.reductions import REDUCTIONS
from tickets.seed.troubles.trouble import Trouble

__all__ = ["ERP", "FAULTS", "OUTAGES", "QUESTIONS", "REDUCTIONS", "Trouble"]
