"""Sending what waits in the outbox: at least once, and recognisable as a repeat.

1. Claim one delivery that is due, skipping what another worker holds, and commit it as in flight.
2. Look again: a warning whose clock has since been stopped or moved is dropped, not sent.
3. Send it outside of any transaction, over one line to the mail server kept for the round.
4. Write what came of it: sent, failed for good, or waiting for another try.

Killed between 1 and 4 a delivery hangs in flight; the reaper puts it back, and what is sent again
has the same Message-ID. One at a time, so that a recipient who takes long holds up nothing but
this worker, and no second delivery hangs when it is killed.
"""

import logging
import random
import time
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction

from hostops.alerts.failures import TRIES, in_short, is_permanent, wait_after
from hostops.alerts.mail import as_mail
from hostops.alerts.models import Delivery, DeliveryQuerySet
from hostops.alerts.truth import still_true
from hostops.lib.now import now

logger = logging.getLogger(__name__)

State = Delivery.State
# Longer than any one mail takes (each word to the server waits EMAIL_TIMEOUT at most).
_HUNG_AFTER = timedelta(minutes=5)


class LineDown(Exception):
    """The mail server cannot be reached: nobody's message is at fault."""


def deliver(limit: int = 1000, seconds: float = 20.0) -> int:
    """Send what is due, `limit` at most, for `seconds`; how many were sent.

    While the mail server cannot be reached each round tries one delivery and leaves the rest as
    they are, due, so that all go out as soon as it is back.
    """
    ends = time.monotonic() + seconds
    line = get_connection()
    sent = tried = 0
    try:
        while tried < limit and time.monotonic() < ends and (delivery := _claim()):
            tried += 1
            sent += _try(delivery, line)
    except LineDown as trouble:
        logger.warning("mail server not reached", exc_info=trouble.__cause__)
    finally:
        _hang_up(line)
    return sent


def reap() -> int:
    """Put back what has hung in flight; how many. Their worker was killed, or the database was away."""
    hung = Delivery.objects.filter(state=State.IN_FLIGHT, in_flight_since__lt=now() - _HUNG_AFTER)
    return hung.update(state=State.WAITING, next_try_at=now(), in_flight_since=None)


def _claim() -> Delivery | None:
    with transaction.atomic():
        due = Delivery.objects.filter(state=State.WAITING, next_try_at__lte=now()).order_by("next_try_at")
        delivery = due.select_related("alert__clock").select_for_update(skip_locked=True, of=("self",)).first()
        if delivery:
            delivery.state, delivery.in_flight_since = State.IN_FLIGHT, now()
            delivery.attempts += 1
            delivery.save(update_fields=["state", "in_flight_since", "attempts"])
    return delivery


def _try(delivery: Delivery, line: BaseEmailBackend) -> bool:
    """Send it or write why not; whether it was sent. Raises LineDown after writing."""
    if delivery.alert and not still_true(delivery.alert):
        _end(delivery, State.DROPPED, "no longer true when it was to be sent")
        return False
    try:
        _send(delivery, line)
    except LineDown as trouble:
        _wait(delivery, trouble.__cause__ or trouble)
        raise
    except Exception as error:
        _hang_up(line)
        _fail_or_wait(delivery, error)
        return False
    # Whoever else believes to send it by now: it has been sent.
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.SENT, sent_at=now(), in_flight_since=None, next_try_at=None, last_error=""
    )
    return True


def _send(delivery: Delivery, line: BaseEmailBackend) -> None:
    try:
        validate_email(delivery.address)
    except ValidationError as error:
        raise ValueError(f"{delivery.address!r} is no e-mail address") from error
    try:
        line.open()
    except Exception as error:
        raise LineDown from error
    line.send_messages([as_mail(delivery, line)])


def _fail_or_wait(delivery: Delivery, error: Exception) -> None:
    if not is_permanent(error):
        _wait(delivery, error)
        return
    logger.error("delivery refused", exc_info=error, extra={"delivery": delivery.pk})
    _end(delivery, State.FAILED, in_short(error))


def _wait(delivery: Delivery, error: BaseException) -> None:
    if delivery.attempts >= TRIES:
        logger.error("delivery given up", exc_info=error, extra={"delivery": delivery.pk})
        _end(delivery, State.FAILED, f"given up after {delivery.attempts} tries: {in_short(error)}")
        return
    again = now() + wait_after(delivery.attempts, random.random())  # noqa: S311 - spreads tries, guards nothing
    _mine(delivery).update(state=State.WAITING, next_try_at=again, in_flight_since=None, last_error=in_short(error))


def _end(delivery: Delivery, state: State, why: str) -> None:
    _mine(delivery).update(state=state, next_try_at=None, in_flight_since=None, last_error=why)


def _mine(delivery: Delivery) -> DeliveryQuerySet:
    """The row while this try still holds it: after the reaper it is another's."""
    return Delivery.objects.filter(pk=delivery.pk, state=State.IN_FLIGHT, in_flight_since=delivery.in_flight_since)


def _hang_up(line: BaseEmailBackend) -> None:
    try:
        line.close()
    except Exception:
        logger.debug("the mail server hung up first", exc_info=True)
