"""What people call things by begins differently for each kind: `BK-12` is one thing, wherever it is written."""

from collections import Counter

from django.apps import apps

from backups.querysets import PREFIX as SCHEDULES
from backups.trials import PREFIX as TRIALS
from maintenance.querysets import PREFIX as WINDOWS
from tickets.querysets import PREFIX as CASES


def test_no_two_kinds_of_numbers_begin_alike() -> None:
    prefixes = [model.PREFIX for model in apps.get_models() if hasattr(model, "PREFIX")]
    times = Counter([*prefixes, SCHEDULES, TRIALS, WINDOWS, CASES])
    assert [prefix for prefix, number in times.items() if number > 1] == []
