from django.db import models
from django.db.models import Q

from awards.enums import PersonClass, Subject
from thidua.text import search_key, sort_key
from units.enums import Role
from units.models import Ancestry, Unit
from units.roles import RECEIVES_FOR_DEPARTMENT

FEW = 500  # keys that may stand in a query


def units_below(user, *roles):
    """Keys of the units where somebody holds one of the roles, and of all that ever stood below them."""
    places = [unit_id for role, unit_id in user.roles if role in roles]
    return Ancestry.objects.filter(ancestor__in=places).values("descendant")


class HonoreeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the units one sees; the public sees decisions, not this register."""
        if not user.is_authenticated:
            return self.none()
        # For the province no join at all: a hundred thousand rows are found by their name alone.
        return self if user.sees_province else self.filter(unit__in=Unit.objects.visible_to(user))

    def kept_by(self, user):
        """Those whose record this person writes: a unit's officer for it and below it, Sở Nội vụ for the province."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(*RECEIVES_FOR_DEPARTMENT):
            return self
        return self.filter(unit__in=units_below(user, Role.UNIT_OFFICER))

    def standing(self):
        """Without those that were merged into another."""
        return self.filter(merged_into=None)

    def named(self, words):
        """Whose name or another of whose names has these words in it; accents do not matter.

        Other names are few, so they are looked up first, in a query of their own: with their keys at hand the database
        joins the index of names and that of keys. Where they are many they stay a subquery.
        """
        key = search_key(words)
        if not key:
            return self
        other = self.model.aliases.rel.related_model.objects.filter(search_name__contains=key).values("honoree")
        keys = list(other.values_list("honoree", flat=True)[: FEW + 1])
        return self.filter(Q(search_name__contains=key) | Q(pk__in=keys if len(keys) <= FEW else other))


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
        indexes = [
            models.Index(fields=["unit", "sort_name"], name="honoree_of_unit"),
            models.Index(fields=["sort_name", "id"], name="honoree_in_order"),
            models.Index(fields=["staff_code"], name="honoree_of_staff_code", condition=~Q(staff_code="")),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = search_key(self.name)[:300]
        self.sort_name = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def is_merged(self):
        return self.merged_into_id is not None
