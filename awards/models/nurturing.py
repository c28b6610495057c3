"""Around typical models: plans of units, what the press told, pictures that may be shown."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from awards.enums import MediaKind, PlanScope, PlanState
from awards.models.typical import TypicalModel
from units.models import Ancestry, Attachment, Unit

STAGE_YEARS = range(2021, 2026)  # điểm 5 of the directive: "từng năm và cả giai đoạn 2021-2025"


class ModelPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own unit's; of those below and, for who serves the province, of all: what has been sent."""
        if not user.is_authenticated:
            return self.none()
        left = ~Q(state__in=[PlanState.DRAFT, PlanState.TO_HEAD])
        if user.sees_province:
            return self.filter(Q(unit=user.unit_id) | left)
        below = Ancestry.objects.filter(ancestor=user.unit_id, descendant=OuterRef("unit"))
        return self.filter(Q(unit=user.unit_id) | (left & Exists(below)))

    def with_names(self):
        return self.select_related("unit", "approved_by")


class ModelPlan(models.Model):
    """What a unit undertakes to find and nurture in a year or in the stage; approved by its head, sent up."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="model_plans", verbose_name="đơn vị")
    scope = models.CharField("phạm vi", max_length=10, choices=PlanScope)
    year = models.PositiveSmallIntegerField("năm")  # of the stage: its first
    state = models.CharField("trạng thái", max_length=10, choices=PlanState, default=PlanState.DRAFT)
    content = models.TextField("nội dung, biện pháp", blank=True)
    number = models.CharField("số kế hoạch", max_length=60, blank=True)
    signed_on = models.DateField("ngày kế hoạch", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người duyệt"
    )
    created_at = models.DateTimeField("lập lúc")
    sent_at = models.DateTimeField("gửi lúc", null=True)
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField("minh họa", default=False)

    objects = ModelPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch điển hình"
        verbose_name_plural = "kế hoạch điển hình"
        ordering = ["-year", "scope", "unit__sort_name", "pk"]
        constraints = [
            models.CheckConstraint(name="model_plan_scope_known", condition=Q(scope__in=PlanScope.values)),
            models.CheckConstraint(name="model_plan_state_known", condition=Q(state__in=PlanState.values)),
            models.CheckConstraint(
                name="model_plan_stage_begins_2021",
                condition=~Q(scope=PlanScope.STAGE) | Q(year=STAGE_YEARS.start),
            ),
            models.CheckConstraint(name="model_plan_year_in_range", condition=Q(year__gte=2021, year__lte=2100)),
            models.CheckConstraint(
                name="model_plan_sent_is_approved",
                condition=~Q(state__in=sorted(PlanState.SENT))
                | (Q(approved_by__isnull=False, signed_on__isnull=False) & ~Q(number="")),
            ),
            models.UniqueConstraint(name="one_model_plan_of_a_unit", fields=["unit", "scope", "year"]),
        ]

    def __str__(self):
        return f"Kế hoạch điển hình {self.period}"

    @property
    def is_editable(self):
        return self.state in PlanState.EDITABLE

    @property
    def period(self):
        return "giai đoạn 2021-2025" if self.scope == PlanScope.STAGE else f"năm {self.year}"

    @property
    def years(self):
        return STAGE_YEARS if self.scope == PlanScope.STAGE else range(self.year, self.year + 1)


class ModelPlanLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__in=ModelPlan.objects.visible_to(user))


class ModelPlanLine(models.Model):
    """So many models in one field, with who is responsible for it."""

    plan = models.ForeignKey(ModelPlan, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    field = models.CharField("lĩnh vực", max_length=120)
    count = models.PositiveSmallIntegerField("số điển hình")
    responsible = models.CharField("người phụ trách", max_length=200)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = ModelPlanLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng kế hoạch điển hình"
        verbose_name_plural = "dòng kế hoạch điển hình"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="model_plan_line_counts", condition=Q(count__gte=1, count__lte=1000)),
            models.UniqueConstraint(name="model_plan_field_once", fields=["plan", "field"]),
        ]

    def __str__(self):
        return f"{self.field}: {self.count}"


class OfModelQuerySet(models.QuerySet):
    def inside(self, user):
        return self.filter(model__in=TypicalModel.objects.inside(user))

    def visible_to(self, user):
        """Inside all of it; outside what stands on the page of a model that is told."""
        if user.is_authenticated and user.sees_province:
            return self
        return self.inside(user) | self.public()

    def public(self):
        return self.filter(model__in=TypicalModel.objects.public(), removed_at=None)

    def standing(self):
        return self.filter(removed_at=None)


class MediaItem(models.Model):
    """What press, radio, television or a page told of a model (điểm 5: chuyên trang, chuyên mục)."""

    model = models.ForeignKey(TypicalModel, models.CASCADE, related_name="media")
    kind = models.CharField("loại", max_length=20, choices=MediaKind)
    outlet = models.CharField("cơ quan báo chí, nơi đăng", max_length=200)
    title = models.CharField("tên bài, chuyên mục", max_length=300)
    on = models.DateField("ngày đăng, phát")
    link = models.URLField("đường dẫn", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField("bỏ lúc", null=True)
    removed_why = models.CharField("lý do bỏ", max_length=300, blank=True)

    objects = OfModelQuerySet.as_manager()

    class Meta:
        verbose_name = "tin truyền thông về điển hình"
        verbose_name_plural = "tin truyền thông về điển hình"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(name="media_kind_known", condition=Q(kind__in=MediaKind.values)),
            models.CheckConstraint(name="media_removed_says_why", condition=Q(removed_at=None) | ~Q(removed_why="")),
        ]

    def __str__(self):
        return f"{self.outlet}: {self.title}"


class ModelPicture(models.Model):
    """A picture for the public page of a model; whoever is on it agreed, and who wrote that down stands here."""

    model = models.ForeignKey(TypicalModel, models.CASCADE, related_name="pictures")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    caption = models.CharField("chú thích", max_length=200)
    consent = models.CharField("người trong ảnh đồng ý", max_length=300)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("đưa lên lúc")
    removed_at = models.DateTimeField("gỡ lúc", null=True)
    removed_why = models.CharField("lý do gỡ", max_length=300, blank=True)

    objects = OfModelQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh của điển hình"
        verbose_name_plural = "ảnh của điển hình"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="picture_has_consent", condition=~Q(consent="") & ~Q(caption="")),
            models.CheckConstraint(name="picture_removed_says_why", condition=Q(removed_at=None) | ~Q(removed_why="")),
        ]

    def __str__(self):
        return self.caption
