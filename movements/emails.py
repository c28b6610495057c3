"""The mail of one reminder. The row gives the Message-ID: sent twice, it is one message."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from movements.compile.tokens import mail_token

HIDDEN = "(địa chỉ riêng của người nhận)"


def message_id(reminder):
    return f"<thidua-reminder-{reminder.pk}@{urlsplit(settings.SITE_URL).hostname}>"


def choices_url(person):
    return settings.SITE_URL + reverse("movements:mail_choices", args=[mail_token(person)])


def reminder_message(reminder, lines):
    """One mail with all that this person is reminded of on this day; `lines` are rows of ReminderLine."""
    choices = choices_url(reminder.person)
    body = reminder_text(reminder, lines, choices=choices)
    message = EmailMessage(subject_of(reminder, lines), body, to=[reminder.address])
    message.extra_headers |= {
        "Message-ID": message_id(reminder),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{choices}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return message


def reminder_text(reminder, lines, *, choices=HIDDEN):
    """The words of the mail; shown to anybody else, without the address that stands for its reader."""
    words = {
        "name": reminder.person.full_name,
        "day": reminder.day,
        "invites": all(line.invites for line in lines),
        "lines": [_numbered(number, line) for number, line in enumerate(lines, 1)],
        "notes": _notes(lines),
        "portal": settings.OFFICE["portal"],
        "province": settings.OFFICE["province"],
        "site": settings.SITE_URL,
        "choices": choices,
        "demo": settings.DEMO,
    }
    return render_to_string("emails/reminder.txt", words)


def _numbered(number, line):
    return {"number": number, "text": line.text, "url": f"{settings.SITE_URL}{line.path}"}


def _notes(lines):
    """What officers wrote by hand, each once, with who wrote it."""
    return list(dict.fromkeys((line.asked_by, line.note) for line in lines if line.note and line.asked_by))


def subject_of(reminder, lines):
    day = f"{reminder.day:%d/%m/%Y}"
    if all(line.invites for line in lines):
        return f"Đề nghị gửi báo cáo, ngày {day}"
    return f"Nhắc việc ngày {day}: {len(lines)} việc"
