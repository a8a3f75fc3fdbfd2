"""What somebody has half written: kept here until it is sent, discarded or old."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from hostops.lib.errors import BadField
from hostops.lib.references import number_of
from hostops.lib.visible import VisibleQuerySet
from tickets.querysets import PREFIX

_ABOUT = "new, reply:HC-1042 or note:HC-1042"


@dataclass(frozen=True)
class Kind:
    """A form that has drafts: the verb it is for, what it keeps, and of that the texts without which it is empty."""

    verb: str
    names: Sequence[str]
    texts: Sequence[str]


_SAID = ("body",)
_TEXTS = (
    "subject", "description", "software_version", "checked_locally", "caller_name", "caller_address", "received_reason",
)  # fmt: skip
_CHOSEN = ("server", "software", "requested_severity", "checked", "reporter", "channel", "received_at")
KINDS = {
    "new": Kind("tickets.case.file", (*_TEXTS, *_CHOSEN), _TEXTS),
    "reply": Kind("tickets.case.reply", _SAID, _SAID),
    "note": Kind("tickets.case.note", _SAID, _SAID),
}
ANSWER = "ask_"  # the answers to the questions that lead to a level begin so


@dataclass(frozen=True)
class Place:
    """Where a draft belongs: `new`, for staff `new:harbor`; `reply:HC-1042`; `note:HC-1042`."""

    name: str
    about: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """BadField for what is no place."""
        name, _, about = text.partition(":")
        place = cls(name, about)
        if name not in KINDS or len(text) > Draft.PLACE_LONGEST or (name != "new" and place.case_id is None):
            raise BadField({"place": f"There is no such place; write {_ABOUT}."})
        return place

    def __str__(self) -> str:
        return f"{self.name}:{self.about}" if self.about else self.name

    @property
    def kind(self) -> Kind:
        return KINDS[self.name]

    @property
    def case_id(self) -> int | None:
        return None if self.name == "new" else number_of(PREFIX, self.about)

    @property
    def url(self) -> str:
        """The page that has the form."""
        if self.case_id is not None:
            return reverse("case", args=[self.case_id])
        return reverse("case_new", query={"account": self.about} if self.about else None)


class DraftQuerySet(VisibleQuerySet["Draft"]):
    """Whoever writes it sees it: no colleague does, and no staff."""

    def visible_to(self, user: Any) -> Self:
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self.filter(person=user)

    def at(self, place: Place) -> "Draft | None":
        """What is half written there, if anything is."""
        return self.filter(place=str(place)).exclude(fields={}).first()


class Draft(models.Model):
    """One person's, at one place. Without `fields` it remembers alone that it was sent or discarded, and when."""

    PLACE_LONGEST = 60

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", db_index=False)
    place = models.CharField(max_length=PLACE_LONGEST)
    fields = models.JSONField(default=dict, help_text="{name: [value]} as the form would send it; files never")
    saved_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, help_text="what was typed before is not to come back")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at",)
        constraints = [
            # also serves "what has this person half written here"
            models.UniqueConstraint(fields=["person", "place"], name="draft_unique"),
        ]
        indexes = [
            # housekeeping, from the oldest on
            models.Index(fields=["saved_at"], name="draft_saved"),
        ]

    def __str__(self) -> str:
        return f"{self.place} of {self.person_id}"
