"""Decisions of others that the portal only records: of the State, of a ministry, of before it knew an honoree."""

from django.conf import settings
from django.db import models

from thidua.text import search_key
from units.enums import Role
from units.models import Unit


class ExternalDecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The register is the province's, a unit's own decisions also the unit's; what a decision gave stands in each
        honoree's record."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_province:
            return self
        places = [unit_id for role, unit_id in user.roles if role in (Role.UNIT_OFFICER, Role.UNIT_HEAD)]
        return self.filter(unit__in=places)


class ExternalDecision(models.Model):
    """One paper of another issuer; what it gave are `HeldAward` rows. Entered by mistake: withdrawn, not deleted.

    `unit`: of this portal, where it is that unit's own decision, recorded by itself; `sitting`: what its council voted.
    """

    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    title = models.CharField("trích yếu", max_length=400, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="own_decisions", verbose_name="đơn vị ban hành"
    )
    sitting = models.ForeignKey(
        "awards.Sitting", models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="phiên họp"
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField("nhập lúc")
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    withdrawn_why = models.CharField("lý do rút", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField("minh họa", default=False)
    search_name = models.CharField(max_length=500, editable=False)

    objects = ExternalDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định của nơi khác"
        verbose_name_plural = "quyết định của nơi khác"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="external_decision_once", fields=["issuer", "number", "decided_on"],
                condition=models.Q(withdrawn_at=None),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.number} ngày {self.decided_on:%d/%m/%Y}"

    def save(self, *args, **kwargs):
        self.search_name = search_key(f"{self.number} {self.issuer} {self.title}")[:500]
        super().save(*args, **kwargs)
