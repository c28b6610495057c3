from django.conf import settings
from django.db import models
from django.db.models import F, Q

from movements.models.filings import Filing
from units.models.attachments import random_name


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, of a filing that one still sees: another person compares and accepts a file of their own."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(by=user, filing__in=Filing.objects.visible_to(user))

    def standing(self, at):
        return self.filter(expires_at__gt=at)


class WorkbookUpload(models.Model):
    """An Excel file between being sent and being accepted. It is no paper to keep: it goes when it has been used,
    replaced or left for a day; what remains is the event with its name and checksum."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="workbooks", verbose_name="báo cáo kết quả")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người tải lên")
    at = models.DateTimeField("tải lên lúc")
    expires_at = models.DateTimeField("giữ đến")
    name = models.CharField("tên tệp", max_length=255)
    file = models.FileField(upload_to=random_name)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp Excel chờ nhận"
        verbose_name_plural = "tệp Excel chờ nhận"
        constraints = [
            models.UniqueConstraint(name="one_workbook_per_filing_and_person", fields=["filing", "by"]),
            models.CheckConstraint(name="workbook_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(name="workbook_expires_after_it_came", condition=Q(expires_at__gt=F("at"))),
        ]

    def __str__(self):
        return self.name
