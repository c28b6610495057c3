from django.conf import settings
from django.db import models
from django.db.models import F, Q

from movements.enums import Basis, DueLevel, PeriodKind
from thidua import calendar
from thidua.sight import SignedInQuerySet
from units.models import Unit
from units.models.tree import OfUnitQuerySet


class PeriodQuerySet(SignedInQuerySet):
    def filed(self):
        """Periods that units file for: the quarters; half-year and year boxes come with quarters II and IV."""
        return self.filter(kind=PeriodKind.QUARTER, basis=Basis.DECREE_09)

    def within(self, period):
        return self.filed().filter(first_day__gte=period.first_day, last_day__lte=period.last_day)


class Period(models.Model):
    """A stretch of days with its cut-off (NĐ 09/2019/NĐ-CP Điều 12), or by the calendar for statistics."""

    kind = models.CharField("loại", max_length=10, choices=PeriodKind)
    year = models.PositiveSmallIntegerField("năm")
    index = models.PositiveSmallIntegerField("thứ")  # 1–4 for quarters, 1–2 for halves, 1 for the year
    basis = models.CharField("cách tính", max_length=10, choices=Basis, default=Basis.DECREE_09)
    first_day = models.DateField("từ ngày")
    last_day = models.DateField("đến ngày")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["-last_day", "kind"]
        constraints = [
            models.CheckConstraint(name="period_kind_known", condition=Q(kind__in=PeriodKind.values)),
            models.CheckConstraint(name="period_ends_after_it_begins", condition=Q(first_day__lt=F("last_day"))),
            models.UniqueConstraint(name="period_once", fields=["kind", "year", "index", "basis"]),
        ]

    def __str__(self):
        return self.name

    @property
    def span(self):
        return calendar.span(self.kind, self.year, self.index, self.basis)

    @property
    def name(self):
        return calendar.name(self.span)

    @property
    def name_in_text(self):
        return calendar.name_in_text(self.name)

    @property
    def filing_name(self):
        """ "quý IV và năm 2024": a quarter's filing also carries the half-year or the year that ends with it."""
        quarter = ("I", "II", "III", "IV")[self.index - 1]
        also = {2: " và 6 tháng đầu năm", 4: " và năm"}.get(self.index, " năm")
        return f"quý {quarter}{also} {self.year}"

    @property
    def frequencies(self):
        """Frequencies whose own period ends with this quarter."""
        ends = {PeriodKind.QUARTER}
        if self.index in (2, 4):
            ends.add(PeriodKind.HALF)
        if self.index == 4:
            ends.add(PeriodKind.YEAR)
        return frozenset(ends)


class DueDate(models.Model):
    """When filings of a period are due, per level. An officer moves the row; it never moves by itself."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="due_dates", verbose_name="kỳ")
    level = models.CharField("cấp", max_length=10, choices=DueLevel)
    due_on = models.DateField("hạn gửi")
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "hạn gửi báo cáo"
        verbose_name_plural = "hạn gửi báo cáo"
        constraints = [
            models.UniqueConstraint(name="one_due_date_per_level", fields=["period", "level"]),
            models.CheckConstraint(name="due_level_known", condition=Q(level__in=DueLevel.values)),
        ]

    def __str__(self):
        return f"{self.period}: {self.due_on:%d/%m/%Y}"


class FlowSettingQuerySet(SignedInQuerySet):
    def number(self, key):
        """The number that the office has set, else the one the portal came with."""
        row = self.filter(key=key).values_list("value", flat=True).first()
        return FlowSetting.DEFAULTS[key] if row is None else row


class FlowSetting(models.Model):
    """A number of the workflow that administrators may change."""

    CORRECTION_DAYS = "correction_days"
    PACT_DAYS = "pact_days"  # after the first day of a term: 45 is 15/02 of a working year
    STALLED_DAYS = "stalled_days"  # a typical model that stays in one stage, and nothing is done
    DEFAULTS = {CORRECTION_DAYS: 3, PACT_DAYS: 45, STALLED_DAYS: 90}

    key = models.SlugField("khóa", max_length=40, unique=True)
    name = models.CharField("tên", max_length=200)
    value = models.PositiveSmallIntegerField("giá trị")

    objects = FlowSettingQuerySet.as_manager()

    class Meta:
        verbose_name = "thông số quy trình"
        verbose_name_plural = "thông số quy trình"

    def __str__(self):
        return self.name


class Extension(models.Model):
    """Gia hạn riêng: one unit's own due date in one period, in place of its level's; a later one rewrites the row."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="extensions", verbose_name="kỳ")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="extensions", verbose_name="đơn vị")
    due_on = models.DateField("hạn mới")
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "gia hạn riêng"
        verbose_name_plural = "gia hạn riêng"
        constraints = [models.UniqueConstraint(name="one_extension_per_unit_and_period", fields=["period", "unit"])]

    def __str__(self):
        return f"{self.unit}, {self.period}: {self.due_on:%d/%m/%Y}"
