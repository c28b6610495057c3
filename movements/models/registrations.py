"""Đăng ký thi đua: what a unit undertakes for a term, before the results."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from movements.enums import Comparison, RegistrationState, SubjectClass
from movements.models.indicators import Indicator
from movements.models.movements import Movement
from movements.models.pacts import PactCriterion
from movements.models.terms import Term
from units.models import Ancestry, Cluster, Unit


def below(user):
    """Units under this person's own on the first day of the row's term."""
    first_day = OuterRef("term__first_day")
    return Ancestry.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=first_day),
        Q(valid_to=None) | Q(valid_to__gte=first_day),
        ancestor=user.unit_id,
        descendant=OuterRef("unit"),
    )


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own unit wholly; what others have sent, along the tree of the term's first day."""
        if not user.is_authenticated:
            return self.none()
        sent = Q(first_submitted_at__isnull=False)
        own = Q(unit=user.unit_id)
        return self.filter(own | sent) if user.sees_province else self.filter(own | (sent & Exists(below(user))))

    def files_visible_to(self, user):
        """Registrations whose files may be opened: while a unit corrects, its work stays with it."""
        standing = Q(unit=getattr(user, "unit_id", None)) | Q(state__in=RegistrationState.SHOWN_TO_RECEIVER)
        return self.visible_to(user).filter(standing)

    def with_names(self):
        return self.select_related("unit", "receiver", "term", "cluster", "submitted_by", "accepted_by")


class Registration(models.Model):
    """One unit, one term: movements taken part in with what is undertaken, and a target per indicator."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations", verbose_name="đơn vị")
    term = models.ForeignKey(Term, models.PROTECT, related_name="registrations", verbose_name="kỳ")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="received_registrations", verbose_name="nơi nhận")
    state = models.CharField("trạng thái", max_length=20, choices=RegistrationState, default=RegistrationState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    subject_class = models.CharField("phân loại đối tượng", max_length=20, choices=SubjectClass, blank=True)
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cụm, khối thi đua"
    )
    place = models.CharField("địa danh", max_length=60, blank=True)
    made_on = models.DateField("ngày lập", null=True, blank=True)
    basis = models.TextField("căn cứ", blank=True)
    description = models.TextField("mô tả", blank=True)
    drafter = models.CharField("người lập", max_length=120, blank=True)
    drafter_title = models.CharField("chức vụ người lập", max_length=120, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    first_submitted_at = models.DateTimeField("gửi lần đầu", null=True)
    on_time = models.BooleanField("đúng hạn", null=True)
    submitted_at = models.DateTimeField("gửi lúc", null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField("tiếp nhận lúc", null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "đăng ký thi đua"
        verbose_name_plural = "đăng ký thi đua"
        constraints = [
            models.UniqueConstraint(name="one_registration_per_unit_and_term", fields=["unit", "term"]),
            models.CheckConstraint(name="registration_state_known", condition=Q(state__in=RegistrationState.values)),
            models.CheckConstraint(
                name="registration_class_known", condition=Q(subject_class__in=["", *SubjectClass.values])
            ),
            models.CheckConstraint(
                name="registration_sent_by_and_at_together",
                condition=Q(submitted_by=None, submitted_at=None, first_submitted_at=None)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False, first_submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_accepted_by_and_at_together",
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.unit}, {self.term}"

    @property
    def title(self):
        return f"Đăng ký thi đua {self.term.name}"

    @property
    def goes_to_department(self):
        return self.receiver.code == settings.OFFICE["department_code"]


class OfRegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(registration__in=Registration.objects.visible_to(user))


def closes_after_launch(name):
    """Constraint: a movement is summed up no earlier than it is launched."""
    return models.CheckConstraint(
        name=name, condition=Q(launched_on=None) | Q(closing_on=None) | Q(launched_on__lte=models.F("closing_on"))
    )


class RegisteredMovement(models.Model):
    """A movement that the unit takes part in, and what it undertakes."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="movements")
    movement = models.ForeignKey(Movement, models.PROTECT, related_name="registrations")
    commitment = models.TextField("nội dung cam kết", blank=True)
    objective = models.TextField("mục tiêu", blank=True)
    launched_on = models.DateField("thời gian phát động", null=True, blank=True)
    closing_on = models.DateField("thời gian tổng kết", null=True, blank=True)

    objects = OfRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào đăng ký"
        verbose_name_plural = "phong trào đăng ký"
        constraints = [
            models.UniqueConstraint(name="movement_registered_once", fields=["registration", "movement"]),
            closes_after_launch("movement_closes_after_launch"),
        ]

    def __str__(self):
        return str(self.movement)


