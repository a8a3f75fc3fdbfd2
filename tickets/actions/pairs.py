"""Changes that concern two cases at once: both locked, in one order, whoever begins."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from tickets.models import Case
from tickets.places import hold_places


def lock_both(case: Case, other: Case, *, places: bool = False) -> None:
    """Inside a transaction. Contract first, then the cases by number: two who mean the same pair only wait.

    What the cases are is read afterwards, by `changing`, which finds its locks taken.
    """
    if places:
        hold_places(case.contract_id)
    both = Case.objects.filter(pk__in=[case.pk, other.pk]).order_by("pk")
    list(both.select_for_update(of=("self",)).values_list("pk", flat=True))


@contextmanager
def held_with(case: Case, other: Case | None) -> Iterator[None]:
    """A transaction for a change of the case that may concern another, and its contract's places."""
    with transaction.atomic():
        if other is not None:
            lock_both(case, other, places=True)
        yield
