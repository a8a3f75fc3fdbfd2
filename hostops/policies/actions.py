"""Publishing versions, and binding contracts to them."""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import JSONField, Value

from hostops.accounts.models import Contract
from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField
from hostops.lib.now import now
from hostops.lib.regions import region_holidays
from hostops.policies.models import Binding, Override, Policy, PolicyVersion
from hostops.policies.overrides import apply_overrides
from hostops.policies.problems import PolicyError
from hostops.policies.schema.document import Document

# Years around the publication whose holidays a version freezes: cases may be filed with a date in
# the past, and a version may bind for long.
_YEARS_BACK, _YEARS_AHEAD = 3, 12


@transaction.atomic
def policy_publish(*, actor: Any, document: Document) -> PolicyVersion:
    """Store the document as the next version of its policy; the same document again is the version it is."""
    require(actor, "policies.version.publish")
    data = document.model_dump(mode="json")
    digest = sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    policy = _policy(document)
    latest = policy.versions.order_by("-number").first()
    if latest and latest.sha256 == digest:
        return latest
    version = PolicyVersion.objects.create(
        policy=policy,
        number=latest.number + 1 if latest else 1,
        document=data,
        sha256=digest,
        holidays=_frozen_holidays(document),
        published_at=now(),
        published_by=actor,
    )
    record(
        actor=actor,
        verb="policies.version.published",
        kind="policy",
        object_id=policy.pk,
        reference=policy.slug,
        before={"version": latest.number if latest else None},
        after={"version": version.number, "sha256": digest},
    )
    return version


def _policy(document: Document) -> Policy:
    header = document.policy
    wanted = {"title": header.title, "provider": header.provider}
    policy, _ = Policy.objects.select_for_update().update_or_create(slug=header.id, defaults=wanted)
    return policy


def _frozen_holidays(document: Document) -> dict[str, dict[str, str]]:
    years = range(now().year - _YEARS_BACK, now().year + _YEARS_AHEAD + 1)
    return {
        name: {day.isoformat(): title for day, title in region_holidays(calendar.holiday_region, years).items()}
        for name, calendar in document.calendars.items()
        if calendar.holiday_region
    }


@transaction.atomic
def contract_bind(
    *,
    actor: Any,
    contract: Contract,
    version: PolicyVersion,
    binds_from: datetime,
    overrides: Iterable[tuple[str, Any, str]] = (),
    reason: str = "",
) -> Binding:
    """Put a contract under a version from an instant on. `overrides` are (path, value, reason).

    Raises BadField where an override leads nowhere, is refused by the schema or has no reason.
    """
    require(actor, "policies.contract.bind")
    wanted = list(overrides)
    _check_overrides(version, wanted)
    # by way of the contract, so that what it has read of its bindings is read again
    binding = contract.bindings.create(version=version, binds_from=binds_from, created_by=actor, reason=reason)
    Override.objects.bulk_create(
        Override(binding=binding, path=path, value=_stored(value), reason=why) for path, value, why in wanted
    )
    record(
        actor=actor,
        verb="policies.contract.bound",
        kind="contract",
        object_id=contract.pk,
        reference=contract.reference,
        reason=reason,
        after={
            "version": str(version),
            "binds_from": binds_from,
            "overrides": {path: value for path, value, _ in wanted},
        },
    )
    return binding


def _stored(value: Any) -> Any:
    """The value as JSON; "nothing" is JSON's null, not a missing value."""
    return Value(None, JSONField()) if value is None else value


def _check_overrides(version: PolicyVersion, wanted: list[tuple[str, Any, str]]) -> None:
    if not wanted:
        return
    if any(not why.strip() for _, _, why in wanted):
        raise BadField({"overrides": "Every override needs its reason."})
    try:
        apply_overrides(version.parsed, [(path, value) for path, value, _ in wanted])
    except PolicyError as error:
        raise BadField({"overrides": str(error)}) from None
