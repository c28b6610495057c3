"""Registrations outside their own pages: the home page's duties, the compiled report, the demo."""

import datetime as dt

import pytest

from movements import actions
from movements.models import Movement, RegisteredTarget, Registration, Target, Term
from reports.compile import compile_report
from reports.demo.load import load_demo
from reports.duties_registrations import tasks
from tests.factories import IndicatorFactory, MovementFactory, RegistrationFactory, TermFactory
from tests.movements.test_registration_actions import AT, sent, term  # noqa: F401 - fixture
from tests.reports.office import TODAY, year_of
from thidua.models import Event

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 12, 18)


@pytest.fixture
def registration(world, term):  # noqa: F811
    return actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=world.canbo, at=AT)


def told(user, today=DAY):
    return [(task.group, task.state, task.action, task.holder) for task in tasks(user, today=today)]


def test_a_term_is_a_duty_from_a_month_before_it_begins(world, term):  # noqa: F811
    assert told(world.canbo) == [("Còn thời gian", "idle", "Bắt đầu đăng ký", "Tôi")]
    assert told(world.thutruong) == [("Đang ở người khác", "idle", "", "Người canbo")]
    assert told(world.canbo, dt.date(2024, 11, 1)) == []
    assert told(world.canbo, dt.date(2025, 1, 3)) == [("Chờ tôi làm", "idle", "Bắt đầu đăng ký", "Tôi")]
    assert told(world.canbo, dt.date(2025, 1, 6)) == [("Quá hạn", "idle", "Bắt đầu đăng ký", "Tôi")]


def test_it_goes_from_hand_to_hand(world, registration):
    sent(world, registration)
    assert told(world.canbo) == [("Đang ở người khác", "submitted", "Xem", "Người chuyenvien")]
    assert told(world.chuyenvien) == [
        ("Chờ tôi làm", "submitted", "Xem và tiếp nhận", "Tôi"),
        ("Đang ở người khác", "open", "Xem danh sách", "Đơn vị đăng ký"),
    ]
    actions.step_registration(
        registration=Registration.objects.with_names().get(), step_name="return", by=world.chuyenvien, at=AT,
        reason="TL-DK01",
    )  # fmt: skip
    assert told(world.canbo) == [("Bị trả lại", "returned", "Sửa và gửi lại", "Tôi")]


def test_a_planned_movement_waits_for_the_head(world):
    MovementFactory(name="Nông dân số", launching_unit=world.units["SNNPTNT"], state="draft")
    assert told(world.thutruong) == [("Chờ tôi làm", "draft", "Xem và ký", "Tôi")]
    assert told(world.canbo) == [("Đang ở người khác", "draft", "Xem", "Người thutruong")]
    assert told(world.canbo_khac) == []


def line_of(world, code):
    data = compile_report(period=year_of(), user=world.chuyenvien, today=TODAY)
    return next(line for line in data.lines if line.code == code)


def test_a_launch_is_counted_and_a_plan_is_not(world, no_snapshot):
    IndicatorFactory(code="D1.04", entry="counted", line="portal")
    unit = world.units["SNNPTNT"]
    MovementFactory(name="Chưa ký", launching_unit=unit, state="draft", decision_date="2024-12-01")
    launched = MovementFactory(name="Đã ký", launching_unit=unit, state="draft", decision_number="1/KH",
                               decision_date="2024-12-01")  # fmt: skip
    launched.points.add(world.indicators["forest"].point)
    launched = Movement.objects.get(pk=launched.pk)
    actions.step_movement(movement=launched, step_name="launch", by=world.thutruong, at=AT.replace(day=13))
    confirmed(world)

    assert line_of(world, "D1.04").listed == ("Đã ký",)


def confirmed(world):
    from tests.reports.office import file

    return file(world, "SNNPTNT", world.periods[4], forest=5)


def test_what_a_unit_undertook_is_no_target_of_the_province(world, no_snapshot):
    row = RegistrationFactory(
        unit=world.units["SNNPTNT"], term=TermFactory(year=2024), receiver=world.units["SNV"], accepted=True
    )
    row.targets.create(indicator=world.indicators["forest"], comparison="ge", value=12000)
    actions.make_targets(registration=row)
    confirmed(world)

    assert Target.objects.count() == 1
    assert line_of(world, "D2.33").aims == ()


def test_the_demo_has_a_year_behind_and_one_half_way(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_demo(today=DAY)

    assert set(Term.objects.values_list("year", "register_by", "note")) == {
        (2024, dt.date(2024, 1, 5), "mốc theo mẫu, Sở Nội vụ đặt"),
        (2025, dt.date(2025, 1, 5), "mốc theo mẫu, Sở Nội vụ đặt"),
    }
    past, now = (Registration.objects.filter(term__year=year) for year in (2024, 2025))
    assert past.count() > 100 and set(past.values_list("state", flat=True)) == {"accepted"}
    assert set(now.values_list("state", flat=True)) == {"draft", "to_head", "submitted", "returned", "accepted"}
    assert not now.filter(unit__code="SNNPTNT").exists() and past.filter(unit__code="SNNPTNT").exists()
    assert not Registration.objects.filter(illustrative=False).exists()
    assert RegisteredTarget.objects.filter(registration__unit__code="SNNPTNT").count() >= 5
    accepted = RegisteredTarget.objects.filter(registration__state="accepted")
    assert Target.objects.filter(source__startswith="Đăng ký thi đua").count() == accepted.count()
    events = Event.objects.filter(about="movements.registration")
    assert events.filter(step="start").count() == Registration.objects.count()
    assert not events.filter(at__gt=dt.datetime(2024, 12, 18, 1, tzinfo=dt.UTC)).exists()
