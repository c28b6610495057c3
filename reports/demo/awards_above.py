"""Illustrative rows of what is asked of others and decided above: opinions, hiệp y, a submission, an external paper.

Every row is made by the real acts, on days before the demo's own; nothing is drawn by chance.
"""

from datetime import date, datetime, time

from django.utils import timezone

from awards import actions
from awards.actions import external, inquiries, opinions, submissions
from awards.checks import rule_type
from awards.compile.checking import check_lines
from awards.enums import CheckVerdict, Subject
from awards.enums import DossierState as S
from awards.enums import OpinionState as Said
from awards.models import AwardType, Dossier, ExternalDecision, Inquiry
from reports.demo.awards_plan import Plan, paper
from thidua.clock import office_date
from units.models.tree import on_day

PERSON, COLLECTIVE = Subject.PERSON, Subject.COLLECTIVE
HONOREES = (
    ("SLDTBXH", PERSON, "Nguyễn Hoài Thu", "Chuyên viên", "direct"),
    ("SLDTBXH", COLLECTIVE, "Trung tâm Dịch vụ việc làm", "", ""),
    ("SGTVT", PERSON, "Lê Hữu Nghĩa", "Kỹ sư cầu đường", "direct"),
    ("SGTVT", PERSON, "Y Khuyên", "Kế toán", "direct"),
    ("SGTVT", COLLECTIVE, "Đội duy tu cầu đường số 2", "", ""),
    ("SYT", PERSON, "Trần Thị Minh Nguyệt", "Giám đốc Trung tâm Y tế", "other_leader"),
    ("SYT", PERSON, "A Blơi", "Trưởng trạm y tế", "other_leader"),
    ("SNNPTNT", COLLECTIVE, "Trạm Khuyến nông huyện", "", ""),
)  # fmt: skip
ASKED = Plan("SLDTBXH", "Thành tích giải quyết việc làm năm 2024", ("Nguyễn Hoài Thu", "Trung tâm Dịch vụ việc làm"),
             S.APPRAISING, "2024-11-13")  # fmt: skip
MIXED = Plan("SGTVT", "Thành tích thi đua của các tập thể, cá nhân năm 2024",
             ("Đội duy tu cầu đường số 2",), S.APPRAISING, "2024-11-20", award="CO_TINH",
             papers=("ket_qua_bo_phieu",))  # fmt: skip
HELD = Plan("SGTVT", "Thành tích bảo đảm giao thông mùa mưa năm 2024", ("Lê Hữu Nghĩa", "Y Khuyên"), S.APPRAISING,
            "2024-11-20")  # fmt: skip
ABOVE = Plan("SYT", "Bằng khen của Thủ tướng Chính phủ về chăm sóc sức khỏe Nhân dân",
             ("Trần Thị Minh Nguyệt", "A Blơi"), S.SIGNED, "2024-09-23", award="BK_TTG", level="state")  # fmt: skip
COUNTED = Plan("SNNPTNT", "Tập thể lao động xuất sắc năm 2024", ("Trạm Khuyến nông huyện",), S.APPRAISING,
               "2024-11-27", award="TTLDXS", shares=(24, 21, 24, 3, 0))  # fmt: skip

PARTY = Plan("SLDTBXH", "Huân chương Độc lập cho tập thể có quá trình cống hiến", ("Trung tâm Dịch vụ việc làm",),
             S.APPRAISING, "2024-11-21", award="HC_DL3", level="state")  # fmt: skip


def load_above(desk):
    """`desk`: what the makers of dossiers look up and how they walk one (`reports.demo.awards`)."""
    desk.add_honorees(HONOREES)
    for plan in (ASKED, MIXED, HELD, ABOVE, COUNTED, PARTY):
        desk.walk(plan)
    _opinions(desk)
    _inquiry(desk)
    _lines(desk)
    _judged(desk)
    _above(desk)
    _external(desk)
    Inquiry.objects.update(illustrative=True)
    ExternalDecision.objects.update(illustrative=True)


def _at(day, hour=10):
    return datetime.combine(date.fromisoformat(day), time(hour), tzinfo=timezone.get_default_timezone())


def _day(day):
    return date.fromisoformat(day)


def _dossier(plan):
    return Dossier.objects.with_names().get(title=plan.title)


def _lines_of(plan):
    """Each with the dossier as its acts read it."""
    dossier = _dossier(plan)
    rows = list(dossier.lines.select_related("honoree__unit", "award").order_by("order", "pk"))
    for row in rows:
        row.dossier = dossier
    return rows


# --- Opinions ---------------------------------------------------------------------------------------------------------


def _opinions(desk):
    """One body has answered, one has an account and time left, one has said nothing and its day has passed."""
    first = [opinions.Body(desk.units["615"]), opinions.Body(name="Bảo hiểm xã hội tỉnh (minh họa)")]
    _ask(desk, _lines_of(ASKED), first, day="2024-11-29", due_on="2024-12-13", number="87/SNV-TĐKT")
    later, lines = [opinions.Body(desk.units["SNNPTNT"])], _lines_of(ASKED)
    _ask(desk, lines, later, day="2024-12-12", due_on="2024-12-26", number="94/SNV-TĐKT")
    letter = lines[0].dossier.opinion_requests.with_names().get(body=desk.units["615"])
    first, second = letter.answers.all()
    said = {
        first.pk: opinions.Said(Said.AGREE),
        second.pk: opinions.Said(Said.OBJECT, "Còn một kiến nghị của người lao động đang xem xét (minh họa)."),
    }
    reply = opinions.Reply("142/UBND-NV", _day("2024-12-06"), "Phạm Đức Thịnh", paper("Tra loi y kien"))
    opinions.answer_opinion(
        letter=letter, said=said, reply=reply, version=letter.version, by=desk.people["thutruong.dakha"],
        at=_at("2024-12-06"),
    )  # fmt: skip


