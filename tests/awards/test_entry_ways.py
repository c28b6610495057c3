"""Ways into a dossier: suggestions, an urgent deed, a unit's paper, a newcomer who may be known already."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import actions
from awards.actions import Direction, NewHonoree
from awards.compile import deadline, waits_for
from awards.compile.urgent import days_of_deed, urgent_years
from awards.load import load_law as load_legal_rows
from awards.models import Dossier, Honoree, Nomination, Rating
from tests.awards.scene import (
    AT,
    FROM_COMMUNE,
    ROAD,
    TODAY,
    award,
    drafted,
    fresh,
    honoree,
    load_law,
    person,
    petition,
    step,
    walk,
)
from tests.factories import UnitFactory, place
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.actions import rebuild_ancestry
from units.enums import Role
from units.models import Attachment, Notice, Placement, RoleHolding, Unit, User

pytestmark = pytest.mark.django_db
DEED = dt.date(2024, 12, 16)
DIRECTED = Direction("Chủ tịch UBND tỉnh chỉ đạo tại văn bản 9/UBND", dt.date(2024, 12, 17))


@pytest.fixture(autouse=True)
def _today(office):
    office(AT)


def photo():
    return SimpleUploadedFile("Hiện trường.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64, content_type="image/png")


# --- Suggestions ------------------------------------------------------------------------------------------------------


def known(world, name, unit="SNNPTNT"):
    """Somebody whose record speaks for Lao động tiên tiến, and for a collective title of the province."""
    who = honoree(world.units[unit], name)
    Rating.objects.create(honoree=who, year=2024, grade="excellent")
    return who


class TestSuggestions:
    url = property(lambda self: reverse("awards:suggestions"))

    def stage(self, world):
        load_law()
        load_legal_rows()
        return known(world, "A Pớt")

    def test_the_titles_of_the_armed_forces_are_theirs_alone(self, world, client):
        self.stage(world)
        client.force_login(world.canbo)
        html = client.get(self.url).text
        title = 'aria-label="Chiến sĩ tiên tiến"'
        assert "Lao động tiên tiến" in html and title not in html
        Unit.objects.filter(code="SNNPTNT").update(kind="luc_luong_vu_trang")
        assert title in client.get(self.url).text

    def test_what_others_decide_cannot_be_ticked(self, world, client):
        self.stage(world)
        client.force_login(world.canbo)
        html = client.get(self.url).text
        assert "không lập hồ sơ gửi tỉnh" in html and "-LDTT" not in html

    def test_ticked_rows_become_one_dossier(self, world, client):
        who = self.stage(world)
        client.force_login(world.canbo)
        picked = {"chon": [f"{who.pk}-BK_TINH"], "dossier": "moi", "title": "Thành tích năm 2024"}
        answer = client.post(self.url, picked)
        made = Dossier.objects.get()
        assert answer.url == reverse("awards:dossier_detail", args=[made.pk])
        assert [(line.honoree, line.award.code) for line in made.lines.all()] == [(who, "BK_TINH")]
        more = {"chon": [f"{known(world, 'Y Ngọc').pk}-BK_TINH"], "dossier": made.pk, "title": ""}
        client.post(self.url, more)
        assert made.lines.count() == 2 and Dossier.objects.count() == 1

    def test_all_or_nothing(self, world, client):
        who = self.stage(world)
        client.force_login(world.canbo)
        wrong = {"chon": [f"{who.pk}-BK_TINH", f"{who.pk}-LDTT"], "dossier": "moi", "title": "Năm 2024"}
        answer = client.post(self.url, wrong)
        assert answer.status_code == 422 and "không thuộc quyết định" in answer.text and "Năm 2024" in answer.text
        assert not Dossier.objects.exists() and not Nomination.objects.exists()

    @pytest.mark.parametrize("ticks", [[], ["x"], ["0-BK_TINH"], ["99999-BK_TINH"]])
    def test_no_box_or_a_false_one_is_said(self, world, client, ticks):
        self.stage(world)
        client.force_login(world.canbo)
        answer = client.post(self.url, {"chon": ticks, "dossier": "moi", "title": "Năm 2024"})
        assert answer.status_code == 422 and not Dossier.objects.exists()

    def test_somebody_of_another_unit_is_not_taken(self, world, client):
        self.stage(world)
        other = known(world, "Người lạ", "SYT")
        client.force_login(world.canbo)
        answer = client.post(self.url, {"chon": [f"{other.pk}-BK_TINH"], "dossier": "moi", "title": "Năm 2024"})
        assert answer.status_code == 422 and not Dossier.objects.exists()

    def test_a_page_costs_the_same_for_one_and_three(self, world, client):
        self.stage(world)
        client.force_login(world.canbo)
        client.get(self.url)
        with CaptureQueriesContext(connection) as one:
            client.get(self.url)
        known(world, "Y Ngọc"), known(world, "A Klêng")
        with CaptureQueriesContext(connection) as three:
            client.get(self.url)
        assert len(three) == len(one)


# --- Khen đột xuất ----------------------------------------------------------------------------------------------------


def urgent(world, *, by="canbo", who=None, **changes):
    load_law()
    who = who or honoree(world.units["SNNPTNT"], "A Brũih")
    given = {"deed": "Cứu ba người khỏi lũ.", "deed_on": DEED, "declared_by": "A Brũih", "file": pdf_upload()} | changes
    return fresh(actions.start_urgent(who=who, award=award(), by=person(world, by), at=AT, **given))


class TestUrgent:
    def test_ready_to_be_signed_at_once(self, world):
        dossier = urgent(world)
        assert (dossier.occasion, dossier.simple_ground, dossier.deed_on) == ("dot_xuat", "dot_xuat", DEED)
        dossier = walk(world, dossier, "submitted")
        assert deadline(dossier, today=TODAY).days == 1  # its own short days

    def test_a_picture_is_proof_and_no_report(self, world):
        dossier = urgent(world, file=photo())
        assert Attachment.objects.of(dossier).get().purpose == "minh_chung"
        with pytest.raises(Refused, match="báo cáo tóm tắt thành tích"):
            step(world, dossier, "to_head", "canbo")

    @pytest.mark.parametrize(
        ("changes", "words"),
        [({"deed": " "}, "Thành tích"), ({"deed_on": None}, "Ngày lập thành tích"),
         ({"deed_on": dt.date(2024, 12, 19)}, "19/12/2024 chưa tới")],
    )  # fmt: skip
    def test_what_is_missing_is_named(self, world, changes, words):
        with pytest.raises(Refused, match=words):
            urgent(world, **changes)
        assert not Dossier.objects.exists()

    def test_pressed_twice_there_is_one(self, world):
        who = urgent(world).lines.get().honoree
        with pytest.raises(Refused, match="đã có hồ sơ đột xuất cho ngày 16/12/2024"):
            urgent(world, who=who)
        assert Dossier.objects.count() == 1

    def test_on_a_direction_home_affairs_opens_it_for_anybody(self, world):
        who = honoree(world.units["C23512"], "A Brũih")
        dossier = urgent(world, by="chuyenvien", who=who, direction=DIRECTED)
        assert dossier.unit.code == "SNV" and dossier.is_directed
        assert waits_for(person(world, "chuyenvien"), dossier)
        assert step(world, dossier, "direct", "chuyenvien").state == "submitted"  # no tờ trình of a unit
        dossier = walk(world, dossier, "decided", road=ROAD[2:])
        assert dossier.lines.get().bonus

    def test_only_on_a_direction_and_only_home_affairs(self, world):
        with pytest.raises(PermissionDenied):
            urgent(world, by="chuyenvien")
        with pytest.raises(PermissionDenied):
            urgent(world, direction=DIRECTED)
        for direction, words in ((Direction(" ", DEED), "Chỉ đạo"), (Direction("Chủ tịch", None), "Ngày chỉ đạo")):
            with pytest.raises(Refused, match=words):
                urgent(world, by="chuyenvien", direction=direction, who=honoree(world.units["SYT"], words))

    def test_a_unit_stays_with_its_own_people(self, world):
        with pytest.raises(Refused, match="không thuộc Sở Nông nghiệp"):
            urgent(world, who=honoree(world.units["SYT"], "A Brũih"))

    def test_returned_it_is_written_again_by_those_who_opened_it(self, world):
        dossier = urgent(world, by="chuyenvien", who=honoree(world.units["SYT"], "A"), direction=DIRECTED)
        step(world, dossier, "direct", "chuyenvien")
        dossier = step(world, dossier, "return", "truongphong", reason="TL-HS01", note="Thiếu.")
        assert person(world, "chuyenvien").has_perm("awards.edit_dossier", dossier)
        assert not person(world, "canbo").has_perm("awards.edit_dossier", dossier)

    def test_days_from_the_deed_to_the_signature(self, world):
        decided = walk(world, urgent(world), "decided")
        assert (days_of_deed(decided, TODAY).days, days_of_deed(decided, TODAY).open) == (2, False)
        waiting = urgent(world, who=honoree(world.units["SNNPTNT"], "Y B"), deed_on=dt.date(2024, 12, 10))
        assert (days_of_deed(waiting, TODAY).days, days_of_deed(waiting, TODAY).open) == (8, True)
        (year,) = urgent_years(person(world, "chuyenvien"))
        assert (year.year, year.decided, year.middle) == (2024, 1, 2)  # a unit's draft is not the province's to see
        (own,) = urgent_years(person(world, "canbo"))
        assert (own.n, own.decided) == (2, 1)

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_list_costs_the_same_for_one_and_three(self, world, client, n, django_assert_num_queries):
        for i in range(n):
            urgent(world, who=honoree(world.units["SNNPTNT"], f"Người {i}"))
        client.force_login(world.canbo)
        client.get(reverse("awards:urgent_list"))
        with django_assert_num_queries(8):
            html = client.get(reverse("awards:urgent_list")).text
        assert html.count("Khen thưởng đột xuất Người") == n

    def test_one_screen_from_nothing(self, world, client):
        load_law()
        client.force_login(world.canbo)
        url = reverse("awards:urgent_new")
        assert client.get(url).status_code == 200
        typed = {
            "subject": "person", "name": "A Brũih", "person_class": "direct", "unit": world.units["SNNPTNT"].pk,
            "deed": "Cứu người.", "deed_on": "16/12/2024", "award": award().pk, "position": "", "female": "0",
            "minority": "1",
        }  # fmt: skip
        wrong = client.post(url, typed | {"deed": ""})
        assert wrong.status_code == 422 and "Ghi việc đã làm." in wrong.text and "A Brũih" in wrong.text
        assert client.post(url, typed | {"file": photo()}).status_code == 302
        assert Dossier.objects.get().lines.get().honoree.name == "A Brũih"

    def test_somebody_of_the_register_is_found_by_a_part_of_the_name(self, world, client):
        load_law()
        who = honoree(world.units["SNNPTNT"], "A Brũih")
        client.force_login(world.canbo)
        url = reverse("awards:urgent_new")
        assert f"?doi-tuong={who.pk}" in client.get(url, {"tim": "bruih"}).text
        typed = {"doi-tuong": who.pk, "deed": "Cứu người.", "deed_on": "16/12/2024", "award": award().pk}
        assert client.post(url, typed).status_code == 302


# --- Nhập thay --------------------------------------------------------------------------------------------------------


def from_paper(world, unit="SYT", *, by="chuyenvien", **changes):
    load_law()
    given = {"title": "Thành tích năm 2024", "occasion": "cong_trang", "arrived_on": dt.date(2024, 12, 12)}
    given |= {"scan": pdf_upload("Tờ trình.pdf")} | changes
    return fresh(actions.start_from_paper(unit=world.units[unit], by=person(world, by), at=AT, **given))


def typed_in(world, dossier, by):
    """With a line and the papers that the unit's dossier has."""
    line = actions.LineInput(honoree(dossier.unit, "Y Sương"), award(), "Làm tốt.", declared_by="Y Sương")
    who = {"by": person(world, by), "at": AT}
    actions.add_line(dossier=fresh(dossier), line=line, **who)
    for purpose in ("bao_cao_thanh_tich", "bien_ban"):
        actions.add_paper(dossier=fresh(dossier), purpose=purpose, upload=pdf_upload(), **who)
    return fresh(dossier)


