"""The live checklist: what the law of the day asks of a dossier, what is there, why its button is off (R17, R18)."""

import datetime as dt

import pytest
from django.urls import reverse

from awards import actions
from awards.actions import Declaration
from awards.compile import checklist_of
from awards.compile.deadlines import OWN_DAYS, STAGES, DeadlineRules, deadline
from awards.compile.law import law_day_of
from awards.compile.secrecy import marks_in
from awards.enums import DossierState, Occasion
from awards.models import ChecklistItem, DeadlineRule, Dossier, LinePaper, Nomination
from tests.awards.scene import AT, TODAY, add, award, drafted, fresh, honoree, load_law, person, petition, step, walk
from tests.scene import pdf_upload
from thidua.errors import Refused
from thidua.models import Event
from units.models import Attachment

pytestmark = pytest.mark.django_db
OLD, NEW, NEXT = dt.date(2025, 6, 30), dt.date(2025, 7, 1), dt.date(2026, 10, 1)


def states(dossier, day=TODAY):
    return {paper.purpose: paper.state for paper in checklist_of(fresh(dossier), day=day).papers}


def bare(world, code="BK_TINH"):
    """A draft with two lines and no papers."""
    dossier = drafted(world, lines=())
    Attachment.objects.of(dossier).update(removed_at=AT)
    for name in ("A Pớt", "Y Ngọc"):
        add(world, dossier, honoree(world.units["SNNPTNT"], name), code)
    return fresh(dossier)


