from django.db import models
from django.db.models import Q

from movements.enums import Better, Counter, Entry, Line, OverTime, OverUnits, PeriodKind
from movements.models.directive import DirectivePoint
from movements.models.movements import Movement
from thidua.sight import SignedInQuerySet
from thidua.text import search_key
from units.enums import UnitKind
from units.models import Unit
from units.models.tree import on_day


class IndicatorQuerySet(SignedInQuerySet):
    def followed_in(self, period):
        """Indicators still followed on the period's last day."""
        return self.filter(on_day(period.last_day))

    def owed_by(self, unit):
        """Boxes that this unit fills in: by its own name or by its kind."""
        duties = ReportingDuty.objects.filter(Q(unit=unit) | Q(unit_kind=unit.kind))
        return self.filter(entry__in=Entry.BOXES, pk__in=duties.values("indicator"))

    def in_order(self):
        return self.order_by("order", "code")


class Indicator(models.Model):
    """One line of the dictionary. Values are stored as integers in the smallest unit: value × 10^decimals."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=300)
    unit_of_measure = models.CharField("đơn vị tính", max_length=60)
    entry = models.CharField("cách lấy số", max_length=20, choices=Entry)
    formula_kind = models.CharField("công thức", max_length=40, blank=True)
    formula_of = models.CharField("tính từ", max_length=60, blank=True)  # code of another indicator
    numerator_label = models.CharField("vế trên", max_length=200, blank=True)
    denominator_label = models.CharField("vế dưới", max_length=200, blank=True)
    part_unit = models.CharField("đơn vị tính của hai vế", max_length=60, blank=True)
    part_decimals = models.PositiveSmallIntegerField("số lẻ của hai vế", default=0)
    multiplier = models.PositiveIntegerField("hệ số", default=1)  # 100 for %, 10000 for "trên một vạn dân"
    better = models.CharField("chiều tốt", max_length=10, choices=Better)
    over_units = models.CharField("cộng theo đơn vị", max_length=20, choices=OverUnits)
    over_time = models.CharField("cộng theo thời gian", max_length=20, choices=OverTime)
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=0)
    frequency = models.CharField("kỳ", max_length=10, choices=PeriodKind)
    plausible_min = models.BigIntegerField("mức hợp lý từ", null=True, blank=True)  # smallest unit
    plausible_max = models.BigIntegerField("mức hợp lý đến", null=True, blank=True)
    plausible_scope = models.CharField("mức hợp lý áp dụng cho", max_length=100, blank=True)
    jump_times = models.PositiveSmallIntegerField(
        "chênh kỳ trước quá (lần)", null=True, blank=True, help_text="Để trống: 5 lần."
    )
    counter = models.CharField("số lũy kế không giảm", max_length=10, choices=Counter, blank=True)
    crosscheck_tolerance = models.PositiveSmallIntegerField("sai lệch cho phép so với số cộng địa bàn (%)", default=0)
    point = models.ForeignKey(DirectivePoint, models.PROTECT, related_name="indicators", verbose_name="điểm")
    movement = models.ForeignKey(
        Movement, models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name="phong trào"
    )
    line = models.CharField("tuyến báo cáo", max_length=20, choices=Line)
    confirmed_by = models.CharField("ai xác nhận", max_length=200, blank=True)
    valid_from = models.DateField("theo dõi từ", null=True, blank=True)
    valid_to = models.DateField("kết thúc theo dõi", null=True, blank=True)
    core = models.BooleanField("cốt lõi", default=False)
    note = models.TextField("ghi chú", blank=True)
    source = models.CharField("nguồn", max_length=400, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    search_name = models.CharField(max_length=400, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            models.CheckConstraint(name="indicator_entry_known", condition=Q(entry__in=Entry.values)),
            models.CheckConstraint(name="indicator_line_known", condition=Q(line__in=Line.values)),
            models.CheckConstraint(name="indicator_better_known", condition=Q(better__in=Better.values)),
            models.CheckConstraint(name="indicator_decimals_few", condition=Q(decimals__lte=6, part_decimals__lte=6)),
            models.CheckConstraint(
                name="indicator_counter_known", condition=Q(counter="") | Q(counter__in=Counter.values)
            ),
            models.CheckConstraint(name="indicator_jump_above_one", condition=Q(jump_times=None) | Q(jump_times__gt=1)),
            models.CheckConstraint(
                name="indicator_rate_names_its_parts",
                condition=~Q(entry=Entry.RATE) | (~Q(numerator_label="") & ~Q(denominator_label="")),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def save(self, *args, **kwargs):
        self.search_name = search_key(f"{self.code} {self.name}")[:400]
        super().save(*args, **kwargs)

    @property
    def is_rate(self):
        return self.entry == Entry.RATE

    @property
    def box_decimals(self):
        """Decimals of what is typed: of the parts for a rate, of the value otherwise."""
        return self.part_decimals if self.is_rate else self.decimals

    @property
    def anchor(self):
        return self.code.replace(".", "-")

    def ended_by(self, day):
        return self.valid_to is not None and self.valid_to < day


class IndicatorAlias(models.Model):
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="aliases", verbose_name="chỉ tiêu")
    name = models.CharField("tên khác", max_length=300)
    source = models.CharField("nguồn", max_length=500)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "tên khác của chỉ tiêu"
        verbose_name_plural = "tên khác của chỉ tiêu"
        constraints = [models.UniqueConstraint(name="indicator_alias_once", fields=["indicator", "name"])]

    def __str__(self):
        return self.name


class IndicatorBreak(models.Model):
    """A day across which a series must not be joined: another method, another standard, another territory."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="breaks", verbose_name="chỉ tiêu")
    on = models.DateField("từ ngày")
    reason = models.CharField("lý do", max_length=300)
    source = models.CharField("nguồn", max_length=500, blank=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc gãy chuỗi số"
        verbose_name_plural = "mốc gãy chuỗi số"
        constraints = [models.UniqueConstraint(name="one_break_a_day", fields=["indicator", "on"])]

    def __str__(self):
        return f"{self.indicator.code} {self.on:%d/%m/%Y}"


class ReportingDuty(models.Model):
    """Who fills in a box: one named unit, or every unit of a kind."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="duties", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="đơn vị")
    unit_kind = models.CharField("loại đơn vị", max_length=30, choices=UnitKind, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi phải báo cáo chỉ tiêu"
        verbose_name_plural = "nơi phải báo cáo chỉ tiêu"
        constraints = [
            models.CheckConstraint(
                name="duty_of_a_unit_or_a_kind",
                condition=Q(unit=None, unit_kind__in=UnitKind.values) | Q(unit__isnull=False, unit_kind=""),
            ),
            models.UniqueConstraint(
                name="duty_once_for_a_unit", fields=["indicator", "unit"], condition=Q(unit__isnull=False)
            ),
            models.UniqueConstraint(
                name="duty_once_for_a_kind", fields=["indicator", "unit_kind"], condition=Q(unit__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.indicator.code}: {self.unit or self.get_unit_kind_display()}"
