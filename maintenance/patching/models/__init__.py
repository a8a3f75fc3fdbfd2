"""What the patching room keeps, a module for each thing."""

from maintenance.patching.models.duty import ClosedPeriod, PatchDuty, PatchOwed, PatchPromise
from maintenance.patching.models.exception import PatchException
from maintenance.patching.models.release import (
    Advisory,
    AdvisoryFix,
    Exploited,
    FeedReading,
    Release,
    ReleaseFix,
    Source,
    Update,
)
from maintenance.patching.models.run import PatchResult, PatchRun

__all__ = [
    "Advisory",
    "AdvisoryFix",
    "ClosedPeriod",
    "Exploited",
    "FeedReading",
    "PatchDuty",
    "PatchException",
    "PatchOwed",
    "PatchPromise",
    "PatchResult",
    "PatchRun",
    "Release",
    "ReleaseFix",
    "Source",
    "Update",
]
