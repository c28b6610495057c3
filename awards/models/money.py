"""Tiền thưởng: what each granted line is paid, by whom, and the fund it comes from (NĐ 152/2025/NĐ-CP Điều 46, 49)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.enums_issuing import BonusRule, FundUse, Payer, PaymentState
from awards.models.catalogue import DatedQuerySet, dated_range
from awards.models.decisions import Decision
from awards.models.dossiers import Nomination
from units.enums import Role

READS_FUND = (
    Role.HOME_AFFAIRS_OFFICER, Role.HOME_AFFAIRS_MANAGER, Role.HOME_AFFAIRS_HEAD, Role.OFFICE, Role.LEADER,
)  # fmt: skip


class OfFundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sở Nội vụ keeps the fund; the office and the leaders read it."""
        return self if user.is_authenticated and user.has_role(*READS_FUND) else self.none()


class FundCeiling(models.Model):
    """Mức trích tối đa in hundredths of a percent of regular spending (1,5 % is 150), between two days (R29)."""

    hundredths = models.PositiveIntegerField("mức tối đa (phần vạn chi thường xuyên)")
    valid_from = models.DateField("từ ngày", unique=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    citation = models.CharField("căn cứ", max_length=300)
    verified = models.BooleanField("đã đối chiếu văn bản", default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "mức trần quỹ thi đua, khen thưởng"
        verbose_name_plural = "mức trần quỹ thi đua, khen thưởng"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(name="ceiling_in_range", condition=Q(hundredths__gt=0, hundredths__lte=10_000)),
            dated_range("ceiling_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.hundredths / 100:g} %"


class Fund(models.Model):
    """Quỹ thi đua, khen thưởng of a year. Amounts in whole đồng; `base` is the year's regular spending (R29)."""

    year = models.PositiveSmallIntegerField("năm", unique=True)
    base = models.BigIntegerField("dự toán chi thường xuyên (đồng)")
    allotted = models.BigIntegerField("số đã bố trí cho quỹ (đồng)", default=0)
    document = models.CharField("văn bản giao dự toán", max_length=200)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField("nhập lúc")
    illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = OfFundQuerySet.as_manager()

    class Meta:
        verbose_name = "quỹ thi đua, khen thưởng"
        verbose_name_plural = "quỹ thi đua, khen thưởng"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(name="fund_base_above_zero", condition=Q(base__gt=0)),
            models.CheckConstraint(name="fund_allotted_not_below_zero", condition=Q(allotted__gte=0)),
        ]

    def __str__(self):
        return f"Quỹ thi đua, khen thưởng năm {self.year}"


class FundEntry(models.Model):
    """What the fund spends besides money to honorees. Entered by mistake: cancelled with a reason, not deleted."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="entries")
    use = models.CharField("nội dung chi", max_length=10, choices=FundUse)
    amount = models.BigIntegerField("số tiền (đồng)")
    on = models.DateField("ngày chi")
    document = models.CharField("chứng từ", max_length=120)
    note = models.CharField("diễn giải", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("ghi lúc")
    cancelled_at = models.DateTimeField("hủy lúc", null=True)
    cancelled_why = models.CharField("lý do hủy", max_length=300, blank=True)

    objects = OfFundQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản chi của quỹ"
        verbose_name_plural = "khoản chi của quỹ"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(name="fund_entry_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="fund_entry_use_known", condition=Q(use__in=FundUse.values)),
            models.CheckConstraint(
                name="cancelled_entry_says_why",
                condition=Q(cancelled_at=None, cancelled_why="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_why="")),
            ),
        ]

    def __str__(self):
        return f"{self.document}: {self.amount}"


class BonusPayment(models.Model):
    """The money of one granted line, fixed by its decision; `amount` in whole đồng, None where no level is known."""

    line = models.OneToOneField(Nomination, models.PROTECT, related_name="payment", verbose_name="dòng đề nghị")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="payments", verbose_name="quyết định")
    amount = models.BigIntegerField("tiền thưởng (đồng)", null=True)
    rule = models.CharField("cách tính", max_length=10, choices=BonusRule)
    note = models.CharField("ghi chú", max_length=400, blank=True)
    payer = models.CharField("nguồn chi", max_length=10, choices=Payer, default=Payer.FUND)
    payer_name = models.CharField("tên cơ quan chi", max_length=200, blank=True)
    state = models.CharField("trạng thái chi", max_length=10, choices=PaymentState, default=PaymentState.COMMITTED)
    paid_on = models.DateField("ngày chi", null=True)
    voucher = models.CharField("chứng từ", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfFundQuerySet.as_manager()

    class Meta:
        verbose_name = "tiền thưởng của một dòng"
        verbose_name_plural = "tiền thưởng của một dòng"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="payment_not_below_zero", condition=Q(amount=None) | Q(amount__gte=0)),
            models.CheckConstraint(name="payment_rule_known", condition=Q(rule__in=BonusRule.values)),
            models.CheckConstraint(name="payment_payer_known", condition=Q(payer__in=Payer.values)),
            models.CheckConstraint(name="payment_state_known", condition=Q(state__in=PaymentState.values)),
            models.CheckConstraint(name="other_payer_is_named", condition=~Q(payer=Payer.OTHER) | ~Q(payer_name="")),
            models.CheckConstraint(
                name="paid_has_day_and_voucher",
                condition=~Q(state=PaymentState.PAID) | (Q(paid_on__isnull=False) & ~Q(voucher="")),
            ),
        ]

    def __str__(self):
        return f"{self.line_id}: {self.amount}"
