"""Fields of the desk's calls."""

from typing import Any

from rest_framework import serializers

from backups.models import Schedule
from backups.naming import number_in


class ScheduleNumber(serializers.CharField):
    """`BK-12`, found among those that the caller may see."""

    def to_internal_value(self, data: Any) -> Any:
        number = number_in(super().to_internal_value(data))
        found = Schedule.objects.visible_to(self.context["request"].user).filter(pk=number).first() if number else None
        if found is None:
            raise serializers.ValidationError("There is no such schedule, or none that you may see; write it as BK-12.")
        return found
