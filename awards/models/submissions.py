"""Trình cấp trên: what was sent to the State for decision, and what came of each line."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.enums import SubmissionState
from awards.models.dossiers import Dossier, Nomination
from awards.models.external import ExternalDecision


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen with the dossier, once it has been sent; the province sees it being prepared."""
        rows = self.filter(dossier__in=Dossier.objects.visible_to(user))
        return rows if user.is_authenticated and user.sees_province else rows.exclude(state=SubmissionState.PREPARING)


class SubmissionLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(submission__in=Submission.objects.visible_to(user))


class Submission(models.Model):
    """One sending of one dossier; what comes back is sent anew by another one."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="submissions")
    state = models.CharField("trạng thái", max_length=20, choices=SubmissionState, default=SubmissionState.PREPARING)
    number = models.CharField("số tờ trình", max_length=60, blank=True)
    signed_on = models.DateField("ngày tờ trình", null=True)
    sent_on = models.DateField("ngày gửi", null=True)
    recipient = models.CharField("nơi nhận", max_length=200, blank=True)
    central_code = models.CharField("mã hồ sơ trên hệ thống Trung ương", max_length=60, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    returned_number = models.CharField("số văn bản trả lại", max_length=60, blank=True)
    returned_on = models.DateField("ngày văn bản trả lại", null=True)
    returned_why = models.TextField("nội dung trả lại", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ trình cấp trên"
        verbose_name_plural = "hồ sơ trình cấp trên"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="submission_state_known", condition=Q(state__in=SubmissionState.values)),
            models.CheckConstraint(
                name="sent_submission_has_its_paper",
                condition=Q(state=SubmissionState.PREPARING)
                | (Q(signed_on__isnull=False, sent_on__isnull=False) & ~Q(number="")),
            ),
            models.UniqueConstraint(
                name="one_open_submission_of_a_dossier", fields=["dossier"],
                condition=Q(state__in=sorted(SubmissionState.OPEN)),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.number or "chưa có số"


class SubmissionLine(models.Model):
    """What became of one line: the paper that decided it, whoever issued it. Names are those that were sent."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="lines")
    line = models.ForeignKey(Nomination, models.SET_NULL, null=True, related_name="submissions")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    name = models.CharField("tên", max_length=200)
    award = models.CharField("danh hiệu, hình thức", max_length=200)
    state = models.CharField("kết quả", max_length=20, choices=SubmissionState, default=SubmissionState.SENT)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    decided_on = models.DateField("ngày văn bản", null=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    note = models.TextField("ghi rõ", blank=True)
    external = models.ForeignKey(ExternalDecision, models.PROTECT, null=True, related_name="+")
    tell_by = models.DateField("báo đơn vị trước ngày", null=True)  # of a line that was not granted
    told_at = models.DateTimeField("đã báo đơn vị lúc", null=True)

    objects = SubmissionLineQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả trình của một dòng"
        verbose_name_plural = "kết quả trình của một dòng"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="submission_line_state_known",
                condition=Q(state__in=sorted(set(SubmissionState.values) - {"preparing"})),
            ),
            models.CheckConstraint(
                name="result_has_its_paper",
                condition=Q(state__in=[SubmissionState.SENT, SubmissionState.RETURNED])
                | (Q(decided_on__isnull=False) & ~Q(number="")),
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.award}"
