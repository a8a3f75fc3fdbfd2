"""What desks raise alerts of beside a clock's thresholds: something that went wrong, which stays true.

A desk adds its key with the words that go on from the clock's name ("BK-12: backup failed") and
writes the alert itself, on the cycle that it happened in. An alert with such a key is told even
when its clock has been stopped since.
"""

from hostops.lib.registry import Registry

happenings: Registry[str] = Registry("happening")