class TestFromPaper:
    def test_the_day_it_arrived_counts(self, world):
        dossier = typed_in(world, from_paper(world), "chuyenvien")
        dossier = step(world, dossier, "enter", "chuyenvien", petition=petition("45/TTr-SYT", file=None))
        assert (dossier.state, dossier.petition_number) == ("submitted", "45/TTr-SYT")
        assert dossier.arrived_at == dossier.first_sent_at == dossier.stage_since
        assert deadline(dossier, today=TODAY).due_on == dt.date(2024, 12, 19)  # five days from the 12th
        assert dossier.lines.get().class_then == "direct"
        assert Attachment.objects.of(dossier, "ban_giay").count() == 1

    def test_the_parents_officer_enters_for_a_commune(self, world):
        dossier = typed_in(world, from_paper(world, "C23512", by="canbo_dakha"), "canbo_dakha")
        with pytest.raises(PermissionDenied):
            step(world, dossier, "enter", "canbo_dakha", petition=petition(file=None))
        assert step(world, dossier, "enter_parent", "canbo_dakha", petition=petition(file=None)).state == "at_parent"
        dossier = step(world, dossier, "forward", "canbo_dakha", petition=petition("7/TTr-UBND"))
        assert (dossier.state, dossier.arrived_at) == ("submitted", AT)  # to the district it had come before

    def test_who_enters_sees_and_writes_it_and_nobody_else(self, world):
        dossier = from_paper(world, "C23512", by="canbo_dakha")
        seen = {who for who in world.people if Dossier.objects.visible_to(person(world, who)).exists()}
        assert seen == {"canbo_dakha", "thutruong_dakha", "canbo_xa", "thutruong_xa"}
        assert waits_for(person(world, "canbo_dakha"), dossier)
        listed = {who for who in world.people if Attachment.objects.visible_to(person(world, who)).exists()}
        assert listed == seen

    @pytest.mark.parametrize(("unit", "by"), [("C23512", "chuyenvien"), ("SYT", "canbo_dakha"), ("SNV", "chuyenvien")])
    def test_only_the_desk_to_which_the_paper_comes(self, world, unit, by):
        with pytest.raises(PermissionDenied):
            from_paper(world, unit, by=by)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [({"arrived_on": None}, "Ngày đến"), ({"arrived_on": dt.date(2024, 12, 19)}, "chưa tới"),
         ({"scan": None}, "Bản chụp văn bản giấy"), ({"title": " "}, "Trích yếu"),
         ({"simple_ground": "bi_mat"}, "văn thư mật")],
    )  # fmt: skip
    def test_what_is_missing_is_named(self, world, changes, words):
        with pytest.raises(Refused, match=words):
            from_paper(world, **changes)

    def test_the_same_paper_is_typed_in_once(self, world):
        from_paper(world)
        with pytest.raises(Conflict, match="Người chuyenvien đã mở"):
            from_paper(world, by="truongphong")

    def test_the_scan_is_the_units_paper_and_stays(self, world):
        dossier = from_paper(world)
        scan = Attachment.objects.of(dossier, "ban_giay").get()
        with pytest.raises(Refused, match="không gỡ được"):
            actions.remove_paper(dossier=dossier, attachment=scan, by=person(world, "chuyenvien"), at=AT)

    def test_who_typed_it_in_is_told_that_it_came_back(self, world):
        dossier = typed_in(world, from_paper(world), "chuyenvien")
        step(world, dossier, "enter", "chuyenvien", petition=petition(file=None))
        step(world, dossier, "return", "truongphong", reason="TL-HS01", note="Thiếu.")
        assert Notice.objects.filter(to=world.chuyenvien, kind="returned").exists()

    def test_its_signature_is_vouched_for(self, world):
        dossier = typed_in(world, from_paper(world), "chuyenvien")
        with pytest.raises(Refused, match="Bản giấy có chữ ký"):
            step(world, dossier, "enter", "chuyenvien", petition=petition(file=None, confirmed=False))

    def test_by_the_page(self, world, client):
        load_law()
        client.force_login(world.chuyenvien)
        url = reverse("awards:from_paper")
        typed = {
            "unit": world.units["SYT"].pk,
            "title": "Năm 2024",
            "occasion": "cong_trang",
            "arrived_on": "12/12/2024",
        }
        wrong = client.post(url, typed)
        assert wrong.status_code == 422 and "chọn tệp" in wrong.text and "Năm 2024" in wrong.text
        assert client.post(url, typed | {"scan": pdf_upload()}).status_code == 302
        page = client.get(reverse("awards:dossier_detail", args=[Dossier.objects.get().pk])).text
        assert "Nhập thay từ bản giấy" in page and "Ghi nhận bản giấy gửi Sở Nội vụ" in page
        assert Event.objects.filter(label="Bắt đầu nhập thay").exists()


