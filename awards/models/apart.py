"""Pairs that look alike and are two: remembered, so that nobody is asked twice."""

from django.conf import settings
from django.db import models
from django.db.models import F

from awards.models.honorees import Honoree


class KnownApartQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen with both of the pair."""
        seen = Honoree.objects.visible_to(user)
        return self.filter(first__in=seen, second__in=seen)


class KnownApart(models.Model):
    """Somebody has looked at two honorees with like names and found two; `first` has the lower key."""

    first = models.ForeignKey(Honoree, models.PROTECT, related_name="+")
    second = models.ForeignKey(Honoree, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = KnownApartQuerySet.as_manager()

    class Meta:
        verbose_name = "hai đối tượng khác nhau"
        verbose_name_plural = "hai đối tượng khác nhau"
        constraints = [
            models.UniqueConstraint(name="known_apart_once", fields=["first", "second"]),
            models.CheckConstraint(name="known_apart_lower_key_first", condition=models.Q(first__lt=F("second"))),
        ]

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"
