"""What the pages of the outbox show, gathered."""

from collections import defaultdict

from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.http import urlencode

from movements import actions
from movements.compile.asking import place_of, things_to_ask, title_of
from movements.emails import reminder_text, subject_of
from movements.enums import ReminderState
from movements.models import Period, Reminder, ReminderLine
from thidua.events import timeline
from thidua.lists import Pill
from thidua.text import clean_line, search_key


def list_page(user, *, state, words):
    """The rows of the outbox that this person may see, with their filters."""
    rows = Reminder.objects.visible_to(user)
    if key := search_key(words):
        named = Q(person__full_name__icontains=clean_line(words)) | Q(person__unit__search_name__contains=key)
        rows = rows.filter(named)
    found = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    shown = rows.filter(state=state) if state in ReminderState.values else rows
    rest = {"tim": words} if words else {}
    pills = [Pill("Tất cả", sum(found.values()), f"?{urlencode(rest)}", not state)]
    pills += [
        Pill(label, found[code], f"?{urlencode(rest | {'trang-thai': code})}", code == state, code)
        for code, label in ReminderState.choices
        if code in found
    ]
    lines = Prefetch("lines", ReminderLine.objects.visible_to(user).select_related("asked_by").order_by("pk"))
    return {
        "rows": shown.for_list().prefetch_related(lines), "counts": pills, "state": state, "words": words,
        "query": urlencode({"trang-thai": state, "tim": words}),
    }  # fmt: skip


def detail_page(reminder, user, *, today):
    lines = list(reminder.lines.select_related("asked_by__unit", "unit"))
    mailed = [line for line in lines if line.by_mail]
    may_send = reminder.state in ReminderState.AGAIN and user.has_perm("movements.resend_reminder", reminder)
    return {
        "reminder": reminder,
        "lines": lines,
        "subject": subject_of(reminder, mailed) if mailed else "",
        "text": reminder_text(reminder, mailed) if mailed else "",
        "may_send": may_send,
        "why_not": actions.why_not_again(reminder, today=today) if may_send else "",
        "is_own": reminder.person_id == user.pk,
        "events": list(reversed(timeline(reminder))),
    }


def compose_page(user, about, rows, *, today, units, form, chosen):
    """`chosen` are the boxes as they were sent; None for a page that has just been opened."""
    ticked = [one for row in rows for one in row.addressees if one.ticked]
    chosen = {one.value for one in ticked} if chosen is None else chosen
    everyone = [one for row in rows for one in row.addressees]
    sample = next((one for one in everyone if one.value in chosen), next(iter(everyone), None))
    things = things_to_ask(user, today=today)
    return {
        "about": about,
        "rows": rows,
        "units": units or (),
        "form": form,
        "chosen": chosen,
        "subject": subject_of(*_sample(user, sample, today)) if sample else "",
        "text": reminder_text(*_sample(user, sample, today)) if sample else "",
        "things": [(f"?{place_of(one)}", title_of(one), one == about) for one in things],
        "is_period": isinstance(about, Period),
        "back": reverse("movements:outbox_list"),
    }


def _sample(user, addressee, today):
    """A reminder as this person would get it, not kept anywhere."""
    reminder = Reminder(person=addressee.person, day=today)
    return reminder, [ReminderLine(**vars(addressee.line), asked_by=user)]


def asked_of(rows, chosen):
    """(rows of actions.Asked, number of boxes that were ticked and are not offered any more)."""
    offered = {one.value: one for row in rows for one in row.addressees}
    lines = defaultdict(list)
    for value in sorted(chosen & offered.keys()):
        lines[offered[value].person].append(offered[value].line)
    asked = [actions.Asked(person, tuple(some)) for person, some in lines.items()]
    return asked, len(chosen - offered.keys())
