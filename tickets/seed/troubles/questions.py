"""Questions and wishes: no impact, in their own time."""

from tickets.seed.troubles.trouble import Trouble

QUESTIONS = (
    Trouble(
        title="How long are {thing} kept?",
        report="Our auditor asks how long {thing} of {site} are kept and who can read them. Where is that written?",
        answer="I am putting it together for you, with the clauses it comes from.",
        resolution="Every figure has its clause on the policy page of your contract. In short: seven days for nightly "
        "copies, thirty for those kept off site.",
        things=("backups", "web server logs", "copies of the database"),
    ),
    Trouble(
        title="Access to {server} for a new developer",
        report="A developer joins us next month. What do you need from us for access to {server}?",
        answer="Their public key and the written word of your account holder. Shared accounts are not possible.",
        question="Which of the two roles shall it be: reading logs, or deploying too?",
        reply="Reading logs only, for the beginning.",
        resolution="The account exists and opens with the key you sent. It may read the logs of {server}.",
    ),
    Trouble(
        title="Wish: {thing} in the monthly report",
        report="Could the monthly report show {thing} as well? It would save us a spreadsheet.",
        answer="A good idea. I have passed it on to those who plan the reports and tell you when there is a date.",
        resolution="The report of next month has it. Thank you for the idea.",
        things=("answer times by weekday", "the slowest pages", "mail volumes", "the number of visitors by country"),
    ),
    Trouble(
        title="Which release of {thing} do we run?",
        report="Our agency wants to know which release of {thing} is on {server} and when it will be updated.",
        answer="I look it up and ask when the next window is.",
        resolution="It is the newest one that is released for production; it was last patched on {day} night.",
        things=("PostgreSQL", "nginx", "PHP", "Solr"),
    ),
    Trouble(
        title="Colour of the cookie banner",
        report="The banner is blue on {site}, our style guide says green. It is only looks, no hurry at all.",
        answer="Noted; it goes in with the next small release.",
        resolution="The banner is green since the release of {day}.",
        software="Storefront",
    ),
    Trouble(
        title="Forward {thing} to the new site",
        report="Old links to {thing} end in 'not found'. Could they lead to the new pages? The list has {n} lines.",
        answer="Yes. Please send the list with old and new address in two columns.",
        question="May links that are not in your list lead to the front page?",
        reply="Better to the category page, please.",
        resolution="All {n} links lead on. Those that nobody listed lead to their category.",
        things=("the old blog", "last year's catalogue", "the careers pages", "the magazine"),
        software="nginx",
    ),
    Trouble(
        title="Time of the backups",
        report="Can the nightly backup of {server} start an hour later? Our import runs until then.",
        answer="That is possible. I check that it still ends before the morning.",
        resolution="The backup of {server} starts at 02:30 since last night and took {m} minutes.",
    ),
)
