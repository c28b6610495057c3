"""Due schedules become runs, and a claimed run becomes a report: compile, render, store."""

import logging
import time
import uuid
from datetime import datetime, timedelta
from datetime import time as time_of_day

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from movements.models import Period
from reports.actions.queueing import draft_recipients, hand_over_run, queue_deliveries
from reports.compile import compile_report
from reports.emails import DRAFT_FILE
from reports.enums import DeliveryKind, RunKind, RunState, Stage
from reports.models import Report, Run, Schedule
from reports.render import render_pdf
from thidua import calendar
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.events import record
from units.actions import attach_file, notify
from units.enums import NoticeKind

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
OPEN_STATES = (RunState.QUEUED, RunState.RUNNING)
BROKEN = "Lỗi hệ thống khi {stage}; người quản trị xem nhật ký máy chủ."
WORN_OUT = f"Tiến trình bị ngắt {MOST_ATTEMPTS} lần liền; người quản trị xem nhật ký máy chủ."


class LostClaim(Exception):
    """Another worker has taken the run over; this one stops without a trace."""


# --- From the schedule to the run ----------------------------------------------------------------------------


def find_due(*, at, now):
    """Queues one run for every schedule that is due; however often or together it is called, one per period."""
    for schedule in Schedule.objects.due(at).select_related("next_period"):
        _queue_due(schedule, at, now)


@transaction.atomic
def _queue_due(schedule, at, now):
    """Whoever moves `next_period` first makes the run; the others find it moved."""
    following = _following(schedule.next_period)
    moved = Schedule.objects.filter(pk=schedule.pk, next_period=schedule.next_period, active=True)
    if not moved.update(next_period=following, next_run_at=run_moment(schedule, following)):
        return
    run, created = Run.objects.get_or_create(
        schedule=schedule,
        period=schedule.next_period,
        kind=RunKind.SCHEDULED,
        defaults={"asked_at": at, "queued_at": now},
    )
    if created:
        hand_over_run(run)


def _following(period):
    """The next period of the same kind; its row is made when the catalogue does not reach that far."""
    last = period.index >= calendar.periods_in_year(period.kind)
    year, index = (period.year + 1, 1) if last else (period.year, period.index + 1)
    span = calendar.span(period.kind, year, index, period.basis)
    days = {"first_day": span.first, "last_day": span.last}
    return Period.objects.get_or_create(kind=span.kind, year=year, index=index, basis=span.basis, defaults=days)[0]


def run_moment(schedule, period):
    """The office's moment at which a period is compiled: so many days after its cut-off, at the schedule's hour."""
    day = period.last_day + timedelta(days=schedule.days_after)
    return datetime.combine(day, time_of_day(schedule.hour), tzinfo=timezone.get_default_timezone())


@transaction.atomic
def ask_run(*, schedule, period, by, at, now):
    """ "Chạy ngay": one more compilation of a period. Refused while one of the same is still on its way."""
    if not by.has_perm("reports.run_schedule", schedule):
        raise PermissionDenied("reports.run_schedule")
    if period.kind != schedule.period_kind:
        raise Refused(f"Ô “Kỳ”: lịch này lập báo cáo {schedule.get_period_kind_display()}, không lập {period.name}.")
    if period.first_day > office_date(at):
        raise Refused(f"Ô “Kỳ”: {period.name} chưa bắt đầu.")
    on_the_way = Refused(f"{period.name} đang được tổng hợp, chờ lần chạy đó xong.")
    if Run.objects.filter(schedule=schedule, period=period, state__in=OPEN_STATES).exists():
        raise on_the_way
    columns = {"schedule": schedule, "period": period, "asked_by": by, "asked_at": at, "queued_at": now}
    try:
        with transaction.atomic():
            run = Run.objects.create(kind=RunKind.MANUAL, **columns)
    except IntegrityError:
        raise on_the_way from None
    hand_over_run(run)
    return run


# --- From the run to the report ------------------------------------------------------------------------------


class Hold:
    """A claimed run. Renewing moves the lease on; a claim that no longer holds raises LostClaim."""

    def __init__(self, run_id, now):
        self.run_id, self.now = run_id, now
        self.claim, self.started = uuid.uuid4(), time.monotonic()
        self.stage = Stage.COMPILING

    @property
    def row(self):
        return Run.objects.held_by(self.claim).filter(pk=self.run_id)

    def take(self):
        """Compare-and-set from queued to running; False when somebody else has it or it is done."""
        mine = Run.objects.filter(pk=self.run_id, state=RunState.QUEUED)
        return mine.update(
            state=RunState.RUNNING,
            stage=self.stage,
            claim=self.claim,
            lease_until=self._lease(),
            attempts=F("attempts") + 1,
        )

    def enter(self, stage):
        self.stage = stage
        if not self.row.update(stage=stage, lease_until=self._lease()):
            raise LostClaim

    def release(self, state, *, at, reason=""):
        ended = {"state": state, "stage": Stage.WAITING, "claim": None, "lease_until": None, "finished_at": at}
        if not self.row.update(**ended, reason=reason[:300]):
            raise LostClaim

    def _lease(self):
        return self.now + timedelta(seconds=time.monotonic() - self.started) + settings.RUN_LEASE


