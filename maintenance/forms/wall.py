"""Wall-clock times as people type them, in a zone that is named, and what is asked where a clock jumps."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from hostops.accounts.zones import validate_zone
from hostops.clocks.businesstime.wall import zone_named
from hostops.web.times import zone_short

FIRST, SECOND = "first", "second"


class WallTime(forms.Field):
    """A date and time without a zone; which zone it is of, another field says."""

    default_error_messages = {"invalid": "Write a date and a time, such as 2027-03-21 00:00."}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As the browser's field takes it; what was typed stays as it is."""
        return (
            value.isoformat(timespec="seconds" if value.second else "minutes") if isinstance(value, datetime) else value
        )

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            wall = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
        except ValueError:
            wall = None
        if wall is None or wall.tzinfo is not None or not 2000 <= wall.year < 2200:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return wall


class ZoneName(forms.CharField):
    """An IANA zone, typed with the likely ones suggested."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(widget=widget, max_length=64, validators=[validate_zone, _is_place], **kwargs)


def _is_place(name: str) -> None:
    """Refuse names that mean whatever this machine is set to."""
    try:
        zone_named(name)
    except ValueError as error:
        raise forms.ValidationError(f"{error}.") from None


@dataclass(frozen=True)
class Twice:
    """A wall time that happens twice: both readings in words."""

    first: str
    second: str


class Skipped(ValueError):
    """A wall time that no clock of the zone shows."""


def twice(wall: datetime, zone: ZoneInfo) -> Twice | None:
    """Both readings of a time that is repeated; None for any other."""
    first, second = _readings(wall, zone)
    if first.utcoffset() == second.utcoffset() or _is_skipped(wall, zone):
        return None
    return Twice(_words(first), _words(second))


def instant_of(wall: datetime, zone: ZoneInfo, which: str = FIRST) -> datetime:
    """The instant (UTC) of the wall time; Skipped, saying what the clock does, where there is none."""
    first, second = _readings(wall, zone)
    if _is_skipped(wall, zone):
        late, early = first.astimezone(UTC).astimezone(zone), second.astimezone(UTC).astimezone(zone)
        raise Skipped(
            f"{wall:%H:%M} does not exist on {wall.day} {wall:%b %Y} in {zone}: clocks are set forward over it. "
            f"Write {early:%H:%M} {zone_short(early)} or {late:%H:%M} {zone_short(late)}."
        )
    return (second if which == SECOND else first).astimezone(UTC)


def wall_of(instant: datetime, zone: ZoneInfo) -> tuple[datetime, str]:
    """The wall time of an instant, and which of two it is where it is repeated (else empty)."""
    local = instant.astimezone(zone)
    wall = local.replace(tzinfo=None, fold=0, microsecond=0)
    return wall, (SECOND if local.fold else FIRST) if twice(wall, zone) else ""


def _readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)


def _is_skipped(wall: datetime, zone: ZoneInfo) -> bool:
    back = wall.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)
    return back.replace(tzinfo=None, fold=0) != wall


def _words(reading: datetime) -> str:
    offset = reading.strftime("%z")
    return f"{reading:%H:%M} {zone_short(reading)} (UTC{offset[:3]}:{offset[3:5]})"


def likely_zones(*more: str) -> list[str]:
    """The reader's zone and `more`, each once."""
    return list(dict.fromkeys([*filter(None, more), str(timezone.get_current_timezone()), "UTC"]))
