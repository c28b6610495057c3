from django.db import models
from django.db.models import Q

from awards.enums import PersonClass, Subject
from thidua.text import search_key, sort_key
from units.models import Unit


class HonoreeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the units one sees; the public sees decisions, not this register."""
        return self.filter(unit__in=Unit.objects.visible_to(user)) if user.is_authenticated else self.none()


class Honoree(models.Model):
    """Đối tượng khen thưởng: a person, a collective or a household, kept for life."""

    subject = models.CharField("đối tượng", max_length=12, choices=Subject)
    name = models.CharField("tên", max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="honorees", verbose_name="đơn vị")
    position = models.CharField("chức vụ, nghề nghiệp", max_length=200, blank=True)
    person_class = models.CharField("nhóm cá nhân", max_length=20, choices=PersonClass, blank=True)
    female = models.BooleanField("nữ", null=True, blank=True)  # None: not known
    minority = models.BooleanField("dân tộc thiểu số", null=True, blank=True)
    enterprise = models.BooleanField("doanh nghiệp", default=False)
    staff_code = models.CharField("mã cán bộ", max_length=30, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)  # tells apart people of one name
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged", verbose_name="đã gộp vào"
    )
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField("minh họa", default=False)
    search_name = models.CharField(max_length=300, editable=False)
    sort_name = models.CharField(max_length=500, editable=False)

    objects = HonoreeQuerySet.as_manager()

    class Meta:
        verbose_name = "đối tượng khen thưởng"
        verbose_name_plural = "đối tượng khen thưởng"
        constraints = [
            models.CheckConstraint(name="honoree_subject_known", condition=Q(subject__in=Subject.values)),
            models.CheckConstraint(
                name="class_only_of_persons",
                condition=Q(subject=Subject.PERSON, person_class__in=PersonClass.values)
                | (~Q(subject=Subject.PERSON) & Q(person_class="")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "sort_name"], name="honoree_of_unit")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = search_key(self.name)[:300]
        self.sort_name = sort_key(self.name)
        super().save(*args, **kwargs)
