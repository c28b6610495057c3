"""The acts of the register and of its records: what they write, whom they refuse, what they say."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards import actions
from awards.models import Discipline, HeldAward, Hold, Honoree, Initiative, Rating
from tests.awards.honorees import (
    IDENTITY,
    RECOGNISED,
    WHOLE,
    correct,
    fresh,
    held,
    hold_reasons,
    release,
    remove,
    someone,
    write,
)
from tests.awards.scene import AT, add, award, drafted, issue, person, walk
from tests.awards.scene import fresh as fresh_dossier
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import Attachment

pytestmark = pytest.mark.django_db
TOMORROW = dt.date(2024, 12, 19)


def steps(who):
    return list(Event.objects.of(who).order_by("pk").values_list("step", flat=True))


class TestWhoItIs:
    def enter(self, world, by="canbo", unit="SNNPTNT", **changes):
        content = IDENTITY | {"unit": world.units[unit]} | changes
        return actions.enter_honoree(content=content, by=person(world, by), at=AT)

    def change(self, world, who, version, by="canbo", **changes):
        content = IDENTITY | {"unit": who.unit} | changes
        return actions.change_honoree(honoree=who, content=content, version=version, by=person(world, by), at=AT)

    def test_entered_clean_with_an_event(self, world):
        added = self.enter(world, name="  Y   Khiên ", birth_year=1990, staff_code=" CB 7 ")
        assert (added.name, added.search_name, added.birth_year, added.staff_code) == (
            "Y Khiên",
            "y khien",
            1990,
            "CB 7",
        )
        assert steps(added) == ["add"]

    @pytest.mark.parametrize(
        ("by", "unit"), [("canbo", "SYT"), ("canbo_dakha", "611"), ("thutruong", "SNNPTNT"), ("lanhdao", "SYT")]
    )
    def test_only_where_one_keeps_the_register(self, world, by, unit):
        with pytest.raises((PermissionDenied, Refused)):
            self.enter(world, by=by, unit=unit)
        assert not Honoree.objects.exists()

    @pytest.mark.parametrize(("by", "unit"), [("canbo_dakha", "C23512"), ("chuyenvien", "SYT"), ("truongphong", "611")])
    def test_below_ones_unit_and_in_the_province(self, world, by, unit):
        assert self.enter(world, by=by, unit=unit).unit.code == unit

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"name": " "}, "Ô “Tên”"),
            ({"person_class": ""}, "Ô “Nhóm cá nhân”"),
            ({"birth_year": 1850}, "Ô “Năm sinh”"),
            ({"birth_year": 2023}, "Ô “Năm sinh”"),
            ({"subject": "nobody"}, "Ô “Đối tượng”"),
        ],
    )
    def test_refused_by_the_box(self, world, changes, said):
        with pytest.raises(Refused, match=said):
            self.enter(world, **changes)

    def test_a_collective_has_nothing_of_a_person(self, world):
        added = self.enter(world, subject="collective", name="Đội 1", birth_year=1990, person_class="direct")
        assert (added.birth_year, added.person_class, added.female) == (None, "", None)

    def test_a_changed_name_stays_as_another_name(self, world):
        who = someone(world, "Nguyễn Thi Thanh")
        assert self.change(world, who, 1, birth_year=1980) == ["birth_year", "female", "name"]
        assert (who.name, who.version) == ("Nguyễn Thị Thanh", 2)
        alias = who.aliases.get()
        assert (alias.name, alias.source) == ("Nguyễn Thi Thanh", "Tên trước khi sửa ngày 18/12/2024")
        data = Event.objects.of(who).get().data
        assert (data["before"]["birth_year"], data["after"]["birth_year"]) == (None, 1980)

    def test_who_comes_second_is_told(self, world):
        who = someone(world)
        self.change(world, who, 1, position="Tổ trưởng")
        with pytest.raises(Conflict):
            self.change(world, fresh(who), 1, position="Tổ phó")
        assert fresh(who).position == "Tổ trưởng"


class TestRows:
    @pytest.mark.parametrize("key", WHOLE)
    def test_written_corrected_and_taken_out_with_the_reason_kept(self, world, key):
        who = someone(world)
        row = write(world, who, key)
        kind = actions.KINDS[key]
        column, value = CORRECTIONS[key]
        correct(world, row, key, **{column: value})
        row.refresh_from_db()
        assert getattr(row, column) == value
        remove(world, row, key)
        assert not kind.model.objects.exists()
        assert steps(who) == [f"{act}_{kind.step}" for act in ("add", "correct", "remove")]
        removed = Event.objects.of(who).last()
        assert "Ghi nhầm người" in removed.note
        assert removed.data["before"][column] == (value.isoformat() if isinstance(value, dt.date) else value)

    @pytest.mark.parametrize("key", WHOLE)
    @pytest.mark.parametrize("by", ["thutruong", "canbo_khac", "canbo_xa", "giamdoc", "lanhdao", "vanphong", "quantri"])
    def test_others_write_nothing(self, world, key, by):
        who = someone(world)
        row = write(world, who, key, by="chuyenvien")
        for act in (write, correct, remove):
            with pytest.raises(PermissionDenied):
                act(world, who if act is write else row, key, by=by)

    def test_the_officer_above_writes(self, world):
        who = someone(world, unit="C23512")
        assert write(world, who, "xep-loai", by="canbo_dakha").grade == "excellent"
        with pytest.raises(PermissionDenied):
            write(world, who, "sang-kien", by="canbo")

    @pytest.mark.parametrize("key", WHOLE)
    def test_who_comes_second_is_told(self, world, key):
        row = write(world, someone(world), key)
        seen = actions.seal_of(row, actions.KINDS[key])
        column, value = CORRECTIONS[key]
        correct(world, row, key, **{column: value})
        with pytest.raises(Conflict, match="Người khác vừa sửa"):
            correct(world, row, key, seal=seen)
        remove(world, row, key)
        with pytest.raises(Conflict, match="vừa được bỏ"):
            remove(world, row, key)

    @pytest.mark.parametrize(
        ("key", "changes", "said"),
        [
            ("khen-thuong", {"award_code": "KHONG_CO"}, "Ô “Danh hiệu, hình thức”"),
            ("khen-thuong", {"award_code": "KHAC"}, "Ô “Tên ghi trong quyết định”"),
            ("khen-thuong", {"award_code": "CO_TINH"}, "không tặng cá nhân"),
            ("khen-thuong", {"decision_number": " "}, "Ô “Số quyết định”"),
            ("khen-thuong", {"issuer": ""}, "Ô “Cơ quan ban hành”"),
            ("khen-thuong", {"decided_on": TOMORROW}, "chưa tới"),
            ("khen-thuong", {"year": 2024}, "Ô “Năm”"),  # later than its decision of 2023
            ("khen-thuong", {"revoked_on": dt.date(2023, 1, 1)}, "Ô “Bị hủy bỏ ngày”"),
            ("xep-loai", {"year": 1900}, "Ô “Năm”"),
            ("xep-loai", {"year": 2025}, "Ô “Năm”"),
            ("xep-loai", {"paper_date": TOMORROW}, "Ô “Ngày văn bản”"),
            ("sang-kien", {"title": " "}, "Ô “Tên”"),
            ("sang-kien", {"paper_number": "7/QĐ"}, "ghi đủ hội đồng"),
            ("sang-kien", {"scope": "province"} | RECOGNISED, "do Sở Nội vụ ghi"),
            ("ky-luat", {"ends_on": dt.date(2023, 1, 1)}, "Ô “Hết thời hạn ngày”"),
            ("ky-luat", {"form": ""}, "Ô “Hình thức”"),
            ("thai-san", {"valid_to": None}, "Ghi cả"),
            ("qua-trinh", {"valid_to": dt.date(2020, 1, 1)}, "Ô “Đến hết ngày”"),
            ("ten-khac", {"name": "Nguyễn Thị Thanh"}, "trùng với tên chính"),
        ],
    )
    def test_refused_by_the_box(self, world, key, changes, said):
        with pytest.raises(Refused, match=said):
            write(world, someone(world), key, **changes)

    @pytest.mark.parametrize("key", ["khen-thuong", "xep-loai", "ten-khac"])
    def test_the_same_twice_is_named(self, world, key):
        who = someone(world)
        write(world, who, key)
        with pytest.raises(Refused, match="đã có"):
            write(world, who, key)

    def test_one_year_may_have_both_kinds_of_term(self, world):
        who = someone(world)
        write(world, who, "xep-loai")
        write(world, who, "xep-loai", term_kind="school_year", grade="good")
        assert {str(row) for row in Rating.objects.all()} == {
            "Hoàn thành xuất sắc nhiệm vụ (2023)", "Hoàn thành tốt nhiệm vụ (2023-2024)",
        }  # fmt: skip

    @pytest.mark.parametrize("key", ["ky-luat", "thai-san", "qua-trinh"])
    def test_some_rows_are_of_persons_only(self, world, key):
        with pytest.raises(Refused, match="chỉ ghi cho cá nhân"):
            write(world, someone(world, "Đội 1", subject="collective"), key)

    def test_two_spells_of_maternity_do_not_overlap(self, world):
        who = someone(world)
        write(world, who, "thai-san")
        with pytest.raises(Refused, match="trùng thời gian"):
            write(world, who, "thai-san", valid_from=dt.date(2023, 11, 12), valid_to=dt.date(2024, 1, 1))

    def test_an_old_award_takes_the_name_of_the_catalogue_or_its_own(self, world):
        who = someone(world)
        row = write(world, who, "khen-thuong")
        assert (row.award.code, row.award_name, row.source) == ("CSTDCS", "Chiến sĩ thi đua cơ sở", "external")
        other = write(world, who, "khen-thuong", award_code="KHAC", award_name="Kỷ niệm chương")
        assert (other.award, other.award_name) == (None, "Kỷ niệm chương")


CORRECTIONS = {
    "khen-thuong": ("revoked_on", dt.date(2024, 1, 5)), "xep-loai": ("grade", "good"), "sang-kien": ("title", "Khác"),
    "ky-luat": ("severe", True), "thai-san": ("valid_to", dt.date(2023, 12, 1)), "qua-trinh": ("position", "Phó hạt"),
    "ten-khac": ("source", "QĐ 46"),
}  # fmt: skip


class TestInitiatives:
    def test_the_unit_recognises_for_itself_and_home_affairs_for_the_province(self, world):
        who = someone(world)
        assert write(world, who, "sang-kien", **RECOGNISED).is_recognised
        proposed = write(world, who, "sang-kien", scope="province")
        assert not proposed.is_recognised
        correct(world, proposed, "sang-kien", by="chuyenvien", scope="province", **RECOGNISED)
        for act in (correct, remove):
            with pytest.raises(Refused, match="Sở Nội vụ"):
                act(world, Initiative.objects.get(pk=proposed.pk), "sang-kien")

    def test_one_that_is_used_stays(self, world):
        who = someone(world)
        row = write(world, who, "sang-kien", **RECOGNISED)
        dossier = drafted(world, lines=())
        row.used_by = add(world, dossier, who)
        row.save()
        with pytest.raises(Refused, match="đang dùng"):
            remove(world, row, "sang-kien")
        with pytest.raises(Refused, match="không bỏ phần công nhận"):
            correct(world, row, "sang-kien")


class TestHolds:
    def test_opened_by_the_unit_and_released_with_the_conclusion(self, world):
        who = someone(world)
        hold = release(world, held(world, who, by="canbo"))
        assert (hold.is_open, hold.conclusion_number, hold.released_by.username) == (False, "8/KL-TTr", "chuyenvien")
        assert Attachment.objects.of(hold, "ket_luan").count() == 1
        assert steps(who) == ["open_hold", "release_hold"]
        assert not any("thanh tra" in event.note for event in Event.objects.of(who))

    @pytest.mark.parametrize("by", ["thutruong", "canbo_khac", "lanhdao", "quantri"])
    def test_others_open_none(self, world, by):
        with pytest.raises(PermissionDenied):
            held(world, someone(world), by=by)

    @pytest.mark.parametrize("by", ["canbo", "thutruong", "giamdoc", "lanhdao", "vanphong", "quantri"])
    def test_only_home_affairs_releases(self, world, by):
        hold = held(world, someone(world))
        with pytest.raises(PermissionDenied):
            release(world, hold, by=by)
        assert Hold.objects.get().is_open

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"conclusion": " "}, "Ô “Kết luận”"),
            ({"number": ""}, "Ô “Số văn bản kết luận”"),
            ({"concluded_on": None}, "Ô “Ngày kết luận”"),
            ({"concluded_on": dt.date(2024, 12, 17)}, "Ô “Ngày kết luận”"),
            ({"concluded_on": TOMORROW}, "Ô “Ngày kết luận”"),
            ({"file": None}, "Ô “Văn bản kết luận”"),
        ],
    )
    def test_no_release_without_the_whole_conclusion(self, world, changes, said):
        hold = held(world, someone(world))
        with pytest.raises(Refused, match=said):
            release(world, hold, **changes)
        assert Hold.objects.get().is_open

    def test_one_conclusion_ends_it(self, world):
        hold = held(world, someone(world))
        stale = Hold.objects.get()
        release(world, hold)
        with pytest.raises((Conflict, PermissionDenied)):
            release(world, stale)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [({"reason": "KD-06"}, "Ô “Lý do”"), ({"text": " "}, "Ô “Nội dung”"), ({"opened_on": TOMORROW}, "Ô “Từ ngày”")],
    )
    def test_opening_is_refused_by_the_box(self, world, changes, said):
        with pytest.raises(Refused, match=said):
            held(world, someone(world), **changes)

    def test_two_reasons_are_two_holds_and_one_is_one(self, world):
        who = someone(world)
        held(world, who)
        held(world, who, reason="TD-02")
        with pytest.raises(Conflict):
            held(world, who)

    def test_who_sees_holds_and_discipline(self, world):
        who = someone(world, unit="C23512")
        held(world, who)
        write(world, who, "ky-luat", by="canbo_xa")
        seen = {
            name for name in world.people if Hold.objects.visible_to(person(world, name)).exists()
        }  # fmt: skip
        trusted = {"canbo_xa", "thutruong_xa", "canbo_dakha", "thutruong_dakha", "chuyenvien", "truongphong", "giamdoc"}
        assert seen == trusted | {"lanhdao"}
        for name in world.people:
            user = person(world, name)
            assert Discipline.objects.visible_to(user).exists() == (name in seen)
            assert Hold.objects.all().sees(user, who) == (name in seen)


class TestGranted:
    def test_a_decision_enters_the_record(self, world):
        dossier = walk(world, drafted(world), "decided", failing=("Trần Văn Bình",))
        row = HeldAward.objects.get()
        line = dossier.lines.get(honoree__name="Nguyễn Thị Thanh")
        assert (row.honoree, row.nomination, row.decision) == (line.honoree, line, dossier.decision)
        assert (row.award_code, row.award_name, row.source) == ("BK_TINH", award().name, "portal")
        assert (row.decision_number, row.decided_on, row.issuer) == (
            "05/QĐ-UBND", dossier.decision.issued_on, dossier.decision.issuer,
        )  # fmt: skip
        assert (row.term_kind, row.year, row.occasion) == ("working_year", 2024, "cong_trang")

    def test_until_the_end_of_march_it_is_the_year_before(self, world):
        dossier = walk(world, drafted(world, lines=("A",)), "signed")
        type(dossier).objects.update(first_sent_at=dt.datetime(2024, 3, 20, 3, tzinfo=dt.UTC))
        issue(world, dossier)
        assert HeldAward.objects.get().year == 2023

    def test_a_school_has_school_years(self, world):
        from movements.models import TermRule

        TermRule.objects.create(kind="school_year", unit=world.units["SNNPTNT"])
        walk(world, drafted(world, lines=("A",)), "decided")
        assert str(HeldAward.objects.get()) == f"{award().name} (2023-2024)"

    def test_what_a_list_had_brought_is_replaced(self, world):
        dossier = walk(world, drafted(world, lines=("A",)), "signed")
        who = dossier.lines.get().honoree
        HeldAward.objects.create(
            honoree=who, award_code="BK_TINH", award_name="BK", year=2020, decision_number="05/QĐ-UBND",
            decided_on=AT.date(), issuer="UBND tỉnh", source="imported",
        )  # fmt: skip
        issue(world, dossier)
        row = HeldAward.objects.get()
        assert (row.source, row.year, row.nomination) == ("portal", 2024, fresh_dossier(dossier).lines.get())

    def test_it_is_not_corrected_by_hand(self, world):
        walk(world, drafted(world, lines=("A",)), "decided")
        row = HeldAward.objects.get()
        for act in (correct, remove):
            with pytest.raises(Refused, match="quyết định trên cổng"):
                act(world, row, "khen-thuong", by="chuyenvien")

    def test_a_failed_issue_leaves_no_award(self, world):
        dossier = walk(world, drafted(world, lines=("A",)), "signed")
        with pytest.raises(Refused):
            issue(world, dossier, file=None)
        assert not HeldAward.objects.exists()


def test_reasons_of_holds_are_those_of_the_catalogue(world):
    hold_reasons()
    from thidua.models import Reason

    assert list(Reason.objects.for_act(*actions.HOLD_REASONS).values_list("code", flat=True)) == ["TD-01", "TD-02"]
