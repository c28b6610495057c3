from copy import copy
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.query import ModelIterable

from movements.enums import Better, Counter, Entry, FormulaKind, Line, OverTime, OverUnits, PeriodKind
from movements.models.directive import DirectivePoint
from movements.models.movements import Movement
from thidua.sight import SignedInQuerySet
from thidua.text import search_key
from units.enums import UnitKind
from units.models import Unit
from units.models.tree import on_day

# What a stored figure means and how it adds up. A change of these takes effect from a day; the rest changes at once.
MEANING = (
    "unit_of_measure", "decimals", "entry", "numerator_label", "denominator_label", "part_unit", "part_decimals",
    "multiplier", "formula_kind", "formula_of", "formula_over", "line", "over_units", "over_time", "frequency",
)  # fmt: skip
PLAUSIBLE = ("plausible_min", "plausible_max")  # kept with the meaning, because they are in its smallest unit


class IndicatorQuerySet(SignedInQuerySet):
    """With `as_of(day)` every row comes as it was defined on that day, without a further query."""

    _day, _frequencies = None, None

    def as_of(self, day):
        """Rows as they were defined on a day; such a row is for reading and is never saved."""
        clone = self._chain()
        clone._day = day  # noqa: SLF001 - its own kind
        return clone

    def boxes_on(self, day):
        """What a person fills in by the definitions of a day, whatever its frequency."""
        clone = self.as_of(day)
        clone._frequencies = frozenset(PeriodKind.values)  # noqa: SLF001
        return clone

    def boxes_of(self, period):
        """What a person fills in for a period, by the definition of its last day."""
        now = Q(entry__in=Entry.BOXES, frequency__in=period.frequencies)
        clone = self.as_of(period.last_day).followed_in(period).filter(now | Q(meaning_from__isnull=False))
        clone._frequencies = period.frequencies  # noqa: SLF001
        return clone

    def _clone(self):
        clone = super()._clone()
        clone._day, clone._frequencies = self._day, self._frequencies  # noqa: SLF001
        return clone

    def _fetch_all(self):
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh and self._day and issubclass(self._iterable_class, ModelIterable):
            rows = (row.as_of(self._day) for row in self._result_cache)
            self._result_cache = [row for row in rows if self._frequencies is None or row.has_box(self._frequencies)]

    def exists(self):
        """Of boxes by a past definition only the rows themselves can tell."""
        return super().exists() if self._frequencies is None else len(self) > 0

    def followed_in(self, period):
        """Indicators still followed on the period's last day."""
        return self.filter(on_day(period.last_day))

    def owed_by(self, unit, day=None):
        """Boxes that this unit fills in, by its own name or by its kind; without a day, whenever it was."""
        duties = ReportingDuty.objects.filter(Q(unit=unit) | Q(unit_kind=unit.kind)).on(day)
        boxes = Q(entry__in=Entry.BOXES) | Q(meaning_from__isnull=False)
        return self.filter(boxes, pk__in=duties.values("indicator"))

    def named(self, words):
        """Whose code, name or one of whose other names holds every word; accents and case do not matter."""
        rows = self
        for word in search_key(words).split():
            also = IndicatorAlias.objects.filter(search_name__contains=word).values("indicator")
            rows = rows.filter(Q(search_name__contains=word) | Q(pk__in=also))
        return rows

    def in_order(self):
        return self.order_by("order", "code")


