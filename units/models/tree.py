"""Units in time. "The tree as of a day" is a query, never a copy."""

from django.db import models
from django.db.models import F, Q

from thidua.text import search_key, sort_key
from units.enums import Duty, UnitKind


def on_day(day, prefix=""):
    """The condition that a dated row holds on `day`; `valid_to` is the last day, empty means still."""
    after_start = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    before_end = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    return after_start & before_end


class UnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The province for those who serve it; for the others their own unit and all that ever stood below it."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_province:
            return self
        below = Ancestry.objects.filter(ancestor=user.unit_id).values("descendant")
        return self.filter(pk__in=below)

    def on(self, day):
        return self.filter(on_day(day))

    def children_of(self, unit, day):
        """Direct children on a day; a unit that exists but has moved away is no longer among them."""
        placed = Placement.objects.filter(on_day(day), parent=unit).values("unit")
        return self.on(day).filter(pk__in=placed)

    def under(self, unit, day):
        """The unit itself and everything below it on a day."""
        below = Ancestry.objects.filter(on_day(day), ancestor=unit).values("descendant")
        return self.on(day).filter(pk__in=below)

    def in_order(self):
        return self.order_by("sort_name", "code")


class Unit(models.Model):
    """An organisation that takes part: from the province to a commune, a school or an enterprise."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)
    authority = models.CharField("tên cơ quan", max_length=200)  # "Ủy ban nhân dân huyện Đắk Hà"
    short_name = models.CharField("tên ngắn", max_length=100)
    kind = models.CharField("loại", max_length=30, choices=UnitKind)
    duty = models.CharField("chế độ báo cáo", max_length=10, choices=Duty, default=Duty.MUST)
    remote = models.BooleanField("vùng sâu, vùng xa", null=True, blank=True)  # None: not known
    border = models.BooleanField("biên giới", null=True, blank=True)
    minority = models.BooleanField("dân tộc thiểu số", null=True, blank=True)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="đơn vị kế thừa"
    )
    source = models.CharField("nguồn", max_length=300, blank=True)
    search_name = models.CharField(max_length=300, editable=False)
    sort_name = models.CharField(max_length=1000, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.CheckConstraint(name="unit_kind_known", condition=Q(kind__in=UnitKind.values)),
            models.CheckConstraint(name="unit_duty_known", condition=Q(duty__in=Duty.values)),
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
            ),
        ]
        indexes = [models.Index(fields=["sort_name"], name="unit_in_order")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = search_key(f"{self.name} {self.short_name}")[:300]
        self.sort_name = sort_key(self.name)[:1000]
        super().save(*args, **kwargs)

    @property
    def is_commune(self):
        return self.kind in UnitKind.COMMUNES

    @property
    def is_district(self):
        return self.kind in UnitKind.DISTRICTS

    @property
    def is_province(self):
        return self.kind == UnitKind.PROVINCE


class OfUnitQuerySet(models.QuerySet):
    """Rows about units: seen with the unit that `unit_field` names."""

    unit_field = "unit"

    def visible_to(self, user):
        return self.filter(**{f"{self.unit_field}__in": Unit.objects.visible_to(user)})


class AncestryQuerySet(OfUnitQuerySet):
    unit_field = "descendant"


class UnitAlias(models.Model):
    """Another spelling under which sources name the same unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="aliases", verbose_name="đơn vị")
    name = models.CharField("tên khác", max_length=200, unique=True)
    source = models.CharField("nguồn", max_length=300)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "tên khác của đơn vị"
        verbose_name_plural = "tên khác của đơn vị"

    def __str__(self):
        return self.name


class Placement(models.Model):
    """Where a unit stands in the tree, from a day to a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_placements")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí trong cây đơn vị"
        verbose_name_plural = "vị trí trong cây đơn vị"
        constraints = [
            models.UniqueConstraint(
                name="placement_once_from_a_day", fields=["unit", "valid_from"], condition=Q(valid_from__isnull=False)
            ),
            models.UniqueConstraint(
                name="placement_once_from_the_start", fields=["unit"], condition=Q(valid_from__isnull=True)
            ),
            models.CheckConstraint(name="placement_not_in_itself", condition=~Q(unit=F("parent"))),
        ]

    def __str__(self):
        return f"{self.unit} thuộc {self.parent}"


class Ancestry(models.Model):
    """The closure of Placement, rebuilt by its action: who stands below whom, and when. Depth 0 is the unit itself."""

    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    objects = AncestryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["ancestor", "descendant"], name="ancestry_down"),
            models.Index(fields=["descendant", "ancestor"], name="ancestry_up"),
        ]

    def __str__(self):
        return f"{self.ancestor_id} > {self.descendant_id}"
