"""Phiên họp: its agenda line by line, who sits in it, what they have declared."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums_council import Attendance, ConflictKind, CouncilPart, ItemResult, SittingState
from awards.models.catalogue import AwardType
from awards.models.councils import KEEPS_PROVINCE, Council, CouncilMember
from awards.models.dossiers import Nomination
from awards.models.honorees import Honoree
from awards.models.records import Initiative
from thidua.clock import office_date


class SittingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who keeps the council; members from the invitation on; Sở Nội vụ and the leaders once it is minuted."""
        if not user.is_authenticated:
            return self.none()
        sits = SittingSeat.objects.filter(user=user).values("sitting")
        seen = Q(council__in=Council.objects.kept_by(user)) | (Q(pk__in=sits) & ~Q(state=SittingState.PLANNED))
        if user.has_role(*KEEPS_PROVINCE):
            seen |= Q(state=SittingState.MINUTED)
        return self.filter(seen)

    def with_names(self):
        return self.select_related("council__unit")


class Sitting(models.Model):
    """One meeting. How it votes is fixed by the invitation: its seats, `secret` and `own_unit_votes` are copies.

    Ballots may be cast from `ballot_from` until `ballot_until`, or until the secretary closes them before that.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="sittings", verbose_name="hội đồng")
    title = models.CharField("nội dung", max_length=300)
    starts_at = models.DateTimeField("họp lúc")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    state = models.CharField("trạng thái", max_length=20, choices=SittingState, default=SittingState.PLANNED)
    secret = models.BooleanField("bỏ phiếu kín", default=True)
    own_unit_votes = models.BooleanField("ủy viên cùng đơn vị được bỏ phiếu sau khi khai", default=True)
    ballot_from = models.DateTimeField("bỏ phiếu từ", null=True)
    ballot_until = models.DateTimeField("bỏ phiếu đến", null=True)
    ballot_closed_at = models.DateTimeField("đóng bỏ phiếu lúc", null=True)
    guests = models.TextField("khách mời", blank=True)
    opinions = models.TextField("ý kiến tại phiên họp", blank=True)
    minutes_number = models.CharField("số biên bản", max_length=60, blank=True)
    minutes_date = models.DateField("ngày biên bản", null=True, blank=True)
    reminded_at = models.DateTimeField("nhắc bỏ phiếu lần cuối", null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    illustrative = models.BooleanField("minh họa", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp"
        verbose_name_plural = "phiên họp"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="sitting_state_known", condition=Q(state__in=SittingState.values)),
            models.CheckConstraint(
                name="sitting_ballot_has_its_window",
                condition=Q(ballot_from=None, ballot_until=None)
                | Q(ballot_from__isnull=False, ballot_until__gt=F("ballot_from")),
            ),
            models.CheckConstraint(
                name="minuted_sitting_has_its_minutes",
                condition=~Q(state=SittingState.MINUTED) | (Q(minutes_date__isnull=False) & ~Q(minutes_number="")),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({office_date(self.starts_at):%d/%m/%Y})"

    def polls_at(self, at):
        """Whether ballots may be cast at a moment."""
        begun = self.ballot_from is not None and self.ballot_from <= at
        return self.state == SittingState.RUNNING and begun and not self.polls_closed(at)

    def polls_closed(self, at):
        return self.ballot_closed_at is not None or (self.ballot_until is not None and self.ballot_until <= at)


class OfSittingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(sitting__in=Sitting.objects.visible_to(user))


class SittingSeat(models.Model):
    """One member of the council in one sitting, as the invitation found them: one seat, one vote on each line."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="seats", verbose_name="phiên họp")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name="thành viên")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sitting_seats")
    name = models.CharField("họ và tên", max_length=120)
    position = models.CharField("chức vụ, đơn vị", max_length=200, blank=True)
    part = models.CharField("vai trò trong hội đồng", max_length=15, choices=CouncilPart)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    attendance = models.CharField("có mặt", max_length=10, choices=Attendance, default=Attendance.EXPECTED)
    presides = models.BooleanField("chủ trì", default=False)
    counts = models.BooleanField("tổ kiểm phiếu", default=False)

    objects = OfSittingQuerySet.as_manager()

    class Meta:
        verbose_name = "ghế của thành viên"
        verbose_name_plural = "ghế của thành viên"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="seat_part_known", condition=Q(part__in=CouncilPart.values)),
            models.CheckConstraint(name="seat_attendance_known", condition=Q(attendance__in=Attendance.values)),
            models.UniqueConstraint(name="one_seat_a_member", fields=["sitting", "member"]),
            models.UniqueConstraint(
                name="one_seat_an_account", fields=["sitting", "user"], condition=Q(user__isnull=False)
            ),
            models.UniqueConstraint(
                name="one_presides_a_sitting", fields=["sitting"], condition=Q(presides=True)
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


class AgendaItem(models.Model):
    """One line to be voted on, with the share it needs by the law of the sitting's day, and what was counted.

    `line` is of a dossier where there is one; a council of a unit also votes on an honoree and an award alone, that of
    initiatives on an initiative. Names are copies: they stand in the minutes. `members`: all of them, the share's
    lower part (NĐ 98/2023 Điều 30 khoản 7).
    """

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="items", verbose_name="phiên họp")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    honoree = models.ForeignKey(Honoree, models.PROTECT, related_name="agenda_items", verbose_name="đối tượng")
    award = models.ForeignKey(
        AwardType, models.PROTECT, null=True, related_name="+", verbose_name="danh hiệu, hình thức"
    )
    line = models.ForeignKey(
        Nomination, models.SET_NULL, null=True, related_name="agenda_items", verbose_name="dòng đề nghị"
    )
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, related_name="agenda_items", verbose_name="sáng kiến, đề tài"
    )
    name = models.CharField("tên", max_length=200)
    detail = models.CharField("chức vụ, đơn vị", max_length=400, blank=True)
    subject_matter = models.CharField("đề nghị", max_length=400)
    achievement = models.TextField("tóm tắt thành tích", blank=True)
    percent = models.PositiveSmallIntegerField("tỷ lệ phiếu cần đạt (%)")
    ground = models.CharField("căn cứ tỷ lệ phiếu", max_length=300, blank=True)  # empty: the council's own rules
    members = models.PositiveSmallIntegerField("tổng số thành viên", null=True)
    issued = models.PositiveSmallIntegerField("phát ra", null=True)
    returned = models.PositiveSmallIntegerField("thu về", null=True)
    invalid = models.PositiveSmallIntegerField("không hợp lệ", null=True)
    agreed = models.PositiveSmallIntegerField("đồng ý", null=True)
    refused = models.PositiveSmallIntegerField("không đồng ý", null=True)
    blank = models.PositiveSmallIntegerField("phiếu trắng", null=True)
    result = models.CharField("kết quả", max_length=12, choices=ItemResult, default=ItemResult.OPEN, blank=True)
    lower_award = models.ForeignKey(
        AwardType, models.PROTECT, null=True, related_name="+", verbose_name="hình thức thấp hơn Hội đồng đề nghị"
    )
    lower_reason = models.CharField("mã lý do", max_length=20, blank=True)
    lower_note = models.CharField("ghi rõ", max_length=400, blank=True)

    objects = OfSittingQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung chương trình họp"
        verbose_name_plural = "nội dung chương trình họp"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="agenda_result_known", condition=Q(result__in=ItemResult.values)),
            models.CheckConstraint(name="agenda_percent_in_range", condition=Q(percent__gt=0, percent__lte=100)),
            models.CheckConstraint(
                name="agenda_is_about_one_thing",
                condition=Q(award__isnull=False, initiative=None) | Q(award=None, line=None, initiative__isnull=False),
            ),
            models.CheckConstraint(
                name="agenda_count_adds_up",
                condition=Q(returned=None)
                | Q(returned=F("invalid") + F("agreed") + F("refused") + F("blank"), returned__lte=F("members")),
            ),
            models.UniqueConstraint(
                name="line_once_in_a_sitting", fields=["sitting", "line"], condition=Q(line__isnull=False)
            ),
            models.UniqueConstraint(
                name="award_once_in_a_sitting", fields=["sitting", "honoree", "award"],
                condition=Q(award__isnull=False),
            ),
            models.UniqueConstraint(
                name="initiative_once_in_a_sitting", fields=["sitting", "initiative"],
                condition=Q(initiative__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.name}: {self.subject_matter}"

    @property
    def valid(self):
        return None if self.returned is None else self.returned - self.invalid


class OfItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(item__in=AgendaItem.objects.visible_to(user))


class ConflictDeclaration(models.Model):
    """Khai có liên quan: stands in the minutes. Nominee and kin do not vote on that line (R19, quy chế Hội đồng)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="declarations", verbose_name="nội dung")
    seat = models.ForeignKey(SittingSeat, models.CASCADE, related_name="declarations", verbose_name="thành viên")
    kind = models.CharField("có liên quan", max_length=10, choices=ConflictKind)
    note = models.CharField("ghi rõ", max_length=300, blank=True)

    objects = OfItemQuerySet.as_manager()

    class Meta:
        verbose_name = "khai có liên quan"
        verbose_name_plural = "khai có liên quan"
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(name="conflict_kind_known", condition=Q(kind__in=ConflictKind.values)),
            models.UniqueConstraint(name="one_declaration_a_line", fields=["item", "seat"]),
        ]

    def __str__(self):
        return f"{self.seat}: {self.get_kind_display()}"
