"""By which bounds copies are doubted: those of the policy that binds a server's contract, its own values in them."""

from collections.abc import Collection
from datetime import datetime

from backups.models import Schedule
from hostops.accounts.models import Contract
from hostops.policies.binding import NothingBinds, bound, with_bindings
from hostops.policies.schema.backups import Suspicion


class Bounds:
    """The bounds of many schedules at any instants; three statements, however many."""

    def __init__(self, schedules: Collection[int]) -> None:
        rows = Schedule.objects.filter(pk__in=schedules).order_by().values_list("pk", "server__contract")
        self._contract_of = dict(rows)
        self._contracts = Contract.objects.in_bulk(set(self._contract_of.values()))
        with_bindings(list(self._contracts.values()))

    def of(self, schedule: int, at: datetime) -> Suspicion | None:
        """As the contract had them at `at`; None where its policy says nothing of it, or none binds."""
        try:
            backups = bound(self._contracts[self._contract_of[schedule]], at).document.backups
        except NothingBinds:
            return None
        return backups.suspicion if backups else None
