"""What the check said of a line and when, what people said of it, and the heads of a collective."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import CheckStage, CheckVerdict
from awards.models.dossiers import Dossier, Nomination


class OfLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Read with the papers of the dossier: while a unit corrects, its work stays with it."""
        return self.filter(line__dossier__in=Dossier.objects.files_visible_to(user))


class LineCheckQuerySet(OfLineQuerySet):
    def newest(self, **lines):
        """The last check of each stage of each line; two queries, whatever the number of lines."""
        keys = self.filter(**lines).order_by().values("line", "stage").annotate(last=models.Max("pk"))
        return self.filter(pk__in=list(keys.values_list("last", flat=True)))


class LineCheck(models.Model):
    """One check of one line, kept as it was; the next one is another row.

    `findings` is what `awards.checks.as_json` wrote. It may tell of holds and discipline: whoever shows it asks
    `awards.compile.checking` what this person may read.
    """

    line = models.ForeignKey(Nomination, models.CASCADE, related_name="checks", verbose_name="dòng đề nghị")
    stage = models.CharField("lần kiểm tra", max_length=12, choices=CheckStage)
    law_day = models.DateField("xét theo pháp luật ngày")
    verdict = models.CharField("kết luận", max_length=12, choices=CheckVerdict)
    blocking = models.BooleanField("pháp luật chặn", default=False)
    findings = models.JSONField("từng tiêu chuẩn")
    checked_at = models.DateTimeField("kiểm tra lúc")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = LineCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "lần kiểm tra tiêu chuẩn"
        verbose_name_plural = "lần kiểm tra tiêu chuẩn"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="line_check_stage_known", condition=Q(stage__in=CheckStage.values)),
            models.CheckConstraint(name="line_check_verdict_known", condition=Q(verdict__in=CheckVerdict.values)),
        ]
        indexes = [models.Index(fields=["line", "stage"], name="line_check_of_line")]

    def __str__(self):
        return f"{self.line}: {self.get_verdict_display()}"


class Judgement(models.Model):
    """What people say of a criterion that only people can judge (R14).

    The unit gives the paper that speaks for it; Sở Nội vụ says whether it is fulfilled. Without a verdict the
    criterion still waits.
    """

    line = models.ForeignKey(Nomination, models.CASCADE, related_name="judgements", verbose_name="dòng đề nghị")
    rule = models.CharField("mã tiêu chuẩn", max_length=60)
    paper = models.CharField("căn cứ đơn vị nêu", max_length=400, blank=True)
    verdict = models.CharField("kết luận của người xét", max_length=12, choices=CheckVerdict, blank=True)
    reason = models.CharField("lý do, căn cứ", max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # of the verdict
    at = models.DateTimeField("kết luận lúc", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfLineQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận của người xét"
        verbose_name_plural = "kết luận của người xét"
        constraints = [
            models.UniqueConstraint(name="one_judgement_of_a_rule", fields=["line", "rule"]),
            models.CheckConstraint(
                name="judgement_passes_or_fails",
                condition=Q(verdict="", by=None, at=None)
                | Q(verdict__in=[CheckVerdict.PASS, CheckVerdict.FAIL], by__isnull=False, at__isnull=False)
                & ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.rule}: {self.get_verdict_display()}"


class LineShares(models.Model):
    """Heads of a proposed collective in the term, as its unit counts them (Luật 06/2022/QH15 Điều 27, 28)."""

    line = models.OneToOneField(Nomination, models.CASCADE, related_name="shares", verbose_name="dòng đề nghị")
    members = models.PositiveIntegerField("tổng số người")
    titled = models.PositiveIntegerField("đạt Lao động tiên tiến")
    completed = models.PositiveIntegerField("hoàn thành nhiệm vụ")
    fighters = models.PositiveIntegerField("Chiến sĩ thi đua cơ sở")
    severe = models.PositiveIntegerField("bị kỷ luật từ cảnh cáo trở lên")
    source = models.CharField("văn bản, danh sách làm căn cứ", max_length=300)
    version = models.PositiveIntegerField(default=1)

    objects = OfLineQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu của tập thể"
        verbose_name_plural = "số liệu của tập thể"
        constraints = [
            models.CheckConstraint(name="shares_of_somebody", condition=Q(members__gte=1)),
            models.CheckConstraint(
                name="shares_within_the_members",
                condition=Q(
                    titled__lte=F("members"), completed__lte=F("members"), fighters__lte=F("members"),
                    severe__lte=F("members"),
                ),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.line}: {self.members} người"
