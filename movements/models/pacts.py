"""Giao ước thi đua: the groups of content and their criteria, kept as a catalogue."""

from django.db import models
from django.db.models import Q

from thidua.sight import SignedInQuerySet
from units.enums import UnitKind


class PactGroup(models.Model):
    """Nhóm nội dung giao ước."""

    order = models.PositiveSmallIntegerField("thứ tự", unique=True)
    name = models.CharField("tên nhóm", max_length=300)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm nội dung giao ước"
        verbose_name_plural = "nhóm nội dung giao ước"
        ordering = ["order"]

    def __str__(self):
        return f"{self.order}. {self.name}"


class PactCriterionQuerySet(SignedInQuerySet):
    def asked_of(self, unit):
        """Criteria in use for all units and for the unit's kind, group by group."""
        kinds = Q(unit_kind="") | Q(unit_kind=unit.kind)
        return self.filter(kinds, active=True).select_related("group").in_order()

    def in_order(self):
        return self.order_by("group__order", "order", "pk")


class PactCriterion(models.Model):
    """Tiêu chí giao ước: for every unit, or for one kind of units."""

    group = models.ForeignKey(PactGroup, models.PROTECT, related_name="criteria", verbose_name="nhóm")
    unit_kind = models.CharField(
        "loại đơn vị", max_length=30, choices=UnitKind, blank=True, help_text="Để trống: mọi đơn vị."
    )
    name = models.CharField("tiêu chí", max_length=400)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    active = models.BooleanField("đang dùng", default=True)

    objects = PactCriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "tiêu chí giao ước"
        verbose_name_plural = "tiêu chí giao ước"
        ordering = ["group", "order"]
        constraints = [models.UniqueConstraint(name="criterion_once", fields=["group", "unit_kind", "name"])]

    def __str__(self):
        return self.name
