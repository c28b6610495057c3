"""Sổ triển khai: what may be written, what it says for a unit and a period, and what stands still."""

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from movements import actions
from movements.compile.implementation import Asked, activities, kind_pills, locking_filing, summary
from movements.models import Activity
from movements.render.implementation import activity_workbook
from tests.factories import FilingFactory, MovementFactory, PointFactory
from tests.scene import pdf_upload
from thidua import calendar
from thidua.errors import Conflict, Refused
from thidua.events import timeline

AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
DAY = dt.date(2024, 12, 3)  # in quarter IV of 2024
PAPER = {
    "on": DAY, "title": "Phát động thi đua năm 2025", "number": "15/KH-SNN", "document_type": "", "signer": "Ông A",
    "place": "", "medium": "", "attendances": None, "link": "", "movement": None,
}  # fmt: skip
CONFERENCE = PAPER | {"title": "Quán triệt Chỉ thị", "number": "", "signer": "", "attendances": 120, "place": "Kon Tum"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def points(world):
    return [PointFactory(code="1")]


@pytest.fixture
def keep(world, points):
    def write(kind="plan", content=PAPER, *, by=None, **changes):
        by = by or world.canbo
        return actions.keep_activity(
            unit=by.unit, kind=kind, content=content | changes, points=points, by=by, at=AT
        )  # fmt: skip

    return write


def correct(activity, world, points, *, version=None, **changes):
    content = {name: getattr(activity, name) for name in PAPER} | changes
    version = activity.version if version is None else version
    return actions.save_activity(
        activity=activity, content=content, points=points, version=version, by=world.canbo, at=AT
    )


class TestKeeping:
    def test_a_row_with_its_points_and_its_event(self, keep):
        row = keep()
        assert [point.code for point in row.points.all()] == ["1"]
        assert [(line.step, line.who) for line in timeline(row)] == [("keep", "Người canbo")]

    def test_only_the_units_own_officer_writes(self, world, points):
        for who in ("thutruong", "canbo_khac", "chuyenvien"):
            with pytest.raises(PermissionDenied):
                actions.keep_activity(
                    unit=world.units["SNNPTNT"], kind="plan", content=PAPER, points=points, by=world.people[who], at=AT
                )
        assert not Activity.objects.exists()

    def test_a_day_to_come_is_refused_naming_the_box(self, keep):
        with pytest.raises(Refused, match="Ô “Ngày”: 19/12/2024 chưa đến"):
            keep(on=dt.date(2024, 12, 19))

    @pytest.mark.parametrize("number", ["15/KH-SNN", " 15 / kh-snn ", "15/KH-SNN\u200b"])
    def test_the_same_paper_is_refused_naming_the_row(self, keep, number):
        keep()
        with pytest.raises(Refused, match="15/KH-SNN ngày 03/12/2024 đã có trong sổ: “Phát động thi đua năm 2025”"):
            keep("document", number=number, title="Khác")

    def test_the_same_number_of_another_day_unit_or_of_a_withdrawn_row_is_another_paper(self, world, keep):
        first = keep()
        keep(on=dt.date(2024, 12, 4))
        keep(by=world.canbo_khac)
        actions.withdraw_activity(activity=first, note="Ghi nhầm", by=world.canbo, at=AT)
        keep()
        assert Activity.objects.standing().count() == 3

    def test_conferences_have_no_number_and_are_not_compared(self, keep):
        keep("conference", CONFERENCE)
        keep("conference", CONFERENCE)
        assert Activity.objects.count() == 2

    @pytest.mark.parametrize(
        ("kind", "wrong"),
        [("plan", {"number": ""}), ("conference", {"attendances": None}), ("media", {"medium": ""}), ("song", {})],
    )
    def test_the_database_refuses_a_row_without_what_its_kind_needs(self, world, kind, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.create(unit=world.units["SYT"], kind=kind, **(PAPER | wrong))


class TestCorrecting:
    def test_what_changed_stands_in_the_record(self, world, keep, points):
        row = keep()
        assert correct(row, world, points, title="Phát động thi đua")
        assert timeline(row)[-1].data == {
            "before": {"title": "Phát động thi đua năm 2025"},
            "after": {"title": "Phát động thi đua"},
        }
        assert Activity.objects.get().search_name.startswith("phat dong thi dua 15")

    def test_nothing_changed_is_no_event(self, world, keep, points):
        row = keep()
        assert not correct(row, world, points)
        assert len(timeline(row)) == 1

    def test_the_second_of_two_is_told(self, world, keep, points):
        row = keep()
        other = Activity.objects.get(pk=row.pk)
        correct(row, world, points, title="Một")
        with pytest.raises(Conflict, match="người khác sửa"):
            correct(other, world, points, version=1, title="Hai")
        assert Activity.objects.get().title == "Một"

    def test_another_units_officer_may_not(self, world, keep, points):
        row = keep()
        with pytest.raises(PermissionDenied):
            actions.save_activity(
                activity=row, content=PAPER, points=points, version=1, by=world.canbo_khac, at=AT
            )  # fmt: skip


class TestWithdrawing:
    def test_it_stays_readable_and_counts_nowhere(self, world, keep):
        row = keep()
        actions.withdraw_activity(activity=row, note="Ghi nhầm", by=world.canbo, at=AT)
        assert summary(world.units["SNNPTNT"], DAY, DAY).documents == 0
        assert timeline(row)[-1].note == "Ghi nhầm"
        assert not world.canbo.has_perm("movements.edit_activity", row)

    def test_it_needs_a_reason(self, world, keep):
        with pytest.raises(Refused, match="Ô “Lý do”"):
            actions.withdraw_activity(activity=keep(), note=" ", by=world.canbo, at=AT)

    def test_twice_is_once(self, world, keep):
        row = keep()
        again = Activity.objects.get(pk=row.pk)
        actions.withdraw_activity(activity=row, note="Ghi nhầm", by=world.canbo, at=AT)
        with pytest.raises(Conflict):
            actions.withdraw_activity(activity=again, note="Ghi nhầm", by=world.canbo, at=AT)


class TestConfirmedPeriods:
    """What has counted in a confirmed filing stands still until that filing is unlocked."""

    @pytest.fixture
    def confirmed(self, world, keep):
        row = keep()
        FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], confirmed=True)
        return row

    def test_no_new_row(self, confirmed, keep):
        with pytest.raises(Refused, match="quý IV năm 2024, số liệu kỳ này đã được xác nhận"):
            keep("conference", CONFERENCE)

    def test_no_correction_and_no_withdrawal(self, world, confirmed, points):
        with pytest.raises(Refused, match="đã được xác nhận"):
            correct(confirmed, world, points, title="Khác")
        with pytest.raises(Refused, match="đã được xác nhận"):
            actions.withdraw_activity(activity=confirmed, note="Nhầm", by=world.canbo, at=AT)

    def test_evidence_may_be_added_and_not_taken_away(self, world, confirmed):
        file = actions.add_activity_file(activity=confirmed, upload=pdf_upload(), by=world.canbo, at=AT)
        with pytest.raises(Refused, match="đã được xác nhận"):
            actions.remove_activity_file(activity=confirmed, attachment=file, by=world.canbo, at=AT)

    def test_another_quarter_is_open(self, confirmed, keep):
        after = dt.date(2024, 12, 16)  # by NĐ 09/2019 a day of 2025
        kept = keep(on=after, number="1/KH")
        assert Activity.objects.get(pk=kept.pk).on == after

    def test_an_unlocked_filing_opens_it(self, world, confirmed, points):
        filing = locking_filing(confirmed.unit, DAY)
        type(filing).objects.filter(pk=filing.pk).update(state="unlocked")
        assert correct(confirmed, world, points, title="Khác")