# --- Likely the same --------------------------------------------------------------------------------------------------


def test_a_newcomer_who_may_be_known_is_shown_first(world, client):
    dossier = drafted(world, lines=())
    known_one = honoree(world.units["SNNPTNT"], "Lý Thị Hoà")
    client.force_login(world.canbo)
    url = reverse("awards:line_new", args=[dossier.pk])
    typed = {
        "subject": "person", "name": "Lí Thị Hòa", "person_class": "direct", "unit": world.units["SNNPTNT"].pk,
        "position": "Kế toán", "award": award().pk, "achievement": "Làm tốt.", "female": "1", "minority": "0",
    }  # fmt: skip
    shown = client.post(url, typed)
    assert shown.status_code == 422 and f"?doi-tuong={known_one.pk}" in shown.text and "Lí Thị Hòa" in shown.text
    assert Honoree.objects.count() == 1
    assert client.post(url, typed | {"nguoi-khac": "1"}).status_code == 302
    assert Honoree.objects.count() == 2


def test_a_newcomer_of_the_urgent_page_too(world, client):
    load_law()
    known_one = honoree(world.units["SNNPTNT"], "A Brũih")
    client.force_login(world.canbo)
    typed = {
        "subject": "person", "name": "A Bruih", "person_class": "direct", "unit": world.units["SNNPTNT"].pk,
        "deed": "Cứu người.", "deed_on": "16/12/2024", "award": award().pk,
    }  # fmt: skip
    shown = client.post(reverse("awards:urgent_new"), typed)
    assert shown.status_code == 422 and f"?doi-tuong={known_one.pk}" in shown.text
    assert not Dossier.objects.exists()