class TestPapers:
    @pytest.mark.parametrize(
        ("code", "about", "day", "wanted"),
        [
            ("BK_TINH", ("cong_trang", ""), OLD, {"to_trinh": "later", "bao_cao_thanh_tich": "missing",
                                                "bien_ban": "missing", "xac_nhan_nghia_vu": None}),
            ("CSTD_TINH", ("cong_trang", ""), OLD, {"sang_kien": "missing", "ket_qua_bo_phieu": "missing"}),
            ("CSTD_TINH", ("cong_trang", ""), NEW, {"sang_kien": "missing", "ket_qua_bo_phieu": "ask"}),  # NĐ 152: ◐
            ("BK_TINH", ("cong_trang", ""), NEXT, {"bao_cao_thanh_tich": "ask", "bien_ban": "ask"}),  # Luật 06/2026: ◐
            ("BK_TINH", ("dot_xuat", "dot_xuat"), OLD, {"bao_cao_tom_tat": "missing", "bien_ban": None}),
            ("BK_TINH", ("cong_hien", "cong_hien"), OLD, {"bao_cao_tom_tat": "missing", "bao_cao_thanh_tich": None}),
        ],
    )  # fmt: skip
    def test_what_the_law_of_the_day_asks(self, world, code, about, day, wanted):
        dossier = bare(world, code)
        Dossier.objects.update(occasion=about[0], simple_ground=about[1])
        found = states(dossier, day)
        assert {purpose: found.get(purpose) for purpose in wanted} == wanted

    def test_a_paper_of_one_line_leaves_the_other_without(self, world):
        dossier = bare(world)
        first, second = dossier.lines.all()
        given = {"purpose": "bao_cao_thanh_tich", "by": person(world, "canbo"), "at": AT}
        actions.add_paper(dossier=dossier, upload=pdf_upload(), line=first, **given)
        checklist = checklist_of(fresh(dossier), day=TODAY)
        assert "báo cáo thành tích có xác nhận của cấp trình (của Y Ngọc)" in checklist.missing
        actions.add_paper(dossier=fresh(dossier), upload=pdf_upload(), line=second, **given)
        assert states(dossier)["bao_cao_thanh_tich"] == "there"

    def test_a_paper_for_all_is_enough_for_each(self, world):
        assert states(drafted(world))["bao_cao_thanh_tich"] == "there"

    def test_the_paper_of_a_line_goes_with_it(self, world):
        dossier = bare(world)
        first = dossier.lines.first()
        given = {"by": person(world, "canbo"), "at": AT}
        actions.add_paper(dossier=dossier, purpose="bao_cao_thanh_tich", upload=pdf_upload(), line=first, **given)
        first.dossier = fresh(dossier)
        actions.remove_line(line=first, **given)
        assert not LinePaper.objects.exists()
        assert not Attachment.objects.of(dossier, "bao_cao_thanh_tich").exists()  # it is nobody's paper now

    def test_a_whole_report_says_what_a_short_one_would(self, world):
        dossier = drafted(world)
        Dossier.objects.update(occasion="dot_xuat", simple_ground="dot_xuat")
        assert states(dossier)["bao_cao_tom_tat"] == "there"

    def test_a_row_of_the_province_is_asked_at_once(self, world):
        dossier = drafted(world)
        law = ChecklistItem.objects.filter(purpose="bien_ban").first()
        own = {"purpose": "y_kien_cum", "name": "Ý kiến của cụm thi đua", "instrument": law.instrument, "article": "1"}
        ChecklistItem.objects.create(**own, standing="verified", valid_from=dt.date(2024, 1, 1), order=900)
        assert states(dossier)["y_kien_cum"] == "missing"
        given = {"purpose": "y_kien_cum", "upload": pdf_upload(), "by": person(world, "canbo"), "at": AT}
        actions.add_paper(dossier=fresh(dossier), **given)
        assert states(dossier)["y_kien_cum"] == "there"

    def test_a_kind_that_nobody_asks_for_is_refused(self, world):
        given = {"purpose": "to_trinh", "upload": pdf_upload(), "by": person(world, "canbo"), "at": AT}
        with pytest.raises(Refused, match="Loại giấy tờ"):
            actions.add_paper(dossier=drafted(world), **given)

    @pytest.mark.parametrize("n", [1, 3])
    def test_queries_do_not_grow_with_lines(self, world, n, django_assert_num_queries):
        dossier = drafted(world, lines=[f"Người {i}" for i in range(n)])
        Attachment.objects.of(dossier).count()
        with django_assert_num_queries(4):
            checklist_of(dossier, day=TODAY)

    def test_the_page_says_why_its_button_is_off(self, world, client):
        dossier = bare(world)
        Nomination.objects.update(declared_by="", declared_on=None)
        client.force_login(world.canbo)
        html = client.get(reverse("awards:dossier_detail", args=[dossier.pk])).text
        assert "Còn thiếu: báo cáo thành tích" in html and "Điều 84 khoản 1" in html
        assert "Chưa ghi xác nhận kê khai của A Pớt, Y Ngọc" in html
        assert "chưa rõ nữ, dân tộc thiểu số" in html  # 0602 and 0603 warn only

    def test_the_day_of_the_receipt_stays(self, world):
        dossier = walk(world, drafted(world), "appraising")
        assert law_day_of(dossier, today=dt.date(2026, 11, 1)) == TODAY


