"""The plan of the query that costs most, for a figure that missed its aim."""

from django.db import connection
from django.test import Client as Inside
from django.test.utils import CaptureQueriesContext, override_settings

from hostops.accounts.models import Person

PATHS = {
    "queue page": "/cases/",
    "search for a word": "/cases/?q=certificate",
    "GET /cases/": "/api/v1/cases/?ordering=next_due&limit=50",
    "case page": "/cases/HC-1000000/",
}


def costliest(person: Person, figure: str) -> str:
    """The slowest statement of the page behind `figure`, with its plan; empty for a figure without a page."""
    path = next((path for name, path in PATHS.items() if figure.startswith(name)), None)
    if path is None:
        return ""
    inside = Inside(SERVER_NAME="127.0.0.1")
    inside.force_login(person)
    with override_settings(SECURE_SSL_REDIRECT=False), CaptureQueriesContext(connection) as captured:
        inside.get(path)
    slowest = max(
        (q for q in captured.captured_queries if q["sql"].startswith("SELECT")), key=lambda q: float(q["time"])
    )
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + slowest["sql"].replace("%", "%%"))
        plan = "\n".join(row[0] for row in cursor.fetchall())
    return f"{figure}: {slowest['time']} s\n{slowest['sql'][:1500]}\n{plan}"
