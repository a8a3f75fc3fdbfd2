"""Support cases, their conversation, and the calls and decisions that move their clocks."""

from tickets.drafts import Draft
from tickets.merges import Merge
from tickets.models.calls import Advice, Contact
from tickets.models.case import NEVER, Case, Channel
from tickets.models.conversation import Attachment, Message, Visibility, attachment_path
from tickets.ratings import Rating
from tickets.replies import ReplyTemplate
from tickets.saved_views import SavedView
from tickets.tags import CaseTag, Tag
from tickets.watchers import Watcher
from tickets.words import CaseWords

# The first migration knows it by this name.
_attachment_path = attachment_path

# Some models of this room have modules of their own, beside the words that go with them.
__all__ = [
    "NEVER",
    "Advice",
    "Attachment",
    "Case",
    "CaseTag",
    "CaseWords",
    "Channel",
    "Contact",
    "Draft",
    "Merge",
    "Message",
    "Rating",
    "ReplyTemplate",
    "SavedView",
    "Tag",
    "Visibility",
    "Watcher",
]
