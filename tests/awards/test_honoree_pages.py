"""The register as people use it: finding, entering, writing a lifetime, holding, merging; and what lists cost."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import HeldAward, Hold, Honoree, Initiative, KnownApart, Rating
from tests.awards.honorees import RECOGNISED, WHOLE, held, hold_reasons, merge, release, someone, write
from tests.awards.scene import add, drafted, load_law, walk
from tests.scene import pdf_upload

pytestmark = pytest.mark.django_db
TYPED = {
    "subject": "person", "name": "Y Khiên", "position": "Công nhân", "person_class": "direct", "female": "1",
    "minority": "", "staff_code": "", "birth_year": "1.990", "version": 0,
}  # fmt: skip


def at(name, *arguments):
    return reverse(f"honorees:{name}", args=arguments)


def show(client, world, who, address, **asked):
    client.force_login(world.people[who])
    return client.get(address, asked)


def send(client, world, who, address, **typed):
    client.force_login(world.people[who])
    return client.post(address, typed)


def typed_row(key, world, **changes):
    """A row of a record as a browser sends it."""
    row = WHOLE[key] | ({"unit": world.units["SNNPTNT"].pk} if key == "qua-trinh" else {}) | changes
    named = {name: f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value for name, value in row.items()}
    return {name: value for name, value in named.items() if value not in (None, False)}


class TestList:
    def staged(self, world):
        someone(world), someone(world, "Đội Kiểm lâm", subject="collective"), someone(world, "A Víu", "C23512")
        merge(world, someone(world, "Y Sương", "SYT"), someone(world, "Y Xương", "SYT"))

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ({}, {"Nguyễn Thị Thanh", "Đội Kiểm lâm", "A Víu", "Y Sương"}),
            ({"tim": "thi thanh"}, {"Nguyễn Thị Thanh"}),
            ({"tim": "XƯƠNG"}, {"Y Sương"}),  # by another name
            ({"doi-tuong": "collective"}, {"Đội Kiểm lâm"}),
            ({"nhom": "direct", "doi-tuong": "person"}, {"Nguyễn Thị Thanh", "A Víu", "Y Sương"}),
            ({"nhom": "business"}, set()),
            ({"don-vi": "615"}, {"A Víu"}),  # with what stands below it
        ],
    )
    def test_filters(self, client, world, asked, names):
        self.staged(world)
        if "don-vi" in asked:
            asked = {"don-vi": world.units[asked["don-vi"]].pk}
        answer = show(client, world, "chuyenvien", at("honoree_list"), **asked)
        assert {honoree.name for honoree, _ in answer.context["rows"]} == names

    def test_one_sees_ones_own(self, client, world):
        self.staged(world)
        rows = show(client, world, "canbo_dakha", at("honoree_list")).context["rows"]
        assert [honoree.name for honoree, _ in rows] == ["A Víu"]

    @pytest.mark.parametrize(("who", "offered"), [("chuyenvien", True), ("canbo", True), ("lanhdao", False)])
    def test_who_may_bring_a_list_finds_the_way_there(self, client, world, who, offered):
        page = show(client, world, who, at("honoree_list"))
        assert (reverse("imports:import_list") in page.text) == offered

    def test_counts_stand_above_and_filter(self, client, world):
        self.staged(world)
        pills = show(client, world, "chuyenvien", at("honoree_list"), tim="i").context["pills"]
        assert [(pill.label, pill.n) for pill in pills] == [("Tất cả", 3), ("Cá nhân", 2), ("Tập thể", 1)]
        assert pills[2].url == "?doi-tuong=collective&tim=i"

    @pytest.mark.parametrize(("route", "most"), [("honoree_list", 14), ("duplicate_list", 16)])
    def test_three_cost_what_one_does(self, client, world, route, most):
        def cost():
            cache.clear()  # pairs are compared anew when the register has changed
            with CaptureQueriesContext(connection) as queries:
                assert show(client, world, "canbo", at(route)).status_code == 200
            return len(queries)

        for name in ("A Pớt", "A  Pớt"):
            write(world, someone(world, name), "khen-thuong")
        cost()
        one = cost()
        for name in ("Y Ngọc", "Y  Ngọc", "A Víu", "A  Víu"):
            write(world, someone(world, name), "khen-thuong")
        assert cost() == one <= most


class TestLifetime:
    def test_the_whole_record_on_one_page(self, client, world):
        who = someone(world)
        for key in WHOLE:
            write(world, who, key)
        write(world, who, "xep-loai", term_kind="school_year", grade="good")
        initiative = write(world, who, "sang-kien", title="Máy cắt cỏ", **RECOGNISED)
        Initiative.objects.filter(pk=initiative.pk).update(used_by=add(world, drafted(world, lines=()), who))
        release(world, held(world, who))
        held(world, who, reason="TD-02", text="Có đơn tố cáo.")
        shown = show(client, world, "chuyenvien", at("honoree_detail", who.pk)).text
        for words in (
            "Chiến sĩ thi đua cơ sở", "45/QĐ-SNN", "Quyết định của nơi khác", "Hoàn thành xuất sắc nhiệm vụ",
            "Theo năm công tác", "Theo năm học", "2023-2024", "Tưới nhỏ giọt", "chưa được công nhận", "Máy cắt cỏ",
            "trong một hồ sơ khác", "Khiển trách", "12/05/2023 – 12/11/2023", "Kiểm lâm viên", "Nguyễn T. Thanh",
            "Đang tạm dừng xét từ 18/12/2024 (TD-02)", "8/KL-TTr", "kl.pdf", "Khen thưởng và xếp loại theo năm",
        ):  # fmt: skip
            assert words in shown, words
        assert show(client, world, "canbo", at("honoree_detail", who.pk)).text.count("Thành tích năm 2024") == 2

    @pytest.mark.parametrize(
        ("who", "told"),
        [("canbo", True), ("thutruong", True), ("lanhdao", True), ("vanphong", False), ("quantri", False)],
    )
    def test_holds_and_discipline_are_absent_for_the_others(self, client, world, who, told):
        one = someone(world)
        held(world, one, text="Đang thanh tra.")
        write(world, one, "ky-luat")
        shown = show(client, world, who, at("honoree_detail", one.pk)).text
        for words in ("Đang thanh tra.", "Khiển trách", "Kỷ luật", "Tạm dừng xét", "Ghi kỷ luật"):
            assert (words in shown) == told, words

    def test_what_was_revoked_is_struck_through_and_said(self, client, world):
        who = someone(world)
        row = write(world, who, "khen-thuong")
        HeldAward.objects.filter(pk=row.pk).update(revoked_on=row.decided_on)
        shown = show(client, world, "canbo", at("honoree_detail", who.pk)).text
        assert "<s>Chiến sĩ thi đua cơ sở</s>" in shown and "Đã hủy bỏ" in shown

    def test_the_portals_decision_leads_to_it_and_is_not_edited(self, client, world):
        dossier = walk(world, drafted(world, lines=("A",)), "decided")
        row = HeldAward.objects.get()
        shown = show(client, world, "canbo", at("honoree_detail", row.honoree_id)).text
        assert reverse("awards:decision_detail", args=[dossier.decision_id]) in shown
        assert at("record_edit", row.honoree_id, "khen-thuong", row.pk) not in shown

    def test_one_that_was_merged_leads_to_the_one_that_stays(self, client, world):
        stays, goes = someone(world), someone(world, "Nguyễn Thi Thanh")
        merge(world, stays, goes)
        answer = show(client, world, "canbo", at("honoree_detail", goes.pk))
        assert answer.url == at("honoree_detail", stays.pk)
        shown = client.get(answer.url).text
        assert "đã gộp vào đối tượng này" in shown and at("honoree_split", goes.pk) in shown
        assert send(client, world, "canbo", at("honoree_split", goes.pk)).url == at("honoree_detail", goes.pk)


class TestEntering:
    def test_likely_same_ones_are_shown_before_anything_is_written(self, client, world):
        known = someone(world, "Y Khiên")
        typed = TYPED | {"unit": world.units["SNNPTNT"].pk, "name": "Y  KHIEN", "birth_year": ""}
        warned = send(client, world, "canbo", at("honoree_new"), **typed)
        assert warned.status_code == 422 and "Có thể đã có trong sổ" in warned.text
        assert "Dùng người này" in warned.text and at("honoree_detail", known.pk) in warned.text
        assert 'value="Y  KHIEN"' in warned.text and "Vẫn thêm mới" in warned.text
        assert Honoree.objects.count() == 1
        assert send(client, world, "canbo", at("honoree_new"), **typed, **{"van-them": "1"}).status_code == 302
        assert Honoree.objects.count() == 2

    def test_somebody_new_goes_in_at_once(self, client, world):
        answer = send(client, world, "canbo", at("honoree_new"), **TYPED, unit=world.units["SNNPTNT"].pk)
        added = Honoree.objects.get()
        assert answer.url == at("honoree_detail", added.pk)
        assert (added.name, added.female, added.birth_year) == ("Y Khiên", True, 1990)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"name": ""}, "Ghi tên đối tượng."),
            ({"person_class": ""}, "Ô “Nhóm cá nhân”"),
            ({"birth_year": "19x"}, "19x"),
        ],
    )
    def test_a_wrong_box_keeps_what_was_typed(self, client, world, changes, said):
        typed = TYPED | {"unit": world.units["SNNPTNT"].pk} | changes
        answer = send(client, world, "canbo", at("honoree_new"), **typed)
        assert answer.status_code == 422 and said in answer.text and "Công nhân" in answer.text
        assert not Honoree.objects.exists()

    def test_a_conflict_shows_both_and_the_next_save_wins(self, client, world):
        who = someone(world)
        typed = TYPED | {"unit": who.unit_id, "name": who.name, "birth_year": "", "version": 1}
        address = at("honoree_edit", who.pk)
        assert send(client, world, "chuyenvien", address, **typed | {"position": "Tổ phó"}).status_code == 302
        late = send(client, world, "canbo", address, **typed | {"position": "Tổ trưởng"})
        assert late.status_code == 422 and "<q>Tổ phó</q>" in late.text and 'value="Tổ trưởng"' in late.text
        again = typed | {"position": "Tổ trưởng", "version": late.context["form"]["version"].value()}
        assert send(client, world, "canbo", address, **again).status_code == 302
        assert Honoree.objects.get().position == "Tổ trưởng"


class TestRows:
    @pytest.mark.parametrize("key", WHOLE)
    def test_written_corrected_and_taken_out(self, client, world, key):
        load_law()
        who, typed = someone(world), typed_row(key, world)
        add_page = at("record_add", who.pk, key)
        assert show(client, world, "canbo", add_page).status_code == 200
        assert send(client, world, "canbo", add_page, **typed).url == f"{at('honoree_detail', who.pk)}#{key}"
        (row,) = getattr(who, {"khen-thuong": "held_awards", "xep-loai": "ratings", "sang-kien": "initiatives",
                               "ky-luat": "disciplines", "thai-san": "maternities", "qua-trinh": "services",
                               "ten-khac": "aliases"}[key]).all()  # fmt: skip
        edit = at("record_edit", who.pk, key, row.pk)
        seal = show(client, world, "canbo", edit).context["form"]["seal"].value()
        assert send(client, world, "canbo", edit, **typed, seal=seal).status_code == 302
        remove = at("record_remove", who.pk, key, row.pk)
        refused = send(client, world, "canbo", remove)
        assert refused.status_code == 422 and "Ô “Lý do”" in refused.text
        assert send(client, world, "canbo", remove, reason="Ghi nhầm").status_code == 302
        assert not type(row).objects.exists()

    def test_a_refusal_is_on_the_page_with_what_was_typed(self, client, world):
        load_law()
        who = someone(world)
        answer = send(client, world, "canbo", at("record_add", who.pk, "khen-thuong"),
                      **typed_row("khen-thuong", world, year="2.030"))  # fmt: skip
        assert answer.status_code == 422 and "Ô “Năm”" in answer.text and "45/QĐ-SNN" in answer.text

    def test_a_conflict_shows_what_stands_there(self, client, world):
        row = write(world, someone(world), "xep-loai")
        edit = at("record_edit", row.honoree_id, "xep-loai", row.pk)
        seal = show(client, world, "canbo", edit).context["form"]["seal"].value()
        Rating.objects.update(grade="good")
        late = send(client, world, "canbo", edit, **typed_row("xep-loai", world, grade="done"), seal=seal)
        assert late.status_code == 422 and "<q>Hoàn thành tốt nhiệm vụ</q>" in late.text
        again = late.context["form"]["seal"].value()
        send(client, world, "canbo", edit, **typed_row("xep-loai", world, grade="done"), seal=again)
        assert Rating.objects.get().grade == "done"

    def test_rows_of_persons_have_no_page_for_a_collective(self, client, world):
        who = someone(world, "Đội 1", subject="collective")
        assert show(client, world, "canbo", at("record_add", who.pk, "ky-luat")).status_code == 404

    def test_a_row_of_somebody_else_is_not_found_here(self, client, world):
        row, other = write(world, someone(world), "xep-loai"), someone(world, "Y Sương")
        assert show(client, world, "canbo", at("record_edit", other.pk, "xep-loai", row.pk)).status_code == 404


class TestHolds:
    def test_opened_and_released_through_the_pages(self, client, world):
        hold_reasons()
        who = someone(world)
        opening = at("hold_open", who.pk)
        assert "Tạm dừng: có đơn khiếu nại" in show(client, world, "canbo", opening).text
        typed = {"reason": "TD-02", "text": "Có đơn.", "opened_on": "18/12/2024"}
        assert send(client, world, "canbo", opening, **typed).status_code == 302
        hold = Hold.objects.get()
        page = at("hold_release", who.pk, hold.pk)
        assert "Có đơn." in show(client, world, "chuyenvien", page).text
        conclusion = {"conclusion": "Đơn sai sự thật.", "number": "5/KL", "concluded_on": "18/12/2024"}
        bare = send(client, world, "chuyenvien", page, **conclusion)
        assert bare.status_code == 422 and "Đơn sai sự thật." in bare.text
        assert send(client, world, "chuyenvien", page, **conclusion, file=pdf_upload()).status_code == 302
        hold.refresh_from_db()
        assert not hold.is_open


class TestDuplicates:
    def test_a_pair_is_looked_at_and_merged(self, client, world):
        stays, goes = someone(world, birth_year=1980), someone(world, "Nguyễn Thi Thanh", birth_year=1980)
        listed = show(client, world, "canbo", at("duplicate_list")).text
        page = at("duplicate_pair", stays.pk, goes.pk)
        assert page in listed and "tên chỉ khác dấu" in listed and "Nhiều khả năng trùng" in listed
        assert "Một hay hai đối tượng?" in show(client, world, "canbo", page).text
        assert send(client, world, "canbo", page).status_code == 422  # which one stays?
        assert send(client, world, "canbo", page, stays=goes.pk).url == at("honoree_detail", goes.pk)
        assert Honoree.objects.standing().get() == goes

    def test_a_contradiction_is_said_on_the_page(self, client, world):
        stays, goes = someone(world), someone(world, "Nguyễn Thi Thanh")
        for who, grade in ((stays, "good"), (goes, "done")):
            write(world, who, "xep-loai", grade=grade)
        answer = send(client, world, "canbo", at("duplicate_pair", stays.pk, goes.pk), stays=stays.pk)
        assert answer.status_code == 422 and "trái nhau" in answer.text

    def test_told_apart_it_leaves_the_list(self, client, world):
        one, other = someone(world), someone(world, "Nguyễn Thi Thanh")
        apart = at("duplicate_apart", one.pk, other.pk)
        assert send(client, world, "canbo", apart).url == at("duplicate_list")
        assert KnownApart.objects.count() == 1
        listed = show(client, world, "canbo", at("duplicate_list")).text
        assert "Không có cặp nào cần xem" in listed
        send(client, world, "canbo", apart)
        assert "người khác vừa ghi nhận cặp này" in client.get(at("duplicate_list")).text
