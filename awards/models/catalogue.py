"""The law as rows: what can be awarded, to whom, by whom, with what money, from which day, on what ground."""

from django.db import models
from django.db.models import F, Q

from awards.enums import Authority, AwardKind, Subject
from thidua.sight import SignedInQuerySet
from units.models.tree import on_day


class DatedQuerySet(SignedInQuerySet):
    def on(self, day):
        """Rows in force on a day."""
        return self.filter(on_day(day))


def dated_range(name):
    """Constraint: a dated row ends no earlier than it begins."""
    return models.CheckConstraint(
        name=name, condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to"))
    )


class AwardType(models.Model):
    """One danh hiệu or hình thức as it stands between two days; another authority or name is another row."""

    code = models.CharField("mã", max_length=30)
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=10, choices=AwardKind)
    authority = models.CharField("cấp quyết định", max_length=10, choices=Authority)
    decided_by = models.CharField("người quyết định", max_length=200)
    to_person = models.BooleanField("tặng cá nhân", default=False)
    to_collective = models.BooleanField("tặng tập thể", default=False)
    to_household = models.BooleanField("tặng hộ gia đình", default=False)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    citation = models.CharField("căn cứ", max_length=300)
    verified = models.BooleanField("đã đối chiếu văn bản", default=False)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức khen thưởng"
        verbose_name_plural = "danh hiệu, hình thức khen thưởng"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(name="award_kind_known", condition=Q(kind__in=AwardKind.values)),
            models.CheckConstraint(name="award_authority_known", condition=Q(authority__in=Authority.values)),
            models.CheckConstraint(
                name="award_has_a_subject", condition=Q(to_person=True) | Q(to_collective=True) | Q(to_household=True)
            ),
            models.UniqueConstraint(
                name="award_once_from_a_day", fields=["code", "valid_from"], condition=Q(valid_from__isnull=False)
            ),
            models.UniqueConstraint(
                name="award_once_from_the_start", fields=["code"], condition=Q(valid_from__isnull=True)
            ),
            dated_range("award_ends_after_it_begins"),
        ]

    def __str__(self):
        return self.name

    def allows(self, subject):
        return {
            Subject.PERSON: self.to_person,
            Subject.COLLECTIVE: self.to_collective,
            Subject.HOUSEHOLD: self.to_household,
        }[subject]


class BonusFactor(models.Model):
    """Hệ số tiền thưởng of an award for a kind of subject, in hundredths (0,45 is 45)."""

    award_code = models.CharField("mã danh hiệu, hình thức", max_length=30)
    subject = models.CharField("đối tượng", max_length=12, choices=Subject)
    hundredths = models.PositiveIntegerField("hệ số × 100")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    citation = models.CharField("căn cứ", max_length=300)
    verified = models.BooleanField("đã đối chiếu văn bản", default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "hệ số tiền thưởng"
        verbose_name_plural = "hệ số tiền thưởng"
        constraints = [
            models.CheckConstraint(name="factor_subject_known", condition=Q(subject__in=Subject.values)),
            models.UniqueConstraint(name="factor_once_from_a_day", fields=["award_code", "subject", "valid_from"]),
            models.CheckConstraint(name="factor_above_zero", condition=Q(hundredths__gt=0)),
            dated_range("factor_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.award_code}, {self.get_subject_display()}"


class BaseSalary(models.Model):
    """Mức lương cơ sở in whole đồng a month."""

    amount = models.BigIntegerField("mức (đồng)")
    valid_from = models.DateField("từ ngày", unique=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    citation = models.CharField("căn cứ", max_length=300)
    verified = models.BooleanField("đã đối chiếu văn bản", default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "mức lương cơ sở"
        verbose_name_plural = "mức lương cơ sở"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(name="base_salary_above_zero", condition=Q(amount__gt=0)),
            dated_range("base_salary_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.valid_from:%d/%m/%Y}"
