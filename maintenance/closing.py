"""Which months are to be closed by the portal itself, as soon as they are over in the zones they are counted in."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Max

from hostops.accounts.models import Account
from hostops.lib.errors import Refused
from hostops.lib.now import now
from maintenance.actions.months import month_close
from maintenance.models import AvailabilityMonth
from maintenance.rules.months import month_of, moved

# The zone in which a month begins first.
_FIRST_BEGIN = ZoneInfo("Etc/GMT-14")
# What was missed for longer, with every worker down, is closed by hand.
_MOST_BACK = 12


def months_close() -> int:
    """Close what is over; gives how many were. What another process closed meanwhile is passed over."""
    closed = 0
    for account, month in _due():
        try:
            month_close(actor=None, account=account, month=month)
        except Refused:
            continue  # not over in its own zone yet, closed by hand in between, or without a server
        closed += 1
    return closed


def _due() -> list[tuple[Account, date]]:
    """The months after each account's last closed one, up to the one before the present's.

    An account that has none begins with the month that is just over: what lies before it the portal did not keep.
    """
    present = month_of(now(), _FIRST_BEGIN)
    last = dict(AvailabilityMonth.objects.order_by().values_list("account").annotate(last=Max("month")))
    found = []
    for account in Account.objects.filter(servers__registered_at__isnull=False).distinct().order_by("pk"):
        month = max(moved(last.get(account.pk, moved(present, -2)), 1), moved(present, -_MOST_BACK))
        while month < present:
            found.append((account, month))
            month = moved(month, 1)
    return found
