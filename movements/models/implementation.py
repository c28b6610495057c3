"""Sổ triển khai: what each unit does to carry out the directive (points 1 and 9), row by row with its evidence."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from movements.enums import ActivityKind, Medium
from movements.models.directive import DirectivePoint
from movements.models.movements import Movement
from thidua.text import search_key
from units.models import Unit
from units.models.tree import OfUnitQuerySet


class ActivityQuerySet(OfUnitQuerySet):
    def standing(self):
        """What counts: a withdrawn row stays readable and counts nowhere."""
        return self.filter(withdrawn_at=None)

    def between(self, first, last):
        return self.filter(on__range=(first, last))

    def with_names(self):
        return self.select_related("unit", "movement")


class Activity(models.Model):
    """One plan, document, conference or news item of a unit; it belongs to the period of its day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=12, choices=ActivityKind)
    on = models.DateField("ngày")
    title = models.CharField("nội dung", max_length=400)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    number_key = models.CharField(max_length=80, blank=True, editable=False)
    document_type = models.CharField("loại văn bản", max_length=60, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    place = models.CharField("nơi tổ chức, nơi đăng", max_length=200, blank=True)
    medium = models.CharField("phương tiện", max_length=12, choices=Medium, blank=True)
    attendances = models.PositiveIntegerField("lượt người", null=True, blank=True)
    link = models.URLField("đường dẫn", max_length=500, blank=True)
    points = models.ManyToManyField(DirectivePoint, related_name="activities", verbose_name="điểm của chỉ thị")
    movement = models.ForeignKey(
        Movement, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="phong trào"
    )
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField("rút khỏi sổ lúc", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    search_name = models.CharField(max_length=500, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "việc triển khai"
        verbose_name_plural = "sổ triển khai"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(name="activity_kind_known", condition=Q(kind__in=ActivityKind.values)),
            models.CheckConstraint(
                name="activity_paper_has_a_number", condition=~Q(kind__in=ActivityKind.NUMBERED) | ~Q(number="")
            ),
            models.CheckConstraint(
                name="activity_conference_counts_people",
                condition=Q(kind=ActivityKind.CONFERENCE, attendances__isnull=False)
                | (~Q(kind=ActivityKind.CONFERENCE) & Q(attendances=None)),
            ),
            models.CheckConstraint(
                name="activity_media_names_its_medium",
                condition=Q(kind=ActivityKind.MEDIA, medium__in=Medium.values)
                | (~Q(kind=ActivityKind.MEDIA) & Q(medium="")),
            ),
            models.UniqueConstraint(
                name="activity_paper_once",
                fields=["unit", "number_key", "on"],
                condition=Q(withdrawn_at=None) & ~Q(number_key=""),
            ),
        ]
        indexes = [models.Index(fields=["unit", "on"], name="activity_of_unit")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self):
        """What search and the check for the same paper compare; `save` does it, bulk writes must."""
        self.number_key = search_key(self.number).replace(" ", "")[:80]
        self.search_name = search_key(f"{self.title} {self.number}")[:500]

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    @property
    def state(self):
        return "withdrawn" if self.is_withdrawn else "counted"
