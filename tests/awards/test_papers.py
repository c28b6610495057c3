"""Papers of a dossier on the portal: drafts from the record, what people write, who may have which made."""

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from awards import actions
from awards.actions import Votes
from awards.compile.achievements import report_text
from awards.compile.dossier_words import dossier_text, grounds_on
from awards.load.law import load_law as load_law_tables
from awards.models import AchievementReport, HeldAward, Hold, Initiative, Instrument, MeetingMinutes, Rating
from awards.render import LABELS, make_paper, papers_for
from tests.awards.scene import AT, TODAY, add, drafted, fresh, honoree, person, step, walk
from tests.movements.test_registration_papers import words_of_word
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import Attachment

pytestmark = pytest.mark.django_db
TEXTS = {"profile": "Họ và tên: A Pớt.", "merits": "Vận động hiến đất.", "honours": ""}
WHOLE = {
    "held_on": "10/12/2024", "place": "Hội trường", "chair": "Trần Quốc Bảo", "chair_title": "Giám đốc",
    "secretary": "Y Ngọc", "members": "11", "present": "10", "absent": "", "guests": "", "opinions": "Nhất trí.",
    "version": "0",
}  # fmt: skip


def paper_url(dossier, key, ext="docx"):
    return reverse("awards:dossier_paper", args=[dossier.pk, key, ext])


def report_url(line, name="report_edit"):
    return reverse(f"awards:{name}", args=[line.dossier_id, line.pk])


def words(response):
    return " ".join(words_of_word(response.content))


@pytest.fixture
def dossier(world):
    return drafted(world, lines=("A Pớt", "Y Ngọc"))


@pytest.fixture
def line(dossier):
    return dossier.lines.select_related("honoree__unit", "award", "dossier__unit", "dossier__receiver").first()


# --- Papers of the dossier --------------------------------------------------------------------------------------------


def test_the_page_lists_papers_and_the_report_of_each_line(client, world, dossier):
    client.force_login(world.canbo)
    page = client.get(reverse("awards:dossier_papers", args=[dossier.pk])).text
    for label in (
        "Tờ trình của đơn vị",
        "Danh sách đề nghị",
        "Biên bản họp xét",
        "A Pớt",
        "Y Ngọc",
        "Bản nháp của cổng",
    ):
        assert label in page
    assert "Tờ trình của Sở Nội vụ" not in page
    assert "Văn bản dựng sẵn" in client.get(reverse("awards:dossier_detail", args=[dossier.pk])).text


def test_papers_come_as_files_that_are_saved_and_not_guessed_at(client, world, dossier):
    client.force_login(world.canbo)
    for ext, kind in (("pdf", "application/pdf"), ("docx", "wordprocessingml")):
        answer = client.get(paper_url(dossier, "to-trinh", ext))
        assert answer.status_code == 200 and kind in answer["Content-Type"]
        assert answer["Content-Disposition"].startswith("attachment; filename=")
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_petition_says_what_the_dossier_holds(client, world, dossier):
    load_law_tables()
    client.force_login(world.canbo)
    said = words(client.get(paper_url(dossier, "to-trinh")))
    assert "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;" in said
    assert "02 trường hợp (02 cá nhân)" in said and "A Pớt" in said and "Y Ngọc" in said


def test_grounds_are_those_of_the_day_and_only_those_that_were_read(world):
    load_law_tables()
    before, after = grounds_on(dt.date(2025, 6, 30), {"BK_TINH"}), grounds_on(dt.date(2025, 7, 1), {"BK_TINH"})
    assert any("98/2023/NĐ-CP" in one for one in before) and not any("98/2023" in one for one in after)
    unread = Instrument.objects.exclude(standing="verified").values_list("number", flat=True)
    assert not [one for one in (*before, *after) for number in unread if number in one]
    assert not any("56/2024/QĐ-UBND" in one or "86/2025" in one for one in (*before, *after))


def kinds(world, dossier, who):
    return [kind.key for kind in papers_for(fresh(dossier), person(world, who))]


