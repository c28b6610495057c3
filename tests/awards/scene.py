"""What the tests of awards stage: the catalogue, honorees, a dossier walked to a state by its real acts."""

import datetime as dt

from awards import actions
from awards.actions import LineInput, Petition
from awards.load import law, load_catalogue
from awards.models import AwardType, ChecklistItem, DeadlineRule, Dossier, Honoree, Instrument
from tests.scene import pdf_upload
from thidua.models import Reason
from units.load import ids
from units.models import User

AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
TODAY = dt.date(2024, 12, 18)
BK, CO = "BK_TINH", "CO_TINH"
REASONS = {
    "TL-HS01": ("ho_so", "tra_lai_bo_sung", False),
    "TL-HS16": ("ho_so", "tra_lai_bo_sung", True),
    "KD-12": ("dong_de_nghi", "khong_du_dieu_kien", True),
    "KD-06": ("dong_de_nghi", "khong_du_dieu_kien", False),
    "KĐ-01": ("dong_de_nghi", "khong_dong_y", True),
    "TL-TT01": ("to_trinh_snv", "tra_lai", True),
    "TD-01": ("dong_de_nghi", "tam_dung", False),
    "HT-01": ("dong_de_nghi", "de_nghi_hinh_thuc_thap_hon", True),
}
# The way of a dossier, and who walks it; from a commune it goes through the district first.
ROAD = (
    ("draft", "to_head", "canbo"),
    ("to_head", "send", "thutruong"),
    ("submitted", "receive", "chuyenvien"),
    ("received", "assign", "truongphong"),
    ("assigned", "begin", "chuyenvien"),
    ("appraising", "to_lead", "chuyenvien"),
    ("to_lead", "to_director", "truongphong"),
    ("to_director", "sign_proposal", "giamdoc"),
    ("proposal_signed", "take_in", "vanphong"),
    ("at_office", "put_before", "vanphong"),
    ("at_leader", "sign", "lanhdao"),
    ("signed", "issue", "vanthu"),
    ("decided", "", ""),
)
FROM_COMMUNE = (
    ("draft", "to_head", "canbo_xa"),
    ("to_head", "send_parent", "thutruong_xa"),
    ("at_parent", "forward", "canbo_dakha"),
    *ROAD[2:],
)


def load_law():
    load_catalogue()
    load_papers_and_days()
    for code, (applies_to, act, needs_text) in REASONS.items():
        row = {"applies_to": applies_to, "act": act, "label": f"Lý do {code}", "needs_text": needs_text}
        Reason.objects.get_or_create(code=code, defaults=row)


def load_papers_and_days():
    """The rows of checklists and days alone: a test that needs the criteria loads the law whole."""
    if ChecklistItem.objects.exists():
        return
    law._load_instruments()
    known = ids(Instrument)
    for model, name, _, read in law.TABLES:
        if model in (ChecklistItem, DeadlineRule):
            rows = law.read_rows(law.DATA / f"{name}.csv")
            model.objects.bulk_create(model(**read(row), **law._ground(row, known)) for row in rows)


def award(code=BK, day=TODAY):
    return AwardType.objects.on(day).get(code=code)


def honoree(unit, name="Nguyễn Thị Thanh", subject="person", **fields):
    if subject == "person":
        fields = {"person_class": "direct", "position": "Công nhân"} | fields
    return Honoree.objects.create(unit=unit, name=name, subject=subject, **fields)


def person(world, name):
    """As a request loads them: roles read anew."""
    return User.objects.get(pk=world.people[name].pk)


def drafted(world, unit="SNNPTNT", *, by="canbo", lines=("Nguyễn Thị Thanh", "Trần Văn Bình")):
    """A draft with its lines and the papers that it must have."""
    load_law()
    dossier = actions.start_dossier(
        unit=world.units[unit], title="Thành tích năm 2024", occasion="cong_trang", by=person(world, by), at=AT
    )
    for name in lines:
        add(world, dossier, honoree(world.units[unit], name), by=by)
    for purpose in ("bao_cao_thanh_tich", "bien_ban"):
        actions.add_paper(dossier=dossier, purpose=purpose, upload=pdf_upload(), by=person(world, by), at=AT)
    return fresh(dossier)


def add(world, dossier, who, code=BK, *, by="canbo"):
    line = LineInput(who, award(code), "Làm tốt.", declared_by=who.name)
    return actions.add_line(dossier=fresh(dossier), line=line, by=person(world, by), at=AT)


def fresh(dossier):
    return Dossier.objects.with_names().get(pk=dossier.pk)


def petition(number="12/TTr-X", **fields):
    whole = {"number": number, "signed_on": TODAY, "signer": "Trần Quốc Bảo", "file": pdf_upload(), "confirmed": True}
    return Petition(**(whole | fields))


def step(world, dossier, name, by, **words):
    if name in ("send", "send_parent", "forward", "sign_proposal", "conclude", "enter", "enter_parent"):
        words.setdefault("petition", petition())
    row = fresh(dossier)
    if name == "assign":
        assignee = words.pop("assignee", None) or person(world, "chuyenvien")
        return actions.assign_dossier(dossier=row, assignee=assignee, by=person(world, by), at=AT, **words)
    actions.step_dossier(dossier=row, step_name=name, by=person(world, by), at=AT, **words)
    return row


def conclude(world, dossier, *, failing=()):
    for line in fresh(dossier).lines.select_related("honoree", "dossier__receiver"):
        bad = line.honoree.name in failing
        actions.conclude_line(
            line=line, eligible=not bad, reason="KD-06" if bad else "", by=person(world, "chuyenvien"), at=AT
        )


def issue(world, dossier, *, number=5, by="vanthu", **words):
    given = {"issued_on": TODAY, "title": "", "file": pdf_upload()} | words
    return actions.issue(dossier=fresh(dossier), number=number, by=person(world, by), at=AT, **given)


def walk(world, dossier, until, *, road=ROAD, failing=()):
    """Takes the ordinary steps until the dossier is in a state."""
    for state, name, by in road:
        if state == until:
            break
        if fresh(dossier).state != state:
            continue
        if name == "to_lead":
            conclude(world, dossier, failing=failing)
        if name == "issue":
            issue(world, dossier)
        else:
            step(world, dossier, name, by)
    row = fresh(dossier)
    assert row.state == until
    return row
