"""The verbs of the security room. Pages, REST and jobs call these; nothing else changes what it keeps."""

from maintenance.security.actions.blocks import block_lift, block_set
from maintenance.security.actions.closing import response_close, response_reopen
from maintenance.security.actions.code import code_change, code_register, code_retire
from maintenance.security.actions.first import response_act
from maintenance.security.actions.labour import labour_record, labour_withdraw
from maintenance.security.actions.opening import response_open, response_widen
from maintenance.security.actions.probing import probe_announce, probe_withdraw
from maintenance.security.actions.shutdowns import shutdown_answer, shutdown_lift, shutdown_set
from maintenance.security.actions.telling import response_notify, response_tell

__all__ = [
    "block_lift",
    "block_set",
    "code_change",
    "code_register",
    "code_retire",
    "labour_record",
    "labour_withdraw",
    "probe_announce",
    "probe_withdraw",
    "response_act",
    "response_close",
    "response_notify",
    "response_open",
    "response_reopen",
    "response_tell",
    "response_widen",
    "shutdown_answer",
    "shutdown_lift",
    "shutdown_set",
]
