"""Announced penetration tests and blocks of the demo."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo
from hostops.lib.now import now
from maintenance.security import actions

_DAY = timedelta(days=1)


def seed(demo: Demo) -> None:
    demo.stage.enlist(demo.ago(days=24), _blocked())
    demo.stage.enlist(demo.ago(days=3), _ahead())
    demo.stage.enlist(demo.ago(days=8), _bot())


def _blocked() -> Iterator[datetime]:
    """A test that slowed the shop down, and was let through again at night."""
    contact = Person.objects.filter(account__slug="harbor", role=Role.NAMED_CONTACT)[0]
    test = actions.probe_announce(
        actor=contact, tester="Northlight Testing, +1 503 555 0188", ranges=["203.0.113.64/26"],
        starts_at=now() + _DAY, ends_at=now() + 4 * _DAY, purpose="The shop, its checkout and the booking form.",
    )  # fmt: skip
    yield now() + 1.4 * _DAY
    engineer = Person.objects.get(username="engineer")
    reason = "The scan asks for 300 pages a second; the shop answers in four seconds."
    block = actions.block_set(actor=engineer, range="203.0.113.70", reason=reason, test=test)
    yield now() + _DAY / 3
    actions.block_lift(actor=engineer, block=block, reason="They go on at night, at a tenth of the rate.")


def _ahead() -> Iterator[datetime]:
    actions.probe_announce(
        actor=Person.objects.get(username="engineer"), account=Account.objects.get(slug="nordic"),
        tester="Ledger Assurance AB", ranges=["198.51.100.0/28", "2001:db8:40::/48"], starts_at=now() + 9 * _DAY,
        ends_at=now() + 11 * _DAY, purpose="The yearly test that the auditors ask for.",
    )  # fmt: skip
    yield from ()


def _bot() -> Iterator[datetime]:
    reason = "A crawler that obeys no robots.txt and takes half of the web servers' time."
    actions.block_set(actor=Person.objects.get(username="engineer"), range="192.0.2.0/24", reason=reason)
    yield from ()
