"""A contract whose nightly copy is made when the day's reports are done. In the demo that is now, and none comes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from backups.actions.schedules import schedules_follow
from backups.models import Terms
from backups.promises import due_of
from hostops.accounts.models import Contract, Person, Server
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo
from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind
from hostops.policies.binding import bound

CONTRACT, HOSTNAME, TIER = "HS-2119", "reports1.cascade.example", "nightly_database"
_REASON = "Statement of Work, section 4: the copy is made when the evening's reports are done"
# Time for the portal to be up before the alert.
_AHEAD = timedelta(minutes=4)
_LATER = timedelta(hours=12)


def after_the_reports(demo: Demo, since: datetime) -> None:
    """Set the tier's time of day so that the slot of today is due a moment after the present."""
    begins = since + _LATER
    contract = Contract.objects.get(reference=CONTRACT)
    with moved_to(begins):
        contract_bind(
            actor=Person.objects.filter(role=Role.MANAGER).order_by("pk").first(),
            contract=contract,
            version=bound(contract, begins).version,
            binds_from=begins,
            overrides=[(f"backups.tiers.{TIER}.time_of_day", _time_of_day(demo.present + _AHEAD), _REASON)],
            reason="the Statement of Work was amended",
        )
        schedules_follow(actor=None, servers=Server.objects.filter(contract=contract))


def _time_of_day(due_at: datetime) -> str:
    """The wall-clock time, in the server's place, of a slot that is due then."""
    terms = Terms.objects.select_related("promise__version").get(
        schedule__server__hostname=HOSTNAME, schedule__tier=TIER
    )
    grace = due_of(terms.promise, due_at) - due_at
    return f"{(due_at - grace).astimezone(ZoneInfo(terms.promise.timezone)):%H:%M}"
