from django.db import migrations

# A cycle that ended may hear later that its promise was done, or done even earlier: of two runs of a night the earlier
# may be told of last. What is known of it becomes better, never worse; all else of it stays.
_FORWARDS = """
DROP TRIGGER clocks_cycle_append_only ON clocks_cycle;
CREATE TRIGGER clocks_cycle_append_only BEFORE UPDATE ON clocks_cycle
    FOR EACH ROW WHEN (
        OLD.cancelled_at IS NOT NULL OR NEW.stopped_at IS NULL OR NEW.stopped_at >= OLD.stopped_at
        OR to_jsonb(NEW) - 'stopped_at' <> to_jsonb(OLD) - 'stopped_at'
    ) EXECUTE FUNCTION hostops_append_only();
CREATE TRIGGER clocks_cycle_no_delete BEFORE DELETE ON clocks_cycle
    FOR EACH ROW EXECUTE FUNCTION hostops_append_only();
"""
_BACKWARDS = """
DROP TRIGGER clocks_cycle_no_delete ON clocks_cycle;
DROP TRIGGER clocks_cycle_append_only ON clocks_cycle;
CREATE TRIGGER clocks_cycle_append_only BEFORE UPDATE OR DELETE ON clocks_cycle
    FOR EACH ROW EXECUTE FUNCTION hostops_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("clocks", "0004_decided_promises")]
    operations = [migrations.RunSQL(_FORWARDS, _BACKWARDS)]
