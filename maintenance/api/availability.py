"""`/availability/`: a month of an account against its commitment, to the second."""

from datetime import date
from http import HTTPStatus
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.api.rolefirst import RoleFirst
from hostops.accounts.models import Account
from hostops.api import etags
from hostops.api.filters import WordFilter
from hostops.api.keyset import Ordering
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.query import answered
from hostops.api.resources import VisibleView, VisibleViewSet, pointing_at
from hostops.api.serializers import StrictSerializer
from hostops.api.views import ApiView
from hostops.lib.now import now
from maintenance.actions.months import CLOSE, month_close
from maintenance.api import month_shown as shown
from maintenance.api.months import Month, MonthFilter
from maintenance.api.named import AccountName
from maintenance.availability.frozen import canonical
from maintenance.availability.told import Month as Told
from maintenance.availability.told import NoRevision, NotBegun, month_of_account, months_of_accounts
from maintenance.availability.words import DEFINITION
from maintenance.models import AvailabilityMonth
from maintenance.rules.months import month_key, month_of

_UTC = ZoneInfo("UTC")
_HIGHEST = 2**15 - 1


class Question(serializers.Serializer[Any]):
    account = AccountName(required=False, help_text="The slug; staff name one, a customer's is its own.")
    month = Month(required=False, help_text="The present one unless given.")
    revision = serializers.IntegerField(
        required=False, min_value=1, max_value=_HIGHEST, help_text="Of a closed month; the last unless given."
    )

    def validate(self, attrs: dict[str, Any]) -> Any:
        own = self.context["request"].user.account
        if not (attrs.get("account") or own):
            raise serializers.ValidationError(
                {"account": ["Say whose month; /availability/accounts/ has all of them."]}
            )
        return {"account": own, "month": month_of(now(), _UTC), "revision": None, **attrs}


class Availability(ApiView):
    @extend_schema(parameters=[Question], responses=shown.AvailabilityMonthSerializer)
    def get(self, request: Request) -> Response:
        """A month of an account and of each of its servers, against the commitment of the contract that bound then.

        A closed month is given as it was frozen, with its hash; a running one as it is known now.
        """
        asked = answered(request, Question)
        try:
            found = month_of_account(asked["account"], asked["month"], now(), asked["revision"])
        except (NotBegun, NoRevision) as error:
            name = "month" if isinstance(error, NotBegun) else "revision"
            raise BadRequest(errors=[fault(name, detail=str(error), place="query")]) from None
        return Response(told(found))


class Revision(VisibleView):
    model = AvailabilityMonth
    serializer_class = shown.AvailabilityFiguresSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """The figures of a closed month, byte for byte as they were hashed: the SHA-256 of this body is the month's."""
        row = self.get_object()
        name = f"{row.figures['account']}-{row.figures['month']}-revision-{row.revision}.json"
        headers = {"ETag": f'"{row.sha256}"', "Content-Disposition": f'inline; filename="{name}"'}
        if etags.is_known(request, headers["ETag"]):
            return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": headers["ETag"]})
        return HttpResponse(canonical(row.figures), content_type="application/json", headers=headers)


class CloseMonth(StrictSerializer):
    """Whose month, and which. The reason stands in the journal."""

    account = AccountName()
    month = Month()
    reason = serializers.CharField(required=False, allow_blank=True)


class Close(RoleFirst):
    model = Account
    verb = CLOSE
    takes, serializer_class = CloseMonth, shown.AvailabilityMonthSerializer
    status_code: ClassVar[int] = HTTPStatus.CREATED

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Freeze a month that is over with its hash; of one that was closed before, write a revision if it differs."""
        body = self.taken(request)
        with pointing_at(body):
            row = month_close(actor=request.user, **body.validated_data)
        return Response(told(month_of_account(row.account, row.month, now())), status=self.status_code)


def told(found: Told) -> Any:
    """The month as JSON."""
    row = found.shown.row if found.shown else None
    return shown.AvailabilityMonthSerializer(
        {
            **found.figures,
            "state": found.state,
            "as_of": found.at,
            "revision": row.revision if row else None,
            "sha256": row.sha256 if row else None,
            "verified": found.shown.verified if found.shown else None,
            "revisions": found.revisions,
            "definition": [{"word": word, "meaning": meaning} for word, meaning in DEFINITION],
        }
    ).data


class AccountFilters(FilterSet):
    account = WordFilter(field_name="slug")
    month = MonthFilter(method="of_month", help_text="`2026-10`; the present one unless given.")

    def of_month(self, accounts: Any, _: str, month: date) -> Any:
        """Every account has each month: the rows are told of the one that is asked for."""
        self.request.month = month
        return accounts


class _Rows(serializers.ListSerializer[Any]):
    """Reckons the month of all accounts of the page at once."""

    def to_representation(self, data: Any) -> Any:
        accounts = list(data)
        month = getattr(self.context["request"], "month", None) or month_of(now(), _UTC)
        figures = months_of_accounts(accounts, month, now())
        return [
            shown.AccountAvailabilitySerializer(
                {**figures[one.pk], "account": one.slug, "name": one.name, "month": month_key(month)}
            ).data
            for one in accounts
        ]


class AccountAvailabilityRowSerializer(shown.AccountAvailabilitySerializer):
    """One account; the page of them is reckoned at once."""

    class Meta:
        list_serializer_class = _Rows


class Accounts(VisibleViewSet):
    """The month of every account that the caller may see, in sums."""

    model = Account
    serializer_class = AccountAvailabilityRowSerializer
    filterset_class = AccountFilters
    orderings = {"account": Ordering.by("slug"), "name": Ordering.by("name"), "id": Ordering.by("id")}
