"""The portal's settings with a demo of the people alone, which is there in no time; what the whole holds: `tests/demo`.

For a process of its own, which finds them by DJANGO_SETTINGS_MODULE.
"""

from hostops.settings import *  # noqa: F403

DEMO_SEEDS = ["hostops.accounts.seed", "hostops.policies.seed", "hostops.alerts.seed", "hostops.duty.seed"]
