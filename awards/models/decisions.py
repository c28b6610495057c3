from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.text import search_key


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A decision in force is public."""
        return self

    def files_visible_to(self, user):
        """The signed paper itself is for people with an account: it may hold more than the public register does."""
        return self if user.is_authenticated else self.none()

    def for_list(self):
        return self.order_by("-issued_on", "-number")


class Decision(models.Model):
    """A signed and numbered decision: only with number, date and the signed file is it in force on the portal."""

    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=40, default="QĐ-UBND")
    issued_on = models.DateField("ngày ban hành")
    year = models.PositiveSmallIntegerField("năm")
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    title = models.CharField("trích yếu", max_length=400)
    signer = models.CharField("người ký", max_length=120)
    signer_title = models.CharField("chức vụ người ký", max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    illustrative = models.BooleanField("minh họa", default=False)
    search_name = models.CharField(max_length=500, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định khen thưởng"
        verbose_name_plural = "quyết định khen thưởng"
        constraints = [
            models.UniqueConstraint(name="decision_number_once_a_year", fields=["issuer", "symbol", "year", "number"]),
            models.CheckConstraint(name="decision_number_above_zero", condition=Q(number__gt=0)),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def save(self, *args, **kwargs):
        self.search_name = search_key(f"{self.code} {self.title}")[:500]
        super().save(*args, **kwargs)

    @property
    def code(self):
        """ "05/QĐ-UBND": numbers under ten get a zero (NĐ 30/2020, Phụ lục I)."""
        return f"{self.number:02d}/{self.symbol}"
