"""Which version binds a contract at an instant, with what the contract sets otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects

from hostops.accounts.models import Contract
from hostops.policies.loading import restore
from hostops.policies.models import Binding, Override, PolicyVersion
from hostops.policies.overrides import apply_overrides
from hostops.policies.schema.document import Document


@dataclass(frozen=True)
class Bound:
    """A version and the document as it stands for one contract, overrides applied; from when it binds."""

    version: PolicyVersion
    document: Document
    since: datetime


# The texts of a version, which are read once and kept (`_parsed`): every action would fetch them again.
LARGE = ("version__document", "version__holidays")


class NothingBinds(LookupError):
    """The contract has no policy yet."""


def bound(contract: Contract, at: datetime) -> Bound:
    """What binds `contract` at `at`: its latest binding by then, or its first where none had begun.

    Raises NothingBinds for a contract without any.
    """
    if "bindings" not in getattr(contract, "_prefetched_objects_cache", {}):
        with_bindings([contract])
    known = list(contract.bindings.all())
    if not known:
        raise NothingBinds(f"{contract} is bound by no policy; a manager binds it first.")
    chosen = next((binding for binding in known if binding.binds_from <= at), known[-1])
    return Bound(chosen.version, _as_bound(chosen), chosen.binds_from)


def with_bindings(contracts: Sequence[Contract]) -> None:
    """Read the bindings of all at once, latest first. A contract object reads them once, however often it is asked."""
    bindings = Binding.objects.select_related("version__policy").defer(*LARGE).order_by("-binds_from")
    bindings = bindings.annotate(overridden=Exists(Override.objects.filter(binding=OuterRef("pk"))))
    prefetch_related_objects(contracts, Prefetch("bindings", bindings))


def _as_bound(binding: Binding) -> Document:
    """The version's own document where the contract sets nothing otherwise: most contracts share one object."""
    version = binding.version
    if getattr(binding, "overridden", True):
        return _document(binding.pk, version.sha256, binding.version_id)
    return _parsed(version.sha256, binding.version_id)


def parsed_version(version: PolicyVersion) -> Document:
    """The document of a version, without any contract's overrides."""
    return _parsed(version.sha256, version.pk)


# Versions and the overrides of a binding never change, so what was built of them is kept; the
# hash stands beside the id, since a test's database may give an id twice.
@lru_cache(maxsize=64)
def _parsed(sha256: str, version_id: int) -> Document:
    version = PolicyVersion.objects.select_related("policy").get(pk=version_id)
    return restore(version.document, str(version))


@lru_cache(maxsize=1024)
def _document(binding_id: int, sha256: str, version_id: int) -> Document:
    binding = Binding.objects.prefetch_related("overrides").get(pk=binding_id)
    overrides = [(override.path, override.value) for override in binding.overrides.all()]
    document = _parsed(sha256, version_id)
    return apply_overrides(document, overrides) if overrides else document
