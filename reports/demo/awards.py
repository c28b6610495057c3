"""Illustrative honorees and dossiers: one at every desk of the way, two decided in 2024, walked by the real acts."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from awards import actions
from awards.actions import LineInput, Petition
from awards.compile.achievements import draft_of
from awards.enums import Authority, LineState, Occasion, PersonClass, Subject
from awards.enums import DossierState as S
from awards.models import AwardType, Decision, Dossier, HeldAward, Honoree
from movements.models import Movement
from reports.demo.awards_above import load_above
from reports.demo.awards_entry import load_other_ways
from reports.demo.awards_plan import Plan, paper
from reports.demo.people import head_name, officer_name
from thidua.clock import office_date
from units.load import LoadReport
from units.models import Notice, Unit, User
from units.models.tree import on_day

PERSON, COLLECTIVE, HOUSEHOLD = Subject.PERSON, Subject.COLLECTIVE, Subject.HOUSEHOLD
DIRECT, LEADS, HEADS, BUSINESS = (
    PersonClass.DIRECT, PersonClass.OTHER_LEADER, PersonClass.DEPARTMENT_LEADER, PersonClass.BUSINESS,
)  # fmt: skip
# (unit, kind of subject, name, position, class)
HONOREES = (
    ("SNNPTNT", PERSON, "Trương Thị Hồng", "Kiểm lâm viên", DIRECT),
    ("SNNPTNT", PERSON, "A Đrông", "Cán bộ khuyến nông", DIRECT),
    ("SNNPTNT", PERSON, "Lý Minh Đức", "Chi cục trưởng Chi cục Kiểm lâm", LEADS),
    ("SNNPTNT", COLLECTIVE, "Chi cục Phát triển nông thôn", "", ""),
    ("C23512", PERSON, "Y Thớp", "Trưởng thôn Kon Klốc", DIRECT),
    ("C23512", PERSON, "A Víu", "Nông dân", DIRECT),
    ("C23512", HOUSEHOLD, "Hộ ông A Phiên", "", ""),
    ("C23512", COLLECTIVE, "Nhân dân và cán bộ thôn Kon Klốc", "", ""),
    ("615", PERSON, "Phan Văn Tâm", "Trưởng phòng Nông nghiệp", LEADS),
    ("615", COLLECTIVE, "Phòng Lao động - Thương binh và Xã hội", "", ""),
    ("SYT", PERSON, "Vũ Ngọc Hiền", "Bác sĩ Trung tâm Y tế", DIRECT),
    ("SYT", PERSON, "Y Sương", "Cô đỡ thôn bản", DIRECT),
    ("SYT", COLLECTIVE, "Khoa Kiểm soát bệnh tật", "", ""),
    ("SGDDT", PERSON, "Hồ Thúy Loan", "Giáo viên", DIRECT),
    ("SGDDT", PERSON, "Dương Hữu Phong", "Hiệu trưởng", LEADS),
    ("SGDDT", COLLECTIVE, "Trường Phổ thông Dân tộc nội trú", "", ""),
    ("SGTVT", PERSON, "Huỳnh Xuân Long", "Phó Giám đốc Sở", HEADS),
    ("SGTVT", COLLECTIVE, "Phòng Quản lý hạ tầng giao thông", "", ""),
    ("611", PERSON, "A Nhing", "Chủ nhiệm hợp tác xã", BUSINESS),
    ("611", HOUSEHOLD, "Hộ bà Y Mửi", "", ""),
    ("DN02", PERSON, "Đặng Thanh Sơn", "Giám đốc công ty", BUSINESS),
    ("DN02", PERSON, "Y Zoan", "Công nhân cạo mủ", DIRECT),
    ("SLDTBXH", PERSON, "Ngô Kim Nga", "Chuyên viên", DIRECT),
    ("SLDTBXH", COLLECTIVE, "Phòng Bảo trợ xã hội", "", ""),
    ("STNMT", PERSON, "Bùi Quốc Cường", "Viên chức đo đạc", DIRECT),
)


PLANS = (
    Plan("SNNPTNT", "Thành tích phòng cháy, chữa cháy rừng mùa khô 2023-2024", ("Trương Thị Hồng", "Lý Minh Đức"),
         S.DECIDED, "2024-04-08", number=312),
    Plan("SYT", "Thành tích chăm sóc sức khỏe Nhân dân vùng sâu, vùng xa năm 2024",
         ("Vũ Ngọc Hiền", "Y Sương", "Khoa Kiểm soát bệnh tật"), S.DECIDED, "2024-09-16", failing="Vũ Ngọc Hiền",
         number=745),
    Plan("SNNPTNT", "Thành tích xây dựng nông thôn mới năm 2024", ("A Đrông", "Chi cục Phát triển nông thôn"),
         S.APPRAISING, "2024-11-25", "nong-thon-moi"),
    Plan("SNNPTNT", "Thành tích công tác năm 2024", ("Trương Thị Hồng",), S.DRAFT, "2024-12-16"),
    Plan("C23512", "Thành tích làm đường thôn, hiến đất năm 2024",
         ("Y Thớp", "Hộ ông A Phiên", "Nhân dân và cán bộ thôn Kon Klốc"), S.AT_PARENT, "2024-12-09", "nong-thon-moi"),
    Plan("C23512", "Thành tích giảm nghèo năm 2024", ("A Víu",), S.TO_HEAD, "2024-12-12", "vi-nguoi-ngheo"),
    Plan("615", "Thành tích xóa nhà tạm, nhà dột nát năm 2024",
         ("Phan Văn Tâm", "Phòng Lao động - Thương binh và Xã hội"), S.SUBMITTED, "2024-12-09", "xoa-nha-tam"),
    Plan("SGDDT", "Thành tích năm học 2023-2024", ("Hồ Thúy Loan", "Dương Hữu Phong"), S.TO_LEAD, "2024-11-18"),
    Plan("SGDDT", "Thành tích dạy học vùng dân tộc thiểu số", ("Trường Phổ thông Dân tộc nội trú",), S.RETURNED,
         "2024-12-02"),
    Plan("SGTVT", "Thành tích hoàn thành đường tránh trước hạn",
         ("Huỳnh Xuân Long", "Phòng Quản lý hạ tầng giao thông"), S.TO_DIRECTOR, "2024-11-11", "ket-cau-ha-tang",
         failing="Phòng Quản lý hạ tầng giao thông"),
    Plan("611", "Thành tích phát triển kinh tế tập thể năm 2024", ("A Nhing", "Hộ bà Y Mửi"), S.PROPOSAL_SIGNED,
         "2024-11-25"),
    Plan("DN02", "Thành tích sản xuất, kinh doanh năm 2024", ("Đặng Thanh Sơn", "Y Zoan"), S.AT_OFFICE, "2024-11-21",
         "doanh-nghiep-hoi-nhap"),
    Plan("SLDTBXH", "Thành tích chăm lo người có công năm 2024", ("Ngô Kim Nga", "Phòng Bảo trợ xã hội"), S.AT_LEADER,
         "2024-11-19"),
    Plan("STNMT", "Thành tích cấp giấy chứng nhận quyền sử dụng đất", ("Bùi Quốc Cường",), S.SIGNED, "2024-11-13"),
    Plan("SYT", "Thành tích phòng, chống dịch năm 2024", ("Y Sương",), S.OFFICE_RETURNED, "2024-11-22"),
    Plan("STNMT", "Thành tích lập bản đồ địa chính năm 2024", ("Bùi Quốc Cường",), S.RECEIVED, "2024-12-10"),
    Plan("611", "Thành tích giảm nghèo bền vững năm 2024", ("Hộ bà Y Mửi",), S.ASSIGNED, "2024-12-04"),
    Plan("611", "Thành tích bảo vệ biên giới năm 2024", ("A Nhing",), S.RECALLED, "2024-12-05"),
    Plan("SLDTBXH", "Thành tích đột xuất trong cứu hộ", ("Ngô Kim Nga",), S.CLOSED, "2024-10-07"),
)  # fmt: skip

# state reached, step, who takes it ("": the unit's head, its officer, or its parent's officer), working gap in days
ROAD = (
    (S.DRAFT, "to_head", "officer", 1),
    (S.TO_HEAD, "send", "head", 1),
    (S.AT_PARENT, "forward", "parent", 2),
    (S.SUBMITTED, "receive", "chuyenvien", 2),
    (S.RECEIVED, "assign", "truongphong", 1),
    (S.ASSIGNED, "begin", "chuyenvien", 1),
    (S.APPRAISING, "to_lead", "chuyenvien", 4),
    (S.TO_LEAD, "to_director", "truongphong", 2),
    (S.TO_DIRECTOR, "sign_proposal", "giamdoc", 2),
    (S.PROPOSAL_SIGNED, "take_in", "vanphong", 1),
    (S.AT_OFFICE, "put_before", "vanphong", 2),
    (S.AT_LEADER, "sign", "lanhdao", 3),
    (S.SIGNED, "issue", "vanthu", 1),
)
# The last step of those that leave the road: from which state, by whom, with what words.
ASIDE = {
    S.RETURNED: (S.SUBMITTED, "return", "chuyenvien", "TL-HS04", "Báo cáo thành tích chưa có xác nhận (minh họa)."),
    S.OFFICE_RETURNED: (S.AT_OFFICE, "office_return", "vanphong", "TL-TT03",
                        "Số lượng trong dự thảo chưa khớp tờ trình (minh họa)."),
    S.RECALLED: (S.SUBMITTED, "recall", "head", "", "Bổ sung một tập thể (minh họa)."),
    S.CLOSED: (S.AT_LEADER, "refuse", "lanhdao", "KĐ-01", "Thành tích chưa nổi bật (minh họa)."),
}  # fmt: skip
READ_BEFORE = timedelta(days=9)  # older notices have been read


def load_awards() -> LoadReport:
    """Honorees and dossiers, once; needs units, people, reasons, movements and the catalogue of awards."""
    if Dossier.objects.filter(illustrative=True).exists():
        return LoadReport(unchanged=len(PLANS) + len(HONOREES))
    desk = _Desk()
    for plan in PLANS:
        desk.walk(plan)
    load_other_ways(desk, paper("To trinh ban giay"))
    load_above(desk)
    Dossier.objects.update(illustrative=True)
    Decision.objects.update(illustrative=True)
    HeldAward.objects.update(illustrative=True)
    return LoadReport(created=len(PLANS) + len(HONOREES))


class _Desk:
    """Everything the making of a dossier looks up, read once."""

    def __init__(self, *, made=False):
        self.units = {unit.code: unit for unit in Unit.objects.filter(code__in={row[0] for row in HONOREES})}
        self.people = {user.username: user for user in User.objects.all()}
        self.movements = {movement.key: movement for movement in Movement.objects.all()}
        if made:
            stand = Honoree.objects.filter(illustrative=True, name__in=[row[2] for row in HONOREES])
            self.honorees = {one.name: one for one in stand}
        else:
            self.honorees = {}
            self.add_honorees(HONOREES)

    def add_honorees(self, rows):
        self.honorees |= {row[2]: self._honoree(row) for row in rows}

    def _honoree(self, row):
        code, subject, name, position, person_class = row
        return Honoree.objects.create(
            unit=self.units[code], subject=subject, name=name, position=position, person_class=person_class,
            female=None if subject != PERSON else " Thị " in name or name.startswith("Y "),
            minority=None if subject != PERSON else name.startswith(("A ", "Y ")), illustrative=True,
        )  # fmt: skip

    def walk(self, plan):
        """From the draft to the state of the plan, step by step, each on its own day."""
        at = _moment(plan.begun)
        dossier = self._draft(plan, at)
        aside = ASIDE.get(plan.state)
        until = aside[0] if aside else plan.state
        for state, name, who, gap in ROAD:
            if dossier.state == until:
                break
            if dossier.state != state:
                continue
            at = _later(at, gap)
            self._step(plan, dossier, name, who, at)
            dossier = Dossier.objects.with_names().get(pk=dossier.pk)
        if aside:
            _, name, who, reason, note = aside
            self._take(dossier, name, self._person(dossier, who), _later(at, 1), reason=reason, note=note)
        Notice.objects.filter(at__lt=_moment("2024-12-18") - READ_BEFORE, read_at=None).update(read_at=at)

    def _draft(self, plan, at):
        unit, movement = self.units[plan.unit], self.movements.get(plan.movement)
        by = self.people[officer_name(plan.unit)]
        occasion = Occasion.MOVEMENT if movement else Occasion.SUDDEN if "đột xuất" in plan.title else Occasion.MERIT
        deed_on = office_date(at) - timedelta(days=2) if occasion == Occasion.SUDDEN else None
        about = {"title": plan.title, "occasion": occasion, "movement": movement, "deed_on": deed_on,
                 "level": plan.level}  # fmt: skip
        dossier = actions.start_dossier(unit=unit, **about, by=by, at=at)
        award = AwardType.objects.filter(on_day(office_date(at)), code=plan.award).get()
        for name in plan.names:
            words = f"{dossier.title}: nêu trong báo cáo kèm theo (minh họa)."
            declarant = "" if plan.state == S.DRAFT else name
            line = LineInput(self.honorees[name], award, words, declared_by=declarant)
            line = actions.add_line(dossier=dossier, line=line, by=by, at=at)
            if plan.shares:
                heads = actions.Heads(*plan.shares, source="Danh sách kèm quyết định năm 2024 (minh họa)")
                actions.save_shares(line=line, heads=heads, by=by, at=at)
        if plan.state == S.APPRAISING:
            self._written(dossier, by, at)
        if plan.state != S.DRAFT:
            for purpose, label in (("bao_cao_thanh_tich", "Bao cao thanh tich"), ("bien_ban", "Bien ban hop xet"),
                                   *((purpose, "Giay to kem theo") for purpose in plan.papers)):  # fmt: skip
                actions.add_paper(dossier=dossier, purpose=purpose, upload=paper(label), by=by, at=at)
        return Dossier.objects.with_names().get(pk=dossier.pk)

    def _written(self, dossier, by, at):
        """The report of each line as the portal drafts it, and a meeting."""
        for line in dossier.lines.select_related("honoree__unit", "award"):
            line.dossier = dossier
            actions.write_report(line=line, texts=draft_of(line), version=0, by=by, at=at)
        meeting = {"held_on": office_date(at), "place": "Phòng họp cơ quan (minh họa)", "members": 9, "present": 8,
                   "chair": self._person(dossier, "head").full_name, "chair_title": "Chủ tịch Hội đồng",
                   "secretary": by.full_name, "opinions": "Các thành viên nhất trí đề nghị (minh họa)."}  # fmt: skip
        actions.write_minutes(dossier=dossier, meeting=meeting, votes=(), version=0, by=by, at=at)

    def _person(self, dossier, who):
        named = {
            "officer": lambda: officer_name(dossier.unit.code),
            "head": lambda: head_name(dossier.unit.code),
            "parent": lambda: officer_name(dossier.receiver.code),
        }
        return self.people[named[who]() if who in named else who]

    def _step(self, plan, dossier, name, who, at):
        by = self._person(dossier, who)
        if name == "to_lead":
            self._conclude(plan, dossier, by, at)
        if name == "issue":
            file = paper("Quyet dinh khen thuong")
            return actions.issue(
                dossier=dossier, number=plan.number, issued_on=office_date(at), title="", file=file, by=by, at=at
            )
        if name == "send" and not dossier.goes_to_department:
            name = "send_parent"
        if name == "sign" and plan.level == Authority.STATE:
            name = "sign_up"
        if name == "assign":
            officer = self.people["chuyenvien"]
            return actions.assign_dossier(dossier=dossier, assignee=officer, by=by, at=at)
        self._take(dossier, name, by, at)
        if name == "sign_proposal" and plan.failing:
            notice = Petition(f"{100 + dossier.pk}/TB-SNV", office_date(at), by.full_name, paper("Thong bao"))
            actions.sign_notice(dossier=dossier, petition=notice, by=by, at=at)
        return None

    def _take(self, dossier, name, by, at, **words):
        if name in ("send", "send_parent", "forward", "sign_proposal"):
            symbol = "SNV" if name == "sign_proposal" else by.unit.code
            number = f"{100 + dossier.pk}/TTr-{symbol}"
            words["petition"] = Petition(number, office_date(at), by.full_name, paper("To trinh"), confirmed=True)
        actions.step_dossier(dossier=dossier, step_name=name, by=by, at=at, **words)

    def _conclude(self, plan, dossier, by, at):
        for line in dossier.lines.select_related("honoree").filter(state=LineState.PROPOSED):
            line.dossier = dossier
            bad = line.honoree.name == plan.failing
            actions.conclude_line(
                line=line, eligible=not bad, reason="KD-06" if bad else "",
                note="Đã được khen tại quyết định năm 2024 (minh họa)." if bad else "", by=by, at=at,
            )  # fmt: skip


def _moment(day) -> datetime:
    return datetime.combine(datetime.fromisoformat(day).date(), time(9), tzinfo=timezone.get_default_timezone())


def _later(at, days) -> datetime:
    """So many working-week days on, at an hour of the office."""
    for _ in range(days):
        at += timedelta(days=3 if at.weekday() == 4 else 1)
    return at
