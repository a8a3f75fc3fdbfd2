"""The words of a case for the search: one row a case, kept by triggers of the database.

Every case and message brings its words in the moment it is written, by whatever way (see the
migration `words`): `public` those of the case and of what was said in public, `every` the notes of
staff too. So one index answers a search, and a list in any order is looked through quickly.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class CaseWords(models.Model):
    """A row that has grown to about a megabyte, the most that the database indexes, takes no more in."""

    case = models.OneToOneField("tickets.Case", models.CASCADE, primary_key=True, related_name="words")
    public = SearchVectorField()
    every = SearchVectorField()

    class Meta:
        indexes = [
            # a customer's search
            GinIndex(fields=["public"], name="case_public_words"),
            # staff's, notes included
            GinIndex(fields=["every"], name="case_every_word"),
        ]

    def __str__(self) -> str:
        return f"words of case {self.case_id}"