def _ask(desk, lines, bodies, *, day, due_on, number):
    letter = opinions.Letter(number, _day(day), _day(due_on), "Đề nghị cho ý kiến về các trường hợp sau (minh họa).",
                             paper("Lay y kien"))  # fmt: skip
    opinions.ask_opinions(
        dossier=lines[0].dossier, bodies=bodies, lines=lines, letter=letter, by=desk.people["chuyenvien"], at=_at(day)
    )


def _inquiry(desk):
    """A ministry asks about two; the district is asked on."""
    by = desk.people["chuyenvien"]
    question = inquiries.Question(
        "Bộ Công Thương", "9114/BCT-TTrB", _day("2024-12-09"), _day("2024-12-12"), _day("2024-12-27"),
        "Hiệp y khen thưởng doanh nghiệp, cá nhân trên địa bàn tỉnh (minh họa)",
        (("Đặng Thanh Sơn", "Huân chương Lao động hạng Ba"), ("Hợp tác xã nông nghiệp Đắk Mar", "Bằng khen của Bộ")),
        paper("De nghi hiep y"),
    )  # fmt: skip
    inquiry = inquiries.enter_inquiry(question=question, by=by, at=_at("2024-12-12", 14))
    letter = opinions.Letter("95/SNV-TĐKT", _day("2024-12-13"), _day("2024-12-23"),
                             "Đề nghị cho ý kiến để Ủy ban nhân dân tỉnh trả lời (minh họa).")  # fmt: skip
    bodies = [opinions.Body(desk.units["615"]), opinions.Body(name="Cục Thuế tỉnh (minh họa)")]
    inquiries.check_inquiry(inquiry=inquiry, bodies=bodies, letter=letter, by=by, at=_at("2024-12-13"))


# --- Lines at the desk ------------------------------------------------------------------------------------------------


def _lines(desk):
    """One on hold, one for which a lower form is offered and not answered."""
    by, at = desk.people["chuyenvien"], _at("2024-12-10")
    held = _lines_of(HELD)[0]
    actions.hold_line(
        line=held, reason="TD-01", text="Thanh tra tỉnh đang xem xét một phản ánh (minh họa).",
        opened_on=_day("2024-12-09"), by=by, at=at,
    )  # fmt: skip
    [flag] = _lines_of(MIXED)
    lower = AwardType.objects.filter(on_day(office_date(at)), code="BK_TINH").get()
    actions.offer_lower(
        line=flag, award=lower, reason="HT-01", note="Chưa phải tập thể dẫn đầu cụm, khối (minh họa).", by=by, at=at
    )


def _judged(desk):
    """The first criterion that only people judge is judged, with its ground."""
    at = _at("2024-12-11")
    [line] = _lines_of(COUNTED)
    [checked] = check_lines(line.dossier, [line], today=office_date(at))
    rule = next(one.rule for one in checked.findings if (known := rule_type(one.kind)) and known.by_people)
    words = {"verdict": CheckVerdict.PASS, "reason": "Biên bản họp xét ngày 27/11/2024 (minh họa)"}
    actions.judge_line(line=line, rule=rule, **words, by=desk.people["chuyenvien"], at=at)


# --- Above the province -----------------------------------------------------------------------------------------------


def _above(desk):
    """Sent; of two lines one is granted, the other waits."""
    first, _ = _lines_of(ABOVE)
    dossier = first.dossier
    sending = submissions.Sending("4127/TTr-UBND", _day("2024-11-04"), _day("2024-11-05"), "Bộ Nội vụ", "",
                                  paper("To trinh cap tren"))  # fmt: skip
    submissions.send_up(dossier=dossier, sending=sending, by=desk.people["vanthu"], at=_at("2024-11-05"))
    outcome = submissions.Outcome(True, "1498/QĐ-TTg", _day("2024-12-05"), "Thủ tướng Chính phủ",
                                  file=paper("Quyet dinh cap tren"))  # fmt: skip
    submissions.record_results(
        dossier=_dossier(ABOVE), lines=[first], outcome=outcome, by=desk.people["chuyenvien"], at=_at("2024-12-11")
    )


def _external(desk):
    """A decision of a ministry, with the one it honours."""
    by = desk.people["chuyenvien"]
    head = external.Head("2213/QĐ-BNN-TCCB", _day("2024-06-14"), "Bộ Nông nghiệp và Phát triển nông thôn",
                         "Tặng Bằng khen về phòng cháy, chữa cháy rừng (minh họa)")  # fmt: skip
    decision = external.enter_external(head=head, file=paper("Quyet dinh noi khac"), by=by, at=_at("2024-12-09"))
    external.add_awards(
        decision=decision, honorees=[desk.honorees["Lý Minh Đức"]], award_code="KHAC",
        award_name="Bằng khen của Bộ trưởng", year=2024, achievement="Phòng cháy, chữa cháy rừng (minh họa).", by=by,
        at=_at("2024-12-09"),
    )  # fmt: skip
