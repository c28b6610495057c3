"""Beyond the straight walk: given back, seen again, typed in for a unit, given more time, signed by a deputy."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from movements import actions
from movements.actions import BoxInput
from movements.compile import queue_rows
from movements.compile.changes import changes_since_seen, open_parts
from movements.compile.standing import owed_by
from movements.models import DueDate, Extension, Figure, Filing, FlowSetting
from movements.workflow import FILING
from tests.factories import FilingFactory, PeriodFactory, UserFactory
from tests.movements.test_filing_actions import AT, accepted, fill, move
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from thidua.models import Event, Reason
from units.actions import attach_file, delegate, end_delegation, rebuild_ancestry
from units.enums import Role
from units.models import Attachment, Notice, Placement, RoleHolding, User

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def filing(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


def sent(filing, world, **at):
    fill(filing, world, world.canbo)
    move(filing, "to_head", world.canbo)
    return move(filing, "submit", world.thutruong, **at)


def returned(filing, world, **words):
    sent(filing, world)
    move(filing, "open", world.chuyenvien)
    return move(filing, "return", world.chuyenvien, reason="TL-BC02", marks=["D2.33"], **words)


def save(filing, world, value, code="D2.33", version=1):
    indicator = next(one for one in world.indicators.values() if one.code == code)
    row = Filing.objects.with_names().get(pk=filing.pk)
    box = BoxInput(indicator.pk, version, value, 20 if indicator.is_rate else None)
    return actions.save_boxes(filing=row, boxes=[box], by=world.canbo, at=AT)


def send_again(filing, world):
    move(filing, "to_head", world.canbo)
    return move(filing, "submit", world.thutruong, at=AT + DAY)


class TestReturn:
    def test_the_day_to_correct_by_is_three_working_days_from_now(self, world, filing):
        assert returned(filing, world).correct_by == dt.date(2024, 12, 23)

    def test_administrators_may_set_another_number(self, world, filing):
        FlowSetting.objects.create(key="correction_days", name="Số ngày", value=5)
        assert returned(filing, world).correct_by == dt.date(2024, 12, 25)

    def test_the_receiver_may_choose_another_day(self, world, filing):
        assert returned(filing, world, correct_by=dt.date(2024, 12, 30)).correct_by == dt.date(2024, 12, 30)
        assert Notice.objects.filter(to=world.canbo, text__contains="hạn sửa 30/12/2024").exists()

    def test_a_day_that_has_passed_is_refused(self, world, filing):
        with pytest.raises(Refused, match="Hạn sửa 17/12/2024 đã qua"):
            returned(filing, world, correct_by=dt.date(2024, 12, 17))

    def test_remarks_stand_with_their_marks(self, world, filing):
        returned(filing, world, remarks={"D2.33": "Chỉ đến 14/12.", "D1.01": "  "})
        assert Event.objects.of(filing).last().data["remarks"] == {"D2.33": "Chỉ đến 14/12."}

    @pytest.mark.parametrize(
        ("remarks", "words"), [({"D1.01": "sai"}, "D1.01 có lời nhắc nhưng chưa"), ({"D2.33": "x" * 501}, "dài quá")]
    )
    def test_a_remark_without_a_mark_or_too_long_is_refused(self, world, filing, remarks, words):
        with pytest.raises(Refused, match=words):
            returned(filing, world, remarks=remarks)

    def test_texts_and_files_can_be_pointed_at(self, world, filing):
        sent(filing, world)
        move(filing, "open", world.chuyenvien)
        move(filing, "return", world.chuyenvien, reason="TL-BC02", marks=["highlights", "evidence"])
        assert Event.objects.of(filing).last().data["marks"] == ["evidence", "highlights"]

    def test_sent_again_the_day_is_gone_and_on_time_is_as_it_was(self, world, filing):
        returned(filing, world)
        DueDate.objects.all().update(due_on=dt.date(2024, 12, 17))  # moved into the past afterwards
        again = send_again(filing, world)
        assert (again.correct_by, again.on_time) == (None, True)

    @pytest.mark.parametrize(("number", "day"), [("", dt.date(2024, 12, 18)), ("12/CV", None)])
    def test_a_reason_that_needs_a_paper_asks_for_number_and_day(self, world, filing, number, day):
        Reason.objects.filter(code="TL-BC02").update(needs_document=True)
        with pytest.raises(Refused, match="cần số và ngày văn bản"):
            returned(filing, world, paper_number=number, paper_date=day)

    def test_the_paper_stands_in_the_timeline(self, world, filing):
        Reason.objects.filter(code="TL-BC02").update(needs_document=True)
        returned(filing, world, paper_number="12/CV-STC", paper_date=dt.date(2024, 12, 17), note="Số chốt sai.")
        assert Event.objects.of(filing).last().note == "Văn bản số 12/CV-STC ngày 17/12/2024. Số chốt sai."


class TestSeenAgain:
    def changes(self, filing):
        return changes_since_seen(timeline(filing))

    def test_the_first_time_there_is_nothing_to_compare(self, world, filing):
        sent(filing, world)
        assert self.changes(filing) is None

    def test_only_what_changed_before_and_after(self, world, filing):
        returned(filing, world)
        save(filing, world, 77)
        row = Filing.objects.with_names().get(pk=filing.pk)
        texts = {"highlights": "Trồng thêm.", "difficulties": "", "proposals": ""}
        actions.save_narratives(filing=row, texts=texts, version=1, by=world.canbo, at=AT)
        actions.add_evidence(filing=row, upload=pdf_upload("Nghiệm thu.pdf"), by=world.canbo, at=AT)
        send_again(filing, world)

        changes = self.changes(filing)
        assert [(one.indicator.code, one.before, one.after) for one in changes.boxes] == [("D2.33", "1,0", "7,7")]
        assert [(one.label, one.before, one.after) for one in changes.texts] == [("Kết quả nổi bật", "", "Trồng thêm.")]
        assert (changes.files_added, changes.files_removed) == (("Nghiệm thu.pdf",), ())
        assert changes.count == 3

    def test_sent_again_as_it_was(self, world, filing):
        returned(filing, world)
        send_again(filing, world)
        changes = self.changes(filing)
        assert changes is not None
        assert not changes

    def test_what_was_recalled_unopened_was_never_seen(self, world, filing):
        """Sent 10, opened, returned; sent 50, recalled unopened; sent 77: the receiver compares with 10."""
        returned(filing, world)
        save(filing, world, 50)
        send_again(filing, world)
        move(filing, "recall", world.thutruong, note="Sót.")
        save(filing, world, 77, version=2)
        send_again(filing, world)
        assert [(one.before, one.after) for one in self.changes(filing).boxes] == [("1,0", "7,7")]

    def test_a_rate_shows_its_two_parts(self, world, filing):
        returned(filing, world)
        save(filing, world, 15, code="D2.16")
        send_again(filing, world)
        (box,) = self.changes(filing).boxes
        assert (box.before, box.after) == ("50,0 (1,0 / 2,0)", "75,0 (1,5 / 2,0)")


class TestUnlock:
    def unlocked(self, world, filing, *marks):
        accepted(filing, world)
        return move(filing, "unlock", world.truongphong, reason="MK-BC01", note="Đính chính.", marks=list(marks))

    def test_it_opens_nothing_without_marks(self, world, filing):
        accepted(filing, world)
        with pytest.raises(Refused, match="đánh dấu ít nhất một ô"):
            move(filing, "unlock", world.truongphong, reason="MK-BC01", note="Đính chính.")

    def test_only_what_was_marked_may_differ(self, world, filing):
        self.unlocked(world, filing, "D2.33")
        assert open_parts(timeline(filing)) == {"D2.33"}
        save(filing, world, 99)
        meetings = Figure.objects.filter(filing=filing, indicator__code="D1.01")
        meetings.update(value=5)  # as one who was saving in the very moment of the unlock
        with pytest.raises(Refused, match=r"D1.01 không nằm trong phần được mở khóa"):
            move(filing, "to_head", world.canbo)
        meetings.update(value=10)
        assert move(filing, "to_head", world.canbo).state == "to_head"

    def test_neither_may_a_text_or_a_file(self, world, filing):
        row = self.unlocked(world, filing, "D2.33")
        Filing.objects.filter(pk=row.pk).update(highlights="Viết thêm.")
        attach_file(owner=row, purpose="evidence", upload=pdf_upload(), by=world.canbo, at=AT)
        with pytest.raises(Refused, match="Tài liệu minh chứng, Kết quả nổi bật không nằm trong phần được mở khóa"):
            move(filing, "to_head", world.canbo)

    def test_the_second_acceptance_says_what_differs(self, world, filing):
        self.unlocked(world, filing, "D2.33")
        save(filing, world, 99)
        send_again(filing, world)
        move(filing, "open", world.chuyenvien)
        move(filing, "accept", world.chuyenvien)
        assert Event.objects.of(filing).filter(step="accept").last().data == {"differs": ["D2.33"]}


def closed_doors(unit):
    """Nobody of the unit can sign in."""
    RoleHolding.objects.filter(unit=unit).update(active=False)


class TestOnBehalf:
    ARRIVED = dt.date(2024, 12, 17)

    def start(self, world, by="chuyenvien", unit="SYT", **given):
        given = {"arrived_on": self.ARRIVED, "scan": pdf_upload("45-BC.pdf"), "at": AT} | given
        return actions.start_on_behalf(
            unit=world.units[unit], period=world.periods[4], by=world.people[by], **given
        )  # fmt: skip

    def typed(self, world, by="chuyenvien", **given):
        filing = self.start(world, by=by, **given)
        fill(filing, world, world.people[by])
        return filing

    def test_the_scan_is_kept_and_the_office_is_named(self, world):
        filing = self.start(world, paper_number="45/BC-SYT")
        assert (filing.entered_by, filing.entered_in.code, filing.arrived_on) == (world.chuyenvien, "SNV", self.ARRIVED)
        assert Attachment.objects.of(filing, "scan").get().name == "45-BC.pdf"
        assert Event.objects.of(filing).last().note == "Ngày đến 17/12/2024, văn bản số 45/BC-SYT."

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"scan": None}, "Bản chụp văn bản giấy”: chọn tệp"),
            ({"arrived_on": dt.date(2024, 12, 19)}, "chưa tới"),
            ({"arrived_on": dt.date(2024, 12, 14)}, "sau ngày chốt số liệu 14/12/2024"),
        ],
    )
    def test_what_is_missing_is_said(self, world, given, words):
        with pytest.raises(Refused, match=words):
            self.start(world, **given)
        assert not Filing.objects.filter(unit=world.units["SYT"]).exists()

    @pytest.mark.parametrize("by", ["canbo", "canbo_dakha", "lanhdao", "quantri", "giamdoc"])
    def test_only_who_receives_enters(self, world, by):
        with pytest.raises(PermissionDenied):
            self.start(world, by=by)

    def test_a_district_enters_for_its_commune_and_so_does_the_department(self, world):
        assert self.start(world, by="canbo_dakha", unit="C23512").receiver.code == "615"
        assert self.start(world, by="chuyenvien", unit="C23500").entered_in.code == "SNV"

    def test_what_the_unit_has_opened_is_its_own(self, world, filing):
        with pytest.raises(Conflict, match="đã tự mở báo cáo này"):
            self.start(world, unit="SNNPTNT")

    def test_the_second_officer_is_told_who_was_first(self, world):
        self.start(world)
        with pytest.raises(Conflict, match="Người chuyenvien đã mở bản nhập thay"):
            self.start(world, by="truongphong")
        assert Attachment.objects.filter(purpose="scan").count() == 1

    @pytest.mark.parametrize(("arrived", "in_time"), [(dt.date(2024, 12, 20), True), (dt.date(2024, 12, 21), False)])
    def test_the_day_of_arrival_decides_whenever_it_is_typed_in(self, world, arrived, in_time):
        closed_doors(world.units["SYT"])
        filing = self.typed(world, arrived_on=arrived, at=AT + 20 * DAY)
        done = move(filing, "enter", world.chuyenvien, at=AT + 20 * DAY)
        assert (done.state, done.on_time) == ("checking", in_time)

    def test_four_eyes_where_there_are_four(self, world):
        closed_doors(world.units["SYT"])
        filing = self.typed(world)
        move(filing, "enter", world.chuyenvien)
        with pytest.raises(PermissionDenied):
            move(filing, "accept", world.chuyenvien)
        assert move(filing, "accept", world.truongphong).state == "accepted"

    def test_alone_one_accepts_what_one_typed(self, world):
        closed_doors(world.units["C23512"])
        filing = self.typed(world, by="canbo_dakha", unit="C23512")
        move(filing, "enter", world.canbo_dakha)
        assert move(filing, "accept", world.canbo_dakha).state == "accepted"

    def test_a_unit_with_an_account_confirms(self, world):
        filing = self.typed(world, unit="SNNPTNT")
        with pytest.raises(PermissionDenied):
            move(filing, "enter", world.chuyenvien)
        waiting = move(filing, "to_unit", world.chuyenvien)
        assert (waiting.state, waiting.on_time) == ("to_confirm", True)
        assert Notice.objects.filter(to=world.thutruong, text__contains="chờ đơn vị xác nhận").exists()
        confirmed = move(filing, "confirm", world.thutruong)
        assert (confirmed.state, confirmed.submitted_by, confirmed.confirmed_at) == ("submitted", world.thutruong, AT)
        move(filing, "open", world.chuyenvien)
        assert move(filing, "accept", world.chuyenvien).state == "accepted"  # the unit's eyes were the other pair

    def test_or_says_that_it_is_wrong(self, world):
        filing = self.typed(world, unit="SNNPTNT")
        move(filing, "to_unit", world.chuyenvien)
        with pytest.raises(Refused, match="ghi lý do"):
            move(filing, "dispute", world.thutruong)
        assert move(filing, "dispute", world.thutruong, note="Ô D1.01 là 12.").state == "draft"
        assert Notice.objects.filter(to=world.chuyenvien, text__contains="báo nhập sai").exists()
        row = queue_rows(world.chuyenvien, world.periods[4], today=AT.date())
        assert {one.unit.code: one.state for one in row}["SNNPTNT"] == "rework"

    def test_the_day_is_corrected_until_it_was_judged(self, world):
        closed_doors(world.units["SYT"])
        filing = self.typed(world)
        actions.change_paper(filing=filing, arrived_on=dt.date(2024, 12, 16), by=world.chuyenvien, at=AT)
        row = Filing.objects.with_names().get(pk=filing.pk)
        assert row.arrived_on == dt.date(2024, 12, 16)
        actions.change_paper(
            filing=row, arrived_on=row.arrived_on, scan=pdf_upload("b.pdf"), by=world.chuyenvien, at=AT
        )
        assert [file.name for file in Attachment.objects.of(filing, "scan")] == ["b.pdf"]
        move(filing, "enter", world.chuyenvien)
        move(filing, "return", world.truongphong, reason="TL-BC02", marks=["D1.01"])
        row = Filing.objects.with_names().get(pk=filing.pk)
        with pytest.raises(Refused, match="đã dùng để xét đúng hạn"):
            actions.change_paper(filing=row, arrived_on=self.ARRIVED, by=world.chuyenvien, at=AT)


class TestDueDates:
    def move(self, world, by="chuyenvien", **given):
        given = {
            "due_on": dt.date(2024, 12, 27),
            "seen": dt.date(2024, 12, 20),
            "reason": "Bão số 10",
            "at": AT,
        } | given
        return actions.move_due_date(
            period=given.pop("period", world.periods[4]), level="direct", by=world.people[by], **given
        )  # fmt: skip

    def test_an_officer_moves_it_with_a_reason_and_those_concerned_are_told(self, world):
        FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"], sent=True)
        due = self.move(world)
        assert due.due_on == dt.date(2024, 12, 27)
        event = Event.objects.of(due).get()
        assert (event.note, event.data) == ("Bão số 10", {"before": "2024-12-20", "after": "2024-12-27"})
        told = set(Notice.objects.values_list("to__username", flat=True))
        assert {"canbo", "thutruong", "canbo_dakha", "thutruong_dakha"} <= told
        assert not told & {"canbo_khac", "canbo_xa"}  # one has sent, the other's level has its own day

    def test_what_was_sent_is_not_judged_again(self, world, filing):
        late = sent(filing, world, at=AT + 5 * DAY)
        assert late.on_time is False
        self.move(world, at=AT + 6 * DAY)
        late.refresh_from_db()
        assert late.on_time is False

    def test_a_missing_row_is_made(self, world):
        period = PeriodFactory(year=2025, index=1)
        due = self.move(world, period=period, due_on=dt.date(2025, 3, 21), seen=None)
        assert (due.period, Event.objects.of(due).get().step) == (period, "set")

    def test_the_slower_of_two_is_told(self, world):
        self.move(world)
        with pytest.raises(Conflict, match="vừa đổi hạn"):
            self.move(world, due_on=dt.date(2024, 12, 30))
        with pytest.raises(Conflict, match="vừa đổi hạn"):
            self.move(world, due_on=dt.date(2024, 12, 30), seen=None)

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"reason": " "}, "Lý do"), ({"due_on": dt.date(2024, 12, 14)}, "sau ngày chốt"),
            ({"due_on": dt.date(2024, 12, 17)}, "đã qua"), ({"due_on": dt.date(2024, 12, 20)}, "trùng hạn đang có"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said(self, world, given, words):
        with pytest.raises(Refused, match=words):
            self.move(world, **given)

    @pytest.mark.parametrize("by", ["canbo", "thutruong_dakha", "lanhdao", "giamdoc", "quantri"])
    def test_nobody_else_moves_it(self, world, by):
        with pytest.raises(PermissionDenied):
            self.move(world, by=by)


class TestExtension:
    def grant(self, world, by="chuyenvien", unit="SNNPTNT", **given):
        given = {"due_on": dt.date(2024, 12, 27), "seen": None, "reason": "Bão số 10", "at": AT} | given
        return actions.grant_extension(
            unit=world.units[unit], period=world.periods[4], by=world.people[by], **given
        )  # fmt: skip

    def test_it_counts_for_the_unit_and_the_unit_is_told(self, world, filing):
        extension = self.grant(world)
        assert Event.objects.of(extension).get().step == "grant"
        assert Notice.objects.filter(to=world.canbo, text__contains="gia hạn").exists()
        assert sent(filing, world, at=AT + 8 * DAY).on_time is True

    def test_changed_with_history(self, world):
        extension = self.grant(world)
        self.grant(world, due_on=dt.date(2024, 12, 30), seen=dt.date(2024, 12, 27), reason="Đường chưa thông")
        extension.refresh_from_db()
        assert (extension.due_on, extension.reason) == (dt.date(2024, 12, 30), "Đường chưa thông")
        assert [event.step for event in Event.objects.of(extension)] == ["grant", "change"]
        with pytest.raises(Conflict, match="vừa đổi hạn"):
            self.grant(world, due_on=dt.date(2024, 12, 31), seen=dt.date(2024, 12, 27))
        with pytest.raises(Conflict, match="vừa đổi hạn"):
            self.grant(world)

    def test_the_head_of_the_district_grants_its_communes_only(self, world):
        assert self.grant(world, by="thutruong_dakha", unit="C23512").due_on == dt.date(2024, 12, 27)
        for by, unit in (("thutruong_dakha", "SYT"), ("thutruong_dakha", "C23395"), ("canbo_dakha", "C23512")):
            with pytest.raises(PermissionDenied):
                self.grant(world, by=by, unit=unit)

    def test_what_was_sent_needs_no_more_time(self, world, filing):
        sent(filing, world)
        with pytest.raises(Refused, match="đã gửi báo cáo này"):
            self.grant(world)

    def test_never_earlier_than_for_all(self, world):
        with pytest.raises(Refused, match="không sớm hơn hạn chung 20/12/2024"):
            self.grant(world, due_on=dt.date(2024, 12, 19))
        assert not Extension.objects.exists()


class TestDelegation:
    @pytest.fixture
    def deputy(self, world):
        return UserFactory(username="capho", full_name="Phó Giám đốc", unit=world.units["SNNPTNT"])

    def paper(self, world, deputy, **given):
        given = {"number": "12/GUQ-SNN", "signed_on": dt.date(2024, 12, 17), "valid_from": dt.date(2024, 12, 18),
                 "valid_to": dt.date(2024, 12, 20), "by": world.thutruong, "at": AT} | given  # fmt: skip
        return delegate(unit=world.units["SNNPTNT"], holder=deputy, **given)

    def to_sign(self, world, filing):
        fill(filing, world, world.canbo)
        return move(filing, "to_head", world.canbo)

    def fresh(self, person):
        return User.objects.get(pk=person.pk)

    def test_the_deputy_signs_in_the_heads_place_and_the_timeline_says_so(self, world, filing, deputy):
        self.paper(world, deputy)
        self.to_sign(world, filing)
        assert Notice.objects.filter(to=deputy, text__contains="chờ ký").exists()
        done = move(filing, "submit", self.fresh(deputy))
        event = Event.objects.of(filing).last()
        assert (done.submitted_by, event.data["delegation"]["number"]) == (deputy, "12/GUQ-SNN")
        assert event.note == "KT. Thủ trưởng, giấy ủy quyền số 12/GUQ-SNN ngày 17/12/2024."

    @pytest.mark.parametrize("days", [-1, 3])
    def test_not_before_and_not_after(self, world, filing, deputy, days):
        self.paper(world, deputy, at=AT - 3 * DAY)
        self.to_sign(world, filing)
        with pytest.raises(PermissionDenied):
            move(filing, "submit", self.fresh(deputy), at=AT + days * DAY)

    def test_ended_early_it_no_longer_holds(self, world, filing, deputy):
        delegation = self.paper(world, deputy)
        self.to_sign(world, filing)
        end_delegation(delegation=delegation, by=world.thutruong, at=AT)
        with pytest.raises(PermissionDenied):
            move(filing, "submit", self.fresh(deputy))
        with pytest.raises(Conflict, match="đã được chấm dứt"):
            end_delegation(delegation=delegation, by=world.thutruong, at=AT)

    def test_it_covers_filings_only(self, world, deputy):
        from tests.factories import RegistrationFactory

        self.paper(world, deputy)
        registration = RegistrationFactory(unit=world.units["SNNPTNT"], receiver=world.units["SNV"], state="to_head")
        person = self.fresh(deputy)
        person.acting_on = AT.date()
        assert not person.has_perm("movements.submit_registration", registration)

    def test_without_a_day_no_paper_counts(self, world, filing, deputy):
        self.paper(world, deputy)
        self.to_sign(world, filing)
        person, row = self.fresh(deputy), Filing.objects.with_names().get(pk=filing.pk)
        assert not person.has_perm("movements.submit_filing", row)

    def test_one_of_another_unit_signs_nothing(self, world, deputy):
        with pytest.raises(Refused, match="của chính đơn vị"):
            self.paper(world, world.canbo_khac)

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"valid_to": dt.date(2024, 12, 17)}, "ngày cuối phải bằng hoặc sau"),
            ({"valid_from": dt.date(2024, 12, 10), "valid_to": dt.date(2024, 12, 17),
              "signed_on": dt.date(2024, 12, 10)}, "đã qua"),
            ({"signed_on": dt.date(2024, 12, 19)}, "giấy phải ký trước"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said(self, world, deputy, given, words):
        with pytest.raises(Refused, match=words):
            self.paper(world, deputy, **given)

    def test_two_papers_never_overlap_silently(self, world, deputy):
        first = self.paper(world, deputy)
        with pytest.raises(Refused, match="12/GUQ-SNN cho Phó Giám đốc"):
            self.paper(world, world.canbo, number="13/GUQ", valid_from=dt.date(2024, 12, 20),
                       valid_to=dt.date(2024, 12, 25))  # fmt: skip
        end_delegation(delegation=first, by=world.thutruong, at=AT)
        assert self.paper(world, world.canbo, number="13/GUQ").number == "13/GUQ"

    @pytest.mark.parametrize("by", ["canbo", "thutruong_dakha", "chuyenvien"])
    def test_only_the_head_or_an_administrator(self, world, deputy, by):
        with pytest.raises(PermissionDenied):
            self.paper(world, deputy, by=world.people[by])
        assert self.paper(world, deputy, by=world.quantri).made_by == world.quantri


class TestUnitsThatEnd:
    @pytest.fixture
    def merged(self, world):
        """Xã Đắk Mar and its district are no more from 01/11/2024."""
        for code in ("C23512", "615"):
            world.units[code].valid_to = dt.date(2024, 10, 31)
            world.units[code].save(update_fields=["valid_to"])
        Placement.objects.filter(unit__code__in=["C23512", "615"]).update(valid_to=dt.date(2024, 10, 31))
        rebuild_ancestry()
        return world

    def test_its_last_people_file_the_closing_one_at_once(self, merged):
        at = dt.datetime(2024, 11, 4, 3, tzinfo=dt.UTC)  # before the period's own end
        filing = actions.start_filing(unit=merged.units["C23512"], period=merged.periods[4], by=merged.canbo_xa, at=at)
        assert filing.receiver.code == "615"
        with pytest.raises(Refused, match="chưa chốt số liệu"):
            actions.start_filing(unit=merged.units["SYT"], period=merged.periods[4], by=merged.canbo_khac, at=at)

    def test_it_owes_nothing_in_the_next_period(self, merged):
        period = PeriodFactory(year=2025, index=1)
        with pytest.raises(Refused, match="không có chỉ tiêu phải báo cáo"):
            actions.start_filing(
                unit=merged.units["C23512"], period=period, by=merged.canbo_xa, at=AT + dt.timedelta(days=120)
            )

    def test_where_the_receiver_is_no_more_the_department_receives(self, merged):
        unit, period = merged.units["C23512"], merged.periods[4]
        filing = actions.start_filing(unit=unit, period=period, by=merged.canbo_xa, at=AT)
        fill(filing, merged, merged.canbo_xa)
        move(filing, "to_head", merged.canbo_xa)
        move(filing, "submit", merged.thutruong_xa)
        assert Notice.objects.filter(to=merged.chuyenvien, text__contains="đã gửi đến").exists()
        rows = {row.unit.code: row for row in queue_rows(merged.chuyenvien, period, today=AT.date())}
        assert rows["C23512"].state == "submitted"
        assert "C23500" not in rows or rows["C23500"].unit.valid_to is None
        move(filing, "open", merged.chuyenvien)
        assert move(filing, "accept", merged.chuyenvien).state == "accepted"

    def test_its_district_still_sees_what_was_sent_to_it(self, merged):
        filing = FilingFactory(
            unit=merged.units["C23512"], period=merged.periods[4], receiver=merged.units["615"], sent=True
        )
        assert Filing.objects.visible_to(merged.canbo_dakha).filter(pk=filing.pk).exists()
        assert owed_by(merged.units["C23512"], merged.periods[4]).closing


def test_the_steps_are_offered_as_they_are_open(world):
    """What was typed in for a unit with an account offers exactly the way to that unit."""
    filing = actions.start_on_behalf(
        unit=world.units["SNNPTNT"], period=world.periods[4], arrived_on=dt.date(2024, 12, 17), scan=pdf_upload(),
        by=world.chuyenvien, at=AT,
    )  # fmt: skip
    assert [step.name for step in FILING.open_steps(filing, world.chuyenvien)] == ["to_unit"]
    assert world.chuyenvien.has_role(Role.HOME_AFFAIRS_OFFICER)
    assert {step.name for step in FILING.open_steps(filing, world.canbo)} == {"to_head"}
