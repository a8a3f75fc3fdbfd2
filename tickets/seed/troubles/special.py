"""Troubles that scenes tell on purpose."""

from tickets.seed.troubles.trouble import Trouble

BLOG = Trouble(
    title="Plugin update broke the blog",
    report="After an update of a gallery plugin the blog shows only white pages.",
    answer="WordPress is not among what we support, so we cannot take this on. Your agency may restore the plugin's "
    "folder from last night's copy; we hand it to them if they ask.",
    resolution="The blog was put right by your agency.",
    software="WordPress",
)
VISITORS = Trouble(
    title="Matomo counts no visitors since {day}",
    report="The statistics are empty since {day}, although there are orders.",
    answer="Matomo is not among what we support. One hint all the same: its archive job has no rights to its folder.",
    resolution="Solved by the customer's agency.",
    software="Matomo",
)
PATCH = Trouble(
    title="Please review our change to the tax module",
    report="Our developer has changed the tax module for orders to Canada. Please look at it before it goes live; "
    "about {n} lines.",
    answer="We gladly do. It is a consulting service; the offer with the price stands for fourteen days.",
    resolution="The review is done: two remarks on rounding, one on a missing test. Your developer has it.",
)
QUERIES = Trouble(
    title="Make our own reports faster",
    report="We have written {m} reports of our own that are slow. Could you tune their queries?",
    answer="That is consulting. We have made you an offer; booking is possible from the week after next.",
    resolution="The customer did not take the offer.",
)
BASKET = Trouble(
    title="Baskets are emptied when a voucher expires",
    report="When a voucher in the basket expires, the whole basket is emptied instead of the voucher alone.",
    answer="I can reproduce it on release 4.2. It is mended in 4.3.",
    resolution="Mended in Storefront 4.3, which is released for production. Please plan the update; until then "
    "vouchers should not end during the day.",
    software="Storefront",
)
BASKET_AGAIN = Trouble(
    title="Again: baskets emptied by expired vouchers",
    report="The problem with the vouchers is back, {n} baskets were emptied on {day}.",
    answer="This is what release 4.3 mends; the shop still runs on 4.2. As agreed we cannot work on it there.",
    resolution="The customer updates to 4.3.",
    software="Storefront",
    version="4.2",
)
SECRETIVE = Trouble(
    title="Application stops at night",
    report="Our own application on {server} stops at night every few days. Please find out why.",
    answer="The machine itself is well. To go on we need the application's log of such a night.",
    question="May we read the application's log, or can you send us the hour before it stopped?",
    resolution="The cause could not be found without the log.",
)
CAMPAIGN = Trouble(
    title="{site} unbearably slow since noon",
    report="Everything takes forever since noon. We have changed nothing at all.",
    answer="I see ten times the usual number of visitors, all from one newsletter. I am adding workers.",
    question="Did you send out a campaign today?",
    reply="No campaign from us.",
    workaround="With twice the workers pages take three seconds.",
    resolution="The wave is over. A campaign announced two weeks ahead gets the room that it needs.",
    software="Storefront",
)
LOST_ORDERS = Trouble(
    title="Orders of the last hour are lost",
    report="Orders between ten and eleven have vanished from the back office. Customers have their confirmations.",
    checked="The site was also tried from another network",
    answer="The database answered from a copy that lags behind. I am switching to the right one now; do not take "
    "orders by hand meanwhile, nothing is lost.",
    question="Can somebody stay with us on the telephone while we compare the orders?",
    workaround="The right copy answers again; all {m} orders are there.",
    resolution="The switch between the copies asks twice now before it believes that one is gone.",
    software="Storefront",
)
CATALOGUE = (
    "Cover pictures missing for the new season",
    "Prices of bundles are not added up",
    "Authors with two names are sorted wrongly",
    "Sample chapters open in a new window",
    "Gift wrapping cannot be chosen any more",
    "Book series shown in the wrong order",
    "Export for libraries has an empty column",
    "Filter by language finds nothing in Spanish",
    "Audio books without their length",
    "Wish lists of guests are empty",
)


def after_the_move(title: str) -> Trouble:
    """One of the many small things after the move to a new catalogue."""
    return Trouble(
        title=title,
        report="Since the move to the new catalogue: " + title[0].lower() + title[1:] + ". An example is article {n}.",
        answer="Thank you, I have found it. It comes from the way in which the old fields were carried over.",
        resolution="Carried over again with the right rule, and checked with your example.",
        software="Storefront",
    )
