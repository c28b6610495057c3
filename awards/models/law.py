"""The law on eligibility, authority, ballots, papers and days, as rows with their days, ground and standing (R01)."""

from django.db import models
from django.db.models import Q

from awards.enums import Decider, InstrumentKind, Occasion, Standing, Subject
from awards.models.catalogue import DatedQuerySet, dated_range
from thidua.sight import SignedInQuerySet


class Instrument(models.Model):
    """Văn bản: a law, decree or other paper that the rows below name as their ground."""

    code = models.CharField("mã", max_length=30, unique=True)
    number = models.CharField("số, ký hiệu", max_length=60)
    kind = models.CharField("loại văn bản", max_length=10, choices=InstrumentKind)
    title = models.CharField("trích yếu", max_length=400)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="được thay bằng"
    )
    standing = models.CharField("mức đối chiếu", max_length=10, choices=Standing, default=Standing.UNVERIFIED)
    source = models.CharField("nguồn đã đọc", max_length=400, blank=True)
    note = models.CharField("ghi chú", max_length=400, blank=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-valid_from", "code"]
        constraints = [
            models.CheckConstraint(name="instrument_kind_known", condition=Q(kind__in=InstrumentKind.values)),
            models.CheckConstraint(name="instrument_standing_known", condition=Q(standing__in=Standing.values)),
            dated_range("instrument_ends_after_it_begins"),
        ]

    def __str__(self):
        return self.number


class Provision(models.Model):
    """What every row of the law has: the award, its days, the article, and how well it is known."""

    award_code = models.CharField("mã danh hiệu, hình thức", max_length=30, blank=True)  # empty: every award
    subject = models.CharField("đối tượng", max_length=12, choices=Subject, blank=True)  # empty: every kind
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+", verbose_name="văn bản")
    article = models.CharField("điều, khoản, điểm", max_length=120)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    standing = models.CharField("mức đối chiếu", max_length=10, choices=Standing, default=Standing.UNVERIFIED)
    note = models.CharField("ghi chú", max_length=400, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    version = models.PositiveIntegerField(default=1)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["award_code", "order", "pk"]
        constraints = [
            models.CheckConstraint(name="%(class)s_standing_known", condition=Q(standing__in=Standing.values)),
            models.CheckConstraint(name="%(class)s_subject_known", condition=Q(subject__in=["", *Subject.values])),
            dated_range("%(class)s_ends_after_it_begins"),
        ]

    @property
    def citation(self):
        """ "Điều 23 khoản 1, Luật 06/2022/QH15"; a value of the portal's own is never shown as law."""
        if self.instrument.kind == InstrumentKind.PORTAL:
            return self.article
        return f"{self.article}, {self.instrument.get_kind_display()} {self.instrument.number}"


class EligibilityRule(Provision):
    """One criterion: a type of `awards.checks` with its parameters. Rows of one `group` are alternatives (or)."""

    code = models.CharField("mã", max_length=60, unique=True)
    kind = models.CharField("kiểu tiêu chuẩn", max_length=40)
    parameters = models.JSONField("tham số", default=dict, blank=True)
    occasion = models.CharField("loại hình khen thưởng", max_length=20, choices=Occasion, blank=True)  # empty: every
    group = models.CharField("nhóm thay thế nhau", max_length=40, blank=True)  # empty: must hold by itself
    text = models.CharField("nội dung tiêu chuẩn", max_length=400)
    blocks = models.BooleanField("luật không cho đề nghị khi không đạt", default=False)

    class Meta(Provision.Meta):
        verbose_name = "tiêu chuẩn"
        verbose_name_plural = "tiêu chuẩn"

    def __str__(self):
        return self.text


class AuthorityRule(Provision):
    """Who may decide an award between two days (R16)."""

    decider = models.CharField("người quyết định", max_length=20, choices=Decider)

    class Meta(Provision.Meta):
        verbose_name = "thẩm quyền quyết định"
        verbose_name_plural = "thẩm quyền quyết định"
        constraints = [
            *Provision.Meta.constraints,
            models.CheckConstraint(name="authority_decider_known", condition=Q(decider__in=Decider.values)),
        ]

    def __str__(self):
        return f"{self.award_code}: {self.get_decider_display()}"


class BallotRule(Provision):
    """The share of all members, present or not, by which a council must vote for an award (R19)."""

    percent = models.PositiveSmallIntegerField("tỷ lệ phiếu (%)")
    by_province = models.BooleanField("Hội đồng tỉnh bỏ phiếu", default=False)  # else that of the nominating level

    class Meta(Provision.Meta):
        verbose_name = "tỷ lệ phiếu"
        verbose_name_plural = "tỷ lệ phiếu"
        constraints = [
            *Provision.Meta.constraints,
            models.CheckConstraint(name="ballot_percent_in_range", condition=Q(percent__gt=0, percent__lte=100)),
        ]

    def __str__(self):
        return f"{self.award_code}: {self.percent} %"


class ChecklistItem(Provision):
    """A paper that a dossier must hold (R17, R18); `simple`: by the simplified procedure."""

    purpose = models.CharField("mã giấy tờ", max_length=30)  # as long as that of a file
    name = models.CharField("tên giấy tờ", max_length=200)
    occasion = models.CharField("loại hình khen thưởng", max_length=20, choices=Occasion, blank=True)
    simple = models.BooleanField("thủ tục đơn giản", default=False)
    required = models.BooleanField("bắt buộc", default=True)
    per_line = models.BooleanField("của từng dòng", default=False)
    copies = models.PositiveSmallIntegerField("số bản", default=1)

    class Meta(Provision.Meta):
        verbose_name = "thành phần hồ sơ"
        verbose_name_plural = "thành phần hồ sơ"

    def __str__(self):
        return self.name


class DeadlineRule(Provision):
    """Days that the law or the province gives for one event: working days, or a yearly day (R24, R25)."""

    event = models.CharField("mã việc", max_length=40)
    name = models.CharField("việc", max_length=200)
    working_days = models.PositiveSmallIntegerField("số ngày làm việc", null=True, blank=True)
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    day = models.PositiveSmallIntegerField("ngày", null=True, blank=True)
    occasion = models.CharField("loại hình khen thưởng", max_length=20, choices=Occasion, blank=True)

    class Meta(Provision.Meta):
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        constraints = [
            *Provision.Meta.constraints,
            models.CheckConstraint(
                name="deadline_is_days_or_a_day",
                condition=Q(working_days__isnull=False, month=None, day=None)
                | Q(working_days=None, month__range=(1, 12), day__range=(1, 31)),
            ),
        ]

    def __str__(self):
        return self.name
