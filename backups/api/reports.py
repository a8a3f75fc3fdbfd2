"""`/backups/reports/{restic,borg,pgbackrest}/`: what a tool printed, as it printed it."""

from typing import Annotated, Any, ClassVar, Self

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from rest_framework.request import Request
from rest_framework.response import Response

from backups.actions.hearing import REPORT, EndsFirst
from backups.api.answers import status_of, summed_up
from backups.api.shown import RunsTold
from backups.api.taken import Instant, Number, taken
from backups.models import Run
from backups.models.run import Via
from backups.reading import Unreadable
from backups.reporting import report_record
from hostops.accounts.roles import require
from hostops.api.problems import BadRequest
from hostops.api.raw import JSON, LINES, TEXT, RawJson, RawLines, RawText, bytes_of
from hostops.api.resources import VisibleView

_HIGHEST_CODE = 255


class ReportQuery(BaseModel):
    """Of what the report is: a schedule, or a server and a tier; and what the tool's output does not say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schedule: Number | None = None
    server: Annotated[str, Field(max_length=253)] = ""
    tier: Annotated[str, Field(max_length=80)] = ""
    account: Annotated[str, Field(max_length=50)] = ""
    exit_code: Annotated[int, Field(ge=0, le=_HIGHEST_CODE)] | None = None
    at: Instant | None = None
    stanza: Annotated[str, Field(max_length=100)] = ""

    @model_validator(mode="after")
    def _is_of_one_schedule(self) -> Self:
        if (self.schedule is None) == (not (self.server and self.tier)):
            raise PydanticCustomError("place", "Name a schedule, or a server and a tier.")
        return self


def _parameter(name: str, words: str, kind: Any = str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, type=kind, description=words, **more)


_CODE: dict[str, Any] = {"type": "integer", "minimum": 0, "maximum": _HIGHEST_CODE}
PARAMETERS = [
    _parameter("server", "The hostname."),
    _parameter("tier", "The name of the tier."),
    _parameter("account", "Where several accounts have a server of this name."),
    _parameter("schedule", "`BK-12`, instead of server and tier."),
    _parameter("exit_code", "With what the tool ended; then a body that says nothing is a failed run.", _CODE),
    _parameter("at", "When the run ended, where the tool does not say; else it is now.", OpenApiTypes.DATETIME),
    _parameter("stanza", "pgBackRest: which, where the report has several."),
]


class ReportView(VisibleView):
    """`POST`: the output of one tool."""

    model = Run
    serializer_class = RunsTold
    parser_classes = (RawJson, RawLines, RawText)
    tool: ClassVar[str] = ""

    def most_bytes(self, request: Request) -> int:
        most: int = settings.BACKUP_REPORT_MAX_BYTES
        return most

    @extend_schema(
        parameters=PARAMETERS,
        request={JSON: OpenApiTypes.ANY, LINES: OpenApiTypes.STR, TEXT: OpenApiTypes.STR},
        responses={200: RunsTold, 201: RunsTold, 202: RunsTold},
    )
    def post(self, request: Request) -> Response:
        """Tell of runs by the tool's own output. Each is answered by itself; those that are known are not doubled.

        A body that is empty, cut off or of something else is 400 and nothing is stored. 201 where
        anything was recorded, 202 where something only waits for a person, 200 where all was known.
        """
        require(request.user, REPORT)
        query = taken(ReportQuery, request.query_params.dict(), place="query")
        try:
            notes, outcomes = report_record(
                actor=request.user, tool=self.tool, text=_text(request.data), via=Via.REPORT, **query.model_dump()
            )
        except Unreadable as error:
            raise BadRequest(f"The report cannot be read. {error}") from None
        except EndsFirst as error:
            raise BadRequest(f"The run at {error.index} of the report ends before it starts.") from None
        return Response(summed_up(outcomes, notes), status=status_of(outcomes))


def _text(data: Any) -> str:
    """Bytes that are no UTF-8 are shown as such: tools print the names of files as they are."""
    return bytes_of(data).decode("utf-8", "replace")
