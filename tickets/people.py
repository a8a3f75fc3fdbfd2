"""What the kernel asks of cases by their subjects: who stands in which role to them, and which have not ended."""

from collections.abc import Collection, Mapping, Sequence

from tickets.models import Case


def people_of(subject_ids: Sequence[int]) -> Mapping[int, Mapping[str, Sequence[int]]]:
    """For each subject its assignee and reporter, as far as there are any."""
    rows = Case.objects.filter(subject__in=subject_ids).values_list("subject", "assignee", "reporter")
    return {
        subject: {role: [person] for role, person in (("assignee", assignee), ("reporter", reporter)) if person}
        for subject, assignee, reporter in rows
    }


def live_among(subject_ids: Collection[int]) -> Collection[int]:
    """The subjects whose cases are neither resolved nor closed."""
    return set(Case.objects.live().filter(subject__in=subject_ids).values_list("subject", flat=True))
