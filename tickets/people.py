"""Who stands in which role to a case, for alerts."""

from collections.abc import Mapping, Sequence

from tickets.models import Case


def people_of(subject_ids: Sequence[int]) -> Mapping[int, Mapping[str, Sequence[int]]]:
    """For each subject its assignee and reporter, as far as there are any."""
    rows = Case.objects.filter(subject__in=subject_ids).values_list("subject", "assignee", "reporter")
    return {
        subject: {role: [person] for role, person in (("assignee", assignee), ("reporter", reporter)) if person}
        for subject, assignee, reporter in rows
    }
