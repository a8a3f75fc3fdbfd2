from django.apps import AppConfig

from hostops.accounts.roles import Role, grant
from hostops.web import navigation


class PoliciesConfig(AppConfig):
    name = "hostops.policies"

    def ready(self) -> None:
        grant("policies.version.publish", Role.MANAGER)
        grant("policies.contract.bind", Role.MANAGER)
        navigation.add("Policies", "policies", order=80)
