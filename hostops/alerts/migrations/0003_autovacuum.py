"""The two tables that the sweep and the outbox rewrite all day are vacuumed eagerly.

By default a table waits until a fifth of it is dead: at a million clocks the probe for what is
due would by then step over 200,000 dead rows. Room is left on each page as well.
"""

from django.db import migrations

_EAGER = (
    "autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, "
    "autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02, "
    "autovacuum_vacuum_cost_delay = 0, fillfactor = 85"
)
_NAMES = ", ".join(part.split(" = ")[0] for part in _EAGER.split(", "))


def _eager(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(f"ALTER TABLE {table} SET ({_EAGER})", f"ALTER TABLE {table} RESET ({_NAMES})")


class Migration(migrations.Migration):
    dependencies = [("alerts", "0002_escalation_and_dropped")]
    operations = [_eager("clocks_clock"), _eager("alerts_delivery")]