def test_each_office_drafts_its_own_papers_and_others_have_them_once_signed(world, dossier):
    own = ["to-trinh", "danh-sach", "bien-ban", "bang-kiem-tra"]
    assert kinds(world, dossier, "canbo") == own
    walk(world, dossier, "to_director", failing=("A Pớt",))
    assert kinds(world, dossier, "canbo") == [*own, "giay-tiep-nhan"]
    assert kinds(world, dossier, "chuyenvien") == [*own, "giay-tiep-nhan", "to-trinh-snv", "thong-bao"]
    row = fresh(dossier)
    row.refusal_number, row.level = "03/TB-SNV", "state"
    row.save()
    assert kinds(world, dossier, "canbo") == [*own, "giay-tiep-nhan", "thong-bao"]
    assert "to-trinh-chu-tich" in kinds(world, dossier, "lanhdao")


def test_the_parent_drafts_a_petition_of_its_own(world):
    sent = walk_to_parent(world)
    assert "to-trinh-cap-quan-ly" in kinds(world, sent, "canbo_dakha")
    assert "to-trinh-cap-quan-ly" not in kinds(world, sent, "canbo_xa")


def walk_to_parent(world):
    made = drafted(world, person(world, "canbo_xa").unit.code, by="canbo_xa")
    step(world, made, "to_head", "canbo_xa")
    return step(world, made, "send_parent", "thutruong_xa")


@pytest.mark.parametrize("key", [key for key in LABELS if key != "tong-hop-y-kien"])  # only after people were asked
def test_every_kind_can_be_made_of_a_whole_dossier(world, dossier, key):
    walk(world, dossier, "to_director", failing=("A Pớt",))
    row = fresh(dossier)
    row.receipt_number, row.receipt_year, row.promised_on = 4, 2024, TODAY
    made = make_paper(row, key, today=TODAY, purposes={"to_trinh": "Tờ trình đã ký"}, user=person(world, "chuyenvien"))
    assert made.title and made.blocks


def test_the_notice_names_the_coded_reason(world, dossier):
    walk(world, dossier, "to_director", failing=("A Pớt",))
    said = str(make_paper(fresh(dossier), "thong-bao", today=TODAY, purposes={}, user=world.giamdoc))
    assert "KD-06" in said and "A Pớt" in said and "Y Ngọc" not in said


def test_words_cost_the_same_for_one_line_and_for_three(world):
    def cost(names):
        row = drafted(world, lines=names)
        with CaptureQueriesContext(connection) as queries:
            dossier_text(row, today=TODAY)
        return len(queries)

    assert cost(("A",)) == cost(("B", "C", "D"))


def test_the_page_costs_the_same_for_one_line_and_for_three(client, world):
    client.force_login(world.canbo)

    def cost(names):
        url = reverse("awards:dossier_papers", args=[drafted(world, lines=names).pk])
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    assert cost(("A",)) == cost(("B", "C", "D"))


# --- The report of a line ---------------------------------------------------------------------------------------------


def test_a_person_s_draft_comes_from_the_record_of_a_lifetime(world, line):
    who = line.honoree
    HeldAward.objects.create(
        honoree=who, award_code="CSTDCS", award_name="Chiến sĩ thi đua cơ sở", year=2023, decision_number="12/QĐ-SNN",
        decided_on=dt.date(2024, 1, 5), issuer="Sở Nông nghiệp", source="external",
    )  # fmt: skip
    revoked = {"award_code": "GK", "award_name": "Giấy khen", "decision_number": "9", "revoked_on": TODAY}
    HeldAward.objects.create(honoree=who, year=2022, decided_on=TODAY, issuer="X", source="external", **revoked)
    Rating.objects.create(honoree=who, year=2023, grade="excellent", paper_number="4/TB")
    Initiative.objects.create(honoree=who, title="Ủ phân tại rẫy", scope="base", year=2023)
    draft = report_text(line)
    assert draft.is_draft and "Họ và tên: A Pớt." in draft.profile
    assert "Chiến sĩ thi đua cơ sở, Quyết định số 12/QĐ-SNN ngày 05/01/2024 của Sở Nông nghiệp." in draft.honours
    assert "Giấy khen" not in draft.honours
    assert "Năm công tác 2023: hoàn thành xuất sắc nhiệm vụ (4/TB)." in draft.merits
    assert "“Ủ phân tại rẫy”" in draft.merits and draft.merits.startswith("Làm tốt.")


