from django.db import migrations

# Of two runs of a night the earlier may be heard of last: what is known of a cycle may become better, never worse.
_FORWARDS = """
DROP TRIGGER clocks_cycle_append_only ON clocks_cycle;
CREATE TRIGGER clocks_cycle_append_only BEFORE UPDATE ON clocks_cycle
    FOR EACH ROW WHEN (
        OLD.cancelled_at IS NOT NULL OR NEW.stopped_at IS NULL OR NEW.stopped_at >= OLD.stopped_at
        OR to_jsonb(NEW) - 'stopped_at' <> to_jsonb(OLD) - 'stopped_at'
    ) EXECUTE FUNCTION hostops_append_only();
"""
_BACKWARDS = """
DROP TRIGGER clocks_cycle_append_only ON clocks_cycle;
CREATE TRIGGER clocks_cycle_append_only BEFORE UPDATE ON clocks_cycle
    FOR EACH ROW WHEN (
        OLD.stopped_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL
        OR to_jsonb(NEW) - 'stopped_at' <> to_jsonb(OLD) - 'stopped_at'
    ) EXECUTE FUNCTION hostops_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("clocks", "0005_heard_of_later")]
    operations = [migrations.RunSQL(_FORWARDS, _BACKWARDS)]
