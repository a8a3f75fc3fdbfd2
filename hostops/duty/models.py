"""Who is on duty: the shifts of the rota, who is out of office and who stands in, what one shift hands to the next."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateTimeRangeField,
    IntegerRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.constraints import Deferrable

from hostops.alerts.line import LINES
from hostops.duty.querysets import AbsenceQuerySet, HandoverQuerySet, ShiftQuerySet

_TIME = Func(
    "starts_at", "ends_at", RangeBoundary(), function="tstzrange", output_field=DateTimeRangeField()
)  # the end is not part of it: who follows begins there
# A number as a range of itself: what a GiST index compares without an extension.
_LINE = Func("line", "line", Value("[]"), function="int4range", output_field=IntegerRangeField())
_PERSON = Func("person", "person", Value("[]"), function="int8range", output_field=BigIntegerRangeField())


class Shift(models.Model):
    """Somebody is on call in a line of the rota: the first is told first, the next where nobody acknowledges."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="shifts", db_index=False)
    line = models.PositiveSmallIntegerField(help_text="1 is told first")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "line")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_start"),
            models.CheckConstraint(condition=Q(line__range=(1, len(LINES))), name="shift_line_known"),
            # Looked at when a statement ends, not row by row: a swap passes through what may not stay.
            ExclusionConstraint(
                name="shift_line_once",
                expressions=[(_LINE, RangeOperators.OVERLAPS), (_TIME, RangeOperators.OVERLAPS)],
                deferrable=Deferrable.IMMEDIATE,
            ),
            ExclusionConstraint(
                name="shift_person_once",
                expressions=[(_PERSON, RangeOperators.OVERLAPS), (_TIME, RangeOperators.OVERLAPS)],
                deferrable=Deferrable.IMMEDIATE,
            ),
        ]
        indexes = [
            # who is on call now and next: what has not ended
            models.Index(fields=["ends_at"], name="shift_ends"),
            # the list, by when they start
            models.Index(fields=["starts_at", "id"], name="shift_starts"),
        ]

    def __str__(self) -> str:
        return f"line {self.line} from {self.starts_at:%Y-%m-%d %H:%M} to {self.ends_at:%Y-%m-%d %H:%M} UTC"


class Absence(models.Model):
    """A member of staff is out of office; alerts to them go to the deputy too."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences", db_index=False)
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="stands_in", db_index=False
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, help_text="taken back before it began")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at",)
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=Q(deputy=None) | ~Q(deputy=F("person")), name="absence_deputy_is_another"),
            ExclusionConstraint(
                name="absence_once",
                expressions=[(_PERSON, RangeOperators.OVERLAPS), (_TIME, RangeOperators.OVERLAPS)],
                condition=Q(cancelled_at=None),
            ),
        ]
        indexes = [
            # who is away now, or will be: what has not ended
            models.Index(fields=["ends_at"], condition=Q(cancelled_at=None), name="absence_ends"),
        ]

    def __str__(self) -> str:
        return f"from {self.starts_at:%Y-%m-%d %H:%M} to {self.ends_at:%Y-%m-%d %H:%M} UTC"


class Handover(models.Model):
    """What one shift tells the next. Written once; the next on call confirms to have read it."""

    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    text = models.TextField()
    # Who was next on call when it was written; null where the rota named nobody.
    addressed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    read_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchVector("text", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read_by=None, read_at=None) | Q(read_by__isnull=False, read_at__isnull=False),
                name="handover_read_by_somebody",
            ),
        ]
        indexes = [
            # lists, newest first
            models.Index(fields=["-written_at", "-id"], name="handover_newest"),
            # search for words
            GinIndex(fields=["search"], name="handover_search"),
        ]

    def __str__(self) -> str:
        return f"handover of {self.written_at:%Y-%m-%d %H:%M} UTC"

    @property
    def opening(self) -> str:
        """Its first paragraph, which is its writer's own words where there are any."""
        return self.text.strip().partition("\n\n")[0]
