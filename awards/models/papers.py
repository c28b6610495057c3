"""What people write for the papers of a dossier: the achievement report of a line, and the figures of a meeting."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.models.dossiers import Dossier, Nomination
from units.models import Attachment


class OfFilesQuerySet(models.QuerySet):
    """Read by those who may read the lines and papers of the dossier."""

    dossier_field = "dossier"

    def visible_to(self, user):
        return self.filter(**{f"{self.dossier_field}__in": Dossier.objects.files_visible_to(user)})


class ReportQuerySet(OfFilesQuerySet):
    dossier_field = "line__dossier"


class AchievementReport(models.Model):
    """Báo cáo thành tích of one line: drafted by the portal, then in the words of the unit."""

    line = models.OneToOneField(Nomination, models.CASCADE, related_name="report", verbose_name="dòng đề nghị")
    profile = models.TextField("sơ lược", blank=True)
    merits = models.TextField("thành tích đạt được", blank=True)
    honours = models.TextField("các hình thức đã được khen thưởng", blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField("sửa lúc")
    attachment = models.ForeignKey(  # the PDF made of it for the dossier, and of which version it was made
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name="bản đã đính kèm"
    )
    attached_version = models.PositiveIntegerField("phiên bản đã đính kèm", null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo thành tích"
        verbose_name_plural = "báo cáo thành tích"

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.line}"


class MeetingMinutes(models.Model):
    """Biên bản họp xét: who met where and when, and what was said; the votes are rows of `MeetingBallot`."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="minutes", verbose_name="hồ sơ")
    held_on = models.DateField("ngày họp", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    chair = models.CharField("người chủ trì", max_length=120, blank=True)
    chair_title = models.CharField("chức vụ người chủ trì", max_length=200, blank=True)
    secretary = models.CharField("thư ký", max_length=120, blank=True)
    members = models.PositiveSmallIntegerField("tổng số thành viên", null=True, blank=True)
    present = models.PositiveSmallIntegerField("số có mặt", null=True, blank=True)
    absent = models.TextField("thành viên vắng", blank=True)
    guests = models.TextField("khách mời", blank=True)
    opinions = models.TextField("ý kiến tại cuộc họp", blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField("sửa lúc")

    objects = OfFilesQuerySet.as_manager()

    class Meta:
        verbose_name = "biên bản họp xét"
        verbose_name_plural = "biên bản họp xét"
        constraints = [
            models.CheckConstraint(
                name="present_are_members",
                condition=Q(members=None) | Q(present=None) | Q(present__lte=F("members")),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.dossier}"


class BallotQuerySet(OfFilesQuerySet):
    dossier_field = "minutes__dossier"


class MeetingBallot(models.Model):
    """The votes for one line; those who were absent vote in writing, so votes are of all members (R19)."""

    minutes = models.ForeignKey(MeetingMinutes, models.CASCADE, related_name="ballots", verbose_name="biên bản họp xét")
    line = models.ForeignKey(Nomination, models.CASCADE, related_name="+", verbose_name="dòng đề nghị")
    agreed = models.PositiveSmallIntegerField("số phiếu đồng ý")
    refused = models.PositiveSmallIntegerField("số phiếu không đồng ý", default=0)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu bầu của cuộc họp"
        verbose_name_plural = "phiếu bầu của cuộc họp"
        constraints = [models.UniqueConstraint(name="one_ballot_a_line", fields=["minutes", "line"])]

    def __str__(self):
        return f"{self.line}: {self.agreed}"
