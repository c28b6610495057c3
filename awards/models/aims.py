"""Danh hiệu, hình thức đăng ký: who aims for what in a registration. No numbers of identity cards are kept."""

from django.db import models
from django.db.models import Q

from awards.enums import Subject
from awards.models.catalogue import AwardType
from movements.enums import SubjectClass
from movements.models import Registration

NONE = "Không đăng ký"


class TitleAimQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Read with the registration; while the unit corrects it, only inside the unit."""
        return self.filter(registration__in=Registration.objects.visible_to(user).files_visible_to(user))

    def in_order(self):
        return self.select_related("award").order_by("subject", "order", "pk")


class TitleAim(models.Model):
    """One line: a collective, a person or a household, and the title aimed for; none chosen is “Không đăng ký”."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="title_aims")
    subject = models.CharField("đối tượng", max_length=12, choices=Subject)
    name = models.CharField("tên", max_length=200)
    award = models.ForeignKey(
        AwardType, models.PROTECT, null=True, blank=True, related_name="aims", verbose_name="danh hiệu, hình thức"
    )
    group = models.CharField("phân loại", max_length=20, choices=SubjectClass, blank=True)
    staff_code = models.CharField("mã cán bộ", max_length=30, blank=True)
    born_on = models.DateField("ngày sinh", null=True, blank=True)
    female = models.BooleanField("nữ", null=True, blank=True)
    position = models.CharField("chức vụ", max_length=200, blank=True)
    department = models.CharField("phòng, ban", max_length=200, blank=True)
    leads = models.BooleanField("lãnh đạo", null=True, blank=True)
    initiative = models.CharField("sáng kiến dự kiến", max_length=400, blank=True)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    version = models.PositiveIntegerField(default=1)

    objects = TitleAimQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu đăng ký"
        verbose_name_plural = "danh hiệu đăng ký"
        constraints = [
            models.CheckConstraint(name="aim_subject_known", condition=Q(subject__in=Subject.values)),
            models.CheckConstraint(name="aim_group_known", condition=Q(group__in=["", *SubjectClass.values])),
            models.CheckConstraint(name="aim_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="aim_of_persons_only",
                condition=Q(subject=Subject.PERSON)
                | Q(staff_code="", born_on=None, female=None, position="", department="", leads=None, initiative=""),
            ),
            models.CheckConstraint(
                name="aim_address_of_households_only", condition=Q(subject=Subject.HOUSEHOLD) | Q(address="")
            ),
            models.CheckConstraint(
                name="aim_group_of_collectives_only", condition=Q(subject=Subject.COLLECTIVE) | Q(group="")
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.title}"

    @property
    def title(self):
        return self.award.name if self.award_id else NONE
