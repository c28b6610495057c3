"""Who reads what through the interface, and who may take a step: as on the pages, strangers are told 401."""

import datetime as dt

from awards.models import Decision, Dossier
from movements.compile import frozen_filing
from movements.models import Activity, Filing, Reminder
from tests.access.people import EVERYONE, PROVINCE, only
from tests.factories import FilingFactory, IndicatorFactory, MovementFactory, RegistrationFactory, TermFactory
from tests.scene import pdf_upload
from thidua.events import record
from units.actions import attach_file

AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)
SEES = ("canbo", "thutruong", *PROVINCE)
NO_KEY = {"anonymous": 401}


def stage(world):
    """A sent filing, registration and dossier of Sở Nông nghiệp, its planned movement, a decision in force."""
    unit, office = world.units["SNNPTNT"], world.units["SNV"]
    own = {"unit": unit, "receiver": office, "sent": True, "submitted_by": world.thutruong}
    filing = FilingFactory(period=world.periods[4], **own)
    data = frozen_filing(Filing.objects.get(pk=filing.pk), by=world.thutruong, at=AT, first_at=AT, on_time=True)
    record(filing, step="submit", label="Ký và gửi", by=world.thutruong, at=AT, to_state="submitted", data=data)
    IndicatorFactory(code="D2.77")
    registration = RegistrationFactory(term=TermFactory(year=2024), **own)
    aim = registration.title_aims.create(subject="person", name="Y Thanh")
    paper = attach_file(owner=registration, purpose="bien_ban", upload=pdf_upload(), by=world.canbo, at=AT)
    movement = MovementFactory(name="Nông dân số", level="khac", launching_unit=unit, state="draft")
    dossier = Dossier.objects.create(
        unit=unit, receiver=office, title="Hồ sơ", occasion="phong_trao", state="submitted", first_sent_at=AT,
        arrived_at=AT, stage_since=AT, created_at=AT,
    )  # fmt: skip
    decision = Decision.objects.create(
        number=5, issued_on=AT.date(), year=2024, issuer="UBND tỉnh", title="Tặng", signer="A", signer_title="Chủ tịch"
    )
    reminder = Reminder.objects.create(person=world.canbo, day=AT.date(), made_at=AT, queued_at=AT)
    activity = Activity.objects.create(unit=unit, kind="plan", on=AT.date(), title="Kế hoạch", number="1/KH")
    return {
        "activity": activity.pk, "api_filing": filing.pk, "api_registration": registration.pk,
        "api_movement": movement.key, "api_aim": aim.pk, "api_paper": paper.pk,
        "api_dossier": dossier.pk, "api_decision": decision.pk, "open": "open", "accept": "accept",
        "receive": "receive", "launch": "launch", "indicator": "D2.77", "number": 1,
        "aliases": "aliases", "paper_kind": "dang-ky", "paper_ext": "docx", "csv": "csv", "reminder": reminder.pk,
    }  # fmt: skip


def _step(first, second=None):
    """The first of the two receivers moves the row, the second finds it moved; the others may not."""
    forbidden = dict.fromkeys((who for who in SEES if who not in (first, second)), 403)
    late = {second: 409} if second else {}
    return only([first], others=404, also={**forbidden, **late, **NO_KEY})


