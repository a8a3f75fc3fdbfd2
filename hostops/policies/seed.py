"""The demo's contracts under their policies, from their first day on, with what they set otherwise."""

from typing import NamedTuple

from hostops.accounts.models import Contract, Person
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo
from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind, policy_publish
from hostops.policies.loading import bundled, load
from hostops.policies.models import PolicyVersion


class Terms(NamedTuple):
    """`overrides` are (path, value, reason)."""

    policy: str
    overrides: tuple[tuple[str, str, str], ...] = ()


def _available(percent: str) -> tuple[tuple[str, str, str], ...]:
    return (("availability.commitment", percent, "Statement of Work, section 3: availability"),)


_PATCHED_WITHIN = ("patching.release_limit.within", "PT72H", "Statement of Work, section 6: security patches")

TERMS = {
    "HS-2101": Terms("itpdx"),
    "HS-2107": Terms(
        "itpdx",
        (("cases.severities.2.response.duration", "PT30M", "Statement of Work, section 5: peak season support"),),
    ),
    "HS-2119": Terms("itpdx"),
    "HS-2112": Terms("itpdx"),
    "HS-2115": Terms("itpdx"),
    "HS-2131": Terms("itpdx"),
    "IO-3301": Terms("iptor", (*_available("99.8"), _PATCHED_WITHIN)),
    "IO-3304": Terms("iptor", _available("99.5")),
    "IO-3309": Terms("iptor", _available("99.9")),
    "IO-3312": Terms("iptor", _available("99.8")),
}


def seed(demo: Demo) -> None:
    versions = _versions()
    manager = Person.objects.filter(role=Role.MANAGER).first()
    for contract in Contract.objects.filter(reference__in=TERMS):
        terms = TERMS[contract.reference]
        binds_from = contract.starts_at or demo.ago(days=20)
        with moved_to(binds_from):
            contract_bind(
                actor=manager,
                contract=contract,
                version=versions[terms.policy],
                binds_from=binds_from,
                overrides=terms.overrides,
                reason="signed",
            )
    demo.say(f"{len(TERMS)} contracts under {len(versions)} policies")


def _versions() -> dict[str, PolicyVersion]:
    """The newest version of each policy; what comes with the portal is published where nothing is yet."""
    if not PolicyVersion.objects.exists():
        for path in bundled():
            policy_publish(actor=None, document=load(path))
    versions = PolicyVersion.objects.select_related("policy").defer("document", "holidays").order_by("number")
    return {version.policy.slug: version for version in versions}
