"""Windows as calendars: notices with MAINTNOTE properties, feeds to subscribe to, and what calendars answer.

`said` is what there is to say, `event` says it as iCalendar (RFC 5545), `document` wraps events up;
`notices`, `feeds` and `attachment` are what goes out, `replies` is what comes in.
"""
