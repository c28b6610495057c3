"""What Sở Nội vụ's desks keep beside a dossier: a person's own filters of the queue, lower forms offered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.enums import OfferAnswer
from awards.models.catalogue import AwardType
from awards.models.dossiers import Nomination


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class SavedFilter(models.Model):
    """A named way of looking at the queue; `query` is the query string of the list, the default opens with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField("tên bộ lọc", max_length=80)
    query = models.CharField("điều kiện lọc", max_length=600)
    default = models.BooleanField("mở sẵn khi vào danh sách", default=False)
    created_at = models.DateTimeField("lưu lúc")

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(name="filter_name_once", fields=["user", "name"]),
            models.UniqueConstraint(name="one_default_filter", fields=["user"], condition=Q(default=True)),
        ]

    def __str__(self):
        return self.name


class LowerOfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the line it speaks of."""
        return self.filter(line__in=Nomination.objects.visible_to(user))


class LowerOffer(models.Model):
    """A lower form that Sở Nội vụ proposes for a line (HT-01), and what whoever proposed the line says to it."""

    line = models.ForeignKey(Nomination, models.CASCADE, related_name="offers", verbose_name="dòng đề nghị")
    award = models.ForeignKey(AwardType, models.PROTECT, related_name="+", verbose_name="hình thức thấp hơn")
    asked = models.ForeignKey(AwardType, models.PROTECT, related_name="+", verbose_name="hình thức đã đề nghị")
    reason = models.CharField("mã lý do", max_length=20)
    note = models.TextField("ghi rõ", blank=True)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField("đề nghị lúc")
    answer = models.CharField("trả lời", max_length=10, choices=OfferAnswer, default=OfferAnswer.WAITING)
    words = models.TextField("lời của cấp trình", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    objects = LowerOfferQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị hình thức thấp hơn"
        verbose_name_plural = "đề nghị hình thức thấp hơn"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="offer_answer_known", condition=Q(answer__in=OfferAnswer.values)),
            models.CheckConstraint(
                name="answered_offer_says_when",
                condition=Q(answer=OfferAnswer.WAITING, answered_at=None) | Q(answered_at__isnull=False),
            ),
            models.UniqueConstraint(name="one_waiting_offer", fields=["line"], condition=Q(answer=OfferAnswer.WAITING)),
        ]

    def __str__(self):
        return f"{self.line}: {self.award}"
