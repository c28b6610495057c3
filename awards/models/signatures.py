"""What was found in a signed PDF, once for each content; read beside its file."""

from django.db import models
from django.db.models import Q

from awards.enums import SignatureFinding
from units.models import Attachment


class SignatureCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Read by those who may open a file of this content."""
        return self.filter(sha256__in=Attachment.objects.visible_to(user).values("sha256"))


class SignatureCheck(models.Model):
    """`signatures`: a list of what each says, as `awards.compile.signatures.Signature`, in the order of the file."""

    sha256 = models.CharField("mã nội dung", max_length=64, unique=True)
    finding = models.CharField("kết quả", max_length=12, choices=SignatureFinding)
    signatures = models.JSONField("chữ ký", default=list)
    at = models.DateTimeField("kiểm tra lúc")

    objects = SignatureCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả kiểm tra chữ ký số"
        verbose_name_plural = "kết quả kiểm tra chữ ký số"
        constraints = [
            models.CheckConstraint(name="signature_finding_known", condition=Q(finding__in=SignatureFinding.values)),
        ]

    def __str__(self):
        return f"{self.sha256[:12]}: {self.get_finding_display()}"
