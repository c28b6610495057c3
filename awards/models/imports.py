"""A list of past years between its upload and its acceptance; afterwards the record of what was taken and what not."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import ImportKind, ImportState
from units.models import Unit
from units.models.attachments import random_name


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen like the register itself: with the unit that brought the list."""
        return self.filter(unit__in=Unit.objects.visible_to(user)) if user.is_authenticated else self.none()

    def waiting(self, at):
        return self.filter(state=ImportState.WAITING, expires_at__gt=at)

    def for_list(self):
        """Without the rows themselves: a page of batches must not carry megabytes."""
        return self.select_related("by", "unit").defer("rows", "outcome", "choices", "left_out").order_by("-at", "-pk")


class ImportBatch(models.Model):
    """One uploaded list.

    While it waits: `file` is the upload, `rows` what was read of it ([sheet, row, {column: text}]), `outcome` the last
    check as `awards.imports.Outcome.as_json()`, `choices` who is meant where a row could be several ({question: id
    of an honoree, or 0 for a new one}). Once accepted or dropped these are emptied, but for the first rows taken;
    `left_out` keeps the rows at fault that were not taken, [{"sheet", "row", "why"}].
    """

    kind = models.CharField("loại danh sách", max_length=10, choices=ImportKind)
    state = models.CharField("trạng thái", max_length=10, choices=ImportState, default=ImportState.WAITING)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị nhập")
    whole_province = models.BooleanField("nhập cho toàn tỉnh", default=False)
    name = models.CharField("tên tệp", max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=random_name, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên")
    at = models.DateTimeField("tải lên lúc")
    expires_at = models.DateTimeField("giữ đến")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField("nhận hoặc bỏ lúc", null=True)
    sheets = models.JSONField(default=list)  # [{"name", "rows", "first_row", …}] of the sheets that hold a list
    chosen = models.JSONField(default=list)  # indexes into `sheets` of those that are read
    rows = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    n_rows = models.PositiveIntegerField("số dòng", default=0)
    n_new = models.PositiveIntegerField("dòng mới", default=0)
    n_known = models.PositiveIntegerField("dòng đã có", default=0)
    n_faulty = models.PositiveIntegerField("dòng có lỗi", default=0)
    n_asked = models.PositiveIntegerField("dòng chờ chọn", default=0)
    n_honorees = models.PositiveIntegerField("đối tượng thêm mới", default=0)
    version = models.PositiveIntegerField(default=1)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt nhập danh sách"
        verbose_name_plural = "đợt nhập danh sách"
        constraints = [
            models.CheckConstraint(name="import_kind_known", condition=Q(kind__in=ImportKind.values)),
            models.CheckConstraint(name="import_state_known", condition=Q(state__in=ImportState.values)),
            models.CheckConstraint(name="import_expires_after_it_came", condition=Q(expires_at__gt=F("at"))),
            models.CheckConstraint(
                name="import_closed_has_a_time",
                condition=Q(state=ImportState.WAITING, closed_at=None)
                | (~Q(state=ImportState.WAITING) & Q(closed_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="import_of_content")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.name}"

    @property
    def is_waiting(self):
        return self.state == ImportState.WAITING
