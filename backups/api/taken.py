"""The bodies of the calls that tell of runs: read by pydantic, since thousands come at once."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self, TypeVar

from django.conf import settings
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from backups.naming import number_in
from backups.reading.report import LARGEST
from backups.told import LONGEST_ID, LONGEST_MESSAGE, Told
from hostops.api.fields import parse_instant
from hostops.api.pointers import Fault, fault
from hostops.api.problems import BadRequest
from hostops.lib.text import clean_line, clean_text

_MOST_FAULTS = 100
_MOST_NEEDS = 1000
_INSTANT = {"type": "string", "format": "date-time"}


def _instant(value: Any) -> datetime:
    if not isinstance(value, str):
        raise PydanticCustomError("instant", "Write a time as text, such as 2026-03-27T16:00:00+01:00.")
    try:
        return parse_instant(value)
    except ValueError as error:
        raise PydanticCustomError("instant", "{words}", {"words": str(error)}) from None


def _number(value: Any) -> int:
    number = number_in(value) if isinstance(value, str) else None
    if number is None:
        raise PydanticCustomError("schedule", "Write a schedule as BK-12.")
    return number


Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema(_INSTANT)]
Number = Annotated[int, BeforeValidator(_number), WithJsonSchema({"type": "string", "examples": ["BK-12"]})]
Line = AfterValidator(clean_line)
Id = Annotated[str, Field(max_length=LONGEST_ID), Line]


class TellRun(BaseModel):
    """A run that ended: of a `schedule`, or of a `server` and a `tier`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    finished_at: Instant
    status: Literal["ok", "warning", "failed"]
    schedule: Number | None = None
    server: Annotated[str, Field(max_length=253)] = ""
    tier: Annotated[str, Field(max_length=80)] = ""
    account: Annotated[str, Field(max_length=50)] = ""
    started_at: Instant | None = None
    bytes: Annotated[StrictInt, Field(ge=0, le=LARGEST)] | None = None
    external_id: Id = ""
    tool: Annotated[str, Field(max_length=20), Line] = ""
    message: Annotated[str, Field(max_length=LONGEST_MESSAGE), AfterValidator(clean_text)] = ""
    needs: Annotated[tuple[Id, ...], Field(max_length=_MOST_NEEDS)] | None = None

    @model_validator(mode="after")
    def _is_of_one_schedule(self) -> Self:
        if (self.schedule is None) == (not (self.server and self.tier)):
            raise PydanticCustomError("place", "Name a schedule, or a server and a tier.")
        return self

    def told(self) -> Told:
        return Told(
            status=self.status,
            schedule=self.schedule,
            server=self.server,
            tier=self.tier,
            account=self.account,
            started_at=self.started_at,
            finished_at=self.finished_at,
            bytes=self.bytes,
            external_id=self.external_id,
            tool=self.tool,
            message=self.message,
            needs=self.needs,
        )


class TellRuns(BaseModel):
    """Runs of any schedules, in one transaction. A bare list of them will do too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    runs: list[TellRun]


M = TypeVar("M", bound=BaseModel)
_runs = TypeAdapter(list[TellRun])


def taken(kind: type[M], body: Any, place: str = "") -> M:
    """The body with its types; BadRequest with a pointer to each fault."""
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        raise BadRequest(errors=_faults(error, place)) from None


def runs_taken(body: Any) -> tuple[list[TellRun], tuple[str, ...]]:
    """The runs of a bulk call, and the steps to them in its body."""
    most = settings.BACKUP_BULK_MAX_RUNS
    bare = isinstance(body, list)
    given = body if bare else body.get("runs") if isinstance(body, dict) else None
    if isinstance(given, list) and len(given) > most:
        raise BadRequest(errors=[fault(*_steps(bare), detail=f"One call tells of {most} runs at most.")])
    if not bare:
        return taken(TellRuns, body).runs, _steps(bare)
    try:
        return _runs.validate_python(body), _steps(bare)
    except ValidationError as error:
        raise BadRequest(errors=_faults(error)) from None


def _steps(bare: bool) -> tuple[str, ...]:
    return () if bare else ("runs",)


def _faults(error: ValidationError, place: str = "") -> list[Fault]:
    found = error.errors(include_url=False, include_input=False)[:_MOST_FAULTS]
    return [fault(*each["loc"], detail=each["msg"], place=place) for each in found]
