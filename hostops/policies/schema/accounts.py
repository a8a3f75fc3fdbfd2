"""People and machines of an account: contacts, registration, passwords, sign-in, bulletins."""

from typing import Literal

from hostops.policies.schema.alerts import Role
from hostops.policies.schema.base import Count, Part, Rule, Switch, listed
from hostops.policies.schema.durations import Duration, in_words
from hostops.policies.schema.rules import ClockRule

_ROLE_WORDS: dict[Role, str] = {
    "assignee": "the engineer on the case",
    "engineers": "the engineers",
    "planners": "the planners",
    "managers": "the managers",
    "reporter": "who reported it",
    "contacts": "the named contacts",
    "holder": "the account holder",
    "viewers": "the viewers",
    "person": "the person concerned",
}


def roles_in_words(roles: tuple[Role, ...]) -> str:
    return listed([_ROLE_WORDS[role] for role in roles])


class NamedContacts(Rule):
    """How many technical contacts an account may name, and who changes them."""

    limit: Count
    changed_by: tuple[Role, ...]
    told: tuple[Role, ...] = ()

    def words(self) -> str:
        said = f"up to {self.limit} named contacts, changed at any time by {roles_in_words(self.changed_by)}"
        return f"{said}; {roles_in_words(self.told)} are told" if self.told else said


class Announcement(Rule):
    """Something that is sent to people of these roles."""

    told: tuple[Role, ...]

    def words(self) -> str:
        return f"sent to {roles_in_words(self.told)}"

    def said_as(self, field: str) -> str:
        return field


class Registration(Rule):
    """A server is registered before the incident; a request to register again runs the clock `again`."""

    before_incident: Switch
    one_per_server: Switch
    again: ClockRule | None = None

    def words(self) -> str:
        said = "a server is online and registered before the incident" if self.before_incident else ""
        each = "several servers on one machine are registered each" if self.one_per_server else ""
        return "; ".join(part for part in (said, each) if part)


class PasswordAge(ClockRule):
    """The age limit of a password; after it the person changes it at sign-in before anything else.

    The warnings ahead are the thresholds of the clock kind `password`.
    """

    roles: tuple[Role, ...]

    def words(self) -> str:
        return f"passwords of {roles_in_words(self.roles)} are changed {super().words()}"

    def said_as(self, field: str) -> str:
        return ""


class SharedUse(Rule):
    """One person from this many addresses within this time is flagged as shared use."""

    addresses: Count
    within: Duration

    def words(self) -> str:
        return f"an account used from {self.addresses} addresses within {in_words(self.within)} is flagged"


class SignIn(Rule):
    """Central sign-in by OpenID Connect, and whether local passwords stay possible beside it."""

    single_sign_on: Literal["offered", "enforced_per_account", "enforced"]

    def words(self) -> str:
        return {
            "offered": "sign-in by a central directory is offered beside local accounts",
            "enforced_per_account": "sign-in by a central directory, enforced where the account asks for it",
            "enforced": "sign-in by a central directory alone",
        }[self.single_sign_on]


class Accounts(Part):
    """What is promised and asked around accounts."""

    contacts: NamedContacts | None = None
    service_changes: Announcement | None = None
    policy_changes: Announcement | None = None
    technical_bulletins: Announcement | None = None
    registration: Registration | None = None
    passwords: PasswordAge | None = None
    shared_use: SharedUse | None = None
    sign_in: SignIn | None = None
