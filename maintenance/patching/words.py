"""What the figures of patching mean, as pages, files and calls say it beside them."""

DEFINITION: tuple[tuple[str, str], ...] = (
    ("Owed", "What a server has to be given by an instant: a patch run in each of its platform's periods; and, where a "
             "contract, a vulnerability known to be exploited or the platform's own rule is earlier, one release. It "
             "counts in the period in which it falls due; what is owed by release alone, in the calendar month."),
    ("On time", "Done by its due instant, at the latest in that very moment."),
    ("Late", "Its due instant has passed without that, whether or not it was done since."),
    ("Excepted", "An exception that was approved covers the due instant."),
    ("Open", "Its due instant is still ahead."),
    ("Percentage", "On time, of what was on time or late; excepted and open ones are left out. Rounded down: 100 "
                   "says that nothing was late."),
    ("No release", "A period of a platform that is patched only if there was a release, and there was none: nothing "
                   "was owed."),
    ("Without a promise", "Servers whose contract promises no patching. They are counted nowhere."),
    ("Closed", "Some time after its end, as the policy says, the figures of a period are frozen; what is reported "
               "later is kept, and changes none of them."),
    ("As known on", "What was reported later than this is not counted yet. Later corrections of what was known then "
                    "show only where the period was closed before."),
)  # fmt: skip
