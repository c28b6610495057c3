from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from movements.enums import DueLevel, FilingState
from movements.models.indicators import Indicator
from movements.models.periods import DueDate, Extension, Period
from units.models import Ancestry, Unit


def _own(user, prefix=""):
    """Filings that a person's own unit fills in: its own, and those that it enters for a unit that sent paper."""
    unit = getattr(user, "unit_id", None)
    return Q(**{f"{prefix}unit": unit}) | Q(**{f"{prefix}entered_in": unit, f"{prefix}entered_in__isnull": False})


class FilingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own unit wholly, and what it enters for another; what others have sent, along the tree of the last day.

        The tree is that of the period's last day, or of the last day of a unit that ended before.
        """
        if not user.is_authenticated:
            return self.none()
        sent = Q(first_submitted_at__isnull=False, withdrawn=False)
        own = _own(user)
        if user.sees_province:
            return self.filter(own | sent)
        cut_off = OuterRef("period__last_day")
        last_day = Least(cut_off, Coalesce(OuterRef("unit__valid_to"), cut_off))
        below = Ancestry.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=last_day),
            Q(valid_to=None) | Q(valid_to__gte=last_day),
            ancestor=user.unit_id,
            descendant=OuterRef("unit"),
        )
        return self.filter(own | (sent & Exists(below)))

    def files_visible_to(self, user):
        """Filings whose files may be opened: while a unit corrects, what it attaches stays with it."""
        return self.visible_to(user).filter(_own(user) | Q(state__in=FilingState.SHOWN_TO_RECEIVER))

    def with_due(self):
        """Adds `due_on`: the unit's own extension, else the row of the period and level as the officer has set it."""
        level = Case(
            When(receiver__code=settings.OFFICE["department_code"], then=Value(DueLevel.DIRECT)),
            default=Value(DueLevel.COMMUNE),
        )
        due = DueDate.objects.filter(period=OuterRef("period"), level=OuterRef("level"))
        own = Extension.objects.filter(period=OuterRef("period"), unit=OuterRef("unit"))
        due_on = Coalesce(Subquery(own.values("due_on")), Subquery(due.values("due_on")[:1]))
        return self.annotate(level=level, due_on=due_on)

    def with_names(self):
        return self.select_related(
            "unit", "receiver", "period", "submitted_by", "accepted_by", "entered_by", "entered_in"
        )  # fmt: skip

    def for_queue(self):
        return self.with_names().order_by("first_submitted_at", "unit__sort_name", "pk")


class Filing(models.Model):
    """Báo cáo kết quả: one unit, one period, one form."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="filings", verbose_name="đơn vị")
    period = models.ForeignKey(Period, models.PROTECT, related_name="filings", verbose_name="kỳ")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="received_filings", verbose_name="nơi nhận")
    state = models.CharField("trạng thái", max_length=20, choices=FilingState, default=FilingState.DRAFT)
    highlights = models.TextField("kết quả nổi bật", blank=True)
    difficulties = models.TextField("khó khăn, tồn tại", blank=True)
    proposals = models.TextField("kiến nghị", blank=True)
    version = models.PositiveIntegerField(default=1)  # of the three narratives
    first_submitted_at = models.DateTimeField("gửi lần đầu", null=True)
    withdrawn = models.BooleanField("đã thu hồi, chưa gửi lại", default=False)
    correct_by = models.DateField("hạn sửa", null=True)  # of what was returned; empty once it has been sent again
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người nhập thay"
    )
    entered_in = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="nơi nhập thay")
    arrived_on = models.DateField("ngày đến của bản giấy", null=True)  # decides on time, whenever it was entered
    confirmed_at = models.DateTimeField("đơn vị xác nhận bản nhập thay lúc", null=True)
    on_time = models.BooleanField("đúng hạn", null=True)  # judged once, by the first submission; None: not judged
    submitted_at = models.DateTimeField("gửi lúc", null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField("xác nhận lúc", null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo kết quả"
        verbose_name_plural = "báo cáo kết quả"
        constraints = [
            models.UniqueConstraint(name="one_filing_per_unit_and_period", fields=["unit", "period"]),
            models.CheckConstraint(name="filing_state_known", condition=Q(state__in=FilingState.values)),
            models.CheckConstraint(
                name="filing_recalled_is_withdrawn", condition=~Q(state=FilingState.RECALLED) | Q(withdrawn=True)
            ),
            models.CheckConstraint(
                name="filing_sent_by_and_at_together",
                condition=Q(submitted_by=None, submitted_at=None, first_submitted_at=None)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False, first_submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="filing_accepted_by_and_at_together",
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="filing_accepted_only_after_sent",
                condition=~Q(state=FilingState.ACCEPTED) | Q(accepted_by__isnull=False, submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="filing_entered_by_in_and_arrived_together",
                condition=Q(entered_by=None, entered_in=None, arrived_on=None, confirmed_at=None)
                | Q(entered_by__isnull=False, entered_in__isnull=False, arrived_on__isnull=False),
            ),
            models.CheckConstraint(
                name="filing_to_confirm_was_entered",
                condition=~Q(state=FilingState.TO_CONFIRM) | Q(entered_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["receiver", "state"], name="filing_queue")]

    def __str__(self):
        return f"{self.unit}, {self.period}"

    @property
    def title(self):
        return f"Báo cáo kết quả {self.period.filing_name}"

    @property
    def is_editable(self):
        return self.state in FilingState.EDITABLE

    @property
    def is_entered(self):
        """Whether the receiver entered it from the unit's paper."""
        return self.entered_by_id is not None

    def is_inside_for(self, user):
        """Whether this person is of the unit, or of the one that types in its paper: they see it while it is made."""
        return user.unit_id is not None and user.unit_id in (self.unit_id, self.entered_in_id)

    @property
    def goes_to_department(self):
        """Whether Sở Nội vụ receives it; otherwise the parent's own officer does."""
        return self.receiver.code == settings.OFFICE["department_code"]


class FigureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own unit's boxes; of the others only those that stand still, never what is being corrected."""
        standing = Q(filing__state__in=FilingState.SHOWN_TO_RECEIVER) | _own(user, "filing__")
        return self.filter(standing, filing__in=Filing.objects.visible_to(user))


class Figure(models.Model):
    """One box of a filing: a value, the two parts of a rate, or "không phát sinh"; empty means missing."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures")
    value = models.BigIntegerField("giá trị", null=True)  # smallest unit; the numerator of a rate
    denominator = models.BigIntegerField("vế dưới", null=True)
    nothing = models.BooleanField("không phát sinh", default=False)
    note = models.TextField("giải trình", blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        constraints = [
            models.UniqueConstraint(name="one_box_per_indicator", fields=["filing", "indicator"]),
            models.CheckConstraint(
                name="nothing_excludes_a_value", condition=Q(nothing=False) | Q(value=None, denominator=None)
            ),
            models.CheckConstraint(name="denominator_above_zero", condition=Q(denominator=None) | Q(denominator__gt=0)),
            models.CheckConstraint(
                name="denominator_needs_a_numerator", condition=Q(denominator=None) | Q(value__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["indicator", "filing"], name="figure_of_indicator")]

    def __str__(self):
        return f"{self.filing_id} {self.indicator_id}"

    @property
    def defined(self):
        """The indicator as it was defined on the last day of the figure's period."""
        return self.indicator.as_of(self.filing.period.last_day)

    @property
    def content(self):
        """What a person typed, as one value to compare."""
        return self.value, self.denominator, self.nothing, self.note
