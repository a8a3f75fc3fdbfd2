"""What people say on any case. Braces as in `tickets.seed.troubles`."""

UPDATES = (
    "Still on it. We have ruled out the network; the cause is on the machine itself. I write again soon.",
    "Short word in between: two of us are looking at it now, and there is a first lead.",
    "We can reproduce it and are testing a change on a copy of {server}.",
    "The change looks good on the copy. We bring it to {server} next.",
    "We are waiting for an answer from the manufacturer and go on meanwhile with a way around it.",
    "The numbers are better since the last change, but not yet what they should be. We go on.",
)
LATE_WORDS = (
    "I am sorry that you had to wait for this. {answer}",
    "Apologies for the long silence, this should have been answered earlier. {answer}",
)
THANKS = (
    "Confirmed, it works again. Thank you!",
    "Looks good from here, you may close it.",
    "Many thanks, {engineer}. That was quick.",
    "Tested by two of us this morning: all is well.",
    "Perfect, thank you for the explanation as well.",
)
ONCE_MORE = (
    "It is back since this morning, exactly as before.",
    "Unfortunately not solved for everybody: two colleagues still see it.",
    "It worked over the weekend, now it happens again.",
    "The same thing happened again at {n} minutes past midnight.",
)
OWN_SOLUTION = (
    "We found it ourselves: it was a setting on our side. Thank you all the same.",
    "Please forget it, our agency had changed it without telling us.",
)
NOTES = (
    "Same picture as last month at another customer; the notes there helped.",
    "Spoke with {who} by telephone: no hurry, but they have a trade fair on {day}.",
    "Looked at the graphs of the last two weeks: nothing before {day}.",
    "If it comes again, look at the deploy log first.",
    "Asked the planners whether this can go into the next window.",
    "Do not restart {server} before the dump is written.",
)
CALLS = (
    "Called about it, is available by mobile all day.",
    "Called to say that it is urgent and to ask for a first estimate.",
    "Rang from the car; wants a call back when there is news.",
)
ANSWERED_BY_PHONE = "Explained on the telephone what we see and what we do next: {answer}"
GROWN = (
    "It is getting worse: now the whole office cannot work. Please treat it as urgent.",
    "Since an hour it hits our customers as well. Can this be raised?",
)
SILENT = "As we have not heard from you, we go on with what we know."
EVIDENCE = (
    "The deploy log shows a release by the customer's agency at the minute of the first error; it was denied twice."
)
UNRESOLVABLE = (
    "We have tried what can be tried from our side. The fault lies in a component whose maker no longer supports it, "
    "so we cannot solve it; replacing it is what we would advise."
)

# What a reporter adds to so many stars.
ON_STARS = {1: "Nobody listened.", 2: "It took too long.", 3: "", 4: "", 5: "Quick and friendly, thank you."}