RECEIVERS = ("chuyenvien", "truongphong", "canbo_khac", "canbo_dakha")
WRITES_DICTIONARY = only(["quantri"], 400, others=403, also=NO_KEY)
FORBIDDEN = only((), also=dict.fromkeys(SEES, 403) | NO_KEY)  # seen, and not this person's to write now
ROWS = {
    "api:docs": ("get", (), only(EVERYONE)),
    "api:schema": ("get", (), only(EVERYONE, also=NO_KEY)),
    **{f"api:{noun}-list": ("get", (), only(EVERYONE, also=NO_KEY))
       for noun in ("movement", "filing", "registration", "dossier", "decision", "indicator", "duedate", "extension",
                    "activity")},
    "api:indicator-detail": ("get", ("indicator",), only(EVERYONE, also=NO_KEY)),
    "api:completeness": ("get", (), dict.fromkeys(EVERYONE, 404) | NO_KEY),  # of no quarter
    "api:receipt_check": ("get", (), dict.fromkeys(EVERYONE, 422) | NO_KEY),  # of no code
    **{f"api:filing-{part}": ("get", ("api_filing",), only(SEES, also=NO_KEY))
       for part in ("boxes", "findings", "receipts")},
    **{f"api:filing-{part}": ("get", ("api_filing", "number"), only(SEES, also=NO_KEY))
       for part in ("receipt", "receipt-pdf")},
    "api:filing-narratives": ("patch", ("api_filing",), FORBIDDEN),  # it has been sent
    "api:filing-files": ("post", ("api_filing",), FORBIDDEN),
    "api:filing-file": ("delete", ("api_filing", "number"), FORBIDDEN),
    "api:filing-workbook": ("get", ("api_filing",), only(SEES, also=NO_KEY)),
    "api:filing-kept-workbook": ("get", ("api_filing", "number"), FORBIDDEN),
    "api:filing-workbook-errors": ("get", ("api_filing", "number"), FORBIDDEN),
    "api:filing-paper": ("patch", ("api_filing",), FORBIDDEN),  # the unit has sent it itself
    "api:filing-on-behalf": (  # a body without the unit; who receives nothing is forbidden
        "post", (), only(("chuyenvien", "truongphong", "canbo", "canbo_khac", "canbo_dakha", "canbo_xa"), 400,
                         others=403, also=NO_KEY),
    ),
    "api:activity-withdraw": (
        "post", ("activity",), only(["canbo"], 400, also=dict.fromkeys(SEES, 403) | {"canbo": 400} | NO_KEY),
    ),
    "api:activity-files": (
        "post", ("activity",), only(["canbo"], 422, also=dict.fromkeys(SEES, 403) | {"canbo": 422} | NO_KEY),
    ),
    "api:activity-file": (  # there is none
        "delete", ("activity", "number"), only((), also=dict.fromkeys(SEES, 403) | {"canbo": 404} | NO_KEY),
    ),
    "api:registration-lines": ("patch", ("api_registration",), FORBIDDEN),  # so has this
    "api:registration-titles": ("post", ("api_registration",), FORBIDDEN),
    "api:registration-title": ("patch", ("api_registration", "api_aim"), FORBIDDEN),
    "api:registration-copy": ("post", ("api_registration",), FORBIDDEN),
    "api:registration-files": ("post", ("api_registration",), FORBIDDEN),
    "api:registration-file": ("delete", ("api_registration", "api_paper"), FORBIDDEN),
    "api:registration-versions": ("get", ("api_registration",), only(SEES, also=NO_KEY)),
    "api:registration-paper": ("get", ("api_registration", "paper_kind", "paper_ext"), only(SEES, also=NO_KEY)),
    "api:registration-accept": ("post", (), only((*RECEIVERS, "canbo", "canbo_xa"), 400, others=403, also=NO_KEY)),
    "api:indicator-end": ("post", ("indicator",), WRITES_DICTIONARY),
    "api:indicator-duties": ("get", ("indicator",), only(EVERYONE, also=NO_KEY)),
    "api:indicator-part": ("post", ("indicator", "aliases"), WRITES_DICTIONARY | {"quantri": 422}),
    "api:indicator-part-row": ("delete", ("indicator", "aliases", "number"), WRITES_DICTIONARY | {"quantri": 422}),
    "api:reminder-list": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:reminder-detail": ("get", ("reminder",), only(("canbo", "thutruong", *PROVINCE), also=NO_KEY)),
    "api:reminder-again": (  # it has gone
        "post", ("reminder",), only(("canbo", "chuyenvien", "truongphong"), 422, also=dict.fromkeys(
            ("thutruong", "giamdoc", "vanphong", "vanthu", "lanhdao", "quantri"), 403) | NO_KEY),
    ),
    "api:reminder-whom": ("get", (), only((*RECEIVERS, "canbo", "canbo_xa"), 400, others=403, also=NO_KEY)),
    "api:completeness_file": (
        "get", ("csv",), only(("canbo_dakha", "thutruong_dakha", *PROVINCE), others=403, also=NO_KEY),
    ),
    "api:calendar_address": ("post", (), only(EVERYONE, 201, also=NO_KEY)),
    "api:movement-detail": ("get", ("api_movement",), only(SEES, also=NO_KEY)),
    "api:filing-detail": ("get", ("api_filing",), only(SEES, also=NO_KEY)),
    "api:registration-detail": ("get", ("api_registration",), only(SEES, also=NO_KEY)),
    "api:activity-detail": ("get", ("activity",), only(SEES, also=NO_KEY)),
    "api:dossier-detail": ("get", ("api_dossier",), only(SEES, also=NO_KEY)),
    "api:decision-detail": ("get", ("api_decision",), only(EVERYONE, also=NO_KEY)),
    "api:filing-step": ("post", ("api_filing", "open"), _step("chuyenvien", "truongphong")),
    "api:registration-step": ("post", ("api_registration", "accept"), _step("chuyenvien", "truongphong")),
    "api:dossier-step": ("post", ("api_dossier", "receive"), _step("chuyenvien")),
    "api:movement-files": ("get", ("api_movement",), only(SEES, also=NO_KEY)),
    "api:movement-file": (  # there is none
        "delete", ("api_movement", "number"), only((), also=dict.fromkeys(SEES, 403) | {"canbo": 404} | NO_KEY),
    ),
    "api:movement-step": ("post", ("api_movement", "launch"), _step("thutruong") | {"thutruong": 422}),
}  # fmt: skip
STEPS = {}