def test_a_collective_s_draft_tells_accepted_figures_against_targets(world, dossier):
    from tests.factories import FigureFactory, FilingFactory

    unit = world.units["SNNPTNT"]
    filing = FilingFactory(unit=unit, period=world.periods[3], receiver=world.units["SNV"], confirmed=True)
    FigureFactory(filing=filing, indicator=world.indicators["forest"])
    later = FilingFactory(unit=unit, period=world.periods[4], receiver=world.units["SNV"], sent=True)
    FigureFactory(filing=later, indicator=world.indicators["forest"], value=999)
    row = add(world, dossier, honoree(unit, "Chi cục Kiểm lâm", "collective"))
    row.dossier = fresh(dossier)
    told = report_text(row).merits
    assert world.indicators["forest"].name in told and "đã được xác nhận số liệu" in told
    assert "999" not in told  # sent is not accepted


def test_what_is_saved_stands_whatever_the_record_says_later(world, line):
    actions.write_report(line=line, texts=TEXTS, version=0, by=person(world, "canbo"), at=AT)
    Rating.objects.create(honoree=line.honoree, year=2023, grade="good")
    stands = report_text(line)
    assert (stands.version, stands.merits) == (1, "Vận động hiến đất.") and not stands.is_draft
    event = Event.objects.of(line.dossier).get(step="save_report")
    assert "A Pớt" in event.note


def test_two_people_who_write_the_same_report(client, world, line):
    client.force_login(world.canbo)
    url = report_url(line)
    assert client.post(url, TEXTS | {"version": 0}).status_code == 302
    again = client.post(url, TEXTS | {"merits": "Của người thứ hai.", "version": 0})
    assert again.status_code == 422
    assert "Của người thứ hai." in again.text and "Vận động hiến đất." in again.text  # both are there to compare
    assert 'name="version" value="1"' in again.text
    assert client.post(url, TEXTS | {"merits": "Của người thứ hai.", "version": 1}).status_code == 302
    assert AchievementReport.objects.get().merits == "Của người thứ hai."


def test_a_report_too_long_is_refused_by_the_name_of_its_box(client, world, line):
    client.force_login(world.canbo)
    answer = client.post(report_url(line), TEXTS | {"merits": "a" * 20_001, "version": 0})
    assert answer.status_code == 422 and "Thành tích đạt được" in answer.text and "20000" in answer.text
    assert client.post(report_url(line), TEXTS | {"version": "x"}).status_code == 422
    assert not AchievementReport.objects.exists()


def test_nobody_else_writes_and_nobody_writes_once_it_is_sent(client, world, dossier, line):
    with pytest.raises(PermissionDenied):
        actions.write_report(line=line, texts=TEXTS, version=0, by=person(world, "thutruong"), at=AT)
    walk(world, dossier, "submitted")
    client.force_login(world.canbo)
    assert client.post(report_url(line), TEXTS | {"version": 0}).status_code == 403
    page = client.get(report_url(line))
    assert page.status_code == 200 and "<textarea" not in page.text


def test_the_saved_report_becomes_the_paper_of_the_dossier_once(client, world, line):
    client.force_login(world.canbo)
    attach = report_url(line, "report_attach")
    before = Attachment.objects.of(line.dossier, "bao_cao_thanh_tich").count()
    assert "Lưu báo cáo thành tích trước" in client.post(attach, {"version": 1}, follow=True).text
    client.post(report_url(line), TEXTS | {"version": 0})
    assert client.post(attach, {"version": 1}).status_code == 302
    assert client.post(attach, {"version": 1}).status_code == 302  # pressed twice: still one
    files = Attachment.objects.of(line.dossier, "bao_cao_thanh_tich")
    assert files.count() == before + 1
    made = AchievementReport.objects.get().attachment
    assert made.name == "bao-cao-thanh-tich-a-pot.pdf" and made.content_type == "application/pdf"
    client.post(report_url(line), TEXTS | {"version": 1, "merits": "Thêm."})
    assert "Đã sửa sau khi đính kèm" in client.get(reverse("awards:dossier_papers", args=[line.dossier_id])).text
    assert "vừa được sửa" in client.post(attach, {"version": 1}, follow=True).text
    assert client.post(attach, {"version": "²"}, follow=True).status_code == 200


