"""What the platforms that policies patch are called on pages, and in lists to choose from."""

from collections.abc import Mapping

from hostops.policies.models import PolicyVersion


def platform_titles() -> Mapping[str, str]:
    """The title of each platform, by name, of the newest version of each policy; one statement."""
    newest = PolicyVersion.objects.order_by("policy__slug", "-number").distinct("policy__slug")
    documents = [version.parsed for version in newest.defer("document", "holidays")]
    return {one.name: one.title for each in documents if each.patching for one in each.patching.platforms}


def platform_names() -> list[tuple[str, str]]:
    """(name, title), as a choice has them."""
    return list(platform_titles().items())
