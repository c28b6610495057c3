from django.db import models

from awards.models.dossiers import Dossier, Nomination
from units.models import Attachment


class LinePaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the papers of the dossier, not with the line: a granted line is public, its papers are not."""
        return self.filter(line__dossier__in=Dossier.objects.files_visible_to(user))


class LinePaper(models.Model):
    """Whose paper a file of the dossier is; a file without such a row is for all lines together."""

    line = models.ForeignKey(Nomination, models.CASCADE, related_name="papers", verbose_name="dòng đề nghị")
    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="+", verbose_name="tệp")

    objects = LinePaperQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ của dòng đề nghị"
        verbose_name_plural = "giấy tờ của dòng đề nghị"

    def __str__(self):
        return f"{self.line}: {self.attachment}"
