from django.db import migrations

# A cycle that has made room stays as it was, but for one thing: that its promise was done, or done even earlier, may
# become known later. What an event says of it stands beside it, and is never changed.
_NARROWER = """
DROP TRIGGER clocks_cycle_append_only ON clocks_cycle;
CREATE TRIGGER clocks_cycle_append_only BEFORE DELETE ON clocks_cycle
    FOR EACH ROW EXECUTE FUNCTION hostops_append_only();
CREATE TRIGGER clocks_cycle_only_stops BEFORE UPDATE ON clocks_cycle
    FOR EACH ROW WHEN (
        ROW(NEW.id, NEW.clock_id, NEW.cycle, NEW.revision, NEW.clause, NEW.version_id, NEW.opened_at, NEW.started_at,
            NEW.due_at, NEW.cancelled_at)
        IS DISTINCT FROM
        ROW(OLD.id, OLD.clock_id, OLD.cycle, OLD.revision, OLD.clause, OLD.version_id, OLD.opened_at, OLD.started_at,
            OLD.due_at, OLD.cancelled_at)
        OR OLD.cancelled_at IS NOT NULL
        OR NEW.stopped_at IS NULL
        OR NEW.stopped_at >= OLD.stopped_at
    ) EXECUTE FUNCTION hostops_append_only();
"""
_AS_BEFORE = """
DROP TRIGGER clocks_cycle_only_stops ON clocks_cycle;
DROP TRIGGER clocks_cycle_append_only ON clocks_cycle;
CREATE TRIGGER clocks_cycle_append_only BEFORE UPDATE OR DELETE ON clocks_cycle
    FOR EACH ROW EXECUTE FUNCTION hostops_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("clocks", "0004_decided_promises")]
    operations = [migrations.RunSQL(_NARROWER, _AS_BEFORE)]
