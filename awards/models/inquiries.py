"""Hiệp y asked of the province: a ministry or another province asks about a unit on its territory."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.enums import InquiryState, OpinionState
from awards.models.honorees import Honoree
from thidua.text import search_key
from units.enums import Role

READS_INQUIRIES = (*sorted(Role.HOME_AFFAIRS), Role.OFFICE, Role.LEADER, Role.CLERK)


class InquiryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sở Nội vụ, the office, the leaders and the clerk. Nobody else, the one asked about neither."""
        return self if user.is_authenticated and user.has_role(*READS_INQUIRIES) else self.none()


class InquirySubjectQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(inquiry__in=Inquiry.objects.visible_to(user))


class Inquiry(models.Model):
    """`signed_by` is the leader who signed the answer; number, day and file come from the clerk."""

    asker = models.CharField("cơ quan hỏi", max_length=200)
    number = models.CharField("số công văn", max_length=60)
    letter_date = models.DateField("ngày công văn")
    arrived_on = models.DateField("ngày đến")
    due_on = models.DateField("trả lời trước ngày", null=True, blank=True)
    summary = models.CharField("nội dung hỏi", max_length=400)
    state = models.CharField("trạng thái", max_length=20, choices=InquiryState, default=InquiryState.RECEIVED)
    reply = models.TextField("dự thảo trả lời", blank=True)
    proposed_at = models.DateTimeField("trình lãnh đạo lúc", null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField("lãnh đạo ký lúc", null=True)
    answer_number = models.CharField("số văn bản trả lời", max_length=60, blank=True)
    answer_date = models.DateField("ngày văn bản trả lời", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("nhập lúc")
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField("minh họa", default=False)
    search_name = models.CharField(max_length=800, editable=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị hiệp y"
        verbose_name_plural = "đề nghị hiệp y"
        ordering = ["-arrived_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="inquiry_state_known", condition=Q(state__in=InquiryState.values)),
            models.UniqueConstraint(name="inquiry_letter_once", fields=["asker", "number", "letter_date"]),
            models.CheckConstraint(
                name="answered_inquiry_is_signed",
                condition=~Q(state=InquiryState.ANSWERED)
                | (Q(signed_by__isnull=False, answer_date__isnull=False) & ~Q(answer_number="")),
            ),
        ]

    def __str__(self):
        return f"{self.number} của {self.asker}"

    def save(self, *args, **kwargs):
        self.search_name = search_key(f"{self.asker} {self.number} {self.summary}")[:800]
        super().save(*args, **kwargs)


class InquirySubject(models.Model):
    """Who is asked about, for which award, and what the answer says of them."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="subjects")
    honoree = models.ForeignKey(Honoree, models.PROTECT, null=True, blank=True, related_name="inquiries")
    name = models.CharField("tên", max_length=200)
    award = models.CharField("danh hiệu, hình thức", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    verdict = models.CharField("ý kiến của tỉnh", max_length=20, choices=OpinionState, blank=True)
    reason = models.CharField("lý do", max_length=400, blank=True)

    objects = InquirySubjectQuerySet.as_manager()

    class Meta:
        verbose_name = "đối tượng được hỏi hiệp y"
        verbose_name_plural = "đối tượng được hỏi hiệp y"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="inquiry_verdict_known", condition=Q(verdict__in=["", *OpinionState.ANSWERS])),
        ]

    def __str__(self):
        return f"{self.name}: {self.award}" if self.award else self.name