def build(*, run_id, at, now):
    """Builds a queued run. `at` is the office's moment, `now` the machine's.

    An expected failure ends the run with its reason; an unexpected one ends it too and is raised on. Whoever loses
    the claim stops silently: the row belongs to another worker.
    """
    hold = Hold(run_id, now)
    if not hold.take():
        return
    run = Run.objects.select_related("schedule__unit", "schedule__owner", "period", "asked_by").get(pk=run_id)
    try:
        _build(hold, run, at, now)
    except LostClaim:
        logger.info("run %s was taken over", run_id)
    except Refused as refused:
        fail(hold, run, str(refused), at)
    except Exception:
        fail(hold, run, BROKEN.format(stage=hold.stage.label), at)
        raise


def _build(hold, run, at, now):
    _check_owner(run.schedule)
    data = compile_report(period=run.period, user=run.schedule.owner, today=office_date(at), schedule=run.schedule)
    hold.enter(Stage.RENDERING)
    report = Report(
        run=run, schedule=run.schedule, period=run.period, title=data.title, data=data.to_json(), sha256=data.digest(),
        compiled_at=at, symbol=data.letter.symbol,
    )  # fmt: skip
    pdf = render_pdf(data, report=report)
    hold.enter(Stage.STORING)
    _store(hold, report, pdf, at, now)


def _check_owner(schedule):
    """The report shows what its owner may see: a right that has ended ends the report too."""
    if not schedule.owner.is_active or not schedule.owner.sees_province:
        raise Refused(
            f"{schedule.owner.full_name} không còn quyền xem toàn tỉnh: chọn người phụ trách khác cho lịch này."
        )


@transaction.atomic
def _store(hold, report, pdf, at, now):
    """All or nothing: the report, its PDF, one delivery per recipient, and the run's end."""
    hold.release(RunState.READY, at=at)
    run, schedule = report.run, report.schedule
    report.save(force_insert=True)
    upload = ContentFile(pdf, name=f"{schedule.unit.code}-{report.period.year}-{report.pk}-chua-ky.pdf")
    attach_file(owner=report, purpose=DRAFT_FILE, upload=upload, by=run.asked_by, at=at)
    Schedule.objects.filter(pk=schedule.pk).update(failures=0)
    record(report, step="compile", label="Tổng hợp", by=run.asked_by, at=at, to_state=report.state)
    queue_deliveries(report=report, kind=DeliveryKind.DRAFT, recipients=draft_recipients(schedule), now=now)
    _tell(run, f"Đã tổng hợp xong: {report.title}.", reverse("reports:report_detail", args=[report.pk]), at)


@transaction.atomic
def fail(hold, run, reason, at):
    """Ends a run loudly; five failures in a row stop its schedule until a run succeeds."""
    try:
        hold.release(RunState.FAILED, at=at, reason=reason)
    except LostClaim:
        return
    failed(run, reason, at)


def failed(run, reason, at):
    """What follows from a failed run, whoever ended it."""
    Schedule.objects.filter(pk=run.schedule_id).update(failures=F("failures") + 1)
    _tell(run, f"Không tổng hợp được {run.period.name}: {reason}", reverse("reports:report_list"), at)


def _tell(run, text, url, at):
    people = {person for person in (run.schedule.owner, run.asked_by) if person and person.is_active}
    notify(people=people, kind=NoticeKind.REPORT, text=text, url=url, at=at)


def give_up_worn_out(*, at, now):
    """Ends runs whose worker died too often: something in them kills workers."""
    stale = Run.objects.filter(Q(state=RunState.RUNNING, lease_until__lt=now), attempts__gte=MOST_ATTEMPTS)
    for run in stale.select_related("schedule__owner", "period", "asked_by"):
        ended = {"state": RunState.FAILED, "stage": Stage.WAITING, "claim": None, "lease_until": None}
        with transaction.atomic():
            if Run.objects.held_by(run.claim).filter(pk=run.pk).update(**ended, finished_at=at, reason=WORN_OUT):
                failed(run, WORN_OUT, at)
