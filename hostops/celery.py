"""The Celery application and its beat: what happens by itself, and how often."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hostops.settings")

app = Celery("hostops")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# `expires`: after a worker was down, one sweep is as good as the hundred that were missed.
app.conf.beat_schedule = {
    "sweep": {"task": "hostops.alerts.tasks.sweep", "schedule": 1.0, "options": {"expires": 5}},
    "deliver": {"task": "hostops.alerts.tasks.deliver", "schedule": 2.0, "options": {"expires": 10}},
    "settle_notices": {"task": "maintenance.tasks.settle", "schedule": 5.0, "options": {"expires": 10}},
    "watch_windows": {"task": "maintenance.tasks.watch", "schedule": 30.0, "options": {"expires": 60}},
    "close_silent_cases": {"task": "tickets.tasks.close_silent", "schedule": 60.0, "options": {"expires": 60}},
    "forget_drafts": {"task": "tickets.tasks.forget_drafts", "schedule": 3600.0, "options": {"expires": 600}},
    # Months end at another hour in each zone: what is over is closed within the hour, and once.
    "close_months": {"task": "maintenance.tasks.close_months", "schedule": 3600.0, "options": {"expires": 3000}},
    "turn_patches": {"task": "maintenance.tasks.turn_patches", "schedule": 10.0, "options": {"expires": 20}},
    "follow_patches": {"task": "maintenance.tasks.follow_patches", "schedule": 60.0, "options": {"expires": 60}},
    # An exception ends with its minute, and with the listing of a vulnerability.
    "except_patches": {"task": "maintenance.tasks.except_patches", "schedule": 30.0, "options": {"expires": 60}},
    "close_patches": {"task": "maintenance.tasks.close_patches", "schedule": 3600.0, "options": {"expires": 3000}},
    "turn_backups": {"task": "backups.tasks.turn", "schedule": 10.0, "options": {"expires": 20}},
    "open_backup_checks": {"task": "backups.tasks.open_checks", "schedule": 60.0, "options": {"expires": 60}},
    "follow_restore_tests": {"task": "backups.tasks.follow_trials", "schedule": 60.0, "options": {"expires": 60}},
    "follow_backups": {"task": "backups.tasks.follow", "schedule": 60.0, "options": {"expires": 60}},
    "housekeeping": {"task": "hostops.alerts.tasks.housekeeping", "schedule": 3600.0, "options": {"expires": 600}},
}
