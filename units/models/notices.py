from django.conf import settings
from django.db import models
from django.db.models import Q

from units.enums import Channel, NoticeKind


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


class OwnQuerySet(models.QuerySet):
    """Rows of one person, which nobody else sees."""

    def visible_to(self, user):
        return self.filter(person=user) if user.is_authenticated else self.none()


class OptOut(models.Model):
    """What a person does not want to be told, by kind and channel; without a row everything is told."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="opt_outs")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    channel = models.CharField(max_length=10, choices=Channel)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "loại thông báo đã tắt"
        verbose_name_plural = "loại thông báo đã tắt"
        constraints = [
            models.UniqueConstraint(name="opted_out_once", fields=["person", "kind", "channel"]),
            models.CheckConstraint(
                name="opt_out_never_of_what_must_be_done",
                condition=Q(channel=Channel.PORTAL, kind__in=sorted(NoticeKind.OPTIONAL))
                | Q(channel=Channel.MAIL, kind__in=NoticeKind.REMINDED),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_kind_display()}, {self.get_channel_display()}"
