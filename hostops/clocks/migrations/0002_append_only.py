from django.db import migrations

from hostops.journal.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("clocks", "0001_initial"), ("journal", "0002_append_only")]
    operations = [append_only("clocks_clockevent"), append_only("clocks_cycle"), append_only("clocks_attribution")]
