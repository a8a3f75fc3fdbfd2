"""Business events of customers, and notices that a server lacks resources."""

from hostops.policies.schema.base import Rule, Switch
from hostops.policies.schema.durations import Duration, in_words
from hostops.policies.schema.rules import ClockRule


class BusinessEvents(Rule):
    """Events that need capacity are filed this long ahead; late ones are accepted and flagged, or refused."""

    lead: Duration
    late_accepted: Switch

    def words(self) -> str:
        late = "accepted and flagged" if self.late_accepted else "refused"
        return f"business events are filed at least {in_words(self.lead)} ahead; a later one is {late}"


class CapacityNotice(Rule):
    """A server that lacks resources: the account is told and answers within the clock `answer`."""

    renewal_paid_ahead: Switch
    answer: ClockRule

    def words(self) -> str:
        said = "a server that lacks resources is renewed"
        return f"{said} with a payment of several months ahead" if self.renewal_paid_ahead else said
