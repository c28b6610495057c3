"""Hồ sơ đề nghị khen thưởng: a dossier of a unit with its lines."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from awards.enums import DossierState, LineState, Occasion
from awards.models.catalogue import AwardType
from awards.models.decisions import Decision
from awards.models.honorees import Honoree
from movements.models import Movement
from thidua.text import search_key
from units.models import Ancestry, Unit


class DossierQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own unit wholly; above it and in the province what has come there and is not taken back.

        Above means along the tree of the day on which the dossier was made; the province sees what has reached
        Sở Nội vụ, not what still lies with the unit's parent.
        """
        if not user.is_authenticated:
            return self.none()
        own = Q(unit=user.unit_id)
        if user.sees_province:
            return self.filter(own | (Q(arrived_at__isnull=False) & ~Q(state__in=DossierState.NOT_IN_PROVINCE)))
        made_on = OuterRef("created_at__date")
        below = Ancestry.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=made_on),
            Q(valid_to=None) | Q(valid_to__gte=made_on),
            ancestor=user.unit_id,
            descendant=OuterRef("unit"),
        )
        left = Q(first_sent_at__isnull=False) & ~Q(state__in=DossierState.WITH_UNIT_ALONE)
        return self.filter(own | (left & Exists(below)))

    def files_visible_to(self, user):
        """Dossiers whose papers and lines may be read: while a unit corrects, its work stays with it."""
        standing = Q(unit=getattr(user, "unit_id", None)) | ~Q(state__in=DossierState.EDITABLE)
        return self.visible_to(user).filter(standing)

    def with_names(self):
        return self.select_related("unit", "receiver", "movement", "decision", "signed_by")


class Dossier(models.Model):
    """`receiver` is where it goes first: the parent's unit, or Sở Nội vụ. Numbers are those of signed papers."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers", verbose_name="đơn vị đề nghị")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="received_dossiers", verbose_name="nơi nhận")
    title = models.CharField("trích yếu", max_length=300)
    occasion = models.CharField("loại hình khen thưởng", max_length=20, choices=Occasion)
    movement = models.ForeignKey(
        Movement, models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="phong trào"
    )
    state = models.CharField("trạng thái", max_length=20, choices=DossierState, default=DossierState.DRAFT)
    petition_number = models.CharField("số tờ trình", max_length=60, blank=True)
    petition_date = models.DateField("ngày tờ trình", null=True, blank=True)
    petition_signer = models.CharField("người ký tờ trình", max_length=120, blank=True)
    forward_number = models.CharField("số tờ trình của cấp quản lý", max_length=60, blank=True)
    forward_date = models.DateField("ngày tờ trình của cấp quản lý", null=True, blank=True)
    proposal_number = models.CharField("số tờ trình của Sở Nội vụ", max_length=60, blank=True)
    proposal_date = models.DateField("ngày tờ trình của Sở Nội vụ", null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="dossiers", verbose_name="quyết định"
    )
    first_sent_at = models.DateTimeField("gửi lần đầu", null=True)
    arrived_at = models.DateTimeField("đến Sở Nội vụ lần đầu", null=True)
    received_at = models.DateTimeField("tiếp nhận đủ hồ sơ", null=True)  # from here the appraisal's days run
    stage_since = models.DateTimeField("ở bước này từ", null=True)  # the office's clock
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("lập lúc")
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField("dữ liệu minh họa", default=False)
    search_name = models.CharField(max_length=600, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ đề nghị khen thưởng"
        verbose_name_plural = "hồ sơ đề nghị khen thưởng"
        constraints = [
            models.CheckConstraint(name="dossier_state_known", condition=Q(state__in=DossierState.values)),
            models.CheckConstraint(name="dossier_occasion_known", condition=Q(occasion__in=Occasion.values)),
            models.CheckConstraint(
                name="decided_has_a_decision",
                condition=~Q(state=DossierState.DECIDED) | Q(decision__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "receiver"], name="dossier_queue")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.search_name = search_key(f"{self.title} {self.unit.name} {self.unit.short_name}")[:600]
        super().save(*args, **kwargs)

    @property
    def is_editable(self):
        return self.state in DossierState.EDITABLE

    @property
    def goes_to_department(self):
        """Whether it goes to Sở Nội vụ at once; otherwise the parent's officer looks at it first."""
        return self.receiver.code == settings.OFFICE["department_code"]


class NominationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Lines of the dossiers that one may read; what was granted is public, as its decision is."""
        return self.filter(Q(state=LineState.GRANTED) | Q(dossier__in=Dossier.objects.files_visible_to(user)))

    def granted(self):
        return self.filter(state=LineState.GRANTED)


class Nomination(models.Model):
    """One line: who, for what, which award; it passes or fails by itself."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="lines")
    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="nominations", verbose_name="đối tượng")
    award = models.ForeignKey(
        AwardType, models.PROTECT, related_name="nominations", verbose_name="danh hiệu, hình thức"
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    achievement = models.TextField("tóm tắt thành tích", blank=True)
    name_then = models.CharField("tên ghi trong quyết định", max_length=200, blank=True)
    position_then = models.CharField("chức vụ ghi trong quyết định", max_length=200, blank=True)
    state = models.CharField("trạng thái", max_length=20, choices=LineState, default=LineState.PROPOSED)
    reason = models.CharField("mã lý do", max_length=20, blank=True)
    note = models.TextField("ghi rõ", blank=True)
    bonus = models.BigIntegerField("tiền thưởng (đồng)", null=True)  # fixed by the base salary of the decision's date

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng đề nghị"
        verbose_name_plural = "dòng đề nghị"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="line_state_known", condition=Q(state__in=LineState.values)),
            models.CheckConstraint(
                name="failed_line_says_why",
                condition=~Q(state__in=[LineState.INELIGIBLE, LineState.NOT_GRANTED]) | ~Q(reason=""),
            ),
            models.UniqueConstraint(name="one_award_once_in_a_dossier", fields=["dossier", "honoree", "award"]),
        ]

    def __str__(self):
        return f"{self.honoree}: {self.award}"
