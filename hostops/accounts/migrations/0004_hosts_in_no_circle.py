from django.db import migrations

# One who changes a host waits for another who does, so that two halves of a circle are not written side by side.
_FUNCTION = """
CREATE FUNCTION hostops_host_in_no_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hostops_host_in_no_circle'));
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.runs_on_id
            UNION
            SELECT server.runs_on_id FROM accounts_server AS server JOIN above ON server.id = above.id
            WHERE server.runs_on_id IS NOT NULL
        ) SELECT FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'server % would stand on itself', NEW.hostname USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_server_host_in_no_circle BEFORE INSERT OR UPDATE OF runs_on_id ON accounts_server
    FOR EACH ROW WHEN (NEW.runs_on_id IS NOT NULL) EXECUTE FUNCTION hostops_host_in_no_circle();
"""
_BACK = """
DROP TRIGGER accounts_server_host_in_no_circle ON accounts_server;
DROP FUNCTION hostops_host_in_no_circle();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_inventory")]
    operations = [migrations.RunSQL(_FUNCTION, _BACK)]
