"""Two askings of the demo, made up and marked so: one that is open on the demo's day, one that was summed up."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from awards import actions
from awards.actions import LineInput, Petition
from awards.actions import comments as said
from awards.actions import consultations as acts
from awards.actions.comments import Words
from awards.actions.consultations import Notice, Signed
from awards.enums import Occasion
from awards.models import AwardType, Consultation, Dossier, Honoree, PublicComment
from reports.demo.awards import paper
from reports.demo.people import head_name, officer_name
from thidua.clock import office_date
from units.load import LoadReport
from units.models import Unit, User
from units.models.tree import on_day

# (unit, title, honorees, begun, put up)
OPEN = ("SYT", "Thành tích phòng, chống dịch và chăm sóc sức khỏe đồng bào vùng biên giới",
        ("Y Sương", "Khoa Kiểm soát bệnh tật"), "2024-12-03", "2024-12-11")  # fmt: skip
DONE = ("SLDTBXH", "Thành tích xóa nhà tạm cho hộ nghèo, hộ chính sách", ("Ngô Kim Nga", "Phòng Bảo trợ xã hội"),
        "2024-11-05", "2024-11-14")  # fmt: skip
NOTICE = "Sở Nội vụ đăng danh sách để Nhân dân góp ý trước khi trình Hội đồng Thi đua - Khen thưởng tỉnh. (Minh họa)"
# (what was said, who by, telephone, address, decision, its words)
SAID_OPEN = (
    ("Chị Y Sương đi bộ vào tận làng tiêm vắc xin cho trẻ, bà con ai cũng biết. Tôi đồng tình.", "A Thuận",
     "0900 000 001", "", "show", {}),
    ("Đề nghị cho biết khoa đã làm gì khác so với năm trước?", "Y Blưn", "", "Thôn 3, xã minh họa", "answer",
     {"answer": "Năm nay khoa lập 4 tổ lưu động, mỗi tháng đến đủ 12 làng; số ca sốt rét giảm một nửa."}),
    ("Nên khen cả các cô đỡ thôn bản đã cùng đi.", "Đinh Văn Khoa", "0900 000 002", "", "", {}),
)  # fmt: skip
SAID_DONE = (
    ("Đồng tình khen thưởng, nhà của tôi được làm lại trong hai tháng.", "Y Hlanh", "", "Làng minh họa", "answer",
     {"answer": "Sở Nội vụ ghi nhận."}),
    ("Cho hỏi việc tuyển dụng viên chức năm nay thế nào?", "Lê Quang Phú", "0900 000 003", "", "hide",
     {"note": "Không liên quan đến danh sách."}),
    ("Có hộ được hỗ trợ hai lần, đề nghị làm rõ.", "A Blong", "0900 000 004", "", "pass_on",
     {"passed_to": "Thanh tra tỉnh", "note": "Có nội dung phản ánh cần xác minh."}),
)  # fmt: skip
SUMMARY = (
    "Trong 10 ngày làm việc có 3 góp ý: một góp ý đồng tình, một góp ý không liên quan đến danh sách, một góp ý có nội "
    "dung phản ánh đã chuyển cơ quan có thẩm quyền xác minh.\n\n(Minh họa)"
)


def load_consultations() -> LoadReport:
    """Needs dossiers, people, honorees and days off. Loaded once."""
    if Consultation.objects.exists():
        return LoadReport()
    done = _put_up(*DONE)
    _comments(done, SAID_DONE)
    _sum_up(done)
    _comments(_put_up(*OPEN), SAID_OPEN)
    Consultation.objects.update(illustrative=True)
    PublicComment.objects.update(illustrative=True)
    return LoadReport(created=2)


def _moment(day):
    return datetime.combine(datetime.fromisoformat(day).date(), time(9), tzinfo=timezone.get_default_timezone())


def _person(name):
    return User.objects.get(username=name)


def _fresh(dossier):
    return Dossier.objects.with_names().get(pk=dossier.pk)


def _put_up(code, title, names, begun, put_up):
    dossier = _appraised(code, title, names, _moment(begun))
    officer = _person("chuyenvien")
    reasons = {line.pk: f"{title} (minh họa)." for line in dossier.lines.all()}
    notice = Notice(f"Lấy ý kiến Nhân dân: {title}"[:300], NOTICE, 10, reasons)
    at = _moment(put_up)
    made = acts.prepare_consultation(dossier=dossier, notice=notice, by=officer, at=at - timedelta(hours=1))
    row = Consultation.objects.with_names().get(pk=made.pk)
    return acts.open_consultation(consultation=row, version=row.version, by=officer, at=at)


def _appraised(code, title, names, at):
    """A dossier of a department walked to its appraisal, a step on each working morning."""
    unit, officer, head = Unit.objects.get(code=code), _person(officer_name(code)), _person(head_name(code))
    about = {"title": title, "occasion": Occasion.MERIT, "movement": None, "deed_on": None}
    dossier = actions.start_dossier(unit=unit, **about, by=officer, at=at)
    award = AwardType.objects.filter(on_day(office_date(at)), code="BK_TINH").get()
    for name in names:
        honoree = Honoree.objects.get(name=name, unit=unit)
        line = LineInput(honoree, award, f"{title} (minh họa).", declared_by=name)
        actions.add_line(dossier=_fresh(dossier), line=line, by=officer, at=at)
    for purpose, label in (("bao_cao_thanh_tich", "Bao cao thanh tich"), ("bien_ban", "Bien ban hop xet")):
        actions.add_paper(dossier=dossier, purpose=purpose, upload=paper(label), by=officer, at=at)
    desk, manager = _person("chuyenvien"), _person("truongphong")
    signed = Petition(
        f"{300 + dossier.pk}/TTr-{code}", office_date(at), head.full_name, paper("To trinh"), confirmed=True
    )
    _step(dossier, "to_head", officer, at)
    _step(dossier, "send", head, at + timedelta(hours=2), petition=signed)
    at += timedelta(days=1)
    _step(dossier, "receive", desk, at)
    actions.assign_dossier(dossier=_fresh(dossier), assignee=desk, by=manager, at=at + timedelta(hours=1))
    _step(dossier, "begin", desk, at + timedelta(hours=2))
    Dossier.objects.filter(pk=dossier.pk).update(illustrative=True)
    return _fresh(dossier)


def _step(dossier, name, by, at, **words):
    actions.step_dossier(dossier=_fresh(dossier), step_name=name, by=by, at=at, **words)


def _comments(row, table):
    at, officer = _moment(row.opened_on.isoformat()), _person("chuyenvien")
    for n, (text, name, phone, address, step, words) in enumerate(table, 1):
        sent = at + timedelta(days=n, hours=n)
        made = said.send_comment(consultation=row, words=Words(text, name, phone, address), at=sent)
        if step in ("show", "answer"):
            words = words | {"shown_text": text}  # noqa: PLW2901 - the words of this decision
        if step:
            made = PublicComment.objects.select_related("consultation").get(pk=made.pk)
            said.step_comment(comment=made, step_name=step, by=officer, at=sent + timedelta(hours=3), **words)


def _sum_up(row):
    """The portal ends it on the day after; the officer sums up, the director signs."""
    closed = _moment((row.last_day + timedelta(days=1)).isoformat()) - timedelta(hours=8)
    acts.close_ended(at=closed)
    row = Consultation.objects.with_names().get(pk=row.pk)
    at, director = closed + timedelta(hours=9), _person("giamdoc")
    acts.write_summary(consultation=row, summary=SUMMARY, version=row.version, by=_person("chuyenvien"), at=at)
    paper_of = Signed(f"{200 + row.pk}/BC-SNV", office_date(at), director.full_name, paper("Tong hop y kien"))
    acts.sign_summary(consultation=Consultation.objects.with_names().get(pk=row.pk), paper=paper_of, by=director,
                      at=at + timedelta(hours=2))  # fmt: skip
