"""What the maintenance desk keeps, a module for each thing; patching has a room of its own."""

from maintenance.models.downtime import Downtime, Source
from maintenance.models.event import BusinessEvent
from maintenance.models.feed import CalendarFeed
from maintenance.models.freeze import Freeze
from maintenance.models.month import AvailabilityMonth
from maintenance.models.notice import Addressee, Affected, AffectedServer, Notice
from maintenance.models.scope import ScopeItem
from maintenance.models.told import ToldOtherwise
from maintenance.models.window import Consultation, Conversion, KeptAlert, Window, WindowStep
from maintenance.models.yearplan import PlanAcknowledgement, YearPlan
from maintenance.patching import models as patching
from maintenance.security import models as security

__all__ = [
    "Addressee",
    "Affected",
    "AffectedServer",
    "AvailabilityMonth",
    "BusinessEvent",
    "CalendarFeed",
    "Consultation",
    "Conversion",
    "Downtime",
    "Freeze",
    "KeptAlert",
    "Notice",
    "PlanAcknowledgement",
    "ScopeItem",
    "Source",
    "ToldOtherwise",
    "Window",
    "WindowStep",
    "YearPlan",
    "patching",
    "security",
]
