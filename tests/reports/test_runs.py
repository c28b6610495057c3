"""From the due schedule to the stored report: once, whoever calls, however often, and loud when it fails."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from movements.models import Period
from reports import actions
from reports.actions import runs
from reports.compile import ReportData
from reports.enums import DeliveryState, RunKind, RunState
from reports.models import Delivery, Report, Run, Schedule
from reports.render import PdfUnavailable
from tests.factories import PeriodFactory
from tests.reports.office import AT, NOW, PDF, make_run, make_schedule
from thidua.errors import Refused
from thidua.models import Event
from units.models import Attachment, Notice, RoleHolding, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot")]
LATER = NOW + dt.timedelta(minutes=6)  # beyond a run's lease


# --- Due -----------------------------------------------------------------------------------------------------


def test_two_beats_one_run(schedule, handed):
    actions.find_due(at=AT, now=NOW)
    actions.find_due(at=AT, now=NOW)
    run = Run.objects.get()
    assert (run.kind, run.state, run.period) == (RunKind.SCHEDULED, RunState.QUEUED, schedule.next_period)
    assert handed == [("build", run.pk)]


def test_a_beat_that_read_before_the_other_wrote_makes_nothing(schedule, handed):
    stale = Schedule.objects.select_related("next_period").get()
    actions.find_due(at=AT, now=NOW)
    runs._queue_due(stale, AT, NOW)
    assert Run.objects.count() == len(handed) == 1


def test_the_schedule_moves_to_the_next_period(schedule, handed):
    actions.find_due(at=AT, now=NOW)
    schedule.refresh_from_db()
    assert (schedule.next_period.year, schedule.next_period.kind) == (2025, "year")
    assert schedule.next_run_at == dt.datetime(2025, 12, 18, 0, tzinfo=dt.UTC)  # 14/12 + 4 days, 07:00 in Kon Tum


@pytest.mark.parametrize(("index", "expected"), [(3, (2024, 4)), (4, (2025, 1))])
def test_quarters_follow_each_other(filed, handed, index, expected):
    schedule = make_schedule(filed, period=PeriodFactory(index=index))
    actions.find_due(at=AT, now=NOW)
    schedule.refresh_from_db()
    assert (schedule.next_period.year, schedule.next_period.index) == expected


def test_an_outage_skips_no_period(filed, handed):
    make_schedule(filed, period=filed.periods[3])
    for _ in range(3):
        actions.find_due(at=AT, now=NOW)
    assert [run.period.index for run in Run.objects.order_by("pk")] == [3, 4]


@pytest.mark.parametrize("change", [{"active": False}, {"failures": 5}, {"next_run_at": AT + dt.timedelta(seconds=1)}])
def test_not_due(schedule, handed, change):
    Schedule.objects.update(**change)
    actions.find_due(at=AT, now=NOW)
    assert not Run.objects.exists()


# --- Run now -------------------------------------------------------------------------------------------------


def ask(schedule, by, period=None, at=AT):
    return actions.ask_run(schedule=schedule, period=period or schedule.next_period, by=by, at=at, now=NOW)


def test_run_now(schedule, filed, handed):
    run = ask(schedule, filed.chuyenvien)
    assert (run.kind, run.asked_by, handed) == (RunKind.MANUAL, filed.chuyenvien, [("build", run.pk)])


def test_a_second_click_is_refused(schedule, filed, handed):
    ask(schedule, filed.chuyenvien)
    with pytest.raises(Refused, match="đang được tổng hợp"):
        ask(schedule, filed.truongphong)
    Run.objects.update(state=RunState.READY)
    ask(schedule, filed.chuyenvien)
    assert Run.objects.count() == 2


@pytest.mark.parametrize("who", ["lanhdao", "giamdoc", "vanthu", "vanphong", "quantri", "canbo"])
def test_who_may_not_run(schedule, filed, who):
    with pytest.raises(PermissionDenied):
        ask(schedule, filed.people[who])


def test_the_owner_may_run(schedule, filed, handed):
    Schedule.objects.update(owner=filed.lanhdao)
    assert ask(Schedule.objects.get(), filed.lanhdao)


def test_the_wrong_period_is_named(schedule, filed):
    with pytest.raises(Refused, match=r"Ô “Kỳ”: lịch này lập báo cáo .*, không lập Quý IV năm 2024"):
        ask(schedule, filed.chuyenvien, filed.periods[4])
    with pytest.raises(Refused, match="chưa bắt đầu"):
        ask(schedule, filed.chuyenvien, at=dt.datetime(2023, 12, 1, tzinfo=dt.UTC))


# --- Build ---------------------------------------------------------------------------------------------------


def build(run, now=NOW):
    actions.build(run_id=run.pk, at=AT, now=now)
    run.refresh_from_db()
    return run


def test_build_stores_everything(schedule, filed, handed, quick_pdf):
    run = build(make_run(schedule))
    report = Report.objects.get()
    assert (run.state, run.claim, run.lease_until, run.finished_at, run.attempts) == (RunState.READY, None, None, AT, 1)
    assert report.run == run and report.sha256 == ReportData.from_json(report.data).digest()
    paper = Attachment.objects.of(report, "draft_pdf").get()
    with paper.file.open() as file:
        assert file.read() == PDF and paper.content_type == "application/pdf"
    sent_to = list(report.deliveries.order_by("pk").values_list("recipient_user__username", "state"))
    assert sent_to == [("lanhdao", DeliveryState.PENDING), ("chuyenvien", DeliveryState.PENDING)]
    assert handed == [("send", pk) for pk in report.deliveries.order_by("pk").values_list("pk", flat=True)]
    assert Event.objects.of(report).get().step == "compile"
    assert Notice.objects.get().to == schedule.owner


def test_building_twice_makes_one_report(schedule, handed, quick_pdf):
    run = make_run(schedule)
    build(run)
    build(run)
    assert Report.objects.count() == 1 and Delivery.objects.count() == 2


def test_recipients_at_one_address_get_one_message(schedule, filed, handed, quick_pdf):
    User.objects.filter(username__in=["lanhdao", "chuyenvien"]).update(email="Chung@thidua.invalid")
    build(make_run(schedule))
    (delivery,) = Delivery.objects.all()
    assert (delivery.address, delivery.recipient_name) == ("chung@thidua.invalid", "Người lanhdao; Người chuyenvien")


def test_a_recipient_without_address_is_a_failed_row(schedule, filed, handed, quick_pdf):
    User.objects.filter(username="lanhdao").update(email="")
    build(make_run(schedule))
    delivery = Delivery.objects.get(recipient_user=filed.lanhdao)
    assert delivery.state == DeliveryState.FAILED and "chưa có địa chỉ" in delivery.error
    assert len(handed) == 1


def test_success_forgets_failures(schedule, handed, quick_pdf):
    Schedule.objects.update(failures=4)
    build(make_run(schedule))
    assert Schedule.objects.get().failures == 0


def test_an_expected_failure_says_why(schedule, monkeypatch, handed):
    def refuse(data, report):
        raise PdfUnavailable("Máy chủ thiếu thư viện Pango")

    monkeypatch.setattr(runs, "render_pdf", refuse)
    run = build(make_run(schedule))
    assert (run.state, run.reason) == (RunState.FAILED, "Máy chủ thiếu thư viện Pango")
    assert Schedule.objects.get().failures == 1
    assert not Report.objects.exists() and not handed
    assert "Pango" in Notice.objects.get().text


def test_a_blank_report_fails_loudly_and_is_not_mailed(world, handed, quick_pdf):
    run = build(make_run(make_schedule(world)))
    assert run.state == RunState.FAILED and "không lập bản tổng hợp trắng" in run.reason
    assert not Delivery.objects.exists()


def test_an_unexpected_failure_is_recorded_and_raised(schedule, monkeypatch):
    def break_down(**given):
        raise ZeroDivisionError

    monkeypatch.setattr(runs, "compile_report", break_down)
    run = make_run(schedule)
    with pytest.raises(ZeroDivisionError):
        build(run)
    run.refresh_from_db()
    assert run.reason == "Lỗi hệ thống khi đang tổng hợp số liệu; người quản trị xem nhật ký máy chủ."


def test_five_failures_stop_the_schedule(schedule, monkeypatch, handed):
    monkeypatch.setattr(runs, "render_pdf", lambda data, report: 1 / 0)
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            build(make_run(schedule, kind=RunKind.MANUAL))
    actions.find_due(at=AT, now=NOW)
    assert not Run.objects.filter(kind=RunKind.SCHEDULED).exists()


@pytest.mark.parametrize("loss", ["inactive", "role"])
def test_the_owners_right_is_asked_again(schedule, filed, loss, quick_pdf):
    if loss == "inactive":
        User.objects.filter(pk=filed.chuyenvien.pk).update(is_active=False)
    else:
        RoleHolding.objects.filter(user=filed.chuyenvien).update(active=False)
    run = build(make_run(schedule))
    assert run.state == RunState.FAILED and "không còn quyền" in run.reason


@pytest.mark.parametrize("stage", ["compile_report", "render_pdf", "attach_file"])
def test_whoever_loses_the_claim_stops_silently(schedule, monkeypatch, handed, stage):
    """Another worker takes the run over in the middle of a stage: nothing of the first one is left."""
    monkeypatch.setattr(runs, "render_pdf", lambda data, report: PDF)
    real = getattr(runs, stage)
    other = uuid.uuid4()

    def slow(*args, **kwargs):
        Run.objects.update(claim=other)
        return real(*args, **kwargs)

    monkeypatch.setattr(runs, stage, slow)
    run = build(make_run(schedule))
    if stage == "attach_file":  # inside the storing transaction the row is already ours to end
        assert run.state == RunState.READY
    else:
        assert (run.state, run.claim) == (RunState.RUNNING, other)
        assert not Report.objects.exists() and not handed


def test_each_stage_renews_the_lease(schedule, monkeypatch, quick_pdf, handed):
    seen = []
    real = runs.Hold.enter

    def enter(hold, stage):
        hold.started -= 60  # as if the stage before had taken a minute
        real(hold, stage)
        seen.append((stage, Run.objects.get().lease_until))

    monkeypatch.setattr(runs.Hold, "enter", enter)
    build(make_run(schedule))
    (first, lease), (second, later) = seen
    assert (first, second) == ("rendering", "storing")
    assert later - lease >= dt.timedelta(seconds=60)


# --- Sweep ---------------------------------------------------------------------------------------------------


def running(schedule, **fields):
    claimed = {"state": RunState.RUNNING, "claim": uuid.uuid4(), "lease_until": NOW + dt.timedelta(minutes=5)}
    return make_run(schedule, **(claimed | fields))


def sweep(now=LATER):
    actions.sweep(at=AT, now=now)


def test_sweep_frees_a_run_whose_lease_ran_out(schedule, handed, quick_pdf):
    run = running(schedule, attempts=1)
    sweep(NOW)
    assert handed == []
    sweep()
    run.refresh_from_db()
    assert (run.state, run.claim, handed) == (RunState.QUEUED, None, [("build", run.pk)])
    assert build(run, LATER).attempts == 2


def test_sweep_hands_over_again_what_nobody_picked_up(schedule, handed):
    run = make_run(schedule)
    sweep(NOW + dt.timedelta(seconds=59))
    assert handed == []
    sweep(NOW + dt.timedelta(seconds=61))
    sweep(NOW + dt.timedelta(seconds=62))
    assert handed == [("build", run.pk)]


def test_a_run_that_kills_workers_is_given_up(schedule, handed):
    run = running(schedule, attempts=5)
    sweep()
    run.refresh_from_db()
    assert run.state == RunState.FAILED and "bị ngắt 5 lần" in run.reason
    assert Schedule.objects.get().failures == 1 and handed == []


def test_sweep_leaves_finished_runs_alone(schedule, handed):
    make_run(schedule, state=RunState.READY)
    make_run(schedule, kind=RunKind.MANUAL, state=RunState.FAILED, reason="x")
    sweep()
    assert handed == []


def test_periods_are_not_doubled(schedule, handed):
    before = Period.objects.filter(kind="year", year=2025).count()
    actions.find_due(at=AT, now=NOW)
    assert (before, Period.objects.filter(kind="year", year=2025).count()) == (0, 1)
