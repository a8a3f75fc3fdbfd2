from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hostops.accounts.models import Person
from hostops.accounts.token_actions import token_make
from hostops.accounts.tokens import Scope
from hostops.lib.errors import Refused


class Command(BaseCommand):
    help = "Make a token for the REST face. It stands alone on the last line, and is shown this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--scope", choices=Scope.values, default=Scope.WRITE.value)
        parser.add_argument("--name", default="command line", help="what the token is for")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = Person.objects.get_by_natural_key(options["username"])
            token, secret = token_make(actor=None, person=person, name=options["name"], scope=options["scope"])
        except Person.DoesNotExist:
            raise CommandError(f"There is no person {options['username']!r}.") from None
        except Refused as error:
            raise CommandError(error.detail) from None
        self.stdout.write(f"A token of {person} ({token.get_scope_display().lower()}):\n{secret}")
