"""Sổ công khai: each granted award as its decision says it, with the code by which anybody checks it."""

from django.db import models
from django.db.models import Q

from awards.models.dossiers import Nomination
from thidua.codes import shown_code
from thidua.text import search_key


class RegisterEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The register is public (Luật 06/2022/QH15 Điều 84 khoản 5)."""
        return self

    def listed(self):
        """What stands in lists, search and feeds; an entry that is withheld answers to its code alone."""
        return self.filter(withheld_on=None)

    def with_line(self):
        return self.select_related("nomination")


class RegisterEntry(models.Model):
    """What may be told of an award to anybody, word for word as it was decided, and nothing else of the person (R38).

    It is written when the award is granted and never deleted; whether it stands or was revoked the line says.
    """

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="entry", verbose_name="dòng đề nghị")
    code = models.CharField("mã kiểm tra", max_length=24, unique=True)
    name = models.CharField("tên ghi trong quyết định", max_length=200)
    unit_name = models.CharField("đơn vị", max_length=200)
    award_name = models.CharField("danh hiệu, hình thức", max_length=200)
    years = models.CharField("năm", max_length=12)
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    withheld_on = models.DateField("không nêu tên từ ngày", null=True)
    withheld_why = models.CharField("lý do không nêu tên", max_length=400, blank=True)
    illustrative = models.BooleanField("minh họa", default=False)
    search_name = models.CharField(max_length=300, editable=False)

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "mục sổ công khai"
        verbose_name_plural = "sổ công khai"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="withheld_says_why",
                condition=Q(withheld_on=None, withheld_why="") | (Q(withheld_on__isnull=False) & ~Q(withheld_why="")),
            ),
        ]
        indexes = [models.Index(fields=["-decided_on", "-id"], name="register_newest_first")]

    def __str__(self):
        return f"{self.name}: {self.award_name}"

    def save(self, *args, **kwargs):
        self.search_name = search_key(self.name)[:300]
        super().save(*args, **kwargs)

    @property
    def shown_code(self):
        return shown_code(self.code)
