"""What production must not start without."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_KNOWN_ENVIRONMENTS = ("embedded", "test", "production")
_SHORTEST_SECRET = 50


def refuse_unsafe_production(settings: Mapping[str, Any]) -> None:
    """Raise `ImproperlyConfigured` naming every variable to set, all at once."""
    if settings["HOSTOPS_ENV"] not in _KNOWN_ENVIRONMENTS:
        raise ImproperlyConfigured(
            f"HOSTOPS_ENV is {settings['HOSTOPS_ENV']!r}; use one of {', '.join(_KNOWN_ENVIRONMENTS)}."
        )
    if not settings["PRODUCTION"]:
        return
    missing = [f"{name}: {mend}" for name, wrong, mend in _findings(settings) if wrong]
    if missing:
        raise ImproperlyConfigured("Production does not start like this. Set\n  " + "\n  ".join(missing))


def _findings(settings: Mapping[str, Any]) -> list[tuple[str, bool, str]]:
    return [
        (
            "DJANGO_SECRET_KEY",
            len(settings["SECRET_KEY"]) < _SHORTEST_SECRET,
            f"at least {_SHORTEST_SECRET} random characters (or DJANGO_SECRET_KEY_FILE)",
        ),
        (
            "ALLOWED_HOSTS",
            not settings["ALLOWED_HOSTS"] or "*" in settings["ALLOWED_HOSTS"],
            "the host names served, comma separated, no *",
        ),
        (
            "PUBLIC_URL",
            not settings["PUBLIC_URL"].startswith("https://"),
            "the address people use, https://..., for links in mails",
        ),
        ("DATABASE_URL", not settings["DATABASES"]["default"].get("NAME"), "postgresql://user:password@host:5432/name"),
        ("REDIS_URL", not settings["REDIS_URL"], "redis://host:6379/0"),
        (
            "EMAIL_URL",
            settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend"),
            "smtp+tls://user:password@host:587; alerts must leave the house",
        ),
        ("MAIL_FROM", settings["DEFAULT_FROM_EMAIL"].endswith("@localhost>"), "the address that mails come from"),
    ]
