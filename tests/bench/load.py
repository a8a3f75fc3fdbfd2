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

from tests.bench import columns
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
        shown = (TextColumn("{task.description:20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*shown) as progress, WithoutIndexes((*TABLES, "tickets_casewords")):
            copy(progress, "subjects_subject", columns.SUBJECT, self._subjects, self._cases)
            copy(progress, "tickets_case", columns.CASE, self._case, self._cases)
            copy(progress, "clocks_clock", columns.CLOCK, self._clocks, self._cases)
            copy(progress, "clocks_clockevent", columns.EVENT, self._events, self._cases)
            copy(progress, "tickets_message", columns.MESSAGE, self._messages, self._cases)
            copy(progress, "journal_entry", columns.ENTRY, self._entries, self._cases)
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
        yield self._clock(index, number, "response", facts["due"], facts["answered"])
        if index % OPEN_EVERY:
            later = self._now + timedelta(days=30, seconds=index)
            yield self._clock(index, number + 10_000_000, "report", later, None)

    def _clock(self, index: int, number: int, kind: str, due: datetime, stopped: datetime | None) -> Row:
        """A clock from the receipt on, watched for its breach until it stops."""
        received, version = self._facts(index)["received"], self._tenant(index).version
        clause = "itpdx:4e" if version.policy.slug == "itpdx" else "iptor:0"
        breach = {"key": "breach", "at": due.isoformat(), "revision": 0, "tell": ["engineers"], "wakes": False}
        return (
            number,
            kind,
            "",
            1,
            0,
            clause,
            received,
            received,
            due,
            stopped,
            [{**breach, "said": False}],
            None if stopped else due,
            "",
            number,
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
