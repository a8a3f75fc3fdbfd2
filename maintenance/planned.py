"""The windows that lie ahead of somebody, for the start pages (`hostops.subjects.planned`)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from hostops.subjects.planned import Planned
from maintenance.models import AffectedServer, Window
from maintenance.notices import decision_words
from maintenance.states import STANDING, Decision


def windows_ahead(reader: Any, at: datetime, most: int) -> Sequence[Planned]:
    """The windows that stand and have not ended by `at`, the nearest first; one statement."""
    own = AffectedServer.objects.visible_to(reader).filter(affected__window=OuterRef("pk"))
    ahead = Window.objects.visible_to(reader).filter(state__in=sorted(STANDING), ends_at__gt=at)
    ahead = ahead.annotate(hostnames=ArraySubquery(own.order_by("server__hostname").values("server__hostname")))
    return [_planned(window) for window in ahead.order_by("starts_at", "id")[:most]]


def _planned(window: Any) -> Planned:
    unused = window.decision == Decision.NOT_USED
    return Planned(
        title=f"{window.number} {window.title}",
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        url=f"/windows/{window.number}/",
        servers=window.hostnames,
        effect=decision_words(window.decision) if unused else window.effect,
    )
