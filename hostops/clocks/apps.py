from django.apps import AppConfig

from hostops.accounts.roles import Role, grant


class ClocksConfig(AppConfig):
    name = "hostops.clocks"

    def ready(self) -> None:
        grant("clocks.breach.attribute", Role.MANAGER)
