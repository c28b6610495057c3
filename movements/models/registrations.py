"""Đăng ký thi đua: what a unit undertakes for a term, before the results."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from movements.enums import Comparison, RegistrationState, TermKind
from movements.models.indicators import Indicator
from movements.models.movements import Movement
from thidua.sight import SignedInQuerySet
from units.models import Ancestry, Unit


class Term(models.Model):
    """Kỳ thi đua: a working year or a school year, with the day by which units register."""

    kind = models.CharField("loại", max_length=20, choices=TermKind, default=TermKind.WORKING_YEAR)
    year = models.PositiveSmallIntegerField("năm")  # the year in which it begins
    first_day = models.DateField("từ ngày")
    last_day = models.DateField("đến ngày")
    register_by = models.DateField("hạn đăng ký")
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ thi đua"
        verbose_name_plural = "kỳ thi đua"
        ordering = ["-year", "kind"]
        constraints = [
            models.UniqueConstraint(name="one_term_of_a_kind", fields=["kind", "year"]),
            models.CheckConstraint(name="term_kind_known", condition=Q(kind__in=TermKind.values)),
            models.CheckConstraint(name="term_ends_after_it_begins", condition=Q(first_day__lt=models.F("last_day"))),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return f"năm học {self.year}-{self.year + 1}" if self.kind == TermKind.SCHOOL_YEAR else f"năm {self.year}"


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own unit wholly; what others have sent, along the tree of the term's first day."""
        if not user.is_authenticated:
            return self.none()
        sent = Q(first_submitted_at__isnull=False)
        own = Q(unit=user.unit_id)
        if user.sees_province:
            return self.filter(own | sent)
        first_day = OuterRef("term__first_day")
        below = Ancestry.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=first_day),
            Q(valid_to=None) | Q(valid_to__gte=first_day),
            ancestor=user.unit_id,
            descendant=OuterRef("unit"),
        )
        return self.filter(own | (sent & Exists(below)))

    def with_names(self):
        return self.select_related("unit", "receiver", "term", "submitted_by", "accepted_by")


class Registration(models.Model):
    """One unit, one term: movements taken part in with what is undertaken, and a target per indicator."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations", verbose_name="đơn vị")
    term = models.ForeignKey(Term, models.PROTECT, related_name="registrations", verbose_name="kỳ")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="received_registrations", verbose_name="nơi nhận")
    state = models.CharField("trạng thái", max_length=20, choices=RegistrationState, default=RegistrationState.DRAFT)
    version = models.PositiveIntegerField(default=1)
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


class RegisteredMovement(models.Model):
    """A movement that the unit takes part in, and what it undertakes."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="movements")
    movement = models.ForeignKey(Movement, models.PROTECT, related_name="registrations")
    commitment = models.TextField("nội dung cam kết", blank=True)

    objects = OfRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào đăng ký"
        verbose_name_plural = "phong trào đăng ký"
        constraints = [models.UniqueConstraint(name="movement_registered_once", fields=["registration", "movement"])]

    def __str__(self):
        return str(self.movement)


class RegisteredTarget(models.Model):
    """What the unit aims at for one indicator, in its smallest unit; it becomes a Target when it is accepted."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="registered_targets")
    comparison = models.CharField("phép so", max_length=20, choices=Comparison)
    value = models.BigIntegerField("mức")
    upper_value = models.BigIntegerField("mức trên", null=True, blank=True)
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
        ]

    def __str__(self):
        return f"{self.indicator.code}"

    @property
    def defined(self):
        """The indicator as it was defined on the term's last day."""
        return self.indicator.as_of(self.registration.term.last_day)
