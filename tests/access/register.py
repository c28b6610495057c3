"""Who may read a registration's papers and versions, accept many, sum up, set days apart, keep titles."""

import datetime as dt

from movements.actions import confirm_summary, set_deadline
from movements.actions.registration_content import frozen_rows
from movements.compile import registration_content
from movements.models import Registration, RegistrationVersion
from tests.access import registrations
from tests.access.people import EVERYONE, PROVINCE, only
from tests.factories import RegistrationFactory, TermFactory
from tests.scene import pdf_upload
from units.actions import attach_file

AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)
SEES = registrations.SEES
OFFICERS = registrations.OFFICERS
DISTRICT = ("canbo_dakha", "thutruong_dakha")
UNIT_PEOPLE = ("canbo", "thutruong", "canbo_khac", *DISTRICT, "canbo_xa", "thutruong_xa")
RECEIVES = ("chuyenvien", "truongphong")


def stage(world):
    """The sent registration of Sở Nông nghiệp with a file and an accepted version; Đắk Hà's summary; a day apart."""
    staged = registrations.stage(world)
    row = Registration.objects.with_names().get(pk=staged["registration"])
    attachment = attach_file(owner=row, purpose="bien_ban", upload=pdf_upload(), by=world.canbo, at=AT)
    RegistrationVersion.objects.create(
        registration=row, number=1, content=registration_content(row).as_json(), stored=frozen_rows(row), accepted_at=AT
    )
    district = {"term": row.term, "receiver": world.units["615"], "accepted": True}
    RegistrationFactory(unit=world.units["C23512"], **district)
    summary = confirm_summary(unit=world.units["615"], term=row.term, by=world.canbo_dakha, at=AT)
    apart = set_deadline(
        term=TermFactory(year=2025), unit=world.units["SYT"], due_on=dt.date(2025, 1, 20), reason="Bận chống dịch",
        by=world.chuyenvien, at=AT,
    )  # fmt: skip
    return staged | {
        "registration_file": attachment.pk, "version": 1, "paper": "dang-ky", "word": "docx", "summary": summary.pk,
        "apart": apart.pk, "aim": row.title_aims.create(subject="person", name="Y Thanh").pk, "subject": "household",
    }  # fmt: skip


NO_KEY = {"anonymous": 401}
FORBIDDEN = dict.fromkeys(SEES, 403)  # it has been sent
ROWS = {
    "movements:registration_file_add": ("post", ("registration",), only((), also=FORBIDDEN)),
    "movements:registration_file_remove": ("post", ("registration", "registration_file"), only((), also=FORBIDDEN)),
    "movements:registration_version": ("get", ("registration", "version"), only(SEES)),
    "movements:registration_paper": ("get", ("registration", "paper", "word"), only(SEES)),
    "movements:registration_accept_many": ("post", ("term",), only(EVERYONE, 302)),  # nothing ticked: told so
    "movements:registration_summary": ("get", ("term",), only((*UNIT_PEOPLE, *PROVINCE), others=403)),
    "movements:registration_summary_paper": ("get", ("term", "word"), only((*UNIT_PEOPLE, *PROVINCE), others=403)),
    "movements:summary_file": ("get", ("summary", "word"), only(DISTRICT)),
    "movements:summary_confirm": ("post", ("term",), only(OFFICERS, 302, others=403)),
    "movements:summary_detail": ("get", ("summary",), only(DISTRICT)),  # it has not been sent
    # Sent by its head, it is there for the province, who may not send it again.
    "movements:summary_send": (
        "post", ("summary",), only(["thutruong_dakha"], 302, also=dict.fromkeys(("canbo_dakha", *PROVINCE), 403)),
    ),
    "movements:deadline_list": ("get", ("term",), only(RECEIVES, others=403)),
    # The first who may takes it away; for those after there is none any more. Of the units only its own sees it.
    "movements:deadline_remove": ("post", ("apart",), only(["chuyenvien"], 302, also={"canbo_khac": 403})),
    "api:summary-list": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:summary-detail": ("get", ("summary",), only(DISTRICT, also=NO_KEY)),
    "api:summary-send": (
        "post", ("summary",),
        only(["thutruong_dakha"], also=dict.fromkeys(("canbo_dakha", *PROVINCE), 403) | NO_KEY),
    ),
    "api:deadline-list": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:deadline-detail": ("delete", ("apart",), only(["chuyenvien"], 204, also={"canbo_khac": 403} | NO_KEY)),
    "aims:aim_list": ("get", ("registration",), only(SEES)),
    "aims:aim_new": ("get", ("registration", "subject"), only((), also=FORBIDDEN)),
    "aims:aim_upload": ("post", ("registration",), only((), also=FORBIDDEN)),
    "aims:aim_template": ("get", ("registration",), only((), also=FORBIDDEN)),
    "aims:aim_edit": ("post", ("registration", "aim"), only((), also=FORBIDDEN)),
    "aims:aim_remove": ("post", ("registration", "aim"), only((), also=FORBIDDEN)),
}  # fmt: skip
STEPS = {}
