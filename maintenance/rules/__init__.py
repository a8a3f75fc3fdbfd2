"""Rules of service windows: notice, lengths, changes, the year. Pure: no clock is read, `at` is given."""
