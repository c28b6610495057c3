"""What is known of an honoree for life: awards, ratings, initiatives, holds, discipline, maternity, units."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import AwardSource, Grade, InitiativeKind, Occasion, Scope
from awards.models.catalogue import AwardType, dated_range
from awards.models.decisions import Decision
from awards.models.dossiers import Nomination
from awards.models.external import ExternalDecision
from awards.models.honorees import Honoree, units_below
from movements.enums import TermKind
from thidua.text import search_key
from units.enums import Role
from units.models import Unit

TRUSTED_IN_UNIT = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
TRUSTED_IN_PROVINCE = (
    Role.HOME_AFFAIRS_OFFICER, Role.HOME_AFFAIRS_MANAGER, Role.HOME_AFFAIRS_HEAD, Role.LEADER,
)  # fmt: skip


class OfHonoreeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen with the honoree."""
        return self.filter(honoree__in=Honoree.objects.visible_to(user))


def years_of(term_kind, year):
    """ "2023", or "2023-2024" of a school year."""
    return f"{year}-{year + 1}" if term_kind == TermKind.SCHOOL_YEAR else str(year)


class SensitiveQuerySet(models.QuerySet):
    """What may harm somebody when it is known: holds and discipline (NĐ 13/2023, R38)."""

    def visible_to(self, user):
        """Officer and head of the unit and of those above it; Sở Nội vụ and the leaders. Nobody else."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(*TRUSTED_IN_PROVINCE):
            return self
        return self.filter(honoree__unit__in=units_below(user, *TRUSTED_IN_UNIT))

    def sees(self, user, honoree):
        """Whether this person would see such rows of an honoree; the answer is the same when there are none."""
        if not user.is_authenticated:
            return False
        return (
            user.has_role(*TRUSTED_IN_PROVINCE)
            or units_below(user, *TRUSTED_IN_UNIT).filter(descendant=honoree.unit_id).exists()
        )


class HeldAward(models.Model):
    """One award that somebody holds, whoever decided it; the streaks of the check are counted over these rows.

    `year` is the term's: the year, or the year in which the school year begins. Awards of before the portal keep the
    name that their decision had.
    """

    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="held_awards", verbose_name="đối tượng")
    award_code = models.CharField("mã danh hiệu, hình thức", max_length=30)
    award_name = models.CharField("tên ghi trong quyết định", max_length=200)
    award = models.ForeignKey(AwardType, models.PROTECT, null=True, blank=True, related_name="+")
    occasion = models.CharField("loại hình khen thưởng", max_length=20, choices=Occasion, blank=True)
    term_kind = models.CharField("kỳ thi đua", max_length=20, choices=TermKind, default=TermKind.WORKING_YEAR)
    year = models.PositiveSmallIntegerField("năm của kỳ")
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    source = models.CharField("nguồn", max_length=10, choices=AwardSource)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="held_awards")
    nomination = models.OneToOneField(Nomination, models.PROTECT, null=True, blank=True, related_name="held_award")
    external = models.ForeignKey(ExternalDecision, models.PROTECT, null=True, blank=True, related_name="held_awards")
    achievement = models.CharField("thành tích được khen", max_length=400, blank=True)
    revoked_on = models.DateField("bị hủy bỏ ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    illustrative = models.BooleanField("minh họa", default=False)

    objects = OfHonoreeQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng đã có"
        verbose_name_plural = "khen thưởng đã có"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="held_award_source_known", condition=Q(source__in=AwardSource.values)),
            models.CheckConstraint(name="held_award_term_known", condition=Q(term_kind__in=TermKind.values)),
            models.CheckConstraint(name="held_award_occasion_known", condition=Q(occasion__in=["", *Occasion.values])),
            models.UniqueConstraint(
                name="held_award_once_by_a_decision", fields=["honoree", "award_code", "decision_number", "decided_on"]
            ),
        ]
        indexes = [models.Index(fields=["honoree", "award_code", "year"], name="held_award_of_honoree")]

    def __str__(self):
        return f"{self.award_name} ({self.years})"

    @property
    def years(self):
        return years_of(self.term_kind, self.year)


class Rating(models.Model):
    """Kết quả xếp loại of one term."""

    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="ratings", verbose_name="đối tượng")
    term_kind = models.CharField("kỳ thi đua", max_length=20, choices=TermKind, default=TermKind.WORKING_YEAR)
    year = models.PositiveSmallIntegerField("năm của kỳ")
    grade = models.CharField("mức xếp loại", max_length=10, choices=Grade)
    paper_number = models.CharField("số văn bản", max_length=60, blank=True)
    paper_date = models.DateField("ngày văn bản", null=True, blank=True)
    issuer = models.CharField("nơi đánh giá", max_length=200, blank=True)
    illustrative = models.BooleanField("minh họa", default=False)

    objects = OfHonoreeQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả xếp loại"
        verbose_name_plural = "kết quả xếp loại"
        ordering = ["-year", "term_kind"]
        constraints = [
            models.UniqueConstraint(name="one_rating_a_term", fields=["honoree", "term_kind", "year"]),
            models.CheckConstraint(name="rating_grade_known", condition=Q(grade__in=Grade.values)),
            models.CheckConstraint(name="rating_term_known", condition=Q(term_kind__in=TermKind.values)),
        ]

    def __str__(self):
        return f"{self.get_grade_display()} ({self.years})"

    @property
    def years(self):
        return years_of(self.term_kind, self.year)


class Initiative(models.Model):
    """Sáng kiến, đề tài …: recognised by a council, used for one award and no other (R06).

    `used_by` is the line that claims it: set while the line stands, so that two dossiers cannot both have it.
    """

    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="initiatives", verbose_name="tác giả")
    kind = models.CharField("loại", max_length=12, choices=InitiativeKind, default=InitiativeKind.INITIATIVE)
    title = models.CharField("tên", max_length=400)
    scope = models.CharField("phạm vi áp dụng, ảnh hưởng", max_length=10, choices=Scope)
    year = models.PositiveSmallIntegerField("năm")
    council = models.CharField("hội đồng, cơ quan công nhận", max_length=200, blank=True)
    paper_number = models.CharField("số văn bản công nhận", max_length=60, blank=True)
    paper_date = models.DateField("ngày công nhận", null=True, blank=True)
    used_by = models.OneToOneField(
        Nomination, models.SET_NULL, null=True, blank=True, related_name="initiative", verbose_name="đã dùng cho"
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)
    illustrative = models.BooleanField("minh họa", default=False)
    search_name = models.CharField(max_length=400, editable=False)

    objects = OfHonoreeQuerySet.as_manager()

    class Meta:
        verbose_name = "sáng kiến, đề tài"
        verbose_name_plural = "sáng kiến, đề tài"
        ordering = ["-year", "pk"]
        constraints = [
            models.CheckConstraint(name="initiative_kind_known", condition=Q(kind__in=InitiativeKind.values)),
            models.CheckConstraint(name="initiative_scope_known", condition=Q(scope__in=Scope.values)),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.search_name = search_key(self.title)[:400]
        super().save(*args, **kwargs)

    @property
    def is_recognised(self):
        return bool(self.paper_number and self.paper_date)


class Hold(models.Model):
    """Tạm dừng xét: nothing is proposed or granted while it is open; only a conclusion releases it (R09)."""

    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="holds", verbose_name="đối tượng")
    reason = models.CharField("mã lý do", max_length=20)  # TD-01, TD-02 of the reasons' catalogue
    text = models.TextField("nội dung")
    opened_on = models.DateField("từ ngày")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    conclusion = models.TextField("kết luận", blank=True)
    conclusion_number = models.CharField("số văn bản kết luận", max_length=60, blank=True)
    conclusion_date = models.DateField("ngày kết luận", null=True, blank=True)
    released_on = models.DateField("gỡ ngày", null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = SensitiveQuerySet.as_manager()

    class Meta:
        verbose_name = "tạm dừng xét"
        verbose_name_plural = "tạm dừng xét"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="hold_released_by_a_conclusion",
                condition=Q(released_on=None, released_by=None)
                | (
                    Q(released_on__isnull=False, released_by__isnull=False, conclusion_date__isnull=False)
                    & ~Q(conclusion="")
                    & ~Q(conclusion_number="")
                ),
            ),
            models.CheckConstraint(
                name="hold_ends_after_it_begins",
                condition=Q(released_on=None) | Q(released_on__gte=F("opened_on")),
            ),
        ]

    def __str__(self):
        return f"{self.honoree}: {self.reason}"

    @property
    def is_open(self):
        return self.released_on is None


class Discipline(models.Model):
    """Kỷ luật: after it the years count anew from the day its term ends (R10)."""

    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="disciplines", verbose_name="đối tượng")
    form = models.CharField("hình thức", max_length=60)  # khiển trách, cảnh cáo, …
    severe = models.BooleanField("từ cảnh cáo trở lên", default=False)
    decided_on = models.DateField("ngày quyết định")
    ends_on = models.DateField("hết thời hạn ngày")
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)

    objects = SensitiveQuerySet.as_manager()

    class Meta:
        verbose_name = "kỷ luật"
        verbose_name_plural = "kỷ luật"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="discipline_ends_after_it_begins", condition=Q(ends_on__gte=F("decided_on"))),
        ]

    def __str__(self):
        return f"{self.form} ({self.decided_on:%d/%m/%Y})"


class Maternity(models.Model):
    """Nghỉ thai sản: its months count as worked (R11)."""

    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="maternities", verbose_name="đối tượng")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")

    objects = OfHonoreeQuerySet.as_manager()

    class Meta:
        verbose_name = "nghỉ thai sản"
        verbose_name_plural = "nghỉ thai sản"
        ordering = ["-valid_from"]
        constraints = [dated_range("maternity_ends_after_it_begins")]

    def __str__(self):
        return f"{self.valid_from:%d/%m/%Y} – {self.valid_to:%d/%m/%Y}"


class Service(models.Model):
    """Quá trình công tác: the unit and the post of an honoree between two days."""

    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="services", verbose_name="đối tượng")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    position = models.CharField("chức vụ, nghề nghiệp", max_length=200, blank=True)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = OfHonoreeQuerySet.as_manager()

    class Meta:
        verbose_name = "quá trình công tác"
        verbose_name_plural = "quá trình công tác"
        ordering = [F("valid_from").desc(nulls_last=True), "-pk"]
        constraints = [dated_range("service_ends_after_it_begins")]

    def __str__(self):
        return f"{self.unit}: {self.position}"


class HonoreeAlias(models.Model):
    """Another spelling under which an honoree was written, with where it stood."""

    honoree = models.ForeignKey(Honoree, models.CASCADE, related_name="aliases", verbose_name="đối tượng")
    name = models.CharField("tên khác", max_length=200)
    source = models.CharField("nguồn", max_length=300, blank=True)
    search_name = models.CharField(max_length=300, editable=False)

    objects = OfHonoreeQuerySet.as_manager()

    class Meta:
        verbose_name = "tên khác của đối tượng"
        verbose_name_plural = "tên khác của đối tượng"
        constraints = [models.UniqueConstraint(name="alias_once_of_an_honoree", fields=["honoree", "name"])]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = search_key(self.name)[:300]
        super().save(*args, **kwargs)
