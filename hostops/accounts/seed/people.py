"""The demo's people: those who are told to everybody as sign-ins, and a few more that make it a company.

Their telephone numbers are from the ranges that are kept for fiction; their mail goes nowhere.
"""

from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import Role
from hostops.lib.demo import Demo, SignIn


class Card(NamedTuple):
    """`timezone` is empty where the account's, or for staff the house's, is the person's too."""

    full_name: str
    phone: str
    timezone: str = ""


_HOUSE_ZONE = "America/Los_Angeles"
CARDS = {
    "manager": Card("Marta Lindqvist", "+1 503 555 0101"),
    "engineer": Card("Evan Ruiz", "+1 503 555 0102"),
    "planner": Card("Priya Nair", "+1 503 555 0103"),
    "ines": Card("Ines Duarte", "+1 503 555 0104"),
    "tom": Card("Tom Okafor", "+1 503 555 0105", "America/New_York"),
    "mika": Card("Mika Salonen", "+46 8 465 004 21", "Europe/Stockholm"),
    "hanna": Card("Hanna Berg", "+46 8 465 004 22", "Europe/Stockholm"),
    "harbor-holder": Card("Helen Park", "+1 206 555 0111"),
    "harbor-contact": Card("Carl Jensen", "+1 206 555 0112"),
    "harbor-viewer": Card("Vera Woods", "+1 206 555 0113"),
    "nordic-holder": Card("Henrik Nordin", "+46 8 465 004 31"),
    "nordic-contact": Card("Karin Ek", "+46 8 465 004 32"),
    "cascade-holder": Card("Dana Whitfield", "+1 541 555 0121"),
    "cascade-contact": Card("Luis Ortega", "+1 541 555 0122"),
    "cascade-second": Card("Amy Tran", "+1 541 555 0123"),
    "lakeside-holder": Card("George Abbott", "+1 303 555 0131"),
    "lakeside-contact": Card("Nora Fields", "+1 303 555 0132"),
    "tamarack-holder": Card("Ruth Adler", "+1 212 555 0141"),
    "tamarack-contact": Card("Sam Osei", "+1 212 555 0142"),
    "tamarack-viewer": Card("Joan Pierce", "+1 212 555 0143"),
    "pennine-holder": Card("Alan Hargreaves", "+44 20 7946 0151"),
    "pennine-contact": Card("Beth Lowry", "+44 20 7946 0152"),
    "rheinwerk-holder": Card("Jürgen Falk", "+49 30 23125 161"),
    "rheinwerk-contact": Card("Sabine Kurz", "+49 30 23125 162"),
    "southern-cross-holder": Card("Fiona Bright", "+61 2 5550 0171"),
    "southern-cross-contact": Card("Jack Moreau", "+61 2 5550 0172"),
}
# Besides the sign-ins that everybody is told of; the same password opens for them.
OTHERS = (
    SignIn("ines", "engineer", ""),
    SignIn("tom", "engineer", ""),
    SignIn("mika", "engineer", ""),
    SignIn("hanna", "planner", ""),
    SignIn("cascade-holder", "account holder", "Cascade Outdoor"),
    SignIn("cascade-contact", "named contact", "Cascade Outdoor"),
    SignIn("cascade-second", "named contact", "Cascade Outdoor"),
    SignIn("lakeside-holder", "account holder", "Lakeside Books"),
    SignIn("lakeside-contact", "named contact", "Lakeside Books"),
    SignIn("tamarack-holder", "account holder", "Tamarack Clinics"),
    SignIn("tamarack-contact", "named contact", "Tamarack Clinics"),
    SignIn("tamarack-viewer", "viewer", "Tamarack Clinics"),
    SignIn("pennine-holder", "account holder", "Pennine Textiles"),
    SignIn("pennine-contact", "named contact", "Pennine Textiles"),
    SignIn("rheinwerk-holder", "account holder", "Rheinwerk Pumpen"),
    SignIn("rheinwerk-contact", "named contact", "Rheinwerk Pumpen"),
    SignIn("southern-cross-holder", "account holder", "Southern Cross Freight"),
    SignIn("southern-cross-contact", "named contact", "Southern Cross Freight"),
)
_ROLES = {role.label.lower(): role for role in Role}


def make_people(demo: Demo) -> None:
    # A hash takes its time by design, and a salt of each one's own hides that two people chose the
    # same password. Here the password is one, and known to all: one hash serves.
    password = make_password(demo.password)
    accounts = {account.name: account for account in Account.objects.all()}
    everyone = [*demo.sign_ins, *OTHERS]
    Person.objects.bulk_create(_person(sign_in, accounts, password) for sign_in in everyone)


def _person(sign_in: SignIn, accounts: dict[str, Account], password: str) -> Person:
    account = accounts[sign_in.account] if sign_in.account else None
    card = CARDS[sign_in.username]
    host = f"{account.slug}.example" if account else "hostops.example"
    return Person(
        username=sign_in.username,
        full_name=card.full_name,
        email=f"{card.full_name.lower().replace(' ', '.').replace('ü', 'ue')}@{host}",
        phone=card.phone,
        role=_ROLES[sign_in.role],
        account=account,
        timezone=card.timezone or (account.timezone if account else _HOUSE_ZONE),
        password=password,
    )
