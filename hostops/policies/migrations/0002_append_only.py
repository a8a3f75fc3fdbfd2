from django.db import migrations

from hostops.journal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), ("journal", "0002_append_only")]
    operations = [append_only("policies_policyversion"), append_only("policies_binding"), append_only("policies_override")]
