"""The tiers that there are, by name: what lists offer to narrow by."""

from hostops.policies.models import PolicyVersion


def tier_names() -> list[tuple[str, str]]:
    """(name, in words) of each tier of the newest version of each policy; one statement."""
    newest = PolicyVersion.objects.order_by("policy__slug", "-number").distinct("policy__slug")
    documents = [version.parsed for version in newest.defer("document", "holidays")]
    names = {tier.name: None for one in documents if one.backups for tier in one.backups.tiers}
    return [(name, name.replace("_", " ").capitalize()) for name in names]