class Indicator(models.Model):
    """One line of the dictionary. Values are stored as integers in the smallest unit: value × 10^decimals.

    The columns hold the newest definition, in force from `meaning_from`; `past` holds those it replaced, oldest
    first, each with the last day on which it held. A figure is read with the definition of its period's last day.
    """

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=300)
    unit_of_measure = models.CharField("đơn vị tính", max_length=60)
    entry = models.CharField("cách lấy số", max_length=20, choices=Entry)
    formula_kind = models.CharField("công thức", max_length=40, choices=FormulaKind, blank=True)
    formula_of = models.CharField("tính từ", max_length=60, blank=True)  # code of another indicator
    formula_over = models.CharField("chia cho", max_length=60, blank=True)  # code of another indicator
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
    meaning_from = models.DateField("định nghĩa từ ngày", null=True, editable=False)  # None: from the beginning
    past = models.JSONField("các định nghĩa trước", default=list, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            models.CheckConstraint(name="indicator_entry_known", condition=Q(entry__in=Entry.values)),
            models.CheckConstraint(name="indicator_line_known", condition=Q(line__in=Line.values)),
            models.CheckConstraint(name="indicator_better_known", condition=Q(better__in=Better.values)),
            models.CheckConstraint(
                name="indicator_formula_known", condition=Q(formula_kind="") | Q(formula_kind__in=FormulaKind.values)
            ),
            models.CheckConstraint(
                name="indicator_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
            ),
            models.CheckConstraint(
                name="indicator_plausible_range_has_an_inside",
                condition=Q(plausible_min=None) | Q(plausible_max=None) | Q(plausible_min__lte=F("plausible_max")),
            ),
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
        if self.is_past:
            raise TypeError("a past definition is for reading: save the indicator itself")
        self.search_name = search_key(f"{self.code} {self.name}")[:400]
        super().save(*args, **kwargs)

    is_past = False  # of a copy that shows another definition than the newest

    def as_of(self, day):
        """The indicator as it was defined on a day: itself, or a copy for reading."""
        if self.is_past:
            return self.newest.as_of(day)
        kept = next((one for one in self.past if date.fromisoformat(one["until"]) >= day), None)
        if kept is None:
            return self
        then = copy(self)
        then.is_past, then._newest = True, self  # noqa: SLF001 - its own kind
        for name, value in kept.items():
            setattr(then, name, value)  # "until" too: the last day on which this definition held
        return then

    @property
    def newest(self):
        """The row itself, whatever day this copy shows."""
        return getattr(self, "_newest", self)

    def has_measure_of(self, other):
        """Whether integers of the two definitions may stand side by side."""
        return (self.decimals, self.unit_of_measure) == (other.decimals, other.unit_of_measure)

    @property
    def turns(self):
        """Days from which another definition than the one before holds, oldest first."""
        return [date.fromisoformat(one["until"]) + timedelta(days=1) for one in self.past]

    def is_followed_on(self, day):
        return (self.valid_from is None or self.valid_from <= day) and not self.ended_by(day)

    def has_box(self, frequencies):
        return self.entry in Entry.BOXES and self.frequency in frequencies

    @property
    def is_rate(self):
        return self.entry == Entry.RATE

    @property
    def is_formula(self):
        return self.entry == Entry.FORMULA

    @property
    def sources(self):
        """Codes of the indicators that a formula is computed from."""
        return [code for code in (self.formula_of, self.formula_over) if code] if self.is_formula else []

    @property
    def box_decimals(self):
        """Decimals of what is typed: of the parts for a rate, of the value otherwise."""
        return self.part_decimals if self.is_rate else self.decimals

    @property
    def anchor(self):
        return self.code.replace(".", "-")

    def ended_by(self, day):
        return self.valid_to is not None and self.valid_to < day

    @property
    def ended_words(self):
        """What stands wherever an ended indicator is shown, in place of a figure."""
        return f"đã kết thúc theo dõi từ {self.valid_to + timedelta(days=1):%d/%m/%Y}" if self.valid_to else ""


class IndicatorAlias(models.Model):
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="aliases", verbose_name="chỉ tiêu")
    name = models.CharField("tên khác", max_length=300)
    source = models.CharField("nguồn", max_length=500)
    search_name = models.CharField(max_length=300, editable=False, default="")

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "tên khác của chỉ tiêu"
        verbose_name_plural = "tên khác của chỉ tiêu"
        constraints = [models.UniqueConstraint(name="indicator_alias_once", fields=["indicator", "name"])]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = search_key(self.name)[:300]
        super().save(*args, **kwargs)


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


class ReportingDutyQuerySet(SignedInQuerySet):
    def on(self, day):
        """Duties that hold on a day; None is whenever."""
        return self if day is None else self.filter(on_day(day))


class ReportingDuty(models.Model):
    """Who fills in a box, from a day to a day: one named unit, or every unit of a kind."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="duties", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="đơn vị")
    unit_kind = models.CharField("loại đơn vị", max_length=30, choices=UnitKind, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = ReportingDutyQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi phải báo cáo chỉ tiêu"
        verbose_name_plural = "nơi phải báo cáo chỉ tiêu"
        constraints = [
            models.CheckConstraint(
                name="duty_of_a_unit_or_a_kind",
                condition=Q(unit=None, unit_kind__in=UnitKind.values) | Q(unit__isnull=False, unit_kind=""),
            ),
            models.CheckConstraint(
                name="duty_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
            ),
            models.UniqueConstraint(
                name="duty_once_for_a_unit",
                fields=["indicator", "unit"],
                condition=Q(unit__isnull=False, valid_to__isnull=True),
            ),
            models.UniqueConstraint(
                name="duty_once_for_a_kind",
                fields=["indicator", "unit_kind"],
                condition=Q(unit__isnull=True, valid_to__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.indicator.code}: {self.who}"

    def holds_on(self, day):
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)

    @property
    def who(self):
        return self.unit.name if self.unit else f"mọi đơn vị loại {self.get_unit_kind_display().lower()}"
