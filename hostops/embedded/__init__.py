"""The all-in-one stack: PostgreSQL and Valkey from wheels, and the supervision of the portal's processes.

Nothing here needs Django, except the application's own `apps` and `management`: the servers run
before settings can be read, and tests start them without any.
"""
