"""Kỳ thi đua: the terms, which units go by which kind, and the days by which they register."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from movements.enums import TermKind
from thidua.sight import SignedInQuerySet
from units.enums import UnitKind
from units.models import Unit


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
        return self._named(self.year)

    @property
    def years(self):
        """ "2025", "2024-2025"."""
        return self.name.rpartition(" ")[2]

    @property
    def before_years(self):
        return self.before_name.rpartition(" ")[2]

    @property
    def before_name(self):
        """The term before it, which need not be in the table."""
        return self._named(self.year - 1)

    @property
    def target_source(self):
        """What the targets that are made of this term's registrations name as their source."""
        return f"Đăng ký thi đua {self.name}"

    def _named(self, year):
        return f"năm học {year}-{year + 1}" if self.kind == TermKind.SCHOOL_YEAR else f"năm {year}"


ONE_OR_A_KIND = (Q(unit__isnull=False) & Q(unit_kind="")) | (Q(unit__isnull=True) & ~Q(unit_kind=""))


class TermRule(models.Model):
    """Which kind of term a unit goes by, by name or by its kind; who has no row goes by the working year."""

    kind = models.CharField("kỳ thi đua", max_length=20, choices=TermKind)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="term_rules", verbose_name="đơn vị"
    )
    unit_kind = models.CharField("loại đơn vị", max_length=30, choices=UnitKind, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị theo kỳ thi đua"
        verbose_name_plural = "đơn vị theo kỳ thi đua"
        constraints = [
            models.CheckConstraint(name="term_rule_kind_known", condition=Q(kind__in=TermKind.values)),
            models.CheckConstraint(name="term_rule_for_unit_or_kind", condition=ONE_OR_A_KIND),
            models.UniqueConstraint(name="one_term_rule_of_a_unit", fields=["unit"]),
            models.UniqueConstraint(name="one_term_rule_of_a_kind", fields=["unit_kind"], condition=~Q(unit_kind="")),
        ]

    def __str__(self):
        return f"{self.unit or self.get_unit_kind_display()}: {self.get_kind_display()}"


class TermDeadlineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of a kind of units everybody's; a unit's own where the unit is seen."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(unit=None) | Q(unit__in=Unit.objects.visible_to(user)))


class TermDeadline(models.Model):
    """Hạn đăng ký riêng, in place of the term's day, for a unit or for a kind of units; the unit's goes first."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="deadlines", verbose_name="kỳ")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="term_deadlines", verbose_name="đơn vị"
    )
    unit_kind = models.CharField("loại đơn vị", max_length=30, choices=UnitKind, blank=True)
    due_on = models.DateField("hạn mới")
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = TermDeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "hạn đăng ký riêng"
        verbose_name_plural = "hạn đăng ký riêng"
        constraints = [
            models.CheckConstraint(name="deadline_for_unit_or_kind", condition=ONE_OR_A_KIND),
            models.UniqueConstraint(name="one_deadline_of_a_unit", fields=["term", "unit"]),
            models.UniqueConstraint(
                name="one_deadline_of_a_kind", fields=["term", "unit_kind"], condition=~Q(unit_kind="")
            ),
        ]

    def __str__(self):
        return f"{self.unit or self.get_unit_kind_display()}, {self.term}: {self.due_on:%d/%m/%Y}"
