"""Hủy bỏ quyết định khen thưởng: the case, what it revokes, what comes back, what had counted it (Luật Điều 93)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import LineState
from awards.enums_revocations import FlagVerdict, RecoveryKind, RevocationGround, RevocationState
from awards.models.dossiers import Nomination
from awards.models.honorees import Honoree, units_below
from awards.models.records import TRUSTED_IN_PROVINCE, TRUSTED_IN_UNIT, HeldAward
from units.enums import Role

READS_REVOCATIONS = (*TRUSTED_IN_PROVINCE, Role.OFFICE, Role.CLERK)


class RevocationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever prepares and decides; the unit and those above it once it is decided: they give back."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(*READS_REVOCATIONS):
            return self
        below = units_below(user, *TRUSTED_IN_UNIT)
        return self.filter(state=RevocationState.REVOKED, honoree__unit__in=below)

    def with_names(self):
        return self.select_related("honoree__unit", "signed_by", "proposed_by")


class Revocation(models.Model):
    """One case: awards of one honoree, one of the four grounds, the paper it rests on, the decision that ends it."""

    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="revocations", verbose_name="đối tượng")
    state = models.CharField("trạng thái", max_length=20, choices=RevocationState, default=RevocationState.DRAFTING)
    ground = models.CharField("căn cứ hủy bỏ", max_length=8, choices=RevocationGround)
    facts = models.TextField("nội dung vi phạm")
    basis = models.CharField("văn bản làm căn cứ", max_length=200)  # number and who issued it
    basis_date = models.DateField("ngày văn bản làm căn cứ")
    authority = models.CharField("nơi ra quyết định khen thưởng", max_length=200)
    decided_here = models.BooleanField("UBND tỉnh đã quyết định khen thưởng")
    proposal_number = models.CharField("số tờ trình đề nghị hủy bỏ", max_length=60, blank=True)
    proposal_date = models.DateField("ngày tờ trình đề nghị hủy bỏ", null=True)
    number = models.CharField("số quyết định hủy bỏ", max_length=60, blank=True)
    revoked_on = models.DateField("ngày quyết định hủy bỏ", null=True)
    issuer = models.CharField("cơ quan quyết định hủy bỏ", max_length=200, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("lập lúc")
    stage_since = models.DateTimeField("ở bước này từ")
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField("minh họa", default=False)

    objects = RevocationQuerySet.as_manager()

    class Meta:
        verbose_name = "vụ việc hủy bỏ khen thưởng"
        verbose_name_plural = "hủy bỏ khen thưởng"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="revocation_state_known", condition=Q(state__in=RevocationState.values)),
            models.CheckConstraint(name="revocation_ground_known", condition=Q(ground__in=RevocationGround.values)),
            models.CheckConstraint(
                name="revoked_by_a_decision",
                condition=Q(state=RevocationState.REVOKED, revoked_on__isnull=False) & ~Q(number="") & ~Q(issuer="")
                | ~Q(state=RevocationState.REVOKED) & Q(revoked_on=None, number=""),
            ),
            models.UniqueConstraint(
                name="revocation_number_once_a_day", fields=["issuer", "number", "revoked_on"],
                condition=~Q(number=""),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.honoree.name}: {self.get_state_display()}"


class OfRevocationQuerySet(models.QuerySet):
    case = "revocation"

    def visible_to(self, user):
        return self.filter(**{f"{self.case}__in": Revocation.objects.visible_to(user)})


class RecoveryQuerySet(OfRevocationQuerySet):
    case = "award__revocation"


class RevokedAward(models.Model):
    """One award of a case. `standing`: the case is open or ended in revocation, so that no other may have it."""

    revocation = models.ForeignKey(Revocation, models.CASCADE, related_name="awards")
    held = models.ForeignKey(HeldAward, models.PROTECT, related_name="revocations", verbose_name="khen thưởng")
    standing = models.BooleanField(default=True)

    objects = OfRevocationQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng bị hủy bỏ"
        verbose_name_plural = "khen thưởng bị hủy bỏ"
        ordering = ["held__decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(name="award_in_one_case", fields=["held"], condition=Q(standing=True)),
            models.UniqueConstraint(name="award_once_in_a_case", fields=["revocation", "held"]),
        ]

    def __str__(self):
        return str(self.held)


class Recovery(models.Model):
    """What must come back: the object, and the money where the amount is known (whole đồng; None: not known yet)."""

    award = models.ForeignKey(RevokedAward, models.CASCADE, related_name="recoveries")
    kind = models.CharField("loại", max_length=8, choices=RecoveryKind)
    about = models.CharField("hiện vật, khoản tiền", max_length=200)
    amount = models.BigIntegerField("số tiền phải thu hồi (đồng)", null=True)
    returned = models.BigIntegerField("đã thu hồi (đồng)", default=0)
    returned_on = models.DateField("thu hồi xong ngày", null=True)
    paper = models.CharField("biên bản, phiếu thu", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản thu hồi"
        verbose_name_plural = "thu hồi hiện vật, tiền thưởng"
        ordering = ["award", "kind", "pk"]
        constraints = [
            models.CheckConstraint(name="recovery_kind_known", condition=Q(kind__in=RecoveryKind.values)),
            models.CheckConstraint(
                name="recovery_within_the_amount",
                condition=Q(returned=0) | Q(amount__isnull=False, returned__gt=0, returned__lte=F("amount")),
            ),
            models.CheckConstraint(
                name="recovery_of_an_object_has_no_money",
                condition=~Q(kind=RecoveryKind.OBJECT) | Q(amount=None, returned=0),
            ),
            models.CheckConstraint(
                name="recovered_by_somebody", condition=Q(returned_on=None) | Q(recorded_by__isnull=False)
            ),
            models.UniqueConstraint(name="recovery_once_of_a_kind", fields=["award", "kind"]),
        ]

    def __str__(self):
        return self.about

    @property
    def left(self):
        """Whole đồng still to come; None while the amount is not known, or of an object."""
        return None if self.amount is None else self.amount - self.returned


class RevocationFlag(models.Model):
    """A later award, or an open line, that had counted what is revoked; a person says what follows."""

    revocation = models.ForeignKey(Revocation, models.CASCADE, related_name="flags")
    held = models.ForeignKey(HeldAward, models.PROTECT, null=True, related_name="+", verbose_name="khen thưởng sau đó")
    line = models.ForeignKey(Nomination, models.CASCADE, null=True, related_name="+", verbose_name="dòng đang xét")
    text = models.TextField("tiêu chuẩn không còn đủ")
    verdict = models.CharField("xử lý", max_length=10, choices=FlagVerdict, default=FlagVerdict.OPEN)
    note = models.CharField("lý do, căn cứ", max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("xử lý lúc", null=True)

    objects = OfRevocationQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng cần xem lại"
        verbose_name_plural = "khen thưởng cần xem lại"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="flag_verdict_known", condition=Q(verdict__in=FlagVerdict.values)),
            models.CheckConstraint(
                name="flag_on_one_thing",
                condition=Q(held__isnull=False, line=None) | Q(held=None, line__isnull=False),
            ),
            models.CheckConstraint(
                name="flag_settled_with_a_reason",
                condition=Q(verdict=FlagVerdict.OPEN, by=None, at=None)
                | (~Q(verdict=FlagVerdict.OPEN) & Q(by__isnull=False, at__isnull=False) & ~Q(note="")),
            ),
            models.UniqueConstraint(
                name="flag_once_on_an_award", fields=["revocation", "held"], condition=Q(held__isnull=False)
            ),
            models.UniqueConstraint(
                name="flag_once_on_a_line", fields=["revocation", "line"], condition=Q(line__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.held or self.line}: {self.get_verdict_display()}"

    @property
    def is_open_line(self):
        return self.line is not None and self.line.state in LineState.OPEN
