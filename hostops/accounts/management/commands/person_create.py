import os
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hostops.accounts.models import Account
from hostops.accounts.people_actions import person_create
from hostops.accounts.roles import Role
from hostops.lib.errors import Refused


class Command(BaseCommand):
    help = "Let somebody sign in. The password is asked for, or taken from HOSTOPS_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", choices=Role.values, required=True)
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="", help="as people call them")
        parser.add_argument("--account", default="", help="the slug of a customer's account; none for staff")

    def handle(self, *args: Any, **options: Any) -> None:
        account = Account.objects.filter(slug=options["account"]).first()
        if options["account"] and account is None:
            raise CommandError(f"There is no account {options['account']!r}.")
        try:
            person = person_create(
                actor=None,
                username=options["username"],
                role=options["role"],
                email=options["email"],
                full_name=options["name"],
                account=account,
                password=os.environ.get("HOSTOPS_PASSWORD") or getpass("Password: "),
            )
        except Refused as error:
            raise CommandError(error.detail) from None
        self.stdout.write(f"{person} can sign in as {person.get_role_display().lower()}.")