class TestConfirming:
    def test_nothing_leaves_without_the_declarants(self, world):
        dossier = drafted(world)
        Nomination.objects.filter(honoree__name="Trần Văn Bình").update(declared_by="")
        with pytest.raises(Refused, match="chưa ghi xác nhận kê khai của Trần Văn Bình"):
            step(world, dossier, "to_head", "canbo")

    def test_nor_without_the_head(self, world):
        dossier = walk(world, drafted(world), "to_head")
        with pytest.raises(Refused, match="Tôi chịu trách nhiệm"):
            step(world, dossier, "send", "thutruong", petition=petition(confirmed=False))
        dossier = step(world, dossier, "send", "thutruong")
        assert (dossier.head_confirmed_by, dossier.head_confirmed_at) == (world.thutruong, AT)
        dossier = step(world, dossier, "recall", "thutruong", note="Sót một người.")
        assert fresh(dossier).head_confirmed_at is None  # what is written now has not been confirmed

    @pytest.mark.parametrize(
        ("achievement", "code", "falls"), [("Làm tốt.", "BK_TINH", False), ("Làm rất tốt.", "BK_TINH", True),
                                           ("Làm tốt.", "CSTD_TINH", True)],
    )  # fmt: skip
    def test_other_words_or_another_award_must_be_confirmed_anew(self, world, achievement, code, falls):
        line = drafted(world).lines.first()
        line.dossier = fresh(line.dossier)
        given = {"award": award(code), "achievement": achievement, "by": person(world, "canbo"), "at": AT}
        assert actions.change_line(line=line, **given) is falls
        assert Nomination.objects.get(pk=line.pk).declared_by == ("" if falls else "Nguyễn Thị Thanh")

    def test_written_taken_back_and_told_in_the_timeline(self, world):
        dossier = drafted(world)
        line = dossier.lines.first()

        def declare(name, day=None):
            given = {"declarations": [Declaration(line.pk, name, day)], "by": person(world, "canbo"), "at": AT}
            return actions.declare(dossier=fresh(dossier), **given)

        assert declare("  Bà  Thanh ", dt.date(2024, 12, 17)) == 1
        assert declare("Bà Thanh", dt.date(2024, 12, 17)) == 0  # pressed twice
        with pytest.raises(Refused, match="Nguyễn Thị Thanh, ô “Ngày xác nhận”: 19/12/2024 chưa tới"):
            declare("Bà Thanh", dt.date(2024, 12, 19))
        assert declare("") == 1
        assert Event.objects.of(dossier).filter(step="declare").count() == 2

    def test_a_line_that_is_gone_is_said(self, world):
        given = {"declarations": [Declaration(0, "A", None)], "by": person(world, "canbo"), "at": AT}
        with pytest.raises(Refused, match="vừa bị bỏ"):
            actions.declare(dossier=drafted(world), **given)

    def test_the_page_keeps_what_was_typed(self, world, client):
        dossier = drafted(world)
        line = dossier.lines.first()
        client.force_login(world.canbo)
        typed = {f"ten_{line.pk}": "Bà Thanh", f"ngay_{line.pk}": "31/12/2024"}
        answer = client.post(reverse("awards:declare", args=[dossier.pk]), typed)
        assert answer.status_code == 422 and "Bà Thanh" in answer.text and "chưa tới" in answer.text


class TestSecrets:
    @pytest.mark.parametrize(
        ("text", "marks"),
        [
            ("Tài liệu TUYỆT MẬT", ["TUYỆT MẬT"]),
            ("TỐI  MẬT", ["TỐI MẬT"]),
            ("bao_cao_MẬT.pdf", ["MẬT"]),
            ("[MẬT] Báo cáo", ["MẬT"]),
            ("Độ mật: A", ["độ mật"]),
            ("Giữ bí mật, bảo mật thông tin", []),
            ("Nuôi ong lấy mật ong, mật độ cao", []),
            ("HỢP TÁC XÃ MẬT ONG", []),
            ("BÍ MẬT NHÀ NƯỚC", []),
            ("Huyện Mật Sơn", []),
            ("TÍNH MẬT THIẾT", []),
        ],
    )
    def test_marks_and_ordinary_words(self, text, marks):
        assert marks_in(text) == marks

    def test_a_mark_waits_for_a_person_and_then_lets_go(self, world, client):
        dossier = drafted(world)
        Dossier.objects.update(title="Báo cáo MẬT")
        with pytest.raises(Refused, match="dấu độ mật cần xem lại"):
            step(world, dossier, "to_head", "canbo")
        client.force_login(world.canbo)
        assert "Hồ sơ có nội dung Mật?" in client.get(reverse("awards:dossier_detail", args=[dossier.pk])).text
        client.post(reverse("awards:confirm_open", args=[dossier.pk]))
        assert Event.objects.of(dossier).filter(step="confirm_open", by=world.canbo).exists()
        assert step(world, dossier, "to_head", "canbo").state == "to_head"

    def test_another_mark_asks_again(self, world):
        dossier = drafted(world)
        Dossier.objects.update(title="Báo cáo MẬT")
        actions.confirm_open(dossier=fresh(dossier), by=person(world, "canbo"), at=AT)
        Nomination.objects.filter(order=1).update(achievement="Tài liệu TỐI MẬT")
        assert checklist_of(fresh(dossier), day=TODAY).marks

    def test_the_secret_ground_is_refused_with_instructions(self, world, client):
        load_law()
        client.force_login(world.canbo)
        typed = {"title": "Việc mật", "occasion": "cong_trang", "simple_ground": "bi_mat", "version": 0}
        answer = client.post(reverse("awards:dossier_new"), typed)
        assert answer.status_code == 422 and "văn thư mật" in answer.text and "Việc mật" in answer.text
        assert not Dossier.objects.exists()


