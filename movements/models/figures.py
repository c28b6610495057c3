"""Figures that do not come from filings: what was aimed at, and what others published."""

from django.db import models
from django.db.models import Q

from movements.enums import Comparison, Qualifier
from movements.models.indicators import Indicator
from thidua.sight import SignedInQuerySet
from units.models import Unit


class OfIndicatorQuerySet(SignedInQuerySet):
    def usable(self):
        """What may enter a computation: a disputed figure never does."""
        return self.filter(disputed=False)


class Target(models.Model):
    """What a movement aims at. `value` and `upper_value` are in the indicator's smallest unit."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets", verbose_name="đơn vị")
    scope = models.CharField("phạm vi", max_length=60, blank=True)  # blank: all of the unit
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")
    comparison = models.CharField("phép so", max_length=20, choices=Comparison)
    value = models.BigIntegerField("mức")
    upper_value = models.BigIntegerField("mức trên", null=True, blank=True)
    name_as_written = models.CharField("tên ghi trong nguồn", max_length=300)
    source = models.CharField("nguồn", max_length=500)

    objects = OfIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        constraints = [
            models.CheckConstraint(name="target_comparison_known", condition=Q(comparison__in=Comparison.values)),
            models.CheckConstraint(
                name="target_range_has_two_ends",
                condition=~Q(comparison=Comparison.RANGE) | Q(upper_value__isnull=False),
            ),
            models.UniqueConstraint(
                name="target_once",
                fields=["indicator", "unit", "scope", "year_from", "year_to", "comparison", "name_as_written"],
            ),
        ]

    def __str__(self):
        return f"{self.indicator.code} {self.year_from}–{self.year_to}"

    @property
    def is_of_one_year(self):
        """Only such a target is set against what was reached since January."""
        return self.year_from == self.year_to


class PublishedFigure(models.Model):
    """A figure with its source, never typed over: where two sources differ, both stand and neither is computed with."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="published", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="published_figures", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    as_of = models.CharField("thời điểm", max_length=40, blank=True)
    value = models.BigIntegerField("giá trị")
    upper_value = models.BigIntegerField("giá trị trên", null=True, blank=True)
    qualifier = models.CharField("mức chắc", max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    inferred = models.BooleanField("suy ra", default=False)
    disputed = models.BooleanField("các nguồn khác nhau", default=False)
    source = models.CharField("nguồn", max_length=500)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    objects = OfIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "số công bố"
        verbose_name_plural = "số công bố"
        constraints = [
            models.CheckConstraint(name="published_qualifier_known", condition=Q(qualifier__in=Qualifier.values)),
            models.UniqueConstraint(
                name="published_once_per_source", fields=["indicator", "unit", "year", "as_of", "value", "source"]
            ),
        ]

    def __str__(self):
        return f"{self.indicator.code} {self.year}"
