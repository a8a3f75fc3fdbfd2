"""The platforms that policies patch, by name: what a release may be of."""

from hostops.accounts.models import Server
from hostops.policies.models import PolicyVersion
from maintenance.patching.models import PatchDuty

# What a server's own tool says of packages, where nothing says what the server is.
_OF_PACKAGES = "linux"
_LONGEST = 80
CHOOSE = {"required": "Choose the platform."}


def platforms_known() -> list[str]:
    """Those of every published policy. One statement."""
    named = {
        platform.name
        for version in PolicyVersion.objects.all()
        if version.parsed.patching
        for platform in version.parsed.patching.platforms
    }
    return sorted(named)


def platform_choices() -> list[tuple[str, str]]:
    """For a form; nothing is chosen that nobody chose. One statement."""
    return [("", "Choose"), *((name, name) for name in platforms_known())]


def platform_of(server: Server) -> str:
    """What releases of the server's packages are releases of: the platform that its policy patches, else its own."""
    duty = PatchDuty.objects.filter(server=server, ended_at=None).order_by("pk").first()
    return duty.platform if duty else (server.platform.strip().lower()[:_LONGEST] or _OF_PACKAGES)
