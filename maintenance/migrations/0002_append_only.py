from django.db import migrations

from hostops.journal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("maintenance", "0001_initial"), ("journal", "0002_append_only")]
    operations = [append_only("maintenance_downtime"), append_only("maintenance_availabilitymonth")]
