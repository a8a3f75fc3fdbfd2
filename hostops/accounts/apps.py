from django.apps import AppConfig

from hostops.accounts.roles import Role, grant


class AccountsConfig(AppConfig):
    name = "hostops.accounts"

    def ready(self) -> None:
        grant("accounts.person.create", Role.MANAGER)
        for verb in ("accounts.token.make", "accounts.token.revoke"):
            grant(verb, Role.NAMED_CONTACT, Role.ENGINEER, Role.PLANNER)
        grant("accounts.token.revoke_any", Role.MANAGER)
