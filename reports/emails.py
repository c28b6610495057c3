"""The messages of a report. One per delivery row, and the row gives the Message-ID: sent twice, it is one message."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from reports.enums import DeliveryKind
from thidua.words import doc_number
from units.models import Attachment

DRAFT_FILE, ISSUED_FILE = "draft_pdf", "signed"


def message_id(delivery):
    return f"<thidua-delivery-{delivery.pk}@{urlsplit(settings.SITE_URL).hostname}>"


def paper_of(report):
    """The file that stands for the report now: the clerk's signed one once issued, the unsigned PDF before."""
    purpose = ISSUED_FILE if report.is_issued else DRAFT_FILE
    return Attachment.objects.of(report, purpose).order_by("-pk").first()


def report_message(delivery, attachment):
    """The message of one delivery, with its PDF."""
    body = render_to_string("emails/report.txt", _words(delivery))
    message = EmailMessage(_subject(delivery), body, to=[delivery.address])
    message.extra_headers["Message-ID"] = message_id(delivery)
    with attachment.file.open() as file:
        message.attach(attachment.name, file.read(), attachment.content_type)
    return message


def _words(delivery):
    report = delivery.report
    path = reverse("reports:report_detail", args=[report.pk])
    return {
        "report": report,
        "period": report.period,
        "number": symbol_of(report),
        "name": delivery.recipient_name,
        "is_test": delivery.kind == DeliveryKind.TEST,
        "address": f"{settings.SITE_URL}{path}" if delivery.recipient_user_id else "",
        "demo": settings.DEMO,
    }


def symbol_of(report):
    """ "05/BC-SNV", "" while it has no number."""
    return f"{doc_number(report.number)}/{report.symbol}" if report.number else ""


def _subject(delivery):
    report = delivery.report
    test = "[Gửi thử] " if delivery.kind == DeliveryKind.TEST else ""
    if report.is_issued:
        return f"{test}Báo cáo số {symbol_of(report)}: {report.title}"
    return f"{test}Bản tổng hợp số liệu, chưa ký: {report.title}"
