"""All that waits for one person, from every room, most pressing first."""

from datetime import date

from reports import (
    duties,
    duties_awards,
    duties_consultations,
    duties_councils,
    duties_opinions,
    duties_registrations,
    duties_revocations,
    duties_typical,
)


def tasks_of(user, *, today, at):
    found = [
        *duties.tasks(user, today=today),
        *duties_registrations.tasks(user, today=today),
        *duties_awards.tasks(user, today=today),
        *duties_opinions.tasks(user, today=today),
        *duties_consultations.tasks(user),
        *duties_revocations.tasks(user),
        *duties_councils.tasks(user, today=today, at=at),
        *duties_typical.typical_tasks(user, today=today),
    ]
    return sorted(found, key=lambda task: (duties.GROUPS.index(task.group), task.due_on or date.max, task.title))
