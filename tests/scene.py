"""Things that several tests stage."""

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.compile import compile_report
from reports.models import Delivery, Report, Run
from tests.reports.office import AT, NOW, TODAY, make_schedule
from units.actions import attach_file

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def pdf_upload(name="Biên bản.pdf"):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def compiled_report(world):
    """A report of the year as the worker leaves it: compiled, with its PDF and a sent delivery."""
    period, schedule = world.periods["year"], make_schedule(world)
    run = Run.objects.create(schedule=schedule, period=period, state="ready", asked_at=AT, queued_at=NOW)
    data = compile_report(period=period, user=world.chuyenvien, today=TODAY, schedule=schedule)
    report = Report.objects.create(
        run=run, schedule=schedule, period=period, title=data.title, data=data.to_json(), sha256=data.digest(),
        compiled_at=AT,
    )  # fmt: skip
    attach_file(owner=report, purpose="draft_pdf", upload=pdf_upload("bao-cao.pdf"), by=None, at=AT)
    Delivery.objects.create(
        report=report, kind="draft", recipient_user=world.lanhdao, recipient_name="Lãnh đạo",
        address="ld@thidua.invalid",
        state="sent", sent_at=AT, queued_at=NOW,
    )  # fmt: skip
    return report
