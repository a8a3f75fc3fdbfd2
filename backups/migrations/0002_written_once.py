from django.db import migrations

from hostops.journal.append_only import append_only

# What was signed stays; a day that nobody has signed is still being written.
_SIGNED = """
CREATE TRIGGER backups_daycheck_signed BEFORE UPDATE OR DELETE ON backups_daycheck
    FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION hostops_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("backups", "0001_initial"), ("journal", "0002_append_only")]
    operations = [
        append_only("backups_promise"),
        append_only("backups_remark"),
        append_only("backups_daynote"),
        append_only("backups_trial"),
        migrations.RunSQL(_SIGNED, "DROP TRIGGER backups_daycheck_signed ON backups_daycheck;"),
    ]