def test_where_no_pdf_can_be_made_a_word_is_said_and_nothing_is_lost(client, world, line, monkeypatch):
    from thidua.pdf import NO_PANGO, PdfUnavailable

    def fail(*args, **kwargs):
        raise PdfUnavailable(NO_PANGO)

    monkeypatch.setattr("thidua.paper.pdf.write_pdf", fail)
    client.force_login(world.canbo)
    client.post(report_url(line), TEXTS | {"version": 0})
    assert "thiếu thư viện Pango" in client.post(report_url(line, "report_attach"), {"version": 1}, follow=True).text
    assert "thiếu thư viện Pango" in client.get(paper_url(line.dossier, "to-trinh", "pdf"), follow=True).text
    assert client.get(paper_url(line.dossier, "to-trinh")).status_code == 200


def test_the_file_of_a_report_has_its_words(client, world, line):
    client.force_login(world.canbo)
    client.post(report_url(line), TEXTS | {"version": 0})
    url = reverse("awards:report_file", args=[line.dossier_id, line.pk, "docx"])
    said = words(client.get(url))
    assert "BÁO CÁO THÀNH TÍCH" in said and "Vận động hiến đất." in said and "XÁC NHẬN CỦA CẤP TRÌNH" in said
    document = Document(io.BytesIO(client.get(url).content))
    assert document.core_properties.title.startswith("BÁO CÁO THÀNH TÍCH")


# --- The meeting ------------------------------------------------------------------------------------------------------


@pytest.fixture
def voted(world, dossier):
    """The dossier with a line that must be voted on."""
    load_law_tables()
    return add(world, dossier, honoree(world.units["SNNPTNT"], "Chi cục Kiểm lâm", "collective"), "CO_TINH")


def minutes_url(dossier):
    return reverse("awards:minutes_edit", args=[dossier.pk])


def test_only_what_the_law_votes_on_has_boxes(client, world, dossier, voted):
    client.force_login(world.canbo)
    page = client.get(minutes_url(dossier)).text
    assert f'name="agreed_{voted.pk}"' in page and page.count('name="agreed_') == 1
    assert "từ 80 % tổng số thành viên" in page


def test_the_minutes_are_filled_from_what_was_entered(client, world, dossier, voted):
    client.force_login(world.canbo)
    given = WHOLE | {f"agreed_{voted.pk}": "10", f"refused_{voted.pk}": "1"}
    assert client.post(minutes_url(dossier), given).status_code == 302
    said = words(client.get(paper_url(dossier, "bien-ban")))
    assert "Thời gian: ngày 10 tháng 12 năm 2024." in said and "Thư ký: Y Ngọc." in said
    assert "90,9" in said and "Chi cục Kiểm lâm" in said and "có mặt: 10; vắng: 01" in said


def test_a_line_without_the_votes_is_not_proposed_in_the_minutes(client, world, dossier, voted):
    client.force_login(world.canbo)
    client.post(minutes_url(dossier), WHOLE | {f"agreed_{voted.pk}": "8"})
    said = words(client.get(paper_url(dossier, "bien-ban")))
    assert said.count("Chi cục Kiểm lâm") == 1 and "72,7" in said  # in the ballots, not in the list
    assert "Chưa đạt" in client.get(minutes_url(dossier)).text


def test_a_share_that_binds_the_council_of_the_province_is_not_held_against_the_unit(client, world, dossier, voted):
    line = add(world, dossier, honoree(world.units["SNNPTNT"], "Lê Thị Hoa"), "CSTD_TINH")
    client.force_login(world.canbo)
    client.post(minutes_url(dossier), WHOLE | {f"agreed_{line.pk}": "6"})
    page, said = client.get(minutes_url(dossier)).text, words(client.get(paper_url(dossier, "bien-ban")))
    assert "Hội đồng cấp tỉnh" in page and "Chưa đạt" not in page
    assert said.count("Lê Thị Hoa") == 2 and "do Hội đồng cấp tỉnh bỏ phiếu" in said


def test_blank_minutes_leave_room_for_a_pen(client, world, dossier, voted):
    client.force_login(world.canbo)
    assert client.post(minutes_url(dossier), {"version": "0"}).status_code == 302
    assert "…" in words(client.get(paper_url(dossier, "bien-ban")))


