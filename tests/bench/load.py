"""The loader: cases with their subjects, clocks, events, messages and journal, a tenth of them open.

Every case has a response clock and two messages, an open one ten messages' worth of talk where
its number ends in 7. Beside the cases stand as many plain running clocks as bring the running
ones to the number of cases, so that the sweep has that many to pass over.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from random import Random
from typing import Any

from django.db import connection
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.bench.copying import Row, WithoutIndexes, copy
from tests.bench.world import Tenant, World

OPEN_EVERY = 10
FIRST_NUMBER = 1_000_000  # cases of the bench are HC-1000000 and on
_WORDS = (
    "mail database disk certificate checkout login timeout backup memory nginx restart replica cache upload search "
    "invoice payment session cluster storage router packet latency firewall kernel patch reboot module theme plugin"
)
# 2,000 words: each stands in about two of a hundred cases.
WORDS = [f"{word}{number or ''}" for word in _WORDS.split() for number in range(67)]
_DICE = Random(7)
TEXTS = [(" ".join(_DICE.choices(WORDS, k=5)), " ".join(_DICE.choices(WORDS, k=40))) for _ in range(1009)]
TABLES = ("subjects_subject", "tickets_case", "clocks_clock", "clocks_clockevent", "tickets_message", "journal_entry")
RULE = {"time": "business", "duration": "next_business_day", "calendar": "business"}


class Loader:
    """Makes the rows of case number `index`; the same index gives the same rows."""

    def __init__(self, world: World, cases: int) -> None:
        self._world, self._cases = world, cases
        self._now = datetime.now(UTC).replace(microsecond=0)

    def run(self) -> None:
        columns = (TextColumn("{task.description:20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns) as progress, WithoutIndexes((*TABLES, "tickets_casewords")):
            copy(progress, "subjects_subject", _SUBJECT, self._subjects, self._cases)
            copy(progress, "tickets_case", _CASE, self._case, self._cases)
            copy(progress, "clocks_clock", _CLOCK, self._clocks, self._cases)
            copy(progress, "clocks_clockevent", _EVENT, self._events, self._cases)
            copy(progress, "tickets_message", _MESSAGE, self._messages, self._cases)
            copy(progress, "journal_entry", _ENTRY, self._entries, self._cases)
            self._fill_words(progress)

    def _fill_words(self, progress: Progress) -> None:
        """As the migration that made them: the triggers that keep them are off while rows are copied."""
        task = progress.add_task("tickets_casewords", total=self._cases)
        with connection.cursor() as cursor:
            cursor.execute(import_module("tickets.migrations.0004_words").FILL)
        progress.update(task, completed=self._cases)

    def _tenant(self, index: int) -> Tenant:
        return self._world.tenants[index % len(self._world.tenants)]

    def _facts(self, index: int) -> dict[str, Any]:
        """Spread by a prime, so that neighbours differ; the same for the same index."""
        spread = index * 7919
        is_open = index % OPEN_EVERY == 0
        # open cases were received in the last days, and are due in the coming ones: none is due while it is measured
        age = timedelta(hours=1 + spread % 70) if is_open else timedelta(days=5 + spread % 495)
        received = self._now - age
        by_severity = self._tenant(index).version.policy.slug == "itpdx"
        title, text = TEXTS[spread % len(TEXTS)]
        return {
            "open": is_open,
            "received": received,
            "due": received + timedelta(days=4, minutes=spread % 5000),
            "answered": None if is_open else received + timedelta(hours=1 + spread % 90),
            "severity": (2, 3, 3, 3, 4)[spread % 5] if by_severity else None,
            "title": title,
            "text": text,
        }

    def _subjects(self, index: int) -> Iterable[Row]:
        number = FIRST_NUMBER + index
        account = self._tenant(index).account.pk
        yield number, "case", f"HC-{number}", self._facts(index)["title"], account
        if index % OPEN_EVERY:
            yield number + 10_000_000, "bench", f"B-{number}", "a running clock", account

    def _case(self, index: int) -> Iterable[Row]:
        facts, tenant, number = self._facts(index), self._tenant(index), FIRST_NUMBER + index
        received, answered = facts["received"], facts["answered"]
        resolved = answered + timedelta(hours=5) if answered else None
        yield (
            number,
            facts["title"],
            facts["text"],
            "",
            "portal",
            facts["severity"],
            facts["severity"],
            False,
            False,
            "new" if facts["open"] else "closed",
            "" if facts["open"] else "solved",
            "covered",
            "",
            "",
            False,
            False,
            received,
            received,
            "",
            answered,
            resolved,
            resolved,
            received,
            1,
            facts["due"] if facts["open"] else None,
            tenant.account.pk,
            self._world.engineers[index % 10].pk if index % 3 else None,
            tenant.contract.pk,
            tenant.contact.pk,
            tenant.server.pk,
            number,
        )

    def _clocks(self, index: int) -> Iterable[Row]:
        facts, number = self._facts(index), FIRST_NUMBER + index
        version = self._tenant(index).version
        clause = "itpdx:4e" if version.policy.slug == "itpdx" else "iptor:0"
        thresholds = [
            {
                "key": "breach",
                "at": facts["due"].isoformat(),
                "revision": 0,
                "tell": ["engineers"],
                "wakes": False,
                "said": False,
            }
        ]
        due = facts["due"]
        yield (
            number,
            "response",
            "",
            1,
            0,
            clause,
            facts["received"],
            facts["received"],
            due,
            facts["answered"],
            thresholds,
            due if facts["open"] else None,
            "",
            number,
            version.pk,
        )
        if index % OPEN_EVERY:
            later = self._now + timedelta(days=30, seconds=index)
            waiting = [{**thresholds[0], "at": later.isoformat()}]
            yield (
                number + 10_000_000,
                "report",
                "",
                1,
                0,
                clause,
                facts["received"],
                facts["received"],
                later,
                None,
                waiting,
                later,
                "",
                number + 10_000_000,
                version.pk,
            )

    def _events(self, index: int) -> Iterable[Row]:
        facts, number = self._facts(index), FIRST_NUMBER + index
        version, received = self._tenant(index).version, facts["received"]
        common = (1, received, received)
        yield (number, "started", *common, "", RULE, received, False, "", 0, facts["due"], [], number, version.pk)
        if facts["answered"]:
            at = facts["answered"]
            yield (
                number + 10_000_000,
                "stopped",
                1,
                at,
                at,
                "",
                None,
                None,
                False,
                "",
                0,
                facts["due"],
                [],
                number,
                version.pk,
            )

    def _messages(self, index: int) -> Iterable[Row]:
        facts, number = self._facts(index), FIRST_NUMBER + index
        count = 10 if number % 10 == 0 else 1
        contact = self._tenant(index).contact
        for place in range(count):
            yield (
                number * 10 + place,
                "Contact",
                contact.email,
                "portal",
                "public",
                "",
                facts["text"],
                "",
                facts["received"],
                contact.pk,
                number,
            )

    def _entries(self, index: int) -> Iterable[Row]:
        number = FIRST_NUMBER + index
        yield (
            number,
            self._facts(index)["received"],
            "tickets.case.filed",
            "Contact",
            None,
            "",
            "case",
            number,
            f"HC-{number}",
            {},
            {"state": "new"},
            "",
            None,
        )


_SUBJECT = ("id", "kind", "reference", "title", "account_id")
_CASE = (
    "id",
    "title",
    "description",
    "checked_locally",
    "channel",
    "requested_severity",
    "severity",
    "severity_verified",
    "security",
    "state",
    "outcome",
    "coverage",
    "coverage_clause",
    "coverage_reason",
    "unregistered",
    "over_cap",
    "filed_at",
    "received_at",
    "received_reason",
    "first_response_at",
    "resolved_at",
    "closed_at",
    "updated_at",
    "version",
    "next_due",
    "account_id",
    "assignee_id",
    "contract_id",
    "reporter_id",
    "server_id",
    "subject_id",
)
_CLOCK = (
    "id",
    "kind",
    "key",
    "cycle",
    "revision",
    "clause",
    "opened_at",
    "started_at",
    "due_at",
    "stopped_at",
    "thresholds",
    "next_at",
    "set_aside",
    "subject_id",
    "version_id",
)
_EVENT = (
    "id",
    "what",
    "cycle",
    "at",
    "recorded_at",
    "clause",
    "rule",
    "origin",
    "keeps_earlier",
    "reason",
    "revision",
    "due_at",
    "spans",
    "clock_id",
    "version_id",
)
_MESSAGE = (
    "id",
    "from_name",
    "from_email",
    "channel",
    "visibility",
    "purpose",
    "body",
    "message_id",
    "sent_at",
    "author_id",
    "case_id",
)
_ENTRY = (
    "id",
    "at",
    "verb",
    "actor_name",
    "address",
    "request_id",
    "object_kind",
    "object_id",
    "reference",
    "before",
    "after",
    "reason",
    "actor_id",
)
