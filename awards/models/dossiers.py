"""Hồ sơ đề nghị khen thưởng: a dossier of a unit with its lines."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When

from awards.enums import Authority, DossierState, LineState, Occasion, PersonClass, SimpleGround
from awards.models.catalogue import AwardType
from awards.models.decisions import Decision
from awards.models.honorees import Honoree
from movements.models import Movement
from thidua.clock import office_date
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
        if user.unit_id is not None:
            own |= Q(entered_in=user.unit_id)  # nhập thay: who types a paper in sees it as its unit does
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
        unit_id = getattr(user, "unit_id", None)
        standing = Q(unit=unit_id) | ~Q(state__in=DossierState.EDITABLE)
        if unit_id is not None:
            standing |= Q(entered_in=unit_id)
        return self.visible_to(user).filter(standing)

    def with_names(self):
        return self.select_related(
            "unit", "receiver", "movement", "decision", "signed_by", "entered_by", "assigned_to"
        )  # fmt: skip


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
    level = models.CharField("cấp quyết định", max_length=10, choices=Authority, default=Authority.PROVINCE)
    simple_ground = models.CharField("căn cứ thủ tục đơn giản", max_length=20, choices=SimpleGround, blank=True)
    deed_on = models.DateField("ngày lập thành tích", null=True, blank=True)  # of an urgent one: days run from it
    direction = models.CharField("chỉ đạo của lãnh đạo", max_length=400, blank=True)  # on which Sở Nội vụ opened it
    direction_date = models.DateField("ngày chỉ đạo", null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # nhập thay
    entered_in = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    paper_arrived_on = models.DateField("ngày đến của bản giấy", null=True, blank=True)
    head_confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    head_confirmed_at = models.DateTimeField("thủ trưởng xác nhận", null=True)
    open_marks = models.CharField("dấu hiệu Mật đã xem lại", max_length=400, blank=True)  # words that are no secret
    law_choice = models.TextField("lý do chọn luật có lợi hơn", blank=True)  # R02; empty: the law of the receipt's day
    receipt_number = models.PositiveIntegerField("số giấy tiếp nhận", null=True)
    receipt_year = models.PositiveSmallIntegerField("năm tiếp nhận", null=True)
    promised_on = models.DateField("hẹn trả kết quả", null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người thẩm định"
    )
    assigned_at = models.DateTimeField("phân công lúc", null=True)
    # Of the newest notice of ineligibility; each of them is a row of `RefusalNotice`.
    refusal_number = models.CharField("số thông báo không đủ điều kiện", max_length=60, blank=True)
    refusal_date = models.DateField("ngày thông báo không đủ điều kiện", null=True, blank=True)
    refusal_due = models.DateField("hạn thông báo không đủ điều kiện", null=True)  # while some line is not yet told
    split_from = models.ForeignKey(  # lines put on hold leave a dossier that goes on; its papers stay there
        "self", models.PROTECT, null=True, related_name="split_off", verbose_name="tách từ hồ sơ"
    )
    opinions_done_on = models.DateField("đủ ý kiến ngày", null=True)  # then these working days are given
    opinions_days = models.PositiveSmallIntegerField("số ngày sau khi đủ ý kiến", null=True)
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
                name="dossier_level_known", condition=Q(level__in=[Authority.PROVINCE, Authority.STATE])
            ),
            models.CheckConstraint(
                name="dossier_ground_known", condition=Q(simple_ground__in=["", *SimpleGround.values])
            ),
            models.UniqueConstraint(
                name="receipt_number_once_a_year",
                fields=["receipt_year", "receipt_number"],
                condition=Q(receipt_number__isnull=False),
            ),
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
    def is_simple(self):
        """By the simplified procedure: a tờ trình and a short report are enough (Luật Điều 85)."""
        return bool(self.simple_ground)

    @property
    def occasion_label(self):
        """The occasion in the words of the day on which the dossier was made (R04)."""
        return Occasion.label_on(self.occasion, office_date(self.created_at))

    @property
    def is_directed(self):
        """Opened by Sở Nội vụ on a leader's direction: it needs no tờ trình of a unit."""
        return bool(self.direction)

    @property
    def goes_to_department(self):
        """Whether it goes to Sở Nội vụ at once; otherwise the parent's officer looks at it first."""
        return self.receiver.code == settings.OFFICE["department_code"]


class NominationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Lines of the dossiers that one may read; what was granted is public, as its decision is."""
        return self.filter(Q(state__in=LineState.PUBLIC) | Q(dossier__in=Dossier.objects.files_visible_to(user)))

    def granted(self):
        return self.filter(state=LineState.GRANTED)

    def decided(self):
        """Granted once, whether it stands or was revoked: what a decision's list keeps."""
        return self.filter(state__in=LineState.PUBLIC)

    def with_class(self):
        """`counted_class`: the class of person when the line was sent; of lines from before that, the register's."""
        sent = When(class_then="", then=F("honoree__person_class"))
        return self.annotate(counted_class=Case(sent, default=F("class_then")))


class Nomination(models.Model):
    """One line: who, for what, which award; it passes or fails by itself."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="lines")
    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="nominations", verbose_name="đối tượng")
    award = models.ForeignKey(
        AwardType, models.PROTECT, related_name="nominations", verbose_name="danh hiệu, hình thức"
    )
    decision = models.ForeignKey(  # a dossier's lines may be granted by several decisions
        Decision, models.PROTECT, null=True, related_name="lines", verbose_name="quyết định"
    )
    draft = models.ForeignKey(
        "awards.DecisionDraft", models.SET_NULL, null=True, related_name="lines", verbose_name="dự thảo quyết định"
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    achievement = models.TextField("tóm tắt thành tích", blank=True)
    name_then = models.CharField("tên ghi trong quyết định", max_length=200, blank=True)
    position_then = models.CharField("chức vụ ghi trong quyết định", max_length=200, blank=True)
    state = models.CharField("trạng thái", max_length=20, choices=LineState, default=LineState.PROPOSED)
    reason = models.CharField("mã lý do", max_length=20, blank=True)
    note = models.TextField("ghi rõ", blank=True)
    bonus = models.BigIntegerField("tiền thưởng (đồng)", null=True)  # fixed by the base salary of the decision's date
    notified_on = models.DateField("ngày thông báo không đủ điều kiện", null=True)  # by the notice the director signed
    notice = models.ForeignKey(  # which notice told of it
        "awards.RefusalNotice", models.PROTECT, null=True, related_name="lines", verbose_name="thông báo"
    )
    asked_award = models.ForeignKey(  # what was asked for first, where a lower form took its place
        AwardType, models.PROTECT, null=True, related_name="+", verbose_name="hình thức đề nghị ban đầu"
    )
    version = models.PositiveIntegerField(default=1)  # of the award and the words
    declared_by = models.CharField("người kê khai", max_length=120, blank=True)  # answers for the words (R17)
    declared_on = models.DateField("ngày xác nhận kê khai", null=True)
    # What the ministry's forms 0602 and 0603 count, as it stood when the line was sent.
    class_then = models.CharField("nhóm cá nhân khi đề nghị", max_length=20, choices=PersonClass, blank=True)
    enterprise_then = models.BooleanField("doanh nghiệp khi đề nghị", null=True)
    female_then = models.BooleanField("nữ khi đề nghị", null=True)
    minority_then = models.BooleanField("dân tộc thiểu số khi đề nghị", null=True)
    remote_then = models.BooleanField("vùng sâu, vùng xa khi đề nghị", null=True)

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
