"""What the tests of the register stage: rows of a record as forms give them, a hold, a merged pair."""

import datetime as dt

from awards import actions
from awards.actions import KINDS
from awards.models import Honoree
from tests.awards.scene import AT, honoree, load_law, person
from tests.scene import pdf_upload
from thidua.models import Reason

DAY = dt.date(2023, 5, 12)
HOLD_REASONS = {"TD-01": "Tạm dừng: đang xem xét kỷ luật", "TD-02": "Tạm dừng: có đơn khiếu nại, tố cáo"}
WHOLE = {  # a right row of each kind
    "khen-thuong": {
        "award_code": "CSTDCS", "award_name": "", "decision_number": "45/QĐ-SNN", "decided_on": DAY,
        "issuer": "Sở Nông nghiệp", "year": 2022, "term_kind": "working_year", "occasion": "cong_trang",
        "achievement": "", "revoked_on": None, "note": "",
    },
    "xep-loai": {
        "term_kind": "working_year", "year": 2023, "grade": "excellent", "paper_number": "", "paper_date": None,
        "issuer": "",
    },
    "sang-kien": {
        "kind": "initiative", "title": "Tưới nhỏ giọt", "scope": "base", "year": 2023, "council": "",
        "paper_number": "", "paper_date": None, "note": "",
    },
    "ky-luat": {
        "form": "Khiển trách", "severe": False, "decided_on": DAY, "ends_on": dt.date(2024, 5, 12),
        "decision_number": "9/QĐ",
    },
    "thai-san": {"valid_from": DAY, "valid_to": dt.date(2023, 11, 12)},
    "qua-trinh": {"unit": None, "position": "Kiểm lâm viên", "valid_from": DAY, "valid_to": None},
    "ten-khac": {"name": "Nguyễn T. Thanh", "source": "QĐ 45"},
}  # fmt: skip
RECOGNISED = {"council": "Hội đồng sáng kiến", "paper_number": "7/QĐ", "paper_date": DAY}
IDENTITY = {
    "subject": "person", "name": "Nguyễn Thị Thanh", "position": "Công nhân", "person_class": "direct", "female": True,
    "minority": None, "enterprise": False, "staff_code": "", "birth_year": None,
}  # fmt: skip


def someone(world, name="Nguyễn Thị Thanh", unit="SNNPTNT", **fields):
    return honoree(world.units[unit], name, **fields)


def content(world, key, **changes):
    whole = WHOLE[key] | changes
    return whole | {"unit": world.units["SNNPTNT"]} if key == "qua-trinh" else whole


def write(world, who, key, *, by="canbo", **changes):
    load_law()
    return actions.add_record(
        honoree=fresh(who), kind=KINDS[key], content=content(world, key, **changes), by=person(world, by), at=AT
    )


def correct(world, row, key, *, by="canbo", seal=None, **changes):
    kind = KINDS[key]
    return actions.correct_record(
        row=row, kind=kind, content=content(world, key, **changes), seal=seal or actions.seal_of(row, kind),
        by=person(world, by), at=AT,
    )  # fmt: skip


def remove(world, row, key, *, by="canbo", reason="Ghi nhầm người"):
    actions.remove_record(row=row, kind=KINDS[key], reason=reason, by=person(world, by), at=AT)


def hold_reasons():
    for code, label in HOLD_REASONS.items():
        row = {"applies_to": "dong_de_nghi", "act": "tam_dung", "label": label}
        Reason.objects.get_or_create(code=code, defaults=row)


def held(world, who, *, by="chuyenvien", **changes):
    hold_reasons()
    words = {"reason": "TD-01", "text": "Đang thanh tra theo QĐ 3.", "opened_on": AT.date()} | changes
    return actions.open_hold(honoree=fresh(who), **words, by=person(world, by), at=AT)


def release(world, hold, *, by="chuyenvien", **changes):
    words = {
        "conclusion": "Không vi phạm.", "number": "8/KL-TTr", "concluded_on": AT.date(), "file": pdf_upload("kl.pdf"),
    } | changes  # fmt: skip
    return actions.release_hold(hold=hold, **words, by=person(world, by), at=AT)


def merge(world, stays, goes, *, by="chuyenvien"):
    return actions.merge_honorees(stays=fresh(stays), goes=fresh(goes), by=person(world, by), at=AT)


def fresh(who):
    return Honoree.objects.select_related("unit", "merged_into").get(pk=who.pk)
