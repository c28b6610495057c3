from django.conf import settings
from django.db import models
from django.db.models import Q

from units.enums import NoticeKind


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(to=user) if user.is_authenticated else self.none()

    def unread(self):
        return self.filter(read_at=None)

    def for_list(self):
        return self.order_by("-at", "-pk")


class Notice(models.Model):
    """A short word to one person, with the link to the thing itself."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [models.CheckConstraint(name="notice_kind_known", condition=Q(kind__in=NoticeKind.values))]
        indexes = [models.Index(fields=["to", "read_at", "-at"], name="notice_of_person")]

    def __str__(self):
        return self.text
