"""A policy document as a whole. Sections past `cases` are optional: a provider may promise nothing there."""

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from hostops.policies.schema.accounts import Accounts
from hostops.policies.schema.alerts import Alerts
from hostops.policies.schema.availability import Availability
from hostops.policies.schema.backups import Backups
from hostops.policies.schema.base import Part
from hostops.policies.schema.calendars import Calendar
from hostops.policies.schema.capacity import BusinessEvents, CapacityNotice
from hostops.policies.schema.clauses import Clause, Contact, Header
from hostops.policies.schema.flows import RequestFlow, SeverityFlow
from hostops.policies.schema.patching import Patching
from hostops.policies.schema.places import Locations, Monitoring
from hostops.policies.schema.security import Security
from hostops.policies.schema.subscription import Subscription
from hostops.policies.schema.windows import Windows


def _flow_of(value: Any) -> str | None:
    """Which flow a `cases` section is: its `flow` key, in raw data and in a built model alike.

    The tags carry a sign that no key of a document has, so that a tag in the place of an error
    is never taken for a key.
    """
    flow = value.get("flow") if isinstance(value, dict) else getattr(value, "flow", None)
    return f"={flow}"


Cases = Annotated[
    Annotated[SeverityFlow, Tag("=severities")] | Annotated[RequestFlow, Tag("=service_request")],
    Discriminator(_flow_of),
]


class Document(Part):
    """One provider's policy, complete and frozen. Cross-references are checked by the loader."""

    policy: Header
    contact: Contact | None = None
    clauses: tuple[Clause, ...]
    calendars: dict[str, Calendar]
    alerts: Alerts
    cases: Cases
    windows: Windows | None = None
    backups: Backups | None = None
    patching: Patching | None = None
    security: Security | None = None
    availability: Availability | None = None
    subscription: Subscription | None = None
    accounts: Accounts | None = None
    locations: Locations | None = None
    monitoring: Monitoring | None = None
    events: BusinessEvents | None = None
    capacity: CapacityNotice | None = None

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id; LookupError if the document has none such."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise LookupError(f"{self.policy.id} has no clause {clause_id}")
