"""Thông báo không đủ điều kiện: each as it was signed; a later one never takes the place of an earlier one."""

from django.conf import settings
from django.db import models

from awards.models.dossiers import Dossier


class RefusalNoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the dossier whose lines it tells of."""
        return self.filter(dossier__in=Dossier.objects.visible_to(user))


class RefusalNotice(models.Model):
    """Number and day of one notice; its lines point to it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="notices", verbose_name="hồ sơ")
    number = models.CharField("số thông báo", max_length=60)
    signed_on = models.DateField("ngày thông báo")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField("ký lúc")

    objects = RefusalNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo không đủ điều kiện"
        verbose_name_plural = "thông báo không đủ điều kiện"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="notice_number_once_in_a_dossier", fields=["dossier", "number"])]

    def __str__(self):
        return self.number