class RegisteredActivity(models.Model):
    """A movement that the unit holds for itself, named on the form: not in anybody's catalogue."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="activities")
    name = models.CharField("tên phong trào", max_length=300)
    objective = models.TextField("mục tiêu", blank=True)
    launched_on = models.DateField("thời gian phát động", null=True, blank=True)
    closing_on = models.DateField("thời gian tổng kết", null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = OfRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào tự tổ chức"
        verbose_name_plural = "phong trào tự tổ chức"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="activity_once", fields=["registration", "order"]),
            models.CheckConstraint(name="activity_has_a_name", condition=~Q(name="")),
            closes_after_launch("activity_closes_after_launch"),
        ]

    def __str__(self):
        return self.name


class RegisteredCommitment(models.Model):
    """Nội dung giao ước: what the unit undertakes on one criterion of the pact."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="commitments")
    criterion = models.ForeignKey(PactCriterion, models.PROTECT, related_name="commitments")
    text = models.TextField("nội dung giao ước")

    objects = OfRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung giao ước"
        verbose_name_plural = "nội dung giao ước"
        constraints = [
            models.UniqueConstraint(name="criterion_committed_once", fields=["registration", "criterion"]),
            models.CheckConstraint(name="commitment_has_words", condition=~Q(text="")),
        ]

    def __str__(self):
        return str(self.criterion)


class RegisteredTarget(models.Model):
    """What the unit aims at for one indicator, in its smallest unit; it becomes a Target when it is accepted."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="registered_targets")
    comparison = models.CharField("phép so", max_length=20, choices=Comparison)
    value = models.BigIntegerField("mức")
    upper_value = models.BigIntegerField("mức trên", null=True, blank=True)
    last_value = models.BigIntegerField("thực hiện năm trước", null=True, blank=True)
    last_source = models.CharField("nguồn số năm trước", max_length=300, blank=True)
    verified_by = models.CharField("nguồn kiểm chứng", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = OfRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu đăng ký"
        verbose_name_plural = "chỉ tiêu đăng ký"
        constraints = [
            models.UniqueConstraint(name="target_registered_once", fields=["registration", "indicator"]),
            models.CheckConstraint(name="registered_comparison_known", condition=Q(comparison__in=Comparison.values)),
            models.CheckConstraint(
                name="registered_range_has_two_ends",
                condition=~Q(comparison=Comparison.RANGE) | Q(upper_value__isnull=False),
            ),
            models.CheckConstraint(name="last_value_has_a_source", condition=Q(last_value=None) | ~Q(last_source="")),
        ]

    def __str__(self):
        return f"{self.indicator.code}"

    @property
    def defined(self):
        """The indicator as it was defined on the term's last day."""
        return self.indicator.as_of(self.registration.term.last_day)


class RegistrationVersion(models.Model):
    """What was accepted, word for word; an amendment adds one and changes none."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("bản số")
    content = models.JSONField("nội dung")  # as it is printed
    stored = models.JSONField("để khôi phục")  # as the rows had it
    reason = models.TextField("lý do điều chỉnh", blank=True)
    accepted_at = models.DateTimeField("tiếp nhận lúc")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đăng ký đã tiếp nhận"
        verbose_name_plural = "bản đăng ký đã tiếp nhận"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="version_once", fields=["registration", "number"])]

    def __str__(self):
        return f"Bản {self.number}"


class RegistrationSummaryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own unit's; of others what they have sent up, along the tree of the term's first day."""
        if not user.is_authenticated:
            return self.none()
        own, sent = Q(unit=user.unit_id), Q(sent_at__isnull=False)
        return self.filter(own | sent) if user.sees_province else self.filter(own | (sent & Exists(below(user))))


class RegistrationSummary(models.Model):
    """Bảng tổng hợp đăng ký: what a unit has received from those below, as it was when it was confirmed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registration_summaries", verbose_name="đơn vị")
    term = models.ForeignKey(Term, models.PROTECT, related_name="summaries", verbose_name="kỳ")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="nơi nhận")
    number = models.PositiveSmallIntegerField("bản số")
    data = models.JSONField("nội dung")
    made_at = models.DateTimeField("chốt lúc")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("gửi lúc", null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RegistrationSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng tổng hợp đăng ký"
        verbose_name_plural = "bảng tổng hợp đăng ký"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="summary_once", fields=["unit", "term", "number"]),
            models.CheckConstraint(
                name="summary_sent_by_and_at_together",
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.unit}, {self.term}"

    @property
    def title(self):
        return f"Bảng tổng hợp đăng ký thi đua {self.term.name}"

    @property
    def goes_to_department(self):
        return self.receiver.code == settings.OFFICE["department_code"]
