"""Letters that ask a person's unit for its opinion, as tasks of the home page."""

from django.urls import reverse

from awards.compile.opinions import open_requests, request_rows, speaks_for
from reports.duties import MINE, OVERDUE, Task

MOST = 20


def tasks(user, *, today):
    """Letters to the bodies for which this person speaks, not wholly answered; one query where there are none."""
    places = speaks_for(user)
    if not places:
        return
    letters = list(open_requests(user).filter(body__in=places).with_names().order_by("due_on", "pk")[:MOST])
    if not letters:
        return
    for row in request_rows(user, letters, today=today):
        yield Task(
            OVERDUE if row.left is not None and row.left < 0 else MINE, row.state, row.label,
            f"Công văn {row.request.letter_number}: {row.about}", "Sở Nội vụ lấy ý kiến",
            reverse("awards:opinion_detail", args=[row.request.pk]), "Trả lời",
            due_on=row.request.due_on, days_left=row.left,
        )  # fmt: skip
