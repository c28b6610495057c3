from django.db import models

from thidua.sight import SignedInQuerySet
from units.models.tree import Unit


class Cluster(models.Model):
    """Cụm, khối thi đua: units that compete with each other, with members by year."""

    key = models.SlugField("khóa", max_length=60, unique=True)
    name = models.CharField("tên", max_length=250)
    kind = models.CharField("loại", max_length=40)
    inferred = models.BooleanField("suy ra, chưa thấy văn bản", default=False)
    source = models.CharField("nguồn", max_length=400)
    note = models.TextField("ghi chú", blank=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "cụm, khối thi đua"
        verbose_name_plural = "cụm, khối thi đua"

    def __str__(self):
        return self.name


class ClusterMember(models.Model):
    class Part(models.TextChoices):
        HEAD = "head", "Trưởng"
        DEPUTY = "deputy", "Phó"
        MEMBER = "member", "Thành viên"

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="members", verbose_name="cụm, khối")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cluster_seats", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    part = models.CharField("vai", max_length=10, choices=Part, default=Part.MEMBER)
    source = models.CharField("nguồn", max_length=400)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên cụm, khối"
        verbose_name_plural = "thành viên cụm, khối"
        constraints = [
            models.UniqueConstraint(name="one_seat_per_year", fields=["cluster", "unit", "year"]),
            models.CheckConstraint(
                name="cluster_part_known", condition=models.Q(part__in=["head", "deputy", "member"])
            ),
        ]

    def __str__(self):
        return f"{self.unit}, {self.cluster} {self.year}"
