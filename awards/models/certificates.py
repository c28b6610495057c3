"""Bằng, giấy chứng nhận: blanks with the place of each word in millimetres, and the jobs that fill them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import Align, BlankWord, PrintState
from awards.models.decisions import Decision
from awards.models.register import RegisterEntry
from units.enums import Role

READS_PRINTS = (*sorted(Role.HOME_AFFAIRS), Role.CLERK, Role.ADMINISTRATOR)


class OfPrintersQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sở Nội vụ and văn thư, who print; administrators, who place the words."""
        return self if user.is_authenticated and user.has_role(*READS_PRINTS) else self.none()


def millimetres(label, **options):
    return models.DecimalField(label, max_digits=5, decimal_places=1, **options)


class Blank(models.Model):
    """A sheet to be filled: printed before with frame and words, or white, when the portal draws the frame too.

    `shift_x`, `shift_y` put right what the printer is out by, in mm to the right and down.
    """

    name = models.CharField("tên phôi", max_length=120, unique=True)
    award_code = models.CharField("dùng cho mã danh hiệu, hình thức", max_length=30, blank=True)  # "": any
    width = models.PositiveSmallIntegerField("rộng (mm)")
    height = models.PositiveSmallIntegerField("cao (mm)")
    designed = models.BooleanField("cổng vẽ cả khung, chữ in sẵn", default=False)
    shift_x = millimetres("chỉnh ngang (mm)", default=0)
    shift_y = millimetres("chỉnh dọc (mm)", default=0)
    active = models.BooleanField("đang dùng", default=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfPrintersQuerySet.as_manager()

    class Meta:
        verbose_name = "phôi bằng, giấy khen"
        verbose_name_plural = "phôi bằng, giấy khen"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="blank_size_of_a_sheet",
                condition=Q(width__gte=50, width__lte=600, height__gte=50, height__lte=600),
            ),
            models.CheckConstraint(
                name="blank_shift_is_small",
                condition=Q(shift_x__gte=-20, shift_x__lte=20, shift_y__gte=-20, shift_y__lte=20),
            ),
        ]

    def __str__(self):
        return self.name


class BlankField(models.Model):
    """Where one word stands: `x` of the left, middle or right by `align`, `y` of the first line's foot, in mm.

    Too long for `width`: broken between words into at most `lines`, then set smaller down to `least_size` (pt).
    """

    blank = models.ForeignKey(Blank, models.CASCADE, related_name="fields")
    word = models.CharField("nội dung", max_length=16, choices=BlankWord)
    x = millimetres("ngang (mm)")
    y = millimetres("dọc (mm)")
    width = millimetres("bề rộng (mm)")
    size = models.PositiveSmallIntegerField("cỡ chữ (pt)", default=14)
    least_size = models.PositiveSmallIntegerField("cỡ nhỏ nhất (pt)", default=10)
    lines = models.PositiveSmallIntegerField("số dòng nhiều nhất", default=1)
    align = models.CharField("căn", max_length=8, choices=Align, default=Align.CENTRE)
    bold = models.BooleanField("đậm", default=False)

    objects = OfPrintersQuerySet.as_manager()

    class Meta:
        verbose_name = "chỗ in trên phôi"
        verbose_name_plural = "chỗ in trên phôi"
        ordering = ["y", "x", "pk"]
        constraints = [
            models.CheckConstraint(name="blank_word_known", condition=Q(word__in=BlankWord.values)),
            models.CheckConstraint(name="blank_align_known", condition=Q(align__in=Align.values)),
            models.CheckConstraint(
                name="blank_sizes_in_order",
                condition=Q(least_size__gte=6, least_size__lte=F("size"), size__lte=72, lines__gte=1, lines__lte=6),
            ),
            models.CheckConstraint(name="blank_field_has_width", condition=Q(width__gt=0, x__gte=0, y__gte=0)),
            models.UniqueConstraint(name="word_once_on_a_blank", fields=["blank", "word"]),
        ]

    def __str__(self):
        return self.get_word_display()


class PrintJobQuerySet(OfPrintersQuerySet):
    def held_by(self, claim):
        return self.filter(state=PrintState.RUNNING, claim=claim)


class PrintJob(models.Model):
    """Certificates of one decision on one blank, made by a worker; `done` of `total` sheets, the PDF is its file."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="print_jobs", verbose_name="quyết định")
    blank = models.ForeignKey(Blank, models.PROTECT, related_name="jobs", verbose_name="phôi")
    entries = models.ManyToManyField(RegisterEntry, related_name="+")
    state = models.CharField("trạng thái", max_length=10, choices=PrintState, default=PrintState.QUEUED)
    total = models.PositiveIntegerField("số tờ")
    done = models.PositiveIntegerField("đã dựng", default=0)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)  # the machine's clock
    queued_at = models.DateTimeField()  # the machine's clock: when it was last handed to the broker
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("yêu cầu lúc")
    finished_at = models.DateTimeField("xong lúc", null=True)
    reason = models.CharField("vì sao không xong", max_length=400, blank=True)

    objects = PrintJobQuerySet.as_manager()

    class Meta:
        verbose_name = "lệnh in bằng, giấy khen"
        verbose_name_plural = "lệnh in bằng, giấy khen"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="print_state_known", condition=Q(state__in=PrintState.values)),
            models.CheckConstraint(
                name="printing_is_claimed",
                condition=~Q(state=PrintState.RUNNING) | Q(claim__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="print_failed_says_why", condition=~Q(state=PrintState.FAILED) | ~Q(reason="")
            ),
            models.CheckConstraint(name="print_done_within_total", condition=Q(done__lte=F("total"), total__gte=1)),
            models.UniqueConstraint(
                name="one_print_at_a_time", fields=["decision", "blank"],
                condition=Q(state__in=[PrintState.QUEUED, PrintState.RUNNING]),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.decision.code}, {self.blank}"
