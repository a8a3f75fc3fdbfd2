from django.apps import AppConfig

from hostops.accounts.roles import Role, grant


class PoliciesConfig(AppConfig):
    name = "hostops.policies"

    def ready(self) -> None:
        grant("policies.version.publish", Role.MANAGER)
        grant("policies.contract.bind", Role.MANAGER)
