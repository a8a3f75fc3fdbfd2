"""The two lines that one pastes into a crontab or a systemd unit, for each tool. Pure.

Line one names the secret address, line two runs the tool and reports: what it printed, and with
which exit code it ended. The output goes through a file, since a pipe would lose the exit code.
"""

from dataclasses import dataclass

from hostops.policies.schema.backups import Tier
from hostops.policies.schema.calendars import WEEKDAYS

_OUT = "/run/hostops-backup"
_SEND = 'curl -fsS -m 60 --retry 3 --data-binary @{out} "$HOSTOPS/{tool}?exit_code=$code"'
_RUN = "{run} >{out} 2>&1; code=$?; {send}"
_COMMANDS = {
    "restic": "restic backup --json --quiet /srv",
    "borg": "borg create --json /backup/repo::{now} /srv",
}
_PGBACKREST = (
    "pgbackrest --stanza=main backup; code=$?; pgbackrest --stanza=main info --output=json >{out} 2>/dev/null; {send}"
)
_ANY = 'curl -fsS -m 10 --retry 3 "$HOSTOPS/start"; /usr/local/bin/backup; curl -fsS -m 10 --retry 3 "$HOSTOPS/$?"'
TITLES = {"restic": "restic", "borg": "borg", "pgbackrest": "pgBackRest", "any": "Any other tool"}


@dataclass(frozen=True, slots=True)
class Lines:
    """For one tool: what to paste into a crontab, and into the [Service] part of a systemd unit."""

    tool: str
    title: str
    cron: str
    systemd: str


def lines_for(tier: Tier, address: str) -> list[Lines]:
    """The lines of each tool that report to the ping `address`, at the time of the tier's slots."""
    return [Lines(tool, title, _cron(tier, tool, address), _systemd(tool, address)) for tool, title in TITLES.items()]


def command(tool: str) -> str:
    """What the shell runs; `HOSTOPS` is the address."""
    if tool == "any":
        return _ANY
    out = f"{_OUT}.{tool}"
    send = _SEND.format(out=out, tool=tool)
    if tool == "pgbackrest":
        return _PGBACKREST.format(out=out, send=send)
    return _RUN.format(run=_COMMANDS[tool], out=out, send=send)


def schedule_of(tier: Tier) -> str:
    """The five fields of a crontab, by the tier's own wall clock; @daily for what has no slots."""
    if tier.time_of_day is None:
        return "@daily"
    hour, minute = tier.time_of_day.split(":")[:2]
    weekday = str((WEEKDAYS.index(tier.weekday) + 1) % len(WEEKDAYS)) if tier.weekday else "*"
    return f"{int(minute)} {int(hour)} {tier.day_of_month or '*'} {tier.month or '*'} {weekday}"


def _cron(tier: Tier, tool: str, address: str) -> str:
    # a per cent sign ends a crontab's command, so none may stand in it unescaped
    return f"HOSTOPS={address}\n{schedule_of(tier)} {command(tool)}".replace("%", "\\%")


def _systemd(tool: str, address: str) -> str:
    """A unit reads a dollar sign as its own, unless it is doubled."""
    own = command(tool).replace("$", "$$").replace('"', '\\"')
    return f'Environment=HOSTOPS={address}\nExecStart=/bin/sh -c "{own}"'
