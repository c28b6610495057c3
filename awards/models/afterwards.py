"""After the decision: the ceremony, sổ vàng, papers exchanged or given again, complaints and denunciations."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums_issuing import ComplaintKind, ComplaintState, ReissueKind, ReissueState
from awards.models.decisions import Decision
from awards.models.dossiers import Nomination
from awards.models.issuing import NumberBook
from awards.models.records import HeldAward
from units.enums import Role

READS_COMPLAINTS = (Role.HOME_AFFAIRS_MANAGER, Role.HOME_AFFAIRS_HEAD, Role.LEADER)


class OfLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen with the granted line, by people with an account."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(line__in=Nomination.objects.visible_to(user))


class Handover(models.Model):
    """Trao thưởng of one granted line: when, by whom, where."""

    line = models.OneToOneField(Nomination, models.PROTECT, related_name="handover", verbose_name="dòng đề nghị")
    handed_on = models.DateField("ngày trao")
    handed_by = models.CharField("người trao", max_length=200)
    place = models.CharField("nơi trao", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("ghi lúc")

    objects = OfLineQuerySet.as_manager()

    class Meta:
        verbose_name = "lần trao thưởng"
        verbose_name_plural = "lần trao thưởng"
        ordering = ["-handed_on", "pk"]

    def __str__(self):
        return f"{self.line_id}: {self.handed_on:%d/%m/%Y}"


class GoldEntry(models.Model):
    """Số vào sổ vàng of one granted line: consecutive in the year's book, printed on the certificate (R31)."""

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="gold_entries")
    number = models.PositiveIntegerField("số sổ vàng")
    line = models.OneToOneField(Nomination, models.PROTECT, related_name="gold_entry", verbose_name="dòng đề nghị")
    entered_on = models.DateField("ngày vào sổ")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfLineQuerySet.as_manager()

    class Meta:
        verbose_name = "số sổ vàng"
        verbose_name_plural = "số sổ vàng"
        ordering = ["book", "number"]
        constraints = [
            models.UniqueConstraint(name="gold_number_once", fields=["book", "number"]),
            models.CheckConstraint(name="gold_number_above_zero", condition=Q(number__gt=0)),
        ]

    def __str__(self):
        return f"{self.number:02d}/{self.book.year}"


class ReissueQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The register is the province's."""
        return self if user.is_authenticated and user.sees_province else self.none()


class Reissue(models.Model):
    """Cấp đổi, cấp lại of the paper or object of one award, whoever had decided it."""

    held = models.ForeignKey(HeldAward, models.PROTECT, related_name="reissues", verbose_name="khen thưởng đã có")
    kind = models.CharField("loại", max_length=10, choices=ReissueKind)
    asked_by = models.CharField("người đề nghị", max_length=200)
    received_on = models.DateField("ngày nhận đề nghị")
    reason = models.CharField("lý do", max_length=400)
    state = models.CharField("trạng thái", max_length=10, choices=ReissueState, default=ReissueState.RECEIVED)
    done_on = models.DateField("ngày giải quyết", null=True)
    document = models.CharField("số văn bản giải quyết", max_length=120, blank=True)
    result = models.CharField("kết quả", max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField("nhập lúc")
    illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = ReissueQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị cấp đổi, cấp lại"
        verbose_name_plural = "đề nghị cấp đổi, cấp lại"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="reissue_kind_known", condition=Q(kind__in=ReissueKind.values)),
            models.CheckConstraint(name="reissue_state_known", condition=Q(state__in=ReissueState.values)),
            models.CheckConstraint(
                name="reissue_over_has_its_paper",
                condition=Q(state=ReissueState.RECEIVED, done_on=None) | (Q(done_on__isnull=False) & ~Q(document="")),
            ),
            models.UniqueConstraint(
                name="one_open_reissue_an_award", fields=["held"], condition=Q(state=ReissueState.RECEIVED)
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.held}"


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who leads and signs, and the officer to whom it was given; nobody else knows that it is there."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(*READS_COMPLAINTS):
            return self
        return self.filter(handler=user)


class Complaint(models.Model):
    """Khiếu nại, tố cáo about a decision, or one line of it. Who denounces is kept from all who need not know."""

    kind = models.CharField("loại đơn", max_length=12, choices=ComplaintKind)
    sender = models.CharField("người gửi đơn", max_length=200)
    contact = models.CharField("địa chỉ, điện thoại", max_length=300, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="complaints", verbose_name="quyết định")
    line = models.ForeignKey(Nomination, models.PROTECT, null=True, related_name="complaints", verbose_name="dòng")
    content = models.TextField("nội dung đơn")
    received_on = models.DateField("ngày nhận đơn")
    due_on = models.DateField("hạn trả lời")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người xử lý"
    )
    state = models.CharField("trạng thái", max_length=10, choices=ComplaintState, default=ComplaintState.RECEIVED)
    answered_on = models.DateField("ngày trả lời", null=True)
    document = models.CharField("số văn bản trả lời", max_length=120, blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField("nhập lúc")
    illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn khiếu nại, tố cáo"
        verbose_name_plural = "đơn khiếu nại, tố cáo"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="complaint_kind_known", condition=Q(kind__in=ComplaintKind.values)),
            models.CheckConstraint(name="complaint_state_known", condition=Q(state__in=ComplaintState.values)),
            models.CheckConstraint(name="complaint_due_after_receipt", condition=Q(due_on__gte=F("received_on"))),
            models.CheckConstraint(
                name="complaint_over_has_its_paper",
                condition=Q(state=ComplaintState.RECEIVED, answered_on=None)
                | (Q(answered_on__isnull=False) & ~Q(document="") & ~Q(answer="")),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.received_on:%d/%m/%Y}"
