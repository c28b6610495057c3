"""Decisions of others that the portal only records: of the State, of a ministry, of before it knew an honoree."""

from django.conf import settings
from django.db import models

from thidua.text import search_key


class ExternalDecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The register is the province's; what a decision gave stands in each honoree's record."""
        return self if user.is_authenticated and user.sees_province else self.none()


class ExternalDecision(models.Model):
    """One paper of another issuer; what it gave are `HeldAward` rows. Entered by mistake: withdrawn, not deleted."""

    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    title = models.CharField("trích yếu", max_length=400, blank=True)
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
