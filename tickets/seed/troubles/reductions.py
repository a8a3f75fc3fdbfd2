"""Severe ones: it works, but in a severely reduced capacity."""

from tickets.seed.troubles.trouble import Trouble

REDUCTIONS = (
    Trouble(
        title="{site} takes 20 seconds for a page",
        report="All pages have been very slow since this morning, {n} ms and more for the first byte. Some customers "
        "give up before the page is there.",
        checked="The site was also tried from another network",
        answer="The database of {site} is busy with one query that runs thousands of times. I am looking for where "
        "it comes from.",
        question="Was a new filter or a sort order added to the {thing} this week?",
        reply="Yes, sorting by rating went live on {day}.",
        workaround="Sorting by rating is switched off; pages are back below one second.",
        resolution="The missing index is there and sorting by rating is on again. Pages take {m} ms at the same load.",
        note="Sequential scan over 2.1 M ratings for every list page.",
        things=("list of products", "search page", "front page"),
        software="Storefront",
    ),
    Trouble(
        title="Every third request ends with error 502",
        report="Reloading helps, but about one in three requests to {site} shows '502 Bad Gateway'.",
        answer="One of your web servers answers wrongly while the other is well. I am taking it out of the rotation.",
        workaround="{server} is out of the rotation, the errors have stopped. The other one carries the load alone.",
        resolution="{server} had run out of file handles after a configuration change. It is mended and back in.",
        note="LimitNOFILE lost in the unit override of the last release. Put it into the role's template.",
        software="nginx",
    ),
    Trouble(
        title="Order confirmations arrive hours late",
        report="Customers call us because they get no confirmation. The mails come three to five hours later.",
        answer="{n} mails wait on {server}. The largest receivers slow us down because of a wave of newsletters.",
        question="May we hold the newsletter of this week back so that confirmations go first?",
        reply="Yes please, the newsletter can wait until {day}.",
        workaround="The newsletter is held; confirmations leave within a minute.",
        resolution="Newsletters go out through their own queue and address now, so they never stand before an order.",
        software="Storefront",
    ),
    Trouble(
        title="Patients cannot upload {thing}",
        report="Uploading {thing} fails at about half of the tries. The bar stops at 100 % and nothing happens.",
        checked="The site was also tried from another network\nOur router and internet connection were checked",
        answer="The virus scanner on {server} takes too long and the upload gives up. I am giving it more room.",
        workaround="Uploads wait up to two minutes for the scanner; in our trial all {m} went through.",
        resolution="The scanner's new signatures needed twice the memory. It has its own machine now and takes "
        "about two seconds a file.",
        things=("referrals", "insurance cards", "laboratory reports"),
        software="Patient portal",
    ),
    Trouble(
        title="Stock levels not updated since {day}",
        report="The shop sells articles that we have not had since {day}. The import from our warehouse seems to hang.",
        answer="The import stops at one article with a name that is longer than the field. I am letting it go on "
        "without that one.",
        question="Is article {n} the only one with such a long name?",
        reply="There are three of them, all from the new supplier.",
        workaround="The import has run through; the three articles were left out and are listed in the log.",
        resolution="The field takes longer names, and an import that skips a line says so by mail.",
        note="Job was dead since {day}, its alarm had been muted for the move. Mutes need an end date.",
        software="Storefront",
    ),
    Trouble(
        title="Load on {server} far above normal",
        report="Our monitoring shows a load of {m} on {server}. Pages still come, but slowly, and it grows.",
        answer="A single network sends {n} requests a minute to the search. I am slowing it down at the door.",
        workaround="Requests from that network are limited to ten a second; the load is back to normal.",
        resolution="The crawler keeps to its limit. Search pages are marked so that well-behaved ones stay away.",
        monitored=True,
        note="User agent pretends to be a browser from 2016. Keep the range on the watch list for a month.",
    ),
)
