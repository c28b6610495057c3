from django.db import models
from django.db.models import F, Q

from movements.enums import Level, Method, MovementState
from movements.models.directive import DirectivePoint
from thidua.text import search_key, sort_key
from units.models import Unit


class MovementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Launched movements are public; a planned one is seen where it is planned and by the province."""
        launched = ~Q(state=MovementState.DRAFT)
        if not user.is_authenticated:
            return self.filter(launched, in_portal=True)
        if user.sees_province:
            return self
        own = Q(launching_unit=user.unit_id, launching_unit__isnull=False)  # no unit is nobody's unit
        return self.filter(launched | own)

    def running(self, year):
        """Running in a year: launched, begun, not ended."""
        begun = Q(valid_from_year=None) | Q(valid_from_year__lte=year)
        not_ended = Q(valid_to_year=None) | Q(valid_to_year__gte=year)
        return self.filter(begun & not_ended, state__in=MovementState.RUNNING, in_portal=True)

    def for_list(self):
        levels = [Level.CENTRAL, Level.PROVINCE, Level.OTHER]
        rank = models.Case(*[models.When(level=v, then=n) for n, v in enumerate(levels)], default=9)
        return self.prefetch_related("points").order_by(rank, "sort_name", "pk")


class Movement(models.Model):
    """Phong trào thi đua. The name is the official one; what other papers call it is in the aliases."""

    key = models.SlugField("khóa trong địa chỉ", max_length=80, unique=True)
    name = models.CharField("tên", max_length=300)
    slogan = models.CharField("khẩu hiệu", max_length=300, blank=True)
    launched_by = models.CharField("cơ quan phát động", max_length=200)
    launching_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="launched_movements", verbose_name="đơn vị phát động"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc phong trào"
    )
    level = models.CharField("cấp", max_length=20, choices=Level)
    method = models.CharField("phương thức", max_length=20, choices=Method)
    valid_from_year = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    valid_to_year = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    decision_number = models.CharField("số quyết định", max_length=80, blank=True)
    decision_date = models.DateField("ngày quyết định", null=True, blank=True)
    launched_on = models.DateField("ngày phát động", null=True, blank=True)
    content = models.TextField("nội dung", blank=True)
    standard_person = models.TextField("tiêu chuẩn khen cá nhân", blank=True)
    standard_collective = models.TextField("tiêu chuẩn khen tập thể", blank=True)
    standard_household = models.TextField("tiêu chuẩn khen hộ gia đình", blank=True)
    accepts_from = models.DateField("nhận hồ sơ từ ngày", null=True, blank=True)
    accepts_to = models.DateField("nhận hồ sơ đến hết ngày", null=True, blank=True)
    points = models.ManyToManyField(
        DirectivePoint, related_name="movements", blank=True, verbose_name="điểm của chỉ thị"
    )
    state = models.CharField("trạng thái", max_length=20, choices=MovementState, default=MovementState.DRAFT)
    in_portal = models.BooleanField("đơn vị trong tỉnh tham gia", default=True)
    inferred = models.BooleanField("có phần suy ra", default=False)
    note = models.TextField("ghi chú", blank=True)
    source = models.CharField("nguồn", max_length=500, blank=True)
    search_name = models.CharField(max_length=400, editable=False)
    sort_name = models.CharField(max_length=500, editable=False)

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        constraints = [
            models.CheckConstraint(name="movement_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="movement_method_known", condition=Q(method__in=Method.values)),
            models.CheckConstraint(name="movement_state_known", condition=Q(state__in=MovementState.values)),
            models.CheckConstraint(
                name="movement_accepts_until_after_it_begins_to",
                condition=Q(accepts_from=None) | Q(accepts_to=None) | Q(accepts_from__lte=F("accepts_to")),
            ),
            models.CheckConstraint(
                name="movement_ends_after_it_begins",
                condition=Q(valid_from_year=None) | Q(valid_to_year=None) | Q(valid_from_year__lte=F("valid_to_year")),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = search_key(self.name)[:400]
        self.sort_name = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def standards(self):
        """(whom, words) of the standards that are written."""
        whom = ("Cá nhân", "Tập thể", "Hộ gia đình")
        words = (getattr(self, name) for name in STANDARDS)
        return [(label, text) for label, text in zip(whom, words, strict=True) if text]

    @property
    def years(self):
        if self.valid_from_year and self.valid_from_year == self.valid_to_year:
            return str(self.valid_from_year)
        if self.valid_from_year and self.valid_to_year:
            return f"{self.valid_from_year}–{self.valid_to_year}"
        return f"từ {self.valid_from_year}" if self.valid_from_year else ""


STANDARDS = ("standard_person", "standard_collective", "standard_household")


class MovementAliasQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(movement__in=Movement.objects.visible_to(user))


class MovementAlias(models.Model):
    """What a movement is called in another stage or another paper."""

    movement = models.ForeignKey(Movement, models.CASCADE, related_name="aliases", verbose_name="phong trào")
    name = models.CharField("tên khác", max_length=300)
    stage = models.CharField("giai đoạn", max_length=60, blank=True)
    source = models.CharField("nguồn", max_length=500)

    objects = MovementAliasQuerySet.as_manager()

    class Meta:
        verbose_name = "tên khác của phong trào"
        verbose_name_plural = "tên khác của phong trào"
        constraints = [models.UniqueConstraint(name="movement_alias_once", fields=["movement", "name", "stage"])]

    def __str__(self):
        return self.name
