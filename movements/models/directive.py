from django.db import models

from thidua.sight import SignedInQuerySet


class Directive(models.Model):
    """The document that launches the movements, word for word; number and date stay blank where the source has none."""

    title = models.CharField("trích yếu", max_length=400, unique=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    place = models.CharField("địa danh", max_length=60, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày", null=True, blank=True)
    preamble = models.JSONField("phần mở đầu", default=list)  # paragraphs
    recipients = models.JSONField("nơi nhận", default=list)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ thị"
        verbose_name_plural = "chỉ thị"

    def __str__(self):
        return self.title


class DirectivePoint(models.Model):
    """Point 1–9 of the directive, or a closing paragraph (KL1, KL2)."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="points", verbose_name="chỉ thị")
    code = models.CharField("điểm", max_length=5, unique=True)
    order = models.PositiveSmallIntegerField("thứ tự")
    label = models.CharField("tên gọn", max_length=80)
    paragraphs = models.JSONField("nguyên văn", default=list)
    closing = models.BooleanField("đoạn kết", default=False)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm của chỉ thị"
        verbose_name_plural = "điểm của chỉ thị"
        ordering = ["order"]

    def __str__(self):
        return f"Đoạn kết: {self.label}" if self.closing else f"Điểm {self.code}: {self.label}"