# --- Schools and communes ---------------------------------------------------------------------------------------------


def officers(unit, officer, head):
    """An account that writes and one that signs."""
    for name, role in ((officer, Role.UNIT_OFFICER), (head, Role.UNIT_HEAD)):
        user = User.objects.create(username=name, full_name=f"Người {name}", unit=unit)
        RoleHolding.objects.create(user=user, role=role, unit=unit)


def test_a_school_goes_through_its_department(world):
    school = UnitFactory(code="THPT1", name="Trường THPT Kon Tum", short_name="THPT Kon Tum", kind="don_vi_su_nghiep")
    world.units["THPT1"] = school
    place(school, world.units["SYT"])  # a department as good as another
    rebuild_ancestry()
    officers(school, "canbo_truong", "hieutruong")
    world.people |= {user.username: user for user in User.objects.filter(unit=school)}
    dossier = drafted(world, "THPT1", by="canbo_truong")
    assert dossier.receiver.code == "SYT"
    step(world, dossier, "to_head", "canbo_truong")
    with pytest.raises(PermissionDenied):
        step(world, dossier, "send", "hieutruong")
    step(world, dossier, "send_parent", "hieutruong")
    dossier = step(world, dossier, "forward", "canbo_khac", petition=petition("8/TTr-SYT"))
    assert (dossier.state, dossier.forward_number) == ("submitted", "8/TTr-SYT")


