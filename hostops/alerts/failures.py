"""What a failed try means, and when to try again. Pure."""

import smtplib
from datetime import timedelta

from django.core.exceptions import ValidationError

# Thirty tries: half a minute after the first, twice that each time, an hour at most. About a day.
TRIES = 30
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
# A wait is drawn from this part of itself around it, so that what failed together is not tried together.
_JITTER = 0.2

_PERMANENT = 500
# The mail itself cannot be written: a header or an address that no server would take.
_UNSENDABLE = (ValidationError, UnicodeError, ValueError, smtplib.SMTPNotSupportedError)


def is_permanent(error: Exception) -> bool:
    """Whether another try cannot help: the address or the message is refused, by the server's own word.

    Everything else is worth another try: a refused sign-in or sender is our setting to be
    mended, a busy server or a lost line passes.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= _PERMANENT
    return isinstance(error, _UNSENDABLE)


def wait_after(attempts: int, luck: float) -> timedelta:
    """How long to wait after that many tries. `luck` in [0, 1) spreads it."""
    wait = min(_FIRST_WAIT * (1 << min(attempts - 1, 16)), _LONGEST_WAIT)
    return wait * (1 - _JITTER + 2 * _JITTER * luck)


def in_short(error: BaseException) -> str:
    """The error on one line, for the row that keeps it."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]
