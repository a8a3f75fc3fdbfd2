"""What the security room keeps, a module for each thing."""

from maintenance.security.models.code import CustomCode, Labour, Shutdown
from maintenance.security.models.probing import Block, PenetrationTest
from maintenance.security.models.response import (
    SecurityAddressee,
    SecurityAffected,
    SecurityNotice,
    SecurityResponse,
)

__all__ = [
    "Block",
    "CustomCode",
    "Labour",
    "PenetrationTest",
    "SecurityAddressee",
    "SecurityAffected",
    "SecurityNotice",
    "SecurityResponse",
    "Shutdown",
]
