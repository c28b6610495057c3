"""Files. Their rights are their owner's: who may see the row may open its files, nobody else."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from thidua.sight import owned_by_seen_rows


def random_name(instance, filename):
    token = uuid.uuid4().hex
    return f"{token[:2]}/{token}"


def _owner_is(model, keys):
    """Asked of the owner of each file, not as a list of all owners there are: that one grows with the years."""
    return Q(Exists(keys.filter(pk=OuterRef("owner_id"))), owner_type=ContentType.objects.get_for_model(model))


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user, of=None):
        """The files that a person may open: all of them, or those of one row."""
        files = self.of(of) if of else self
        return files.filter(
            owned_by_seen_rows(user, _owner_is, rule="files_visible_to", among=[type(of)] if of else None)
        )

    def of(self, row, purpose=None):
        files = self.filter(owner_type=ContentType.objects.get_for_model(row), owner_id=row.pk, removed_at=None)
        return files.filter(purpose=purpose) if purpose else files


class Attachment(models.Model):
    owner_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    owner_id = models.BigIntegerField()
    purpose = models.CharField(max_length=30)  # "evidence", "signed", "draft_pdf"
    file = models.FileField(upload_to=random_name)
    name = models.CharField("tên tệp", max_length=255)  # as the sender called it: text only, never a path
    content_type = models.CharField(max_length=100)  # told from the content, not from the name
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        constraints = [models.CheckConstraint(name="attachment_not_empty", condition=Q(size__gt=0))]
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="attachment_of_owner")]

    def __str__(self):
        return self.name
