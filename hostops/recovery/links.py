"""The link in the mail by which a forgotten password is set anew. Good for one use, and for a limited time.

It is Django's own: signed, and void as soon as the password, the address or the last sign-in has
changed. It holds nothing that the database must keep.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from hostops.accounts.models import Person
from hostops.lib.now import now


class ResetTokens(PasswordResetTokenGenerator):
    """Django's tokens, dated by the portal's own now."""

    def _now(self) -> datetime:
        return now().replace(tzinfo=None)  # as the generator has it: without a zone


tokens = ResetTokens()


def link_for(person: Person) -> str:
    """The page's address, without the host."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("password_reset_set", args=[uid, tokens.make_token(person)])


def good_until() -> datetime:
    """Until when a link that is made now can be used."""
    return now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
