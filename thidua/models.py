"""What every workflow shares: the events, the coded reasons, the days the office is closed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from thidua.sight import SignedInQuerySet, owned_by_seen_rows


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The record of the rows this person sees; what was done to catalogues is for administrators."""
        if user.is_authenticated and user.is_staff:
            return self
        return self.filter(
            owned_by_seen_rows(user, lambda model, keys: Q(about=model._meta.label_lower, about_id__in=keys))
        )

    def of(self, row):
        return self.filter(about=row._meta.label_lower, about_id=row.pk)

    def for_timeline(self):
        return self.select_related("by__unit").order_by("pk")

    def update(self, **kwargs):
        raise TypeError("Events are written once and never changed.")

    def delete(self):
        raise TypeError("Events are never deleted.")


class Event(models.Model):
    """One act on one row: append-only, written in the transaction of the change it tells of."""

    about = models.CharField(max_length=60)  # "movements.filing"
    about_id = models.BigIntegerField()
    step = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # null: the portal
    at = models.DateTimeField()  # the office's clock
    recorded_at = models.DateTimeField(auto_now_add=True)  # the machine's
    reason = models.CharField(max_length=20, blank=True)  # a code of Reason
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)  # {"before": …, "after": …} and what else the act fixed

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện"
        indexes = [models.Index(fields=["about", "about_id", "id"], name="event_of_row")]

    def __str__(self):
        return f"{self.about} {self.about_id}: {self.step}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("Events are written once and never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Events are never deleted.")


class ReasonQuerySet(SignedInQuerySet):
    def for_act(self, applies_to, act):
        return self.filter(applies_to=applies_to, act=act, active=True).order_by("code")


class Reason(models.Model):
    """A coded reason to return, unlock or refuse; the code stays in events, the label may be reworded."""

    code = models.CharField("mã", max_length=20, unique=True)
    applies_to = models.CharField("áp dụng cho", max_length=40)
    act = models.CharField("việc", max_length=40)
    label = models.CharField("nội dung", max_length=300)
    when_to_use = models.CharField("khi nào dùng", max_length=300, blank=True)
    needs_mark = models.BooleanField("phải đánh dấu ô, dòng", default=False)
    needs_text = models.BooleanField("phải ghi rõ", default=False)
    needs_document = models.BooleanField("phải nêu văn bản", default=False)
    active = models.BooleanField("đang dùng", default=True)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = "lý do"
        verbose_name_plural = "lý do"
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} · {self.label}"


class SpecialDay(models.Model):
    """A holiday, or a weekend day worked in exchange; weekends and weekdays need no row."""

    class Kind(models.TextChoices):
        OFF = "off", "nghỉ"
        WORKING = "working", "làm bù"

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    name = models.CharField("tên", max_length=120)
    source = models.CharField("nguồn", max_length=200, blank=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(name="special_day_kind_known", condition=Q(kind__in=["off", "working"])),
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y} {self.name}"