WRONG = [
    ("held_on", "31/12/2099", "chưa tới"),
    ("held_on", "32/12/2024", "Ngày họp"),
    ("present", "12", "không quá tổng số thành viên"),
    ("members", "", "Số có mặt"),
    ("members", "mười", "Tổng số thành viên"),
    ("members", "-3", "Tổng số thành viên"),
    ("agreed", "12", "nhiều hơn tổng số 11 thành viên"),
    ("refused", "3", "Ghi số phiếu đồng ý"),
    ("version", "x", "Lưu"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: f"{one[0]}={one[1]}")
def test_a_wrong_box_is_named_and_nothing_typed_is_lost(client, dossier, voted, wrong):
    box, typed, told = wrong
    client.force_login(dossier.created_by)
    name = f"{box}_{voted.pk}" if box in ("agreed", "refused") else box
    answer = client.post(minutes_url(dossier), WHOLE | {name: typed})
    assert answer.status_code == 422 and told in answer.text and "Hội trường" in answer.text
    assert not MeetingMinutes.objects.exists()


def test_two_people_who_write_the_same_minutes(client, world, dossier):
    client.force_login(world.canbo)
    client.post(minutes_url(dossier), WHOLE)
    again = client.post(minutes_url(dossier), WHOLE | {"place": "Phòng họp số 2"})
    assert again.status_code == 422 and "Phòng họp số 2" in again.text and "<q>Hội trường</q>" in again.text
    assert client.post(minutes_url(dossier), WHOLE | {"place": "Phòng họp số 2", "version": "1"}).status_code == 302


def test_votes_of_a_line_of_another_dossier_are_refused(world, dossier):
    other = drafted(world, lines=("Ai đó",)).lines.get()
    meeting = {"members": 5, "present": 5}
    with pytest.raises(Refused, match="không còn trong hồ sơ"):
        actions.write_minutes(
            dossier=dossier, meeting=meeting, votes=[Votes(other.pk, 3)], version=0, by=person(world, "canbo"), at=AT
        )


def test_a_stale_version_is_a_conflict(world, dossier):
    by = person(world, "canbo")
    with pytest.raises(Conflict):
        actions.write_minutes(dossier=dossier, meeting={}, votes=[], version=3, by=by, at=AT)


def test_a_line_taken_out_takes_its_report_and_ballot_along(world, dossier, voted):
    by = person(world, "canbo")
    voted.dossier = fresh(dossier)
    actions.write_report(line=voted, texts=TEXTS, version=0, by=by, at=AT)
    meeting = {"members": 5, "present": 5}
    actions.write_minutes(dossier=dossier, meeting=meeting, votes=[Votes(voted.pk, 5)], version=0, by=by, at=AT)
    actions.remove_line(line=voted, by=by, at=AT)
    assert not AchievementReport.objects.exists() and not MeetingMinutes.objects.get().ballots.exists()


def test_the_check_tells_of_holds_to_those_who_may_read_of_them(world):
    made = walk(world, drafted(world, lines=("A Pớt",)), "appraising")
    load_law_tables()
    Hold.objects.create(honoree=made.lines.get().honoree, reason="TD-01", text="Đơn số 5.", opened_on=TODAY)
    said = {who: str(make_paper(fresh(made), "bang-kiem-tra", today=TODAY, purposes={}, user=person(world, who)))
            for who in ("chuyenvien", "vanphong")}  # fmt: skip
    assert "A Pớt" in said["vanphong"]
    assert "Đơn số 5" in said["chuyenvien"] and "Đơn số 5" not in said["vanphong"]
    assert "tạm dừng" in said["chuyenvien"] and "tạm dừng" not in said["vanphong"]


def test_the_check_costs_the_same_for_one_line_and_for_three(world):
    load_law_tables()

    def cost(names):
        row = fresh(drafted(world, lines=names))
        with CaptureQueriesContext(connection) as queries:
            make_paper(row, "bang-kiem-tra", today=TODAY, purposes={}, user=person(world, "canbo"))
        return len(queries)

    assert cost(("A",)) == cost(("B", "C", "D"))