class TestWhatItSays:
    def test_a_plan_is_a_document_and_people_are_added_up(self, world, keep):
        keep()
        keep("document", number="16/CV", document_type="Công văn")
        keep("conference", CONFERENCE)
        keep("conference", CONFERENCE | {"attendances": 80, "on": dt.date(2024, 9, 15)})
        keep("conference", CONFERENCE | {"attendances": 7, "on": dt.date(2024, 9, 14)})  # still quarter III
        keep("media", PAPER | {"number": "", "medium": "press", "place": "Báo Kon Tum"})
        quarter = calendar.span("quarter", 2024, 4)
        found = summary(world.units["SNNPTNT"], quarter.first, quarter.last)
        assert (found.plans, found.documents, found.conferences, found.attendances, found.media) == (1, 2, 2, 200, 1)
        assert [found.of(code) for code in ("D1.01", "D1.02", "D1.03", "D2.06")] == [2, 200, 2, None]

    def test_an_empty_register_says_zero_people(self, world):
        assert summary(world.units["SYT"], DAY, DAY).attendances == 0


class TestList:
    def _numbers(self, user, **asked):
        return [row.number for row in activities(user, Asked(year=2024, **asked))]

    def test_everybody_sees_their_own_tree(self, world, keep):
        keep()
        keep(by=world.canbo_xa, number="2/KH-UBND")
        assert self._numbers(world.canbo) == ["15/KH-SNN"]
        assert self._numbers(world.canbo_dakha) == ["2/KH-UBND"]
        assert len(self._numbers(world.lanhdao)) == 2

    def test_filters(self, world, keep):
        keep()
        keep("document", number="16/CV", document_type="Công văn", on=dt.date(2024, 5, 2), title="Đôn đốc nộp báo cáo")
        assert self._numbers(world.canbo, kind="document") == ["16/CV"]
        assert self._numbers(world.canbo, quarter=2) == ["16/CV"]
        assert self._numbers(world.canbo, words="don doc") == ["16/CV"]
        assert self._numbers(world.lanhdao, unit=world.units["SYT"].pk) == []
        pills = kind_pills(world.canbo, Asked(year=2024, kind="plan"), lambda **changes: str(changes))
        assert [(pill.label, pill.n) for pill in pills][:3] == [
            ("Tất cả", 2), ("Kế hoạch triển khai", 1), ("Văn bản", 1),
        ]  # fmt: skip

    def test_the_workbook_has_numbers_as_numbers_and_no_formula(self, world, keep):
        keep("conference", CONFERENCE | {"title": "=1+1", "movement": MovementFactory(name="Nông thôn mới")})
        body = activity_workbook(activities(world.canbo, Asked(year=2024)), span=Asked(year=2024).span, at=AT)
        sheet = load_workbook(io.BytesIO(body)).active
        row = [cell.value for cell in sheet[4]]
        assert row[0] == "Sở Nông nghiệp và Phát triển nông thôn"
        assert (row[2].date(), row[5], row[9], row[10], row[11]) == (DAY, "=1+1", 120, "Nông thôn mới", "1")
        assert sheet["F4"].data_type == "s"
