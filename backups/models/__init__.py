"""What the backup desk keeps, a module for each thing."""

from backups.models.check import DayCheck, DayNote
from backups.models.key import Begun, Ping, PingKey
from backups.models.run import Hold, Remark, Run
from backups.models.schedule import Promise, Schedule, Terms
from backups.models.stray import Stray
from backups.models.trial import Trial

__all__ = [
    "Begun",
    "DayCheck",
    "DayNote",
    "Hold",
    "Ping",
    "PingKey",
    "Promise",
    "Remark",
    "Run",
    "Schedule",
    "Stray",
    "Terms",
    "Trial",
]
