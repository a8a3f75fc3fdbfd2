"""What is owed of releases, and what keeps it: the calls of the other rooms. Each is made inside their transaction."""

from maintenance.patching.owing_exceptions import owed_excepted, owed_reopened
from maintenance.patching.owing_plans import plans_heard, plans_undone
from maintenance.patching.owing_releases import duties_changed, releases_heard
from maintenance.patching.owing_results import results_heard, results_undone

__all__ = [
    "duties_changed",
    "owed_excepted",
    "owed_reopened",
    "plans_heard",
    "plans_undone",
    "releases_heard",
    "results_heard",
    "results_undone",
]