def test_a_commune_goes_through_its_district_and_after_the_reform_straight(world):
    walk(world, drafted(world, "C23512", by="canbo_xa"), "at_parent", road=FROM_COMMUNE)
    commune, province = world.units["C23512"], world.units["KT"]
    Placement.objects.filter(unit=commune).update(valid_to=dt.date(2025, 6, 30))
    Placement.objects.create(unit=commune, parent=province, valid_from=dt.date(2025, 7, 1))
    rebuild_ancestry()
    given = {"unit": commune, "title": "Năm 2025", "occasion": "cong_trang", "by": person(world, "canbo_xa")}
    last = actions.start_dossier(**given, at=dt.datetime(2025, 6, 30, 3, tzinfo=dt.UTC))
    first = actions.start_dossier(**given, at=dt.datetime(2025, 7, 1, 3, tzinfo=dt.UTC))
    assert (last.receiver.code, first.receiver.code) == ("615", "SNV")


def test_newcomer_of_an_urgent_deed_enters_the_register(world):
    new = NewHonoree("person", "Y Khiên", world.units["SNNPTNT"], "Công nhân", "direct")
    urgent(world, who=new)
    assert Honoree.objects.get().name == "Y Khiên"
    with pytest.raises(Refused, match="đã có trong sổ đối tượng"):
        urgent(world, who=new)
    assert Dossier.objects.count() == 1
