"""Short ways to business events."""

from datetime import datetime, timedelta
from typing import Any

from hostops.policies.actions import policy_publish
from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.document import Document
from hostops.subjects.models import Subject
from maintenance.actions.events import event_file
from maintenance.models import BusinessEvent, ScopeItem, Window
from tests.house import House

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def event(house: House, now: datetime, days: int = 20, **more: Any) -> BusinessEvent:
    """Harbor's spring sale, so many days ahead, for six hours."""
    starts = now + days * DAY
    given: dict[str, Any] = {"starts_at": starts, "ends_at": starts + 6 * HOUR, **more}
    return event_file(**{"actor": house.contact, "title": "Spring sale", "needs": "Twice the traffic.", **given})


def planned(starts_at: datetime, **scope: Any) -> Window:
    """A planned window of two hours; without a scope it is about everything."""
    subject = Subject.objects.create(kind="window", reference=f"SW-test-{Subject.objects.count()}", title="Patches")
    window = Window.objects.create(
        subject=subject, kind="agreed", title="Patches", starts_at=starts_at, ends_at=starts_at + 2 * HOUR,
        timezone="UTC", scope_all=not scope, state="planned", created_at=starts_at, updated_at=starts_at,
    )  # fmt: skip
    if scope:
        ScopeItem.objects.create(window=window, **scope)
    return window


def refusing_late_events() -> PolicyVersion:
    """`itpdx`, with late events refused."""
    data = load(DOCUMENTS / "itpdx.yaml").model_dump(mode="json")
    data["events"] |= {"late_accepted": False, "house_rules": []}
    return policy_publish(actor=None, document=Document.model_validate(data))
