"""Lines to paste where a run is done: a task for Ansible, a line for a shell. Pure.

Both tell how it went on a server by REST, with a token from the profile of somebody who may report runs.
"""

import json

from hostops.lib.references import reference
from maintenance.patching.models import PatchRun


def _path(run: int) -> str:
    return f"/api/v1/patching/runs/{run}/"


def curl_line(portal: str, run: int, server: str) -> str:
    """Reports one server as done; `$TOKEN` is the caller's."""
    body = json.dumps({"results": [{"server": server, "state": "done"}]})
    return (
        'curl -fsS -m 30 --retry 3 -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\\n'
        f"  -d '{body}' {portal}{_path(run)}results/"
    )


def curl_may_begin(portal: str, run: int, ring: int) -> str:
    """Succeeds when that ring may begin."""
    return (
        f'curl -fsS -H "Authorization: Bearer $TOKEN" {portal}{_path(run)} \\\n'
        f"  | jq -e '.rings[] | select(.ring == {ring}) | .may_begin'"
    )


def ansible_tasks(portal: str, run: int) -> str:
    """Upgrades the packages, and reports done or failed for each host of the play; `portal_token` is the caller's."""
    title = f"Report to {reference(PatchRun.PREFIX, run)}"
    return _ANSIBLE.replace("TITLE", title).replace("ADDRESS", f"{portal}{_path(run)}results/")


_ANSIBLE = """- name: Install what is there
  ansible.builtin.apt: {update_cache: true, upgrade: dist}
  register: patched
  ignore_errors: true
- name: TITLE
  delegate_to: localhost
  ansible.builtin.uri:
    url: ADDRESS
    method: POST
    headers: {Authorization: "Bearer {{ portal_token }}"}
    body_format: json
    body:
      results:
        - server: "{{ inventory_hostname }}"
          state: "{{ 'failed' if patched is failed else 'done' }}"
          message: "{{ patched.msg | default('') }}"
"""
