"""What is heard of in the demo beside its runs: a key in use, and runs that fit nowhere and wait for a person.

It comes after the schedules of the demo, and says nothing where there are none.
"""

from datetime import timedelta

from backups.actions.hearing import runs_record
from backups.actions.keys import key_make
from backups.actions.pinging import Caller, ping_hear
from backups.models import Schedule
from backups.pings import Call
from backups.told import Told
from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo
from hostops.lib.now import moved_to

_HOUR = timedelta(hours=1)
_TOOL = Caller("POST", "192.0.2.17", "curl/7.88.1")


def seed(demo: Demo) -> None:
    contacts = Person.objects.filter(role=Role.NAMED_CONTACT, account__servers__backup_schedules__ended_at=None)
    contact = contacts.filter(account__servers__backup_schedules__isnull=False).order_by("pk").first()
    if contact is None:
        return
    schedule = Schedule.objects.filter(server__account=contact.account, ended_at=None).order_by("pk")[0]
    _pinged(demo, contact, schedule)
    _astray(demo, contact, schedule)
    demo.say("a ping key, and 3 runs of backups kept aside")


def _pinged(demo: Demo, contact: Person, schedule: Schedule) -> None:
    with moved_to(demo.present - 3 * _HOUR):
        key, _ = key_make(actor=contact, schedule=schedule)
    with moved_to(demo.present - 2 * _HOUR):
        ping_hear(key=key, call=Call("log"), body="The repository was checked: no errors were found.", caller=_TOOL)


def _astray(demo: Demo, contact: Person, schedule: Schedule) -> None:
    """An old name of a server, a tier with a typing error, and a server whose clock is wrong."""
    host, tier = schedule.server.hostname, schedule.tier
    end = demo.present - 2 * _HOUR
    told = [
        Told(status="ok", server="old-mail", tier=tier, finished_at=end, bytes=41_300_000_000, tool="restic"),
        Told(status="warning", server=host, tier="nigthly", finished_at=end, message="2 files were locked."),
        Told(status="ok", server=host, tier=tier, finished_at=demo.present + 70 * _HOUR, bytes=9_800_000_000),
    ]
    with moved_to(demo.present - _HOUR):
        runs_record(actor=contact, told=told)
