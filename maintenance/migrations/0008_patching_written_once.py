from django.db import migrations

from hostops.journal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("maintenance", "0007_patching"), ("journal", "0002_append_only")]
    operations = [
        append_only("maintenance_patchpromise"),
        append_only("maintenance_closedperiod"),
        append_only("maintenance_feedreading"),
    ]