class TestDays:
    def test_every_desk_has_a_rule_of_its_own(self, world):
        load_law()
        rules = DeadlineRules()
        desks = set(DossierState.values) - {"draft", "to_head", "recalled", "returned", "decided", "closed"}
        assert set(STAGES) == desks - OWN_DAYS
        for event, _ in STAGES.values():
            assert rules.of(event, TODAY) is not None and rules.of(event, TODAY, Occasion.SUDDEN) is not None

    @pytest.mark.parametrize(
        ("where", "since", "days", "source"),
        [
            (("submitted", "cong_trang"), OLD, 5, "Điều 32, Nghị định 98/2023/NĐ-CP, mức của bộ; tỉnh quy định riêng"),
            (("submitted", "cong_trang"), NEW, 5, "311/QĐ-BNV, mức của bộ; tỉnh quy định riêng"),
            (("appraising", "cong_trang"), NEW, 20, "mức của bộ"),
            (("submitted", "dot_xuat"), NEW, 1, "mức cổng tạm đặt; tỉnh quy định riêng"),
            (("appraising", "dot_xuat"), NEW, 3, "mức cổng tạm đặt"),
            (("at_leader", "cong_trang"), NEW, 5, "mức cổng tạm đặt"),
            (("signed", "cong_trang"), NEW, 10, "mức của bộ"),
        ],
    )
    def test_days_by_the_rows(self, world, where, since, days, source):
        state, occasion = where
        dossier = drafted(world)
        at = dt.datetime.combine(since, dt.time(3), tzinfo=dt.UTC)
        Dossier.objects.update(state=state, occasion=occasion, stage_since=at, received_at=at)
        found = deadline(fresh(dossier), today=since)
        assert found.days == days and source in found.source and found.left == days

    def test_the_provinces_own_row_counts_at_once(self, world):
        dossier = walk(world, drafted(world), "submitted")
        DeadlineRule.objects.filter(event="return_incomplete", occasion="").update(working_days=2, version=2)
        assert deadline(dossier, today=TODAY).days == 2

    def test_without_rows_no_clock_runs(self, world):
        dossier = walk(world, drafted(world), "submitted")
        DeadlineRule.objects.all().delete()
        assert deadline(dossier, today=TODAY) is None


class TestOccasions:
    def test_the_word_changes_with_the_law(self):
        assert Occasion.label_on("phong_trao", dt.date(2026, 9, 30)) == "Phong trào thi đua, chuyên đề"
        assert Occasion.label_on("phong_trao", NEXT) == "Phong trào thi đua theo chuyên đề"
        assert dict(Occasion.choices_on(NEXT))["khang_chien"] == "Kháng chiến"

    def test_what_is_counted_stays_as_it_was_sent(self, world):
        dossier = drafted(world, lines=("Y Khiên",))
        who = dossier.lines.get().honoree
        who.female, who.minority, who.enterprise = True, True, False
        who.save()
        type(who.unit).objects.filter(pk=who.unit_id).update(remote=True)
        walk(world, dossier, "submitted")
        type(who).objects.update(person_class="business", female=False)
        line = Nomination.objects.with_class().get()
        then = (line.class_then, line.enterprise_then, line.female_then, line.minority_then, line.remote_then)
        assert then == ("direct", False, True, True, True)
        assert line.counted_class == "direct"
