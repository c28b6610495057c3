"""Lấy ý kiến Nhân dân: what is told of whom, for how many working days, and what people say to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import CommentState, ConsultationState
from awards.models.dossiers import Dossier, Nomination
from awards.models.law import Provision
from thidua.text import search_key
from units.enums import Role

LEAST_DAYS = 10  # NĐ 98/2023/NĐ-CP Điều 46 khoản 2: the province asks for at least ten working days


class ConsultationRule(Provision):
    """An award for which the people are asked first, from a day on; the days are working days (R22)."""

    working_days = models.PositiveSmallIntegerField("số ngày làm việc", default=LEAST_DAYS)

    class Meta(Provision.Meta):
        verbose_name = "lấy ý kiến Nhân dân theo hình thức"
        verbose_name_plural = "lấy ý kiến Nhân dân theo hình thức"
        constraints = [
            *Provision.Meta.constraints,
            models.CheckConstraint(name="consultation_rule_days", condition=Q(working_days__gte=1)),
        ]

    def __str__(self):
        return f"{self.award_code}: {self.working_days} ngày làm việc"


class ConsultationQuerySet(models.QuerySet):
    def public(self):
        return self.filter(state__in=ConsultationState.PUBLIC)

    def inside(self, user):
        """With what goes on behind it: who serves the province; from its opening the unit that proposes."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_province:
            return self
        return self.filter(dossier__unit=user.unit_id, state__in=ConsultationState.BEGUN)

    def visible_to(self, user):
        """What one sees inside, and what the public sees."""
        if user.is_authenticated and user.sees_province:
            return self
        return self.inside(user) | self.public()

    def files_visible_to(self, user):
        """The signed summary is a paper of the dossier, not of the public page."""
        return self.inside(user)

    def with_names(self):
        return self.select_related("dossier__unit", "dossier__receiver", "prepared_by")


class Consultation(models.Model):
    """One asking about lines of a dossier. `last_day` is the n-th working day after the day on which it was put up."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="consultations", verbose_name="hồ sơ")
    state = models.CharField("trạng thái", max_length=12, choices=ConsultationState, default=ConsultationState.PREPARED)
    title = models.CharField("tên đợt lấy ý kiến", max_length=300)
    notice = models.TextField("lời giới thiệu", blank=True)
    working_days = models.PositiveSmallIntegerField("số ngày làm việc", default=LEAST_DAYS)
    opened_on = models.DateField("ngày đăng", null=True)
    last_day = models.DateField("ngày cuối nhận góp ý", null=True)
    closed_on = models.DateField("ngày hết thời gian", null=True)  # the day on which the portal found it ended
    summary = models.TextField("nội dung tổng hợp, giải trình", blank=True)
    summary_number = models.CharField("số văn bản tổng hợp", max_length=60, blank=True)
    summary_date = models.DateField("ngày văn bản tổng hợp", null=True)
    summary_signer = models.CharField("người ký tổng hợp", max_length=120, blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField("lập lúc")
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField("minh họa", default=False)
    search_name = models.CharField(max_length=600, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt lấy ý kiến Nhân dân"
        verbose_name_plural = "đợt lấy ý kiến Nhân dân"
        constraints = [
            models.CheckConstraint(
                name="consultation_state_known", condition=Q(state__in=ConsultationState.values)
            ),
            models.CheckConstraint(name="consultation_at_least_ten_days", condition=Q(working_days__gte=LEAST_DAYS)),
            models.CheckConstraint(
                name="consultation_open_has_days",
                condition=Q(state=ConsultationState.PREPARED)
                | Q(opened_on__isnull=False, last_day__isnull=False, last_day__gt=F("opened_on")),
            ),
            models.CheckConstraint(
                name="consultation_never_closed_early",
                condition=Q(state__in=[ConsultationState.PREPARED, ConsultationState.OPEN], closed_on=None)
                | Q(state__in=sorted(ConsultationState.ENDED), closed_on__gt=F("last_day")),
            ),
            models.CheckConstraint(
                name="consultation_summary_is_signed",
                condition=~Q(state=ConsultationState.SUMMARISED)
                | (~Q(summary="") & ~Q(summary_number="") & Q(summary_date__isnull=False)),
            ),
            models.UniqueConstraint(
                name="one_consultation_at_a_time", fields=["dossier"],
                condition=Q(state__in=sorted(ConsultationState.RUNNING)),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "last_day"], name="consultation_by_end")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.search_name = search_key(self.title)[:600]
        super().save(*args, **kwargs)


class ConsultationLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(consultation__in=Consultation.objects.visible_to(user))


class ConsultationLine(models.Model):
    """Who is proposed for what and why, in the words that everybody reads: a copy, nothing more of the person."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="lines")
    line = models.ForeignKey(Nomination, models.SET_NULL, null=True, related_name="consulted")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    name = models.CharField("tên", max_length=200)
    unit = models.CharField("đơn vị", max_length=200)
    award = models.CharField("danh hiệu, hình thức", max_length=200)
    award_code = models.CharField("mã danh hiệu, hình thức", max_length=30)
    reason = models.TextField("lý do đề nghị")

    objects = ConsultationLineQuerySet.as_manager()

    class Meta:
        verbose_name = "trường hợp lấy ý kiến"
        verbose_name_plural = "trường hợp lấy ý kiến"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="line_consulted_once_at_a_time", fields=["consultation", "line"], condition=Q(line__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.award}"


class PublicCommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sở Nội vụ alone: who wrote, and what is set apart for another body, is nobody else's to read."""
        if user.is_authenticated and user.has_role(*sorted(Role.HOME_AFFAIRS)):
            return self
        return self.none()


class PublicComment(models.Model):
    """What one person says. Name, telephone and address stay with Sở Nội vụ; `shown_text` is what others may read."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    about = models.ForeignKey(
        ConsultationLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="về trường hợp"
    )
    state = models.CharField("trạng thái", max_length=10, choices=CommentState, default=CommentState.NEW)
    text = models.TextField("nội dung góp ý")
    name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    sent_at = models.DateTimeField("gửi lúc")
    shown_text = models.TextField("phần hiện công khai", blank=True)
    answer = models.TextField("trả lời", blank=True)
    passed_to = models.CharField("cơ quan có thẩm quyền", max_length=200, blank=True)
    reason = models.TextField("lý do", blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField("xem lúc", null=True)
    illustrative = models.BooleanField("minh họa", default=False)

    objects = PublicCommentQuerySet.as_manager()

    class Meta:
        verbose_name = "góp ý"
        verbose_name_plural = "góp ý"
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(name="comment_state_known", condition=Q(state__in=CommentState.values)),
            models.CheckConstraint(name="comment_says_who", condition=~Q(name="") & (~Q(phone="") | ~Q(address=""))),
            models.CheckConstraint(
                name="comment_shown_has_text",
                condition=~Q(state__in=sorted(CommentState.PUBLIC)) | ~Q(shown_text=""),
            ),
            models.CheckConstraint(
                name="comment_hidden_says_why", condition=~Q(state=CommentState.HIDDEN) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="comment_passed_says_where", condition=~Q(state=CommentState.PASSED) | ~Q(passed_to="")
            ),
            models.CheckConstraint(
                name="comment_answered_has_answer", condition=~Q(state=CommentState.ANSWERED) | ~Q(answer="")
            ),
        ]
        indexes = [models.Index(fields=["consultation", "state"], name="comment_of_consultation")]

    def __str__(self):
        return f"góp ý {self.pk}"
