"""Catastrophic ones: nothing works, and no way around."""

from tickets.seed.troubles.trouble import Trouble

_TRIED = "The site was also tried from another network\nOur router and internet connection were checked"

OUTAGES = (
    Trouble(
        title="{site} does not answer at all",
        report="Since about ten minutes nobody reaches {site}. The browser waits and then says that the connection "
        "timed out. Orders have stopped completely.",
        checked=_TRIED,
        answer="We see it too: {server} accepts no connections. I am on the machine's console now and will write "
        "again within the hour.",
        question="Was anything deployed or switched over in the last half hour on your side?",
        reply="No, the last release went out on {day}.",
        workaround="The web server runs again with half of its workers; {site} answers, a little slower than usual.",
        resolution="A full connection table on {server} refused every new connection. The limit is raised, the "
        "keep-alive of the load balancer shortened, and an alarm set at 70 %.",
        software="Storefront",
        monitored=True,
        note="conntrack full at 262144, dmesg says so since {n} s before the first call. Base image too.",
    ),
    Trouble(
        title="Database on {server} is down, every page shows error 500",
        report="Every page shows 'Internal server error'. Our developer says that the application cannot connect to "
        "the database on {server}.",
        checked=_TRIED,
        answer="PostgreSQL stopped because its disk is full. I am making room and starting it again.",
        workaround="The database runs again after old archive files were moved away. All pages load; the nightly "
        "report is switched off until there is more disk.",
        resolution="The disk of {server} was grown by {m} GB while running, archives are shipped and removed hourly "
        "again, and the report is back on.",
        note="archive_command failed since {day}: the target's certificate had changed. Nobody watched the exit code.",
        software="PostgreSQL",
        monitored=True,
    ),
    Trouble(
        title="Checkout broken: no order can be paid",
        report="Customers fill their baskets but every payment ends with 'Something went wrong'. Not one order since "
        "{n} minutes. Before that everything was fine.",
        checked="The site was also tried from another network",
        answer="I can reproduce it. The payment provider refuses our requests since its certificate chain changed; "
        "I am working on the trust store of {server}.",
        question="Does your provider have a second endpoint that you may use?",
        reply="Yes, there is one, we have allowed it in their back office just now.",
        workaround="Payments go through the second endpoint. Please try an order.",
        resolution="The trust store on all web servers is up to date, payments are back on the first endpoint, and "
        "the store is now refreshed with every weekly patch.",
        note="Root was dropped from our bundle, provider sent no notice. Ask for their status mails to go to us too.",
        software="Storefront",
    ),
    Trouble(
        title="{server} restarts again and again",
        report="{server} goes down, comes back for two minutes and goes down again. It began right after midnight.",
        checked=_TRIED,
        answer="The host machine reports memory errors. I am moving {server} to another host now.",
        workaround="{server} runs on another host and has been stable for twenty minutes.",
        resolution="The faulty memory module was replaced. {server} stays on the new host; backups of the night were "
        "run again and are complete.",
        monitored=True,
        note="EDAC: {n} corrected errors in an hour before the first uncorrected one. The alarm threshold is too high.",
    ),
    Trouble(
        title="Wrong content: {site} shows another page",
        report="{site} shows the page of a domain parking service. People think that we have closed down.",
        checked="Our own name servers and firewall were checked\nThe site was also tried from another network",
        answer="The name servers for your domain answer with a foreign address. I am talking to the registrar.",
        question="Who in your company receives the mails of the registrar? The domain may have expired.",
        reply="They went to a colleague who left in spring. We have paid just now.",
        workaround="The registrar has released the domain; most networks see the right address within the hour.",
        resolution="All networks that we can ask give the right address. The domain renews by itself now, and its "
        "notices go to your account holder.",
    ),
)
