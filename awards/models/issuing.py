"""Who issues decisions, their numbers, and decisions on their way: R31, NĐ 30/2020/NĐ-CP Điều 15."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.enums import Decider
from awards.enums_issuing import BookKind, DraftState, Numbering
from awards.models.catalogue import DatedQuerySet, dated_range
from awards.models.decisions import Decision
from units.enums import Role
from units.models import Unit

PREPARES = (
    Role.HOME_AFFAIRS_OFFICER, Role.HOME_AFFAIRS_MANAGER, Role.HOME_AFFAIRS_HEAD, Role.OFFICE, Role.LEADER, Role.CLERK,
)  # fmt: skip


class OfPreparersQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is not yet in force is for those who prepare, sign and number it."""
        return self if user.is_authenticated and user.has_role(*PREPARES) else self.none()


class IssuingOffice(models.Model):
    """Cơ quan ban hành between two days: its letterhead, place and signer as its decisions of those days bear them."""

    code = models.CharField("mã", max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    decider = models.CharField("người quyết định", max_length=20, choices=Decider)
    name = models.CharField("tên cơ quan ban hành", max_length=200)
    above = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    authority = models.CharField("thẩm quyền ban hành", max_length=200)  # "Chủ tịch Ủy ban nhân dân tỉnh Kon Tum"
    symbol = models.CharField("ký hiệu", max_length=40)
    place = models.CharField("địa danh", max_length=100)
    signer = models.CharField("người ký", max_length=120, blank=True)  # empty: whoever signs on the portal
    signer_title = models.CharField("chức vụ người ký", max_length=200)
    numbering = models.CharField("cách cấp số", max_length=10, choices=Numbering, default=Numbering.TYPED)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan ban hành quyết định"
        verbose_name_plural = "cơ quan ban hành quyết định"
        ordering = ["code", "valid_from"]
        constraints = [
            models.CheckConstraint(name="office_decider_known", condition=Q(decider__in=Decider.values)),
            models.CheckConstraint(name="office_numbering_known", condition=Q(numbering__in=Numbering.values)),
            models.UniqueConstraint(
                name="office_once_from_a_day", fields=["code", "valid_from"], condition=Q(valid_from__isnull=False)
            ),
            models.UniqueConstraint(
                name="office_once_from_the_start", fields=["code"], condition=Q(valid_from__isnull=True)
            ),
            dated_range("office_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.name} ({self.symbol})"

    @property
    def has_register(self):
        return self.numbering == Numbering.REGISTER


class NumberBook(models.Model):
    """One register of a year: `last` is the highest number given. Whoever takes the next holds this row locked."""

    kind = models.CharField("loại sổ", max_length=10, choices=BookKind)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    symbol = models.CharField("ký hiệu", max_length=40, blank=True)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cấp gần nhất", default=0)

    objects = OfPreparersQuerySet.as_manager()

    class Meta:
        verbose_name = "sổ cấp số"
        verbose_name_plural = "sổ cấp số"
        ordering = ["-year", "issuer", "symbol"]
        constraints = [
            models.UniqueConstraint(name="number_book_once_a_year", fields=["kind", "issuer", "symbol", "year"]),
            models.CheckConstraint(name="number_book_kind_known", condition=Q(kind__in=BookKind.values)),
        ]

    def __str__(self):
        return f"{self.issuer}, {self.symbol}, {self.year}"


class DecisionDraft(models.Model):
    """Dự thảo quyết định: lines of one or many dossiers that one decision will grant; a dossier may feed several."""

    title = models.CharField("trích yếu", max_length=400)
    decider = models.CharField("người quyết định", max_length=20, choices=Decider, default=Decider.PROVINCE)
    state = models.CharField("trạng thái", max_length=10, choices=DraftState, default=DraftState.DRAFTING)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="draft")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("lập lúc")
    illustrative = models.BooleanField("dữ liệu minh họa", default=False)

    objects = OfPreparersQuerySet.as_manager()

    class Meta:
        verbose_name = "dự thảo quyết định"
        verbose_name_plural = "dự thảo quyết định"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="draft_state_stored", condition=Q(state__in=DraftState.STORED)),
            models.CheckConstraint(name="draft_decider_known", condition=Q(decider__in=Decider.values)),
            models.CheckConstraint(
                name="draft_issued_has_a_decision",
                condition=Q(state=DraftState.ISSUED, decision__isnull=False)
                | (~Q(state=DraftState.ISSUED) & Q(decision=None)),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.state == DraftState.DRAFTING


class BookNumber(models.Model):
    """A number taken from a register: used by a decision, or cancelled with its reason; never given again (R31)."""

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField("số")
    draft = models.ForeignKey(DecisionDraft, models.PROTECT, related_name="numbers")
    taken_on = models.DateField("ngày cấp số")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField("cấp lúc")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="book_number")
    cancelled_at = models.DateTimeField("hủy lúc", null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_why = models.CharField("lý do hủy số", max_length=400, blank=True)

    objects = OfPreparersQuerySet.as_manager()

    class Meta:
        verbose_name = "số đã cấp"
        verbose_name_plural = "số đã cấp"
        ordering = ["-book__year", "book", "-number"]
        constraints = [
            models.UniqueConstraint(name="number_given_once", fields=["book", "number"]),
            models.CheckConstraint(name="given_number_above_zero", condition=Q(number__gt=0)),
            models.CheckConstraint(
                name="cancelled_number_says_why",
                condition=Q(cancelled_at=None, cancelled_why="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_why="")),
            ),
            models.CheckConstraint(name="number_used_or_cancelled", condition=Q(decision=None) | Q(cancelled_at=None)),
            models.UniqueConstraint(
                name="one_standing_number_a_draft", fields=["draft"], condition=Q(cancelled_at=None)
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def code(self):
        return f"{self.number:02d}/{self.book.symbol}"
