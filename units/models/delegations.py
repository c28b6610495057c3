"""Ủy quyền ký: a head lets a deputy sign the unit's filings, by a dated paper with a number."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from units.models.tree import OfUnitQuerySet, Unit, on_day


class DelegationQuerySet(OfUnitQuerySet):
    def in_force(self, day):
        """Those that hold on a day; an end before the paper's own is an act of its own."""
        return self.filter(on_day(day)).filter(Q(ended_on=None) | Q(ended_on__gt=day))

    def standing(self):
        """Those that nobody has ended early, past or to come."""
        return self.filter(ended_on=None)

    def for_list(self):
        return self.select_related("unit", "holder", "made_by", "ended_by").order_by("-valid_from", "-pk")


class Delegation(models.Model):
    """From a day to a day `holder` signs the filings of `unit` in place of its head; nothing else is delegated."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="delegations", verbose_name="đơn vị")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations", verbose_name="người được ủy quyền"
    )
    number = models.CharField("số giấy ủy quyền", max_length=60)
    signed_on = models.DateField("ngày giấy ủy quyền")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_on = models.DateField("chấm dứt từ ngày", null=True)  # the first day on which it no longer holds
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "ủy quyền ký"
        verbose_name_plural = "ủy quyền ký"
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_begins", condition=Q(valid_from__lte=F("valid_to"))
            ),
            models.CheckConstraint(name="delegation_has_a_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="delegation_ended_by_and_on_together",
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False, ended_by__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["unit", "valid_from"], name="delegation_of_unit")]

    def __str__(self):
        return f"{self.number}, {self.unit}"

    def holds_on(self, day):
        return self.valid_from <= day <= self.valid_to and (self.ended_on is None or day < self.ended_on)
