"""Schedule → Run → Report → Delivery. The row is the truth; the broker only says "look"."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from movements.enums import PeriodKind
from movements.models import Period
from reports.enums import DeliveryKind, DeliveryState, ReportState, RunKind, RunState, Stage
from units.models import Unit

MOST_FAILURES = 5


class ProvinceQuerySet(models.QuerySet):
    """Reports on the whole province: for those who serve the province, and nobody else."""

    def visible_to(self, user):
        return self if user.is_authenticated and user.sees_province else self.none()


class ScheduleQuerySet(ProvinceQuerySet):
    def due(self, at):
        return self.filter(active=True, next_run_at__lte=at, failures__lt=MOST_FAILURES)


class Schedule(models.Model):
    """When a periodic report is compiled, in whose name, and who gets it. `next_run_at` is on the office's clock."""

    name = models.CharField("tên", max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị lập")
    addressee = models.CharField("kính gửi", max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người phụ trách"
    )
    period_kind = models.CharField("kỳ", max_length=10, choices=PeriodKind)
    days_after = models.SmallIntegerField("chạy sau ngày chốt số liệu (ngày)", default=4)
    hour = models.PositiveSmallIntegerField("vào giờ", default=7)
    next_period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name="kỳ tới")
    next_run_at = models.DateTimeField("chạy lúc")
    failures = models.PositiveSmallIntegerField("số lần không thành công liên tiếp", default=0)
    active = models.BooleanField("đang dùng", default=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = "lịch báo cáo"
        verbose_name_plural = "lịch báo cáo"
        constraints = [
            models.CheckConstraint(name="schedule_period_kind_known", condition=Q(period_kind__in=PeriodKind.values)),
            models.CheckConstraint(name="schedule_hour_of_a_day", condition=Q(hour__lt=24)),
        ]

    def __str__(self):
        return self.name


class Recipient(models.Model):
    """Nơi nhận. A person with an account may get the unsigned compilation; an outside address only what is issued."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="recipients", verbose_name="lịch báo cáo")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người dùng"
    )
    name = models.CharField("nơi nhận", max_length=200)
    address = models.EmailField("thư điện tử", blank=True)  # blank: the account's own
    gets_draft = models.BooleanField("nhận bản tổng hợp", default=False)
    gets_issued = models.BooleanField("nhận bản phát hành", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi nhận"
        verbose_name_plural = "nơi nhận"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="draft_only_to_accounts", condition=Q(gets_draft=False) | Q(user__isnull=False)
            ),
        ]

    def __str__(self):
        return self.name


class RunQuerySet(ProvinceQuerySet):
    def held_by(self, claim):
        """The run as long as this claim still holds it; every later update goes through here."""
        return self.filter(state=RunState.RUNNING, claim=claim)

    def for_list(self):
        return self.select_related("schedule", "period", "asked_by", "report").order_by("-pk")


class Run(models.Model):
    """One compilation to be done: once per schedule and period by the clock, and whenever an officer asks."""

    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="runs")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RunKind, default=RunKind.SCHEDULED)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.WAITING, blank=True)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)  # the machine's clock
    queued_at = models.DateTimeField()  # the machine's clock: when it was last handed to the broker
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()  # the office's clock
    finished_at = models.DateTimeField(null=True)  # the office's clock
    reason = models.CharField(max_length=300, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = "lần chạy"
        verbose_name_plural = "lần chạy"
        constraints = [
            models.UniqueConstraint(
                name="one_scheduled_run_per_period",
                fields=["schedule", "period"],
                condition=Q(kind=RunKind.SCHEDULED),
            ),
            models.UniqueConstraint(
                name="one_manual_run_at_a_time",
                fields=["schedule", "period"],
                condition=Q(kind=RunKind.MANUAL, state__in=[RunState.QUEUED, RunState.RUNNING]),
            ),
            models.CheckConstraint(name="run_state_known", condition=Q(state__in=RunState.values)),
            models.CheckConstraint(
                name="running_is_claimed",
                condition=~Q(state=RunState.RUNNING) | Q(claim__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(name="failed_says_why", condition=~Q(state=RunState.FAILED) | ~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.schedule}, {self.period}"


class ReportQuerySet(ProvinceQuerySet):
    def for_list(self):
        return self.select_related("period", "signed_by").defer("data").order_by("-compiled_at", "-pk")


class Report(models.Model):
    """A compiled report. `data` never changes after it is written; number and date come from the clerk."""

    run = models.OneToOneField(Run, models.PROTECT, related_name="report")
    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, models.PROTECT, related_name="reports", verbose_name="kỳ")
    state = models.CharField("trạng thái", max_length=20, choices=ReportState, default=ReportState.COMPILED)
    title = models.CharField("trích yếu", max_length=300)
    data = models.JSONField()  # reports.compile.ReportData as plain values
    sha256 = models.CharField(max_length=64)  # of the canonical JSON of `data`
    compiled_at = models.DateTimeField("tổng hợp lúc")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField("số", null=True)
    symbol = models.CharField("ký hiệu", max_length=40, default="BC-SNV")
    issued_on = models.DateField("ngày ban hành", null=True)
    issued_year = models.PositiveSmallIntegerField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        constraints = [
            models.CheckConstraint(name="report_state_known", condition=Q(state__in=ReportState.values)),
            models.CheckConstraint(
                name="report_signed_by_and_at_together",
                condition=Q(signed_by=None, signed_at=None) | Q(signed_by__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="issued_has_number_and_date",
                condition=Q(
                    state=ReportState.ISSUED, number__isnull=False, issued_on__isnull=False, issued_year__isnull=False
                )
                | (~Q(state=ReportState.ISSUED) & Q(number=None, issued_on=None, issued_year=None)),
            ),
            models.UniqueConstraint(
                name="report_number_once_a_year",
                fields=["symbol", "issued_year", "number"],
                condition=Q(number__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_issued(self):
        return self.state == ReportState.ISSUED


class DeliveryQuerySet(ProvinceQuerySet):
    def held_by(self, claim):
        return self.filter(state=DeliveryState.SENDING, claim=claim)

    def for_list(self):
        return self.select_related("recipient_user").order_by("pk")


class Delivery(models.Model):
    """One message to one recipient, sent once; the Message-ID comes from the row, so a repeat is the same message."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=10, choices=DeliveryKind)
    recipient_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recipient_name = models.CharField("nơi nhận", max_length=200)
    address = models.EmailField("thư điện tử")
    state = models.CharField("trạng thái", max_length=10, choices=DeliveryState, default=DeliveryState.PENDING)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)  # the machine's clock
    queued_at = models.DateTimeField()  # the machine's clock
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("gửi lúc", null=True)  # the office's clock
    error = models.CharField("lỗi", max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt gửi"
        verbose_name_plural = "lượt gửi"
        constraints = [
            models.UniqueConstraint(
                name="one_message_per_recipient",
                fields=["report", "kind", "address"],
                condition=Q(kind__in=[DeliveryKind.DRAFT, DeliveryKind.ISSUED]),
            ),
            models.CheckConstraint(name="delivery_state_known", condition=Q(state__in=DeliveryState.values)),
            models.CheckConstraint(
                name="sending_is_claimed",
                condition=~Q(state=DeliveryState.SENDING) | Q(claim__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_says_when", condition=~Q(state=DeliveryState.SENT) | Q(sent_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.recipient_name} <{self.address}>"
