"""The typed schema of a policy document, split by meaning; `Document` is the whole."""

from hostops.policies.schema.document import Document

__all__ = ["Document"]
