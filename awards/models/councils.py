"""Councils of every issuing level: who set them up, who sits in them between which days, by which rules they meet."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums_council import CouncilKind, CouncilPart
from units.enums import Role, UnitKind
from units.models import Unit
from units.models.tree import on_day

KEEPS_PROVINCE = (*sorted(Role.HOME_AFFAIRS), Role.LEADER)
KEEPS_UNIT = (Role.UNIT_OFFICER, Role.UNIT_HEAD)


class CouncilQuerySet(models.QuerySet):
    def kept_by(self, user):
        """Those whose papers this person keeps or answers for: the province's at Sở Nội vụ, a unit's in the unit."""
        if not user.is_authenticated:
            return self.none()
        places = [unit_id for role, unit_id in user.roles if role in KEEPS_UNIT]
        kept = Q(unit__in=places)
        if user.has_role(*KEEPS_PROVINCE):
            kept |= Q(unit__kind=UnitKind.PROVINCE)
        return self.filter(kept)

    def visible_to(self, user):
        """One's own unit's, those in which one sits, and for Sở Nội vụ and the leaders every one."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(*KEEPS_PROVINCE):
            return self
        sits = CouncilMember.objects.filter(user=user).values("council")
        return self.filter(Q(pk__in=self.kept_by(user).values("pk")) | Q(unit=user.unit_id) | Q(pk__in=sits))

    def on(self, day):
        return self.filter(on_day(day))


class Council(models.Model):
    """Hội đồng of one unit, by a numbered decision, for a term. The province's is that of the unit of the province.

    `quorum_top`/`quorum_bottom`: the share of members who must be present to open and to count (a fraction, so that
    2/3 is exact). `usual_percent`: the share of votes where no row of the law names one.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="councils", verbose_name="đơn vị")
    kind = models.CharField("loại hội đồng", max_length=12, choices=CouncilKind, default=CouncilKind.EMULATION)
    name = models.CharField("tên hội đồng", max_length=200)
    decision_number = models.CharField("số quyết định thành lập", max_length=60)
    decision_date = models.DateField("ngày quyết định thành lập")
    valid_from = models.DateField("nhiệm kỳ từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    quorum_top = models.PositiveSmallIntegerField("phần có mặt ít nhất", default=4)
    quorum_bottom = models.PositiveSmallIntegerField("trên tổng số phần", default=5)
    usual_percent = models.PositiveSmallIntegerField("tỷ lệ phiếu khi pháp luật không quy định (%)", default=67)
    secret = models.BooleanField("bỏ phiếu kín", default=True)
    own_unit_votes = models.BooleanField("ủy viên cùng đơn vị được bỏ phiếu sau khi khai", default=True)
    illustrative = models.BooleanField("minh họa", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng"
        verbose_name_plural = "hội đồng"
        ordering = ["unit__sort_name", "kind", "-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(name="council_kind_known", condition=Q(kind__in=CouncilKind.values)),
            models.CheckConstraint(
                name="council_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="council_quorum_is_a_share",
                condition=Q(quorum_top__gt=0, quorum_bottom__gt=0, quorum_top__lte=F("quorum_bottom")),
            ),
            models.CheckConstraint(
                name="council_percent_in_range", condition=Q(usual_percent__gt=0, usual_percent__lte=100)
            ),
            models.UniqueConstraint(name="council_once_by_a_decision", fields=["unit", "kind", "decision_number"]),
        ]

    def __str__(self):
        return self.name

    @property
    def of_province(self):
        return self.unit.kind == UnitKind.PROVINCE

    @property
    def quorum(self):
        """ "4/5"."""
        return f"{self.quorum_top}/{self.quorum_bottom}"


class OfCouncilQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(council__in=Council.objects.visible_to(user))

    def on(self, day):
        return self.filter(on_day(day))


class CouncilMember(models.Model):
    """Who sits in a council between two days. `user` is empty for who has no account: their ballots are on paper."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="members", verbose_name="hội đồng")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="council_seats",
        verbose_name="tài khoản",
    )  # fmt: skip
    name = models.CharField("họ và tên", max_length=120)
    position = models.CharField("chức vụ, đơn vị", max_length=200, blank=True)
    part = models.CharField("vai trò trong hội đồng", max_length=15, choices=CouncilPart, default=CouncilPart.MEMBER)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = OfCouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hội đồng"
        verbose_name_plural = "thành viên hội đồng"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="council_part_known", condition=Q(part__in=CouncilPart.values)),
            models.CheckConstraint(
                name="council_member_ends_after_beginning",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                name="council_account_once", fields=["council", "user"],
                condition=Q(user__isnull=False, valid_to=None),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name
