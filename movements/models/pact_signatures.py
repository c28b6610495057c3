"""Giao ước thi đua: signed by the unit's head, then by the head of its cluster (trưởng cụm, trưởng khối)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from movements.enums import RegistrationState
from movements.models.registrations import Registration, RegistrationQuerySet
from units.models import Cluster, ClusterMember, Unit


class PactQuerySet(RegistrationQuerySet):
    def visible_to(self, user):
        """Whoever sees the registration, and the units that lead its cluster that year: once it was sent, and only
        while the unit does not correct it."""
        if not user.is_authenticated:
            return self.none()
        leads = ClusterMember.objects.filter(
            cluster=OuterRef("cluster"), year=OuterRef("term__year"), unit=user.unit_id, part__in=LEADING
        )
        seen = Q(pk__in=Registration.objects.visible_to(user).values("pk"))
        led = Q(first_submitted_at__isnull=False) & Exists(leads)
        standing = Q(unit=user.unit_id) | Q(state__in=RegistrationState.SHOWN_TO_RECEIVER)
        return self.filter(seen | led).filter(standing)


LEADING = (ClusterMember.Part.HEAD, ClusterMember.Part.DEPUTY)


class Pact(Registration):
    """The pact of a registration, as the leaders of its cluster see it: its commitments and targets, no more."""

    objects = PactQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = "giao ước thi đua"
        verbose_name_plural = "giao ước thi đua"

    @property
    def row(self):
        """The registration under its own name, by which the record knows it."""
        return Registration(pk=self.pk)


class PactSignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(registration__in=Pact.objects.visible_to(user).values("pk"))


class PactSignature(models.Model):
    """The second signature, under one wording (`digest`): a changed pact waits for a signature of its own."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="pact_signatures")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+", verbose_name="cụm, khối thi đua")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị ký")
    digest = models.CharField("mã nội dung", max_length=64)
    signer = models.CharField("người ký", max_length=120)
    title = models.CharField("vai trong cụm, khối", max_length=120)  # "Trưởng khối thi đua"
    office = models.CharField("chức vụ, đơn vị", max_length=300)  # "Giám đốc Sở Y tế"
    at = models.DateTimeField("ký lúc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PactSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "chữ ký của cụm, khối"
        verbose_name_plural = "chữ ký của cụm, khối"
        constraints = [
            models.UniqueConstraint(name="pact_signed_once", fields=["registration", "cluster", "digest"]),
        ]

    def __str__(self):
        return f"{self.signer}, {self.title}"


class PactReturn(models.Model):
    """What the head of the cluster asks the unit to mend in one wording, before signing (TL-DK06)."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="pact_returns")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+", verbose_name="cụm, khối thi đua")
    digest = models.CharField("mã nội dung", max_length=64)
    note = models.TextField("đề nghị sửa")
    at = models.DateTimeField("đề nghị lúc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PactSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị sửa giao ước"
        verbose_name_plural = "đề nghị sửa giao ước"
        constraints = [
            models.UniqueConstraint(name="pact_returned_once", fields=["registration", "cluster", "digest"]),
            models.CheckConstraint(name="pact_return_says_why", condition=~Q(note="")),
        ]

    def __str__(self):
        return self.note
